"""Alerts sent by a server that is killed again and again, and what the gateway's ledger and the journal say of it.

``python -m tests.sms.crash.campaign --alerts 500 --kills 40 --seed 1`` prints one JSON object.
"""

import argparse
import asyncio
import json
import random
import sys
import tempfile
import time
from collections import defaultdict
from itertools import pairwise
from pathlib import Path
from typing import Any

from config.offline import Offline, opened
from signaling import clock, ids
from signaling.journal import to_happened
from signaling.protocol.consult_room import ConsultAsk
from signaling.protocol.deliveries import DeliveryClaimed, DeliveryNotFound
from signaling.slice import Actor, Role
from sms.domain.alerts import Alert
from sms.domain.deliveries import Delivery
from sms.domain.progress import TAKEN
from tests.fakes.twilio.calls import ACCOUNT
from tests.fakes.twilio.server import TOKEN
from tests.fixtures.server import TezServer, fixed_id, people
from tests.sms.crash.outside import INSTANTS, Instant, Outside, attempt_of
from tests.sms.crash.serving import MISTAKE

QUIET_WITHIN_S = 1_500.0
STUCK_AFTER_S = 20.0
ALL = 1_000_000
ASKER = Actor(id=fixed_id("karimov"), role=Role.PHYSICIAN, name="Karimov")


async def run(folder: Path, *, alerts: int, kills: int, seed: int, mistake: str = "") -> dict[str, Any]:
    """The campaign; what it came to."""
    outside = Outside(seed=seed, instants=drawn(kills, seed))
    async with outside.running():
        server = TezServer(folder, program="tests.sms.crash.serving")
        server.environment = {
            "TEZ_SMS_GATEWAY": "twilio",
            "TEZ_TWILIO_ACCOUNT_SID": ACCOUNT,
            "TEZ_TWILIO_AUTH_TOKEN": TOKEN,
            "TEZ_TWILIO_FROM": "TezYordam",
            "TEZ_TWILIO_API_BASE": outside.url,
            "TEZ_TWILIO_PER_SECOND": "100",
        }
        settings = server.settings()
        server.environment[MISTAKE] = mistake
        await people(settings, brigades=1)
        async with opened(settings) as offline:
            asked = await ask(offline, alerts)
            began = time.monotonic()
            await asyncio.to_thread(server.start)
            try:
                starting = asyncio.Event()
                killing = asyncio.create_task(keep_killing(server, outside, starting))
                ended = await until_quiet(offline, outside, starting, alerts)
                killing.cancel()
                await asyncio.gather(killing, return_exceptions=True)
            finally:
                await asyncio.to_thread(server.kill)
                outside.killed.set()
            await outside.quiet()
            return {
                **await found(offline, outside, asked),
                "ended": ended,
                "kills": sum(outside.killed_at.values()),
                "killed_at": dict(sorted(outside.killed_at.items())),
                "faults": dict(sorted(outside.faulted.items())),
                "callbacks": outside.told,
                "seconds": round(time.monotonic() - began, 1),
                "seed": seed,
            }


def drawn(kills: int, seed: int) -> list[Instant]:
    """Every instant equally often, in a random order."""
    instants = [INSTANTS[number % len(INSTANTS)] for number in range(kills)]
    random.Random(seed).shuffle(instants)
    return instants


async def ask(offline: Offline, alerts: int) -> list[str]:
    """Consults that are asked for before the server starts: it has to alert about all of them."""
    asked = [ids.new_id(clock.now_ms()) for _ in range(alerts)]
    for consult_id in asked:
        wish = ConsultAsk(
            **offline.envelope(), consult_id=consult_id, specialty="cardiology", urgency="urgent", question="ST?"
        )
        await offline.do(wish, ASKER)
    return asked


async def keep_killing(server: TezServer, outside: Outside, starting: asyncio.Event) -> None:
    """Kills when the gateway says so, and starts anew. ``starting`` is set meanwhile."""
    while True:
        await outside.to_kill.get()
        starting.set()
        await asyncio.to_thread(server.kill)
        outside.killed.set()
        await asyncio.to_thread(server.start)
        starting.clear()


async def until_quiet(offline: Offline, outside: Outside, starting: asyncio.Event, alerts: int) -> bool:
    """Until nothing waits, is under way or is unknown, and no kill is due; whether that came about. What has not moved
    for a long time with a server that runs will not: a start takes long on a machine that does much else."""
    deadline, moved, before = time.monotonic() + QUIET_WITHIN_S, time.monotonic(), (0, 0)
    while time.monotonic() < deadline:
        async with offline.bus.reading() as reading:
            deliveries = await reading.find("delivery", Delivery, limit=ALL)
        left = sum(1 for each in deliveries if each.progress.status in ("queued", "claimed", "unknown"))
        async with offline.store.reading() as look:
            now = (len(deliveries), (await look.head())[0])
        if now != before or starting.is_set():
            moved, before = time.monotonic(), now
        if outside.to_kill.empty() and left == 0 and len(deliveries) >= alerts:
            return True
        if time.monotonic() > moved + STUCK_AFTER_S:
            return False
        await asyncio.sleep(0.25)
    return False


async def found(offline: Offline, outside: Outside, asked: list[str]) -> dict[str, Any]:
    """By the gateway's ledger, which is the truth, and by the journal, which must agree with it."""
    async with offline.bus.reading() as reading:
        raised = await reading.find("alert", Alert, limit=ALL)
        deliveries = await reading.find("delivery", Delivery, limit=ALL)
    async with offline.store.reading() as look:
        rows = await look.rows(0, ALL, ["delivery.not_found", "delivery.claimed"])
    events = [to_happened(row, offline.tables.events).event for row in rows]
    repeats: dict[str, set[int]] = defaultdict(set)
    for event in events:
        if isinstance(event, DeliveryNotFound) and event.repeat:
            repeats[event.delivery_id].add(event.attempt)
    claimed = [(event.delivery_id, event.attempt) for event in events if isinstance(event, DeliveryClaimed)]
    taken: dict[str, list[int]] = defaultdict(list)
    for message in outside.ledger:
        delivery_id, attempt = attempt_of(message.status_callback)
        taken[delivery_id].append(attempt)
    sent = {each.about_id for each in deliveries if taken[each.delivery_id] and each.progress.status in TAKEN}
    twice = [id for id, attempts in taken.items() if any(unmarked(*two, repeats[id]) for two in pairwise(attempts))]
    return {
        "alerts": len(raised),
        "unsent": len(set(asked) - sent),
        "sent_twice_without_mark": len(twice),
        "sent_twice_marked": sum(1 for attempts in taken.values() if len(attempts) > 1) - len(twice),
        "claimed_and_never_begun": sum(1 for each in claimed if not outside.begun[each]),
        "creates": len(outside.ledger),
    }


def unmarked(one: int, other: int, repeats: set[int]) -> bool:
    """Whether nothing in the journal says that the later attempt repeats an ambiguous earlier one."""
    first, last = sorted((one, other))
    return not any(first <= attempt < last for attempt in repeats)


def main() -> None:
    parser = argparse.ArgumentParser(description="Kill a server that sends alerts, and count.")
    for name, default in (("alerts", 500), ("kills", 40), ("seed", 1)):
        parser.add_argument(f"--{name}", type=int, default=default)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="tez-crash-") as folder:
        figures = asyncio.run(run(Path(folder), alerts=given.alerts, kills=given.kills, seed=given.seed))
    print(json.dumps(figures))
    held = figures["ended"] and not figures["unsent"] and not figures["sent_twice_without_mark"]
    sys.exit(0 if held else 1)


if __name__ == "__main__":
    main()
