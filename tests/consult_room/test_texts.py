"""A text that came back about a consult is read by its two, and not by the desk. Rule [T2]."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from consult_room.reactions import read_the_text
from people import assembly as people
from people.domain import rights
from signaling.protocol.consult_room import ConsultAccept, ConsultAsk, ConsultHear
from signaling.protocol.consult_views import ConsultRecord
from signaling.protocol.people import PersonAdd
from signaling.protocol.refusals import Code, Refused
from signaling.protocol.telephones import InboundHeard, InboundTake, Means
from signaling.slice import SERVICE, Actor, Happened, Role, Stamp, system
from signaling.testing import Town
from sms.assembly import assemble
from sms.telephones.assembly import TELEPHONES
from tests.consult_room.slices import the_room
from tests.sms.desk import PUBLIC_BASE, Scripted

ASKER = Actor("asker", Role.PHYSICIAN, "Sh. Karimov")
LI = Actor("li", Role.SPECIALIST, "N. Li")
NUMBER = "+998000000005"
SYSTEM = system("test")


class Room(Town):
    """The consult room with the alerts that ring for it."""

    def __init__(self, folder: Path) -> None:
        alerts = assemble(carriers={"sms": Scripted()}, issue_ticket=self.issue, public_base=PUBLIC_BASE)
        slices = [people.assemble(), *the_room(alerts), TELEPHONES]
        super().__init__(slices, rights=rights, sees=rights.may_see)

    async def issue(self, **about: Any) -> str:
        return await self.tickets.issue(**about)

    async def lines(self, actor: Actor) -> list[tuple[str | None, str | None, bool]]:
        record = await self.bus.ask_from_screen(ConsultRecord(consult_id="c"), actor)
        return [(line.author_name, line.text, line.by_sms) for line in record.lines]

    async def hear(self, text: str, consult_id: str = "c", actor: Actor = SYSTEM) -> None:
        wish = self.wish(
            ConsultHear, consult_id=consult_id, inbound_id=self.new_id(), person_id="li", text=text, name="N. Li"
        )
        await self.do(wish, actor)


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Room]:
    async with Room(tmp_path) as town:
        for actor, role, number in ((ASKER, "physician", None), (LI, "specialist", NUMBER)):
            await town.do(
                town.wish(PersonAdd, person_id=actor.id, login=actor.id, name=actor.name, role=role, telephone=number)
            )
        asked = town.wish(ConsultAsk, consult_id="c", specialty="neurology", urgency="emergency", question="NIHSS 9")
        await town.do(asked, ASKER)
        await town.do(town.wish(ConsultAccept, consult_id="c", person_id="li", channel="sms"), SYSTEM)
        yield town


async def test_the_two_read_it_and_the_desk_does_not(room: Room) -> None:
    """Rule [T2]."""
    await room.hear("Boraman, 5 daqiqa")
    for actor in (ASKER, LI):
        assert await room.lines(actor) == [("N. Li", "Boraman, 5 daqiqa", True)]
    assert "Boraman" not in str(room.hub.frame_after(None, (str(SERVICE),)))


async def test_what_is_about_something_else_changes_no_consult(room: Room) -> None:
    await room.hear("Boraman", consult_id="an incident")
    assert await room.lines(ASKER) == []


async def test_nobody_but_the_server_says_what_came_back(room: Room) -> None:
    with pytest.raises(Refused) as refused:
        await room.hear("Boraman", actor=LI)
    assert refused.value.code is Code.NOT_ALLOWED


@pytest.mark.parametrize(("means", "alert_id", "wishes"), [("text", "a", 1), ("answer", "a", 0), ("text", None, 0)])
async def test_only_words_about_an_alert_are_passed_on(
    room: Room, means: Means, alert_id: str | None, wishes: int
) -> None:
    heard = InboundHeard(
        inbound_id="i", sid="SM1", means=means, telephone_id="t", subject_id="li", to="", about_id="c",
        alert_id=alert_id, person_id="li", name="N. Li", text="Boraman",
    )  # fmt: skip
    stamp = Stamp(seq=1, at_ms=1, made_at_ms=1, actor_id="sms.inbound")
    wished = await read_the_text(Happened(heard, "e", stamp, "c"), room.ask)
    assert [type(one) for one in wished] == [ConsultHear] * wishes


async def test_a_text_about_nothing_is_no_line(room: Room) -> None:
    """It was told nothing: the text stands nowhere."""
    take = room.wish(
        InboundTake, inbound_id=room.new_id(), sid="SM1", telephone=NUMBER, to="", text="Salom", means="text"
    )
    await room.do(take, SYSTEM)
    await room.react()
    assert await room.lines(ASKER) == []
