"""The conversations of the day: of two and three, by a worker, recorded, with guests, clips and stills."""

from typing import Any

from config.trial import fixed_id
from signaling.protocol import (
    clips,
    forwarding,
    guests,
    link_messages,
    participants,
    recording,
    stills,
)
from signaling.protocol import conversations as talks
from signaling.slice import Actor, Role
from tests.laws.watching import (
    ADMIN,
    CONNECTED,
    CREWS,
    EXPERT,
    HOUR,
    KARIMOV,
    LI,
    MINUTE,
    NODIRA,
    PROCESS,
    RASULOVA,
    Day,
)


async def conversations(day: Day) -> None:
    about = {"about": fixed_id("second"), "about_kind": "incident"}

    async def ask(name: str) -> str:
        await day.do(
            talks.ConversationAsk, NODIRA, conversation_id=fixed_id(name), to_relation="brigade", to_id=CREWS[0].id,
            video=True, **about,
        )  # fmt: skip
        return fixed_id(name)

    talk = await ask("talk")
    await day.do(talks.ConversationRing, CREWS[0], conversation_id=talk)
    await day.do(talks.ConversationAccept, CREWS[0], conversation_id=talk)
    await day.do(talks.ConversationJoin, NODIRA, conversation_id=talk, endpoint="screen-1")
    await day.do(talks.ConversationHangUp, NODIRA, conversation_id=talk)
    await day.do(talks.ConversationDecline, CREWS[0], conversation_id=await ask("declined"))
    unanswered = await ask("unanswered")
    await day.wait(MINUTE)
    await day.refused(talks.ConversationAccept, CREWS[0], conversation_id=unanswered)
    day.done.add("conversation.give_up")
    assert [h.event for h in await day.town.events(talks.ConversationUnanswered)]
    await day.do(
        talks.ConversationOpenAccepted, conversation_id=fixed_id("straight"), about=fixed_id("second"),
        about_kind="consult", asker_relation="person", asker_id=KARIMOV.id, answerer_relation="person",
        answerer_id=LI.id,
    )  # fmt: skip
    await three(day, fixed_id("straight"))
    await workers(day)
    await expected(day)
    await recordings(day)
    await frozen(day)


async def three(day: Day, talk: str) -> None:
    """A third comes in by invitation, and whatever may happen among three, until the last but one has gone."""
    others = {
        "invited": RASULOVA, "refused": CREWS[0], "lapsed": CREWS[1],
    }  # fmt: skip
    for name, actor in others.items():
        relation = "brigade" if actor.role is Role.CREW else "person"
        await day.do(
            participants.ConversationInvite, KARIMOV, conversation_id=talk, invitation_id=f"{name} one",
            to_relation=relation, to_id=actor.id,
        )  # fmt: skip
    await day.do(talks.ConversationRing, RASULOVA, conversation_id=talk, device="room", invitation_id="invited one")
    await day.refused(participants.ConversationEnter, LI, conversation_id=talk, invitation_id="invited one")
    await day.do(participants.ConversationEnter, RASULOVA, conversation_id=talk, invitation_id="invited one")
    await day.do(participants.ConversationRefuseInvitation, CREWS[0], conversation_id=talk, invitation_id="refused one")
    await day.wait(MINUTE)
    day.done.add("conversation.lapse_invitations")
    assert len(await day.town.events(participants.InvitationEnded)) == 2
    for actor, endpoint in ((KARIMOV, "room-0001"), (LI, "room-0002"), (RASULOVA, "room-0003")):
        await day.do(talks.ConversationJoin, actor, conversation_id=talk, endpoint=endpoint)
    await day.do(participants.ConversationMove, KARIMOV, conversation_id=talk, why="no_path")
    await day.do(participants.ConversationMute, KARIMOV, conversation_id=talk, of_relation="person", of_id=RASULOVA.id)
    await day.do(participants.ConversationWrite, RASULOVA, conversation_id=talk, text="13:55")
    await day.refused(participants.ConversationWrite, NODIRA, conversation_id=talk, text="?")
    await day.do(
        participants.ConversationRemove, KARIMOV, conversation_id=talk, of_relation="person", of_id=RASULOVA.id
    )
    await day.do(participants.ConversationInvite, LI, conversation_id=talk, invitation_id="again one",
                 to_relation="person", to_id=RASULOVA.id)  # fmt: skip
    await day.do(participants.ConversationEnter, RASULOVA, conversation_id=talk, invitation_id="again one")
    await day.do(participants.ConversationLose, conversation_id=talk, endpoint="room-0002")
    await day.do(participants.ConversationLeave, KARIMOV, conversation_id=talk)


async def expected(day: Day) -> None:
    """Guests with links: one comes in, goes and knocks again, others are refused, withdrawn, or come too late."""
    talk, link_id = fixed_id("with guests"), EXPERT.id
    await day.do(
        talks.ConversationOpenAccepted, conversation_id=talk, about=fixed_id("second"), about_kind="incident",
        asker_relation="person", asker_id=NODIRA.id, answerer_relation="brigade", answerer_id=CREWS[0].id,
    )  # fmt: skip
    wish: dict[str, Any] = {"conversation_id": talk, "role": "expert", "name": "N. Li", "language": "uz"}
    await day.do(guests.GuestInvite, NODIRA, link_id=link_id, **wish, telephone="+998000000009")
    await day.do(guests.GuestNoteDelivery, link_id=link_id, status="sent")
    await day.do(guests.GuestTake, link_id=link_id, language="ru")
    await day.do(guests.GuestKnock, EXPERT, link_id=link_id)
    await day.refused(guests.GuestAdmit, EXPERT, link_id=link_id)
    await day.do(guests.GuestFollowRecording, link_id=link_id)
    await day.do(guests.GuestAdmit, CREWS[0], link_id=link_id)
    await day.do(guests.GuestNoteOut, link_id=link_id, because="lost")
    await day.do(participants.ConversationLeave, EXPERT, conversation_id=talk)
    await day.do(guests.GuestKnock, EXPERT, link_id=link_id)
    await day.wait(6 * MINUTE)
    day.done.add("guest.lapse")
    assert len(await day.town.events(guests.GuestKnockEnded)) == 1
    await day.do(guests.GuestKnock, EXPERT, link_id=link_id)
    await day.do(guests.GuestRefuse, NODIRA, link_id=link_id)
    for name in ("withdrawn", "late", "removed"):
        await day.do(guests.GuestInvite, NODIRA, link_id=fixed_id(name), **wish)
    await day.do(guests.GuestWithdraw, NODIRA, link_id=fixed_id("withdrawn"))
    await day.do(guests.GuestEnd, link_id=fixed_id("removed"), because="removed")
    await day.wait(3 * HOUR)
    day.done.add("guest.expire")
    await day.do(
        link_messages.GuestMessageSend, link_id=link_id, conversation_id=talk, language="uz",
        expires_at_ms=day.town.now_ms + HOUR, telephone="+998000000009",
    )  # fmt: skip
    await day.do(link_messages.GuestMessageRecall, link_id=link_id)
    await day.do(talks.ConversationHangUp, NODIRA, conversation_id=talk)


async def workers(day: Day) -> None:
    """Rooms move when their worker is lost, comes back, begins anew or is revoked; here none is ever connected."""
    worker_id = fixed_id("worker")
    await day.do(forwarding.WorkerAdd, ADMIN, worker_id=worker_id, name="media 1", key_hash="a" * 64)
    process = Actor(id=f"{worker_id}.0", role=Role.WORKER, sign_in_id=worker_id)
    await day.do(forwarding.WorkerBegin, process)
    talk = fixed_id("of three")
    await day.do(
        talks.ConversationOpenAccepted, conversation_id=talk, about=fixed_id("second"), about_kind="incident",
        asker_relation="person", asker_id=NODIRA.id, answerer_relation="brigade", answerer_id=CREWS[0].id,
    )  # fmt: skip
    await day.do(
        participants.ConversationInvite, NODIRA, conversation_id=talk, invitation_id="third one",
        to_relation="person", to_id=KARIMOV.id,
    )  # fmt: skip
    await day.do(participants.ConversationEnter, KARIMOV, conversation_id=talk, invitation_id="third one")
    await day.do(forwarding.ConversationRepin, conversation_id=talk, move=1)
    await day.do(forwarding.WorkerRevoke, ADMIN, worker_id=worker_id)
    await day.do(talks.ConversationHangUp, conversation_id=talk)


async def recordings(day: Day) -> None:
    """Asked, agreed to, running, paused by who comes in, stopped, watched; its parts kept."""
    worker_id, talk = fixed_id("recorder"), fixed_id("recorded")
    about: dict[str, Any] = {"recording_id": fixed_id("recording")}
    await day.do(forwarding.WorkerAdd, ADMIN, worker_id=worker_id, name="media 2", key_hash="b" * 64)
    CONNECTED.add(PROCESS.id)
    await day.do(
        talks.ConversationOpenAccepted, conversation_id=talk, about=fixed_id("second"), about_kind="incident",
        asker_relation="person", asker_id=NODIRA.id, answerer_relation="brigade", answerer_id=CREWS[0].id,
    )  # fmt: skip
    for actor, endpoint in ((NODIRA, "console-1"), (CREWS[0], "tablet-01")):
        await day.do(talks.ConversationJoin, actor, conversation_id=talk, endpoint=endpoint)
    await day.do(recording.RecordingAsk, NODIRA, conversation_id=talk, recording_id=fixed_id("no"), text_version=1)
    await day.do(recording.RecordingRefuse, CREWS[0], recording_id=fixed_id("no"))
    await day.do(recording.RecordingAsk, NODIRA, conversation_id=talk, **about, text_version=1)
    await day.refused(recording.RecordingConsent, LI, **about, text_version=1)
    await day.do(recording.RecordingConsent, CREWS[0], **about, text_version=1)
    await day.do(
        participants.ConversationInvite, NODIRA, conversation_id=talk, invitation_id="recorded one",
        to_relation="person", to_id=KARIMOV.id,
    )  # fmt: skip
    await day.do(participants.ConversationEnter, KARIMOV, conversation_id=talk, invitation_id="recorded one")
    await day.do(talks.ConversationJoin, KARIMOV, conversation_id=talk, endpoint="room-0009")
    assert await day.town.events(recording.RecordingPaused)
    await day.do(recording.RecordingConsent, KARIMOV, **about, text_version=1)
    await day.do(recording.RecordingFollow, **about)
    part: dict[str, Any] = {
        "worker_id": worker_id, "reel_id": fixed_id("reel"), "number": 0, "take": 0, "endpoint": "console-1",
        "key": f"person:{NODIRA.id}", "filmed": "person", "from_ms": 0, "until_ms": 10_000, "begins_ms": 0, "key_ms": 0,
        "head_bytes": 200, "size": 1000, "previous_digest": "", "digest": "d" * 64, "file_id": "f" * 64,
    }  # fmt: skip
    await day.do(recording.RecordingKeepPart, **about, **part)
    await day.do(recording.RecordingEndReel, **about, worker_id=worker_id, reel_id=fixed_id("reel"), parts=1)
    await day.do(recording.RecordingStop, CREWS[0], **about)
    await day.do(recording.RecordingWatch, KARIMOV, **about)
    await day.do(recording.RecordingInspect, ADMIN, **about, reason="complaint")
    await clip(day, talk)
    await day.wait(MINUTE)
    day.done.add("conversation.release")
    routed: list[Any] = [happened.event for happened in await day.town.events(forwarding.ConversationRouted)]
    assert [event.because for event in routed[-2:]] == ["two_left", "released"]
    await day.do(talks.ConversationHangUp, conversation_id=talk)
    CONNECTED.clear()


async def clip(day: Day, talk: str) -> None:
    """Said, shown, heard; who goes sees it no more."""
    about: dict[str, Any] = {"clip_id": fixed_id("clip")}
    said: dict[str, Any] = {
        "of_relation": "person", "of_id": NODIRA.id, "lasts_ms": 3000, "size": 4500, "media_type": "audio/webm",
        "digest": "c" * 64, "file_id": "e" * 64,
    }  # fmt: skip
    await day.do(clips.ClipKeep, conversation_id=talk, **about, **said)
    await day.refused(clips.ClipHear, LI, **about)
    await day.do(clips.ClipHear, CREWS[0], **about)
    await day.do(participants.ConversationLeave, KARIMOV, conversation_id=talk)
    await day.do(clips.ClipFollow, **about)


async def frozen(day: Day) -> None:
    """A still is asked for, comes, is drawn upon and closed; one fails, and one is late."""
    talk, still_id = fixed_id("frozen"), fixed_id("still")
    await day.do(
        talks.ConversationOpenAccepted, conversation_id=talk, about=fixed_id("second"), about_kind="incident",
        asker_relation="person", asker_id=NODIRA.id, answerer_relation="brigade", answerer_id=CREWS[0].id,
    )  # fmt: skip
    for actor, endpoint in ((NODIRA, "console-3"), (CREWS[0], "tablet-03")):
        await day.do(talks.ConversationJoin, actor, conversation_id=talk, endpoint=endpoint)
    of_tablet: dict[str, Any] = {"conversation_id": talk, "of_endpoint": "tablet-03", "x": 0.25, "y": 0.75}
    await day.do(stills.StillAsk, NODIRA, still_id=still_id, **of_tablet)
    plan = stills.StillPlan(width=640, height=480, left=0.0, top=0.5, right=0.5, bottom=1.0, columns=1, rows=1)
    for part in ("preview", "detail", "tile-0-0"):
        kept: dict[str, Any] = {"file_id": "ab" * 32, "size": 1000, "plan": plan if part == "preview" else None}
        await day.do(stills.StillKeepPart, still_id=still_id, part=part, **kept)
    stroke = {"still_id": still_id, "shape": "line", "points": [(0.1, 0.1), (0.5, 0.25)], "colour": "cyan"}
    await day.do(stills.StillDraw, CREWS[0], stroke_id=fixed_id("stroke"), **stroke)
    await day.do(stills.StillDraw, NODIRA, stroke_id=fixed_id("taken back"), **stroke)
    await day.do(stills.StillUndraw, NODIRA, still_id=still_id, stroke_id=fixed_id("taken back"))
    await day.refused(stills.StillDraw, CREWS[1], stroke_id=fixed_id("no"), **stroke)
    await day.do(stills.StillFollow, still_id=still_id)
    await day.do(stills.StillClose, NODIRA, still_id=still_id)
    await day.do(stills.StillAsk, NODIRA, still_id=fixed_id("no camera"), **of_tablet)
    await day.do(stills.StillFail, CREWS[0], still_id=fixed_id("no camera"), because="no_camera")
    await day.do(stills.StillClose, NODIRA, still_id=fixed_id("no camera"))
    await day.do(stills.StillAsk, NODIRA, still_id=fixed_id("late"), **of_tablet)
    await day.wait(2 * MINUTE)
    day.done.add("still.give_up")
    assert len(await day.town.events(stills.StillBroken)) == 2
    await day.do(talks.ConversationHangUp, conversation_id=talk)
