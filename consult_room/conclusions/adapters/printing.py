"""Prints are made in a process that ends: the server's own neither waits nor grows by what they take."""

import asyncio
import contextlib
import sys

import msgspec

from consult_room.conclusions.domain.printing import PrintJob

LONGEST_S = 60.0


class PrintProblem(Exception):
    """No PDF came of it. The text says nothing of what stood in it."""


async def print_beside(job: PrintJob) -> bytes:
    """The PDF, made by a child process; cancelling ends the child. Raises PrintProblem."""
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "consult_room.conclusions.adapters.pdf", stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL,
    )  # fmt: skip
    try:
        # What the child writes to stderr may hold what was to be printed: it is not kept.
        out, _ = await asyncio.wait_for(child.communicate(msgspec.json.encode(job)), LONGEST_S)
    except TimeoutError:
        raise PrintProblem(f"no print after {LONGEST_S:.0f} s") from None
    finally:
        if child.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                child.kill()
            await child.wait()
    if child.returncode != 0 or not out.startswith(b"%PDF-"):
        raise PrintProblem(f"the printing process ended with code {child.returncode}")
    return out
