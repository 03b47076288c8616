"""Whoever works in the service is told when its backups do not come."""

import json
import math
from pathlib import Path

import msgspec
import pytest

from config.backup import age, repository
from config.backup.repository import Manifest
from config.backup.sealing import Wrapping
from people.domain import rights
from signaling.protocol.backups import BackupNewest
from signaling.protocol.refusals import Code, Refused
from signaling.slice import Actor, Role
from signaling.testing import Town

NOW_MS = 1_790_000_000_000
HOUR_MS = 3_600_000


def backup(folder: Path, hours_ago: int, format: int = repository.FORMAT) -> None:
    made_at_ms = NOW_MS - hours_ago * HOUR_MS
    manifest = Manifest(
        format=format, service_id="103", made_at_ms=made_at_ms, took_ms=1, program="1", store="sqlite", schema="1",
        head=1, hash="", database_bytes=1, digest="", files=0, files_bytes=0,
        wrapping=Wrapping(salt=b"", nonce=b"", key=b""),
    )  # fmt: skip
    place = folder / repository.name_at(made_at_ms)
    place.mkdir(parents=True)
    (place / repository.MANIFEST).write_bytes(msgspec.json.encode(manifest))


@pytest.mark.parametrize(("hours", "state"), [(1, "good"), (25, "good"), (26, "old"), (400, "old")])
def test_the_newest_one_tells(tmp_path: Path, hours: int, state: str) -> None:
    backup(tmp_path, hours)
    backup(tmp_path, hours + 24)
    found = age.newest(tmp_path, NOW_MS)
    assert (found.state, found.made_at_ms) == (state, NOW_MS - hours * HOUR_MS)
    assert age.seconds(tmp_path, NOW_MS) == hours * 3600


def test_no_folder_an_empty_one_and_one_of_a_newer_program(tmp_path: Path) -> None:
    assert age.newest(None, NOW_MS).state == "unplanned"
    assert age.newest(tmp_path / "none", NOW_MS).state == "missing"
    assert math.isnan(age.seconds(tmp_path, NOW_MS))
    (tmp_path / "cut off").mkdir()
    assert age.newest(tmp_path, NOW_MS).state == "missing"
    backup(tmp_path, 1, format=repository.FORMAT + 1)
    assert age.newest(tmp_path, NOW_MS).state == "unreadable"


async def test_desks_and_administrators_may_ask_and_nobody_else(tmp_path: Path) -> None:
    backup(tmp_path, 30)
    async with Town([age.assemble(tmp_path, lambda: NOW_MS)], rights=rights, sees=rights.may_see) as town:
        town.now_ms = NOW_MS
        for role in (Role.DISPATCHER, Role.CALL_TAKER, Role.ADMINISTRATOR):
            found = await town.bus.ask_from_screen(BackupNewest(id=town.new_id()), Actor("a", role))
            assert found.state == "old"
        with pytest.raises(Refused) as refused:
            await town.bus.ask_from_screen(BackupNewest(id=town.new_id()), Actor("c", Role.CREW))
        assert refused.value.code == Code.NOT_ALLOWED


def test_the_dashboard_shows_it() -> None:
    board = json.loads((Path(__file__).resolve().parents[3] / "docs" / "deploy" / "grafana.json").read_text("utf-8"))
    asked = [target["expr"] for panel in board["panels"] for target in panel["targets"]]
    assert any("tez_backup_age_seconds" in one for one in asked)
