"""A backup that was cut off is none, one that is not whole is told, and nothing is restored over anything."""

import asyncio
import os
import shutil
from pathlib import Path
from typing import Any

import msgspec
import pytest

from config.backup import making, repository
from config.backup.repository import Backup
from config.backup.sealing import BackupProblem
from config.cli import main
from config.doctor import machine
from config.local_authority import keeping
from config.local_authority.names import given
from config.offline import opened
from config.settings import Settings, load
from signaling import clock

PASSPHRASE = "correct horse battery staple"
DAY_MS = 86_400_000


@pytest.fixture
async def service(tmp_path: Path) -> Settings:
    """An empty service with a file and a map."""
    (tmp_path / "passphrase").write_text(PASSPHRASE + "\n")
    settings = Settings(
        data_dir=str(tmp_path / "data"),
        backup_folder=str(tmp_path / "backups"),
        backup_passphrase_file=str(tmp_path / "passphrase"),
    )
    async with opened(settings):
        pass
    for name in ("files/ab/abcd", "maps/m1/manifest.json"):
        file = settings.data_folder / name
        file.parent.mkdir(parents=True)
        file.write_bytes(name.encode())
    return settings


async def backed_up(settings: Settings) -> Backup:
    folder = Path(settings.backup_folder)
    with repository.alone(folder):
        return making.make(settings, folder, PASSPHRASE, *await making.mark_of(settings))


def words(settings: Settings, *more: str) -> list[str]:
    folder = ("--folder", settings.backup_folder, "--passphrase-file", settings.backup_passphrase_file)
    return ["--data-dir", settings.data_dir, *more, *folder]


async def test_files_that_all_backups_share_are_kept_once(service: Settings) -> None:
    await backed_up(service)
    stored = Path(service.backup_folder) / "files" / "ab" / "abcd"
    before = stored.stat().st_ino
    second = await backed_up(service)
    assert stored.stat().st_ino == before
    assert list(repository.listed(second)) == ["files/ab/abcd", "maps/m1/manifest.json"]
    assert len(repository.backups(Path(service.backup_folder))) == 2
    assert second.folder.parent.stat().st_mode & 0o077 == 0


async def test_one_that_was_cut_off_is_none(service: Settings) -> None:
    backup = await backed_up(service)
    (backup.folder / repository.MANIFEST).unlink()
    assert repository.backups(Path(service.backup_folder)) == []
    with pytest.raises(BackupProblem, match="no backup"):
        repository.chosen(Path(service.backup_folder), None)


async def test_what_is_not_whole_is_told(service: Settings) -> None:
    folder = Path(service.backup_folder)
    backup = await backed_up(service)
    making.verify(folder, backup, PASSPHRASE)
    with pytest.raises(BackupProblem, match="passphrase"):
        making.verify(folder, backup, PASSPHRASE + "x")
    (folder / "files" / "ab" / "abcd").unlink()
    with pytest.raises(BackupProblem, match="lacks 1 of its files"):
        making.verify(folder, backup, PASSPHRASE)
    sealed = backup.folder / repository.DATABASE
    sealed.write_bytes(sealed.read_bytes()[:-1])
    with pytest.raises(BackupProblem, match="damaged"):
        making.verify(folder, backup, PASSPHRASE)


async def test_the_authority_that_tablets_trust_is_restored(service: Settings, tmp_path: Path) -> None:
    """Sealed in the backup, this account's alone after it; and what it then signs is believed as before."""
    names, now_ms = given(["tez.local"]), clock.now_ms()
    before = keeping.keep(service.data_folder, names, names, now_ms)
    backup = await backed_up(service)
    kept = backup.folder / repository.AUTHORITY
    assert b"PRIVATE KEY" in (service.data_folder / keeping.FOLDER / keeping.AUTHORITY).read_bytes()
    assert b"PRIVATE KEY" not in kept.read_bytes()
    shutil.rmtree(service.data_folder)
    assert await run(words(service, "restore")) == 0
    file = service.data_folder / keeping.FOLDER / keeping.AUTHORITY
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.parent.stat().st_mode & 0o777 == 0o700
    after = keeping.keep(service.data_folder, names, names, now_ms)
    assert after.authority.fingerprint == before.authority.fingerprint
    after.server.certificate.verify_directly_issued_by(before.authority.certificate)
    kept.unlink()
    with pytest.raises(BackupProblem, match="lacks the authority"):
        making.verify(Path(service.backup_folder), backup, PASSPHRASE)
    shutil.rmtree(service.data_folder)
    assert await run(words(service, "restore")) == 2
    assert not service.data_folder.joinpath("tez.db").exists()


async def test_a_service_without_an_authority_is_backed_up_as_ever(service: Settings) -> None:
    backup = await backed_up(service)
    assert not backup.manifest.authority
    assert not (backup.folder / repository.AUTHORITY).exists()
    making.verify(Path(service.backup_folder), backup, PASSPHRASE)


async def test_nothing_is_restored_over_anything(service: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    await backed_up(service)
    assert await run(words(service, "restore")) == 2
    assert "holds files already" in capsys.readouterr().err
    for name in ("files/ab/abcd", "maps/m1/manifest.json"):
        (service.data_folder / name).unlink()
        (service.data_folder / name).parent.rmdir()
    before = (service.data_folder / "tez.db").read_bytes()
    assert await run(words(service, "restore")) == 2
    assert "empty data folder" in capsys.readouterr().err
    assert (service.data_folder / "tez.db").read_bytes() == before
    assert not (service.data_folder / "files" / "ab").exists(), "nothing was begun"


async def test_two_backups_at_once_are_one(service: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    with repository.alone(Path(service.backup_folder)):
        assert await run(words(service, "backup")) == 2
    assert "Another backup is being made" in capsys.readouterr().err
    assert await run(words(service, "backup")) == 0
    assert len(repository.backups(Path(service.backup_folder))) == 1


async def test_no_database_that_holds_anything_is_restored_into(
    service: Settings, tmp_path: Path, postgresql: str,
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    used = Settings(data_dir=str(tmp_path / "used"), database_url=postgresql)
    async with opened(used):
        pass
    backup = await backed_up(service)
    manifest = msgspec.structs.replace(backup.manifest, store="postgresql")
    (backup.folder / repository.MANIFEST).write_bytes(msgspec.json.encode(manifest))
    monkeypatch.setenv("TEZ_DATABASE_URL", postgresql)
    empty = Settings(data_dir=str(tmp_path / "empty"), **settings_of(service))
    assert await run(words(empty, "restore")) == 2
    assert "is not empty" in capsys.readouterr().err
    assert not (tmp_path / "empty").exists()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"TEZ_SERVICE_ID": "another"}, "is of the service 103"),
        ({"TEZ_DATABASE_URL": "postgresql+asyncpg://h/d"}, "is of sqlite"),
    ],
)
async def test_another_service_or_another_database_is_told(
    service: Settings, tmp_path: Path, change: dict[str, str], said: str,
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    await backed_up(service)
    for name, value in change.items():
        monkeypatch.setenv(name, value)
    empty = Settings(**{**settings_of(service), "data_dir": str(tmp_path / "empty")})
    assert await run(words(empty, "restore")) == 2
    assert said in capsys.readouterr().err
    assert not (tmp_path / "empty").exists()


def settings_of(settings: Settings) -> dict[str, Any]:
    return {name: getattr(settings, name) for name in ("backup_folder", "backup_passphrase_file")}


def as_environment(settings: Settings) -> dict[str, str]:
    named = {**settings_of(settings), "data_dir": settings.data_dir}
    return {f"TEZ_{name.upper()}": str(value) for name, value in named.items()}


async def test_a_list_that_leads_outside_is_refused(service: Settings, tmp_path: Path) -> None:
    backup = await backed_up(service)
    for path in ("../../etc/passwd", "/etc/passwd", "tez.db", "files/../../x"):
        (backup.folder / repository.FILES).write_text(path + "\n")
        with pytest.raises(BackupProblem, match="outside"):
            list(repository.listed(backup))


async def test_what_it_was_configured_with_comes_back_sealed(
    service: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    configured = tmp_path / "tez.toml"
    configured.write_text('turn_secret = "canary-of-a-secret"\n')
    monkeypatch.setenv("TEZ_CONFIG", str(configured))
    backup = await backed_up(load({**os.environ, **as_environment(service)}))
    assert not any(b"canary" in file.read_bytes() for file in backup.folder.iterdir())
    monkeypatch.delenv("TEZ_CONFIG")
    empty = Settings(**{**settings_of(service), "data_dir": str(tmp_path / "empty")})
    assert await run(words(empty, "restore")) == 0
    restored = tmp_path / "empty" / "restored.toml"
    assert (load({}, file=restored).turn_secret, restored.stat().st_mode & 0o777) == ("canary-of-a-secret", 0o600)
    assert (tmp_path / "empty" / "files" / "ab" / "abcd").read_text() == "files/ab/abcd"


async def test_a_key_that_came_only_by_the_environment_comes_back_too(
    service: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    configured = tmp_path / "tez.toml"
    configured.write_text('service_name = "Samarqand \\"103\\""\nturn_secret = "of the file"\n')
    given = {
        "TEZ_CONFIG": str(configured), "TEZ_TURN_SECRET": "canary-of-a-secret", "TEZ_CALLER_MESSAGES": "false",
        "TEZ_SMS_PRICE": "85.5", "TEZ_TRACK_DAYS": "30", "TEZ_PRICE_CURRENCY": "so\u02bbm\x7f",
        **as_environment(service),
    }  # fmt: skip
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    whole = load()
    backup = await backed_up(whole)
    assert not any(b"canary" in file.read_bytes() for file in backup.folder.iterdir())
    for name in given:
        monkeypatch.delenv(name)
    empty = Settings(**{**settings_of(service), "data_dir": str(tmp_path / "empty")})
    assert await run(words(empty, "restore")) == 0
    restored = tmp_path / "empty" / "restored.toml"
    assert load({}, file=restored) == whole
    text = restored.read_text("utf-8")
    assert 'turn_secret = "canary-of-a-secret"  # from the environment, TEZ_TURN_SECRET\n' in text
    assert "# from the file\n" in text
    assert "of the file" not in text
    assert "track_days = 30 " in text  # named, though it is as shipped
    assert str(configured) not in text
    assert "canary" not in capsys.readouterr().out


async def test_old_ones_go_with_what_nobody_needs_and_the_newest_three_stay(service: Settings) -> None:
    folder = Path(service.backup_folder)
    for number in range(5):
        (service.data_folder / "files" / "ab" / "abcd").unlink(missing_ok=True)
        (service.data_folder / "files" / "ab" / f"only{number}").write_text("x")
        if number:
            (service.data_folder / "files" / "ab" / f"only{number - 1}").unlink()
        await backed_up(service)
    cut_off = folder / "2000-01-01T00-00-00.000000Z"
    cut_off.mkdir()
    assert repository.prune(folder, before_ms=clock.now_ms() - DAY_MS) == (0, 0)
    assert not cut_off.exists()
    assert repository.prune(folder, before_ms=clock.now_ms() + DAY_MS) == (2, 2)
    left = repository.backups(folder)
    assert len(left) == 3
    for one in left:
        making.verify(folder, one, PASSPHRASE)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"backup_folder": ""}, "Say where"),
        ({"backup_passphrase_file": ""}, "Say what opens"),
        ({"backup_passphrase_file": "/nowhere/passphrase"}, "/nowhere/passphrase"),
    ],
)
async def test_without_a_place_or_a_passphrase_it_says_so(
    service: Settings, change: dict[str, str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    values = {**settings_of(service), **change}
    told = [
        part
        for option, name in (("--folder", "backup_folder"), ("--passphrase-file", "backup_passphrase_file"))
        if values[name]
        for part in (option, values[name])
    ]
    assert await run(["--data-dir", service.data_dir, "backup", *told]) == 2
    assert said in capsys.readouterr().err


async def test_a_place_inside_the_data_folder_is_refused(service: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    inside = Settings(
        **{**settings_of(service), "data_dir": service.data_dir, "backup_folder": service.data_dir + "/b"}
    )
    assert await run(words(inside, "backup")) == 2
    assert "lies in the data folder" in capsys.readouterr().err


async def test_the_doctor_says_how_old_the_newest_is(service: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    async def state(settings: Settings) -> str:
        (found,) = await machine.backups(settings)
        return found.state

    assert await state(Settings()) == "unwise"
    assert await state(service) == "wrong"
    await backed_up(service)
    assert await state(service) == "good"
    now_ms = clock.now_ms()
    for hours, said in ((30, "unwise"), (60, "wrong")):
        monkeypatch.setattr(clock, "now_ms", lambda hours=hours: now_ms + hours * 3_600_000)
        assert await state(service) == said


async def run(arguments: list[str]) -> int:
    """The command line, which has a loop of its own."""
    return await asyncio.to_thread(main, arguments)
