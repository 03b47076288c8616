"""What of a caller's link is shown to whom."""

from collections.abc import Mapping

import msgspec

from media.caller.domain.link import CallerLink
from signaling.protocol.base import View
from signaling.protocol.caller import CallerGuestView, CallerLinkView
from signaling.slice import SERVICE, Audience


def views(state: CallerLink) -> Mapping[Audience, View]:
    """The desk sees all of it; the guest what the own page needs; the lead's crew, once it was passed on to them,
    position and pictures without what desk and caller write to each other."""
    whole = desk_view(state)
    shown: dict[Audience, View] = {SERVICE: whole, Audience("guest", state.link_id): guest_view(state)}
    if state.passed_on_to is not None:
        shown[Audience("brigade", state.passed_on_to)] = msgspec.structs.replace(whole, messages=[])
    return shown


def live(state: CallerLink) -> bool:
    return not state.retired


def desk_view(state: CallerLink) -> CallerLinkView:
    return CallerLinkView(
        link_id=state.link_id,
        incident_id=state.incident_id,
        phase=state.phase,
        language=state.language,
        sent_at_ms=state.sent_at_ms,
        expires_at_ms=state.expires_at_ms,
        sent_by=state.sent_by,
        sent_by_name=state.sent_by_name,
        delivery=state.delivery,
        opened_at_ms=state.opened_at_ms,
        agreed_at_ms=state.agreed_at_ms,
        declined_at_ms=state.declined_at_ms,
        ended_at_ms=state.ended_at_ms,
        ended_because=state.ended_because,
        text_only=state.text_only,
        passed_on=state.passed_on,
        passed_on_to=state.passed_on_to,
        point=state.point,
        accuracy_metres=state.accuracy_metres,
        placed_at_ms=state.placed_at_ms,
        pictures=list(state.pictures),
        messages=list(state.messages),
        live_offered_at_ms=state.live_offered_at_ms,
        conversation_id=state.conversation_id,
    )


def guest_view(state: CallerLink) -> CallerGuestView:
    return CallerGuestView(
        link_id=state.link_id,
        phase=state.phase,
        expires_at_ms=state.expires_at_ms,
        ended_because=state.ended_because,
        text_only=state.text_only,
        pictures=len(state.pictures),
        messages=list(state.messages),
        placed_at_ms=state.placed_at_ms,
        live_offered_at_ms=state.live_offered_at_ms,
        conversation_id=state.conversation_id,
    )
