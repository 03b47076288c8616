"""Who is shown what of a conversation: everybody in it, and the desk, which sees who is talking with whom."""

from collections.abc import Mapping

import msgspec

from media.domain.conversation import Conversation, Invitation, Participant
from media.domain.expected import expected_views
from signaling.protocol.base import View
from signaling.protocol.conversation_views import ConversationView, InvitationView, ParticipantView, TriedView
from signaling.slice import SERVICE, Audience


def full_view(state: Conversation) -> ConversationView:
    """What a side sees."""
    answerer = state.answerer
    return ConversationView(
        conversation_id=state.conversation_id,
        about=state.about,
        about_kind=state.about_kind,
        phase=state.phase,
        asker_relation=state.asker.relation,
        asker_id=state.asker.id,
        asker_name=state.asker.name,
        to_relation=state.to_relation,
        to_id=state.to_id,
        answerer_relation=answerer.relation if answerer else None,
        answerer_id=answerer.id if answerer else None,
        answerer_name=answerer.name if answerer else None,
        video=state.video,
        asked_at_ms=state.asked_at_ms,
        ring_until_ms=state.ring_until_ms,
        accepted_at_ms=state.accepted_at_ms,
        ended_at_ms=state.ended_at_ms,
        ended_because=state.ended_because,
        ended_by_side=state.ended_by_side,
        round=state.round,
        asker_endpoint=state.asker_endpoint,
        answerer_endpoint=state.answerer_endpoint,
        participants=[_participant(one) for one in state.participants],
        invitations=[_invitation(one) for one in state.invitations],
        tried=[
            TriedView(relation=one.relation, id=one.id, name=one.name, outcome=one.outcome, at_ms=one.at_ms)
            for one in state.tried
        ],
        then=list(state.then),
        ringing_on=list(state.ringing_on),
        path=state.path,
        move=state.move,
        held_by=list(state.held_by),
        no_worker=state.path == "forwarder" and state.worker_id is None,
        texts=len(state.written),
        expected=expected_views(state),
    )


def _participant(one: Participant) -> ParticipantView:
    return ParticipantView(
        place=one.place,
        relation=one.party.relation,
        id=one.party.id,
        name=one.party.name,
        role=one.party.role,
        endpoint=one.endpoint,
        entered_at_ms=one.entered_at_ms,
        muted_by=one.muted_by,
    )


def _invitation(one: Invitation) -> InvitationView:
    return InvitationView(
        invitation_id=one.invitation_id,
        to_relation=one.to_relation,
        to_id=one.to_id,
        to_name=one.to_name,
        by_relation=one.by.relation,
        by_id=one.by.id,
        by_name=one.by.name,
        rings=one.rings,
        ringing_on=list(one.ringing_on),
        ring_until_ms=one.ring_until_ms,
    )


def views(state: Conversation) -> Mapping[Audience, View]:
    """Whoever is in it, is rung for it or invited, and the desk, which is shown all of it but not which consult it is
    about. A guest is not told what it is about, nor who else is expected."""
    view = full_view(state)
    nothing_of_it = msgspec.structs.replace(view, about="")
    for_guests = msgspec.structs.replace(nothing_of_it, expected=[])
    shown: dict[Audience, View] = {SERVICE: nothing_of_it if state.about_kind == "consult" else view}
    for audience in _audiences(state):
        if audience != SERVICE:
            shown[audience] = for_guests if audience.relation == "guest" else view
    return shown


def _audiences(state: Conversation) -> list[Audience]:
    inside = [Audience(one.party.relation, one.party.id) for one in state.participants]
    if state.answerer is None:
        inside = [Audience(state.asker.relation, state.asker.id), Audience(state.to_relation, state.to_id)]
    return [*inside, *(Audience(one.to_relation, one.to_id) for one in state.invitations)]
