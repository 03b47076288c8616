"""What a wish about the participants of an accepted conversation comes to: invite, enter, remove, mute, write."""

from collections.abc import Sequence
from dataclasses import replace

from media.domain.conversation import Conversation, Invitation, Participant, Party
from media.domain.decisions import (
    DESK,
    RING_MS,
    agreed_no_more,
    clock_only,
    is_rung,
    participant_of,
    party_of,
    refuse_called,
    thread,
)
from signaling.protocol.base import Event
from signaling.protocol.conversations import (
    ConversationEnded,
    ConversationRang,
    ConversationRing,
    EndedBecause,
    Outcome,
)
from signaling.protocol.participants import (
    ConversationComeIn,
    ConversationEnter,
    ConversationEntered,
    ConversationHeld,
    ConversationInvite,
    ConversationInvited,
    ConversationLapseInvitations,
    ConversationLeft,
    ConversationLose,
    ConversationMove,
    ConversationMute,
    ConversationMuted,
    ConversationRefuseInvitation,
    ConversationRemove,
    ConversationWrite,
    ConversationWritten,
    InvitationEnded,
    LeftBecause,
)
from signaling.protocol.refusals import Code, Refused
from signaling.slice import Actor, Moment, Role, system

GUEST_RING_MS = 30 * 60_000
"""A guest first has to get a message and to open its link."""

PARTICIPANTS_AT_MOST = 12
TEXTS_AT_MOST = 500


def _inviter(state: Conversation, command: ConversationInvite, actor: Actor) -> Party:
    """Who rings: somebody inside; for the system, which follows what was agreed elsewhere, the asker of it."""
    if actor.role is Role.SYSTEM:
        return state.asker
    own = participant_of(state, actor)
    if actor.role is Role.GUEST:
        raise Refused(Code.NOT_ALLOWED, detail="a guest rings nobody")
    refuse_called(command.to_relation, command.to_id, actor)
    if command.to_relation == "guest" and actor.role not in DESK:
        raise Refused(Code.NOT_ALLOWED, detail="a guest is the desk's")
    return own.party


def invite(state: Conversation, command: ConversationInvite, busy: Sequence[str], moment: Moment) -> list[Event]:
    inviter = _inviter(state, command, moment.actor)
    key = f"{command.to_relation}:{command.to_id}"
    if state.participant(key) is not None or (command.to_relation == "service" and _desk_is_in(state)):
        raise Refused(Code.ALREADY_EXISTS, detail="in it already")
    if any((one.to_relation, one.to_id) == (command.to_relation, command.to_id) for one in state.invitations):
        raise Refused(Code.ALREADY_EXISTS, detail="rung already")
    if state.invitation(command.invitation_id) is not None:
        raise Refused(Code.ALREADY_EXISTS, invitation_id=command.invitation_id)
    if len(state.participants) + len(state.invitations) >= PARTICIPANTS_AT_MOST:
        raise Refused(Code.TOO_LONG, at_most=PARTICIPANTS_AT_MOST)
    if key in busy:
        raise Refused(Code.PERSON_BUSY, party=key)
    rings_for_ms = GUEST_RING_MS if command.to_relation == "guest" else RING_MS
    return [
        ConversationInvited(
            conversation_id=state.conversation_id,
            invitation_id=command.invitation_id,
            to_relation=command.to_relation,
            to_id=command.to_id,
            to_name=command.to_name,
            by_relation=inviter.relation,
            by_id=inviter.id,
            ring_until_ms=moment.now_ms + rings_for_ms,
            **thread(state),
        )
    ]


def come_in(state: Conversation, command: ConversationComeIn, busy: Sequence[str], moment: Moment) -> list[Event]:
    """Whoever may come in asks for it and is rung: their device enters as with any invitation. Nothing when they are
    inside, or rung already."""
    own = party_of(moment.actor)
    rung = any(one.to_relation == own.relation and one.to_id == own.id for one in state.invitations)
    if rung or state.participant(own.key) is not None:
        return []
    wish = ConversationInvite(
        id=command.id,
        made_at_ms=command.made_at_ms,
        conversation_id=state.conversation_id,
        invitation_id=moment.new_id("come_in"),
        to_relation=own.relation,
        to_id=own.id,
        to_name=own.name,
    )
    # The consult lets them in, not somebody inside: so it is decided as what the system follows.
    return invite(state, wish, busy, replace(moment, actor=system("media.come_in")))


def _desk_is_in(state: Conversation) -> bool:
    desk = {role.value for role in DESK}
    return any(one.party.role in desk for one in state.participants)


def _invitation(state: Conversation, invitation_id: str) -> Invitation:
    """Refuses ``already_answered`` when it is over: somebody came in by it, or it was refused or has lapsed."""
    found = state.invitation(invitation_id)
    if found is None:
        raise Refused(Code.ALREADY_ANSWERED)
    return found


def ring_for_invitation(
    state: Conversation, command: ConversationRing, busy: Sequence[str], moment: Moment
) -> list[Event]:
    """In an accepted conversation only who is invited rings."""
    if command.invitation_id is None:
        raise Refused(Code.WRONG_STATE, phase=state.phase)
    found = _invitation(state, command.invitation_id)
    if not is_rung(found.to_relation, found.to_id, moment.actor):
        raise Refused(Code.NOT_YOURS)
    if found.rings and (not command.device or command.device in found.ringing_on):
        return []
    return [
        ConversationRang(
            conversation_id=state.conversation_id,
            device=command.device,
            invitation_id=found.invitation_id,
            **thread(state),
        )
    ]


def enter(state: Conversation, command: ConversationEnter, busy: Sequence[str], moment: Moment) -> list[Event]:
    """The first device of the invited one's is in; the transaction sees to it that there is one."""
    party = party_of(moment.actor)
    if state.participant(party.key) is not None:
        raise Refused(Code.ALREADY_ANSWERED)
    found = state.invitation(command.invitation_id)
    if found is None:
        raise Refused(Code.NOT_YOURS if party.key in state.were else Code.ALREADY_ANSWERED)
    if not is_rung(found.to_relation, found.to_id, moment.actor):
        raise Refused(Code.NOT_YOURS)
    if party.key in busy:
        raise Refused(Code.PERSON_BUSY, party=party.key)
    return [
        ConversationEntered(
            conversation_id=state.conversation_id,
            invitation_id=found.invitation_id,
            of_relation=party.relation,
            of_id=party.id,
            of_name=party.name or found.to_name,
            role=party.role,
            **thread(state),
        )
    ]


def refuse_invitation(
    state: Conversation, command: ConversationRefuseInvitation, busy: Sequence[str], moment: Moment
) -> list[Event]:
    found = _invitation(state, command.invitation_id)
    inside = state.participant(party_of(moment.actor).key)
    if inside is not None and moment.actor.role is not Role.GUEST:
        return [_over(state, found, "withdrawn")]
    if not is_rung(found.to_relation, found.to_id, moment.actor):
        raise Refused(Code.NOT_YOURS)
    if found.to_relation == "service":
        raise Refused(Code.NOT_ALLOWED, detail="one person cannot decline for the whole desk")
    return [_over(state, found, "declined")]


def lapse_invitations(
    state: Conversation, command: ConversationLapseInvitations, busy: Sequence[str], moment: Moment
) -> list[Event]:
    clock_only(moment)
    lapsed = [one for one in state.invitations if one.ring_until_ms <= moment.now_ms]
    if not lapsed:
        raise Refused(Code.WRONG_STATE, detail="they may still ring")
    return [_over(state, one, "no_answer") for one in lapsed]


def _over(state: Conversation, invitation: Invitation, because: Outcome) -> Event:
    return InvitationEnded(
        conversation_id=state.conversation_id,
        invitation_id=invitation.invitation_id,
        because=because,
        **thread(state),
    )


def remove(state: Conversation, command: ConversationRemove, busy: Sequence[str], moment: Moment) -> list[Event]:
    """By the asker, or anybody of the desk, in it or not; by the system, a guest whose link is over. Nobody removes
    themselves: that is leaving."""
    if moment.actor.role is Role.SYSTEM:
        return _no_guest_any_more(state, command)
    actor = party_of(moment.actor)
    if moment.actor.role is Role.GUEST:
        raise Refused(Code.NOT_ALLOWED, detail="a guest takes nobody out")
    if actor.key != state.asker.key and moment.actor.role not in DESK:
        raise Refused(Code.NOT_YOURS if state.participant(actor.key) is None else Code.NOT_ALLOWED)
    other = _other(state, command.of_relation, command.of_id)
    if other.party.key == actor.key:
        raise Refused(Code.NOT_ALLOWED, detail="who goes by themselves leaves")
    return _gone(state, other, "removed", by_id=actor.id)


def _no_guest_any_more(state: Conversation, command: ConversationRemove) -> list[Event]:
    """Of two, that is the end; of more, the others go on. Nothing when they have gone already."""
    key = f"{command.of_relation}:{command.of_id}"
    rung = [one for one in state.invitations if f"{one.to_relation}:{one.to_id}" == key]
    events = [_over(state, one, "withdrawn") for one in rung]
    guest = state.participant(key)
    if guest is None:
        return events
    if len(state.participants) == 2:
        return agreed_no_more(state)
    return [*events, *_gone(state, guest, "left", by_id=None)]


def lose(state: Conversation, command: ConversationLose, busy: Sequence[str], moment: Moment) -> list[Event]:
    """Refuses ``wrong_state`` when another device has joined in its place meanwhile."""
    clock_only(moment)
    lost = next((one for one in state.participants if one.endpoint == command.endpoint), None)
    if lost is None:
        raise Refused(Code.WRONG_STATE, detail="it carries nothing")
    return _gone(state, lost, "lost", by_id=None)


def _gone(state: Conversation, one: Participant, because: LeftBecause, by_id: str | None) -> list[Event]:
    if len(state.participants) > 2:
        return [
            ConversationLeft(
                conversation_id=state.conversation_id,
                of_relation=one.party.relation,
                of_id=one.party.id,
                because=because,
                by_id=by_id,
                **thread(state),
            )
        ]
    ended: EndedBecause = "lost" if because == "lost" else "hung_up"
    return [ConversationEnded(conversation_id=state.conversation_id, because=ended, **thread(state))]


def _other(state: Conversation, relation: str, id: str) -> Participant:
    found = state.participant(f"{relation}:{id}")
    if found is None:
        raise Refused(Code.NOT_FOUND, relation=relation, id=id)
    return found


def mute(state: Conversation, command: ConversationMute, busy: Sequence[str], moment: Moment) -> list[Event]:
    """Anybody but a guest may mute somebody; only oneself is heard again by one's own wish."""
    own = participant_of(state, moment.actor)
    other = _other(state, command.of_relation, command.of_id)
    if other.party.key != own.party.key and (not command.muted or moment.actor.role is Role.GUEST):
        raise Refused(Code.NOT_ALLOWED, detail="only of oneself")
    if command.muted is (other.muted_by is not None):
        return []
    return [
        ConversationMuted(
            conversation_id=state.conversation_id,
            of_relation=other.party.relation,
            of_id=other.party.id,
            by_id=own.party.id if command.muted else None,
            **thread(state),
        )
    ]


def move(state: Conversation, command: ConversationMove, busy: Sequence[str], moment: Moment) -> list[Event]:
    """What holds it on the forwarder. A recording is the system's to hold."""
    if moment.actor.role is not Role.SYSTEM:
        participant_of(state, moment.actor)
        if command.why == "recording":
            raise Refused(Code.NOT_ALLOWED, detail="a recording is held by the system")
    if command.held is (command.why in state.held_by):
        return []
    held = ConversationHeld(conversation_id=state.conversation_id, why=command.why, held=command.held, **thread(state))
    return [held]


def write(state: Conversation, command: ConversationWrite, busy: Sequence[str], moment: Moment) -> list[Event]:
    own = participant_of(state, moment.actor)
    if not command.text.strip():
        raise Refused(Code.MISSING, field="text")
    if len(state.written) >= TEXTS_AT_MOST:
        raise Refused(Code.TOO_LONG, at_most=TEXTS_AT_MOST)
    return [
        ConversationWritten(
            conversation_id=state.conversation_id,
            of_relation=own.party.relation,
            of_id=own.party.id,
            of_name=own.party.name,
            text=command.text,
            **thread(state),
        )
    ]
