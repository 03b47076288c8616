"""The figures of a played month against a second, plain computation. Rules [CX4], [CX5], [CX6]."""

import math
import random
from collections.abc import Iterator
from statistics import fmean, median
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from consult_room.figures.domain.figures import Figures
from signaling.hours import Calendar
from signaling.protocol.base import Event
from signaling.protocol.circle import CircleMember
from signaling.protocol.conclusions import ConclusionTransferConfirmed
from signaling.protocol.consult_figures import (
    ConsultFiguresView,
    ConsultRated,
    ConsultRecordWeighed,
    FiguresBy,
    PartLacked,
)
from signaling.protocol.consult_room import (
    ConsultAccepted,
    ConsultAcknowledged,
    ConsultAsked,
    ConsultCancelled,
    ConsultConcluded,
    ConsultDeclined,
    ConsultReleased,
    ConsultRung,
)
from signaling.protocol.council import ConsultJoined, ConsultPassedOn
from signaling.slice import Stamp

MINUTE_MS, DAY_MS = 60_000, 86_400_000
FROM_MS = 1_790_000_000_000
UNTIL_MS = FROM_MS + 30 * DAY_MS
HEARD_MS = UNTIL_MS + 14 * DAY_MS
WITHIN_MS = {"emergency": 10 * MINUTE_MS, "urgent": 120 * MINUTE_MS, "planned": 3 * DAY_MS}
PLACES = ["Urgut", "Nurota", ""]
PEOPLE = ["li", "karimova", "rasulov"]
CALENDAR = Calendar(ZoneInfo("Asia/Tashkent"))
Facts = list[tuple[int, Event]]


def story(number: int, chance: random.Random) -> tuple[dict[str, Any], Facts]:  # noqa: PLR0915  told in one piece, as it happens
    """What is plainly known of an invented consult, and its facts."""
    id, at = f"c{number}", FROM_MS + chance.randrange(30 * DAY_MS)
    urgency = chance.choice(list(WITHIN_MS))
    plain: dict[str, Any] = {
        "asked": at, "urgency": urgency, "specialty": chance.choice(["neurology", "burns"]),
        "district": chance.choice(PLACES),
        "hospital": "", "specialist": "", "hours": 0.0, "taken": None, "concluded": None, "passed": 0,
    }  # fmt: skip
    here = {"consult_id": id}
    facts: Facts = []

    def tell(kind: type[Event], **fields: Any) -> None:
        facts.append((at, kind(**here, **fields)))

    tell(
        ConsultAsked, number=number, specialty=plain["specialty"], urgency=urgency, asker_id="a", asker_kind="person",
        asker_place=plain["district"],
    )  # fmt: skip
    plain["nobody"] = chance.random() < 0.2
    rung = [] if plain["nobody"] else PEOPLE
    tell(ConsultRung, specialty=plain["specialty"], urgency=urgency, person_ids=rung, look_again_ms=at)
    plain["declined"] = chance.randrange(3)
    for _ in range(plain["declined"]):
        tell(ConsultDeclined, person_id="x")
    at += int(WITHIN_MS[urgency] * chance.choice([0.2, 0.6, 1.0, 1.4]))
    plain["cancelled"] = chance.random() < 0.15
    if plain["cancelled"]:
        plain["ended"] = at
        tell(ConsultCancelled)
        return plain, facts

    def accept(mode: Any) -> None:
        plain["specialist"] = chance.choice(PEOPLE)
        tell(
            ConsultAccepted, person_id=plain["specialist"], channel="browser", conversation_id="v", asker_id="a",
            asker_kind="person", mode=mode, person_name=plain["specialist"].title(),
        )  # fmt: skip

    if chance.random() < 0.1:  # who took it first did not come
        accept("live")
        tell(ConsultReleased, person_id=plain["specialist"], look_again_ms=at)
        at += MINUTE_MS
    plain["taken"], plain["written"] = at, chance.random() < 0.3
    accept("written" if plain["written"] else "live")
    taken = at
    if chance.random() < 0.2:
        at += 7 * MINUTE_MS
        plain["specialty"], plain["passed"] = "surgery", 1
        tell(ConsultPassedOn, person_id=plain["specialist"], specialty="surgery")
        at += MINUTE_MS
        plain["hours"] -= 1 / 60
        accept("written" if plain["written"] else "live")
    if chance.random() < 0.3:
        plain["hospital"] = "h1"
        tell(ConsultJoined, member=CircleMember(relation="hospital", id="h1", part="hospital"), name="City")
    at += chance.randrange(5, 90) * MINUTE_MS
    plain["concluded"] = at
    plain["hours"] += (at - taken) / 3_600_000
    tell(ConsultConcluded)
    transfer: Any = chance.choice(["none", "planned", "emergency", None])
    plain["transfer"], plain["lacks"] = transfer, chance.choice([[], ["vitals"]])
    at += MINUTE_MS
    tell(ConsultAcknowledged)
    tell(
        ConsultRecordWeighed, present=9 - len(plain["lacks"]), wanted=9, missing=plain["lacks"], transfer=transfer,
        problem="stroke",
    )  # fmt: skip
    if transfer == "emergency":
        tell(ConclusionTransferConfirmed, consult_number=number, version=1, transfer=transfer, incident_id="i")
    plain["score"], plain["would"] = chance.randrange(1, 6), chance.choice([True, False, None])
    for score in (1, plain["score"]):  # said anew: the newest counts
        tell(
            ConsultRated, side="asker", rater_id="a", scores={"useful": score, "understood": 5, "in_time": 4},
            would_have_sent=plain["would"],
        )  # fmt: skip
    return plain, facts


def month() -> tuple[list[dict[str, Any]], list[tuple[int, Event]]]:
    chance = random.Random(7)
    stories = [story(number, chance) for number in range(240)]
    facts = sorted((fact for _, told in stories for fact in told), key=lambda fact: fact[0])
    return [plain for plain, _ in stories], facts


def counted(facts: Facts, by: FiguresBy, own: str | None = None) -> ConsultFiguresView:
    figures = Figures(FROM_MS, UNTIL_MS, HEARD_MS)
    for seq, (at_ms, event) in enumerate(facts):
        if at_ms < HEARD_MS:
            figures.hear(event, Stamp(seq=seq, at_ms=at_ms, made_at_ms=at_ms, actor_id="x"))
    return figures.written(by, own, CALENDAR)


def plainly(told: list[dict[str, Any]]) -> dict[str, Any]:
    """The second computation, of what was invented and not of facts."""
    waits = sorted((one["taken"] - one["asked"]) / 1000 for one in told if one["taken"])
    closed = [one for one in told if one["concluded"]]
    return {
        "asked": len(told),
        "taken": len(waits),
        "in_time": sum(1 for one in told if one["taken"] and one["taken"] - one["asked"] <= WITHIN_MS[one["urgency"]]),
        "late": sum(
            1 for one in told
            if (one["taken"] or one["ended"]) - one["asked"] > WITHIN_MS[one["urgency"]]
        ),
        "cancelled": sum(one["cancelled"] for one in told),
        "declined": sum(one["declined"] for one in told),
        "nobody_on_duty": sum(one["nobody"] for one in told),
        "passed_on": sum(one["passed"] for one in told),
        "written": sum(one.get("written", False) for one in told),
        "accept_median_s": median(waits) if waits else None,
        "accept_p90_s": waits[math.ceil(0.9 * len(waits)) - 1] if waits else None,
        "conclude_median_s": median([(one["concluded"] - one["asked"]) / 1000 for one in closed]) if closed else None,
        "hours": pytest.approx(sum(one["hours"] for one in told), abs=0.01),
        "transfers_agreed": sum(one["transfer"] in ("planned", "emergency") for one in closed),
        "transfers_confirmed": sum(one["transfer"] == "emergency" for one in closed),
        "transfers_avoided": sum(one["transfer"] == "none" and one["would"] is True for one in closed),
        "transfers_asked": sum(one["would"] is not None for one in closed),
        "weighed": len(closed),
        "complete": sum(not one["lacks"] for one in closed),
        "parts_present": sum(9 - len(one["lacks"]) for one in closed),
    }  # fmt: skip


def compared(counts: Any, told: list[dict[str, Any]]) -> None:
    for name, value in plainly(told).items():
        assert getattr(counts, name) == value, name
    useful = [one["score"] for one in told if one["concluded"]]
    means = {one.question: (one.answers, one.mean) for one in counts.ratings}
    if useful:
        assert means["useful"] == (len(useful), round(fmean(useful), 2))


@pytest.mark.parametrize("by", ["specialty", "district", "hospital", "specialist", "urgency"])
def test_cx4_cx5_a_played_month_is_what_a_second_computation_finds(by: FiguresBy) -> None:
    """Rules [CX4], [CX5]."""
    told, facts = month()
    view = counted(facts, by)
    assert view.all.late > 0
    assert view.all.transfers_avoided > 0
    compared(view.all, told)
    assert {row.key for row in view.rows} == {one[by] for one in told}
    for row in view.rows:
        compared(row.counts, [one for one in told if one[by] == row.key])
    assert sum(row.hours for row in view.load) == pytest.approx(view.all.hours, abs=0.05)
    (kind,) = view.kinds
    assert kind.missing == [PartLacked(key="vitals", times=view.all.weighed - view.all.complete)]
    for name in ("asked", "in_time", "late"):
        assert sum(getattr(step, name) for step in view.steps) == getattr(view.all, name)


def test_cx4_what_was_asked_outside_the_period_is_not_counted() -> None:
    """Rule [CX4]."""
    _, facts = month()
    early: Iterator[tuple[int, Event]] = ((at_ms - 60 * DAY_MS, event) for at_ms, event in facts)
    assert counted(list(early), "urgency").all.asked == 0


def test_cx6_a_doctors_own_figures_are_of_what_they_took_and_tell_no_mean_of_two() -> None:
    """Rule [CX6]."""
    _, facts = month()
    view = counted(facts, "specialty", "li")
    assert view.own
    assert [row.person_id for row in view.load] == ["li"]
    everybody = {row.person_id: row for row in counted(facts, "specialty").load}
    assert view.load == [everybody["li"]]
    assert view.all.asked == view.load[0].consults
    taken = [event.consult_id for _, event in facts if isinstance(event, ConsultAccepted) and event.person_id == "li"]
    two = [fact for fact in facts if getattr(fact[1], "consult_id", "") in taken[:2]]
    assert counted(two, "specialty").all.ratings
    assert counted(two, "specialty", "li").all.ratings == []


def test_cx4_nobody_asked_anything() -> None:
    """Rule [CX4]."""
    view = counted([], "district")
    assert (view.rows, view.load, view.kinds, view.all.accept_median_s) == ([], [], [], None)
