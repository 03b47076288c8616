"""Everybody who works in a service, their screens, and a day that looks at every screen after every command."""

from collections.abc import Collection
from pathlib import Path
from typing import Any

import msgspec
import pytest

from brigade_app.positions.live import LivePositions
from brigade_app.store import MemoryPositions
from config import slices
from config.settings import Settings
from config.trial import fixed_id
from geography.client import GeographyClient
from people.domain import rights
from signaling.journal import tag_of
from signaling.protocol.base import Command
from signaling.protocol.frames import Frame, Put
from signaling.protocol.refusals import Refused
from signaling.slice import Actor, Role, Screens, Slice, system
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


class Connections(slices.Late):
    """No sockets, but the workers' processes that the day says are there."""

    def connected(self, role: Role) -> Collection[str]:
        return CONNECTED


PUSH_KEY = "A" * 42 + "E"


def every_slice(folder: Path) -> list[Slice]:
    """The slices as the server joins them. No map is imported: road times are straight-line estimates."""
    screens: Screens = NoScreens()
    live = LivePositions(MemoryPositions(), screens)
    gateway = PageGateway(folder / "messages.json", lambda: 0)
    late = Connections()
    settings = Settings(
        data_dir=str(folder), recording_days=1, push_private_key=PUSH_KEY, push_contact="mailto:duty@example.uz"
    )
    return slices.all_slices(settings, late, live, GeographyClient(folder), {"sms": gateway})


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

    def from_every_number(self, every: int = 1) -> int:
        """Every earlier snapshot, or each so manieth of them, with one frame to now equals the snapshot now; how many
        were compared."""
        compared = 0
        for actor in WATCHERS:
            audiences = tuple(str(audience) for audience in rights.audiences_of(actor))
            kept = self._screens[str(actor.id)]
            for early, old in list(kept.items())[::every]:
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
