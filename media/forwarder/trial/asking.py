"""Starts the measured process and asks it."""

import asyncio
import sys

import msgspec

from media.forwarder.trial.serve import LONGEST_LINE, Answer, Question

END_WITHIN_S = 10


class Asking:
    """``async with Asking("forwarder") as asking``: the process runs inside."""

    def __init__(self, what: str) -> None:
        self._what = what

    async def __aenter__(self) -> "Asking":
        self._process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "media.forwarder.trial.serve",
            self._what,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            limit=LONGEST_LINE,
        )
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        try:
            await asyncio.wait_for(self._process.wait(), END_WITHIN_S)
        except TimeoutError:
            self._process.kill()
            await self._process.wait()

    async def _ask(self, question: Question) -> Answer:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(msgspec.json.encode(question) + b"\n")
        line = await self._process.stdout.readline()
        return msgspec.json.decode(line, type=Answer)

    async def up(self, room: str, endpoint: str, sdp: str) -> str:
        return (await self._ask(Question(do="up", room=room, endpoint=endpoint, sdp=sdp))).sdp

    async def down(self, room: str, endpoint: str) -> Answer:
        return await self._ask(Question(do="down", room=room, endpoint=endpoint))

    async def answer(self, room: str, endpoint: str, round: int, sdp: str) -> None:
        await self._ask(Question(do="answer", room=room, endpoint=endpoint, round=round, sdp=sdp))

    async def spent(self, room: str = "") -> tuple[float, int]:
        """(Seconds of processor time, packets sent to the room's viewers) so far."""
        answer = await self._ask(Question(do="cpu", room=room))
        return answer.cpu_s, answer.sent
