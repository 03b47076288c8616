"""``tez bench alerts``: a service with a gateway beside it, the storm of ``bench.alerts`` on it, and what the journal
and the gateway's ledger say afterwards."""

import argparse
import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from bench import alerts, gateway, machine
from bench.measures import percentile
from config import trial
from config.bench import cpu_seconds, fresh_database, fresh_folder, metric, print_figures, say, server
from config.bench import free_port as a_port
from config.offline import Offline, opened
from config.settings import Settings
from signaling import clock
from signaling.consequences import LEASE_MS, RENEW_S
from signaling.journal import to_happened
from signaling.protocol.deliveries import DeliveryNotFound, DeliveryQueued
from sms.domain.deliveries import Delivery
from sms.domain.progress import TAKEN

HOLDER = "a node that does nothing"
HELD_MS = 600_000
ALL = 1_000_000
SETTLED = [*TAKEN, "failed", "withdrawn"]


def run(arguments: argparse.Namespace) -> int:
    """Phases without and with a storm, alternating."""
    with fresh_database(arguments.store) as database, fresh_folder() as folder:
        figures = asyncio.run(_measured(arguments, database, folder))
    print_figures(figures)
    return 0


async def _measured(arguments: argparse.Namespace, database: str, folder: Path) -> dict[str, Any]:
    outside = await alerts.Outside.start(gateway.Plan(per_second=arguments.messages, errors=0.02, seed=arguments.seed))
    try:
        settings = _settings(database, folder, outside.url, arguments.messages)
        say(arguments, "Filling the service …")
        peopled = await trial.people(settings, brigades=3)
        plan = alerts.Plan(
            url=settings.base,
            dispatcher=peopled.tokens["nodira"],
            asker=peopled.tokens["karimov"],
            around=trial.CENTRE,
            alerts=arguments.alerts,
            urgent=max(1, arguments.alerts // 20),
            commands=arguments.commands,
            rounds=arguments.rounds,
            seed=arguments.seed,
        )
        with server(settings) as process:
            before = cpu_seconds(process)
            say(arguments, "Measuring …")
            with machine.watched() as beside:
                async with opened(settings) as offline, _holds(offline) as holds:
                    figures = await alerts.measure(plan, holds)
                    figures |= await _counted(offline, await outside.ledger())
            return figures | {
                "alerts_at_once": plan.alerts,
                "rounds": plan.rounds,
                "store": arguments.store,
                "server_cpu_seconds": round(cpu_seconds(process) - before, 2),
                "loop_lag_p99_ms": metric(settings, "tez_loop_lag_p99_ms"),
                "machine_lag_p99_ms": beside.lag_p99_ms,
                "seed": arguments.seed,
            }
    finally:
        await outside.stop()


def _settings(database: str, folder: Path, gateway_url: str, per_second: float) -> Settings:
    return Settings(
        data_dir=str(folder),
        port=a_port(),
        database_url=database,
        sms_gateway="twilio",
        twilio_account_sid=gateway.ACCOUNT,
        twilio_auth_token=gateway.TOKEN,
        twilio_from="TezYordam",
        twilio_api_base=gateway_url,
        twilio_per_second=int(per_second),
    )


@asynccontextmanager
async def _holds(offline: Offline) -> AsyncIterator[alerts.Holds]:
    """Takes the lease under which a server follows the journal away from it, and gives it back."""

    async def hold() -> None:
        # The server's own lease has always a few seconds left: this is how it looks when it is over.
        later_ms = clock.now_ms() + 2 * LEASE_MS
        if await offline.store.take_lease("consequences", HOLDER, later_ms, clock.now_ms() + HELD_MS) is None:
            raise RuntimeError("the lease could not be taken")
        await asyncio.sleep(RENEW_S * 1.5)

    async def release() -> None:
        await offline.store.take_lease("consequences", HOLDER, clock.now_ms(), clock.now_ms())

    async def settled() -> int:
        async with offline.bus.reading() as reading:
            found = await reading.find("delivery", Delivery, status=SETTLED, limit=ALL)
        return len(found)

    yield alerts.Holds(hold, release, settled)


async def _counted(offline: Offline, ledger: gateway.Ledger) -> dict[str, Any]:
    """What became of every message: by the journal, by the tables, and by the gateway's own ledger."""
    async with offline.bus.reading() as reading:
        deliveries = await reading.find("delivery", Delivery, limit=ALL)
    async with offline.store.reading() as look:
        rows = await look.rows(0, ALL, ["delivery.queued", "delivery.not_found"])
    happened = [to_happened(row, offline.tables.events) for row in rows]
    repeats = Counter(
        each.event.delivery_id for each in happened if isinstance(each.event, DeliveryNotFound) and each.event.repeat
    )
    taken = Counter(each.delivery_id for each in ledger.taken)
    queued_ms = {
        each.event.delivery_id: each.stamp.at_ms for each in happened if isinstance(each.event, DeliveryQueued)
    }
    first = [
        float(ledger.first_ms[each.delivery_id] - queued_ms[each.delivery_id])
        for each in deliveries
        if each.urgency == "life_threat" and each.delivery_id in ledger.first_ms
    ]
    return {
        "alerts": len(deliveries),
        "p99_first_attempt_ms": percentile(first, 0.99),
        "p50_first_attempt_ms": percentile(first, 0.5),
        "urgent_attempted": len(first),
        "unsent": sum(1 for each in deliveries if each.progress.status not in TAKEN or not taken[each.delivery_id]),
        "sent_twice_without_mark": sum(1 for id, times in taken.items() if times > 1 + repeats[id]),
        "sent_twice_marked": sum(1 for times in taken.values() if times > 1),
        "gateway_answers": ledger.answers,
    }
