"""The relay over TLS, as it is deployed: Debian's coturn with the hardened configuration that `install.sh` writes, and
a certificate that lies where Caddy keeps its own."""

import contextlib
import os
import shutil
import socket
import ssl
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from config.doctor import outside
from config.settings import Settings, load
from tests.config.doctor.tls import certificate_for
from tests.deploy.test_install import DEPLOY, install
from tests.fixtures.child import ChildServer, free_port
from tests.media.test_coturn import need_coturn

pytestmark = pytest.mark.outside_data
NAME = "103.example.uz"
LOOPBACK = ("denied-peer-ip=127.", "no-tls", "listening-port", "tls-listening-port", "log-file", "cert=", "pkey=")


@dataclass
class Relay:
    """A running coturn below ``root``; ``port`` is that of TLS."""

    root: Path
    port: int
    server: ChildServer | None = None

    def settings(self) -> Settings:
        secret = load({}, file=self.root / "etc/tez/103.toml").turn_secret
        return Settings(turn_urls=f"turns:127.0.0.1:{self.port}?transport=tcp", turn_secret=secret)

    def certificate(self) -> bytes:
        return ssl.PEM_cert_to_DER_cert(ssl.get_server_certificate(("127.0.0.1", self.port)))

    def renew(self) -> subprocess.CompletedProcess[str]:
        """What the timer runs; `systemctl` is a stand-in that sends the signal."""
        command = ["sh", str(self.root / "usr/local/lib/tez/turn-certificate.sh"), "--root", str(self.root)]
        path = f"{self.root / 'bin'}:{os.environ['PATH']}"
        return subprocess.run(
            command, env={**os.environ, "PATH": path}, capture_output=True, text=True, timeout=30, check=False
        )


def caddy_has(root: Path, days: float) -> Path:
    """Caddy has got a certificate: where its storage has it, with its key."""
    place = root / "var/lib/caddy/.local/share/caddy/certificates/acme-v02.example-directory" / NAME
    place.mkdir(parents=True, exist_ok=True)
    certificate, key = certificate_for(place, days)
    certificate.rename(place / f"{NAME}.crt")
    key.rename(place / f"{NAME}.key")
    return place / f"{NAME}.crt"


@pytest.fixture
def relay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Relay]:
    """The hardened relay, but for what keeps a test's own loopback addresses out."""
    need_coturn()
    root = tmp_path / "root"
    assert install(root).returncode == 0
    pair = root / "etc/turnserver"
    shutil.copy(trusted := caddy_has(root, 60), pair / "fullchain.pem")
    shutil.copy(trusted.with_suffix(".key"), pair / "privkey.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(trusted))
    written = (root / "etc/turnserver.conf").read_text("utf-8").splitlines()
    kept = [line for line in written if not line.startswith(LOOPBACK)]
    port, plain = free_port(), free_port()
    kept += ["allow-loopback-peers", f"tls-listening-port={port}", f"listening-port={plain}", "log-file=stdout"]
    kept += [f"cert={pair / 'fullchain.pem'}", f"pkey={pair / 'privkey.pem'}"]
    conf = tmp_path / "turnserver.conf"
    conf.write_text("\n".join(kept), "utf-8")
    command = ["turnserver", "-c", str(conf), "--listening-ip=127.0.0.1", "--relay-ip=127.0.0.1"]
    server = ChildServer(
        [*command, f"--pidfile={tmp_path / 'pid'}", f"--userdb={tmp_path / 'users'}"],
        ready="SQLite DB connection success",
        folder=tmp_path,
    )
    (root / "bin").mkdir()
    systemctl = root / "bin/systemctl"
    systemctl.write_text(f'#!/bin/sh\n[ "$*" = "kill --signal=SIGUSR2 coturn" ] && kill -USR2 {server.process.pid}\n')
    systemctl.chmod(0o755)
    try:
        server.wait_ready()
        yield Relay(root, port, server)
    finally:
        server.stop()


async def test_words_go_through_it_over_tls(relay: Relay) -> None:
    """With credentials as devices get them, and the certificate looked at as a browser looks at it."""
    assert "no-tls" not in (relay.root / "etc/turnserver.conf").read_text().splitlines()
    (found,) = await outside.relays(relay.settings())
    assert (found.state, found.sentence.endswith("relays.")) == ("good", True), found


async def test_a_certificate_that_nobody_trusts_is_told(relay: Relay, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    (found,) = await outside.relays(relay.settings())
    assert (found.state, "CERTIFICATE_VERIFY_FAILED" in found.sentence) == ("wrong", True), found


@pytest.mark.parametrize(
    ("version", "greeted"),
    [(ssl.TLSVersion.TLSv1_1, False), (ssl.TLSVersion.TLSv1_2, True)],
    ids=["1.1", "1.2"],
)
def test_nothing_older_than_tls_1_2_is_greeted(relay: Relay, version: ssl.TLSVersion, greeted: bool) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    context.set_ciphers("ALL:@SECLEVEL=0")  # or this side would refuse 1.1 by itself
    with (
        pytest.warns(DeprecationWarning, match="TLSv1_1")
        if version is ssl.TLSVersion.TLSv1_1
        else contextlib.nullcontext()
    ):
        context.minimum_version = context.maximum_version = version
    with socket.create_connection(("127.0.0.1", relay.port), timeout=10) as plain:
        if greeted:
            with context.wrap_socket(plain) as secure:
                assert secure.version() == "TLSv1.2"
        else:
            with pytest.raises((ssl.SSLError, ConnectionError)) as refused:
                context.wrap_socket(plain)
            # It was the relay who refused, not we.
            assert "NO_PROTOCOLS_AVAILABLE" not in str(refused.value)


async def test_a_renewed_certificate_is_taken_without_a_restart(relay: Relay, monkeypatch: pytest.MonkeyPatch) -> None:
    before = relay.certificate()
    assert relay.server
    pid = relay.server.process.pid
    assert relay.renew().stdout == ""  # it has this one already
    newer = caddy_has(relay.root, 90)
    monkeypatch.setenv("SSL_CERT_FILE", str(newer))
    done = relay.renew()
    assert (done.returncode, "has the certificate" in done.stdout) == (0, True), done.stderr
    wanted = ssl.PEM_cert_to_DER_cert(newer.read_text())
    for _ in range(100):
        if relay.certificate() == wanted:
            break
    assert (relay.certificate() == wanted, wanted == before) == (True, False)
    (found,) = await outside.relays(relay.settings())
    assert found.state == "good", found
    os.kill(pid, 0)
    assert ((relay.root / "etc/turnserver/privkey.pem").stat().st_mode & 0o777) == 0o640


def test_beside_a_relay_in_a_container_the_same_is_done_without_systemd(
    relay: Relay, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The container `turn-certificate` of compose.yaml has container-systemctl.sh in the place of systemctl."""
    assert relay.server
    shutil.copy(DEPLOY / "container-systemctl.sh", relay.root / "bin/systemctl")
    monkeypatch.setenv("RELAY_PID", str(relay.server.process.pid))
    newer = caddy_has(relay.root, 90)
    done = relay.renew()
    assert (done.returncode, "has the certificate" in done.stdout) == (0, True), done.stderr
    wanted = ssl.PEM_cert_to_DER_cert(newer.read_text())
    assert any(relay.certificate() == wanted for _ in range(100))
    refused = subprocess.run(
        [str(relay.root / "bin/systemctl"), "stop", "coturn"], capture_output=True, text=True, timeout=30, check=False
    )
    assert (refused.returncode, "stop coturn is not known here" in refused.stderr) == (2, True)
    assert relay.server.process.poll() is None


def test_before_caddy_has_a_certificate_nothing_is_changed(tmp_path: Path) -> None:
    assert install(tmp_path).returncode == 0
    relay = Relay(tmp_path, 0)
    done = relay.renew()
    assert (done.returncode, f"no certificate for {NAME} yet" in done.stdout) == (0, True)
    assert list((tmp_path / "etc/turnserver").iterdir()) == []
