"""What follows in people from events of other slices: a link that is over signs its guest out."""

from signaling.protocol.base import Command
from signaling.protocol.caller import CallerLinkEnded
from signaling.protocol.guests import GuestLinkEnded
from signaling.protocol.patient_links import PatientDeclined, PatientLinkEnded, patient_guest_id
from signaling.protocol.people import SignInCloseGuest
from signaling.slice import Ask, Happened, Reaction


async def sign_the_guest_out(happened: Happened, ask: Ask) -> list[Command]:
    event = happened.event
    assert isinstance(event, CallerLinkEnded | GuestLinkEnded | PatientLinkEnded | PatientDeclined)
    if isinstance(event, CallerLinkEnded | GuestLinkEnded):
        guest_id = event.link_id
    else:
        guest_id = patient_guest_id(event.consult_id)
    return [SignInCloseGuest(id=happened.event_id, made_at_ms=happened.stamp.at_ms, guest_id=guest_id)]


REACTIONS = (
    Reaction(
        "people.sign_the_guest_out",
        (CallerLinkEnded, GuestLinkEnded, PatientLinkEnded, PatientDeclined),
        sign_the_guest_out,
    ),
)
