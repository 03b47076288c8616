"""What the page on deployment tells a system administrator to run, as far as a machine without systemd lets it run."""

import configparser
import re
import stat
import subprocess
from pathlib import Path

import msgspec
import pytest

from config.checking import mistakes, unwise
from config.cli import parser
from config.settings import load
from tests.fixtures.child import ChildServer, free_port
from tests.fixtures.programs import need
from tests.media.test_coturn import need_coturn

DEPLOY = Path(__file__).resolve().parents[2] / "docs" / "deploy"
UNITS = ("tez@.service", "tez-backup@.service", "tez-backup@.timer")
INSTALLED_UNITS = (*UNITS, "tez-second@.service", "tez-turn-certificate.service", "tez-turn-certificate.timer")


def install(root: Path, *more: str, domain: str = "103.example.uz") -> subprocess.CompletedProcess[str]:
    words = ["sh", str(DEPLOY / "install.sh"), "--root", str(root), "--files-only", "--domain", domain, *more]
    return subprocess.run(words, capture_output=True, text=True, timeout=60, check=False)


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    done = install(tmp_path)
    assert done.returncode == 0, done.stderr
    return tmp_path


def files(root: Path) -> dict[str, bytes]:
    return {str(file.relative_to(root)): file.read_bytes() for file in root.rglob("*") if file.is_file()}


def test_the_configuration_can_be_served_with(installed: Path) -> None:
    settings = load({}, file=installed / "etc/tez/103.toml")
    assert mistakes(settings) == []
    assert [one.partition(":")[0] for one in unwise(settings)] == ["sms_gateway"]  # nobody carries SMS yet
    assert settings.public_base == "https://103.example.uz"
    passphrase = (installed / "etc/tez/103.passphrase").read_text().strip()
    assert settings.backup_passphrase_file == "/etc/tez/103.passphrase"
    secrets = {settings.turn_secret, settings.database_url, passphrase}
    assert len(secrets) == 3
    assert all(len(one) >= 64 for one in secrets)


def test_the_second_node_is_the_first_one_on_another_port(installed: Path) -> None:
    units = installed / "etc/systemd/system"
    assert (units / "tez-second@.service").read_bytes() == (units / "tez@.service").read_bytes()
    assert "EnvironmentFile=-/etc/tez/%i.%p.env" in (units / "tez@.service").read_text()
    own = dict(re.findall(r"^(TEZ_\w+)=(.*)$", (installed / "etc/tez/103.tez-second.env").read_text(), re.MULTILINE))
    first, second = (load(keys, file=installed / "etc/tez/103.toml") for keys in ({}, own))
    assert (first.port, second.port) == (8103, 8113)
    assert msgspec.structs.replace(second, port=8103) == first
    assert "reverse_proxy 127.0.0.1:8103 127.0.0.1:8113 {" in (installed / "etc/caddy/tez/103.caddy").read_text()


def test_one_node_alone_is_possible(tmp_path: Path) -> None:
    done = install(tmp_path, "--nodes", "1")
    assert done.returncode == 0, done.stderr
    assert not (tmp_path / "etc/tez/103.tez-second.env").exists()
    assert "reverse_proxy 127.0.0.1:8103 {" in (tmp_path / "etc/caddy/tez/103.caddy").read_text()


def test_nobody_else_reads_a_secret(installed: Path) -> None:
    for name in (
        "etc/tez/103.toml",
        "etc/tez/103.passphrase",
        "etc/tez/turn.secret",
        "etc/turnserver.conf",
        "etc/tez/103.tez-second.env",
    ):
        assert stat.S_IMODE((installed / name).stat().st_mode) == 0o640, name


def test_run_again_it_changes_nothing(installed: Path) -> None:
    configured = installed / "etc/tez/103.toml"
    configured.write_text(configured.read_text() + 'smtp_host = "mail.example.uz"\n')
    before = files(installed)
    done = install(installed, domain="another.example.uz")
    assert done.returncode == 0
    assert "stays as it is" in done.stdout
    assert files(installed) == before


def test_two_services_share_the_relay_and_nothing_else(installed: Path) -> None:
    done = install(installed, "--service", "fargona", "--port", "8104", domain="103.fargona.example.uz")
    assert done.returncode == 0, done.stderr
    first, second = (load({}, file=installed / f"etc/tez/{name}.toml") for name in ("103", "fargona"))
    assert first.turn_secret == second.turn_secret
    for name in ("service_id", "data_dir", "database_url", "port", "public_base", "backup_folder"):
        assert getattr(first, name) != getattr(second, name), name
    assert {file.name for file in (installed / "etc/caddy/tez").iterdir()} == {"103.caddy", "fargona.caddy"}
    assert (installed / "etc/caddy/Caddyfile").read_text().count("import tez/") == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--domain", "103 example"], "is no name"),
        (["--domain", "$(reboot)"], "is no name"),
        (["--service", "../etc"], "is no id"),
        (["--service", "103;reboot"], "is no id"),
        (["--port", "http"], "is no port"),
        (["--nodes", "3"], "one or two"),
        (["--colour", "red"], "no option --colour"),
    ],
)
def test_what_cannot_be_meant_is_refused_and_nothing_is_written(tmp_path: Path, words: list[str], said: str) -> None:
    done = install(tmp_path, *words)
    assert (done.returncode, said in done.stderr) == (2, True), done.stderr
    assert files(tmp_path) == {}


def test_without_a_domain_it_says_so(tmp_path: Path) -> None:
    done = subprocess.run(
        ["sh", str(DEPLOY / "install.sh"), "--root", str(tmp_path), "--files-only"],
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert (done.returncode, "--domain" in done.stderr) == (2, True)


def test_the_relay_does_not_keep_what_debians_package_brings(tmp_path: Path) -> None:
    """Its file denies nothing and asks nobody for a password; ours stays whatever a person has changed in it."""
    brought = tmp_path / "etc/turnserver.conf"
    brought.parent.mkdir()
    brought.write_text("#listening-port=3478\n")
    assert install(tmp_path).returncode == 0
    assert "denied-peer-ip" in brought.read_text()
    assert (tmp_path / "etc/turnserver.conf.before-tez").read_text() == "#listening-port=3478\n"
    changed = brought.read_text() + "verbose\n"
    brought.write_text(changed)
    assert install(tmp_path).returncode == 0
    assert brought.read_text() == changed
    assert not list(tmp_path.rglob("*.new"))


@pytest.mark.outside_data
def test_coturn_understands_its_configuration(installed: Path, tmp_path: Path) -> None:
    need_coturn()
    written = installed / "etc/turnserver.conf"
    assert "CHANGE-ME" not in written.read_text()
    port = free_port()
    command = ["turnserver", "-c", str(written), "--listening-ip=127.0.0.1", "--relay-ip=127.0.0.1"]
    server = ChildServer(
        [*command, f"--listening-port={port}", f"--pidfile={tmp_path / 'pid'}", f"--userdb={tmp_path / 'users'}"],
        ready="SQLite DB connection success",
        folder=tmp_path,
    )
    try:
        server.wait_ready()
        assert not [line for line in server.lines if "Bad configuration" in line or "Unknown" in line]
    finally:
        server.stop()


@pytest.mark.outside_data
def test_caddy_understands_its_configuration(installed: Path) -> None:
    need("caddy")
    written = installed / "etc/caddy/Caddyfile"
    words = ["caddy", "validate", "--adapter", "caddyfile", "--config", str(written)]
    done = subprocess.run(
        words, cwd=written.parent, capture_output=True, text=True, timeout=60, check=False, env={"HOME": str(installed)}
    )
    assert done.returncode == 0, done.stderr
    assert "103.example.uz" in (written.parent / "tez" / "103.caddy").read_text()


@pytest.mark.outside_data
def test_systemd_understands_the_units(installed: Path) -> None:
    """It looks for the program, which is not there: all else it says is a mistake of ours."""
    need("systemd-analyze")
    folder = installed / "etc/systemd/system"
    words = ["systemd-analyze", "verify", *(str(folder / name) for name in INSTALLED_UNITS)]
    done = subprocess.run(words, cwd=folder, capture_output=True, text=True, timeout=60, check=False)
    said = [line for line in done.stderr.splitlines() if "tez" in line and "is not executable" not in line]
    assert said == []


@pytest.mark.parametrize("name", UNITS)
def test_a_unit_is_well_formed_and_runs_what_there_is(name: str) -> None:
    unit = configparser.ConfigParser(strict=False, interpolation=None)
    unit.optionxform = str  # type: ignore[assignment, method-assign]
    unit.read_string((DEPLOY / name).read_text("utf-8"))
    assert unit["Unit"]["Description"].endswith("%i")
    if name.endswith(".timer"):
        assert unit["Timer"]["Persistent"] == "yes"
        return
    program, command, *_ = [*unit["Service"]["ExecStart"].split(), ""]
    assert program == "/opt/tez/%i/bin/tez"
    assert command in {"serve", "backup"}
    for hardening in ("NoNewPrivileges", "ProtectHome", "PrivateTmp", "PrivateDevices"):
        assert unit["Service"][hardening] == "yes"
    assert (unit["Service"]["ProtectSystem"], unit["Service"]["CapabilityBoundingSet"]) == ("strict", "")


def test_the_page_names_what_there_is() -> None:
    page = (DEPLOY / "README.md").read_text("utf-8")
    for link in re.findall(r"\]\(([^)#]+)\)", page):
        assert (DEPLOY / link).exists(), link
    commands = next(action.choices for action in parser()._actions if action.choices and "serve" in action.choices)
    for command in re.findall(r"(?:^|`)tez ([a-z]+)", page, re.MULTILINE):
        assert command in commands, command
