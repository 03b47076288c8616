"""The load: a process of many cheap devices, which starts the measured process beside it.

``python -m media.forwarder.trial.load NAME key=value …`` runs one of ``LOADS``; its last line is a JSON object.
"""

import asyncio
import math
import sys
import time
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import msgspec
import uvloop

from media.forwarder.trial import viewers
from media.forwarder.trial.asking import Asking
from media.forwarder.trial.peer import look_down, send_up
from media.forwarder.trial.streams import Receiving, Sending

STEP_S = 0.003
SETTLE_S = 1.5
DRAIN_S = 1.2


def _percentile(samples: Sequence[float], share: float) -> float:
    ordered = sorted(samples)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)] if ordered else 0.0


async def _drive(sending: Sequence[Sending], receiving: Sequence[Receiving], seconds: float) -> None:
    """Lets everybody send what is due, for so long."""
    end_s = time.monotonic() + seconds
    for peer in [*(one.peer for one in sending), *(viewer.peer for viewer in receiving)]:
        peer.polled()
    while (now_s := time.monotonic()) < end_s:
        for one in sending:
            one.step(now_s)
            one.peer.poll()
        for viewer in receiving:
            viewer.peer.poll()
            viewer.ask(now_s)
        await asyncio.sleep(STEP_S)


async def _connected(asking: Asking, room: str, sender: Sending, viewers: Sequence[Receiving]) -> None:
    await send_up(asking, sender.peer, room, f"{room}-sender", sender.ssrcs)
    for number, viewer in enumerate(viewers):
        offer = await look_down(asking, viewer.peer, room, f"{room}-viewer-{number}")
        viewer.repairs({ssrc: repaired for line in offer.lines for ssrc, repaired in line.repairs.items()})


async def fan_out(viewers: float, packets_a_frame: float, seconds: float) -> dict[str, Any]:
    """One sender, many viewers: packets that the forwarder sends in a second of its processor time."""
    async with Asking("forwarder") as asking:
        sender = Sending(int(packets_a_frame), 1000, 30)
        receiving = [Receiving() for _ in range(int(viewers))]
        await _connected(asking, "fan", sender, receiving)
        sender.start(time.monotonic())
        await _drive([sender], receiving, SETTLE_S)
        for viewer in receiving:
            viewer.counting = True
        cpu_s, sent = await asking.spent("fan")
        began_s = time.monotonic()
        await _drive([sender], receiving, seconds)
        cpu_after_s, sent_after = await asking.spent("fan")
        took_s = time.monotonic() - began_s
        cpu_s, sent = cpu_after_s - cpu_s, sent_after - sent
        return {
            "packets_per_second": sent / took_s,
            "packets_per_second_per_core": sent / cpu_s,
            "cpu_percent": 100 * cpu_s / took_s,
            "received_share": sum(viewer.packets for viewer in receiving) / max(1, sent),
        }


async def lossy(loss: float, seconds: float) -> dict[str, Any]:
    """One sender, one viewer, this share lost on the way in and again on the way out: frames that never came whole."""
    async with Asking("forwarder") as asking:
        sender, viewer = Sending(3, 1000, 30, loss), Receiving(loss=loss, asks=True)
        await _connected(asking, "lossy", sender, [viewer])
        sender.start(time.monotonic())
        await _drive([sender], [viewer], seconds)
        last = sender.frames - 1
        # What was lost last still comes: only later frames show that it was.
        await _drive([sender], [viewer], DRAIN_S)
        first = viewer.first_frame or 0
        frames = range(first, last + 1)
        return {"frames_sent": len(frames), "frames_lost": sum(1 for frame in frames if frame not in viewer.whole)}


async def conversations(count: float, seconds: float) -> dict[str, Any]:
    """So many conversations of two, each side sending 1 Mbit/s of sound and pictures: loss and delay at the viewers."""
    async with Asking("forwarder") as asking:
        pairs = int(count)
        sending = [Sending(4, 970, 30) for _ in range(2 * pairs)]
        receiving = [Receiving() for _ in range(2 * pairs)]
        for number, (sender, viewer) in enumerate(zip(sending, receiving, strict=True)):
            room, side = f"conversation-{number // 2}", number % 2
            await send_up(asking, sender.peer, room, f"side-{side}", sender.ssrcs)
            viewer.endpoint = f"side-{side}"
        for number, viewer in enumerate(receiving):
            await look_down(asking, viewer.peer, f"conversation-{number // 2}", viewer.endpoint)
        now_s = time.monotonic()
        for number, sender in enumerate(sending):
            sender.start(now_s + number / len(sending) / 30)
        await _drive(sending, receiving, SETTLE_S)
        for viewer in receiving:
            viewer.counting = True
        cpu_s, _ = await asking.spent()
        sent, began_s = sum(sender.packets for sender in sending), time.monotonic()
        await _drive(sending, receiving, seconds)
        cpu_after_s, _ = await asking.spent()
        took_s = time.monotonic() - began_s
        sent = sum(sender.packets for sender in sending) - sent
        delays = [delay for viewer in receiving for delay in viewer.delays_s]
        lost, came = (sum(each) for each in zip(*((one.lost, one.packets) for one in receiving), strict=True))
        return {
            "conversations": pairs,
            "packets_per_second": sent / took_s,
            "lost_share": lost / max(1, lost + came),
            "delay_p50_ms": 1000 * _percentile(delays, 0.5),
            "delay_p99_ms": 1000 * _percentile(delays, 0.99),
            "cpu_percent": 100 * (cpu_after_s - cpu_s) / took_s,
        }


LOADS: dict[str, Callable[..., Awaitable[dict[str, Any]]]] = {
    "fan_out": fan_out,
    "lossy": lossy,
    "conversations": conversations,
    "forwarder": lambda viewers, seconds: viewers_of("forwarder", viewers, seconds),
    "relay": lambda viewers, seconds: viewers_of("relay", viewers, seconds),
}


async def viewers_of(what: str, count: float, seconds: float) -> dict[str, Any]:
    """What viewers of a real picture cost one of the two."""
    return await viewers.measure(what, int(count), seconds)


async def _run(name: str, wishes: dict[str, float]) -> None:
    figures = await LOADS[name](**wishes)
    sys.stdout.write(msgspec.json.encode(figures).decode() + "\n")


if __name__ == "__main__":
    given = dict(word.split("=", 1) for word in sys.argv[2:])
    uvloop.run(_run(sys.argv[1], {name: float(value) for name, value in given.items()}))
