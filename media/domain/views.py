"""Who is shown what of a conversation: both sides, and the desk, which sees who is talking with whom."""

from collections.abc import Mapping

import msgspec

from media.domain.conversation import Conversation
from signaling.protocol.base import View
from signaling.protocol.media import ConversationView
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
    )


def views(state: Conversation) -> Mapping[Audience, View]:
    """The desk is shown all of it (a dispatcher may be a side), but not which consult it is about."""
    view = full_view(state)
    desk = msgspec.structs.replace(view, about="") if state.about_kind == "consult" else view
    shown = {SERVICE: desk, Audience(state.asker.relation, state.asker.id): view}
    if state.to_relation != "service":
        shown[Audience(state.to_relation, state.to_id)] = view
    if state.answerer is not None:
        shown[Audience(state.answerer.relation, state.answerer.id)] = view
    return shown
