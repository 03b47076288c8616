"""Answers about how good conversations were, for administrators."""

from collections.abc import Iterable

from media.quality.domain.course import DAY_MS, KIND, Course, course_view
from media.quality.domain.seconds import Chunk
from media.quality.live import LiveQuality
from signaling.protocol.incident_summaries import IncidentFound, IncidentsFound
from signaling.protocol.quality import (
    ConversationQuality,
    ConversationsEnded,
    CourseView,
    QualityCourse,
    RungChange,
    SideCourse,
)
from signaling.protocol.refusals import Code, Refused
from signaling.slice import Answers, Enquiry

CHUNKS_AT_MOST = 1_500
"""A day and a side: some 1.5 MB of answer."""
LISTED_AT_MOST = 200
ENDED_A_DAY_AT_MOST = 10_000


def answers(live: LiveQuality) -> tuple[Answers, ...]:
    """The questions of the page of rooms."""

    async def quality(question: ConversationQuality, enquiry: Enquiry) -> QualityCourse:
        """Refuses ``not_found`` also for what was never accepted."""
        course = await enquiry.reading.get(KIND, question.conversation_id, Course)
        if course.began_at_ms is None:
            raise Refused(Code.NOT_FOUND, kind="conversation", id=question.conversation_id)
        # Memory first: what is written in between is then in both, and not in neither.
        waiting = live.gathering.present(course.conversation_id)
        kept = await live.store.of_conversation(course.conversation_id, CHUNKS_AT_MOST)
        places = {member.key: place for place, member in enumerate(course.members)}
        return QualityCourse(
            course=course_view(course),
            entries=list(course.entries),
            sides=sorted(sides([*kept, *waiting]), key=lambda side: places.get(side.key, len(places))),
            cut=len(kept) == CHUNKS_AT_MOST,
        )

    return (
        Answers(ConversationQuality, quality, from_screens=True),
        Answers(ConversationsEnded, ended, from_screens=True),
    )


def sides(chunks: Iterable[Chunk]) -> list[SideCourse]:
    """Each side's chunks in order, each once; a rung is told again only when it changed."""
    longest: dict[tuple[str, int], Chunk] = {}
    for chunk in chunks:
        kept = longest.get((chunk.key, chunk.from_ms))
        if kept is None or chunk.seconds > kept.seconds:
            longest[chunk.key, chunk.from_ms] = chunk
    by_side: dict[str, list[Chunk]] = {}
    for _, chunk in sorted(longest.items()):
        by_side.setdefault(chunk.key, []).append(chunk)
    return [SideCourse(key=key, runs=[chunk.run for chunk in own], rungs=_rungs(own)) for key, own in by_side.items()]


def _rungs(chunks: list[Chunk]) -> list[RungChange]:
    changes: list[RungChange] = []
    for one in (change for chunk in chunks for change in chunk.rungs):
        last = changes[-1] if changes else None
        if last is None or (last.rung, last.reason, last.choice) != (one.rung, one.reason, one.choice):
            changes.append(one)
    return changes


async def ended(question: ConversationsEnded, enquiry: Enquiry) -> list[CourseView]:
    """Those of an incident are found by its number alone; nothing else of it is told."""
    if question.number is not None:
        found = await _of_number(question.number, enquiry)
    else:
        until_ms = enquiry.now_ms if question.until_ms is None else question.until_ms
        days = [until_ms // DAY_MS, until_ms // DAY_MS - 1]
        listed = await enquiry.reading.find(KIND, Course, limit=ENDED_A_DAY_AT_MOST, ended_day=days)
        found = [course for course in listed if (course.ended_at_ms or 0) <= until_ms]
    newest = sorted(found, key=lambda course: course.ended_at_ms or course.began_at_ms or 0, reverse=True)
    return [course_view(course) for course in newest[:LISTED_AT_MOST]]


async def _of_number(number: str, enquiry: Enquiry) -> list[Course]:
    """Also those that still go on: whoever seeks a number seeks all of it."""
    incidents: list[IncidentFound] = await enquiry.ask(IncidentsFound(text=number, limit=100))
    ids = [incident.incident_id for incident in incidents]
    if not ids:
        return []
    found = await enquiry.reading.find(KIND, Course, limit=ENDED_A_DAY_AT_MOST, about=ids)
    return [course for course in found if course.began_at_ms is not None]
