"""A caller's link is sent, agreed to and used: who may wish what of it when."""

from pathlib import Path
from typing import Any

import pytest

from media.caller.domain import decisions
from media.caller.domain.decisions import LIVES_MS, MESSAGES_AT_MOST, PICTURES_AT_MOST
from media.caller.domain.views import views
from signaling.protocol import incidents
from signaling.protocol.base import Command, Point
from signaling.protocol.caller import (
    CallerGuestView,
    CallerLinkAddPicture,
    CallerLinkAgree,
    CallerLinkAgreed,
    CallerLinkDecline,
    CallerLinkOfferLive,
    CallerLinkOpen,
    CallerLinkOpened,
    CallerLinkPlace,
    CallerLinkSay,
    CallerLinkSend,
    CallerLinkStopLive,
    CallerLinkView,
    CallerPlaced,
)
from signaling.protocol.deliveries import DeliveryQueued
from signaling.protocol.refusals import Code
from signaling.slice import SERVICE, Actor, Audience, Role
from signaling.testing import person
from sms.domain.segments import is_gsm_7, segments
from tests.media.caller.yard import (
    CONSENT,
    FILE,
    HERE,
    INCIDENT,
    LINK,
    NODIRA,
    SECOND_LINK,
    SENDINGS,
    TELEPHONE,
    guest,
    refused,
    yard,
)

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
        await made.do(incidents.CloseIncident, NODIRA, incident_id=INCIDENT, result="withdrawn")
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
