"""coturn takes the credentials that we make, and refuses all others.

coturn is no package of a registry that the project uses: where it is not installed the tests count as lacking it.
"""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from media.turn import credentials
from signaling import clock
from tests.conftest import PROJECT
from tests.fixtures.child import ChildServer, free_port
from tests.fixtures.programs import need

pytestmark = pytest.mark.outside_data
SECRET = "a-secret-of-the-test-alone"


def need_coturn() -> None:
    """The server and its own client."""
    need("turnserver", "turnutils_uclient")


@pytest.fixture(scope="module")
def coturn(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The port of a coturn on the loopback address that shares SECRET with us."""
    need_coturn()
    folder: Path = tmp_path_factory.mktemp("coturn")
    port = free_port()
    server = ChildServer(
        [
            *("turnserver", "-n", "--log-file=stdout", "--realm=tez", "--listening-ip=127.0.0.1", f"-p{port}"),
            *("--relay-ip=127.0.0.1", "--allow-loopback-peers", "--use-auth-secret", f"--static-auth-secret={SECRET}"),
            *("--no-tls", "--no-dtls", "--no-cli", f"--pidfile={folder / 'pid'}", f"--userdb={folder / 'users'}"),
        ],
        ready="SQLite DB connection success",
        folder=folder,
    )
    server.wait_ready()
    yield port
    server.stop()


def relays(port: int, username: str, password: str) -> bool:
    """Whether two clients of coturn's own could send each other messages through an allocation each."""
    done = subprocess.run(
        ["turnutils_uclient", "-y", "-c", "-n", "2", "-u", username, "-w", password, "-p", str(port), "127.0.0.1"],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return done.returncode == 0 and "lost packets 0 (0.000000%)" in done.stdout


def test_our_credentials_are_accepted(coturn: int) -> None:
    assert relays(coturn, *credentials(SECRET, "p1", clock.now_ms() // 1000 + 600))


@pytest.mark.parametrize(
    ("username", "password"),
    [
        credentials("another secret", "p1", 4_000_000_000),
        credentials(SECRET, "p1", 1_000_000_000),
        (credentials(SECRET, "p1", 4_000_000_000)[0], "guessed"),
        ("4000000001:p1", credentials(SECRET, "p1", 4_000_000_000)[1]),
    ],
    ids=["made with another secret", "expired", "guessed password", "time changed by the holder"],
)
def test_others_are_refused(coturn: int, username: str, password: str) -> None:
    assert not relays(coturn, username, password)


@pytest.fixture(scope="module")
def hardened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[int, ChildServer]]:
    """A coturn with the configuration that the project documents, without TLS, on the loopback address."""
    need_coturn()
    folder: Path = tmp_path_factory.mktemp("hardened")
    port = free_port()
    ours = {"static-auth-secret": SECRET, "listening-port": str(port), "log-file": "stdout"}
    lines = (PROJECT / "docs" / "turnserver.conf").read_text("utf-8").splitlines()
    kept = [line for line in lines if line.partition("=")[0] not in {*ours, "cert", "pkey", "tls-listening-port"}]
    text = "\n".join([*kept, "no-tls", *(f"{name}={value}" for name, value in ours.items())])
    (folder / "turnserver.conf").write_text(text, "utf-8")
    server = ChildServer(
        [
            *("turnserver", "-c", str(folder / "turnserver.conf"), "--listening-ip=127.0.0.1", "--relay-ip=127.0.0.1"),
            *(f"--pidfile={folder / 'pid'}", f"--userdb={folder / 'users'}"),
        ],
        ready="SQLite DB connection success",
        folder=folder,
    )
    server.wait_ready()
    yield port, server
    server.stop()


def test_the_documented_configuration_is_understood_and_relays_into_no_private_network(
    hardened: tuple[int, ChildServer],
) -> None:
    port, server = hardened
    assert not [line for line in server.lines if "Bad configuration" in line or "Unknown" in line]
    username, password = credentials(SECRET, "p1", clock.now_ms() // 1000 + 600)
    done = subprocess.run(
        ["turnutils_uclient", "-y", "-c", "-n", "2", "-u", username, "-w", password, "-p", str(port), "127.0.0.1"],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode != 0
    assert "error 403 (Forbidden IP)" in done.stdout  # it was let in, and not through
