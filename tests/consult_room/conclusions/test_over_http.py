"""Signing, reading and verifying over HTTP: rules [CC3], [CC5], [CC8], [CC9]."""

import asyncio
import base64
import hashlib
import io
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import msgspec
import pypdf
import pypdfium2
import pytest
import zxingcpp
from aiohttp import ClientSession

from people.accounts import set_password
from signaling import clock
from signaling.protocol.conclusions import ConclusionChange
from tests.consult_room.conclusions.doctors import ASKER, DRAWN, LI, STRANGER, practice
from tests.consult_room.conclusions.pages import PASSWORD, Pages, pages, told
from tests.fakes.signer.authority import DAY, Authority, at, trusting

HAND = {"handed": {"drawing": msgspec.to_builtins(DRAWN)}, "password": PASSWORD}


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[Pages]:
    now_ms = clock.now_ms()
    trusting(tmp_path / "trust", AUTHORITY)
    async with practice(tmp_path, now_ms) as made, pages(made, tmp_path) as built:
        word = await set_password(
            new_id=made.town.new_id, now_ms=made.town.now_ms, person_id=LI.id, login=LI.id, password=PASSWORD
        )
        await made.town.do(word)
        for actor in (ASKER, LI, STRANGER):
            await built.sign_in(actor)
        await made.draft(change=ConclusionChange(findings="NIHSS 9, gʻalati", recommendation="Koʻchirish"))
        yield built


AUTHORITY = Authority(at(clock.now_ms()) - 30 * DAY)


def cades(document: bytes) -> dict[str, Any]:
    signature = AUTHORITY.doctor().cades(document, at=at(clock.now_ms()))
    return {"handed": {"signature": base64.b64encode(signature).decode()}}


async def test_cc3_by_hand_the_password_is_asked_anew(here: Pages) -> None:
    path = await here.prepare("drawn")
    wrong = await here.post(path, LI, {**HAND, "password": "another"})
    assert await told(wrong) == (409, ("wrong_password", None))
    empty = await here.post(path, LI, {"handed": {"drawing": {}}, "password": PASSWORD})
    assert await told(empty) == (409, ("signature_invalid", "empty"))
    for actor, status in ((STRANGER, 409), (ASKER, 409)):
        assert (await here.post(path, actor, HAND)).status == status
    signed = await here.post(path, LI, HAND)
    assert (signed.status, await signed.json()) == (200, {"version": 1})
    again = await here.post(path, LI, HAND)
    assert again.status == 409


async def test_cc3_the_password_is_not_guessed(here: Pages) -> None:
    path = await here.prepare("drawn")
    answers = [await told(await here.post(path, LI, {**HAND, "password": f"guess {n}"})) for n in range(6)]
    assert answers[-1] == (429, ("too_many_tries", None))


@pytest.mark.parametrize("body", [[], {"handed": 3}, {"handed": {"signature": "%"}}, {"handed": {"wax": 1}}])
async def test_what_is_no_signature_is_told(here: Pages, body: object) -> None:
    answer = await here.post(await here.prepare("drawn"), LI, body)
    assert answer.status == 400


async def test_a_form_of_another_site_signs_nothing(here: Pages) -> None:
    path = await here.prepare("drawn")
    assert (await here.client.post(path, data=b"{}")).status == 401
    assert (await here.client.post(path, json=HAND, headers={"Origin": "https://elsewhere.example"})).status == 403


async def test_cc9_a_print_is_made_read_and_verified(here: Pages) -> None:
    path = await here.prepare("drawn")
    preview = await here.get(f"{path}/preview", LI)
    assert preview.status == 200
    assert "Hali imzolanmagan" in text_of(await preview.read())
    await here.post(path, LI, HAND)
    assert await told(await here.get(f"{here.version(1)}/pdf", ASKER)) == (409, ("wrong_state", None))
    await here.print()
    content = await (await here.get(f"{here.version(1)}/pdf", ASKER)).read()
    reader = pypdf.PdfReader(io.BytesIO(content))
    root: Any = reader.trailer["/Root"]
    assert root["/Lang"] == "uz"
    assert [round(side) for side in reader.pages[0].mediabox[2:]] == [595, 842]
    text = text_of(content)
    for words in ("NIHSS 9, gʻalati", "Koʻchirish", "N. Li", "nevrologiya", "Sh. Karimov", "1-bet, jami 1", "qoʻlda"):
        assert words in text
    (url,) = barcodes(content)
    assert url.startswith(f"{here.url}/v/")
    seal = await (await here.get(url.replace(f"{here.url}/v/", "/api/v/"))).json()
    assert seal["prints"] == [hashlib.sha256(content).hexdigest()]
    assert (seal["number"], seal["version"], seal["newest"], seal["signatures"][0]["name"]) == (1, 1, 1, "N. Li")
    await here.print()
    assert await (await here.get(f"{here.version(1)}/pdf", LI)).read() == content


async def test_cc8_both_versions_can_be_had(here: Pages) -> None:
    await here.post(await here.prepare("drawn"), LI, HAND)
    await here.made.draft(change=ConclusionChange(findings="NIHSS 11", recommendation="Koʻchirish"))
    await here.post(await here.prepare("drawn", why="Qayta sanaldi"), LI, HAND)
    await here.print()
    first, second = [text_of(await (await here.get(f"{here.version(n)}/pdf", ASKER)).read()) for n in (1, 2)]
    assert "NIHSS 9" in first
    assert "NIHSS 11" in second
    assert "Sababi: Qayta sanaldi" in second
    assert await told(await here.get(f"{here.version(1)}/pdf", STRANGER)) == (404, ("not_found", None))
    assert (await here.get(f"{here.version(3)}/pdf", ASKER)).status == 404
    assert (await here.get(f"{here.version(1)}/pdf")).status == 401


async def test_cc9_a_file_of_a_signing_program_is_verified_and_kept(here: Pages) -> None:
    path = await here.prepare("cades")
    document = await (await here.get(f"{path}/document", LI)).read()
    wrong = await here.post(path, LI, cades(document + b" "))
    assert await told(wrong) == (409, ("signature_invalid", "digest"))
    assert (await here.post(path, LI, cades(document))).status == 200
    assert await (await here.get(f"{here.version(1)}/document", ASKER)).read() == document
    assert (await (await here.get(f"{here.version(1)}/signature", ASKER)).read())[:1] == b"\x30"
    await here.print()
    text = text_of(await (await here.get(f"{here.version(1)}/pdf", ASKER)).read())
    for words in ("FAQAT SINOV", "CAdES-BES", "N. LI TEST", "Tez Yordam TEST CA"):
        assert words in text


async def test_cc5_an_outside_signer_in_a_process_of_its_own(here: Pages, tmp_path: Path) -> None:
    outside = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.fakes.signer", str(tmp_path / "outside"), stdout=asyncio.subprocess.PIPE
    )
    try:
        assert outside.stdout is not None
        port = (await outside.stdout.readline()).decode().split()[-1]
        for one in (tmp_path / "outside" / "trust" / "test").iterdir():
            (tmp_path / "trust" / "test" / f"outside-{one.name}").write_bytes(one.read_bytes())
        async with pages(here.made, tmp_path) as anew, ClientSession(f"http://127.0.0.1:{port}") as signer:
            await anew.sign_in(LI)
            await the_flow(anew, signer)
    finally:
        outside.kill()
        await outside.wait()


async def the_flow(here: Pages, signer: ClientSession) -> None:
    path = await here.prepare("outside")
    link = (await (await here.post(f"{path}/link", LI)).json())["url"]
    async with signer.post("/jobs", json={"link": link}) as answer:
        job = await answer.json()
    assert job["name"] == "N. Li"
    faults = {
        "algorithm": ("signature_algorithm_unknown", "1.2.860.3.15.1.1.2.1"),
        "digest": ("signature_invalid", "digest"),
        "expired": ("signature_invalid", "expired"),
        "stranger": ("signature_invalid", "chain"),
    }
    async with signer.post(f"/jobs/{job['id']}/pin", json={"pin": "0000"}) as answer:
        assert answer.status == 403
    for fault, (code, why) in faults.items():
        async with signer.post(f"/jobs/{job['id']}/pin", json={"pin": "1234", "fault": fault}) as answer:
            said = await answer.json()
        details = said["answer"]["details"]
        assert (said["state"], said["answer"]["code"]) == ("refused", code)
        assert (details.get("why") or details.get("algorithm")) == why
    async with signer.post(f"/jobs/{job['id']}/pin", json={"pin": "1234"}) as answer:
        assert (await answer.json())["state"] == "signed"
    assert (await here.get(link.removeprefix(here.url))).status == 404
    (version,) = (await here.made.record(LI)).outline.versions
    assert (version.signatures[0].level, version.signatures[0].is_test) == ("certificate", True)


async def test_cc5_a_link_is_for_its_document_and_its_time(here: Pages) -> None:
    by_hand = await here.prepare("drawn")
    assert (await here.post(f"{by_hand}/link", LI)).status == 409
    path = await here.prepare("outside")
    assert (await here.post(f"{path}/link", STRANGER)).status == 409
    link = (await (await here.post(f"{path}/link", LI)).json())["url"].removeprefix(here.url)
    assert (await (await here.get(link)).json())["digest_algorithm"] == "sha256"
    tries = [await told(await here.post(link, None, {"signature": "AAAA"})) for _ in range(6)]
    assert [status for status, _ in tries] == [409] * 5 + [404]
    here.made.town.now_ms += 16 * 60_000
    assert (await here.get(link)).status == 404
    assert (await here.get("/api/signings/" + "x" * 22)).status == 404


async def test_cc9_seals_are_looked_at_sixty_times_in_a_minute(here: Pages) -> None:
    assert await told(await here.get("/api/v/short")) == (404, ("not_found", None))
    statuses = [(await here.get("/api/v/" + "x" * 22)).status for _ in range(60)]
    assert statuses == [404] * 59 + [429]
    here.made.town.now_ms += 61_000
    assert (await here.get("/api/v/" + "x" * 22)).status == 404


def text_of(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)


def barcodes(pdf: bytes) -> list[str]:
    """What the codes on the first page say, read from its picture."""
    picture = pypdfium2.PdfDocument(pdf)[0].render(scale=2).to_pil()
    return [one.text for one in zxingcpp.read_barcodes(picture)]
