"""What a wish about a clip comes to."""

from collections.abc import Callable, Mapping
from typing import Any

from media.clips.domain.clip import Clip
from media.domain.conversation import Conversation
from media.domain.decisions import clock_only, party_of, thread
from signaling.protocol.base import Command, Event
from signaling.protocol.clips import (
    ClipErased,
    ClipFileErased,
    ClipFollow,
    ClipForget,
    ClipForgotten,
    ClipHear,
    ClipHeard,
    ClipKeep,
    ClipShown,
    ConversationClip,
)
from signaling.protocol.refusals import Code, Refused
from signaling.slice import Moment

DAY_MS = 86_400_000
CLIPS_AT_MOST = 200
"""Of one conversation: half a minute each, for an hour and a half without a pause."""


def check_may_send(conversation: Conversation, key: str, clips: int) -> None:
    """Refuses ``not_yours`` to who is not in it, ``conversation_ended`` unless it goes on, ``too_long`` after so many.
    Who is not in it learns nothing of its state."""
    if conversation.participant(key) is None:
        raise Refused(Code.NOT_YOURS)
    if not conversation.goes_on:
        raise Refused(Code.CONVERSATION_ENDED)
    if clips >= CLIPS_AT_MOST:
        raise Refused(Code.TOO_LONG, at_most=CLIPS_AT_MOST)


def is_same(kept: Clip, conversation_id: str, key: str, digest: str) -> bool:
    """Whether it is this very clip that came again. Refuses ``same_id_other_body`` when it is another."""
    if (kept.conversation_id, kept.of_key, kept.digest) != (conversation_id, key, digest):
        raise Refused(Code.SAME_ID_OTHER_BODY)
    return True


def decide_keep(
    command: ClipKeep, conversation: Conversation, clips: int, keep_days: int, moment: Moment
) -> list[Event]:
    """``clips``: how many the conversation has. A device's clock is believed between the conversation's begin and
    now."""
    clock_only(moment)
    key = f"{command.of_relation}:{command.of_id}"
    check_may_send(conversation, key, clips)
    own = conversation.participant(key)
    return [
        ConversationClip(
            clip_id=command.clip_id,
            conversation_id=command.conversation_id,
            of_relation=command.of_relation,
            of_id=command.of_id,
            of_name=own.party.name if own else None,
            lasts_ms=command.lasts_ms,
            size=command.size,
            media_type=command.media_type,
            spoken_at_ms=min(max(command.made_at_ms, conversation.asked_at_ms), moment.now_ms),
            keep_until_ms=moment.now_ms + keep_days * DAY_MS,
            shown_to=shown_to(conversation),
            digest=command.digest,
            file_id=command.file_id,
            **thread(conversation),
        )
    ]


def shown_to(conversation: Conversation) -> list[str]:
    """Everybody in it, while it goes on."""
    return [one.party.key for one in conversation.participants] if conversation.goes_on else []


def may_hear(conversation: Conversation, key: str, *, desk: bool) -> bool:
    """As with texts: whoever is or was in it, and the desk unless it is about a consult."""
    was_in = conversation.participant(key) is not None or key in conversation.were
    return was_in or (desk and conversation.about_kind != "consult")


def hear(state: Clip, command: ClipHear, conversation: Conversation, moment: Moment) -> list[Event]:
    """Nothing for one's own, and nothing new for who has heard it before."""
    key = party_of(moment.actor).key
    if key == state.of_key or key in state.heard_by:
        return []
    return [ClipHeard(clip_id=state.clip_id, conversation_id=state.conversation_id, key=key)]


def follow(state: Clip, command: ClipFollow, conversation: Conversation, moment: Moment) -> list[Event]:
    clock_only(moment)
    now = shown_to(conversation)
    if now == state.shown_to:
        return []
    return [ClipShown(clip_id=state.clip_id, conversation_id=state.conversation_id, shown_to=now)]


def forget(state: Clip, command: ClipForget, conversation: Conversation, moment: Moment) -> list[Event]:
    """Nothing when the clock came early, or twice."""
    clock_only(moment)
    if state.forgotten or moment.now_ms < state.keep_until_ms:
        return []
    return [ClipForgotten(clip_id=state.clip_id, conversation_id=state.conversation_id)]


def say_erased(state: Clip, command: ClipErased, conversation: Conversation, moment: Moment) -> list[Event]:
    clock_only(moment)
    if not state.to_erase:
        return []
    return [ClipFileErased(clip_id=state.clip_id, conversation_id=state.conversation_id)]


Decide = Callable[[Clip, Any, Conversation, Moment], list[Event]]
TABLE: Mapping[type[Command], Decide] = {
    ClipHear: hear,
    ClipFollow: follow,
    ClipForget: forget,
    ClipErased: say_erased,
}
"""What happens to a clip that exists."""
