"""A push service of the tests' own, and the browser behind it.

The service is an HTTPS server that keeps what it is sent, checks who sends by RFC 8292, and answers what it is told to.
The browser has its own keys and opens messages by the implementation of the standard's author (npm ``http_ece``), which
shares no line with ours.
"""

import base64
import ipaddress
import json
import os
import ssl
import subprocess
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from aiohttp import web
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from cryptography.x509.oid import NameOID

from signaling import clock

PROJECT = Path(__file__).resolve().parents[3]
NODE = PROJECT / ".venv" / "bin" / "node"
OPEN = """
const ece = require("http_ece");
const given = JSON.parse(require("fs").readFileSync(0, "utf8"));
const key = require("crypto").createECDH("prime256v1");
key.setPrivateKey(Buffer.from(given.key, "base64url"));
const body = Buffer.from(given.body, "base64url");
const plain = ece.decrypt(body, { version: "aes128gcm", privateKey: key, authSecret: given.auth });
process.stdout.write(plain);
"""


def text(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode().rstrip("=")


def content(written: str) -> bytes:
    return base64.urlsafe_b64decode(written + "=" * (-len(written) % 4))


@dataclass(frozen=True)
class Receiver:
    """One browser's secrets."""

    key: ec.EllipticCurvePrivateKey
    auth: str

    @classmethod
    def made(cls) -> "Receiver":
        return cls(ec.generate_private_key(ec.SECP256R1()), text(os.urandom(16)))

    @property
    def p256dh(self) -> str:
        return text(self.key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint))

    def open(self, body: bytes) -> bytes:
        """The message, opened elsewhere; raises ValueError with what that said."""
        key = text(self.key.private_numbers().private_value.to_bytes(32))
        given = json.dumps({"key": key, "auth": self.auth, "body": text(body)})
        done = subprocess.run([NODE, "-e", OPEN], input=given.encode(), capture_output=True, cwd=PROJECT, check=False)
        if done.returncode:
            raise ValueError(done.stderr.decode())
        return done.stdout


def sender_of(header: str, origin: str, now_s: int) -> tuple[str, dict[str, Any]]:
    """Who signed, as RFC 8292 says: the public key and the claims. Raises ValueError for what a service must refuse."""
    scheme, _, rest = header.partition(" ")
    parts = dict(part.strip().split("=", 1) for part in rest.split(","))
    if scheme.lower() != "vapid" or set(parts) != {"t", "k"}:
        raise ValueError("no vapid")
    head, claims, signature = parts["t"].split(".")
    if json.loads(content(head)) != {"typ": "JWT", "alg": "ES256"}:
        raise ValueError("another algorithm")
    signed = content(signature)
    if len(signed) != 64:
        raise ValueError("not r and s")
    numbers = encode_dss_signature(int.from_bytes(signed[:32]), int.from_bytes(signed[32:]))
    public = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), content(parts["k"]))
    try:
        public.verify(numbers, f"{head}.{claims}".encode(), ec.ECDSA(hashes.SHA256()))
    except InvalidSignature:
        raise ValueError("signed by somebody else") from None
    told: dict[str, Any] = json.loads(content(claims))
    if told["aud"] != origin or not now_s < told["exp"] <= now_s + 86_400:
        raise ValueError(f"for {told['aud']} until {told['exp']}")
    return parts["k"], told


@dataclass(frozen=True)
class Pushed:
    """One request that came in."""

    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class PushService:
    """``async with PushService(folder) as service``. ``answers`` are given in order, then 201; an exception is a
    connection that breaks after the message was taken."""

    folder: Path
    answers: list[tuple[int, dict[str, str]] | None] = field(default_factory=list)
    got: list[Pushed] = field(default_factory=list)
    port: int = 0

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    @property
    def origin(self) -> str:
        return f"https://{self.host}"

    def endpoint(self, name: str = "browser") -> str:
        return f"{self.origin}/push/{name}"

    @property
    def certificate(self) -> Path:
        return self.folder / "certificate.pem"

    def trusting(self) -> ssl.SSLContext:
        return ssl.create_default_context(cafile=str(self.certificate))

    async def __aenter__(self) -> "PushService":
        make_certificate(self.folder)
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        tls.load_cert_chain(self.certificate, self.folder / "key.pem")
        application = web.Application()
        application.router.add_route("*", "/{path:.*}", self._take)
        self._runner = web.AppRunner(application)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self.port, ssl_context=tls)
        await site.start()
        self.port = self._runner.addresses[0][1]
        return self

    async def __aexit__(self, *about: object) -> None:
        await self._runner.cleanup()

    async def _take(self, request: web.Request) -> web.Response:
        self.got.append(Pushed(request.path, dict(request.headers), await request.read()))
        answer = self.answers.pop(0) if self.answers else (201, {"Location": f"{self.origin}/message/{len(self.got)}"})
        if answer is None:
            assert request.transport is not None
            request.transport.abort()
            return web.Response()
        status, headers = answer
        return web.Response(status=status, headers=headers)


def make_certificate(folder: Path) -> None:
    """Its own certificate for 127.0.0.1, good for a day either way."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "push service of the tests")])
    now, day = datetime.fromtimestamp(clock.now_ms() / 1000, UTC), timedelta(days=1)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - day)
        .not_valid_after(now + day)
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), True)
        .sign(key, hashes.SHA256())
    )
    (folder / "certificate.pem").write_bytes(certificate.public_bytes(Encoding.PEM))
    secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (folder / "key.pem").write_bytes(secret)
