"""The commands about a caller's link: gather who is called and who leads, decide, record."""

from typing import Any

from media.caller.domain.decisions import decide, decide_send
from media.caller.domain.link import KIND, CallerLink
from signaling.protocol.base import Command
from signaling.protocol.caller import (
    CallerLinkAddPicture,
    CallerLinkAgree,
    CallerLinkAskText,
    CallerLinkDecline,
    CallerLinkEnd,
    CallerLinkExpire,
    CallerLinkFollowLead,
    CallerLinkIncident,
    CallerLinkNoteDelivery,
    CallerLinkOfferLive,
    CallerLinkOpen,
    CallerLinkPassOn,
    CallerLinkPlace,
    CallerLinkRetire,
    CallerLinkRevoke,
    CallerLinkSay,
    CallerLinkSend,
    CallerLinkStopLive,
    CallerLinkTakeLive,
)
from signaling.protocol.incident_summaries import IncidentCaller, IncidentCallerView
from signaling.protocol.refusals import Code, Refused
from signaling.slice import Ask, Desk, Handler, Moment, Reading


async def open_links(reading: Reading, incident_id: str) -> list[CallerLink]:
    """The incident's links that are not over: one, as the database sees to it, or none."""
    return await reading.find(KIND, CallerLink, incident_id=incident_id, is_open=True)


async def gather_caller(command: CallerLinkSend, moment: Moment, ask: Ask) -> IncidentCallerView:
    """Whose telephone it is. Refuses ``not_found``."""
    caller: IncidentCallerView = await ask(IncidentCaller(incident_id=command.incident_id))
    return caller


async def gather_lead(command: CallerLinkPassOn, moment: Moment, ask: Ask) -> IncidentCallerView:
    """Who leads now. Refuses ``not_found``."""
    incident_id: str = await ask(CallerLinkIncident(link_id=command.link_id))
    caller: IncidentCallerView = await ask(IncidentCaller(incident_id=incident_id))
    return caller


async def send(command: CallerLinkSend, facts: IncidentCallerView, desk: Desk) -> None:
    if await desk.version(KIND, command.link_id):
        raise Refused(Code.ALREADY_EXISTS, link_id=command.link_id)
    desk.record(*decide_send(command, facts, await open_links(desk, command.incident_id), desk.moment))


async def change(command: Any, facts: IncidentCallerView | None, desk: Desk) -> None:
    """Everything that happens to a link that exists."""
    state = await desk.get(KIND, command.link_id, CallerLink)
    desk.record(*decide(state, command, facts, desk.moment))


CHANGES: tuple[type[Command], ...] = (
    CallerLinkOpen,
    CallerLinkAgree,
    CallerLinkDecline,
    CallerLinkPlace,
    CallerLinkSay,
    CallerLinkAddPicture,
    CallerLinkOfferLive,
    CallerLinkTakeLive,
    CallerLinkStopLive,
    CallerLinkAskText,
    CallerLinkFollowLead,
    CallerLinkNoteDelivery,
    CallerLinkRevoke,
    CallerLinkEnd,
    CallerLinkExpire,
    CallerLinkRetire,
)

HANDLERS: tuple[Handler, ...] = (
    Handler(CallerLinkSend, send, gather=gather_caller),
    Handler(CallerLinkPassOn, change, gather=gather_lead),
    *(Handler(command, change) for command in CHANGES),
)
