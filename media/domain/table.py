"""What each wish comes to in each phase of a conversation: one table, and a missing pair is a refusal."""

from collections.abc import Sequence

from media.domain import decisions, participants
from media.domain.conversation import Conversation
from media.domain.decisions import Decision
from signaling.protocol.base import Command, Event
from signaling.protocol.conversations import (
    ConversationAccept,
    ConversationDecline,
    ConversationGiveUp,
    ConversationHangUp,
    ConversationJoin,
    ConversationPhase,
    ConversationRing,
)
from signaling.protocol.participants import (
    ConversationEnter,
    ConversationInvite,
    ConversationLapseInvitations,
    ConversationLeave,
    ConversationLose,
    ConversationMove,
    ConversationMute,
    ConversationRefuseInvitation,
    ConversationRemove,
    ConversationWrite,
)
from signaling.protocol.refusals import Code, Refused
from signaling.slice import Moment

TABLE: dict[tuple[ConversationPhase, type[Command]], Decision] = {
    ("asked", ConversationRing): decisions.ring,
    ("asked", ConversationAccept): decisions.accept,
    ("asked", ConversationDecline): decisions.decline,
    ("asked", ConversationHangUp): decisions.withdraw,
    ("asked", ConversationGiveUp): decisions.unanswered,
    ("asked", ConversationJoin): decisions.prepare,
    ("ringing", ConversationRing): decisions.ring,
    ("ringing", ConversationAccept): decisions.accept,
    ("ringing", ConversationDecline): decisions.decline,
    ("ringing", ConversationHangUp): decisions.withdraw,
    ("ringing", ConversationGiveUp): decisions.unanswered,
    ("ringing", ConversationJoin): decisions.prepare,
    ("accepted", ConversationRing): participants.ring_for_invitation,
    ("accepted", ConversationAccept): decisions.too_late,
    ("accepted", ConversationDecline): decisions.too_late,
    ("accepted", ConversationHangUp): decisions.hang_up,
    ("accepted", ConversationLeave): decisions.hang_up,
    ("accepted", ConversationJoin): decisions.join,
    ("accepted", ConversationGiveUp): decisions.too_long,
    ("accepted", ConversationInvite): participants.invite,
    ("accepted", ConversationEnter): participants.enter,
    ("accepted", ConversationRefuseInvitation): participants.refuse_invitation,
    ("accepted", ConversationLapseInvitations): participants.lapse_invitations,
    ("accepted", ConversationRemove): participants.remove,
    ("accepted", ConversationMute): participants.mute,
    ("accepted", ConversationMove): participants.move,
    ("accepted", ConversationWrite): participants.write,
    ("accepted", ConversationLose): participants.lose,
    ("declined", ConversationAccept): decisions.over,
    ("declined", ConversationHangUp): decisions.over,
    ("no_answer", ConversationAccept): decisions.over,
    ("no_answer", ConversationHangUp): decisions.over,
    ("ended", ConversationAccept): decisions.over,
    ("ended", ConversationHangUp): decisions.over,
    ("ended", ConversationLeave): decisions.over,
    ("ended", ConversationJoin): decisions.over,
    ("ended", ConversationEnter): decisions.over,
    ("ended", ConversationRefuseInvitation): decisions.over,
    ("ended", ConversationWrite): decisions.over,
}


def decide(state: Conversation, command: Command, busy: Sequence[str], moment: Moment) -> list[Event]:
    """The events of a wish about a conversation that exists. Refuses ``wrong_state`` for a pair not in the table."""
    decision = TABLE.get((state.phase, type(command)))
    if decision is None:
        raise Refused(Code.WRONG_STATE, phase=state.phase)
    return decision(state, command, busy, moment)
