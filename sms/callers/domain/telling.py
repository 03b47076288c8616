"""What a caller is told and when: the rules by which a look at who is on the way becomes messages."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from signaling.protocol.approaches import IncidentApproachView
from signaling.protocol.base import Event
from signaling.protocol.coming import (
    ComingDeliveryNoted,
    ComingEnded,
    ComingFollowed,
    ComingLost,
    ComingMute,
    ComingMuted,
    ComingNotTold,
    ComingReckoned,
    ComingSays,
    ComingTold,
    ComingUnmuted,
    NotToldBecause,
)
from signaling.protocol.deliveries import DeliveryQueued, DeliveryStatus
from signaling.protocol.refusals import Code, Refused
from signaling.slice import Moment
from sms.callers.domain.coming import Coming, ComingPhase
from sms.domain.deliveries import code_of

MINUTE_MS = 60_000
LOOK_AGAIN_MS = 2 * MINUTE_MS
"""While a brigade drives, and after one was called back: the dispatcher has this long to send another."""

SLIP_MS = 5 * MINUTE_MS
"""A smaller delay is within what "about" means."""

APART_MS = 3 * MINUTE_MS
MOST_UPDATES = 3
MOST_REPLACEMENTS = 2
USEFUL_MS = 10 * MINUTE_MS
"""A message that could not leave for longer is not sent: the time it names is not the newest any more."""


@dataclass(frozen=True, slots=True)
class Reach:
    """How the caller is reached. ``because`` says why they cannot be."""

    patient_id: str
    language: str
    telephone: str | None
    because: NotToldBecause | None = None


@dataclass(frozen=True, slots=True)
class Looked:
    """What a look found: who is on the way, and how the caller is reached."""

    approach: IncidentApproachView
    reach: Reach


def minute_of(eta_at_ms: int | None) -> int | None:
    """The full minute that is told: rather a little later than too early."""
    return None if eta_at_ms is None else -(-eta_at_ms // MINUTE_MS) * MINUTE_MS


def to_say(state: Coming, arrives_at_ms: int | None, now_ms: int) -> ComingSays | None:
    """What a caller to whom a brigade is on the way must hear now; None: what they know is true enough."""
    told = state.told
    if told is None or told.message.delivery == "withdrawn" or told.message.says == "another":
        return "coming"  # they know of none; or were promised another, whose time is told as soon as there is one
    before = told.message.arrives_at_ms
    if before is None or arrives_at_ms is None or arrives_at_ms - before <= SLIP_MS:
        return None
    if state.updates >= MOST_UPDATES or now_ms - told.message.at_ms < APART_MS:
        return None
    return "later"


def _tell(state: Coming, says: ComingSays, arrives_at_ms: int | None, reach: Reach, moment: Moment) -> list[Event]:
    """The message, or once why there is none."""
    if reach.telephone is None or reach.because is not None:
        because = reach.because or "no_telephone"
        known = state.not_told_because == because
        return [] if known else [ComingNotTold(incident_id=state.incident_id, because=because)]
    delivery_id = moment.new_id(f"delivery {says}")
    useful_until_ms = moment.now_ms + USEFUL_MS
    return [
        ComingTold(
            incident_id=state.incident_id,
            says=says,
            arrives_at_ms=arrives_at_ms,
            delivery_id=delivery_id,
            language=reach.language,
            look_at_ms=moment.now_ms + LOOK_AGAIN_MS,
        ),
        DeliveryQueued(
            delivery_id=delivery_id,
            link_id=delivery_id,
            about_id=state.incident_id,
            person_id=reach.patient_id,
            language=reach.language,
            urgency="urgent",
            code=code_of(delivery_id),
            expires_at_ms=useful_until_ms if arrives_at_ms is None else min(useful_until_ms, arrives_at_ms),
            telephone=reach.telephone,
            says="coming",
        ),
    ]


def _follow(state: Coming, found: Looked, moment: Moment) -> list[Event]:
    """Somebody is on the way: for the first time, or another one."""
    assignment_id = found.approach.assignment_id
    assert assignment_id is not None
    look_at_ms = moment.now_ms + LOOK_AGAIN_MS
    followed = ComingFollowed(incident_id=state.incident_id, assignment_id=assignment_id, look_at_ms=look_at_ms)
    return [followed, *_told_of_arrival(state, found, moment)]


def _told_of_arrival(state: Coming, found: Looked, moment: Moment) -> list[Event]:
    arrives_at_ms = minute_of(found.approach.eta_at_ms)
    says = None if state.muted_because else to_say(state, arrives_at_ms, moment.now_ms)
    if says is None or (arrives_at_ms is not None and arrives_at_ms <= moment.now_ms):
        return []
    return _tell(state, says, arrives_at_ms, found.reach, moment)


def _reckon(state: Coming, found: Looked, moment: Moment) -> list[Event]:
    """The same brigade is still on the way."""
    if found.approach.assignment_id != state.assignment_id:
        return _follow(state, found, moment)
    return _or_look_again(_told_of_arrival(state, found, moment), state, moment)


def _or_look_again(events: list[Event], state: Coming, moment: Moment) -> list[Event]:
    """A message sets the clock itself."""
    if any(isinstance(event, ComingTold) for event in events):
        return events
    return [*events, *_look_again(state, moment)]


def _look_again(state: Coming, moment: Moment) -> list[Event]:
    """The clock goes on only when it has come: a fact that makes us look in between moves nothing."""
    if state.due_ms is None or moment.now_ms < state.due_ms:
        return []
    return [ComingReckoned(incident_id=state.incident_id, look_at_ms=moment.now_ms + LOOK_AGAIN_MS)]


def _lose(state: Coming, found: Looked, moment: Moment) -> list[Event]:
    return [ComingLost(incident_id=state.incident_id, look_at_ms=moment.now_ms + LOOK_AGAIN_MS)]


def _excuse(state: Coming, found: Looked, moment: Moment) -> list[Event]:
    """Nobody for two minutes. It is said once for each brigade that was lost, and only to who was told of one."""
    if state.due_ms is None or moment.now_ms < state.due_ms:
        return []
    told = state.told
    says_it = (
        told is not None
        and told.message.delivery != "withdrawn"
        and told.message.says != "another"
        and state.muted_because is None
        and state.replacements < MOST_REPLACEMENTS
        and moment.now_ms - told.message.at_ms >= APART_MS
    )
    return _or_look_again(_tell(state, "another", None, found.reach, moment) if says_it else [], state, moment)


def _nothing(state: Coming, found: Looked, moment: Moment) -> list[Event]:
    return []


Rule = Callable[[Coming, Looked, Moment], list[Event]]
RULES: Mapping[tuple[ComingPhase, bool], Rule] = {
    ("waiting", True): _follow,
    ("waiting", False): _nothing,
    ("coming", True): _reckon,
    ("coming", False): _lose,
    ("lost", True): _follow,
    ("lost", False): _excuse,
    ("ended", True): _nothing,
    ("ended", False): _nothing,
}
"""(phase, whether somebody is on the way) → what happens while help has not arrived."""


def decide_look(state: Coming | None, found: Looked, moment: Moment) -> list[Event]:
    """What a look leads to. Help that has arrived, or an incident that is closed, ends it."""
    approach = found.approach
    if approach.closed or approach.arrived:
        if state is None or state.phase == "ended":
            return []
        return [ComingEnded(incident_id=approach.incident_id, because="arrived" if approach.arrived else "closed")]
    known = state or Coming(incident_id=approach.incident_id)
    return RULES[known.phase, approach.assignment_id is not None](known, found, moment)


def decide_mute(state: Coming | None, wish: ComingMute) -> list[Event]:
    """Another reason replaces the one before."""
    if state is not None and state.muted_because == wish.because:
        return []
    _check_goes_on(state)
    return [ComingMuted(incident_id=wish.incident_id, because=wish.because)]


def decide_unmute(state: Coming | None, incident_id: str) -> list[Event]:
    if state is None or state.muted_because is None:
        return []
    _check_goes_on(state)
    return [ComingUnmuted(incident_id=incident_id)]


def _check_goes_on(state: Coming | None) -> None:
    if state is not None and state.phase == "ended":
        raise Refused(Code.WRONG_STATE, phase=state.phase)


def decide_note(state: Coming, delivery_id: str, status: DeliveryStatus) -> list[Event]:
    """How far the newest message has come, when it is news."""
    told = state.told
    if told is None or told.delivery_id != delivery_id or told.message.delivery == status:
        return []
    return [ComingDeliveryNoted(incident_id=state.incident_id, delivery_id=delivery_id, status=status)]
