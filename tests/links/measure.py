"""One run of one cell, and what it comes to."""

import asyncio
import statistics
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any

from tests.links.conditions import CLEAR, Cell
from tests.links.people import Talker, Two

REACHES_S = 2.5
"""A person looks who rings and reaches for the button; meanwhile a transport may be prepared."""
CONNECTS_S = 30.0
SETTLED_S = 3.0
LOOK_S = 0.1
FLOWING_MS = 350
FLOWS_FOR_S = 1.0


@dataclass(frozen=True)
class Heard:
    """What one end received in the window. ``dtx``: whether the speaker's encoder was allowed to fall silent."""

    sound_share: float
    frames_per_second: float
    drops: int
    longest_gap_ms: float
    dtx: bool
    kbit: float


@dataclass(frozen=True)
class Run:
    """``connected_ms``: from the tap on "accept" to the first decoded sound at the later end; None: not within 30 s."""

    connected_ms: float | None
    heard: tuple[Heard, ...] = ()


async def connect(two: Two, cell: Cell, *, desk_dtx: bool, crew_dtx: bool | None = None) -> float | None:
    """Rings over the cell's link and answers. A side's encoder is steered by the description that it is given; the
    crew's may fall silent when the desk's may not, and the other way about, unless it is said."""
    await two.desk.dtx(desk_dtx)
    await two.crew.dtx(not desk_dtx if crew_dtx is None else crew_dtx)
    await two.hosts.link(cell.link)
    await two.ring()
    await asyncio.sleep(REACHES_S + cell.link.rtt_ms / 1000)
    await two.crew.tap("Answer")
    tapped_at = (await two.crew.state())["tappedAt"]
    for _ in range(int(CONNECTS_S / LOOK_S)):
        heard_at = [(await each.state())["heardAt"] for each in two.both]
        if all(at is not None and at >= tapped_at for at in heard_at):
            return float(max(heard_at) - tapped_at)
        await asyncio.sleep(LOOK_S)
    return None


async def run_cell(two: Two, cell: Cell, seconds: float, *, desk_dtx: bool = False) -> Run:
    """A conversation over the cell's link; the link is clear again and nobody talks in the end."""
    connected_ms = await connect(two, cell, desk_dtx=desk_dtx)
    heard: tuple[Heard, ...] = ()
    if connected_ms is not None:
        heard = await listen(two, seconds, desk_dtx=desk_dtx)
    await two.hosts.link(CLEAR)
    await two.hang_up()
    return Run(connected_ms, heard)


async def listen(two: Two, seconds: float, *, desk_dtx: bool) -> tuple[Heard, ...]:
    """What comes to each end from now on, for so long."""
    before = [await each.sums() for each in two.both]
    for each in two.both:
        await each.begin()
    await asyncio.sleep(seconds)
    after = [await each.sums() for each in two.both]
    states = [await each.state() for each in two.both]
    return tuple(
        _heard(was, now, state, dtx)
        for was, now, state, dtx in zip(before, after, states, (not desk_dtx, desk_dtx), strict=True)
    )


def _heard(was: dict[str, float], now: dict[str, float], state: dict[str, Any], dtx: bool) -> Heard:
    gained = {name: now[name] - was[name] for name in now}
    seconds = max(gained["atMs"] / 1000, 0.001)
    return Heard(
        sound_share=sound_share(gained["total"], gained["concealed"], gained["silent"]),
        frames_per_second=max(0.0, gained["frames"] / seconds),
        drops=state["drops"],
        longest_gap_ms=max(state["longestGapMs"], state["nowMs"] - (state["decodedAt"] or state["nowMs"])),
        dtx=dtx,
        kbit=gained["bytes"] * 8 / 1000 / seconds,
    )


def sound_share(total: float, concealed: float, silent: float) -> float:
    """Of the samples that were played, the share that nobody had to invent; 0 when none was played."""
    return 0.0 if total <= 0 else 1 - (concealed - silent) / total


async def recovered_ms(two: Two, since: float, *, within_s: float = 60.0) -> float | None:
    """Waits until both ends have decoded sound steadily, and says how long after ``since`` (a page's clock, ms) the
    later of them heard again; 0 when neither lost it for 400 ms, None when it took longer than ``within_s``."""
    flows = 0.0
    for _ in range(int(within_s / LOOK_S)):
        await asyncio.sleep(LOOK_S)
        states = [await each.state() for each in two.both]
        flowing = all(
            state["decodedAt"] is not None and state["nowMs"] - state["decodedAt"] < FLOWING_MS for state in states
        )
        flows = flows + LOOK_S if flowing else 0.0
        if flows >= FLOWS_FOR_S and min(state["nowMs"] for state in states) - since > SETTLED_S * 1000:
            return max(max(0.0, (state["resumedAt"] or 0) - since) for state in states)
    return None


async def change_address(two: Two, who: Talker, change: Callable[[str], Awaitable[None]]) -> float | None:
    """In a conversation that goes on: ``who`` is on another network at once, by one of the hosts' changes. Gives
    ``recovered_ms``."""
    for each in two.both:
        await each.begin()
    await asyncio.sleep(SETTLED_S)
    since = (await who.state())["nowMs"]
    await change(who.name)
    return await recovered_ms(two, since)


async def change_path(two: Two) -> float:
    """In a conversation between two: it is recorded, for which it goes to the forwarder, and no longer, for which it
    comes back. Gives the longest silence at either end, in milliseconds: what was not decoded, looked at every 50."""
    await asyncio.sleep(SETTLED_S)
    for each in two.both:
        await each.begin()
    await two.record()
    await _on(two, "move")
    await two.crew.tap("Stop recording")
    await _on(two, "direct")
    return max([float((await each.state())["silentMs"]) for each in two.both])


async def _on(two: Two, path: str) -> None:
    """Both play this path, and have for so long that nothing of the other is left."""
    for each in two.both:
        await each.expect("path", path)
    await asyncio.sleep(2 * SETTLED_S)


async def cut(two: Two, seconds: float, *names: str) -> float | None:
    """In a conversation that goes on: the named hosts have no network for so long. Counted from its return."""
    await asyncio.sleep(SETTLED_S)
    await two.hosts.link(None, *names)
    await asyncio.sleep(seconds)
    since = (await two.crew.state())["nowMs"]
    await two.hosts.link(CLEAR, *names)
    return await recovered_ms(two, since)


def median_and_worst(values: Sequence[float | None], *, best_is_high: bool) -> dict[str, float | None]:
    """None stands for what never came, and is the worst of all."""
    unknown = float("-inf") if best_is_high else float("inf")
    known = [unknown if value is None else value for value in values]
    if not known:
        return {"median": None, "worst": None}
    worst = min(known) if best_is_high else max(known)
    digits = 3 if best_is_high else 0
    return {
        name: None if value == unknown else round(value, digits)
        for name, value in (("median", statistics.median_low(known)), ("worst", worst))
    }


def figures(runs: Sequence[Run]) -> dict[str, Any]:
    """A cell's figures over its runs."""
    heard = [each for run in runs for each in run.heard]
    shares = {
        f"sound_share_dtx_{'on' if dtx else 'off'}": median_and_worst(
            [each.sound_share for each in heard if each.dtx is dtx], best_is_high=True
        )
        for dtx in (False, True)
    }
    return {
        "connected_ms": median_and_worst([run.connected_ms for run in runs], best_is_high=False),
        **shares,
        "frames_per_second": median_and_worst([each.frames_per_second for each in heard], best_is_high=True),
        "kbit_received": median_and_worst([each.kbit for each in heard], best_is_high=True),
        "longest_gap_ms": median_and_worst([each.longest_gap_ms for each in heard], best_is_high=False),
        "drops": sum(each.drops for each in heard),
        "runs": len(runs),
    }
