"""Brings parts from a worker's disk to the server, in order, as often as it takes."""

import asyncio
import contextlib
import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import aiohttp
import structlog

from media.recording.spool import Spool, Waiting
from signaling.protocol.refusals import Code

log = structlog.get_logger("media.recording")

LADDER_S = (0.5, 1.0, 2.0, 5.0, 10.0)
PATIENCE_S = 60.0
NEVER = {Code.WRONG_STATE, Code.NOT_AGREED, Code.CHAIN_BROKEN, Code.NOT_FOUND}
"""The server will never take it: it was refused by everybody's rights, or it was forgotten."""
Fate = Literal["taken", "never", "later"]


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server said. ``code`` is a refusal's; ``expected`` the number of the part that it waits for."""

    status: int
    code: str = ""
    expected: int | None = None


class Sender:
    """``run()`` until cancelled; ``nudge()`` when there is something new."""

    def __init__(self, spool: Spool, server: str, worker_key: str, given_up: Callable[[str], None]) -> None:
        """``given_up``: the server takes no more of this reel; whoever writes it begins another."""
        self._spool = spool
        self._given_up = given_up
        self._server = server.rstrip("/")
        self._headers = {"Authorization": f"Bearer {worker_key}"}
        self._new = asyncio.Event()
        self._growing: set[str] = set()

    def grows(self, reel_id: str) -> None:
        """This process writes the reel: it is not over because nothing waits."""
        self._growing.add(reel_id)

    def nudge(self) -> None:
        self._new.set()

    async def run(self) -> None:
        """Sends whatever waits; after a failure more and more seldom, up to every ten seconds."""
        tries = 0
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=PATIENCE_S)) as session:
            while True:
                self._new.clear()
                tries = 0 if await self.send_all(session) else tries + 1
                if tries:
                    await asyncio.sleep(LADDER_S[min(tries, len(LADDER_S)) - 1])
                else:
                    await self._new.wait()

    async def send_once(self, within_s: float) -> None:
        """The last words of a process that ends."""
        self._growing.clear()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(within_s), aiohttp.ClientSession() as session:
                await self.send_all(session)

    async def send_all(self, session: aiohttp.ClientSession) -> bool:
        """Whether nothing is left that the server might take."""
        done = True
        for reel in await asyncio.to_thread(self._spool.reels):
            done = await self._send_reel(session, reel) and done
        return done

    async def _send_reel(self, session: aiohttp.ClientSession, reel: Path) -> bool:
        """Whether it has been sent as far as it is there."""
        last = -1
        for path in await asyncio.to_thread(self._spool.parts, reel):
            waiting = await asyncio.to_thread(self._spool.read, path)
            fate = "never" if waiting is None else await self._send_part(session, waiting)
            if fate == "later":
                return False
            if fate == "never":
                await self._give_up(reel)
                return True
            await asyncio.to_thread(self._spool.taken, path)
            last = int(path.name)
        return await self._end(session, reel, last + 1)

    async def _end(self, session: aiohttp.ClientSession, reel: Path, sent: int) -> bool:
        """Says how many parts there are; a process that ended without a word leaves that to the server's own count."""
        parts = await asyncio.to_thread(self._spool.ended, reel)
        if parts is None and reel.name in self._growing:
            return True
        answer = await self._post(session, f"{self._place(reel)}/end", {"parts": str(parts or sent)})
        if answer.code == Code.PART_OUT_OF_ORDER and parts is None and answer.expected:
            answer = await self._post(session, f"{self._place(reel)}/end", {"parts": str(answer.expected)})
        if _fate(answer, None) == "later":
            return False
        await asyncio.to_thread(self._spool.drop, reel)
        self._growing.discard(reel.name)
        return True

    async def _send_part(self, session: aiohttp.ClientSession, waiting: Waiting) -> Fate:
        reel, part = waiting.reel, waiting.part
        told = {
            "take": str(part.take), "key": reel.key, "endpoint": reel.endpoint, "filmed": reel.filmed,
            "from_ms": str(part.from_ms), "until_ms": str(part.until_ms), "digest": part.digest,
        }  # fmt: skip
        place = f"{self._place(waiting.path.parent)}/parts/{part.number}"
        answer = await self._post(session, place, told, part.data)
        return _fate(answer, part.number)

    def _place(self, reel: Path) -> str:
        return f"{self._server}/api/recordings/{reel.parent.name}/reels/{reel.name}"

    async def _post(
        self, session: aiohttp.ClientSession, place: str, told: dict[str, str], data: bytes = b""
    ) -> Answer:
        try:
            async with session.post(place, params=told, data=io.BytesIO(data), headers=self._headers) as answer:
                body = await answer.json() if answer.content_type == "application/json" else {}
                return Answer(answer.status, body.get("code", ""), (body.get("details") or {}).get("expected"))
        except (aiohttp.ClientError, TimeoutError, OSError):
            return Answer(0)

    async def _give_up(self, reel: Path) -> None:
        log.warning("the server takes no more of a reel", reel=reel.name)
        self._given_up(reel.name)
        await asyncio.to_thread(self._spool.drop, reel)
        self._growing.discard(reel.name)


def _fate(answer: Answer, number: int | None) -> Fate:
    """What becomes of what was sent, by the answer."""
    if answer.status == 200:
        return "taken"
    if answer.code == Code.PART_OUT_OF_ORDER and number is not None and answer.expected is not None:
        # Further than this one: it was taken, and another part stands in its place never.
        return "taken" if answer.expected > number else "never"
    if answer.code == Code.PART_OUT_OF_ORDER or answer.code in NEVER or answer.status in (400, 413):
        return "never"
    return "later"
