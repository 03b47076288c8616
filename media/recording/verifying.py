"""Proves a recording: every part there, readable, and chained as the journal has it."""

from dataclasses import dataclass, field

from media.recording.domain.state import Part, Recording, Reel
from media.recording.recorder import chained
from signaling.files import FileProblem, Files
from signaling.slice import Reading

MOST = 200_000


@dataclass
class Found:
    """``lines`` say, in words, what is not as it should be."""

    phase: str
    reels: int = 0
    parts: int = 0
    lines: list[str] = field(default_factory=list)

    @property
    def whole(self) -> bool:
        return not self.lines


async def verify(reading: Reading, files: Files, recording_id: str) -> Found:
    """Reads every part. Refuses ``not_found`` when there is no such recording."""
    state = await reading.get("recording", recording_id, Recording)
    found = Found(state.phase)
    if state.phase == "forgotten":
        found.lines.append("It was forgotten: its files are given up.")
        return found
    for reel in await reading.find("recording_reel", Reel, limit=MOST, recording_id=recording_id):
        parts = await reading.find("recording_part", Part, limit=MOST, reel_id=reel.reel_id)
        found.reels += 1
        found.parts += len(parts)
        await _check_reel(reel, sorted(parts, key=lambda part: part.number), files, found)
    return found


async def _check_reel(reel: Reel, parts: list[Part], files: Files, found: Found) -> None:
    name = f"reel {reel.reel_id} of {reel.key}"
    if reel.whole is None:
        found.lines.append(f"{name}: its end was not told; whatever its worker still holds is missing.")
    have = {part.number for part in parts}
    gaps = [number for number in range(reel.whole if reel.whole is not None else reel.parts) if number not in have]
    if gaps:
        found.lines.append(f"{name}: parts {gaps} are missing.")
    previous = ""
    for part in parts:
        try:
            digest = chained(previous, await files.get(part.file_id))
        except FileProblem as problem:
            found.lines.append(f"{name}: part {part.number} cannot be read ({type(problem).__name__}).")
        else:
            if digest != part.digest:
                found.lines.append(f"{name}: part {part.number} is not what was kept.")
        previous = part.digest
