"""A town in which a consult goes on, and what its doctors do with its conclusion."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import msgspec
import pytest

from brigade_app.positions.live import LivePositions
from brigade_app.store import MemoryPositions
from config import wiring
from config.settings import Settings
from config.slices import Late, all_slices
from geography.client import GeographyClient
from people.domain import rights
from signaling.files import Files
from signaling.protocol.base import Command
from signaling.protocol.conclusion_views import ConclusionRecord, ConclusionRecordView
from signaling.protocol.conclusions import (
    Checked,
    ConclusionChange,
    ConclusionDraft,
    ConclusionPrepare,
    ConclusionSign,
    Drawing,
)
from signaling.protocol.consult_room import ConsultAccept, ConsultAsk
from signaling.protocol.duty import DutyAdd
from signaling.protocol.people import PersonAdd
from signaling.protocol.refusals import Code, Refused
from signaling.slice import Actor, Role, Screens
from signaling.store.files import MemoryFileRecords
from signaling.testing import Town, person
from sms.adapters.page import PageGateway
from tests.media.caller.yard import NoScreens

ASKER = person(Role.PHYSICIAN, "Sh. Karimov")
LI = person(Role.SPECIALIST, "N. Li")
RASULOVA = person(Role.SPECIALIST, "D. Rasulova")
STRANGER = person(Role.SPECIALIST, "Z. Tosheva")
PEOPLE = {ASKER: None, LI: "neurology", RASULOVA: "paediatrics", STRANGER: "surgery"}
FINDINGS = ConclusionChange(findings="NIHSS 9, oʻng tomonda gʻalati", recommendation="Koʻchirish")
DRAWN = Drawing(strokes=[[10, 20, 30, 40, 500, 60, 70, 80]])


class Practice:
    """A consult between ASKER and LI, in a whole service."""

    def __init__(self, folder: Path) -> None:
        late = Late()
        screens: Screens = NoScreens()
        live = LivePositions(MemoryPositions(), screens)
        self.settings = Settings(
            data_dir=str(folder), signatures="drawn cades outside", signature_trust=str(folder / "trust")
        )
        gateway = PageGateway(folder / "messages.json", lambda: 0)
        slices = all_slices(self.settings, late, live, GeographyClient(folder), {"sms": gateway})
        self.town = Town(slices, rights=wiring.Rights(), sees=rights.may_see)
        self.files = late.files = Files(MemoryFileRecords(), folder / "files", self.town.clock)
        self.consult_id = ""

    async def do(self, kind: type[Command], actor: Actor | None = None, **fields: Any) -> Any:
        """A wish about the consult, and what follows from it."""
        self.town.now_ms += 10
        about = {"consult_id": self.consult_id} if "consult_id" in kind.__struct_fields__ else {}
        result = await self.town.do(self.town.wish(kind, **{**about, **fields}), actor)
        await self.town.react()
        return result

    async def refusal(self, kind: type[Command], actor: Actor | None = None, **fields: Any) -> Refused:
        with pytest.raises(Refused) as caught:
            await self.do(kind, actor, **fields)
        return caught.value

    async def begin(self, **fields: Any) -> None:
        for actor, specialty in PEOPLE.items():
            await self.do(
                PersonAdd, person_id=actor.id, login=actor.id, name=actor.name, role=actor.role, specialty=specialty,
                place="Urgut" if actor is ASKER else "Samarqand",
            )  # fmt: skip
        await self.do(
            DutyAdd, duty_id=self.town.new_id(), person_id=LI.id, specialty="neurology", from_ms=self.town.now_ms
        )
        self.consult_id = self.town.new_id()
        await self.ask(**fields)

    async def ask(self, **fields: Any) -> None:
        asked = {"specialty": "neurology", "urgency": "emergency", "question": "Weakness?", "age_years": 67}
        await self.do(ConsultAsk, ASKER, **{**asked, "sex": "female", **fields})
        await self.do(ConsultAccept, LI)

    async def draft(self, actor: Actor = LI, change: ConclusionChange = FINDINGS, **fields: Any) -> int:
        kept = await self.do(ConclusionDraft, actor, **{"editor_id": "a", "change": change, **fields})
        return int(kept["revision"])

    async def sign(self, actor: Actor = LI, **fields: Any) -> int:
        """Drafted already: prepared and signed by hand, as the server does after it has verified it."""
        waits = await self.do(ConclusionPrepare, actor, **{"provider": "drawn", **fields})
        return await self.verified(waits["signing_id"], waits["digest"])

    async def verified(self, signing_id: str, digest: str) -> int:
        checked = Checked(algorithm="drawn", digest=digest, checked_at_ms=self.town.now_ms)
        signed = await self.do(
            ConclusionSign, signing_id=signing_id, level="simple", is_test=False, checked=checked, drawing=DRAWN
        )
        return int(signed["version"])

    async def record(self, actor: Actor) -> ConclusionRecordView:
        found: ConclusionRecordView = await self.town.ask(ConclusionRecord(consult_id=self.consult_id), actor)
        return found

    async def hidden(self, actor: Actor) -> Code:
        with pytest.raises(Refused) as caught:
            await self.record(actor)
        return caught.value.code

    def shown(self, actor: Actor, kind: str = "conclusion") -> dict[str, Any] | None:
        """What somebody's screen shows of it; None when nothing."""
        frame = msgspec.json.decode(self.town.hub.frame_after(None, (f"person:{actor.id}",)))
        views = [one["view"] for one in frame["changes"] if one["kind"] == kind]
        assert len(views) <= 1
        return views[0] if views else None


@asynccontextmanager
async def practice(folder: Path, at_ms: int | None = None, **fields: Any) -> AsyncIterator[Practice]:
    """``at_ms``: what the clock shows, where certificates of programs outside have to be good."""
    made = Practice(folder)
    made.town.now_ms = at_ms or made.town.now_ms
    async with made.town:
        await made.begin(**fields)
        yield made
