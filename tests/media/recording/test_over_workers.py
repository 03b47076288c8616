"""A recording on a real server with a real media worker: the server is killed in the middle, and nothing is lost."""

import asyncio
from pathlib import Path

import pytest

from config.offline import opened
from media.recording.domain.decisions import TEXT_VERSION
from media.recording.domain.state import Part, Recording
from media.recording.verifying import Found, verify
from signaling import clock
from signaling.files import Files
from signaling.ids import new_id
from signaling.protocol.conversations import ConversationAccept, ConversationAsk
from signaling.protocol.recording import RecordingAsk, RecordingConsent, RecordingStop
from signaling.store.files import SqlFileRecords
from tests.fixtures.server import TezServer, people, running
from tests.media.forwarded_person import Person
from tests.media.recording.samples import decode
from tests.media.test_three_over_workers import add_worker, worker

pytestmark = [pytest.mark.slow, pytest.mark.alone, pytest.mark.timeout(240)]

BEFORE_S, AWAY_S, AFTER_S = 12, 12, 4
SOUNDS_A_SECOND = 50


async def two_are_recorded(nodira: Person, crew: Person, brigade_id: str) -> str:
    """Both are on the forwarder, and the desk's screen says that it runs."""
    nodira.conversation_id = crew.conversation_id = new_id(clock.now_ms())
    await nodira.do(ConversationAsk, about="", about_kind="none", to_relation="brigade", to_id=brigade_id)
    await crew.client.until(lambda client: crew.conversation_id in client.things("conversation"))
    await crew.do(ConversationAccept)
    await asyncio.gather(nodira.join(nodira.conversation_id), crew.join(crew.conversation_id))
    recording_id = new_id(clock.now_ms())
    asked = RecordingAsk(
        **nodira.client.envelope(), recording_id=recording_id, conversation_id=nodira.conversation_id,
        text_version=TEXT_VERSION,
    )  # fmt: skip
    await nodira.client.do(asked)
    agreed = RecordingConsent(**crew.client.envelope(), recording_id=recording_id, text_version=TEXT_VERSION)
    await crew.client.do(agreed)
    await nodira.client.until(lambda client: client.things("recording").get(recording_id, {}).get("phase") == "running")
    await asyncio.gather(nodira.hears(crew), crew.hears(nodira))
    return recording_id


async def proven(server: TezServer, recording_id: str) -> tuple[Found, dict[str, bytes]]:
    """What verifying says, and every reel's bytes."""
    async with opened(server.settings()) as offline:
        files = Files(SqlFileRecords(offline.store), server.folder / "files", clock.now_ms)
        async with offline.bus.reading() as reading:
            found = await verify(reading, files, recording_id)
            parts = await reading.find("recording_part", Part, recording_id=recording_id)
            state = await reading.get("recording", recording_id, Recording)
        reels: dict[str, bytes] = {}
        for part in sorted(parts, key=lambda one: (one.reel_id, one.number)):
            reels[part.reel_id] = reels.get(part.reel_id, b"") + await files.get(part.file_id)
    assert state.phase == "stopped"
    return found, reels


async def test_a_server_killed_between_parts_loses_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rules [V5], [V8]: the worker records on, keeps what the server has not taken, and sends it."""
    monkeypatch.setenv("TEZ_DATA_DIR", str(tmp_path / "worker"))
    server = TezServer(tmp_path / "server")
    server.folder.mkdir()
    peopled = await people(server.settings(), brigades=1)
    _, key = await add_worker(server, "media 1")
    with running(server), worker(server, key):
        nodira = Person(server, peopled.tokens["nodira"], "nodira")
        crew = Person(server, peopled.tokens["brigade 1"], "crew")
        async with nodira, crew:
            recording_id = await two_are_recorded(nodira, crew, peopled.brigades[0])
            await asyncio.sleep(BEFORE_S)
            await asyncio.to_thread(server.kill)
            await asyncio.sleep(AWAY_S)
            await asyncio.to_thread(server.start)
            await asyncio.sleep(AFTER_S)
            await nodira.client.do(RecordingStop(**nodira.client.envelope(), recording_id=recording_id), timeout_s=60)
            async with asyncio.timeout(60):
                while True:
                    found, reels = await proven(server, recording_id)
                    if found.whole and found.reels >= 2:
                        break
                    await asyncio.sleep(0.5)
    assert [path for path in (tmp_path / "worker").rglob("*") if path.is_file()] == []
    heard = {reel_id: decode(data)[1] for reel_id, data in reels.items()}
    print(f"{found.reels} reels, {found.parts} parts, {heard}")
    assert sum(heard.values()) >= 2 * (BEFORE_S + AWAY_S + AFTER_S) * SOUNDS_A_SECOND * 0.95
