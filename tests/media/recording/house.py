"""A conversation on a bus, with a media worker, that can be recorded."""

import dataclasses
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from uuid import uuid4

import msgspec

import media.assembly
import media.recording.assembly
from media.queries import answers
from media.recording.domain.decisions import TEXT_VERSION
from media.recording.domain.state import Recording
from media.turn import TurnSettings
from signaling.files import Files
from signaling.protocol.base import Command
from signaling.protocol.conversations import ConversationAccept, ConversationAsk, ConversationHangUp, ConversationJoin
from signaling.protocol.forwarding import ConversationRepin, WorkerAdd
from signaling.protocol.incident_summaries import IncidentSummary
from signaling.protocol.participants import ConversationEnter, ConversationInvite, ConversationLeave
from signaling.protocol.people import PersonCard, PersonView
from signaling.protocol.recording import (
    RecordingAsk,
    RecordingConsent,
    RecordingKeepPart,
    RecordingRefuse,
    RecordingStop,
)
from signaling.slice import Actor, Answers, Audience, Enquiry, Role, Slice
from signaling.store.files import MemoryFileRecords
from signaling.testing import Town, person

NODIRA = person(Role.DISPATCHER, "Nodira A.")
CREW = Actor("b1", Role.CREW, "Reanimatsion 5", brigade_id="b1")
DOCTOR = person(Role.SPECIALIST, "M. Rasulova")
OTHER_DOCTOR = person(Role.PHYSICIAN, "Sh. Karimov")
AUDITOR = person(Role.ADMINISTRATOR, "A. Admin")
KEYS = {actor.name: f"person:{actor.id}" for actor in (NODIRA, DOCTOR, OTHER_DOCTOR)} | {CREW.name: "brigade:b1"}
KEEP_DAYS = 30


class NoScreens:
    """Nobody is connected."""

    def tell(self, audience: Audience, message: msgspec.Struct) -> None: ...

    def tell_session(self, session_id: str, message: msgspec.Struct) -> None: ...


class House:
    """``async with House(folder) as house``: Nodira and a crew talk; worker w1's first process is connected."""

    def __init__(self, folder: Path) -> None:
        self.connected = {"w1.0"}
        self.reacts = True
        self.worker_keys = {"w1": "a" * 64, "w2": "b" * 64}

        async def ask(question: Any) -> Any:
            raise AssertionError("no signal is sent here")

        async def known(question: Any, enquiry: Enquiry) -> None:
            """There is such an incident."""

        async def card(question: PersonCard, enquiry: Enquiry) -> PersonView:
            actor = next(one for one in (NODIRA, DOCTOR, OTHER_DOCTOR) if one.id == question.person_id)
            return PersonView(
                person_id=actor.id, name=actor.name, role="specialist" if actor is DOCTOR else "physician"
            )

        talk = media.assembly.assemble(screens=NoScreens(), ask=ask)
        talk = dataclasses.replace(
            talk,
            answers=(
                *answers(TurnSettings(), lambda: self.connected),
                Answers(PersonCard, card),
                Answers(IncidentSummary, known),
            ),
            reactions=(),
            workers=(),
        )
        self.slices: list[Slice] = [talk, media.recording.assembly.assemble(lambda: self.files, KEEP_DAYS)]
        self.town = Town(self.slices)
        self.records = MemoryFileRecords()
        self.files = Files(self.records, folder / "files", self.town.clock)
        self.conversation_id = str(uuid4())
        self.recording_id = str(uuid4())

    async def __aenter__(self) -> Self:
        await self.town.__aenter__()
        for worker_id, key_hash in self.worker_keys.items():
            await self.do(WorkerAdd, name=worker_id, worker_id=worker_id, key_hash=key_hash)
        await self.do(
            ConversationAsk, NODIRA, conversation_id=self.conversation_id, to_relation="brigade", to_id="b1",
            about="i1", about_kind="incident",
        )  # fmt: skip
        await self.do(ConversationAccept, CREW, conversation_id=self.conversation_id)
        for actor in (NODIRA, CREW):
            await self.join(actor)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.town.__aexit__(kind, error, trace)

    async def do(self, command: type[Command], actor: Actor | None = None, **fields: Any) -> Any:
        """The command, and then whatever follows from it."""
        result = await self.town.do(self.town.wish(command, **fields), actor)
        if self.reacts:
            await self.town.react()
        return result

    async def join(self, actor: Actor) -> None:
        endpoint = f"device of {actor.name}"
        await self.do(ConversationJoin, actor, conversation_id=self.conversation_id, endpoint=endpoint)

    async def enter(self, actor: Actor, *, joins: bool = True) -> None:
        """Nodira invites somebody, who comes in."""
        invitation = str(uuid4())
        about = {"conversation_id": self.conversation_id, "invitation_id": invitation}
        await self.do(ConversationInvite, NODIRA, to_relation="person", to_id=actor.id, **about)
        await self.do(ConversationEnter, actor, **about)
        if joins:
            await self.join(actor)

    async def leave(self, actor: Actor) -> None:
        await self.do(ConversationLeave, actor, conversation_id=self.conversation_id)

    async def hang_up(self, actor: Actor) -> None:
        await self.do(ConversationHangUp, actor, conversation_id=self.conversation_id)

    async def lose_worker(self, *, another: str | None = None) -> None:
        """The process that held the room is gone; perhaps there is another."""
        self.connected.clear()
        if another:
            self.connected.add(another)
        move = (await self.conversation())["move"]
        await self.do(ConversationRepin, conversation_id=self.conversation_id, move=move)

    # -- the recording -------------------------------------------------------------------------------------------

    async def ask(self, actor: Actor = NODIRA, recording_id: str | None = None, text: int = TEXT_VERSION) -> None:
        asked = recording_id or self.recording_id
        fields = {"recording_id": asked, "conversation_id": self.conversation_id, "text_version": text}
        await self.do(RecordingAsk, actor, **fields)
        self.recording_id = asked

    async def consent(self, actor: Actor, text: int = TEXT_VERSION) -> None:
        await self.do(RecordingConsent, actor, recording_id=self.recording_id, text_version=text)

    async def refuse(self, actor: Actor) -> None:
        await self.do(RecordingRefuse, actor, recording_id=self.recording_id)

    async def stop(self, actor: Actor = NODIRA) -> None:
        await self.do(RecordingStop, actor, recording_id=self.recording_id)

    async def run(self) -> None:
        """Asked, agreed to, begun."""
        await self.ask()
        await self.consent(CREW)

    async def state(self) -> Recording:
        async with self.town.bus.reading() as reading:
            return await reading.get("recording", self.recording_id, Recording)

    async def conversation(self) -> dict[str, Any]:
        async with self.town.store.reading() as look:
            found = await look.get("conversation", self.conversation_id)
        assert found is not None
        decoded: dict[str, Any] = msgspec.json.decode(found.state)
        return decoded

    def room(self, process: str = "w1.0") -> Any:
        """What the worker's process is shown of the room; None: nothing."""
        frame = msgspec.json.decode(self.town.hub.frame_after(None, (f"worker:{process}",)))
        views = [change["view"] for change in frame["changes"] if change["kind"] == "room"]
        return views[0] if views else None

    def shown(self, actor: Actor) -> Any:
        """What somebody's screen shows of the recording; None: nothing."""
        audience = f"brigade:{actor.brigade_id}" if actor.role is Role.CREW else f"person:{actor.id}"
        frame = msgspec.json.decode(self.town.hub.frame_after(None, (audience,)))
        views = [change["view"] for change in frame["changes"] if change["kind"] == "recording"]
        return views[0] if views else None

    def part(self, **changed: Any) -> Command:
        """A first part of Nodira's reel."""
        fields = {
            "recording_id": self.recording_id, "worker_id": "w1", "reel_id": str(uuid4()), "number": 0, "take": 0,
            "key": KEYS[NODIRA.name], "endpoint": "device of Nodira", "filmed": "person", "from_ms": 0,
            "until_ms": 10_000, "begins_ms": 0, "key_ms": 0, "head_bytes": 200, "size": 1000, "previous_digest": "",
            "digest": "0" * 64, "file_id": "f" * 64,
        }  # fmt: skip
        return self.town.wish(RecordingKeepPart, **{**fields, **changed})
