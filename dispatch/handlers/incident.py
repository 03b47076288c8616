"""Commands about incidents."""

from datetime import datetime
from zoneinfo import ZoneInfo

from dispatch.domain import incident_rules, windows
from dispatch.domain.incident import Incident
from dispatch.domain.reasons import Catalogue
from signaling.protocol.incidents import (
    AmendIncident,
    CloseIncident,
    EndIncidentWindows,
    IncidentOpenedResult,
    OpenIncident,
)
from signaling.protocol.refusals import Code, Refused
from signaling.slice import Desk, Handler


class IncidentHandlers:
    """``zone`` is where the service counts its days and years."""

    def __init__(self, catalogue: Catalogue, zone: ZoneInfo) -> None:
        self.catalogue = catalogue
        self.zone = zone

    def all(self) -> tuple[Handler, ...]:
        return (
            Handler(OpenIncident, self.open),
            Handler(AmendIncident, self.amend),
            Handler(CloseIncident, self.close),
            Handler(EndIncidentWindows, self.end_windows),
        )

    async def open(self, command: OpenIncident, facts: None, desk: Desk) -> IncidentOpenedResult:
        if command.incident_id and await desk.version("incident", command.incident_id):
            raise Refused(Code.ALREADY_EXISTS, incident_id=command.incident_id)
        day = datetime.fromtimestamp(desk.moment.now_ms / 1000, self.zone)
        number = await desk.number(f"incident {day.year}")
        day_number = await desk.number(f"incident {day:%Y-%m-%d}")
        opened = incident_rules.open_incident(command, self.catalogue, number, day_number, desk.moment)
        desk.record(opened)
        return IncidentOpenedResult(
            incident_id=opened.incident_id,
            number=number,
            day_number=day_number,
            priority=opened.priority,
            priority_because=opened.priority_because,
            assign_by_ms=opened.assign_by_ms,
            arrive_by_ms=opened.arrive_by_ms,
        )

    async def amend(self, command: AmendIncident, facts: None, desk: Desk) -> None:
        incident = await desk.get("incident", command.incident_id, Incident)
        amended = incident_rules.amend(incident, command, self.catalogue)
        if amended is not None:
            desk.record(amended)

    async def close(self, command: CloseIncident, facts: None, desk: Desk) -> None:
        incident = await desk.get("incident", command.incident_id, Incident)
        desk.record(incident_rules.close(incident, command, desk.moment))

    async def end_windows(self, command: EndIncidentWindows, facts: None, desk: Desk) -> None:
        incident = await desk.get("incident", command.incident_id, Incident)
        due_ms = windows.next_end(incident.seen_by)
        desk.record(*incident_rules.end_windows(incident, due_ms, desk.moment.now_ms))
