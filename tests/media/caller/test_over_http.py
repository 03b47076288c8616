"""The caller's page over HTTP: a link that is opened agrees to nothing, a guest sends for one link, and pictures are
given to those who are shown them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientResponse
from yarl import URL

from media.caller.domain import jpeg
from media.caller.domain.decisions import LIVES_MS, PICTURES_AT_MOST
from people.sessions import hash_of
from signaling.files import DiskFull
from signaling.front_door import COOKIE, GUEST_COOKIE
from signaling.protocol import assignments
from signaling.protocol.caller import CallerLinkAddPicture, CallerLinkOpened, CallerLinkPassOn, CallerLinkRevoke
from signaling.protocol.people import PersonAdd, SignInOpen, SignInOpenDevice
from signaling.slice import Role
from sms.composing import TICKET_OUTLIVES_MS, TICKET_USES
from tests.media.caller.yard import (
    CONSENT,
    INCIDENT,
    LINK,
    NODIRA,
    PICTURE,
    Client,
    Yard,
    a_jpeg,
    segment,
    yard,
)

EXIF = segment(0xE1, b"Exif\x00\x00 GPS 39.65 66.95")
AGREE = {"text_version": CONSENT, "language": "ru"}


class Page:
    """The caller's browser."""

    def __init__(self, made: Yard, client: Client) -> None:
        self.yard = made
        self.client = client
        self.ticket = made.ticket

    async def look(self) -> dict[str, Any]:
        answer = await self.client.get(f"/api/caller/{self.ticket}")
        body: dict[str, Any] = await answer.json()
        return {"status": answer.status, **body}

    async def agree(self, **fields: Any) -> ClientResponse:
        answer = await self.client.post(f"/api/caller/{self.ticket}/agree", json=AGREE | fields)
        await self.yard.town.react()
        return answer

    async def picture(self, content: bytes, picture_id: str = PICTURE, **headers: str) -> tuple[int, str]:
        answer = await self.client.post(
            f"/api/caller/pictures/{picture_id}", data=content, headers={"Content-Type": "image/jpeg", **headers}
        )
        return answer.status, (await answer.json()).get("code", "") if answer.status != 415 else ""

    def forget(self) -> None:
        self.client.session.cookie_jar.clear()

    async def signed_in_as(self, role: str, brigade_id: str | None = None) -> None:
        """Somebody of the service, on this browser."""
        self.forget()
        token, id = f"token of {role} {brigade_id}", f"somebody {role} {brigade_id}"
        if role == "crew":
            await self.yard.do(
                SignInOpenDevice, sign_in_id=id, brigade_id=brigade_id, brigade_name=id, token_hash=hash_of(token)
            )
        else:
            await self.yard.do(PersonAdd, person_id=id, login=id, name=id, role=role, hospital_id="h1")
            await self.yard.do(SignInOpen, sign_in_id=id, person_id=id, token_hash=hash_of(token))
        self.client.session.cookie_jar.update_cookies({COOKIE: token}, URL(str(self.client.make_url("/"))))

    async def given(self, path: str = f"/api/caller/pictures/{LINK}/{PICTURE}") -> ClientResponse:
        return await self.client.get(path)


@asynccontextmanager
async def opened(folder: Path) -> AsyncIterator[Page]:
    """A link that was sent, and the browser it came to."""
    async with yard(folder) as made:
        await made.incident()
        await made.send()
        async with made.served(folder / "built") as client:
            yield Page(made, client)


async def test_opening_the_link_is_written_down_once_and_agrees_to_nothing(tmp_path: Path) -> None:
    """Rule [L1]."""
    async with opened(tmp_path) as page:
        before = page.yard.town.hub.upto
        for path in (f"/c/{page.ticket}", f"/api/caller/{page.ticket}"):
            assert (await page.client.head(path)).status == 200
        assert page.yard.town.hub.upto == before
        for _ in range(TICKET_USES + 1):
            for path in (f"/c/{page.ticket}", f"/api/caller/{page.ticket}"):
                answer = await page.client.get(path)
                assert (answer.status, answer.headers.getall("Set-Cookie", [])) == (200, [])
        assert page.yard.town.hub.upto == before + 1
        assert len(await page.yard.facts(CallerLinkOpened)) == 1
        assert (await page.yard.link()).phase == "opened"
        assert (await page.agree()).status == 200


async def test_what_the_page_is_told_before_an_agreement_names_nobody(tmp_path: Path) -> None:
    """Rule [L4]."""
    async with opened(tmp_path) as page:
        told = await page.look()
        assert set(told) == {"status", "link_id", "phase", "language", "expires_at_ms", "now_ms", "guest", "sign_in_id"}
        assert (told["phase"], told["language"], told["guest"], told["sign_in_id"]) == ("sent", "uz", False, None)


async def test_agreeing_makes_a_guest_whose_cookie_is_not_the_services(tmp_path: Path) -> None:
    """Rule [L2]."""
    async with opened(tmp_path) as page:
        answer = await page.agree()
        told = await answer.json()
        (cookie,) = answer.headers.getall("Set-Cookie")
        assert cookie.startswith(f"{GUEST_COOKIE}=")
        assert "HttpOnly" in cookie
        assert "SameSite=Lax" in cookie
        assert COOKIE + "=" not in cookie
        assert (told["phase"], told["guest"], told["language"]) == ("agreed", True, "ru")
        assert (await page.agree()).headers.getall("Set-Cookie", []) == []
        assert (await page.look())["guest"] is True


async def test_a_guest_is_nobody_to_the_service(tmp_path: Path) -> None:
    """Rule [L4]: the guest's cookie opens no page of the service, and the service's none of a guest."""
    async with opened(tmp_path) as page:
        await page.agree()
        token = page.client.session.cookie_jar.filter_cookies(page.client.make_url("/"))[GUEST_COOKIE].value
        assert (await page.picture(a_jpeg()))[0] == 200
        assert (await page.given()).status == 401
        page.forget()
        page.client.session.cookie_jar.update_cookies({COOKIE: token}, URL(str(page.client.make_url("/"))))
        assert (await page.given()).status == 404
        assert await page.picture(a_jpeg()) == (401, "signed_out")
        await page.signed_in_as("dispatcher")
        assert await page.picture(a_jpeg()) == (401, "signed_out")


@pytest.mark.parametrize("path", ["/api/caller/{}", "/api/caller/{}/agree", "/api/caller/{}/decline"])
async def test_a_ticket_that_is_none_opens_nothing(tmp_path: Path, path: str) -> None:
    async with opened(tmp_path) as page:
        for ticket, status in (("A" * 22, 409), ("short", 404), ("A" * 23, 404)):
            where = path.format(ticket)
            asked = page.client.post(where, json=AGREE if "agree" in path else {}) if path.count("/") > 3 else None
            answer = await (asked or page.client.get(where))
            assert answer.status == status, (where, answer.status)
            if status == 409:
                assert (await answer.json())["code"] == "ticket_invalid"


async def test_another_purposes_ticket_is_none(tmp_path: Path) -> None:
    async with opened(tmp_path) as page:
        page.ticket = await page.yard.town.tickets.issue(purpose="alert.answer", about=LINK, lives_ms=1_000)
        assert (await page.look())["status"] == 409
        assert (await page.agree()).status == 409


async def test_an_expired_link_says_so_and_later_nothing(tmp_path: Path) -> None:
    """Rule [L3]."""
    async with opened(tmp_path) as page:
        await page.agree()
        await page.yard.town.pass_time(LIVES_MS)
        told = await page.look()
        assert (told["phase"], told["guest"]) == ("ended", False)
        assert await page.picture(a_jpeg()) == (401, "signed_out")
        answer = await page.agree()
        assert (answer.status, (await answer.json())["code"]) == (409, "link_ended")
        await page.yard.town.pass_time(TICKET_OUTLIVES_MS)
        assert (await page.look())["code"] == "ticket_invalid"


async def test_a_revoked_link_takes_nothing_from_the_guest_it_had(tmp_path: Path) -> None:
    """Rule [L3]."""
    async with opened(tmp_path) as page:
        await page.agree()
        # Before the reaction has signed the guest out, the link itself refuses.
        await page.yard.town.do(page.yard.town.wish(CallerLinkRevoke, link_id=LINK), NODIRA)
        assert await page.picture(a_jpeg()) == (409, "link_ended")
        await page.yard.town.react()
        assert await page.picture(a_jpeg()) == (401, "signed_out")
        assert (await page.look())["phase"] == "ended"


async def test_declining_is_heard_and_may_be_thought_over(tmp_path: Path) -> None:
    async with opened(tmp_path) as page:
        answer = await page.client.post(f"/api/caller/{page.ticket}/decline", json={})
        assert (answer.status, (await answer.json())["phase"]) == (200, "declined")
        await page.agree()
        assert await page.picture(a_jpeg()) == (200, "")
        await page.client.post(f"/api/caller/{page.ticket}/decline", json={})
        assert await page.picture(a_jpeg(), PICTURE.replace("a1", "a2")) == (409, "consent_needed")


async def test_an_agreement_to_another_wording_is_none(tmp_path: Path) -> None:
    """Rule [L2]."""
    async with opened(tmp_path) as page:
        answer = await page.agree(text_version="2019-01")
        assert (answer.status, (await answer.json())["code"]) == (409, "changed_meanwhile")
        for body in ({}, {"text_version": CONSENT}, AGREE | {"text_version": "new"}, AGREE | {"more": 1}):
            answer = await page.client.post(f"/api/caller/{page.ticket}/agree", json=body)
            assert answer.status == 400
        answer = await page.client.post(f"/api/caller/{page.ticket}/agree", data=AGREE)
        assert answer.status == 415
        assert (await page.yard.link()).phase == "sent"


async def test_a_page_of_another_origin_agrees_to_nothing(tmp_path: Path) -> None:
    async with opened(tmp_path) as page:
        elsewhere = {"Origin": "https://elsewhere.example"}
        answer = await page.client.post(f"/api/caller/{page.ticket}/agree", json=AGREE, headers=elsewhere)
        assert answer.status == 403
        await page.agree()
        assert (await page.client.post(f"/api/caller/pictures/{PICTURE}", headers=elsewhere)).status == 403


async def test_a_picture_is_kept_without_what_stands_beside_it(tmp_path: Path) -> None:
    """Rule [L5]."""
    async with opened(tmp_path) as page:
        await page.agree()
        assert await page.picture(a_jpeg(EXIF)) == (200, "")
        (picture,) = (await page.yard.link()).pictures
        assert (picture.picture_id, picture.width, picture.height) == (PICTURE, 1600, 1200)
        assert await page.yard.files.get(picture.file_id) == a_jpeg()
        row = await page.yard.files.stat(picture.file_id)
        assert row.subject == (await page.yard.link()).patient_id


async def test_a_picture_sent_twice_is_one_and_another_under_its_id_is_not_kept(tmp_path: Path) -> None:
    async with opened(tmp_path) as page:
        await page.agree()
        for scan in (b"one", b"one", b"other"):
            assert await page.picture(a_jpeg(scan=scan)) == (200, "")
        assert len((await page.yard.link()).pictures) == 1
        assert len([one for one in (tmp_path / "files").rglob("*") if one.is_file()]) == 1


@pytest.mark.parametrize(
    ("content", "headers", "status", "code"),
    [
        (b"GIF89a", {}, 409, "not_a_picture"),
        (b"", {}, 409, "not_a_picture"),
        (a_jpeg(), {"Content-Type": "image/svg+xml"}, 415, ""),
        (a_jpeg(), {"Content-Type": "text/html"}, 415, ""),
        (a_jpeg(scan=bytes(jpeg.LARGEST_BYTES)), {}, 413, ""),
    ],
    ids=["gif", "empty", "svg", "html", "too large"],
)
async def test_what_is_no_photograph_is_not_kept(
    tmp_path: Path, content: bytes, headers: dict[str, str], status: int, code: str
) -> None:
    """Rule [L5]."""
    async with opened(tmp_path) as page:
        await page.agree()
        answer = await page.client.post(
            f"/api/caller/pictures/{PICTURE}", data=content, headers={"Content-Type": "image/jpeg", **headers}
        )
        assert answer.status == status
        assert code in await answer.text()
        assert (await page.yard.link()).pictures == ()
        assert not (tmp_path / "files").exists()


async def test_nobody_sends_a_picture_without_an_agreement(tmp_path: Path) -> None:
    """Rule [L2]."""
    async with opened(tmp_path) as page:
        assert await page.picture(a_jpeg()) == (401, "signed_out")


async def test_enough_pictures_are_enough_before_their_bytes_are_kept(tmp_path: Path) -> None:
    async with opened(tmp_path) as page:
        await page.agree()
        for number in range(PICTURES_AT_MOST):
            await page.yard.do(
                CallerLinkAddPicture, link_id=LINK, picture_id=f"p{number}", file_id="ab" * 32, width=9, height=9
            )
        assert await page.picture(a_jpeg()) == (409, "too_long")
        assert not (tmp_path / "files").exists()


async def test_a_full_disk_says_when_to_try_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with opened(tmp_path) as page:
        await page.agree()

        def full(*of: object) -> None:
            raise DiskFull("no room")

        with monkeypatch.context() as disk:
            disk.setattr(page.yard.files, "_write", full)
            answer = await page.client.post(
                f"/api/caller/pictures/{PICTURE}", data=a_jpeg(), headers={"Content-Type": "image/jpeg"}
            )
            assert (answer.status, answer.headers["Retry-After"]) == (503, "30")
        assert await page.picture(a_jpeg()) == (200, "")


async def test_pictures_are_given_to_the_desk_and_to_the_crew_they_were_passed_on_to(tmp_path: Path) -> None:
    """Rules [L5] and [L6]."""
    async with opened(tmp_path) as page:
        await page.agree()
        await page.picture(a_jpeg())
        page.forget()
        assert (await page.given()).status == 401
        seen = {}
        await page.yard.brigade("b1")
        for role in Role:
            if role.value in ("system", "guest", "crew", "worker"):
                continue
            await page.signed_in_as(role.value)
            seen[role.value] = (await page.given()).status
        allowed = {"dispatcher", "call_taker"}
        assert seen == {role: 200 if role in allowed else 404 for role in seen}
        await page.signed_in_as("crew", "b1")
        assert (await page.given()).status == 404
        await page.yard.do(assignments.AssignBrigade, NODIRA, incident_id=INCIDENT, brigade_id="b1")
        assert (await page.given()).status == 404
        await page.yard.do(CallerLinkPassOn, NODIRA, link_id=LINK)
        given = await page.given()
        assert (given.status, given.content_type, await given.read()) == (200, "image/jpeg", a_jpeg())
        assert given.headers["Cache-Control"] == "no-store"
        assert given.headers["X-Content-Type-Options"] == "nosniff"
        other = f"/api/caller/pictures/{LINK}/{PICTURE.replace('a1', 'a9')}"
        assert (await page.given(other)).status == 404
        assert (await page.given(f"/api/caller/pictures/{PICTURE}/{PICTURE}")).status == 404


async def test_an_erased_or_damaged_picture_is_not_there(tmp_path: Path) -> None:
    """Rule [J5]."""
    async with opened(tmp_path) as page:
        await page.agree()
        await page.picture(a_jpeg())
        await page.signed_in_as("dispatcher")
        await page.yard.files.erase((await page.yard.link()).patient_id)
        assert (await page.given()).status == 404
