"""The guest's page over HTTP: a link that is opened takes nothing, the first browser has it, every other is told so."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from yarl import URL

from media.guests.domain.decisions import LIVES_MS
from media.guests.http import TICKET_LIVES_MS
from people.sessions import hash_of
from signaling.front_door import COOKIE, GUEST_COOKIE
from signaling.protocol.guests import GuestAdmit, GuestEnd, GuestKnock, GuestTaken, GuestWithdraw
from signaling.protocol.participants import ConversationRemove
from signaling.protocol.people import PersonAdd, SignInClosed, SignInOpen
from signaling.protocol.refusals import Code
from signaling.slice import Actor
from tests.media.guests.hall import BAHROM, LINK, NODIRA, SECOND_LINK, TALK, TELEPHONE, Client, Hall, guest, hall

NAMES = {"role", "name", "invited_by_name", "invited_by_role", "inside"}


class Page:
    """The guest's browser, and another one."""

    def __init__(self, made: Hall, client: Client) -> None:
        self.hall = made
        self.client = client
        self.ticket = made.ticket

    async def look(self) -> dict[str, Any]:
        answer = await self.client.get(f"/api/guest/{self.ticket}")
        return {"status": answer.status, **await answer.json()}

    async def take(self, body: object = None) -> dict[str, Any]:
        answer = await self.client.post(f"/api/guest/{self.ticket}/take", json=body or {"language": "ru"})
        await self.hall.town.react()
        return {"status": answer.status, **await answer.json()}

    def other_browser(self) -> None:
        self.client.session.cookie_jar.clear()

    async def signed_in(self, actor: Actor) -> None:
        token = f"token of {actor.id}"
        await self.hall.do(PersonAdd, person_id=actor.id, login=actor.id, name=actor.name, role=actor.role.value)
        await self.hall.do(SignInOpen, sign_in_id=f"s {actor.id}", person_id=actor.id, token_hash=hash_of(token))
        self.signed_in_again(actor)

    def signed_in_again(self, actor: Actor) -> None:
        self.other_browser()
        token = f"token of {actor.id}"
        self.client.session.cookie_jar.update_cookies({COOKIE: token}, URL(str(self.client.make_url("/"))))

    async def address(self, link_id: str = LINK) -> tuple[int, dict[str, Any]]:
        answer = await self.client.post(f"/api/guests/{link_id}/address", json={})
        return answer.status, await answer.json()


@asynccontextmanager
async def opened(folder: Path) -> AsyncIterator[Page]:
    """A link that went by SMS, and the browser it came to."""
    async with hall(folder) as made:
        await made.talk()
        await made.invite(telephone=TELEPHONE)
        async with made.served(folder / "built") as client:
            yield Page(made, client)


async def test_opening_the_link_takes_nothing(tmp_path: Path) -> None:
    """Rule [G2]."""
    async with opened(tmp_path) as page:
        before = page.hall.town.hub.upto
        for path in (f"/g/{page.ticket}", f"/api/guest/{page.ticket}"):
            assert (await page.client.head(path)).status == 200
            answer = await page.client.get(path)
            assert (answer.status, answer.headers.getall("Set-Cookie", [])) == (200, [])
        assert page.hall.town.hub.upto == before
        assert (await page.hall.link()).phase == "invited"
        form = await page.client.post(f"/api/guest/{page.ticket}/take", data={"language": "ru"})
        assert form.status == 415


async def test_before_it_is_taken_the_page_says_who_invites_and_who_is_inside(tmp_path: Path) -> None:
    """Rule [G2]: names and roles, nothing of what it is about."""
    async with opened(tmp_path) as page:
        told = await page.look()
        assert (told["invited_by_name"], told["invited_by_role"]) == ("Nodira A.", "dispatcher")
        assert told["inside"] == [{"name": "Nodira A.", "role": ""}, {"name": "Reanimatsion 5", "role": "crew"}]
        assert (told["name"], told["role"], told["phase"], told["mine"]) == (
            "Madina Yusupova", "interpreter", "invited", False,
        )  # fmt: skip
        assert "i1" not in str(told)
        assert TALK not in str(told)


async def test_the_first_browser_has_the_link_and_every_other_is_told_that_it_is_used(tmp_path: Path) -> None:
    """Rule [G2]."""
    async with opened(tmp_path) as page:
        told = await page.take()
        assert (told["phase"], told["mine"], told["language"]) == ("ready", True, "ru")
        assert (await page.look())["mine"] is True
        assert (await page.take())["status"] == 200
        assert len(await page.hall.facts(GuestTaken)) == 1
        page.other_browser()
        told = await page.look()
        assert (told["mine"], told["phase"], told["inside"]) == (False, "ready", [])
        assert [told[name] for name in NAMES - {"inside"}] == [None] * 4
        told = await page.take()
        assert (told["status"], told["code"]) == (409, "link_used")
        assert "Nodira" not in str(told)


async def test_two_messages_of_one_link_are_one_link(tmp_path: Path) -> None:
    """Rule [G2]: asking for the address again makes no second guest."""
    async with opened(tmp_path) as page:
        await page.take()
        first = page.ticket
        page.ticket = await page.hall.town.tickets.issue(purpose="guest", about=LINK, lives_ms=1000)
        assert first != page.ticket
        page.other_browser()
        assert (await page.take())["code"] == "link_used"


async def test_a_reload_finds_the_guest_where_they_were(tmp_path: Path) -> None:
    """Rule [G2]."""
    async with opened(tmp_path) as page:
        await page.take()
        for phase, wish, actor in (("knocking", GuestKnock, guest()), ("inside", GuestAdmit, NODIRA)):
            await page.hall.do(wish, actor, link_id=LINK)
            told = await page.look()
            assert (told["phase"], told["mine"]) == (phase, True)
            assert told["sign_in_id"] is not None


async def test_the_guests_cookie_is_none_of_the_services(tmp_path: Path) -> None:
    """Rule [G5]."""
    async with opened(tmp_path) as page:
        await page.take()
        token = page.client.session.cookie_jar.filter_cookies(page.client.make_url("/"))[GUEST_COOKIE].value
        assert await page.address() == (401, {"code": "signed_out"})
        page.other_browser()
        page.client.session.cookie_jar.update_cookies({COOKIE: token}, URL(str(page.client.make_url("/"))))
        assert (await page.address())[0] == 404
        actor = await page.hall.sessions.actor_for(token)
        assert actor is not None
        assert (actor.role, actor.id) == ("guest", LINK)


@pytest.mark.parametrize(("end", "because"), [("withdraw", "withdrawn"), ("remove", "removed"), ("over", "expired")])
async def test_a_link_that_is_over_says_why_and_signs_its_guest_out(tmp_path: Path, end: str, because: str) -> None:
    """Rule [G3]."""
    async with opened(tmp_path) as page:
        await page.take()
        if end == "withdraw":
            await page.hall.do(GuestWithdraw, NODIRA, link_id=LINK)
        elif end == "remove":
            await page.hall.do(GuestKnock, guest(), link_id=LINK)
            await page.hall.do(GuestAdmit, NODIRA, link_id=LINK)
            gone = {"conversation_id": TALK, "of_relation": "guest", "of_id": LINK}
            await page.hall.do(ConversationRemove, NODIRA, **gone)
        else:
            await page.hall.town.pass_time(LIVES_MS)
        told = await page.look()
        assert (told["phase"], told["ended_because"], told["mine"], told["inside"]) == ("ended", because, False, [])
        assert await page.hall.facts(SignInClosed) != []
        assert (await page.take())["code"] == "link_ended"
        await page.hall.town.pass_time(TICKET_LIVES_MS)
        assert await page.look() == {"status": 409, "code": Code.TICKET_INVALID.value, "details": {}}


@pytest.mark.parametrize(("ticket", "status"), [("A" * 22, 409), ("short", 404), ("A" * 23, 404)])
async def test_a_ticket_that_is_none_opens_nothing(tmp_path: Path, ticket: str, status: int) -> None:
    """Rule [G2]."""
    async with opened(tmp_path) as page:
        assert (await page.client.get(f"/api/guest/{ticket}")).status == status
        answer = await page.client.post(f"/api/guest/{ticket}/take", json={"language": "uz"})
        assert answer.status == status


async def test_tickets_of_other_links_open_no_guests_page(tmp_path: Path) -> None:
    """Rule [G2]."""
    async with opened(tmp_path) as page:
        page.ticket = await page.hall.town.tickets.issue(purpose="caller", about=LINK, lives_ms=1000)
        assert (await page.look())["code"] == "ticket_invalid"
        assert (await page.take())["code"] == "ticket_invalid"


async def test_the_address_is_told_to_who_made_the_link_while_nobody_has_taken_it(tmp_path: Path) -> None:
    """Rule [G1]."""
    async with opened(tmp_path) as page:
        await page.hall.invite(SECOND_LINK)
        await page.signed_in(NODIRA)
        status, body = await page.address(SECOND_LINK)
        assert status == 200
        before = page.hall.town.hub.upto
        page.ticket = body["address"].rpartition("/g/")[2]
        assert (await page.look())["phase"] == "invited"
        assert page.hall.town.hub.upto == before
        await page.signed_in(BAHROM)
        assert (await page.address(SECOND_LINK))[0] == 404
        assert (await page.address("0199aaaa-0000-7000-8000-00000000ffff"))[0] == 404
        page.other_browser()
        assert (await page.address(SECOND_LINK))[0] == 401
        await page.take()
        page.signed_in_again(NODIRA)
        assert (await page.address(SECOND_LINK))[1]["code"] == "link_used"
        await page.hall.do(GuestEnd, link_id=SECOND_LINK, because="conversation_over")
        assert (await page.address(SECOND_LINK))[1]["code"] == "link_ended"
