"""``tez config check`` says everything that is wrong at once, and ``tez serve`` starts with none of it."""

from pathlib import Path
from typing import Any

import pytest

from config.checking import KNOWN, mistakes, unwise
from config.cli import main
from config.settings import Settings

GOOD: dict[str, Any] = {
    "turn_urls": "turn:turn.example.uz:3478",
    "turn_secret": "4f1e0b8a7c6d5e4f3a2b1c0d",
    "public_base": "https://103.example.uz",
    "trusted_proxies": "127.0.0.1",
    "sms_gateway": "smpp",
    "smpp_host": "smsc.example.uz",
    "smpp_system_id": "tez103",
    "sms_sender": "103",
}


def checked(tmp_path: Path, text: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    file = tmp_path / "tez.toml"
    file.write_text(text)
    code = main(["config", "check", str(file)])
    told = capsys.readouterr()
    return code, told.out + told.err


def test_a_good_one_has_nothing_to_be_said_of() -> None:
    assert (mistakes(Settings(**GOOD)), unwise(Settings(**GOOD))) == ([], [])


def test_everything_is_told_at_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, told = checked(
        tmp_path, 'prot = 1\nport = "x"\nturn_secret = "changeme"\ntime_zone = "Mars/Olympus"\n', capsys
    )
    assert code == 1
    lines = [line.removeprefix("wrong   ") for line in told.splitlines() if line.startswith("wrong")]
    assert lines == [
        "prot: there is no such key; port is meant, perhaps.",
        "port: it is a whole number from 1 to 65535.",
        "turn_secret: this secret stands in documents and lists of guesses; choose 32 random letters.",
        "time_zone: there is no zone Mars/Olympus; Asia/Tashkent is one.",
    ]


@pytest.mark.parametrize("text", ["port = ", "\x00", "port = 1\nport = 2"])
def test_what_is_no_toml_is_told(tmp_path: Path, text: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, told = checked(tmp_path, text, capsys)
    assert code == 2
    assert "not TOML" in told


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"turn_secret": ""}, "turn_secret"),
        ({"turn_secret": "Coturn"}, "turn_secret"),
        ({"turn_secret": "4f1e0b"}, "turn_secret"),
        ({"sms_report_token": "tok"}, "sms_report_token"),
        ({"smtp_password": "Password"}, "smtp_password"),
        ({"database_url": "postgresql+asyncpg://tez:changeme@127.0.0.1/tez"}, "database_url"),
        ({"redis_url": "redis://:secret@127.0.0.1/0"}, "redis_url"),
        ({"media_processes": 2}, "worker_key"),
        ({"smpp_host": ""}, "smpp_host"),
        ({"sms_second_gateway": "smpp"}, "sms_second_gateway"),
        ({"sms_second_gateway": "http"}, "sms_http_file"),
        ({"time_zone": "../etc/passwd"}, "time_zone"),
        ({"public_base": "103.example.uz"}, "public_base"),
        ({"ladders_file": "/nowhere/ladders.toml"}, "ladders_file"),
    ],
)
def test_each_mistake_names_its_key(change: dict[str, Any], named: str) -> None:
    found = mistakes(Settings(**{**GOOD, **change}))
    assert [problem.partition(":")[0] for problem in found] == [named]


def test_no_sentence_says_a_secret() -> None:
    secret = next(iter(KNOWN - {"secret", "password", "public", "default", "example", "turn"}))
    told = mistakes(Settings(turn_secret=secret, redis_url=f"redis://:{secret}@h/0", smtp_password=secret))
    assert len(told) == 3
    assert not any(f" {secret}" in problem for problem in told)


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"public_base": "http://103.example.uz"}, "public_base"),
        ({"sms_gateway": "page"}, "sms_gateway"),
        ({"turn_urls": ""}, "turn_urls"),
        ({"redis_url": "redis://127.0.0.1"}, "redis_url"),
        ({"trusted_proxies": ""}, "trusted_proxies"),
    ],
)
def test_what_is_unwise_is_served_and_said(change: dict[str, Any], named: str) -> None:
    settings = Settings(**{**GOOD, **change})
    assert mistakes(settings) == []
    assert [problem.partition(":")[0] for problem in unwise(settings)] == [named]


def test_nothing_is_served_with_a_known_secret(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TEZ_TURN_SECRET", "changeme")
    assert main(["--data-dir", str(tmp_path / "data"), "serve"]) == 2
    assert "turn_secret" in capsys.readouterr().err
    assert not (tmp_path / "data").exists()


def test_a_file_is_looked_at_whatever_else_is_wrong_here(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TEZ_PROT", "1")
    code, told = checked(tmp_path, "port = 8104\n", capsys)
    assert (code, "can be served with" in told) == (0, True)
    assert main(["config", "check"]) == 2
    assert "prot: there is no such key; port" in capsys.readouterr().err
