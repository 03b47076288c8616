"""The steps that each position goes through, in this order. Each is a small pure function.

A step gets the position and what is known of its brigade, and says whether it goes onward. Time is in the position
(``received_at_ms``). No step stamps a milestone: the nearest that comes to it is a suggestion to the crew.
"""

from collections.abc import Callable

from brigade_app.positions.fix import Heard, Knowledge, Verdict, metres_between
from signaling.protocol.brigade_app import ArrivalSuggested, Position

Step = Callable[[Heard, Knowledge], Verdict]

OLDEST_MS = 2 * 3_600_000  # what lay longer in a tablet's pocket is no longer a position
AHEAD_MS = 30_000  # a device's clock may be this far ahead
VAGUE_M = 1_000.0  # a fix by cell tower alone
FASTEST_KMH = 250.0  # a helicopter; the fastest road brigade is well below
CONVINCING = 3  # so many believable in a row far away, and it is the old place that was wrong
NEAR_M = {"arrived": 80.0, "at_hospital": 150.0}
STANDING_M = 40.0  # as far as a standing vehicle's fixes wander
STANDING_MS = 8_000
NEAR_ACCURACY_M = 60.0
FRESH_MS = 30_000


def reject_stale(heard: Heard, known: Knowledge) -> Verdict:
    """Too old to be of use, or from a clock that is ahead of ours."""
    age_ms = heard.position.received_at_ms - heard.position.at_ms
    if age_ms > OLDEST_MS:
        return Verdict.STALE
    if age_ms < -AHEAD_MS:
        return Verdict.FUTURE
    return Verdict.ONWARD


def reject_jump(heard: Heard, known: Knowledge) -> Verdict:
    """Nobody drives that fast, or the place is not known well enough to say where it is.

    If the places far away agree with one another ``CONVINCING`` times in a row, they are believed: otherwise one
    wrong first position would hide the brigade for as long as its tablet is on.
    """
    position, newest = heard.position, known.newest
    if position.accuracy_m is not None and position.accuracy_m > VAGUE_M:
        return Verdict.JUMP
    if newest is None or _drivable(newest, position):
        known.doubted, known.doubts = None, 0
        return Verdict.ONWARD
    if position.at_ms <= newest.at_ms:
        return Verdict.JUMP
    agrees = known.doubted is not None and known.doubted.at_ms < position.at_ms and _drivable(known.doubted, position)
    known.doubts = known.doubts + 1 if agrees else 1
    known.doubted = position
    if known.doubts < CONVINCING:
        return Verdict.JUMP
    known.doubted, known.doubts = None, 0
    return Verdict.ONWARD


def order_by_device_time(heard: Heard, known: Knowledge) -> Verdict:
    """What is older than the newest goes to the trail alone; the same instant twice goes nowhere."""
    newest = known.newest
    if newest is not None and heard.position.at_ms == newest.at_ms:
        return Verdict.REPEATED
    heard.late = newest is not None and heard.position.at_ms < newest.at_ms
    return Verdict.ONWARD


def geofence(heard: Heard, known: Knowledge) -> Verdict:
    """Standing near where the order leads is worth a suggestion, once; driving past is not."""
    position, target = heard.position, known.target
    if target is None or heard.late or not _believable(position):
        return Verdict.ONWARD
    metres = metres_between(position.point, target.point)
    if metres > NEAR_M[target.milestone]:
        known.stands_since = None
        return Verdict.ONWARD
    since = known.stands_since
    if since is None or metres_between(since.point, position.point) > STANDING_M:
        known.stands_since = since = position
    key = (target.assignment_id, target.milestone)
    if position.at_ms - since.at_ms >= STANDING_MS and key not in known.suggested:
        known.suggested.add(key)
        known.suggestion = ArrivalSuggested(
            brigade_id=position.brigade_id,
            assignment_id=target.assignment_id,
            milestone=target.milestone,
            metres=round(metres),
            at_ms=position.at_ms,
        )
    return Verdict.ONWARD


def remember(heard: Heard, known: Knowledge) -> Verdict:
    """To the trail, and unless it is late, the newest."""
    known.to_write.append(heard.position)
    if not heard.late:
        known.newest = heard.position
        known.changed = True
    return Verdict.KEPT


STEPS: tuple[Step, ...] = (reject_stale, reject_jump, order_by_device_time, geofence, remember)


def run(heard: Heard, known: Knowledge, steps: tuple[Step, ...] = STEPS) -> Verdict:
    """The position's way until a step ends it."""
    verdict = Verdict.ONWARD
    for step in steps:
        verdict = step(heard, known)
        if verdict is not Verdict.ONWARD:
            break
    return verdict


def _drivable(before: Position, after: Position) -> bool:
    """Whether one can be at both places at those times, their inaccuracy taken off (at least 50 m)."""
    slack_m = max(50.0, (before.accuracy_m or 0.0) + (after.accuracy_m or 0.0))
    metres = max(0.0, metres_between(before.point, after.point) - slack_m)
    hours = abs(after.at_ms - before.at_ms) / 3_600_000
    return metres / 1000 <= FASTEST_KMH * hours


def _believable(position: Position) -> bool:
    """Good enough to suggest an arrival by: exact, and of now."""
    exact = position.accuracy_m is None or position.accuracy_m <= NEAR_ACCURACY_M
    return exact and abs(position.received_at_ms - position.at_ms) <= FRESH_MS
