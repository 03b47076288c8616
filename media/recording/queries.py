"""Answers about recordings."""

from collections import defaultdict

import msgspec

from media.domain.conversation import Conversation, Participant, Party
from media.domain.decisions import party_of
from media.recording.domain.decisions import DAY_MS, WATCHERS
from media.recording.domain.state import Answer, Part, Recording
from signaling.protocol.people import PersonCard, PersonView
from signaling.protocol.recording import (
    RecordedParticipant,
    RecordedTake,
    RecordingNow,
    RecordingOf,
    RecordingShow,
    RecordingsList,
    RecordingSummary,
    RecordingWhole,
)
from signaling.protocol.refusals import Code, Refused
from signaling.slice import Actor, Answers, Enquiry, Reading, Role

LISTED_DAYS = 31
VIEWING_LIVES_MS = 12 * 3_600_000
MOST_PARTS = 200_000


async def recording_of(question: RecordingOf, enquiry: Enquiry) -> RecordingNow | None:
    """The active one; there is one at most."""
    found = await enquiry.reading.find("recording", Recording, conversation_id=question.conversation_id, is_active=True)
    return RecordingNow(recording_id=found[0].recording_id, agreed=not found[0].missing) if found else None


async def list_recordings(question: RecordingsList, enquiry: Enquiry) -> list[RecordingSummary]:
    until_ms = enquiry.now_ms if question.until_ms is None else question.until_ms
    days = [until_ms // DAY_MS - day for day in range(LISTED_DAYS)]
    found = await enquiry.reading.find("recording", Recording, limit=10_000, asked_day=days)
    seen = [state for state in found if state.asked_at_ms <= until_ms and may_know(state, enquiry.actor)]
    return [summary(state) for state in sorted(seen, key=lambda state: state.asked_at_ms, reverse=True)]


def may_know(state: Recording, actor: Actor) -> bool:
    """Who may know of a recording: those of the desk and the doctors who took part, and administrators."""
    return actor.role is Role.ADMINISTRATOR or took_part(state, actor)


def took_part(state: Recording, actor: Actor) -> bool:
    return actor.role in WATCHERS and party_of(actor).key in state.answers


def has_viewing(state: Recording, actor: Actor, viewing_id: str | None, now_ms: int) -> bool:
    """Whether this is the actor's own viewing, of today."""
    return any(
        one.viewing_id == viewing_id and one.by_id == actor.id and now_ms - one.at_ms < VIEWING_LIVES_MS
        for one in state.watched
    )


def summary(state: Recording) -> RecordingSummary:
    return RecordingSummary(
        recording_id=state.recording_id,
        conversation_id=state.conversation_id,
        phase=state.phase,
        asked_at_ms=state.asked_at_ms,
        began_at_ms=state.began_at_ms,
        ended_at_ms=state.ended_at_ms,
        keep_until_ms=state.keep_until_ms,
        participants=len(state.answers),
        viewings=len(state.watched),
    )


async def show(question: RecordingShow, enquiry: Enquiry) -> RecordingWhole:
    """Names of guests are a patient's or a relative's: who did not take part sees them with a viewing alone."""
    state = await enquiry.reading.get("recording", question.recording_id, Recording)
    if not may_know(state, enquiry.actor):
        raise Refused(Code.NOT_FOUND, kind="recording", id=question.recording_id)
    inside = took_part(state, enquiry.actor)
    viewing = has_viewing(state, enquiry.actor, question.viewing_id, enquiry.now_ms)
    conversation = await enquiry.reading.get("conversation", state.conversation_id, Conversation)
    return RecordingWhole(
        summary=summary(state),
        took_part=inside,
        text_version=state.text_version,
        participants=[
            await _named(one, enquiry) for one in participants(state, conversation, with_guests=inside or viewing)
        ],
        takes=await takes(enquiry.reading, state) if viewing and state.phase == "stopped" else [],
        watched=state.watched,
    )


async def _named(one: RecordedParticipant, enquiry: Enquiry) -> RecordedParticipant:
    """A colleague who came in later and left is known to the conversation by their key alone."""
    if one.name is not None or one.relation != "person":
        return one
    try:
        card: PersonView | None = await enquiry.ask(PersonCard(person_id=Party.of_key(one.key).id))
    except Refused:
        return one
    return one if card is None else msgspec.structs.replace(one, name=card.name, role=str(card.role))


def participants(state: Recording, conversation: Conversation, *, with_guests: bool) -> list[RecordedParticipant]:
    """Everybody who was asked, with what the conversation still knows of their names."""
    known = {party.key: party for party in parties(conversation)}
    told = []
    for key, answer in state.answers.items():
        party = known.get(key) or Party.of_key(key)
        name = party.name if with_guests or party.relation != "guest" else None
        told.append(_participant(party, name, answer))
    return told


def parties(conversation: Conversation) -> list[Party]:
    """Everybody of whom the conversation knows a name: who is in it, and its two sides, who may have left."""
    inside: list[Participant] = list(conversation.participants)
    sides = [conversation.asker, *([conversation.answerer] if conversation.answerer else [])]
    return [*sides, *(one.party for one in inside)]


def _participant(party: Party, name: str | None, answer: Answer) -> RecordedParticipant:
    return RecordedParticipant(
        key=party.key,
        relation=party.relation,
        name=name,
        role=party.role,
        agreement=answer.agreement,
        answered_at_ms=answer.at_ms,
    )


async def takes(reading: Reading, state: Recording) -> list[RecordedTake]:
    """What can be played, in the order of the recording."""
    parts = await reading.find("recording_part", Part, limit=MOST_PARTS, recording_id=state.recording_id)
    grouped: dict[tuple[str, int], list[Part]] = defaultdict(list)
    for part in parts:
        grouped[part.reel_id, part.take].append(part)
    told = [_take(group) for group in grouped.values()]
    return sorted(told, key=lambda take: (take.from_ms, take.key, take.filmed))


def _take(parts: list[Part]) -> RecordedTake:
    ordered = sorted(parts, key=lambda part: part.number)
    first = ordered[0]
    return RecordedTake(
        reel_id=first.reel_id,
        take=first.take,
        key=first.key,
        filmed=first.filmed,
        from_ms=first.begins_ms,
        until_ms=max(part.until_ms for part in ordered),
        parts=len(ordered),
        size=sum(part.size for part in ordered),
    )


async def parts_of_take(reading: Reading, recording_id: str, reel_id: str, take: int) -> list[Part]:
    """In order. Refuses ``not_found`` when there is none."""
    found = await reading.find("recording_part", Part, limit=MOST_PARTS, reel_id=reel_id)
    parts = [part for part in found if part.take == take and part.recording_id == recording_id]
    if not parts:
        raise Refused(Code.NOT_FOUND, kind="recording_take", id=f"{reel_id} {take}")
    return sorted(parts, key=lambda part: part.number)


ANSWERS = (
    Answers(RecordingOf, recording_of),
    Answers(RecordingsList, list_recordings, from_screens=True),
    Answers(RecordingShow, show, from_screens=True),
)
