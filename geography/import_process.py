"""An import started by a running server: in a process of its own, so that the server neither waits nor grows."""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path

import msgspec

from geography.map_import import MapProblem, Progress
from signaling.protocol.geography import MapInfo


async def import_map_beside(source: Path, data_folder: Path, name: str | None, progress: Progress) -> MapInfo:
    """As ``map_import.import_map``, in a short-lived child process; cancelling ends the child.

    Raises MapProblem, also when the child died (out of memory, killed).
    """
    arguments = ["-m", "geography.map_import", str(source), str(data_folder), *([name] if name else [])]
    child = await asyncio.create_subprocess_exec(
        sys.executable, *arguments, stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.PIPE
    )
    assert child.stdout is not None
    try:
        async for line in child.stdout:
            told = json.loads(line)
            if "problem" in told:
                raise MapProblem(told["problem"])
            if "done" in told:
                return msgspec.convert(told["done"], MapInfo)
            progress(told["what"], told["share"])
    finally:
        if child.returncode is None:
            try:
                await asyncio.wait_for(child.wait(), 1.0)
            except (TimeoutError, asyncio.CancelledError):
                child.kill()
        await child.wait()
    raise MapProblem(f"The import of {source.name} was ended by the system (code {child.returncode}).")
