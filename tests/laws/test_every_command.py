"""Law [S1] over every command there is: a whole day of the service is played on every store, and after each command
every role's screen, brought up by frames from any earlier number, equals a fresh snapshot. And the journal of that day,
replayed, gives the tables (rule [J3]).
"""

import hashlib
from collections.abc import AsyncIterator, Collection
from pathlib import Path
from typing import Any

import msgspec
import pytest

from brigade_app.positions.live import LivePositions
from brigade_app.store import MemoryPositions
from config import wiring
from config.settings import Settings
from config.trial import CENTRE, fixed_id
from geography.client import GeographyClient
from people.domain import rights
from signaling import rebuild, tables
from signaling.journal import tag_of
from signaling.protocol import alerts as alerting
from signaling.protocol import (
    assignments,
    brigades,
    caller,
    clips,
    deliveries,
    forwarding,
    guests,
    hospitals,
    incidents,
    link_messages,
    milestones,
    participants,
    people,
    recommendations,
    recording,
    stills,
)
from signaling.protocol import brigade_app as tablet
from signaling.protocol import consult_room as consults
from signaling.protocol import conversations as talks
from signaling.protocol.base import Command
from signaling.protocol.frames import Frame, Put
from signaling.protocol.refusals import Refused
from signaling.slice import Actor, Role, Screens, Slice, system
from signaling.store.interface import Store
from signaling.store.memory import MemoryStore
from signaling.store.migrations import migrate
from signaling.store.sql import SqlStore, sqlite_url
from signaling.testing import Town
from sms.adapters.page import PageGateway

MINUTE = 60_000
HOUR = 60 * MINUTE
Board = dict[tuple[str, str], Any]


class NoScreens:
    """Nobody is connected; what is told past the journal is told to nobody."""

    def tell(self, audience: object, message: object) -> None: ...

    def tell_session(self, session_id: str, message: object) -> None: ...


CONNECTED: set[str] = set()


class Connections(wiring.Late):
    """No sockets, but the workers' processes that the day says are there."""

    def connected(self, role: Role) -> Collection[str]:
        return CONNECTED


def every_slice(folder: Path) -> list[Slice]:
    """The slices as the server joins them. No map is imported: road times are straight-line estimates."""
    screens: Screens = NoScreens()
    live = LivePositions(MemoryPositions(), screens)
    gateway = PageGateway(folder / "messages.json", lambda: 0)
    late = Connections()
    return wiring.all_slices(
        Settings(data_dir=str(folder), recording_days=1), late, live, GeographyClient(folder), gateway
    )


@pytest.fixture(params=["memory", "sqlite", "postgresql"])
async def town(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Town]:
    slices = every_slice(tmp_path)
    aggregates = tables.join(slices).aggregates.values()
    store: Store = MemoryStore(aggregates)
    if request.param != "memory":
        url = sqlite_url(tmp_path / "tez.db") if request.param == "sqlite" else request.getfixturevalue("postgresql")
        store = SqlStore(url, aggregates)
        await migrate(store)
    async with Town(slices, store=store, rights=wiring.Rights(), sees=rights.may_see) as town:
        yield town


def by(role: Role, name: str, **more: Any) -> Actor:
    return Actor(id=fixed_id(name), role=role, name=name, sign_in_id=fixed_id(f"sign-in {name}"), **more)


NODIRA = by(Role.DISPATCHER, "nodira")
KARIMOV = by(Role.PHYSICIAN, "karimov")
RASULOVA = by(Role.SPECIALIST, "rasulova")
LI = by(Role.SPECIALIST, "li")
ADMIN = by(Role.ADMINISTRATOR, "admin")
RECEPTION = by(Role.HOSPITAL, "reception", hospital_id=fixed_id("hospital"))
CREWS = [
    Actor(
        id=fixed_id(f"brigade {n}"), role=Role.CREW, brigade_id=fixed_id(f"brigade {n}"), sign_in_id=fixed_id(f"t{n}")
    )
    for n in (1, 2)
]
GUEST = Actor(id=fixed_id("link"), role=Role.GUEST, sign_in_id=fixed_id("guest"))
SYSTEM = system("a day")
EXPERT = Actor(id=fixed_id("guest link"), role=Role.GUEST, sign_in_id=fixed_id("expert"))
PROCESS = Actor(id=f"{fixed_id('recorder')}.0", role=Role.WORKER, sign_in_id=fixed_id("recorder"))
LOLA = by(Role.CALL_TAKER, "lola")
WATCHERS = (NODIRA, LOLA, KARIMOV, RASULOVA, LI, ADMIN, RECEPTION, *CREWS, GUEST, EXPERT, PROCESS)


class Day:
    """Plays commands and looks at every screen after each."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self.done: set[str] = set()
        self._screens: dict[str, dict[int, Board]] = {str(actor.id): {} for actor in WATCHERS}

    def wish(self, command: type[Command], fields: dict[str, Any]) -> Command:
        """As it would come over the wire."""
        envelope = {"type": tag_of(command), "id": self.town.new_id(), "made_at_ms": self.town.now_ms}
        return msgspec.convert({**envelope, **msgspec.to_builtins(fields)}, command)

    async def do(self, command: type[Command], actor: Actor = SYSTEM, **fields: Any) -> Any:
        result = await self.town.do(self.wish(command, fields), actor)
        self.done.add(tag_of(command))
        self.look()
        await self.town.react()
        self.look()
        return result

    async def refused(self, command: type[Command], actor: Actor = SYSTEM, **fields: Any) -> None:
        before = self.town.hub.upto
        with pytest.raises(Refused):
            await self.town.do(self.wish(command, fields), actor)
        assert self.town.hub.upto == before

    async def wait(self, milliseconds: int) -> None:
        await self.town.pass_time(milliseconds)
        self.look()

    def look(self) -> None:
        """Snapshots now equal the last snapshot with the frames since."""
        upto = self.town.hub.upto
        for actor in WATCHERS:
            audiences = tuple(str(audience) for audience in rights.audiences_of(actor))
            now = board(self.town.hub.frame_after(None, audiences), {})
            kept = self._screens[str(actor.id)]
            if kept and upto not in kept:
                last = max(kept)
                assert board(self.town.hub.frame_after(last, audiences), kept[last]) == now, (actor.role, last, upto)
            kept[upto] = now

    def from_every_number(self) -> int:
        """Every earlier snapshot with one frame to now equals the snapshot now; how many were compared."""
        compared = 0
        for actor in WATCHERS:
            audiences = tuple(str(audience) for audience in rights.audiences_of(actor))
            kept = self._screens[str(actor.id)]
            for early, old in kept.items():
                frame = self.town.hub.frame_after(early, audiences)
                assert board(frame, old) == kept[self.town.hub.upto], (actor.role, early)
                compared += 1
        return compared


def board(frame: bytes, old: Board) -> Board:
    """The frame applied to a copy of what a screen holds (rules S2, S3)."""
    decoded = msgspec.json.decode(frame, type=Frame)
    new = {} if decoded.after is None else dict(old)
    for change in decoded.changes:
        if isinstance(change, Put):
            new[change.kind, change.id] = (change.version, change.view)
        else:
            new.pop((change.kind, change.id), None)
    return new


async def test_s1_s2_s3_j3_after_every_command_every_screen_equals_its_snapshot(town: Town) -> None:
    """Rules [S1], [S2], [S3], [J3]."""
    day = Day(town)
    await set_up(day)
    await incident_to_hospital(day)
    await what_else_a_desk_does(day)
    await conversations(day)
    await consult(day)
    await alerts(day)
    await callers(day)
    await the_end(day)
    missing = set(town.tables.handlers) - day.done
    assert missing == set(), f"no command of the day: {sorted(missing)}"
    assert day.from_every_number() > 500
    found = await rebuild.check(town.tables, town.store)
    assert found.differences == []
    assert found.rows == town.hub.upto


async def set_up(day: Day) -> None:
    await day.do(hospitals.AddStation, ADMIN, station_id=fixed_id("station"), name="Markaziy", point=CENTRE)
    await day.do(hospitals.AddHospital, ADMIN, hospital_id=fixed_id("hospital"), name="Shifoxona", point=CENTRE)
    await day.do(hospitals.AddHospital, ADMIN, hospital_id=fixed_id("other"), name="Boshqa", point=CENTRE)
    for number, crew in enumerate(CREWS, 1):
        await day.do(
            brigades.AddBrigade, ADMIN, brigade_id=crew.id, callsign=f"Brigada {number}",
            profile=brigades.Profile.GENERAL, station_id=fixed_id("station"),
        )  # fmt: skip
        offer = await day.do(tablet.OfferPairing, NODIRA, brigade_id=crew.id)
        await day.do(tablet.PairTablet, code=offer["code"], device_name="tablet", sign_in_id=crew.sign_in_id)
        await day.do(
            people.SignInOpenDevice, sign_in_id=crew.sign_in_id, brigade_id=crew.id, brigade_name=f"Brigada {number}",
            token_hash=hashlib.sha256(crew.id.encode()).hexdigest(), device="tablet",
        )  # fmt: skip
        await day.do(tablet.StartShift, crew, brigade_id=crew.id, crew_names=["Aziz", "Laylo"])
    for actor, specialty in ((RASULOVA, "cardiology"), (LI, "neurology"), (KARIMOV, None)):
        await day.do(
            people.PersonAdd, ADMIN, person_id=actor.id, login=actor.name, name=actor.name, role=actor.role.value,
            specialty=specialty, telephone="+998000000001",
        )  # fmt: skip
        if specialty:
            hours = [people.WeeklyHours(weekday=d, from_minute=0, until_minute=1440) for d in range(7)]
            duty_id = fixed_id(f"duty {actor.name}")
            await day.do(people.DutyAdd, ADMIN, duty_id=duty_id, person_id=actor.id, specialty=specialty, weekly=hours)
            await day.do(people.DutySet, ADMIN, duty_id=duty_id, weekly=hours, rank=1)
    await day.do(
        people.SignInOpen, sign_in_id=KARIMOV.sign_in_id, person_id=KARIMOV.id,
        token_hash=hashlib.sha256(b"k").hexdigest(),
    )  # fmt: skip


async def opened(day: Day, name: str, reason: str = "chest_pain") -> str:
    await day.do(
        incidents.OpenIncident, NODIRA, incident_id=fixed_id(name), reason=reason, point=CENTRE, age_years=61,
        caller=incidents.Caller(number="+998000000002"), address=incidents.Address(label="Registon 14"),
    )  # fmt: skip
    return fixed_id(name)


async def incident_to_hospital(day: Day) -> None:
    incident_id = await opened(day, "first")
    await day.do(incidents.AmendIncident, NODIRA, incident_id=incident_id, description="kod 27K")
    advice = await day.do(recommendations.AskRecommendation, NODIRA, incident_id=incident_id)
    assigned = await day.do(
        assignments.AssignBrigade, NODIRA, incident_id=incident_id, brigade_id=CREWS[0].id,
        recommendation_id=advice["recommendation_id"],
    )  # fmt: skip
    assignment_id = assigned["assignment_id"]
    other = await opened(day, "second")
    await day.refused(assignments.AssignBrigade, NODIRA, incident_id=other, brigade_id=CREWS[0].id)
    crew, at = CREWS[0], {"at_device_ms": day.town.now_ms}
    await day.refused(assignments.DeliverAssignment, CREWS[1], assignment_id=assignment_id, **at)
    await day.do(assignments.DeliverAssignment, crew, assignment_id=assignment_id, **at)
    await day.do(assignments.SeeAssignment, crew, assignment_id=assignment_id, **at)
    await day.do(assignments.AcceptAssignment, crew, assignment_id=assignment_id, **at)
    for milestone in ("departed", "arrived", "patient_contact"):
        await day.wait(3 * MINUTE)
        await day.do(milestones.ReportMilestone, crew, assignment_id=assignment_id, milestone=milestone, **at)
    await day.do(
        milestones.ReportMilestone, crew, assignment_id=assignment_id, milestone="left_scene",
        hospital_id=fixed_id("other"), **at,
    )  # fmt: skip
    await day.do(milestones.ChangeHospital, crew, assignment_id=assignment_id, hospital_id=fixed_id("hospital"))
    await day.do(milestones.ReportMilestone, crew, assignment_id=assignment_id, milestone="at_hospital", **at)
    await day.do(milestones.AcknowledgeHandover, RECEPTION, assignment_id=assignment_id)
    await day.do(milestones.ReportMilestone, crew, assignment_id=assignment_id, milestone="handed_over", **at)
    await day.do(
        milestones.ReportMilestone, crew, assignment_id=assignment_id, milestone="cleared", result="delivered", **at
    )
    await day.do(milestones.ReportMilestone, crew, assignment_id=assignment_id, milestone="returned", **at)


async def what_else_a_desk_does(day: Day) -> None:
    second, third = fixed_id("second"), await opened(day, "third")
    at = {"at_device_ms": day.town.now_ms}
    first = await day.do(assignments.AssignBrigade, NODIRA, incident_id=second, brigade_id=CREWS[0].id)
    await day.do(
        assignments.DeclineAssignment, CREWS[0], assignment_id=first["assignment_id"], reason="vehicle_broken", **at
    )
    await day.do(assignments.AssignBrigade, NODIRA, incident_id=second, brigade_id=CREWS[0].id)
    diverted = await day.do(
        assignments.DivertBrigade, NODIRA, brigade_id=CREWS[0].id, to_incident_id=third, reason="nearer"
    )
    await day.do(
        assignments.CancelAssignment, NODIRA, assignment_id=diverted["assignment_id"], reason="caller_withdrew"
    )
    await day.do(incidents.CloseIncident, NODIRA, incident_id=third, result="withdrawn")
    await day.do(brigades.TakeBreak, CREWS[1], brigade_id=CREWS[1].id)
    await day.refused(assignments.AssignBrigade, NODIRA, incident_id=second, brigade_id=CREWS[1].id)
    await day.do(brigades.EndBreak, CREWS[1], brigade_id=CREWS[1].id)
    await day.do(brigades.SetOutOfService, NODIRA, brigade_id=CREWS[1].id, reason="flat_tyre")
    await day.do(brigades.ReturnToService, NODIRA, brigade_id=CREWS[1].id)
    await day.do(brigades.GoOffShift, brigade_id=CREWS[1].id)
    await day.do(brigades.ComeOnShift, brigade_id=CREWS[1].id)
    await day.do(tablet.RaiseSos, CREWS[1], **at, point=CENTRE)
    await day.do(tablet.SettleSos, NODIRA, brigade_id=CREWS[1].id)


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


async def consult(day: Day) -> None:
    async def ask(name: str, specialty: str = "neurology") -> str:
        await day.do(
            consults.ConsultAsk, KARIMOV, consult_id=fixed_id(name), specialty=specialty, urgency="emergency",
            question="NIHSS 9", age_years=67, sex="female",
        )  # fmt: skip
        return fixed_id(name)

    stroke = await ask("stroke")
    await day.do(consults.ConsultAccept, LI, consult_id=stroke)
    await day.do(consults.ConsultSay, KARIMOV, consult_id=stroke, text="13:55")
    await day.do(consults.ConsultConclude, LI, consult_id=stroke, conclusion="Samarqandga olib boring")
    await day.do(consults.ConsultAcknowledge, KARIMOV, consult_id=stroke)
    declined = await ask("declined consult")
    await day.do(consults.ConsultDecline, LI, consult_id=declined)
    await day.do(consults.ConsultCancel, KARIMOV, consult_id=declined)
    uncovered = await ask("nobody on duty", "surgery")
    await day.do(consults.ConsultRing, KARIMOV, consult_id=uncovered, specialty="surgery")


async def alerts(day: Day) -> None:
    somebody = [
        alerting.AlertedPerson(person_id=RASULOVA.id, name="r", telephone="+998000000001", language="uz"),
        alerting.AlertedPerson(person_id=LI.id, name="l", telephone="+998000000003", language="ru"),
    ]

    async def raised(name: str, urgency: str = "urgent") -> str:
        incident_id = await opened(day, name, "abdominal_pain")
        result = await day.do(
            alerting.AlertRaise, about_kind="incident", about_id=incident_id, specialty="cardiology", urgency=urgency,
            people=somebody, reason="chest_pain", address_label="Registon 14",
        )  # fmt: skip
        return str(result["alert_id"])

    alert_id = await raised("alerted")

    async def deliveries_of(alert_id: str) -> list[str]:
        queued = [happened.event for happened in await day.town.events(deliveries.DeliveryQueued)]
        return [e.delivery_id for e in queued if isinstance(e, deliveries.DeliveryQueued) and e.alert_id == alert_id]

    await a_delivery(day, (await deliveries_of(alert_id))[0])
    await day.do(alerting.AlertOpen, alert_id=alert_id, person_id=RASULOVA.id)
    await day.do(alerting.AlertDecline, RASULOVA, alert_id=alert_id, person_id=RASULOVA.id, channel="browser")
    await day.do(alerting.AlertAcknowledge, LI, alert_id=alert_id, person_id=LI.id, channel="browser")
    taken, lost = await deliveries_of(await raised("settled", "life_threat"))
    for delivery_id in (taken, lost):
        await day.do(deliveries.DeliveryClaim, delivery_id=delivery_id, lease_ms=5_000)
    await day.do(deliveries.DeliveryAccept, delivery_id=taken, attempt=1, sid="SM2")
    await day.do(deliveries.DeliveryFail, delivery_id=lost, attempt=1, code="21211", failure="number")
    await day.do(alerting.AlertSettle, about_kind="incident", about_id=fixed_id("settled"), outcome="closed")
    await raised("late")
    await day.wait(HOUR)
    day.done.add("alert.expire")
    assert await day.town.events(alerting.AlertExpired)


async def a_delivery(day: Day, delivery_id: str) -> None:
    """Claimed, postponed, claimed, lost sight of, found again, reported; another one fails."""
    await day.do(deliveries.DeliveryClaim, delivery_id=delivery_id, lease_ms=5_000)
    await day.do(deliveries.DeliveryPostpone, delivery_id=delivery_id, attempt=1, code="429", wait_ms=100)
    await day.wait(200)
    await day.do(deliveries.DeliveryClaim, delivery_id=delivery_id, lease_ms=5_000)
    await day.refused(deliveries.DeliveryAccept, delivery_id=delivery_id, attempt=1, sid="SM0")
    await day.do(deliveries.DeliveryUnknown, delivery_id=delivery_id, attempt=2, code="timeout")
    await day.do(deliveries.DeliveryReconcile, delivery_id=delivery_id, attempt=2, sid="SM1")
    await day.do(deliveries.DeliveryReport, delivery_id=delivery_id, attempt=2, sid="SM1", status="delivered")


async def callers(day: Day) -> None:
    """A link to whoever called, and all that comes through it; others, to which nobody agrees."""
    incident_id, link_id = await opened(day, "seen"), fixed_id("link")
    sent = {"incident_id": incident_id, "language": "ru"}
    await day.do(caller.CallerLinkSend, NODIRA, link_id=fixed_id("first link"), **sent)
    await day.do(caller.CallerLinkDecline, link_id=fixed_id("first link"))
    await day.do(caller.CallerLinkSend, NODIRA, link_id=link_id, **sent)
    await day.do(caller.CallerLinkNoteDelivery, link_id=link_id, status="delivered")
    await day.do(caller.CallerLinkOpen, link_id=link_id)
    await day.refused(caller.CallerLinkSay, GUEST, link_id=link_id, message_id="m0", text="tez")
    await day.do(caller.CallerLinkAgree, link_id=link_id, text_version="2026-11", language="ru")
    await day.do(
        people.SignInOpenGuest, sign_in_id=fixed_id("guest"), guest_id=link_id, lives_ms=HOUR,
        token_hash=hashlib.sha256(b"g").hexdigest(),
    )  # fmt: skip
    await day.do(
        caller.CallerLinkPlace, GUEST, link_id=link_id, point=CENTRE, accuracy_metres=12, at_device_ms=day.town.now_ms
    )
    await day.do(caller.CallerLinkSay, GUEST, link_id=link_id, message_id="m1", text="podyezd 3")
    await day.do(caller.CallerLinkSay, NODIRA, link_id=link_id, message_id="m2", text="Nafas olyaptimi?")
    await day.do(
        caller.CallerLinkAddPicture, link_id=link_id, picture_id="p1", file_id="ab" * 32, width=1600, height=1200
    )
    await day.do(caller.CallerLinkPassOn, NODIRA, link_id=link_id)
    await day.do(assignments.AssignBrigade, NODIRA, incident_id=incident_id, brigade_id=CREWS[0].id)
    await day.do(caller.CallerLinkFollowLead, link_id=link_id, brigade_id=CREWS[0].id)
    await day.do(caller.CallerLinkOfferLive, GUEST, link_id=link_id)
    await day.do(caller.CallerLinkTakeLive, NODIRA, link_id=link_id)
    await day.do(caller.CallerLinkStopLive, GUEST, link_id=link_id)
    await day.do(caller.CallerLinkAskText, NODIRA, link_id=link_id, only=True)
    await day.do(
        link_messages.CallerMessageSend, link_id=link_id, incident_id=incident_id, patient_id="x", language="uz",
        expires_at_ms=day.town.now_ms + HOUR, telephone="+998000000002",
    )  # fmt: skip
    await day.do(link_messages.CallerMessageRecall, link_id=link_id)
    await day.do(caller.CallerLinkRevoke, NODIRA, link_id=link_id)
    await day.do(people.SignInCloseGuest, guest_id=link_id)
    await day.do(caller.CallerLinkSend, NODIRA, link_id=fixed_id("third link"), **sent)
    for wish in (caller.CallerLinkEnd, caller.CallerLinkExpire, caller.CallerLinkRetire):
        await day.do(wish, link_id=fixed_id("third link"))


async def the_end(day: Day) -> None:
    await day.do(tablet.EndShift, CREWS[1], brigade_id=CREWS[1].id)
    await day.do(tablet.UnpairTablet, NODIRA, brigade_id=CREWS[1].id)
    await day.do(people.PersonChange, ADMIN, person_id=LI.id, name="N. Li")
    await day.do(
        people.PersonSetPassword, person_id=LI.id,
        password_hash="$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHQ$aGFzaGhhc2hoYXNoaGFzaGhhc2g",
    )  # fmt: skip
    await day.do(people.SignInClose, KARIMOV, sign_in_id=KARIMOV.sign_in_id)
    await day.do(people.DutyRemove, ADMIN, duty_id=fixed_id("duty li"))
    await day.do(people.PersonDisable, ADMIN, person_id=LI.id)
    await day.wait(13 * HOUR)
    await day.wait(13 * HOUR)
    day.done |= {"incident.end_windows", "assignment.retire", "recording.forget", "clip.forget"}
    await day.do(recording.RecordingErased, recording_id=fixed_id("recording"))
    await day.do(clips.ClipErased, clip_id=fixed_id("clip"))
    assert await day.town.events(clips.ClipFileErased)
    assert await day.town.events(incidents.IncidentWindowsEnded)
    assert await day.town.events(assignments.AssignmentWindowsEnded)
