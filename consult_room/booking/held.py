"""Which slots of a specialist are held."""

from consult_room.domain.states import Consult
from signaling.slice import Reading


async def holding(reading: Reading, *specialists: str) -> list[Consult]:
    """The consults that hold slots of these; without any, all that hold one."""
    wanted = {"slot_specialist_id": list(specialists)} if specialists else {}
    return await reading.find("consult", Consult, limit=100_000, slot_held=True, **wanted)
