"""A caller's link from its sending to its end: who may wish what of it when, and what follows."""

from pathlib import Path
from typing import Any

import pytest

from media.caller.domain import decisions
from media.caller.domain.decisions import LIVES_MS, MESSAGES_AT_MOST, PICTURES_AT_MOST, TABLE
from media.caller.domain.link import SEEN_AFTER_END_MS
from media.caller.domain.views import views
from media.caller.handlers import CHANGES
from media.domain.conversation import Conversation
from signaling.protocol import dispatch
from signaling.protocol.base import Command, Point
from signaling.protocol.caller import (
    CallerGuestView,
    CallerLinkAddPicture,
    CallerLinkAgree,
    CallerLinkAgreed,
    CallerLinkAskText,
    CallerLinkDecline,
    CallerLinkEnd,
    CallerLinkOfferLive,
    CallerLinkOpen,
    CallerLinkOpened,
    CallerLinkPassOn,
    CallerLinkPlace,
    CallerLinkRevoke,
    CallerLinkSay,
    CallerLinkSend,
    CallerLinkSent,
    CallerLinkStopLive,
    CallerLinkTakeLive,
    CallerLinkView,
    CallerPlaced,
    CallerSaid,
)
from signaling.protocol.media import ConversationEnded, ConversationOpened
from signaling.protocol.people import SignInClosed, SignInOpenGuest
from signaling.protocol.refusals import Code, Refused
from signaling.protocol.sms import DeliveryQueued, DeliveryRecalled, DeliveryWithdrawn
from signaling.slice import SERVICE, Actor, Audience, Role, system
from signaling.testing import person
from sms.domain.gateway import Later
from sms.domain.segments import is_gsm_7, segments
from tests.media.caller.yard import (
    BAHROM,
    CENTRE,
    CONSENT,
    INCIDENT,
    LINK,
    NODIRA,
    PICTURE,
    SECOND_LINK,
    TELEPHONE,
    Yard,
    crew,
    guest,
    yard,
)

FILE = "ab" * 32
HERE: dict[str, Any] = {"point": CENTRE, "accuracy_metres": 30.0, "at_device_ms": 5}


async def refused(made: Yard, kind: type[Command], actor: Actor | None, **fields: Any) -> Code:
    with pytest.raises(Refused) as told:
        await made.do(kind, actor, **fields)
    return told.value.code


# -- sending ----------------------------------------------------------------------------------------------------------


async def test_the_desk_asks_and_one_message_with_the_link_leaves(tmp_path: Path) -> None:
    """Rule [L3]."""
    async with yard(tmp_path) as made:
        await made.incident()
        await made.send()
        link = await made.link()
        assert (link.phase, link.delivery, link.sent_by_name) == ("sent", "accepted", "Nodira A.")
        assert link.expires_at_ms == link.sent_at_ms + LIVES_MS
        (message,) = made.gateway.given
        assert message.to == TELEPHONE
        assert len(made.ticket) == 22
        (queued,) = await made.facts(DeliveryQueued)
        assert (queued.alert_id, queued.link_id, queued.telephone) == (None, LINK, TELEPHONE)


@pytest.mark.parametrize("language", ["uz", "ru", "en"])
async def test_the_message_fits_and_says_neither_where_nor_why(tmp_path: Path, language: str) -> None:
    """Rule [L3]: two segments at most; Uzbek and English keep to seven bits."""
    async with yard(tmp_path) as made:
        await made.incident()
        await made.send(language=language)
        body = made.gateway.given[0].body
        assert segments(body) <= 2
        assert is_gsm_7(body) is (language != "ru")
        assert "Registon" not in body


@pytest.mark.parametrize(("number", "code"), [("", Code.MISSING), ("103", Code.MISSING)])
async def test_without_a_telephone_there_is_nobody_to_send_to(tmp_path: Path, number: str, code: Code) -> None:
    async with yard(tmp_path) as made:
        await made.incident(number=number)
        wanted = {"link_id": LINK, "incident_id": INCIDENT, "language": "uz"}
        assert await refused(made, CallerLinkSend, NODIRA, **wanted) is code


async def test_a_closed_incident_has_no_caller_any_more(tmp_path: Path) -> None:
    async with yard(tmp_path) as made:
        await made.incident()
        await made.do(dispatch.CloseIncident, NODIRA, incident_id=INCIDENT, result="withdrawn")
        wanted = {"link_id": LINK, "incident_id": INCIDENT, "language": "uz"}
        assert await refused(made, CallerLinkSend, NODIRA, **wanted) is Code.INCIDENT_CLOSED


async def test_a_second_link_replaces_the_first(tmp_path: Path) -> None:
    """Rule [L3]: one open link an incident."""
    async with yard(tmp_path) as made:
        await made.agreed()
        await made.send(SECOND_LINK)
        first, second = await made.link(), await made.link(SECOND_LINK)
        assert (first.phase, first.ended_because, second.phase) == ("ended", "replaced", "sent")


# -- consent ----------------------------------------------------------------------------------------------------------

SENDINGS: list[tuple[type[Command], Actor, dict[str, Any]]] = [
    (CallerLinkPlace, guest(), HERE),
    (CallerLinkSay, guest(), {"message_id": "m1", "text": "tez"}),
    (CallerLinkAddPicture, system("http"), {"picture_id": PICTURE, "file_id": FILE, "width": 9, "height": 9}),
    (CallerLinkOfferLive, guest(), {}),
]


@pytest.mark.parametrize(("kind", "actor", "fields"), SENDINGS, ids=lambda value: getattr(value, "__name__", ""))
@pytest.mark.parametrize("phase", ["sent", "opened", "declined", "withdrawn"])
async def test_nothing_is_taken_before_an_agreement(
    tmp_path: Path, kind: type[Command], actor: Actor, fields: dict[str, Any], phase: str
) -> None:
    """Rule [L2]."""
    async with yard(tmp_path) as made:
        await made.incident()
        await made.send()
        if phase != "sent":
            await made.do(CallerLinkOpen, link_id=LINK)
        if phase == "withdrawn":
            await made.do(CallerLinkAgree, link_id=LINK, text_version=CONSENT, language="uz")
        if phase in ("declined", "withdrawn"):
            await made.do(CallerLinkDecline, link_id=LINK)
        before = made.town.hub.upto
        assert await refused(made, kind, actor, link_id=LINK, **fields) is Code.CONSENT_NEEDED
        assert made.town.hub.upto == before


async def test_the_agreement_is_kept_with_its_wording_and_may_come_after_a_no(tmp_path: Path) -> None:
    """Rule [L2]."""
    async with yard(tmp_path) as made:
        await made.incident()
        await made.send()
        await made.do(CallerLinkDecline, link_id=LINK)
        assert (await made.link()).phase == "declined"
        await made.do(CallerLinkAgree, link_id=LINK, text_version=CONSENT, language="ru")
        (agreed,) = await made.facts(CallerLinkAgreed)
        assert agreed == CallerLinkAgreed(link_id=LINK, incident_id=INCIDENT, text_version=CONSENT, language="ru")
        assert (await made.link()).consent_version == CONSENT


async def test_nobody_agrees_to_a_wording_that_is_not_shown(tmp_path: Path) -> None:
    async with yard(tmp_path) as made:
        await made.incident()
        await made.send()
        wanted = {"link_id": LINK, "text_version": "2019-01", "language": "uz"}
        assert await refused(made, CallerLinkAgree, None, **wanted) is Code.CHANGED_MEANWHILE


async def test_an_opening_is_written_down_once(tmp_path: Path) -> None:
    """Rule [L1]."""
    async with yard(tmp_path) as made:
        await made.incident()
        await made.send()
        for _ in range(3):
            await made.do(CallerLinkOpen, link_id=LINK)
        assert len(await made.facts(CallerLinkOpened)) == 1
        assert (await made.link()).phase == "opened"


# -- what comes through it ---------------------------------------------------------------------------------------------


async def test_a_position_is_kept_when_it_says_more(tmp_path: Path) -> None:
    async with yard(tmp_path) as made:
        await made.agreed()
        await made.do(CallerLinkPlace, guest(), link_id=LINK, **HERE)
        await made.do(CallerLinkPlace, guest(), link_id=LINK, **HERE)
        assert len(await made.facts(CallerPlaced)) == 1
        await made.do(CallerLinkPlace, guest(), link_id=LINK, **HERE | {"accuracy_metres": 8.04})
        made.town.now_ms += decisions.PLACED_AGAIN_AFTER_MS
        await made.do(CallerLinkPlace, guest(), link_id=LINK, **HERE | {"point": Point(lon=67, lat=40)})
        kept = await made.facts(CallerPlaced)
        assert [one.accuracy_metres for one in kept] == [30.0, 8.0, 30.0]
        assert (await made.link()).point == Point(lon=67, lat=40)


async def test_a_telephone_whose_clock_is_ahead_is_not_believed(tmp_path: Path) -> None:
    async with yard(tmp_path) as made:
        await made.agreed()
        await made.do(CallerLinkPlace, guest(), link_id=LINK, **HERE | {"at_device_ms": 1 << 60})
        (placed,) = await made.facts(CallerPlaced)
        assert placed.at_device_ms <= made.town.now_ms + decisions.FAR_IN_FUTURE_MS


async def test_both_sides_write_and_a_line_sent_twice_is_one(tmp_path: Path) -> None:
    async with yard(tmp_path) as made:
        await made.agreed()
        for _ in range(2):
            await made.do(CallerLinkSay, guest(), link_id=LINK, message_id="m1", text="  podyezd 3  ")
        await made.do(CallerLinkSay, NODIRA, link_id=LINK, message_id="m2", text="Nafas olyaptimi?")
        lines = [(line.by, line.name, line.text) for line in (await made.link()).messages]
        assert lines == [("caller", None, "podyezd 3"), ("desk", "Nodira A.", "Nafas olyaptimi?")]
        assert await refused(made, CallerLinkSay, guest(), link_id=LINK, message_id="m3", text="  ") is Code.MISSING


async def test_there_is_an_end_to_lines_and_pictures(tmp_path: Path) -> None:
    async with yard(tmp_path) as made:
        await made.agreed()
        picture: dict[str, Any] = {"file_id": FILE, "width": 9, "height": 9}
        for number in range(PICTURES_AT_MOST):
            await made.do(CallerLinkAddPicture, link_id=LINK, picture_id=f"p{number}", **picture)
        await made.do(CallerLinkAddPicture, link_id=LINK, picture_id="p0", **picture)
        told = await refused(made, CallerLinkAddPicture, None, link_id=LINK, picture_id="one more", **picture)
        assert told is Code.TOO_LONG
        for number in range(MESSAGES_AT_MOST):
            await made.town.do(made.town.wish(CallerLinkSay, link_id=LINK, message_id=f"m{number}", text="…"), guest())
        told = await refused(made, CallerLinkSay, guest(), link_id=LINK, message_id="one more", text="…")
        assert told is Code.TOO_LONG


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        (CallerLinkPlace, HERE),
        (CallerLinkSay, {"message_id": "m1", "text": "tez"}),
        (CallerLinkOfferLive, {}),
        (CallerLinkStopLive, {}),
    ],
)
async def test_a_guest_acts_for_the_own_link_alone(tmp_path: Path, kind: type[Command], fields: dict[str, Any]) -> None:
    """Rule [L4]."""
    async with yard(tmp_path) as made:
        await made.agreed()
        assert await refused(made, kind, guest(SECOND_LINK), link_id=LINK, **fields) is Code.NOT_YOURS


@pytest.mark.parametrize("role", [Role.CREW, Role.PHYSICIAN, Role.HOSPITAL, Role.ADMINISTRATOR, Role.GUEST])
async def test_only_the_desk_asks_for_a_camera(tmp_path: Path, role: Role) -> None:
    async with yard(tmp_path) as made:
        await made.incident()
        wanted = {"link_id": LINK, "incident_id": INCIDENT, "language": "uz"}
        assert await refused(made, CallerLinkSend, person(role), **wanted) is Code.NOT_ALLOWED


async def test_the_guest_sees_the_own_page_and_nothing_of_the_incident(tmp_path: Path) -> None:
    """Rule [L4]."""
    async with yard(tmp_path) as made:
        await made.agreed()
        await made.do(CallerLinkPlace, guest(), link_id=LINK, **HERE)
        seen = views(await made.link())
        assert isinstance(seen[SERVICE], CallerLinkView)
        mine = seen[Audience("guest", LINK)]
        assert isinstance(mine, CallerGuestView)
        assert "incident" not in str(mine)
        board = made.town.hub.frame_after(None, (f"guest:{LINK}",))
        assert board.count(b'"op":"put"') == 1
        assert INCIDENT.encode() not in board
        assert TELEPHONE.encode() not in board


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
            dispatch.DeclineAssignment, crew("b1"), assignment_id=assignment, reason="vehicle",
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
            await made.do(dispatch.CloseIncident, NODIRA, incident_id=INCIDENT, result="withdrawn")
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
