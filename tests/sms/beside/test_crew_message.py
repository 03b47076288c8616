"""A tablet that is silent: the order goes by SMS, once, in time, or not at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signaling.protocol.assignments import (
    AcceptAssignment,
    CancelAssignment,
    DeclineAssignment,
    DeliverAssignment,
    SeeAssignment,
)
from signaling.protocol.crew_messages import (
    CrewMessageLate,
    CrewMessageMissing,
    CrewMessageOutcome,
    CrewMessageRefused,
    CrewMessageSend,
    CrewMessageSent,
    CrewMessageSettled,
    CrewMessageWatch,
)
from signaling.protocol.milestones import Milestone, ReportMilestone
from signaling.protocol.people import PersonDisable
from signaling.protocol.refusals import Refused
from signaling.protocol.telephones import TelephoneSubscribe, TelephoneUnsubscribe
from signaling.slice import Stamp, system
from sms.beside.domain import crew_message
from sms.beside.domain.crew_message import SILENT_AFTER_MS, TELEPHONES_AT_MOST, USEFUL_MS, CrewMessage
from tests.sms.beside.shift import ADMIN, CREW, NODIRA, TABLET, shift


async def test_a_tablet_that_confirms_in_time_sends_nothing_and_shows_nothing() -> None:
    """Rule [A20]."""
    async with shift() as town:
        id = await town.ordered()
        await town.pass_time(SILENT_AFTER_MS - 1)
        await town.does(DeliverAssignment, TABLET, assignment_id=id)
        await town.pass_time(USEFUL_MS)
        assert await town.send() == []
        assert await town.shown(id) is None


async def test_a_silent_tablet_sends_one_sms_to_each_of_the_crew_and_only_one() -> None:
    """Rule [A20]."""
    async with shift() as town:
        id = await town.ordered()
        await town.pass_time(SILENT_AFTER_MS - 1)
        assert await town.send() == []
        await town.pass_time(1)
        for _ in range(3):
            await town.pass_time(10_000)
            given = await town.send()
        assert sorted(message.to for message in given) == sorted(CREW.values())
        view = await town.shown(id)
        assert view is not None
        assert (view.phase, view.telephones, view.delivery) == ("sent", 2, "accepted")
        for message in given:
            assert "Registon 14" in message.body
            assert "/o/" in message.body
            assert "Sobirov" not in message.body
            assert 60 <= message.valid_s <= 300


async def test_a_telephone_that_two_share_rings_once_and_a_closed_account_never() -> None:
    async with shift({"aziz": "+998000000031", "laylo": "+998000000031", "umid": "+998000000033"}) as town:
        await town.does(PersonDisable, ADMIN, person_id="umid")
        await town.ordered()
        await town.pass_time(SILENT_AFTER_MS)
        assert [message.to for message in await town.send()] == ["+998000000031"]


async def test_a_crew_without_a_telephone_is_a_fact_that_the_desk_sees() -> None:
    """Rule [A20]."""
    async with shift({"aziz": ""}) as town:
        id = await town.ordered()
        await town.pass_time(SILENT_AFTER_MS)
        view = await town.shown(id)
        assert view is not None
        assert view.phase == "missing"
        assert len(await town.events(CrewMessageMissing)) == 1
        assert await town.deliveries() == []


async def test_a_list_longer_than_any_crew_is_cut() -> None:
    async with shift({f"p{number}": f"+99800000004{number}" for number in range(7)}) as town:
        await town.ordered()
        await town.pass_time(SILENT_AFTER_MS)
        assert len(await town.send()) == TELEPHONES_AT_MOST


async def test_a_telephone_that_said_stop_gets_no_order_and_the_thread_says_whose_crew_it_is() -> None:
    """Rules [A20], [T5]."""
    async with shift() as town:
        await town.does(TelephoneUnsubscribe, system("test"), telephone=CREW["aziz"], because="texted")
        await town.ordered()
        await town.pass_time(SILENT_AFTER_MS)
        assert [message.to for message in await town.send()] == [CREW["laylo"]]
        [told] = [one.event for one in await town.events(CrewMessageRefused)]
        assert isinstance(told, CrewMessageRefused)
        assert (told.callsign, told.telephones) == ("Brigada 3", 1)
        assert CREW["aziz"] not in repr(told)


async def test_a_crew_that_takes_no_messages_at_all_is_called_by_radio() -> None:
    """Rules [A20], [T5]: and START brings the orders back."""
    async with shift({"aziz": "+998 00 000 00 31"}) as town:
        await town.does(TelephoneUnsubscribe, system("test"), telephone=CREW["aziz"], because="refused")
        id = await town.ordered()
        await town.pass_time(SILENT_AFTER_MS)
        assert await town.send() == []
        view = await town.shown(id)
        assert view is not None
        assert view.phase == "missing"
        await town.does(CancelAssignment, NODIRA, assignment_id=id, reason="nobody_answers")
        await town.does(TelephoneSubscribe, system("test"), telephone=CREW["aziz"])
        await town.ordered(incident_id="incident-2", telephone="+998000000010", label="Registon 15")
        await town.pass_time(SILENT_AFTER_MS)
        assert len(await town.send()) == 1


@pytest.mark.parametrize("word", [DeliverAssignment, AcceptAssignment])
async def test_a_tablet_that_wakes_before_the_sms_has_left_withdraws_it(
    word: type[DeliverAssignment | AcceptAssignment],
) -> None:
    """Rule [A20]."""
    async with shift() as town:
        id = await town.ordered()
        await town.pass_time(SILENT_AFTER_MS)
        await town.does(word, TABLET, assignment_id=id)
        assert await town.send() == []
        assert {one.progress.status for one in await town.deliveries()} == {"withdrawn"}
        view = await town.shown(id)
        assert view is not None
        assert view.outcome == ("delivered" if word is DeliverAssignment else "accepted")


@pytest.mark.parametrize("word", [CancelAssignment, DeclineAssignment])
async def test_an_order_that_is_over_is_neither_sent_nor_shown(
    word: type[CancelAssignment | DeclineAssignment],
) -> None:
    async with shift() as town:
        id = await town.ordered()
        await town.does(word, NODIRA if word is CancelAssignment else TABLET, assignment_id=id, reason="vehicle")
        await town.pass_time(SILENT_AFTER_MS)
        assert await town.send() == []
        assert await town.shown(id) is None
        assert await town.events(CrewMessageSent) == []


async def test_a_server_that_was_away_sends_nothing_afterwards_and_says_so() -> None:
    """Rule [A20]."""
    async with shift() as town:
        id = await town.ordered()
        await town.pass_time(SILENT_AFTER_MS + USEFUL_MS)
        assert await town.send() == []
        assert len(await town.events(CrewMessageLate)) == 1
        view = await town.shown(id)
        assert view is not None
        assert view.phase == "late"


async def test_a_message_that_could_not_be_sent_in_time_is_given_up() -> None:
    async with shift() as town:
        await town.ordered()
        await town.pass_time(SILENT_AFTER_MS)
        await town.pass_time(USEFUL_MS)
        assert await town.send() == []
        assert {one.progress.status for one in await town.deliveries()} == {"withdrawn"}


async def test_the_way_on_is_followed_and_the_end_takes_it_from_the_screens() -> None:
    async with shift() as town:
        id = await town.ordered()
        await town.pass_time(SILENT_AFTER_MS)
        await town.send()
        for word in (DeliverAssignment, SeeAssignment, AcceptAssignment):
            await town.does(word, TABLET, assignment_id=id)
        view = await town.shown(id)
        assert view is not None
        assert view.outcome == "accepted"
        for milestone in (Milestone.DEPARTED, Milestone.ARRIVED):
            await town.does(ReportMilestone, TABLET, assignment_id=id, milestone=milestone)
        await town.does(ReportMilestone, TABLET, assignment_id=id, milestone=Milestone.CLEARED, result="false_call")
        assert await town.shown(id) is None


async def test_nobody_but_the_system_may_wish_for_it() -> None:
    async with shift() as town:
        id = await town.ordered()
        with pytest.raises(Refused):
            await town.do(town.wish(CrewMessageSend, assignment_id=id, brigade_id="brigade-3"), NODIRA)


WATCH = CrewMessageWatch(
    id="1", made_at_ms=0, assignment_id="a", incident_id="i", brigade_id="b", callsign="Brigada 3",
    urgency="urgent", ordered_at_ms=1_000,
)  # fmt: skip
STAMP = Stamp(seq=1, at_ms=1_000, made_at_ms=1_000, actor_id="rule")
OUTCOMES: tuple[CrewMessageOutcome, ...] = ("delivered", "accepted", "accepted_by_message", "over")


@given(st.lists(st.sampled_from(OUTCOMES), max_size=8), st.booleans())
def test_an_answer_stays_an_answer_and_an_end_an_end(outcomes: list[CrewMessageOutcome], sent: bool) -> None:
    """Whatever order and however often."""
    state: CrewMessage = crew_message.EVOLVE[type(crew_message.decide_watch(WATCH))](
        None, crew_message.decide_watch(WATCH), STAMP
    )
    ids = {"assignment_id": "a", "incident_id": "i", "brigade_id": "b", "callsign": "Brigada 3"}
    if sent:
        state = crew_message.EVOLVE[CrewMessageSent](state, CrewMessageSent(**ids, telephones=1), STAMP)
    for outcome in outcomes:
        before = state
        for event in crew_message.decide_settle(state, outcome):
            assert isinstance(event, CrewMessageSettled)
            state = crew_message.EVOLVE[CrewMessageSettled](state, event, STAMP)
        assert before.outcome != "over" or state.outcome == "over"
        assert before.outcome not in ("accepted", "accepted_by_message") or state.outcome != "delivered"
        assert crew_message.decide_settle(state, outcome) == []
        assert state.send_due_ms is None
    assert state.shown is (sent and state.outcome != "over")
