"""Sound files from texts by espeak-ng, a program that runs as a child and is never linked with us.

The files are what a telephone carries: 8,000 samples a second, one channel, 16 bits.
"""

import subprocess
import sys
import wave
from array import array
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from shutil import which

from sms.domain.speaking import Phrase

PROGRAM = "espeak-ng"
RATE = 8_000
WORDS_A_MINUTE = "140"
TAKES_S = 30


class NoVoice(Exception):
    """The sound files could not be made; the sentence says why."""


def make(folder: Path, phrases: Iterable[Phrase], language: str) -> int:
    """Writes a file for each phrase, and says how many. Raises NoVoice without the program or its language."""
    if which(PROGRAM) is None:
        raise NoVoice(f"{PROGRAM} is not installed: install Debian's package {PROGRAM}.")
    # For a language that it lacks the program speaks its own, and says nothing of it.
    if _voices(language).count("\n") < 2:
        raise NoVoice(f"{PROGRAM} cannot speak {language}.")
    folder.mkdir(parents=True, exist_ok=True)
    written = 0
    for phrase in phrases:
        fresh = folder / f"{phrase.name}.new"
        fresh.write_bytes(for_telephone(_spoken(phrase.text, language)))
        fresh.replace(folder / f"{phrase.name}.wav")
        written += 1
    return written


def _voices(language: str) -> str:
    """The program's table of its voices for the language: one line of headings, then a line each."""
    command = [PROGRAM, f"--voices={language}"]
    return subprocess.run(command, capture_output=True, timeout=TAKES_S, check=False).stdout.decode(errors="replace")


def _spoken(text: str, language: str) -> bytes:
    command = [PROGRAM, "-v", language, "-s", WORDS_A_MINUTE, "--stdin", "--stdout"]
    try:
        done = subprocess.run(command, input=text.encode(), capture_output=True, timeout=TAKES_S, check=True)
    except subprocess.CalledProcessError as failed:
        said = failed.stderr.decode(errors="replace").strip()
        raise NoVoice(f"{PROGRAM} cannot speak {language}: {said}") from None
    except subprocess.TimeoutExpired:
        raise NoVoice(f"{PROGRAM} took longer than {TAKES_S} s for one phrase.") from None
    return done.stdout


def for_telephone(sound: bytes) -> bytes:
    """The sound with ``RATE`` samples a second. Each is the mean of what lies under it, which is enough of a filter for
    a voice on a telephone. Raises NoVoice for what is no sound of one channel and 16 bits."""
    # A sound that is piped has no length in its header; its samples are all that follows.
    try:
        with wave.open(BytesIO(sound)) as read:
            if (read.getnchannels(), read.getsampwidth()) != (1, 2):
                raise NoVoice("The sound is not of one channel and 16 bits.")
            rate = read.getframerate()
            given = array("h", read.readframes(min(read.getnframes(), len(sound) // 2)))
    except (wave.Error, EOFError, ValueError) as problem:
        raise NoVoice(f"The sound cannot be read: {problem}.") from None
    if sys.byteorder == "big":
        given.byteswap()
    out = array("h", (_mean(given, place * rate, (place + 1) * rate) for place in range(len(given) * RATE // rate)))
    if sys.byteorder == "big":
        out.byteswap()
    target = BytesIO()
    with wave.open(target, "wb") as written:
        written.setnchannels(1)
        written.setsampwidth(2)
        written.setframerate(RATE)
        written.writeframes(out.tobytes())
    return target.getvalue()


def _mean(given: "array[int]", begin: int, end: int) -> int:
    """The mean over [begin, end) in eighths of thousands of a sample."""
    first, last = begin // RATE, max(begin // RATE + 1, end // RATE)
    under = given[first:last]
    return sum(under) // len(under)
