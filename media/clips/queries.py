"""Answers about clips, and who may hear one."""

from media.clips.domain.clip import KIND, Clip, view_of
from media.clips.domain.decisions import may_hear
from media.clips.handlers import conversation_of, kept_clip
from media.domain.decisions import DESK, party_of
from signaling.protocol.clips import ClipsAbout, ClipsShown, ClipView
from signaling.protocol.refusals import Code, Refused
from signaling.slice import Actor, Answers, Enquiry, Reading


async def may_actor_hear(reading: Reading, conversation_id: str, actor: Actor) -> bool:
    conversation = await conversation_of(reading, conversation_id)
    return may_hear(conversation, party_of(actor).key, desk=actor.role in DESK)


async def clip_for(reading: Reading, clip_id: str, actor: Actor) -> Clip:
    """Refuses ``not_found`` alike for what is not there and for what is not the actor's to hear."""
    clip = await kept_clip(reading, clip_id)
    if clip is None or not await may_actor_hear(reading, clip.conversation_id, actor):
        raise Refused(Code.NOT_FOUND, kind=KIND, id=clip_id)
    return clip


async def about(question: ClipsAbout, enquiry: Enquiry) -> list[ClipView]:
    found = await enquiry.reading.find(KIND, Clip, about=question.about)
    heard = {
        id: await may_actor_hear(enquiry.reading, id, enquiry.actor) for id in {clip.conversation_id for clip in found}
    }
    return [view_of(clip) for clip in sorted(found, key=lambda clip: clip.at_ms) if heard[clip.conversation_id]]


async def shown(question: ClipsShown, enquiry: Enquiry) -> list[str]:
    found = await enquiry.reading.find(KIND, Clip, conversation_id=question.conversation_id, is_shown=True)
    return [clip.clip_id for clip in found]


ANSWERS = (Answers(ClipsAbout, about, from_screens=True), Answers(ClipsShown, shown))
