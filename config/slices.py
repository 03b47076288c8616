"""Every slice with what it needs, and what slices are handed before the node that gives it exists."""

from collections.abc import Collection
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

import brigade_app.assembly
import brigade_app.http
import consult_room.assembly
import consult_room.booking.assembly
import consult_room.codes.assembly
import consult_room.conclusions.assembly
import consult_room.figures.assembly
import consult_room.files.assembly
import consult_room.forms.assembly
import consult_room.medical_orders.assembly
import consult_room.patients.assembly
import consult_room.trust.assembly
import consult_room.vitals.assembly
import dispatch.assembly
import geography.assembly
import geography.http
import media.assembly
import media.caller.assembly
import media.caller.http
import media.clips.assembly
import media.clips.http
import media.freeze.assembly
import media.freeze.http
import media.guests.assembly
import media.guests.http
import media.quality.assembly
import media.recording.assembly
import media.recording.http
import people.assembly
import people.demo
import people.http
import sms.assembly
import sms.callers.assembly
import sms.http
import sms.notices.assembly
import sms.push_subscriptions.assembly
import sms.push_subscriptions.http
import sms.recall.assembly
import sms.recall.http
import sms.reminders.assembly
import sms.telephones.assembly
from brigade_app.positions.live import LivePositions
from config.backup import age as backup_age
from config.push import web_push_of
from config.settings import Settings, SettingsProblem
from config.signatures import house_of, signature_providers
from consult_room.forms.adapters.data_files import FormsProblem
from geography.client import GeographyClient
from media.quality.live import LiveQuality
from media.quality.store import MemoryQuality
from media.turn import TurnSettings
from signaling import clock, threads
from signaling.files import Files
from signaling.protocol.base import Question
from signaling.server import Node
from signaling.slice import Audience, Reading, Role, Slice, system
from signaling.uploads import LongFiles
from sms.adapters.ladder_file import LaddersProblem, read_ladders
from sms.callers.domain.numbers import NotPrefixes
from sms.domain.ladders import Ladders
from sms.notices.domain.quiet import NoQuietHours
from sms.queries import Prices
from sms.sender import Carriers

if TYPE_CHECKING:
    from geography.adapters.nominatim import OutsideGeocoder


@dataclass
class Late:
    """What slices are handed before the node that gives it exists."""

    node: Node | None = None
    tickets: Any = None
    files: Files | None = None
    long_files: LongFiles | None = None

    def tell(self, audience: Audience, message: msgspec.Struct) -> None:
        self.there().screens.tell(audience, message)

    def tell_session(self, session_id: str, message: msgspec.Struct) -> None:
        self.there().screens.tell_session(session_id, message)

    def carried(self) -> Collection[str]:
        return self.node.screens.carried() if self.node else ()

    def connected(self, role: Role) -> Collection[str]:
        return self.node.screens.connected(role) if self.node else ()

    async def ask(self, question: Question) -> Any:
        return await self.there().bus.ask(question, system("server"))

    async def issue_ticket(self, *, purpose: str, about: str, holder: str, lives_ms: int, uses: int) -> str:
        tickets = self.there().door.tickets
        return await tickets.issue(purpose=purpose, about=about, holder=holder, lives_ms=lives_ms, uses=uses)

    def reading(self) -> AbstractAsyncContextManager[Reading]:
        return self.there().bus.reading()

    async def erase(self, subject: str) -> None:
        """Empties the personal columns of the subject's rows of the journal."""
        async with self.there().parts.store.transaction() as transaction:
            await transaction.erase(subject)

    async def erase_files_about(self, consult_id: str) -> None:
        """Every file that was ever announced to the consult: the journal knows them when its state is empty."""
        async with self.there().parts.store.reading() as look:
            rows = await look.thread(consult_id, 1_000_000)
        announced = [msgspec.json.decode(row.body)["file_id"] for row in rows if row.type == "file.announced"]
        for file_id in announced:
            await self.kept_long_files().erase(file_id)

    def kept_files(self) -> Files:
        if self.files is None:
            raise RuntimeError("the files are not there yet")
        return self.files

    def kept_long_files(self) -> LongFiles:
        if self.long_files is None:
            raise RuntimeError("the files are not there yet")
        return self.long_files

    def there(self) -> Node:
        if self.node is None:
            raise RuntimeError("the node is not built yet")
        return self.node


def all_slices(
    settings: Settings,
    late: Late,
    live: LivePositions,
    geo: GeographyClient,
    carriers: Carriers,
    quality: LiveQuality | None = None,
    *,
    demo: bool = False,
) -> list[Slice]:
    """Every slice, with what it needs. Without ``quality`` no figures of conversations outlive the process."""
    quality = quality or LiveQuality(MemoryQuality(), late, late)
    turn = TurnSettings(
        stun_urls=tuple(settings.stun_urls.split()),
        turn_urls=tuple(settings.turn_urls.split()),
        turn_secret=settings.turn_secret,
        lives_s=settings.turn_minutes * 60,
    )
    return [
        threads.assemble(),
        people.assembly.assemble(time_zone=settings.time_zone),
        dispatch.assembly.assemble(time_zone=settings.time_zone),
        brigade_app.assembly.assemble(live),
        media.caller.assembly.CALLER,
        media.guests.assembly.GUESTS,
        media.assembly.assemble(screens=late, ask=late.ask, turn=turn, connections=late, gathering=quality.gathering),
        media.quality.assembly.assemble(quality),
        media.recording.assembly.assemble(late.kept_files, settings.recording_days),
        media.freeze.assembly.FREEZE,
        media.clips.assembly.assemble(late.kept_files, settings.recording_days),
        sms.assembly.assemble(
            carriers=carriers,
            issue_ticket=late.issue_ticket,
            public_base=settings.base,
            ladders=ladders_of(settings),
            time_zone=settings.time_zone,
            prices=Prices(
                sms=settings.sms_price or None, voice=settings.voice_price or None, currency=settings.price_currency
            ),
        ),
        _push_subscriptions(settings),
        sms.telephones.assembly.TELEPHONES,
        sms.recall.assembly.assemble(tuple(carriers)),
        _callers(settings),
        _notices(settings, late),
        _reminders(settings),
        *_consult_room(settings, late, demo=demo),
        geography.assembly.assemble(client=geo, outside=outside_geocoder(settings)),
        backup_age.assemble(Path(settings.backup_folder) if settings.backup_folder else None, clock.now_ms),
    ]


def _consult_room(settings: Settings, late: Late, *, demo: bool) -> list[Slice]:
    """Its core, and every part that keeps something beside a consult."""
    return [
        consult_room.assembly.assemble(),
        consult_room.trust.assembly.assemble(
            late.kept_files, late.erase, late.erase_files_about, settings.consult_years
        ),
        consult_room.booking.assembly.assemble(
            time_zone=settings.time_zone,
            rings_before_minutes=settings.slot_rings_minutes,
            grace_minutes=settings.slot_grace_minutes,
        ),
        _forms(settings),
        consult_room.codes.assembly.assemble(settings.data_folder),
        consult_room.vitals.assembly.assemble(),
        consult_room.figures.assembly.assemble(time_zone=settings.time_zone),
        consult_room.patients.assembly.PATIENTS,
        consult_room.medical_orders.assembly.assemble(),
        consult_room.conclusions.assembly.assemble(
            house_of(settings), signature_providers(settings, demo=demo), late.kept_files, settings.base
        ),
        consult_room.files.assembly.assemble(late.kept_long_files, late, late.reading),
    ]


def ladders_of(settings: Settings) -> Ladders:
    """How people on duty are reached. Raises SettingsProblem when the service's own file is not good."""
    try:
        return read_ladders(Path(settings.ladders_file)) if settings.ladders_file else read_ladders()
    except LaddersProblem as problem:
        raise SettingsProblem(str(problem)) from None


def _forms(settings: Settings) -> Slice:
    try:
        return consult_room.forms.assembly.assemble(Path(settings.forms_dir) if settings.forms_dir else None)
    except FormsProblem as problem:
        raise SettingsProblem(str(problem)) from None


def _callers(settings: Settings) -> Slice:
    try:
        return sms.callers.assembly.assemble(
            caller_messages=settings.caller_messages,
            landline_prefixes=settings.landline_prefixes,
            language=settings.caller_language,
        )
    except NotPrefixes as problem:
        raise SettingsProblem(f"landline_prefixes: {problem}.") from None


def _notices(settings: Settings, late: Late) -> Slice:
    try:
        return sms.notices.assembly.assemble(
            quiet_hours=settings.quiet_hours, time_zone=settings.time_zone, erase=late.erase
        )
    except NoQuietHours as problem:
        raise SettingsProblem(f"quiet_hours: {problem}.") from None


def _reminders(settings: Settings) -> Slice:
    try:
        return sms.reminders.assembly.assemble(
            time_zone=settings.time_zone,
            quiet_hours=settings.quiet_hours,
            hour_of_the_day_before=settings.reminder_hour,
            minutes_before=settings.reminder_minutes,
        )
    except NoQuietHours as problem:
        raise SettingsProblem(f"quiet_hours: {problem}.") from None


def _push_subscriptions(settings: Settings) -> Slice:
    push = web_push_of(settings)
    public_key, services = (push.public_key, push.services) if push else (None, ())
    return sms.push_subscriptions.assembly.assemble(public_key=public_key, services=services)


def outside_geocoder(settings: Settings) -> "OutsideGeocoder | None":
    """The service's own geocoder, when it has one."""
    if not settings.geocoder_url:
        return None
    from geography.adapters.nominatim import OutsideGeocoder

    try:
        return OutsideGeocoder(settings.geocoder_url)
    except ValueError as error:
        raise SettingsProblem(f"geocoder_url: {error}.") from None
