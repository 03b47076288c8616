"""A guest's link from its making to its guest inside: who may wish what of it when."""

from itertools import product
from pathlib import Path
from typing import Any, get_args

import msgspec
import pytest

from media.domain.views import views as conversation_views
from media.guests.domain.decisions import KNOCK_MS, LINKS_AT_MOST, SERVERS, TABLE, Told, decide
from media.guests.domain.link import views
from people.domain import rights
from signaling.protocol import guests, participants
from signaling.protocol.base import Command
from signaling.protocol.caller import CallerLinkSay, CallerLinkSent
from signaling.protocol.conversation_views import ConversationView
from signaling.protocol.conversations import ConversationHangUp, ConversationJoin
from signaling.protocol.deliveries import DeliveryQueued
from signaling.protocol.frames import Frame, Put
from signaling.protocol.guests import GuestPhase
from signaling.protocol.refusals import Code, Refused
from signaling.slice import SERVICE, Actor, Audience, Moment, Role, system
from sms.domain.gateway import Never
from tests.media.guests.hall import (
    BAHROM,
    CREW,
    KARIMOV,
    LINK,
    NODIRA,
    SECOND_LINK,
    TALK,
    TELEPHONE,
    Hall,
    guest,
    hall,
    refused,
)

ADMIN = Actor("a1", Role.ADMINISTRATOR, "Rustam A.")
WISHES = tuple(dict.fromkeys(kind for kind, _ in TABLE))
PHASES: tuple[GuestPhase, ...] = get_args(GuestPhase)


async def put_in_phase(made: Hall, phase: GuestPhase) -> None:
    await made.talk()
    await made.invite()
    steps: dict[GuestPhase, list[tuple[type[Command], Actor | None, dict[str, Any]]]] = {
        "invited": [],
        "ready": [(guests.GuestTake, None, {"language": "ru"})],
        "knocking": [(guests.GuestKnock, guest(), {})],
        "inside": [(guests.GuestAdmit, CREW, {})],
        "ended": [(guests.GuestEnd, None, {"because": "removed"})],
    }
    for step in PHASES[: PHASES.index(phase) + 1]:
        for kind, actor, fields in steps[step]:
            await made.do(kind, actor, link_id=LINK, **fields)
    assert (await made.link()).phase == phase


@pytest.mark.parametrize("phase", PHASES)
async def test_what_the_table_does_not_hold_is_refused(tmp_path: Path, phase: GuestPhase) -> None:
    """Rule [G3]: an ended link says that it is over."""
    async with hall(tmp_path) as made:
        await put_in_phase(made, phase)
        link = await made.link()
        told = Told(conversation=await made.conversation(), recording=None)
        for kind in (kind for kind, at in product(WISHES, [phase]) if (kind, at) not in TABLE):
            actor = guest() if kind is guests.GuestKnock else system("test") if kind in SERVERS else NODIRA
            fields: dict[str, Any] = {"language": "ru"} if kind is guests.GuestTake else {}
            wish = made.town.wish(kind, link_id=LINK, **fields)
            moment = Moment(made.town.now_ms, actor, wish.id, wish.made_at_ms)
            with pytest.raises(Refused) as caught:
                decide(link, wish, told, moment)
            assert caught.value.code is (Code.LINK_ENDED if phase == "ended" else Code.WRONG_STATE), kind


@pytest.mark.parametrize(
    ("telephone", "code"),
    [
        ("103", Code.NOT_A_NUMBER),
        ("+998 90 123-45-67 or 68", Code.NOT_A_NUMBER),
        ("1234567890123456", Code.NOT_A_NUMBER),
        ("٣٣٣٣٣٣٣٣", Code.NOT_A_NUMBER),
    ],
)
async def test_a_link_goes_only_to_a_telephone_number(tmp_path: Path, telephone: str, code: Code) -> None:
    """Rule [G1]."""
    async with hall(tmp_path) as made:
        await made.talk()
        with pytest.raises(Refused) as caught:
            await made.invite(telephone=telephone)
        assert caught.value.code is code


async def test_only_the_desk_and_doctors_who_are_inside_make_links(tmp_path: Path) -> None:
    """Rule [G1]."""
    async with hall(tmp_path) as made:
        await made.talk()
        wish: dict[str, Any] = {"conversation_id": TALK, "role": "expert", "name": "N. Li", "language": "uz"}
        for actor, code in (
            (BAHROM, Code.NOT_YOURS), (KARIMOV, Code.NOT_YOURS), (CREW, Code.NOT_ALLOWED), (guest(), Code.NOT_ALLOWED),
            (ADMIN, Code.NOT_ALLOWED),
        ):  # fmt: skip
            assert await refused(made, guests.GuestInvite, actor, **wish) is code, actor
        assert await refused(made, guests.GuestInvite, NODIRA, **wish | {"name": "  "}) is Code.MISSING
        assert await refused(made, guests.GuestInvite, NODIRA, **wish | {"conversation_id": "x"}) is Code.NOT_FOUND
        await made.invite()
        assert await refused(made, guests.GuestInvite, NODIRA, **wish) is Code.ALREADY_EXISTS
        for number in range(1, LINKS_AT_MOST):
            await made.invite(f"0199aaaa-0000-7000-8000-{number:012d}")
        assert await refused(made, guests.GuestInvite, NODIRA, **wish | {"link_id": SECOND_LINK}) is Code.TOO_LONG
        await made.do(guests.GuestWithdraw, NODIRA, link_id=LINK)
        await made.do(ConversationHangUp, NODIRA, conversation_id=TALK)
        over = await refused(made, guests.GuestInvite, NODIRA, **wish | {"link_id": SECOND_LINK})
        assert over is Code.CONVERSATION_ENDED


async def test_the_message_names_nobody_and_tells_how_far_it_came(tmp_path: Path) -> None:
    """Rule [G1]."""
    async with hall(tmp_path) as made:
        await made.talk()
        await made.invite(telephone=TELEPHONE)
        (message,) = made.gateway.given
        assert message.to == TELEPHONE
        for name in ("Madina", "Nodira", "i1", TALK):
            assert name not in message.body
        assert len(made.ticket) == 22
        (expected,) = (await made.conversation()).expected
        assert (expected.phase, expected.delivery) == ("invited", "accepted")


async def test_a_message_that_cannot_be_delivered_is_told(tmp_path: Path) -> None:
    """Rule [G1]."""
    async with hall(tmp_path) as made:
        await made.talk()
        made.gateway.outcomes = [Never("21211", "number")]
        await made.invite(telephone=TELEPHONE)
        assert (await made.link()).delivery == "failed"


async def test_a_link_without_a_number_sends_nothing(tmp_path: Path) -> None:
    """Rule [G1]."""
    async with hall(tmp_path) as made:
        await made.talk()
        await made.invite()
        assert await made.facts(DeliveryQueued) == []
        assert (await made.link()).delivery is None


async def test_nothing_of_a_ticket_stands_in_the_journal(tmp_path: Path) -> None:
    """Rule [G2]."""
    async with hall(tmp_path) as made:
        await made.talk()
        await made.invite(telephone=TELEPHONE)
        async with made.town.store.reading() as look:
            rows = await look.rows(0, 1_000)
        assert rows != []
        assert not any(made.ticket in str(row) for row in rows)


async def test_the_first_answer_to_a_knock_wins(tmp_path: Path) -> None:
    """Rule [G4]."""
    async with hall(tmp_path) as made:
        await made.knocking()
        await made.do(guests.GuestAdmit, CREW, link_id=LINK)
        assert await refused(made, guests.GuestRefuse, NODIRA) is Code.ALREADY_ANSWERED
        assert await refused(made, guests.GuestAdmit, NODIRA) is Code.ALREADY_ANSWERED
        assert (await made.link()).phase == "inside"
        await made.invite(SECOND_LINK)
        await made.do(guests.GuestTake, link_id=SECOND_LINK, language="uz")
        await made.do(guests.GuestKnock, guest(SECOND_LINK), link_id=SECOND_LINK)
        await made.do(guests.GuestRefuse, NODIRA, link_id=SECOND_LINK)
        assert await refused(made, guests.GuestAdmit, CREW, link_id=SECOND_LINK) is Code.ALREADY_ANSWERED
        link = await made.link(SECOND_LINK)
        assert (link.phase, link.ended_because) == ("ended", "refused")


async def test_nobody_outside_and_no_guest_lets_anybody_in(tmp_path: Path) -> None:
    """Rule [G4]."""
    async with hall(tmp_path) as made:
        await made.inside()
        await made.invite(SECOND_LINK)
        await made.do(guests.GuestTake, link_id=SECOND_LINK, language="uz")
        await made.do(guests.GuestKnock, guest(SECOND_LINK), link_id=SECOND_LINK)
        for kind in (guests.GuestAdmit, guests.GuestRefuse, guests.GuestWithdraw):
            for actor, code in (
                (BAHROM, Code.NOT_YOURS), (KARIMOV, Code.NOT_YOURS), (guest(), Code.NOT_ALLOWED),
                (guest(SECOND_LINK), Code.NOT_ALLOWED), (ADMIN, Code.NOT_ALLOWED),
            ):  # fmt: skip
                assert await refused(made, kind, actor, link_id=SECOND_LINK) is code, (kind, actor)


async def test_a_knock_that_nobody_answers_is_over_and_may_be_repeated(tmp_path: Path) -> None:
    """Rule [G4]."""
    async with hall(tmp_path) as made:
        await made.knocking()
        assert await refused(made, guests.GuestLapse) is Code.WRONG_STATE
        await made.town.pass_time(KNOCK_MS)
        link = await made.link()
        assert (link.phase, link.knock_ended_because) == ("ready", "no_answer")
        assert await refused(made, guests.GuestAdmit, NODIRA) is Code.ALREADY_ANSWERED
        await made.do(guests.GuestKnock, guest(), link_id=LINK)
        assert (await made.link()).phase == "knocking"


async def test_who_is_admitted_takes_part_by_the_forwarder_with_name_and_role(tmp_path: Path) -> None:
    """Rule [G5]."""
    async with hall(tmp_path) as made:
        await made.inside()
        state = await made.conversation()
        party = state.participants[-1].party
        assert (party.relation, party.id, party.name, party.role) == ("guest", LINK, "Madina Yusupova", "interpreter")
        assert (state.path, state.worker_id) == ("forwarder", "w1.0")
        await made.do(ConversationJoin, guest(), conversation_id=TALK, endpoint="the guest's telephone")
        await made.do(participants.ConversationWrite, guest(), conversation_id=TALK, text="Qayeringiz og'riyapti?")
        await made.do(
            participants.ConversationMute, NODIRA, conversation_id=TALK, of_relation="guest", of_id=LINK, muted=True
        )
        state = await made.conversation()
        assert state.participants[-1].muted_by == NODIRA.id


async def test_a_guest_is_shown_their_conversation_alone(tmp_path: Path) -> None:
    """Rule [G5]: not what it is about, not who else is expected, and nothing before they are inside."""
    async with hall(tmp_path) as made:
        await made.knocking()
        await made.invite(SECOND_LINK)
        outside = board_of(made, guest())
        assert set(outside) == {("guest_link", LINK)}
        assert outside["guest_link", LINK]["conversation_id"] is None
        await made.do(guests.GuestAdmit, CREW, link_id=LINK)
        inside = board_of(made, guest())
        assert set(inside) == {("guest_link", LINK), ("conversation", TALK)}
        shown = inside["conversation", TALK]
        assert (shown["about"], shown["expected"]) == ("", [])
        to_all = conversation_views(await made.conversation())[SERVICE]
        assert isinstance(to_all, ConversationView)
        assert [one.link_id for one in to_all.expected] == [SECOND_LINK]
        assert set(views(await made.link(SECOND_LINK))) == {Audience("guest", SECOND_LINK)}


def board_of(made: Hall, actor: Actor) -> dict[tuple[str, str], Any]:
    """What stands on the actor's screen now."""
    audiences = tuple(str(audience) for audience in rights.audiences_of(actor))
    frame = msgspec.json.decode(made.town.hub.frame_after(None, audiences), type=Frame)
    return {(one.kind, one.id): one.view for one in frame.changes if isinstance(one, Put)}


async def test_a_guest_acts_for_the_own_link_alone(tmp_path: Path) -> None:
    """Rule [G5]."""
    async with hall(tmp_path) as made:
        await made.taken()
        await made.invite(SECOND_LINK)
        await made.do(guests.GuestTake, link_id=SECOND_LINK, language="uz")
        assert await refused(made, guests.GuestKnock, guest(), link_id=SECOND_LINK) is Code.NOT_YOURS
        for kind, fields in (
            (ConversationJoin, {"endpoint": "the guest's telephone"}),
            (participants.ConversationWrite, {"text": "salom"}),
            (participants.ConversationLeave, {}),
            (participants.ConversationMove, {"why": "no_path"}),
        ):
            with pytest.raises(Refused) as caught:
                await made.do(kind, guest(), conversation_id=TALK, **fields)
            assert caught.value.code is Code.NOT_YOURS, kind
        with pytest.raises(Refused) as caught:
            await made.do(participants.ConversationEnter, guest(), conversation_id=TALK, invitation_id=LINK)
        assert caught.value.code in (Code.NOT_YOURS, Code.ALREADY_ANSWERED)
        with pytest.raises(Refused) as caught:
            await made.do(CallerLinkSay, guest(), link_id="another", message_id="m", text="salom")
        assert caught.value.code is Code.NOT_FOUND
        assert await made.facts(CallerLinkSent) == []


async def test_a_guest_reads_what_was_written_since_they_came(tmp_path: Path) -> None:
    """Rule [G5]."""
    async with hall(tmp_path) as made:
        await made.knocking()
        await made.do(participants.ConversationWrite, NODIRA, conversation_id=TALK, text="Bemorning ismi …")
        await made.do(guests.GuestAdmit, CREW, link_id=LINK)
        await made.do(participants.ConversationWrite, NODIRA, conversation_id=TALK, text="Xush kelibsiz")
        question = participants.ConversationTexts(conversation_id=TALK)
        assert [one.text for one in await made.town.ask(question, guest())] == ["Xush kelibsiz"]
        assert len(await made.town.ask(question, NODIRA)) == 2
        await made.do(participants.ConversationLeave, guest(), conversation_id=TALK)
        with pytest.raises(Refused) as caught:
            await made.town.ask(question, guest())
        assert caught.value.code is Code.NOT_FOUND
