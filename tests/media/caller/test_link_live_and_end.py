"""A caller's live video, what is passed on to the crew, and how a link ends with all that belongs to it."""

from pathlib import Path

import pytest

from media.caller.domain.decisions import LIVES_MS, TABLE
from media.caller.domain.link import SEEN_AFTER_END_MS
from media.caller.domain.views import views
from media.caller.handlers import CHANGES
from media.domain.conversation import Conversation
from signaling.protocol import assignments, incidents
from signaling.protocol.base import Command
from signaling.protocol.caller import (
    CallerLinkAgree,
    CallerLinkAskText,
    CallerLinkEnd,
    CallerLinkOfferLive,
    CallerLinkPassOn,
    CallerLinkPlace,
    CallerLinkRevoke,
    CallerLinkSay,
    CallerLinkSent,
    CallerLinkStopLive,
    CallerLinkTakeLive,
    CallerLinkView,
    CallerPlaced,
    CallerSaid,
)
from signaling.protocol.conversations import ConversationEnded, ConversationOpened
from signaling.protocol.deliveries import DeliveryRecalled, DeliveryWithdrawn
from signaling.protocol.people import SignInClosed, SignInOpenGuest
from signaling.protocol.refusals import Code
from signaling.slice import Audience
from sms.domain.gateway import Later
from tests.media.caller.yard import (
    BAHROM,
    CONSENT,
    HERE,
    INCIDENT,
    LINK,
    NODIRA,
    SENDINGS,
    Yard,
    crew,
    guest,
    refused,
    yard,
)

# -- live -------------------------------------------------------------------------------------------------------------


async def talk(made: Yard, conversation_id: str | None) -> Conversation:
    async with made.town.bus.reading() as reading:
        return await reading.get("conversation", conversation_id or "", Conversation)


async def test_the_callers_video_is_a_conversation_with_who_sent_the_link(tmp_path: Path) -> None:
    """Rule [L7]."""
    async with yard(tmp_path) as made:
        await made.agreed()
        await made.do(CallerLinkOfferLive, guest(), link_id=LINK)
        link = await made.link()
        begun = await talk(made, link.conversation_id)
        assert begun.goes_on
        assert begun.asker.key == f"guest:{LINK}"
        assert begun.answerer is not None
        assert begun.answerer.key == f"person:{NODIRA.id}"
        await made.do(CallerLinkStopLive, guest(), link_id=LINK)
        assert not (await talk(made, link.conversation_id)).goes_on
        assert (await made.link()).live_offered_at_ms is None


async def test_another_at_the_desk_takes_it_and_the_first_is_out(tmp_path: Path) -> None:
    """Rule [L7]."""
    async with yard(tmp_path) as made:
        await made.agreed()
        assert await refused(made, CallerLinkTakeLive, BAHROM, link_id=LINK) is Code.NOBODY_THERE
        await made.do(CallerLinkOfferLive, guest(), link_id=LINK)
        first = (await made.link()).conversation_id
        await made.do(CallerLinkTakeLive, BAHROM, link_id=LINK)
        second = (await made.link()).conversation_id
        assert not (await talk(made, first)).goes_on
        taken = await talk(made, second)
        assert taken.goes_on
        assert taken.answerer is not None
        assert taken.answerer.id == BAHROM.id


async def test_text_only_ends_the_video_and_refuses_another(tmp_path: Path) -> None:
    async with yard(tmp_path) as made:
        await made.agreed()
        await made.do(CallerLinkOfferLive, guest(), link_id=LINK)
        going = (await made.link()).conversation_id
        await made.do(CallerLinkAskText, NODIRA, link_id=LINK, only=True)
        assert not (await talk(made, going)).goes_on
        assert await refused(made, CallerLinkOfferLive, guest(), link_id=LINK) is Code.WRONG_STATE
        await made.do(CallerLinkAskText, NODIRA, link_id=LINK, only=False)
        await made.do(CallerLinkOfferLive, guest(), link_id=LINK)
        assert len(await made.facts(ConversationOpened)) == 2


# -- passing on --------------------------------------------------------------------------------------------------------


async def test_what_is_passed_on_follows_the_lead(tmp_path: Path) -> None:
    """Rule [L6]."""
    async with yard(tmp_path) as made:
        await made.agreed()
        await made.brigade("b1")
        await made.brigade("b2")
        await made.do(CallerLinkSay, guest(), link_id=LINK, message_id="m1", text="tez")
        assignment = await made.assign("b1")
        assert Audience("brigade", "b1") not in views(await made.link())
        await made.do(CallerLinkPassOn, NODIRA, link_id=LINK)
        seen = views(await made.link())[Audience("brigade", "b1")]
        assert isinstance(seen, CallerLinkView)
        assert seen.messages == []
        await made.do(
            assignments.DeclineAssignment, crew("b1"), assignment_id=assignment, reason="vehicle",
            at_device_ms=made.town.now_ms,
        )  # fmt: skip
        assert (await made.link()).passed_on_to is None
        await made.assign("b2")
        link = await made.link()
        assert link.passed_on_to == "b2"
        assert Audience("brigade", "b1") not in views(link)


# -- the end ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("how", ["incident_closed", "revoked", "expired"])
async def test_with_the_link_end_its_guest_its_message_and_its_video(tmp_path: Path, how: str) -> None:
    """Rule [L3]."""
    async with yard(tmp_path) as made:
        await made.agreed()
        await made.do(
            SignInOpenGuest, sign_in_id="s1", guest_id=LINK, token_hash="ab" * 32, lives_ms=LIVES_MS, language="uz"
        )
        await made.do(CallerLinkOfferLive, guest(), link_id=LINK)
        going = (await made.link()).conversation_id
        if how == "incident_closed":
            await made.do(incidents.CloseIncident, NODIRA, incident_id=INCIDENT, result="withdrawn")
        elif how == "revoked":
            await made.do(CallerLinkRevoke, BAHROM, link_id=LINK)
        else:
            await made.town.pass_time(LIVES_MS)
        link = await made.link()
        assert (link.phase, link.ended_because) == ("ended", how)
        (closed,) = await made.facts(SignInClosed)
        assert closed.guest_id == LINK
        assert len(await made.facts(DeliveryRecalled)) == 1
        assert not (await talk(made, going)).goes_on
        assert len(await made.facts(ConversationEnded)) == 1
        for kind, actor, fields in SENDINGS:
            assert await refused(made, kind, actor, link_id=LINK, **fields) is Code.LINK_ENDED
        agree = {"link_id": LINK, "text_version": CONSENT, "language": "uz"}
        assert await refused(made, CallerLinkAgree, None, **agree) is Code.LINK_ENDED


async def test_a_message_that_has_not_left_is_not_sent_any_more(tmp_path: Path) -> None:
    """Rule [L3]."""
    async with yard(tmp_path) as made:
        await made.incident()
        made.gateway.outcomes.append(Later("429", 60_000))
        await made.send()
        assert (await made.link()).delivery == "queued"
        await made.do(CallerLinkRevoke, NODIRA, link_id=LINK)
        assert len(await made.facts(DeliveryWithdrawn)) == 1
        assert (await made.link()).delivery == "withdrawn"


async def test_an_ended_link_is_seen_for_twelve_hours(tmp_path: Path) -> None:
    async with yard(tmp_path) as made:
        await made.agreed()
        await made.do(CallerLinkEnd, link_id=LINK)
        await made.town.pass_time(SEEN_AFTER_END_MS - 1_000)
        assert not (await made.link()).retired
        await made.town.pass_time(2_000)
        assert (await made.link()).retired


async def test_erased_the_rest_of_the_thread_stands(tmp_path: Path) -> None:
    """Rule [J5]: place and words go with the patient, who called and when stays."""
    async with yard(tmp_path) as made:
        await made.agreed()
        await made.do(CallerLinkPlace, guest(), link_id=LINK, **HERE)
        await made.do(CallerLinkSay, guest(), link_id=LINK, message_id="m1", text="tez")
        patient_id = (await made.link()).patient_id
        async with made.town.store.transaction() as transaction:
            await transaction.erase(patient_id)
        (placed,), (said,), (sent,) = [await made.facts(kind) for kind in (CallerPlaced, CallerSaid, CallerLinkSent)]
        assert (placed.point, said.text, sent.telephone) == (None, None, None)
        assert placed.accuracy_metres == 30.0


def test_every_command_of_a_link_stands_in_the_table() -> None:
    """A missing pair is a refusal, a missing command a mistake."""
    wished: set[type[Command]] = {command for command, _ in TABLE}
    assert wished == {*CHANGES, CallerLinkPassOn}
