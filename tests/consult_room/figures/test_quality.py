"""Ratings, the weighed record, what a record lacks, and who is told which figures. Rules [CX1], [CX2], [CX3], [CX6]."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from consult_room.figures import assembly as figures
from consult_room.figures.domain.quality import KIND, Quality
from consult_room.forms import assembly as forms
from consult_room.vitals import assembly as vitals
from people import assembly as people
from people.domain import rights
from signaling.protocol.consult_figures import (
    ConsultCompletenessOf,
    ConsultFigures,
    ConsultFiguresReach,
    ConsultFiguresView,
    ConsultRate,
    ConsultRatingOf,
    ConsultRatingView,
    ConsultRecordWeighed,
    ConsultWeighRecord,
    FiguresReach,
)
from signaling.protocol.consult_room import ConsultAccept, ConsultAcknowledge, ConsultAsk, ConsultConclude
from signaling.protocol.duty import DutyAdd
from signaling.protocol.forms import Completeness
from signaling.protocol.people import PersonAdd
from signaling.protocol.refusals import Code, Refused
from signaling.protocol.trust import ConsultErased
from signaling.protocol.vitals import Measuring, VitalsMeasure
from signaling.reading import StateReader
from signaling.slice import Actor, Role, Slice, Stamp, system
from signaling.store.interface import Store
from signaling.testing import Town
from tests.consult_room.slices import the_room

ASKER = Actor("asker", Role.PHYSICIAN, "Sh. Karimov")
LI = Actor("li", Role.SPECIALIST, "N. Li")
STRANGER = Actor("stranger", Role.SPECIALIST, "Z. Tosheva")
DISPATCHER = Actor("desk", Role.DISPATCHER, "A. Aliyev")
ADMIN = Actor("admin", Role.ADMINISTRATOR)
HOUR_MS, DAY_MS = 3_600_000, 86_400_000
HERE = {"consult_id": "c"}
USEFUL: dict[str, Any] = {"scores": {"useful": 5, "understood": 4, "in_time": 3}}
ENOUGH: dict[str, Any] = {"scores": {"question": 4, "material": 2}}


class Closing(Town):
    """A stroke that Li is asked about."""

    def __init__(self, asks: Slice | None = None, store: Store | None = None) -> None:
        room = the_room(figures.assemble(), asks or forms.assemble(), vitals.assemble())
        super().__init__([people.assemble(), *room], store=store, rights=rights, sees=rights.may_see)

    async def begin(self, problem: str = "stroke") -> None:
        for actor in (ASKER, LI, STRANGER, DISPATCHER):
            added = {"login": actor.id, "name": actor.name, "role": actor.role.value, "place": "Urgut"}
            await self.do(self.wish(PersonAdd, person_id=actor.id, **added))
        asked = {"specialty": "neurology", "urgency": "emergency", "question": "Stroke?", "problem": problem}
        await self.do(self.wish(ConsultAsk, **HERE, **asked, age_years=67, sex="female"), ASKER)
        await self.do(self.wish(ConsultAccept, **HERE, person_id=LI.id, channel="sms"), system("alert"))

    async def conclude(self) -> None:
        await self.do(self.wish(ConsultConclude, **HERE, conclusion="Thrombolysis now"), LI)

    async def close(self) -> None:
        await self.do(self.wish(ConsultAcknowledge, **HERE), ASKER)
        await self.react()

    async def rate(self, actor: Actor, **said: Any) -> None:
        await self.do(self.wish(ConsultRate, **HERE, **said), actor)

    async def rating(self, actor: Actor) -> ConsultRatingView:
        view: ConsultRatingView = await self.ask(ConsultRatingOf(**HERE), actor)
        return view

    async def lacks(self, actor: Actor) -> set[str]:
        found: Completeness = await self.bus.ask_from_screen(ConsultCompletenessOf(**HERE, language="en"), actor)
        assert found.present + sum(not field.present for field in found.fields) == found.wanted
        assert all(set(field.reason) == {"en"} for field in found.fields)
        return {field.key for field in found.fields if not field.present}

    async def figures(self, actor: Actor, **asked: Any) -> ConsultFiguresView:
        period = {"from_ms": self.now_ms - DAY_MS, "until_ms": self.now_ms + 1, **asked}
        view: ConsultFiguresView = await self.bus.ask_from_screen(ConsultFigures(**period), actor)
        return view

    async def reach(self, actor: Actor) -> str:
        told: FiguresReach = await self.bus.ask_from_screen(ConsultFiguresReach(), actor)
        return told.reach


@pytest.fixture
async def town() -> AsyncIterator[Closing]:
    async with Closing() as one:
        await one.begin()
        yield one


async def refused(code: Code, wish: Any) -> None:
    with pytest.raises(Refused) as found:
        await wish
    assert found.value.code is code


async def test_cx1_each_side_answers_its_own_questions_and_reads_its_own_answers(town: Closing) -> None:
    """Rule [CX1]."""
    await refused(Code.WRONG_STATE, town.rate(ASKER, **USEFUL))
    assert (await town.rating(ASKER)).questions == []
    await town.conclude()
    assert (await town.rating(LI)).questions == ["question", "material"]
    await refused(Code.WRONG_VALUE, town.rate(LI, **USEFUL))
    await refused(Code.WRONG_VALUE, town.rate(LI, **ENOUGH, would_have_sent=True))
    await refused(Code.MISSING, town.rate(LI, scores={"question": 4}))
    await refused(Code.NOT_FOUND, town.rate(STRANGER, **ENOUGH))
    await refused(Code.NOT_FOUND, town.rating(STRANGER))
    await town.rate(LI, **ENOUGH, words="No pictures")
    await town.close()
    view = await town.rating(ASKER)
    assert view.questions == ["useful", "understood", "in_time"]
    assert view.asks_transfer
    assert view.own is None
    await town.rate(ASKER, **USEFUL, would_have_sent=True)
    own = (await town.rating(LI)).own
    assert own is not None
    assert (own.scores, own.words) == ({"question": 4, "material": 2}, "No pictures")


async def test_cx1_within_a_day_it_is_said_otherwise_and_later_not(town: Closing) -> None:
    """Rule [CX1]."""
    await town.conclude()
    await town.close()
    await town.rate(ASKER, **USEFUL)
    town.now_ms += DAY_MS - 1
    await town.rate(ASKER, scores={**USEFUL["scores"], "useful": 1})
    town.now_ms += 1
    await refused(Code.WRONG_STATE, town.rate(ASKER, **USEFUL))
    view = await town.rating(ASKER)
    assert view.questions == []
    assert view.own is not None
    assert view.own.scores["useful"] == 1


async def test_cx1_a_specialist_is_asked_for_a_day_after_the_conclusion_though_they_read_no_more(town: Closing) -> None:
    """Rule [CX1]."""
    await town.conclude()
    await town.close()
    with pytest.raises(Refused):
        await town.lacks(LI)
    town.now_ms += DAY_MS - 2
    assert (await town.rating(LI)).questions == ["question", "material"]
    town.now_ms += 2
    assert (await town.rating(LI)).questions == []
    await refused(Code.WRONG_STATE, town.rate(LI, **ENOUGH))
    assert (await town.rating(ASKER)).questions  # whether it was useful shows itself later
    await town.rate(ASKER, **USEFUL)


async def test_cx1_a_specialist_who_has_said_it_says_it_otherwise_within_a_day_of_that(town: Closing) -> None:
    """Rule [CX1]."""
    await town.conclude()
    await town.close()
    town.now_ms += DAY_MS - HOUR_MS
    await town.rate(LI, **ENOUGH)
    town.now_ms += DAY_MS - HOUR_MS
    await town.rate(LI, scores={"question": 1, "material": 1})
    town.now_ms += HOUR_MS
    await refused(Code.WRONG_STATE, town.rate(LI, **ENOUGH))


@pytest.mark.parametrize("scores", [{}, {"useful": 6}, {"useful": 0}, {"beauty": 3}, {"useful": "5"}])
def test_cx1_what_is_no_rating_is_no_command(scores: Any) -> None:
    """Rule [CX1]."""
    body = {"type": "consult.rate", "id": "x", "made_at_ms": 0, "consult_id": "c", "scores": scores}
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(body, ConsultRate)


async def test_cx2_a_closed_record_is_weighed_once_and_what_was_found_outlives_it(town: Closing) -> None:
    """Rule [CX2]."""
    await refused(Code.WRONG_STATE, town.do(town.wish(ConsultWeighRecord, **HERE)))
    await town.conclude()
    await town.close()
    await refused(Code.NOT_ALLOWED, town.do(town.wish(ConsultWeighRecord, **HERE), ADMIN))
    await town.do(town.wish(ConsultWeighRecord, **HERE))
    (weighed,) = await town.events(ConsultRecordWeighed)
    assert isinstance(weighed.event, ConsultRecordWeighed)
    assert weighed.event.problem == "stroke"
    assert weighed.event.transfer is None
    assert {"vitals", "consent", "findings", "diagnosis"} <= set(weighed.event.missing)
    assert {"age", "sex", "recommendation", "acknowledged"}.isdisjoint(weighed.event.missing)
    assert weighed.event.present + len(weighed.event.missing) == weighed.event.wanted
    view = await town.figures(ADMIN)
    assert (view.all.weighed, view.all.complete, view.kinds[0].problem) == (1, 0, "stroke")
    assert view.kinds[0].names["ru"] == "Инсульт"
    assert all(set(one.names) == {"uz", "ru", "en"} for one in view.kinds[0].missing)


async def test_cx4_records_of_a_form_that_the_service_has_no_more_are_called_by_its_key(tmp_path: Path) -> None:
    """Rule [CX4]."""
    own = tmp_path / "problems" / "20_snakebite.toml"
    own.parent.mkdir()
    shipped = next(Path(forms.__file__).parent.glob("data/problems/*_stroke.toml"))
    own.write_text(shipped.read_text().replace('problem = "stroke"', 'problem = "snakebite"'))
    async with Closing(forms.assemble(tmp_path)) as town:
        await town.begin("snakebite")
        await town.conclude()
        await town.close()
        assert (await town.figures(ADMIN)).kinds[0].names["en"] == "Stroke"
        later = Closing(forms.assemble(), town.store)
        later.now_ms = town.now_ms
        (kind,) = (await later.figures(ADMIN)).kinds
    assert (kind.problem, kind.names) == ("snakebite", {})
    assert {one.key: one.names.get("en", "") for one in kind.missing}["vitals"] == "Vital signs"


async def test_cx3_what_a_record_lacks_is_told_while_it_is_written(town: Closing) -> None:
    """Rule [CX3]."""
    lacks = await town.lacks(LI)
    assert {"vitals", "consent", "summary"} <= lacks
    assert "findings" not in lacks  # nothing is concluded: it is not looked for yet
    measuring = Measuring(measured_at_ms=town.now_ms, values={"pulse": 80})
    await town.do(town.wish(VitalsMeasure, **HERE, measuring=measuring), ASKER)
    assert "vitals" not in await town.lacks(ASKER)
    await refused(Code.NOT_FOUND, town.lacks(STRANGER))
    await town.conclude()
    assert {"findings", "diagnosis", "acknowledged"} <= await town.lacks(LI)


async def test_cx6_who_is_told_which_figures(town: Closing) -> None:
    """Rule [CX6]."""
    await town.conclude()
    await town.close()
    assert ((await town.figures(ADMIN)).all.asked, (await town.figures(ADMIN)).own) == (1, False)
    mine = await town.figures(LI, by="district")
    assert (mine.own, mine.all.asked, mine.rows[0].key) == (True, 1, "Urgut")
    assert (await town.figures(STRANGER)).all.asked == 0
    assert [await town.reach(one) for one in (ADMIN, LI, DISPATCHER)] == ["all", "own", "none"]
    await refused(Code.NOT_ALLOWED, town.figures(DISPATCHER))
    await refused(Code.NOT_ALLOWED, town.figures(Actor("crew", Role.CREW, brigade_id="b")))
    hours = {"from_ms": town.now_ms - 1, "until_ms": town.now_ms + DAY_MS}
    await town.do(
        town.wish(DutyAdd, duty_id="d", person_id=DISPATCHER.id, specialty="any", senior=True, **hours), ADMIN
    )
    assert not (await town.figures(DISPATCHER)).own
    assert await town.reach(DISPATCHER) == "all"


@pytest.mark.parametrize(("from_ms", "until_ms"), [(5, 5), (6, 5), (0, 367 * DAY_MS)])
async def test_cx6_a_period_that_is_none_or_too_long_is_refused(town: Closing, from_ms: int, until_ms: int) -> None:
    """Rule [CX6]."""
    await refused(Code.TOO_LONG, town.figures(ADMIN, from_ms=from_ms, until_ms=until_ms))


async def test_cx1_an_erased_consult_keeps_no_rating_beside_it(town: Closing) -> None:
    """Rule [CX1]."""
    await town.conclude()
    await town.rate(LI, **ENOUGH, words="A word")
    async with town.store.reading() as look:
        before = await StateReader(look).get(KIND, "c", Quality)
    assert before.rating("specialist") is not None
    stamp = Stamp(seq=9, at_ms=town.now_ms, made_at_ms=town.now_ms, actor_id="x")
    erased = figures.QUALITY.evolve[ConsultErased](before, ConsultErased(consult_id="c"), stamp)
    assert erased.ratings == ()
    assert erased.circle.members == ()
