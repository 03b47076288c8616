"""Who acts for whom: a crew for its own brigade, a hospital for what comes to it."""

from signaling.protocol.refusals import Code, Refused
from signaling.slice import Actor, Role


def check_brigade(actor: Actor, brigade_id: str) -> None:
    """Refuses ``not_yours`` when a crew acts for another brigade."""
    if actor.role == Role.CREW and (actor.brigade_id or actor.id) != brigade_id:
        raise Refused(Code.NOT_YOURS)


def check_hospital(actor: Actor, hospital_id: str | None) -> None:
    """Refuses ``not_yours`` when a hospital acts on somebody who is not brought to it."""
    if actor.role == Role.HOSPITAL and (actor.hospital_id is None or actor.hospital_id != hospital_id):
        raise Refused(Code.NOT_YOURS)
