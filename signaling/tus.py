"""The words of tus 1.0.0, the open protocol for uploads that go on after a break (tus.io/protocols/resumable-upload).

Creation, termination, checksum and expiration are spoken. Which file may come, and from whom, is its slice's matter.
"""

import base64
import binascii
import hashlib
from collections.abc import AsyncIterator, Mapping
from datetime import UTC, datetime
from email.utils import format_datetime
from http import HTTPStatus

import msgspec
from aiohttp import ClientError, web

VERSION = "1.0.0"
EXTENSIONS = "creation,termination,checksum,expiration"
CONTENT_TYPE = "application/offset+octet-stream"
CHECKED_AT_MOST = 4 * 1024 * 1024
"""Bytes of one request whose checksum is told: they are held until it is known to be right."""


class ChecksumMismatch(web.HTTPClientError):
    """460: what came is not what was sent."""

    status_code = 460

    def __init__(self) -> None:
        super().__init__(reason="Checksum Mismatch", headers=headers())


def headers(**more: object) -> dict[str, str]:
    """``upload_offset=5`` becomes ``Upload-Offset: 5``."""
    named = {name.replace("_", "-").title(): str(value) for name, value in more.items() if value is not None}
    return {"Tus-Resumable": VERSION, "Cache-Control": "no-store", **named}


def abilities(largest: int) -> web.Response:
    """The answer to OPTIONS. ``largest``: bytes."""
    told = headers(tus_version=VERSION, tus_extension=EXTENSIONS, tus_max_size=largest)
    return web.Response(status=HTTPStatus.NO_CONTENT, headers={**told, "Tus-Checksum-Algorithm": "sha256"})


def check_version(request: web.Request) -> None:
    """412 for who speaks another version, or none."""
    if request.headers.get("Tus-Resumable") != VERSION:
        raise web.HTTPPreconditionFailed(headers={"Tus-Version": VERSION})


def whole_number(request: web.Request, name: str) -> int:
    """A header that is a count of bytes; 400 for what is none."""
    text = request.headers.get(name, "")
    if not (text.isascii() and text.isdigit() and len(text) < 16):
        raise msgspec.ValidationError(f"{name} is a whole number")
    return int(text)


def metadata(request: web.Request) -> Mapping[str, str]:
    """The pairs of ``Upload-Metadata``: a name and, in base64, a text. 400 for what is none."""
    pairs = [pair.split(" ") for pair in request.headers.get("Upload-Metadata", "").split(",") if pair.strip()]
    try:
        return {
            pair[0]: base64.b64decode(pair[1] if len(pair) > 1 else "", validate=True).decode() for pair in pairs
        }  # fmt: skip
    except (binascii.Error, UnicodeDecodeError):
        raise msgspec.ValidationError("Upload-Metadata is not base64 of text") from None


def http_date(at_ms: int) -> str:
    """As headers write it."""
    return format_datetime(datetime.fromtimestamp(at_ms // 1000, UTC), usegmt=True)


def pieces_of(request: web.Request) -> AsyncIterator[bytes]:
    """What a PATCH brings, as it comes; checked first when its checksum was told. 400, 413, 415, 460."""
    if request.content_type != CONTENT_TYPE:
        raise web.HTTPUnsupportedMediaType(headers=headers())
    told = request.headers.get("Upload-Checksum")
    return _as_it_comes(request) if told is None else _checked(request, told)


async def _as_it_comes(request: web.Request) -> AsyncIterator[bytes]:
    """It ends also where the line breaks: what has come is good."""
    try:
        async for piece in request.content.iter_any():
            yield piece
    except (ClientError, ConnectionError):
        return


async def _checked(request: web.Request, told: str) -> AsyncIterator[bytes]:
    algorithm, _, digest = told.partition(" ")
    if algorithm != "sha256":
        raise msgspec.ValidationError("Upload-Checksum is sha256 and its digest in base64")
    content = bytearray()
    async for piece in _as_it_comes(request):
        content += piece
        if len(content) > CHECKED_AT_MOST:
            raise web.HTTPRequestEntityTooLarge(CHECKED_AT_MOST, len(content))
    if base64.b64encode(hashlib.sha256(content).digest()).decode() != digest:
        raise ChecksumMismatch
    yield bytes(content)
