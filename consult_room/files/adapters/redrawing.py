"""Has a document drawn anew by a process of its own, and reads the pictures as they come."""

import asyncio
import contextlib
import os
import sys
from collections.abc import AsyncIterator
from typing import Literal

import msgspec

from signaling.protocol.refusals import Code, Refused

WITHIN_S = 180.0
PICTURE_AT_MOST = 256 * 1024 * 1024
_ONE_AT_A_TIME = asyncio.Semaphore(1)
"""A page takes a core; screens are more urgent."""


class Drawn(msgspec.Struct, frozen=True, kw_only=True):
    """One picture that was drawn, and under which name it is kept."""

    name: str
    media_type: str
    width: int = 0
    height: int = 0
    pages: int = 0
    content: bytes = b""


class _Line(msgspec.Struct, frozen=True, kw_only=True):
    name: str = ""
    media_type: str = ""
    width: int = 0
    height: int = 0
    pages: int = 0
    refused: Code | None = None


Wish = Literal["picture", "preview", "pages"]


async def redraw(wish: Wish, content: AsyncIterator[bytes]) -> AsyncIterator[Drawn]:
    """The pictures of it. Refuses with what the process says, ``file_damaged`` when it broke over the document."""
    async with _ONE_AT_A_TIME:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "consult_room.files.adapters.drawn", wish,
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL,
            env=_environment(),
        )  # fmt: skip
        feeding = asyncio.create_task(_feed(process, content))
        try:
            async with asyncio.timeout(WITHIN_S):
                async for drawn in _read(process):
                    yield drawn
                await feeding
                if await process.wait() != 0:
                    raise Refused(Code.FILE_DAMAGED)
        except TimeoutError:
            raise Refused(Code.FILE_DAMAGED) from None
        finally:
            feeding.cancel()
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            await process.wait()


def _environment() -> dict[str, str]:
    """Nothing of the server's: a document that breaks out finds no key there."""
    return {name: os.environ[name] for name in ("PATH", "PYTHONPATH", "VIRTUAL_ENV") if name in os.environ}


async def _feed(process: asyncio.subprocess.Process, content: AsyncIterator[bytes]) -> None:
    assert process.stdin is not None
    with contextlib.suppress(ConnectionError):  # it has seen enough
        async for piece in content:
            process.stdin.write(piece)
            await process.stdin.drain()
        process.stdin.close()


async def _read(process: asyncio.subprocess.Process) -> AsyncIterator[Drawn]:
    assert process.stdout is not None
    while line := await process.stdout.readline():
        about = msgspec.json.decode(line, type=_Line)
        if about.refused is not None:
            raise Refused(about.refused)
        try:
            size = int.from_bytes(await process.stdout.readexactly(4))
            if size > PICTURE_AT_MOST:
                raise Refused(Code.PICTURE_TOO_LARGE)
            content = await process.stdout.readexactly(size)
        except asyncio.IncompleteReadError:
            raise Refused(Code.FILE_DAMAGED) from None
        yield Drawn(
            name=about.name, media_type=about.media_type, width=about.width, height=about.height, pages=about.pages,
            content=content,
        )  # fmt: skip
