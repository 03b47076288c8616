"""compose.yaml, Containerfile and containers.sh, as far as a machine without a container engine can try them. Nobody
has built or run them here: what these tests hold is that the files mean what they say, and fit each other."""

import copy
import ipaddress
import os
import re
import stat
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from config.checking import mistakes, unwise
from config.cli import parser
from config.settings import Settings, load
from tests.deploy.composed import COMPOSE, DEPLOY, Missing, bound, environment_of, filled, read, schema, variables
from tests.fixtures.child import ChildServer, free_port
from tests.fixtures.programs import need
from tests.media.test_coturn import need_coturn

GIVEN = ("--domain", "103.example.uz", "--public-ip", "203.0.113.7", "--version", "0.0.1")
OWNERS = {
    "tez.toml": (10103, 0o400),
    "media.toml": (10103, 0o400),
    "backup.passphrase": (10103, 0o400),
    "postgres.password": (999, 0o400),
    "turnserver.conf": (65534, 0o440),
}
DURATION = re.compile(r"^(\d+(\.\d+)?(us|ms|s|m|h))+$")
FROM_THE_WORLD = {"caddy": {"80:80", "443:443"}, "media": {"40000-40001:40000-40001/udp"}}


def write(to: Path, *more: str) -> subprocess.CompletedProcess[str]:
    words = ["sh", str(DEPLOY / "containers.sh"), "--to", str(to), "--backups", str(to / "backups"), *GIVEN, *more]
    # Root alone may give files away.
    words += [] if os.geteuid() == 0 else ["--files-only"]
    return subprocess.run(words, capture_output=True, text=True, timeout=60, check=False)


@pytest.fixture
def written(tmp_path: Path) -> Path:
    done = write(tmp_path)
    assert done.returncode == 0, done.stderr
    return tmp_path


@cache
def as_it_stands() -> dict[str, Any]:
    return read(COMPOSE.read_text("utf-8"))


@pytest.fixture
def composed(written: Path) -> dict[str, Any]:
    """compose.yaml with what containers.sh writes into `.env`."""
    whole: dict[str, Any] = filled(as_it_stands(), environment_of(written / ".env"))
    return whole


def services() -> dict[str, Any]:
    found: dict[str, Any] = as_it_stands()["services"]
    return found


# --- the specification -----------------------------------------------------------------------------------------------


def refused_by_the_schema(composed: dict[str, Any]) -> list[str]:
    """Its library builds forty grammars when it is imported, which every process that collects tests would wait for."""
    from jsonschema import Draft7Validator

    Draft7Validator.check_schema(schema())
    return [error.message for error in Draft7Validator(schema()).iter_errors(composed)]


def test_the_specifications_schema_finds_nothing_wrong(composed: dict[str, Any]) -> None:
    assert refused_by_the_schema(composed) == []


@pytest.mark.parametrize(
    ("service", "wrong"),
    [
        ("caddy", {"port": ["80:80"]}),
        ("caddy", {"read_only": ["yes"]}),
        ("node-a", {"depends_on": {"postgres": {"condition": "healthy"}}}),
        ("postgres", {"healthcheck": {"tests": ["CMD", "true"]}}),
    ],
)
def test_the_schema_would_find_a_mistake(composed: dict[str, Any], service: str, wrong: dict[str, Any]) -> None:
    spoilt = copy.deepcopy(composed)
    spoilt["services"][service].update(wrong)
    assert refused_by_the_schema(spoilt) != []


def test_a_key_that_is_there_twice_is_no_yaml() -> None:
    with pytest.raises(ValueError, match="unique"):
        read(COMPOSE.read_text("utf-8") + "\nvolumes:\n  more:\n")


def test_what_the_schema_takes_for_any_text_is_a_duration() -> None:
    for name, service in services().items():
        health = service["healthcheck"]
        said = [service["stop_grace_period"], *(health[key] for key in ("interval", "timeout") if key in health)]
        assert [one for one in said if not DURATION.match(one)] == [], name


def test_what_is_not_set_is_asked_for_in_a_sentence(written: Path) -> None:
    asked = variables(COMPOSE.read_text("utf-8"))
    given = environment_of(written / ".env")
    assert set(asked) == set(given)
    for name, sentence in asked.items():
        assert "containers.sh writes it into .env, the " in sentence, name
        with pytest.raises(Missing, match=name):
            filled(as_it_stands(), {**given, name: ""})


def test_whatever_is_named_is_there_and_whatever_is_there_is_named(composed: dict[str, Any], written: Path) -> None:
    volumes: set[str] = set()
    secrets: set[str] = set()
    networks: set[str] = set()
    for name, service in composed["services"].items():
        for source in bound(service).values():
            if source.startswith("./own/"):
                assert (written / source).exists(), (name, source)
            elif source.startswith("."):
                assert (DEPLOY / source).is_file(), (name, source)
            elif not source.startswith("/"):
                volumes.add(source)
        secrets |= {one if isinstance(one, str) else one["source"] for one in service.get("secrets", [])}
        networks |= set(service.get("networks", []))
        assert set(service.get("depends_on", {})) <= set(composed["services"]), name
    assert volumes == set(composed["volumes"])
    assert networks == set(composed["networks"])
    assert secrets == set(composed["secrets"]) == set(OWNERS)
    assert all((written / one["file"]).is_file() for one in composed["secrets"].values())


# --- hardening -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", services())
def test_a_service_has_no_right_that_it_does_not_need(name: str) -> None:
    service = services()[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    rights = {"caddy": ["NET_BIND_SERVICE"], "coturn": ["NET_BIND_SERVICE"], "turn-certificate": ["KILL"]}
    assert service.get("cap_add", []) == rights.get(name, [])
    assert not {"privileged", "devices", "userns_mode", "ipc"} & set(service)
    assert not any("docker.sock" in source for source in bound(service).values())
    if name == "coturn":
        assert service["network_mode"] == "host"
    else:
        assert service.get("network_mode", "none") == "none"
    # Root within its container is Caddy alone, and who reads its files; the image of the program has an account.
    accounts = {"caddy": None, "turn-certificate": "0:65534", "coturn": "65534:65534"}
    account = accounts.get(name, "999:999" if "build" not in service else None)
    assert service.get("user") == account


@pytest.mark.parametrize("name", services())
def test_a_service_is_watched_ended_gently_and_never_fills_the_disk(name: str) -> None:
    service = services()[name]
    assert service["restart"] == ("no" if name == "backup" else "unless-stopped")
    assert set(service["logging"]["options"]) == {"max-size", "max-file"}
    if name in {"media", "backup"}:
        assert service["healthcheck"] == {"disable": True}
    else:
        assert service["healthcheck"]["test"][0] == "CMD"
    for needed, how in service.get("depends_on", {}).items():
        assert how["condition"] == "service_healthy"
        assert "test" in services()[needed]["healthcheck"]


def test_a_node_has_longer_to_end_than_it_needs() -> None:
    """Five seconds, says DESIGN; as long as systemd gives it."""
    unit = (DEPLOY / "tez@.service").read_text("utf-8")
    (seconds,) = re.findall(r"^TimeoutStopSec=(\d+)$", unit, re.MULTILINE)
    assert {services()[name]["stop_grace_period"] for name in ("node-a", "node-b")} == {f"{seconds}s"}


def test_nothing_listens_to_the_world_but_what_the_page_opens() -> None:
    found = {name: set(service["ports"]) for name, service in services().items() if "ports" in service}
    assert found == FROM_THE_WORLD
    assert as_it_stands()["networks"]["inner"] == {"internal": True}
    assert {name for name, one in services().items() if set(one.get("networks", [])) == {"inner"}} == {
        "postgres",
        "redis",
        "backup",
    }


def test_every_image_has_a_tag_and_none_moves_on_by_itself() -> None:
    text = (DEPLOY / "Containerfile").read_text("utf-8")
    (base,) = re.findall(r"^ARG PYTHON_IMAGE=(\S+)$", text, re.MULTILINE)
    for image in [base, *(one["image"] for one in services().values() if "build" not in one)]:
        name, _, tag = image.partition(":")
        assert re.fullmatch(r"[a-z]+(/[a-z]+)?", name), image  # no host: whoever runs it says where from
        assert re.match(r"\d+\.?\d*", tag), image
        assert "latest" not in tag


def test_no_secret_stands_in_the_file_or_in_an_environment(composed: dict[str, Any], written: Path) -> None:
    kept = [(written / "own" / name).read_text() for name in ("postgres.password", "backup.passphrase")]
    kept.append(load({}, file=written / "own/tez.toml").turn_secret)
    assert len({one.strip() for one in kept}) == 3
    assert all(len(one.strip()) == 64 for one in kept)
    said = repr(composed) + (written / ".env").read_text()
    assert [one for one in kept if one.strip() in said] == []


# --- the configuration within ----------------------------------------------------------------------------------------


def configured(composed: dict[str, Any], written: Path, name: str) -> Settings:
    """What a service's program reads in its container."""
    environment = dict(composed["services"][name]["environment"])
    secret = environment.pop("TEZ_CONFIG").removeprefix("/run/secrets/")
    assert secret in composed["services"][name]["secrets"]
    return load(environment, file=written / "own" / secret)


@pytest.mark.parametrize("name", ["node-a", "node-b", "backup"])
def test_what_a_node_is_configured_with_can_be_served_with(composed: dict[str, Any], written: Path, name: str) -> None:
    settings = configured(composed, written, name)
    assert mistakes(settings) == []
    assert [one.partition(":")[0] for one in unwise(settings)] == ["sms_gateway"]  # nobody carries SMS yet
    password = (written / "own/postgres.password").read_text()
    assert settings.database_url == f"postgresql+asyncpg://tez:{password}@postgres/tez"
    assert settings.public_base == "https://103.example.uz"
    places = bound(composed["services"][name])
    assert places[settings.data_dir] == "data"
    assert places[settings.backup_folder] == str(written / "backups")
    if name == "backup":
        assert settings.backup_passphrase_file == "/run/secrets/backup.passphrase"
    else:
        assert f"{settings.backup_folder}:ro" in composed["services"][name]["volumes"][1]


def test_the_nodes_believe_caddy_and_nobody_else(composed: dict[str, Any], written: Path) -> None:
    address = composed["services"]["caddy"]["networks"]["front"]["ipv4_address"]
    assert configured(composed, written, "node-a").trusted_proxies == address
    (pool,) = composed["networks"]["front"]["ipam"]["config"]
    assert ipaddress.ip_address(address) in ipaddress.ip_network(pool["subnet"])
    assert ipaddress.ip_address(address) not in ipaddress.ip_network(pool["ip_range"])


def test_a_media_worker_listens_where_its_ports_lead(composed: dict[str, Any], written: Path) -> None:
    settings = configured(composed, written, "media")
    service = composed["services"]["media"]
    assert service["ports"] == [f"{settings.media_ports}:{settings.media_ports}/udp"]
    first, last = map(int, settings.media_ports.split("-"))
    assert parser().parse_args(service["command"]).processes == last - first + 1
    assert settings.media_announced == "203.0.113.7"
    # The key comes when the service runs; until then it says what it lacks.
    assert settings.worker_key == ""
    secret = written / "own/media.toml"
    secret.chmod(0o600)
    secret.write_text(secret.read_text() + 'worker_key = "as tez worker add printed it"\n')
    assert configured(composed, written, "media").worker_key.startswith("as tez")


@pytest.mark.parametrize("name", [name for name, one in services().items() if "build" in one])
def test_a_service_of_the_program_runs_a_command_that_there_is(name: str) -> None:
    assert vars(parser().parse_args(services()[name]["command"]))


# --- what containers.sh writes ---------------------------------------------------------------------------------------


def test_a_secret_is_read_by_the_account_of_its_container_alone(written: Path) -> None:
    assert {path.name for path in (written / "own").iterdir()} == {*OWNERS, "Caddyfile", "turnserver"}
    for name, (account, mode) in OWNERS.items():
        found = (written / "own" / name).stat()
        assert stat.S_IMODE(found.st_mode) == mode, name
        assert found.st_uid == (account if os.geteuid() == 0 else os.geteuid()), name
    assert stat.S_IMODE((written / "own/turnserver/privkey.pem").stat().st_mode) == 0o640


def test_run_again_it_changes_nothing(written: Path) -> None:
    def everything() -> dict[Path, bytes]:
        return {path: path.read_bytes() for path in written.rglob("*") if path.is_file()}

    before = everything()
    done = write(written, "--domain", "another.example.uz", "--public-ip", "198.51.100.1")
    assert (done.returncode, "stays as it is" in done.stdout) == (0, True)
    assert everything() == before


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--domain", "$(reboot)"], "is no name"),
        (["--domain", ""], "--domain says nothing"),
        (["--public-ip", "103.example.uz"], "is no address"),
        (["--own-ip", "10.0.0"], "is no address"),
        (["--version", "0.0.1-py3;"], "is no version"),
        (["--service", "../etc"], "is no id"),
        (["--backups", "here"], "the whole path"),
        (["--backups", "/a b"], "letters"),
        (["--colour", "red"], "no option --colour"),
    ],
)
def test_what_cannot_be_meant_is_refused_and_nothing_is_written(tmp_path: Path, words: list[str], said: str) -> None:
    done = write(tmp_path, *words)
    assert done.returncode == 2
    assert said in done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.outside_data
@pytest.mark.parametrize("own", ["203.0.113.7", "10.0.0.7"])
def test_coturn_understands_its_configuration(tmp_path: Path, own: str) -> None:
    need_coturn()
    done = write(tmp_path, "--own-ip", own)
    assert done.returncode == 0, done.stderr
    text = (tmp_path / "own/turnserver.conf").read_text("utf-8")
    assert "CHANGE-ME" not in text
    assert f"static-auth-secret={load({}, file=tmp_path / 'own/tez.toml').turn_secret}\n" in text
    assert "realm=103.example.uz\n" in text
    assert ("external-ip=203.0.113.7/10.0.0.7\n" in text) == (own == "10.0.0.7")
    # Listening on an address that this machine does not have is all that is changed.
    here = tmp_path / "turnserver.conf"
    here.write_text(text.replace(own, "127.0.0.1").replace("/etc/turnserver/", f"{tmp_path}/own/turnserver/"))
    words = services()["coturn"]["entrypoint"]
    assert words[:3] == ["turnserver", "-c", "/etc/turnserver.conf"]
    command = ["turnserver", "-c", str(here), *(word.replace("=/tmp/", f"={tmp_path}/") for word in words[3:])]
    command += [f"--listening-port={free_port()}", f"--tls-listening-port={free_port()}"]
    server = ChildServer(command, ready="SQLite DB connection success", folder=tmp_path)
    try:
        server.wait_ready()
        assert not [line for line in server.lines if "Bad configuration" in line or "Unknown" in line]
    finally:
        server.stop()


@pytest.mark.outside_data
def test_caddy_understands_its_configuration(written: Path) -> None:
    need("caddy")
    file = written / "own/Caddyfile"
    assert re.search(r"^103\.example\.uz \{$", file.read_text("utf-8"), re.MULTILINE)
    assert "reverse_proxy node-a:8103 node-b:8103 {" in file.read_text("utf-8")
    words = ["caddy", "validate", "--adapter", "caddyfile", "--config", str(file)]
    done = subprocess.run(
        words, capture_output=True, text=True, timeout=60, check=False, env={"HOME": str(written)}
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


# --- the image -------------------------------------------------------------------------------------------------------


def instructions() -> list[str]:
    """Of the Containerfile, each in one line."""
    text = re.sub(r"^#.*\n", "", (DEPLOY / "Containerfile").read_text("utf-8"), flags=re.MULTILINE)
    return [line for line in text.replace("\\\n", " ").splitlines() if line.strip()]


def test_the_image_is_made_of_what_a_release_brings_and_its_locked_packages() -> None:
    copied = [line.split()[1:-1] for line in instructions() if line.startswith("COPY") and "--from" not in line]
    assert copied == [["runtime.lock", "tez_yordam-${VERSION}-py3-none-any.whl"]]
    assert not [line for line in instructions() if line.startswith("ADD")]
    (install,) = [line for line in instructions() if "pip install" in line]
    assert "--only-binary :all: --require-hashes -r runtime.lock" in install
    assert install.count("pip install") == install.count("--require-hashes") + install.count("--no-deps")
    # Least of all the builder is given the secrets.
    ignored = (DEPLOY / "Containerfile.dockerignore").read_text("utf-8").splitlines()
    assert [line for line in ignored if not line.startswith("#")] == ["*", "!runtime.lock", "!tez_yordam-*.whl"]
    built = services()["node-a"]["build"]
    assert (built["context"], built["dockerfile"]) == ("..", "deploy/Containerfile")
    assert (DEPLOY / built["context"] / built["dockerfile"]).is_file()


def test_the_image_runs_as_an_account_without_rights_and_says_how_it_is() -> None:
    last = instructions()[max(i for i, line in enumerate(instructions()) if line.startswith("FROM")) :]
    (account,) = [line.split()[1] for line in last if line.startswith("USER")]
    assert account == "10103:10103"
    assert "--uid 10103 --gid 10103" in next(line for line in last if "useradd" in line)
    (health,) = [line for line in last if line.startswith("HEALTHCHECK")]
    test = services()["node-a"]["healthcheck"]["test"]
    assert "/readyz" in test[-1]
    assert test[-1] in health
    compile(test[-1], "healthcheck", "exec")
    assert [line for line in last if line.startswith(("ENTRYPOINT", "CMD"))] == ['ENTRYPOINT ["tez"]', 'CMD ["serve"]']
