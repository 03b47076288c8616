"""A caller in a conversation of three: goes along to the forwarder, agrees to be recorded or not, and leaves alone."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from media.domain.conversation import Conversation
from media.recording.domain.decisions import TEXT_VERSION
from media.recording.domain.state import Recording
from signaling.protocol import incidents
from signaling.protocol.base import Command
from signaling.protocol.caller import (
    CallerLinkAskText,
    CallerLinkDecline,
    CallerLinkOfferLive,
    CallerLinkRevoke,
    CallerLinkStopLive,
)
from signaling.protocol.conversations import ConversationHangUp, ConversationJoin
from signaling.protocol.forwarding import WorkerAdd
from signaling.protocol.participants import (
    ConversationEnter,
    ConversationInvite,
    ConversationLeft,
    ConversationMove,
    ConversationMute,
    ConversationRemove,
    ConversationWrite,
)
from signaling.protocol.recording import (
    RecordingAsk,
    RecordingBegun,
    RecordingConsent,
    RecordingConsented,
    RecordingRefuse,
    RecordingStop,
)
from signaling.protocol.refusals import Code, Refused
from signaling.slice import Actor
from tests.media.caller.yard import INCIDENT, LINK, NODIRA, SECOND_LINK, Yard, crew, guest, yard

CREW = crew("b1")
ASKED_BACK = "0199aaaa-0000-7000-8000-0000000000d1"
RECORDING = "0199aaaa-0000-7000-8000-0000000000e1"
CALLER = f"guest:{LINK}"
TEXT = {"text_version": TEXT_VERSION}


@pytest.fixture
async def made(tmp_path: Path) -> AsyncIterator[Yard]:
    """The caller shows video to who sent the link; a media worker is there."""
    async with yard(tmp_path) as made:
        made.workers.names.add("w1.0")
        await made.do(WorkerAdd, name="media 1", worker_id="w1", key_hash="a" * 64)
        await made.agreed()
        await made.brigade("b1")
        await made.do(CallerLinkOfferLive, guest(), link_id=LINK)
        for actor, endpoint in ((guest(), "telephone"), (NODIRA, "console-1")):
            await made.do(ConversationJoin, actor, **await talk_of(made), endpoint=endpoint)
        yield made


async def talk_of(made: Yard) -> dict[str, Any]:
    return {"conversation_id": (await made.link()).conversation_id or ""}


async def conversation(made: Yard, about: dict[str, Any]) -> Conversation:
    async with made.town.bus.reading() as reading:
        return await reading.get("conversation", about["conversation_id"], Conversation)


async def recording(made: Yard) -> Recording:
    async with made.town.bus.reading() as reading:
        return await reading.get("recording", RECORDING, Recording)


async def call_the_crew_in(made: Yard) -> dict[str, Any]:
    talk = await talk_of(made)
    ring = {**talk, "invitation_id": "invitation-1"}
    await made.do(ConversationInvite, NODIRA, **ring, to_relation="brigade", to_id="b1")
    await made.do(ConversationEnter, CREW, **ring)
    await made.do(ConversationJoin, CREW, **talk, endpoint="tablet-01")
    return talk


async def refused(made: Yard, kind: type[Command], actor: Actor, **fields: Any) -> Code:
    with pytest.raises(Refused) as told:
        await made.do(kind, actor, **fields)
    return told.value.code


def seen_by(made: Yard, audience: str, kind: str) -> list[Any]:
    """The things of a kind on somebody's screen."""
    frame = msgspec.json.decode(made.town.hub.frame_after(None, (audience,)))
    return [change["view"] for change in frame["changes"] if change["kind"] == kind]


async def test_with_a_third_the_caller_goes_to_the_forwarder_and_sees_who_is_there(made: Yard) -> None:
    """Rule [L8]: names and roles, nothing of what it is about; and nothing of others' conversations."""
    await call_the_crew_in(made)
    (shown,) = seen_by(made, CALLER, "conversation")
    assert (shown["path"], shown["about"]) == ("forwarder", "")
    assert [(one["name"], one["role"]) for one in shown["participants"]] == [
        (None, "guest"), ("Nodira A.", ""), ("b1", "crew"),
    ]  # fmt: skip
    assert INCIDENT.encode() not in made.town.hub.frame_after(None, (CALLER,))
    assert seen_by(made, f"guest:{SECOND_LINK}", "conversation") == []
    (room,) = seen_by(made, "worker:w1.0", "room")
    assert {one["endpoint"] for one in room["members"]} == {"telephone", "console-1", "tablet-01"}
    assert all("picture" in one["may_send"] for one in room["members"])


async def test_what_a_caller_may_do_there_and_what_not(made: Yard) -> None:
    """Rule [L8]."""
    talk = await call_the_crew_in(made)
    own, others = {"of_relation": "guest", "of_id": LINK}, {"of_relation": "brigade", "of_id": "b1"}
    await made.do(ConversationMute, guest(), **talk, **own, muted=True)
    await made.do(ConversationWrite, guest(), **talk, text="Third entrance")
    await made.do(ConversationMove, guest(), **talk, why="no_path")
    third = {"invitation_id": ASKED_BACK, "to_relation": "brigade", "to_id": "b2"}
    wishes: list[tuple[type[Command], dict[str, Any]]] = [
        (ConversationMute, others),
        (ConversationRemove, others),
        (ConversationInvite, third),
        (RecordingAsk, {"recording_id": RECORDING, **TEXT}),
    ]
    for kind, fields in wishes:
        assert await refused(made, kind, guest(), **talk, **fields) is Code.NOT_ALLOWED
    stranger = guest(SECOND_LINK)
    assert await refused(made, ConversationHangUp, stranger, **talk) is Code.NOT_YOURS
    assert await refused(made, ConversationJoin, stranger, **talk, endpoint="telephone") is Code.NOT_YOURS
    assert await refused(made, ConversationWrite, stranger, **talk, text="tez") is Code.NOT_YOURS


async def test_recording_begins_with_the_callers_own_yes(made: Yard) -> None:
    """Rules [L8], [V1], [V2]: two of three are not enough; the yes is an event of the caller's own."""
    talk = await call_the_crew_in(made)
    about = {"recording_id": RECORDING}
    await made.do(RecordingAsk, NODIRA, **talk, **about, **TEXT)
    await made.do(RecordingConsent, CREW, **about, **TEXT)
    (asked,) = seen_by(made, CALLER, "recording")
    assert [one["answer"] for one in asked["agreements"] if one["key"] == CALLER] == ["open"]
    assert (await recording(made)).phase == "asked"
    assert await made.facts(RecordingBegun) == []
    assert await refused(made, RecordingConsent, guest(SECOND_LINK), **about, **TEXT) is Code.NOT_YOURS
    await made.do(RecordingConsent, guest(), **about, **TEXT)
    assert [event.by_key for event in await made.facts(RecordingConsented)] == ["brigade:b1", CALLER]
    assert (await recording(made)).phase == "running"
    assert [one["phase"] for one in seen_by(made, CALLER, "recording")] == ["running"]


async def test_a_caller_ends_a_recording_by_taking_the_own_yes_back_alone(made: Yard) -> None:
    """Rules [L8], [V4]."""
    talk = await talk_of(made)
    about = {"recording_id": RECORDING}
    await made.do(RecordingAsk, NODIRA, **talk, **about, **TEXT)
    await made.do(RecordingConsent, guest(), **about, **TEXT)
    assert (await conversation(made, talk)).path == "forwarder"
    assert await refused(made, RecordingStop, guest(), **about) is Code.NOT_ALLOWED
    assert (await recording(made)).phase == "running"
    await made.do(RecordingRefuse, guest(), **about)
    assert (await recording(made)).phase == "stopped"


async def test_a_callers_no_is_no(made: Yard) -> None:
    """Rule [V1]."""
    await made.do(RecordingAsk, NODIRA, **await talk_of(made), recording_id=RECORDING, **TEXT)
    await made.do(RecordingRefuse, guest(), recording_id=RECORDING)
    assert (await recording(made)).phase == "refused"


ENDS: list[tuple[type[Command], Actor | None, dict[str, Any]]] = [
    (CallerLinkStopLive, guest(), {"link_id": LINK}),
    (CallerLinkDecline, None, {"link_id": LINK}),
    (CallerLinkAskText, NODIRA, {"link_id": LINK, "only": True}),
    (CallerLinkRevoke, NODIRA, {"link_id": LINK}),
    (incidents.CloseIncident, NODIRA, {"incident_id": INCIDENT, "result": "withdrawn"}),
]


@pytest.mark.parametrize(("kind", "actor", "fields"), ENDS, ids=lambda value: getattr(value, "__name__", ""))
async def test_the_caller_leaves_and_the_others_talk_on(
    made: Yard, kind: type[Command], actor: Actor | None, fields: dict[str, Any]
) -> None:
    """Rule [L9]."""
    talk = await call_the_crew_in(made)
    await made.do(kind, actor, **fields)
    going = await conversation(made, talk)
    assert going.goes_on
    assert [one.party.key for one in going.participants] == [f"person:{NODIRA.id}", "brigade:b1"]
    assert [event.because for event in await made.facts(ConversationLeft)] == ["left"]
    assert seen_by(made, CALLER, "conversation") == []


async def test_of_two_that_is_the_end(made: Yard) -> None:
    """Rule [L9]."""
    talk = await talk_of(made)
    await made.do(CallerLinkStopLive, guest(), link_id=LINK)
    over = await conversation(made, talk)
    assert (over.phase, over.ended_because) == ("ended", "link_over")


async def test_who_was_taken_out_is_rung_no_more_when_the_link_is_over(made: Yard) -> None:
    """Rule [L9]."""
    talk = await call_the_crew_in(made)
    await made.do(ConversationRemove, NODIRA, **talk, of_relation="guest", of_id=LINK)
    await made.do(
        ConversationInvite, NODIRA, **talk, invitation_id="invitation-2", to_relation="guest", to_id=LINK
    )  # fmt: skip
    await made.do(CallerLinkRevoke, NODIRA, link_id=LINK)
    assert (await conversation(made, talk)).invitations == ()
    assert (await conversation(made, talk)).goes_on
