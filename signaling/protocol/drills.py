"""Words of the drill: whether the ladder of a rota reaches its people, tried by day without alarming anybody."""

import msgspec

from signaling.protocol.base import Command
from signaling.protocol.duty import DutySpecialty


class DrillStart(Command, frozen=True, kw_only=True, tag="drill.start"):
    """Everybody who is on duty for the specialty now gets an alert of their own that says it is a test. An earlier
    drill of the specialty ends. Refused ``by_day_only``, ``nobody_on_duty``. Answered with ``DrillStarted``."""

    drill_id: str
    specialty: DutySpecialty


class DrillStarted(msgspec.Struct, frozen=True, kw_only=True):
    """How many people were asked."""

    drill_id: str
    people: int


class DrillEnd(Command, frozen=True, kw_only=True, tag="drill.end"):
    """The drill leaves the screens; what has not left is not sent."""

    drill_id: str
