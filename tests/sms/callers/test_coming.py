"""Who called is told that help is coming, and when: once, in time, or not at all."""

import itertools
import re

import pytest

from signaling.protocol.assignments import (
    AcceptAssignment,
    CancelAssignment,
    DivertBrigade,
)
from signaling.protocol.caller import CallerLinkRevoke, CallerLinkSend
from signaling.protocol.coming import ComingLook, ComingMute, ComingMuted, ComingNotTold, ComingReckoned, ComingUnmute
from signaling.protocol.incidents import AmendIncident, Caller, CloseIncident, OpenIncident, Part, Result
from signaling.protocol.refusals import Refused
from signaling.protocol.telephones import TelephoneUnsubscribe
from signaling.slice import Role, system
from signaling.testing import person
from sms.domain.gateway import Later
from tests.sms.beside.shift import CENTRE, INCIDENT, NODIRA
from tests.sms.callers.town import BRIGADES, CALLER, MINUTE, crew, town

SYSTEM = system("a test")
NUMBER = re.compile(r"\d\d:\d\d")


async def test_a_caller_is_told_once_that_help_is_coming_and_when() -> None:
    """Rule [H1]."""
    async with town() as here:
        await here.accepted()
        await here.does(ComingLook, SYSTEM, incident_id=INCIDENT)
        (message,) = await here.send()
        (told,) = await here.told()
        assert message.to == CALLER
        assert "yordam yo'lda" in message.body
        assert NUMBER.search(message.body)
        assert "/c/" not in message.body
        assert not re.search("Sobirov|Registon|og'riq", message.body)
        assert told.arrives_at_ms is not None
        assert told.arrives_at_ms % MINUTE == 0
        assert 0 <= told.arrives_at_ms - (here.now_ms + 600_000) < MINUTE
        view = await here.shown()
        assert view is not None
        assert view.told is not None
        assert (view.told.says, view.told.delivery) == ("coming", "accepted")


async def test_without_a_way_to_reckon_it_no_time_is_told() -> None:
    """Rule [H1]."""
    async with town() as here:
        here.road_s = None
        await here.accepted()
        (message,) = await here.send()
        assert "yordam yo'lda" in message.body
        assert NUMBER.search(message.body) is None


async def test_an_order_that_is_not_accepted_and_a_brigade_that_assists_cause_no_message() -> None:
    """Rule [H1]."""
    async with town() as here:
        await here.opened()
        first = await here.ordered()
        assert await here.send() == []
        await here.sent(BRIGADES[1])
        assert await here.send() == []
        await here.does(AcceptAssignment, crew(BRIGADES[0]), assignment_id=first)
        await here.sent(BRIGADES[2], part=Part.ASSISTING)
        assert len(await here.send()) == 1


async def test_the_link_that_the_caller_has_is_carried_and_none_is_made() -> None:
    """Rule [H2]."""
    async with town() as here:
        await here.opened()
        await here.does(CallerLinkSend, link_id="link-1", incident_id=INCIDENT, language="ru")
        await here.send()
        await here.sent(BRIGADES[0])
        message = (await here.send())[-1]
        assert "помощь едет" in message.body
        assert "/c/" in message.body
        await here.does(CallerLinkRevoke, link_id="link-1")
        here.road_s = 3_000.0
        await here.wait(4 * MINUTE)
        message = (await here.send())[-1]
        assert "задерживается" in message.body
        assert "/c/" not in message.body


async def test_a_delay_is_told_when_it_is_long_and_neither_too_often_nor_too_many_times() -> None:
    """Rule [H3]."""
    async with town() as here:
        await here.accepted()
        await here.send()
        here.road_s = 600.0 + 4 * 60
        await here.wait(2 * MINUTE - 1)
        assert len(await here.told()) == 1
        for _ in range(12):
            here.road_s = (here.road_s or 0) + 600
            await here.wait(2 * MINUTE)
            await here.send()
        told = await here.told()
        assert [one.says for one in told] == ["coming", "later", "later", "later"]
        moments = [one.stamp.at_ms for one in await here.events(type(told[0]))]
        assert all(after - before >= 3 * MINUTE for before, after in itertools.pairwise(moments))
        assert len(here.gateway.given) == 4


async def test_a_brigade_on_its_way_is_reckoned_every_two_minutes_and_no_more() -> None:
    """Rule [H3]."""
    async with town() as here:
        here.road_s = 3_000.0
        await here.accepted()
        await here.send()
        for minutes in range(50, 30, -1):
            here.road_s = minutes * 60.0
            await here.wait(MINUTE)
        assert len(await here.told()) == 1
        assert len(await here.events(ComingReckoned)) == 10


@pytest.mark.parametrize("word", [CancelAssignment, DivertBrigade])
async def test_a_brigade_that_is_lost_is_told_of_only_when_no_other_comes(
    word: type[CancelAssignment | DivertBrigade],
) -> None:
    """Rule [H4]."""
    async with town() as here:
        first = await here.accepted()
        await here.send()
        await here.wait(2 * MINUTE)
        if word is DivertBrigade:
            await here.does(OpenIncident, incident_id="other", reason="cardiac_arrest", point=CENTRE)
            await here.does(DivertBrigade, brigade_id=BRIGADES[0], to_incident_id="other", reason="nearer")
        else:
            await here.does(word, assignment_id=first, reason="vehicle")
        await here.wait(2 * MINUTE - 1)
        assert len(await here.send()) == 1
        await here.pass_time(1)
        assert "boshqa brigada" in (await here.send())[-1].body
        await here.wait(10 * MINUTE)
        assert len(await here.send()) == 2
        await here.sent(BRIGADES[1])
        assert NUMBER.search((await here.send())[-1].body)
        assert [one.says for one in await here.told()] == ["coming", "another", "coming"]


async def test_a_replacement_in_time_says_nothing_unless_it_is_later() -> None:
    """Rule [H4]."""
    async with town() as here:
        first = await here.accepted()
        await here.send()
        await here.wait(4 * MINUTE)
        await here.does(CancelAssignment, assignment_id=first, reason="nearer")
        await here.sent(BRIGADES[1])
        await here.wait(MINUTE)
        assert len(await here.send()) == 1
        here.road_s = 1_500.0
        await here.wait(MINUTE)
        assert "kechikmoqda" in (await here.send())[-1].body


async def test_what_has_not_left_when_the_brigade_is_lost_is_not_sent() -> None:
    """Rule [H4]."""
    async with town() as here:
        first = await here.accepted()
        await here.does(CancelAssignment, assignment_id=first, reason="nearer")
        assert await here.send() == []
        await here.wait(6 * MINUTE)
        assert await here.send() == []
        await here.sent(BRIGADES[1])
        assert "yordam yo'lda" in (await here.send())[-1].body


@pytest.mark.parametrize("end", ["arrived", "closed", "late"])
async def test_nothing_is_sent_after_arrival_or_the_end_or_the_time_that_was_told(end: str) -> None:
    """Rule [H5]."""
    async with town() as here:
        here.gateway.outcomes = [Later("busy", 0)]
        first = await here.accepted()
        await here.send()
        if end == "arrived":
            await here.reports(first, BRIGADES[0], "departed", "arrived")
        elif end == "closed":
            await here.does(CancelAssignment, assignment_id=first, reason="caller_withdrew")
            await here.does(CloseIncident, incident_id=INCIDENT, result=Result.WITHDRAWN)
        await here.wait(30 * MINUTE)
        first_message, *more = await here.send()
        assert first_message.delivery_id not in [one.delivery_id for one in more]
        assert bool(more) is (end == "late")  # then what is true by now is told, and nothing that was
        assert (await here.shown() is None) is (end != "late")


async def test_a_caller_in_danger_is_written_nothing_and_the_thread_says_who_wished_it() -> None:
    """Rule [H6]."""
    async with town() as here:
        await here.accepted()
        await here.does(ComingMute, incident_id=INCIDENT, because="in_danger")
        await here.does(ComingMute, incident_id=INCIDENT, because="in_danger")
        assert await here.send() == []
        here.road_s = 3_000.0
        await here.wait(10 * MINUTE)
        assert await here.send() == []
        (muted,) = await here.events(ComingMuted)
        assert muted.stamp.actor_name == NODIRA.name
        view = await here.shown()
        assert view is not None
        assert (view.muted_because, view.muted_by) == ("in_danger", NODIRA.name)
        await here.does(ComingUnmute, incident_id=INCIDENT)
        await here.does(ComingUnmute, incident_id=INCIDENT)
        assert len(await here.send()) == 1


async def test_muted_before_anybody_is_sent_stays_muted() -> None:
    """Rule [H6]."""
    async with town() as here:
        await here.opened()
        await here.does(ComingMute, incident_id=INCIDENT, because="asked")
        await here.sent(BRIGADES[0])
        await here.wait(10 * MINUTE)
        assert await here.send() == []


async def test_only_the_desk_mutes_and_only_while_it_goes_on() -> None:
    async with town() as here:
        await here.opened()
        for word in (ComingMute, ComingUnmute):
            more = {"because": "other"} if word is ComingMute else {}
            with pytest.raises(Refused, match="not_allowed"):
                await here.does(word, crew(BRIGADES[0]), incident_id=INCIDENT, **more)
        with pytest.raises(Refused, match="not_found"):
            await here.does(ComingMute, incident_id="nowhere", because="other")
        with pytest.raises(Refused, match="not_allowed"):
            await here.does(ComingLook, person(Role.DISPATCHER), incident_id=INCIDENT)
        await here.does(CloseIncident, incident_id=INCIDENT, result=Result.WITHDRAWN)
        with pytest.raises(Refused, match="incident_closed"):
            await here.does(ComingMute, incident_id=INCIDENT, because="other")


@pytest.mark.parametrize(
    ("telephone", "because"),
    [("+998 66 233-44-55", "landline"), ("66 233 44 55", "landline"), ("03", "no_telephone"), ("", "no_telephone")],
)
async def test_a_number_that_takes_no_sms_gets_none_and_the_thread_says_so_once(telephone: str, because: str) -> None:
    """Rule [H7]."""
    async with town() as here:
        await here.accepted(telephone=telephone)
        await here.wait(10 * MINUTE)
        assert await here.send() == []
        (said,) = await here.events(ComingNotTold)
        assert isinstance(said.event, ComingNotTold)
        assert said.event.because == because
        await here.does(AmendIncident, incident_id=INCIDENT, caller=Caller(number=CALLER))
        assert len(await here.send()) == 1


async def test_who_wants_no_messages_gets_none() -> None:
    """Rule [H7]."""
    async with town() as here:
        await here.does(TelephoneUnsubscribe, SYSTEM, telephone=CALLER, because="texted")
        await here.accepted()
        assert await here.send() == []
        view = await here.shown()
        assert view is not None
        assert view.not_told_because == "unsubscribed"


@pytest.mark.parametrize("telephone", ["+7 701 234 56 78", "+998500000001", "90 123 45 67"])
async def test_a_number_of_another_country_or_a_new_network_is_tried(telephone: str) -> None:
    """Rule [H7]."""
    async with town() as here:
        await here.accepted(telephone=telephone)
        assert [message.to for message in await here.send()] == [telephone]


async def test_a_service_that_does_not_wish_it_writes_to_nobody() -> None:
    async with town(caller_messages=False) as here:
        await here.accepted()
        await here.wait(10 * MINUTE)
        assert await here.send() == []
        assert await here.told() == []
