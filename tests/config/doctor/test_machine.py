"""The doctor looks at the machine: clock, disk, permissions, versions, configuration."""

import os
import shutil
from pathlib import Path
from typing import NamedTuple

import pytest

from config.doctor import machine
from config.doctor.finding import Finding
from config.settings import Settings


class Usage(NamedTuple):
    total: int
    used: int
    free: int


def states(found: object) -> list[tuple[str, str]]:
    assert isinstance(found, (list, tuple))
    return [(one.about, one.state) for one in found if isinstance(one, Finding)]


@pytest.mark.parametrize(("free_gib", "state"), [(0.5, "wrong"), (5, "unwise"), (50, "good")])
async def test_a_disk_that_fills_is_told_before_it_is_full(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, free_gib: float, state: str
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(0, 0, int(free_gib * machine.GIBIBYTE)))
    found = await machine.disk(Settings(data_dir=str(tmp_path / "not" / "yet")))
    assert states(found) == [("disk", state)]
    assert str(tmp_path) in found[0].sentence


async def test_what_others_may_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, file = tmp_path / "data", tmp_path / "tez.toml"
    folder.mkdir(mode=0o700)
    file.write_text("")
    file.chmod(0o600)
    monkeypatch.setenv("TEZ_CONFIG", str(file))
    settings = Settings(data_dir=str(folder))
    assert states(await machine.permissions(settings)) == [("permissions", "good")]
    folder.chmod(0o750)
    file.chmod(0o644)
    found = await machine.permissions(settings)
    assert states(found) == [("permissions", "unwise")] * 2
    assert [one.remedy for one in found] == [f"`chmod 700 {folder}`.", f"`chmod g-w,o= {file}`."]


async def test_a_configuration_that_our_own_group_may_read_is_as_it_should_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As install.sh leaves it: root's, and the service's group may read it."""
    file = tmp_path / "tez.toml"
    file.write_text("")
    file.chmod(0o640)
    monkeypatch.setenv("TEZ_CONFIG", str(file))
    folder = tmp_path / "data"
    folder.mkdir(mode=0o700)
    assert states(await machine.permissions(Settings(data_dir=str(folder)))) == [("permissions", "good")]
    monkeypatch.setattr(os, "getegid", lambda: file.stat().st_gid + 1)
    monkeypatch.setattr(os, "getgroups", list)
    assert states(await machine.permissions(Settings(data_dir=str(folder)))) == [("permissions", "unwise")]


async def test_a_folder_that_is_not_there_yet_is_no_mistake(tmp_path: Path) -> None:
    found = await machine.permissions(Settings(data_dir=str(tmp_path / "data")))
    assert states(found) == [("permissions", "unwise")]


@pytest.mark.parametrize(("unsynchronized", "state"), [(True, "unwise"), (False, "good")])
async def test_a_clock_that_nothing_keeps_right_is_told(
    monkeypatch: pytest.MonkeyPatch, unsynchronized: bool, state: str
) -> None:
    monkeypatch.setattr(machine, "_unsynchronized", lambda: unsynchronized)
    assert states(await machine.clock(Settings())) == [("clock", state)]


def test_the_kernel_is_really_asked() -> None:
    assert isinstance(machine._unsynchronized(), bool)


async def test_versions_and_configuration_are_told() -> None:
    assert states(await machine.versions(Settings())) == [("versions", "good")]
    found = await machine.configuration(Settings(turn_secret="changeme", sms_gateway="page"))
    assert states(found) == [("configuration", "wrong"), ("configuration", "unwise")]
