"""What a patient's page sends: bytes come with the guest's cookie, and only for what that guest has announced."""

import base64
import hashlib
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from signaling.protocol import consult_files
from signaling.slice import Actor
from tests.consult_room.patients.ward import Client, Ward, patient_of, ward

CONTENT = b"\xff\xd8\xff" + bytes(600)
TUS = {"Tus-Resumable": "1.0.0"}
GOOD = {"text_version": "1", "language": "ru"}


@pytest.fixture
async def made(tmp_path: Path) -> AsyncIterator[Ward]:
    async with ward(tmp_path / "data") as one:
        yield one


async def announced(made: Ward, consult_id: str, patient: Actor) -> str:
    file_id = made.town.new_id()
    file: dict[str, Any] = {"kind": "photograph", "name": "throat.jpg", "size": len(CONTENT)}
    digest = hashlib.sha256(CONTENT).hexdigest()
    await made.do(consult_files.FileAnnounce, patient, consult_id=consult_id, file_id=file_id, digest=digest, **file)
    return file_id


async def begin(client: Client, consult_id: str, file_id: str, query: str) -> int:
    metadata = f"file_id {base64.b64encode(file_id.encode()).decode()}"
    headers = {**TUS, "Upload-Length": str(len(CONTENT)), "Upload-Metadata": metadata}
    return (await client.post(f"/consult/{consult_id}/uploads{query}", headers=headers)).status


async def test_cp3_the_patients_photograph_comes_with_the_guests_cookie_alone(made: Ward, tmp_path: Path) -> None:
    """Rule [CP3]."""
    await made.people()
    consult_id = await made.doctor_will_call()
    await made.sent()
    async with made.served(tmp_path) as client, made.served(tmp_path) as stranger:
        await client.post(f"/api/patient/{made.ticket}/agree", json=GOOD)
        patient = patient_of(consult_id)
        file_id = await announced(made, consult_id, patient)
        assert await begin(stranger, consult_id, file_id, "?guest") == 401
        assert await begin(client, consult_id, file_id, "") == 401
        assert await begin(client, consult_id, file_id, "?guest") == 201
        place = f"/consult/{consult_id}/uploads/{file_id}?guest"
        headers = {**TUS, "Upload-Offset": "0", "Content-Type": "application/offset+octet-stream"}
        sent = await client.patch(place, data=CONTENT[:300], headers=headers)
        assert (sent.status, sent.headers["Upload-Offset"]) == (204, "300")
        assert (await client.head(place, headers=TUS)).headers["Upload-Offset"] == "300"
        # What was sent is not given back: the patient reads nothing of the record.
        assert (await client.get(f"/consult/{consult_id}/files/{file_id}/preview?guest")).status == 401
