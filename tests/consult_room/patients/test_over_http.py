"""The page behind a patient's link, over HTTP."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from signaling.protocol import patient_links
from signaling.protocol.base import Event
from signaling.protocol.people import SignInClosed, SignInOpened
from tests.consult_room.patients.ward import HOUR_MS, RASULOVA, Client, Ward, ward

GOOD = {"text_version": "1", "language": "ru"}


@pytest.fixture
async def made(tmp_path: Path) -> AsyncIterator[Ward]:
    async with ward(tmp_path / "data") as one:
        yield one


async def link_of(made: Ward) -> tuple[str, str]:
    await made.people()
    consult_id = await made.doctor_will_call()
    await made.sent()
    return consult_id, f"/api/patient/{made.ticket}"


async def test_cp2_looking_agrees_to_nothing_and_tells_nothing_of_the_consult(made: Ward, tmp_path: Path) -> None:
    """Rule [CP2]."""
    consult_id, api = await link_of(made)
    before = await made.facts(Event)
    async with made.served(tmp_path) as client:
        page = await client.get(f"/p/{made.ticket}")
        assert page.status == 200
        assert (await client.head(f"/p/{made.ticket}")).status == 200
        told = await (await client.get(api)).json()
        assert (told["phase"], told["mine"], told["language"]) == ("sent", False, "ru")
        assert not {"name", "question", "doctor_name", "lines", "telephone"} & told.keys()
    assert await made.facts(Event) == before
    assert (await made.link(consult_id)).phase == "sent"


async def test_cp2_agreeing_signs_in_and_a_new_sign_in_ends_the_old_one(made: Ward, tmp_path: Path) -> None:
    """Rule [CP2]."""
    consult_id, api = await link_of(made)
    async with made.served(tmp_path) as first, made.served(tmp_path) as second:
        told = await (await first.post(f"{api}/agree", json=GOOD)).json()
        assert (told["phase"], told["mine"]) == ("agreed", True)
        assert told["guest_id"] == patient_links.patient_guest_id(consult_id)
        assert (await (await first.get(api)).json())["mine"] is True
        # The same browser again is nothing new.
        assert (await first.post(f"{api}/agree", json=GOOD)).status == 200
        assert len(await made.facts(SignInOpened)) == 1
        assert (await (await second.get(api)).json())["mine"] is False
        assert (await (await second.post(f"{api}/agree", json=GOOD)).json())["mine"] is True
        assert len(await made.facts(SignInClosed)) == 1
        assert (await (await first.get(api)).json())["mine"] is False


async def test_cp4_an_ended_link_says_so_and_is_agreed_to_no_more(made: Ward, tmp_path: Path) -> None:
    """Rule [CP4]."""
    consult_id, api = await link_of(made)
    async with made.served(tmp_path) as client:
        await client.post(f"{api}/agree", json=GOOD)
        await made.accept(consult_id)
        await made.end(consult_id)
        told = await (await client.get(api)).json()
        assert (told["over"], told["mine"], told["ended_because"]) == (True, False, "consult_over")
        refused = await client.post(f"{api}/agree", json=GOOD)
        assert (refused.status, (await refused.json())["code"]) == (409, "link_ended")


async def test_cp4_its_time_ends_it_and_a_much_older_ticket_is_no_ticket(made: Ward, tmp_path: Path) -> None:
    """Rule [CP4]."""
    _, api = await link_of(made)
    async with made.served(tmp_path) as client:
        await made.town.pass_time(48 * HOUR_MS + 1_000)
        assert (await (await client.get(api)).json())["ended_because"] == "expired"
        await made.town.pass_time(9 * HOUR_MS)
        assert (await client.get(api)).status == 409


async def test_who_takes_the_agreement_back_is_signed_out(made: Ward, tmp_path: Path) -> None:
    consult_id, api = await link_of(made)
    async with made.served(tmp_path) as client:
        await client.post(f"{api}/agree", json=GOOD)
        told = await (await client.post(f"{api}/decline", json={})).json()
        assert (told["phase"], told["mine"]) == ("declined", False)
        await made.town.react()
        assert (await (await client.get(api)).json())["mine"] is False
        assert (await client.post(f"{api}/agree", json=GOOD)).status == 200
        assert (await made.link(consult_id)).phase == "agreed"


async def bad(client: Client, api: str) -> list[int]:
    return [
        (await client.post(f"{api}/agree", data=b"{}")).status,
        (await client.post(f"{api}/agree", data=b"{", headers={"Content-Type": "application/json"})).status,
        (await client.post(f"{api}/agree", json={**GOOD, "more": 1})).status,
        (await client.post(f"{api}/agree", json={**GOOD, "language": "fr"})).status,
        (await client.post(f"{api}/agree", json={**GOOD, "text_version": "0"})).status,
        (await client.post(f"{api}/decline", json={"more": 1})).status,
        (await client.get("/api/patient/nothing")).status,
        (await client.get("/api/patient/AAAAAAAAAAAAAAAAAAAAAA")).status,
    ]


async def test_what_makes_no_sense_is_refused_and_changes_nothing(made: Ward, tmp_path: Path) -> None:
    consult_id, api = await link_of(made)
    async with made.served(tmp_path) as client:
        assert await bad(client, api) == [415, 400, 400, 400, 409, 400, 404, 409]
    assert (await made.link(consult_id)).phase == "sent"


async def test_a_page_of_another_site_agrees_to_nothing(made: Ward, tmp_path: Path) -> None:
    consult_id, api = await link_of(made)
    async with made.served(tmp_path) as client:
        strange = await client.post(f"{api}/agree", json=GOOD, headers={"Origin": "https://elsewhere.example"})
        assert strange.status == 403
    assert (await made.link(consult_id)).phase == "sent"
    assert RASULOVA.id not in [one.id for one in (await made.consult(consult_id)).circle.members]
