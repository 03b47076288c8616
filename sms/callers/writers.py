"""Who writes what callers and relatives read, as it leaves: the newest that is known."""

from datetime import datetime, tzinfo
from pathlib import Path

from signaling.protocol.caller import TICKET_PURPOSE
from signaling.protocol.deliveries import Says
from signaling.protocol.hospitals import HospitalList, HospitalView
from signaling.protocol.link_messages import CallerLinkNewest, NewestCallerLink
from signaling.slice import Back
from sms.adapters.catalogue import Catalogue
from sms.callers.domain import coming, relative
from sms.callers.domain.coming import Coming
from sms.callers.domain.relative import Relative
from sms.callers.domain.wording import coming_text, relative_text
from sms.composing import Links, Writes, Written
from sms.domain.deliveries import Delivery

WORDS = Path(__file__).parent / "words"


def clock(at_ms: int | None, zone: tzinfo) -> str:
    """``14:32`` as the clocks of the service show it; empty for None."""
    return "" if at_ms is None else datetime.fromtimestamp(at_ms / 1000, zone).strftime("%H:%M")


def writers(zone: tzinfo) -> dict[Says, Writes]:
    """``zone``: in which times are told."""
    say = Catalogue(WORDS).say

    async def caller(back: Back, delivery: Delivery, links: Links, left_ms: int) -> Written:
        async with back.reading() as reading:
            state: Coming = await reading.get(coming.KIND, delivery.about_id, Coming)
        assert state.told is not None
        message = state.told.message
        text = coming_text(
            message.says,
            clock(message.arrives_at_ms, zone),
            language=delivery.language,
            link=await _link(back, delivery.about_id, links),
            code=delivery.code,
            say=say,
        )
        return Written(text)

    async def of_relative(back: Back, delivery: Delivery, links: Links, left_ms: int) -> Written:
        async with back.reading() as reading:
            state: Relative = await reading.get(relative.KIND, delivery.about_id, Relative)
        assert state.told is not None
        text = relative_text(
            state.told.says,
            state.told.hospital_name,
            await _telephone(back, state.hospital_id),
            language=delivery.language,
            code=delivery.code,
            say=say,
        )
        return Written(text)

    return {"coming": caller, "relative": of_relative}


async def _link(back: Back, incident_id: str, links: Links) -> str:
    """A ticket of its own to the page that the caller was already asked to open; empty when they were not. That
    somebody comes is no reason to ask for their camera: only the desk asks."""
    link: NewestCallerLink | None = await back.ask(CallerLinkNewest(incident_id=incident_id))
    left_ms = link.expires_at_ms - back.now_ms() if link else 0
    if link is None or not link.usable or left_ms <= 0:
        return ""
    return await links.to("c", purpose=TICKET_PURPOSE, about=link.link_id, holder=incident_id, left_ms=left_ms)


async def _telephone(back: Back, hospital_id: str | None) -> str:
    """The hospital's, as the service has it; empty when it has none."""
    hospitals: list[HospitalView] = await back.ask(HospitalList())
    return next((one.telephone for one in hospitals if one.hospital_id == hospital_id), "")
