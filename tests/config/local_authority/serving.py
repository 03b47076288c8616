"""A real ``tez serve --tls-local`` as a child process."""

import os
import ssl
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from config.local_authority.keeping import FOLDER, PUBLIC
from config.settings import Settings
from tests.fixtures.child import ChildServer, free_port

NAME = "tez-test.local"
"""No machine of the test's network has it: what has to find it is told the way."""


@dataclass
class TlsServer:
    """One node on a free port and the port for trusting beside it."""

    folder: Path
    arguments: tuple[str, ...] = ("--tls-name", NAME)
    environment: dict[str, str] = field(default_factory=dict)
    port: int = field(default_factory=free_port)
    trust_port: int = field(default_factory=free_port)
    child: ChildServer | None = None

    @property
    def public(self) -> Path:
        """The file of the authority that everybody may have."""
        return self.folder / FOLDER / PUBLIC

    def start(self) -> None:
        command = [sys.executable, "-m", "config.cli", "serve", "--port", str(self.port), "--tls-local"]
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("TEZ_")}
        ours = {"TEZ_DATA_DIR": str(self.folder), "TEZ_TLS_TRUST_PORT": str(self.trust_port), "PYTHONUNBUFFERED": "1"}
        environment = {**inherited, **ours, **self.environment}
        self.child = ChildServer([*command, *self.arguments], ready="Listening on", environment=environment)
        self.child.wait_ready()

    def settings(self) -> Settings:
        """As the running server has them."""
        return Settings(
            data_dir=str(self.folder), port=self.port, tls_local=True, tls_names=NAME, tls_trust_port=self.trust_port
        )

    def trusting(self) -> ssl.SSLContext:
        """A client that trusts the authority, and nobody else."""
        return ssl.create_default_context(cafile=self.public)


@contextmanager
def running(server: TlsServer) -> Iterator[TlsServer]:
    server.start()
    try:
        yield server
    finally:
        if server.child:
            server.child.kill()


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        return None


def fetched(
    url: str, context: ssl.SSLContext | None = None, headers: dict[str, str] | None = None, data: bytes | None = None
) -> tuple[int, dict[str, str], bytes]:
    """Status, headers and body; no redirect is followed. Raises URLError for who is not trusted."""
    handlers: list[urllib.request.BaseHandler] = [_Stay()]
    if context:
        handlers.append(urllib.request.HTTPSHandler(context=context))
    asked = urllib.request.Request(url, headers=headers or {}, data=data)
    try:
        with urllib.request.build_opener(*handlers).open(asked, timeout=10) as answer:
            return answer.status, dict(answer.headers), answer.read()
    except urllib.error.HTTPError as error:
        return error.code, dict(error.headers), error.read()
