"""What the desk is shown of a recall. Its people are told by a question: a thousand of them are no board's matter."""

from collections.abc import Mapping

from signaling.protocol.base import View
from signaling.protocol.recall import RecalledPersonView, RecallView
from signaling.slice import ADMINISTRATION, SERVICE, Audience
from sms.recall.domain.decisions import phase_of
from sms.recall.domain.recall import Recall, RecalledPerson


def views(state: Recall) -> Mapping[Audience, View]:
    shown = RecallView(
        recall_id=state.recall_id,
        text=state.text,
        place=state.place,
        phase=phase_of(state),
        started_at_ms=state.started_at_ms,
        until_ms=state.until_ms,
        round=state.round,
        again_ms=state.again_ms,
        waiting=len(state.to_list),
        listed=state.listed,
        asked=state.counts.get("asked", 0),
        unreachable=state.counts.get("unreachable", 0),
        left=state.counts.get("left", 0),
        delivered=state.counts.get("delivered", 0),
        failed=state.counts.get("failed", 0),
        opened=state.counts.get("opened", 0),
        replies=state.replies,
        started_by=state.started_by,
        ended_at_ms=state.ended_at_ms,
        ended_why=state.ended_why,
    )
    return {SERVICE: shown, ADMINISTRATION: shown}


def no_views(state: RecalledPerson) -> Mapping[Audience, View]:
    return {}


def person_view(person: RecalledPerson) -> RecalledPersonView:
    return RecalledPersonView(
        recalled_id=person.recalled_id,
        person_id=person.person_id,
        name=person.name,
        role=person.role,
        specialty=person.specialty,
        telephone=person.telephone,
        absent=person.absent,
        round=person.round,
        stage=person.stage,
        opened_at_ms=person.opened_at_ms,
        reply=person.reply,
        replied_at_ms=person.replied_at_ms,
        by_ms=person.by_ms,
    )
