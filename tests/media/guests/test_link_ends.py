"""How a guest's link ends, and what a recording asks of whoever knocks."""

from pathlib import Path

import pytest

from media.guests.domain.decisions import LIVES_MS
from media.guests.domain.link import GuestLink, views
from media.recording.domain.decisions import TEXT_VERSION
from signaling.protocol import guests, participants, recording
from signaling.protocol.conversations import ConversationHangUp
from signaling.protocol.deliveries import DeliveryWithdrawn
from signaling.protocol.guests import GuestLinkView
from signaling.protocol.refusals import Code, Refused
from signaling.slice import system
from tests.media.guests.hall import (
    CREW,
    LINK,
    NODIRA,
    RECORDING,
    SECOND_LINK,
    TALK,
    TELEPHONE,
    guest,
    hall,
    refused,
)


async def test_who_left_may_knock_again_and_who_was_removed_may_not(tmp_path: Path) -> None:
    """Rules [G3], [G5]."""
    async with hall(tmp_path) as made:
        await made.inside()
        await made.do(participants.ConversationLeave, guest(), conversation_id=TALK)
        link = await made.link()
        assert (link.phase, link.out_because) == ("ready", "left")
        await made.do(guests.GuestKnock, guest(), link_id=LINK)
        await made.do(guests.GuestAdmit, NODIRA, link_id=LINK)
        await made.do(participants.ConversationRemove, NODIRA, conversation_id=TALK, of_relation="guest", of_id=LINK)
        link = await made.link()
        assert (link.phase, link.ended_because) == ("ended", "removed")
        assert await refused(made, guests.GuestKnock, guest()) is Code.LINK_ENDED


async def test_the_end_of_the_conversation_ends_its_links(tmp_path: Path) -> None:
    """Rule [G3]."""
    async with hall(tmp_path) as made:
        await made.inside()
        await made.invite(SECOND_LINK)
        await made.do(participants.ConversationLeave, guest(), conversation_id=TALK)
        await made.do(ConversationHangUp, CREW, conversation_id=TALK)
        for link_id in (LINK, SECOND_LINK):
            assert (await made.link(link_id)).ended_because == "conversation_over"
        assert await refused(made, guests.GuestTake, link_id=SECOND_LINK, language="uz") is Code.LINK_ENDED


async def test_a_link_is_over_after_its_time_unless_its_guest_is_inside_or_knocks(tmp_path: Path) -> None:
    """Rule [G3]."""
    async with hall(tmp_path) as made:
        await made.taken()
        await made.invite(SECOND_LINK)
        await made.do(guests.GuestKnock, guest(), link_id=LINK)
        await made.do(guests.GuestAdmit, NODIRA, link_id=LINK)
        await made.town.pass_time(LIVES_MS)
        assert (await made.link()).phase == "inside"
        assert (await made.link(SECOND_LINK)).ended_because == "expired"
        await made.do(participants.ConversationLeave, guest(), conversation_id=TALK)
        await made.town.pass_time(1)
        assert (await made.link()).ended_because == "expired"


async def test_what_is_withdrawn_opens_nothing_and_its_message_does_not_leave(tmp_path: Path) -> None:
    """Rule [G3]."""
    async with hall(tmp_path) as made:
        await made.talk()
        await made.do(
            guests.GuestInvite, NODIRA, link_id=LINK, conversation_id=TALK, role="relative", name="Aziza",
            language="uz", telephone=TELEPHONE,
        )  # fmt: skip
        await made.do(guests.GuestWithdraw, CREW, link_id=LINK)
        assert await made.facts(DeliveryWithdrawn) != []
        assert await refused(made, guests.GuestTake, language="uz") is Code.LINK_ENDED
        await made.do(guests.GuestWithdraw, NODIRA, link_id=LINK)
        await made.invite(SECOND_LINK)
        await made.do(guests.GuestTake, link_id=SECOND_LINK, language="uz")
        await made.do(guests.GuestKnock, guest(SECOND_LINK), link_id=SECOND_LINK)
        await made.do(guests.GuestAdmit, NODIRA, link_id=SECOND_LINK)
        assert await refused(made, guests.GuestWithdraw, NODIRA, link_id=SECOND_LINK) is Code.WRONG_STATE


async def test_while_it_is_recorded_nobody_comes_in_who_has_not_agreed(tmp_path: Path) -> None:
    """Rule [G6]."""
    async with hall(tmp_path) as made:
        await made.taken()
        await made.record()
        assert (await made.recording()).phase == "running"
        assert (await made.link()).recorded_version == TEXT_VERSION
        assert await refused(made, guests.GuestKnock, guest()) is Code.CONSENT_NEEDED
        assert await refused(made, guests.GuestKnock, guest(), text_version=TEXT_VERSION + 1) is Code.CONSENT_NEEDED
        await made.do(guests.GuestKnock, guest(), link_id=LINK, text_version=TEXT_VERSION)
        await made.do(guests.GuestAdmit, NODIRA, link_id=LINK)
        state = await made.recording()
        assert (state.phase, state.answers[f"guest:{LINK}"].agreement) == ("running", "yes")
        assert await made.facts(recording.RecordingPaused) == []


async def test_a_recording_that_begins_asks_who_knocks_first(tmp_path: Path) -> None:
    """Rule [G6]."""
    async with hall(tmp_path) as made:
        await made.knocking()
        await made.record()
        link = await made.link()
        assert (link.phase, link.knock_ended_because, link.recorded_version) == ("ready", "recorded", TEXT_VERSION)
        await made.do(recording.RecordingStop, NODIRA, recording_id=RECORDING)
        assert (await made.link()).recorded_version is None
        await made.do(guests.GuestKnock, guest(), link_id=LINK)
        await made.do(guests.GuestAdmit, NODIRA, link_id=LINK)


async def test_the_server_refuses_to_let_in_who_has_not_agreed_even_before_they_are_asked(tmp_path: Path) -> None:
    """Rule [G6]: what the reactions have not done yet is enforced where somebody comes in."""
    async with hall(tmp_path) as made:
        await made.knocking()
        for kind, actor, fields in (
            (recording.RecordingAsk, NODIRA, {"conversation_id": TALK}),
            (recording.RecordingConsent, CREW, {}),
        ):
            wish = made.town.wish(kind, recording_id=RECORDING, text_version=TEXT_VERSION, **fields)
            await made.town.do(wish, actor)
        await made.town.do(
            made.town.wish(participants.ConversationMove, conversation_id=TALK, why="recording"), system("test")
        )
        await made.town.do(made.town.wish(recording.RecordingFollow, recording_id=RECORDING), system("test"))
        assert (await made.recording()).phase == "running"
        with pytest.raises(Refused) as caught:
            await made.town.do(made.town.wish(guests.GuestAdmit, link_id=LINK), NODIRA)
        assert caught.value.code is Code.CONSENT_NEEDED


async def test_the_names_and_the_number_are_erased_with_the_link(tmp_path: Path) -> None:
    """Rule [J5]."""
    async with hall(tmp_path) as made:
        await made.talk()
        await made.invite(telephone=TELEPHONE)
        async with made.town.store.transaction() as transaction:
            assert await transaction.erase(LINK) > 0
        (fact,) = await made.facts(guests.GuestInvited)
        assert (fact.name, fact.telephone) == (None, None)


def test_an_open_link_shows_its_guest_no_conversation() -> None:
    """Rule [G5]."""
    link = GuestLink(
        link_id=LINK, conversation_id=TALK, role="expert", language="uz", phase="knocking", expires_at_ms=1,
        invited_by="x", invited_by_role="dispatcher", by_message=False,
    )  # fmt: skip
    (shown,) = views(link).values()
    assert isinstance(shown, GuestLinkView)
    assert shown.conversation_id is None
