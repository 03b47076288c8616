"""What a server with ``--tls-local`` has beside the ordinary one: its certificate, renewed while it runs."""

import asyncio
import ipaddress
import ssl
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import msgspec
import structlog
from aiohttp import web
from aiohttp.typedefs import Handler

from config.local_authority.keeping import FOLDER, SERVER, Kept, keep
from config.local_authority.making import names_in
from config.local_authority.names import AuthorityProblem, Names, given, is_itself, is_near, of_this_machine
from config.settings import Settings
from signaling import clock

log = structlog.get_logger("config.local_tls")

LOOK_S = 60.0
DEFAULT_HOST = "127.0.0.1"
EVERYWHERE = "0.0.0.0"  # noqa: S104 - tablets are other machines; who is not near is refused
EVERYWHERE_IN_IPV6 = "::"
CIPHERS = "ECDHE+AESGCM:ECDHE+CHACHA20"
"""Of TLS 1.2; those of 1.3 are all good."""

_HTTPS = 443


class LocalTls:
    """The certificate of a server, and what it is served with. ``settings`` are those to serve with: where it listens
    and what people are told. Raises AuthorityProblem when that cannot be."""

    def __init__(self, settings: Settings, now_ms: int, machine: Callable[[], Names] = of_this_machine) -> None:
        self._machine = machine
        self._folder = settings.data_folder
        self.for_all = settings.host != DEFAULT_HOST
        """Somebody has said where to listen: then whoever comes there is served."""

        found = machine()
        self._given = _given(settings)
        self.kept: Kept = keep(self._folder, self._given, found, now_ms)
        served = names_in(self.kept.server.certificate)
        self.context = _context(self._folder / FOLDER / SERVER)
        self._port = settings.port
        self.origins: tuple[str, ...] = ()
        self._tell()
        base = (
            settings.public_base
            or f"https://{_told(settings, self._given, found.without(found.without(served)))}{_colon(self._port)}"
        )
        host = EVERYWHERE if settings.host == DEFAULT_HOST else settings.host
        self.settings = msgspec.structs.replace(settings, public_base=base, host=host)

    @property
    def trust_base(self) -> str:
        """Where tablets come to trust the authority."""
        host = urlsplit(self.settings.public_base).hostname or ""
        return f"http://{f'[{host}]' if ':' in host else host}:{self.settings.trust_port}"

    def is_ours(self, host: str) -> bool:
        """Whether a name, as it stands in an address of the web, is one of the certificate's."""
        return host.lower() in names_in(self.kept.server.certificate).written()

    def https_of(self, host: str) -> str:
        """The service under the name by which somebody has come, if the certificate holds it."""
        return f"https://{host.lower()}{_colon(self._port)}" if self.is_ours(host) else self.settings.public_base

    @property
    def reaches_nobody(self) -> bool:
        """The machine has no address that tablets could open."""
        return is_itself(urlsplit(self.settings.public_base).hostname)

    def look(self, now_ms: int) -> bool:
        """Makes the certificate anew when it is due; whether it did. New connections get it at once, those that are
        open go on. Raises AuthorityProblem, OSError; then the one that is there stays."""
        kept = keep(self._folder, self._given, self._machine(), now_ms)
        if kept.server.certificate == self.kept.server.certificate:
            return False
        file = self._folder / FOLDER / SERVER
        _context(file)  # one that cannot be served with must not come half into the context that is
        self.context.load_cert_chain(file)
        self.kept = kept
        self._tell()
        return True

    def _tell(self) -> None:
        names = names_in(self.kept.server.certificate).written()
        self.origins = tuple(f"https://{name}{_colon(self._port)}" for name in names)

    async def watch(self) -> None:
        """Looks once a minute, until cancelled."""
        told = ""
        while True:
            await asyncio.sleep(LOOK_S)
            try:
                if self.look(clock.now_ms()):
                    names = names_in(self.kept.server.certificate).written()
                    log.info("the certificate was made anew", names=names)
                told = ""
            except (AuthorityProblem, OSError) as problem:
                if str(problem) != told:
                    told = str(problem)
                    log.warning("the certificate cannot be looked after; the one that is there stays", why=told)

    def guard(self, application: web.Application) -> None:
        """Lets in who is near alone, unless somebody has said where to listen."""
        if not self.for_all:
            application.middlewares.insert(0, near_alone)


@web.middleware
async def near_alone(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuses peers with addresses of the internet: a machine may have one too, and was opened to its neighbours."""
    if not is_near(request.remote or ""):
        raise web.HTTPForbidden(text="This server is for its own network.")
    return await handler(request)


def _given(settings: Settings) -> Names:
    """Names that somebody has named, in any of the settings."""
    found = given(settings.tls_names.split())
    base = urlsplit(settings.public_base)
    if base.hostname:
        found = given([base.hostname]) + found
    try:
        address = ipaddress.ip_address(settings.host)
    except ValueError:
        return found
    stays = address.is_unspecified or address.is_loopback
    return found if stays else found + given([settings.host])


def _told(settings: Settings, named: Names, machine: Names) -> str:
    """The name that people are told: the first that somebody has named; else an address, for which a network needs
    nothing but cables; else the machine's own name."""
    if settings.tls_names.split():
        return given(settings.tls_names.split()[:1]).written()[0]
    if named:
        return named.written()[0]
    if settings.host in ("localhost", "::1"):
        return "localhost"
    return [*Names(addresses=machine.addresses).written(), *machine.hosts, "localhost"][0]


def _colon(port: int) -> str:
    return "" if port == _HTTPS else f":{port}"


def _context(file: Path) -> ssl.SSLContext:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.set_ciphers(CIPHERS)
    context.set_alpn_protocols(["http/1.1"])
    context.load_cert_chain(file)
    return context
