"""Whatever is wished, in whatever order: the rules of the field hold, and the states follow from the events."""

from typing import Any
from uuid import UUID

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from dispatch.assembly import ASSIGNMENT, BRIGADE, INCIDENT
from dispatch.data.load import load_catalogue
from dispatch.domain import assignment_rules, brigade, entering, incident_rules
from dispatch.domain.assignment import Assignment
from dispatch.domain.brigade import BUSY, Brigade
from dispatch.domain.incident import Incident
from dispatch.domain.milestones import BECOMES, RANK, WAY
from dispatch.domain.places import Hospital
from signaling.journal import touched
from signaling.protocol.assignments import (
    AcceptAssignment,
    AssignBrigade,
    CancelAssignment,
    DeclineAssignment,
    DeliverAssignment,
    DivertBrigade,
    SeeAssignment,
)
from signaling.protocol.base import Command, Event, Point
from signaling.protocol.brigades import (
    BrigadeAdded,
    BrigadeState,
    ComeOnShift,
    EndBreak,
    GoOffShift,
    Profile,
    ReturnToService,
    SetOutOfService,
    TakeBreak,
)
from signaling.protocol.entering import EnterAssignment, EnteredStep
from signaling.protocol.incidents import CloseIncident, IncidentStatus, OpenIncident, Part, Result
from signaling.protocol.milestones import AcknowledgeHandover, Milestone, ReportMilestone, Stage
from signaling.protocol.refusals import Refused
from signaling.slice import Moment, Stamp, system

CATALOGUE = load_catalogue()
AGGREGATES = {aggregate.kind: aggregate for aggregate in (INCIDENT, ASSIGNMENT, BRIGADE)}
PLACE = Point(lon=66.9, lat=39.6)
HOSPITALS = {id: Hospital(hospital_id=id, name=id, point=PLACE) for id in ("h1", "h2")}
BRIGADES = ("b1", "b2", "b3")
STATE_WISHES: list[type[Any]] = [ComeOnShift, GoOffShift, TakeBreak, EndBreak, SetOutOfService, ReturnToService]
RECEIPTS: list[type[Any]] = [DeliverAssignment, SeeAssignment, AcceptAssignment]
ACTOR = system("test")
any_brigade = st.sampled_from(BRIGADES)
any_number = st.integers(0, 30)


class Naive:
    """What the field would write on paper, from the events alone."""

    def __init__(self) -> None:
        self.working_on: dict[str, str] = {}  # brigade → assignment
        self.leads: dict[str, str] = {}  # incident → assignment
        self.stamped: dict[str, list[str]] = {}

    def write(self, event: Event) -> None:
        body: Any = event
        tag = str(type(event).__struct_config__.tag)
        if tag == "brigade.assigned":
            assert body.brigade_id not in self.working_on, "two active assignments of one brigade"
            self.working_on[body.brigade_id] = body.assignment_id
            self.stamped[body.assignment_id] = ["ordered"]
            if body.part == Part.LEAD:
                assert body.incident_id not in self.leads, "two active leads of one incident"
                self.leads[body.incident_id] = body.assignment_id
            return
        if tag == "assignment.entered":  # over before it was known: nobody works on it
            self.stamped[body.assignment_id] = [step.stage.value for step in body.steps]
            return
        if tag == "assignment.told_again":
            self._write_beside(body)
            return
        step = body.milestone.value if tag == "milestone.reported" else tag.partition(".")[2]
        if not hasattr(body, "assignment_id") or tag.startswith("handover") or step == "hospital_changed":
            return
        assert step not in self.stamped[body.assignment_id], "stamped twice"
        self.stamped[body.assignment_id].append(step)
        if step in ("cleared", "declined", "cancelled", "diverted"):
            assert self.working_on.pop(body.brigade_id) == body.assignment_id
            if self.leads.get(body.incident_id) == body.assignment_id:
                del self.leads[body.incident_id]

    def _write_beside(self, told: Any) -> None:
        """A gap is filled where it is on the way; what is stamped stands."""
        stamped = self.stamped[told.assignment_id]
        assert (told.stage.value in stamped) == (told.stamped_at_ms is not None)
        if told.stamped_at_ms is None:
            place = [RANK.get(Stage(one), RANK[Stage.CLEARED]) < RANK[told.stage] for one in stamped].count(True)
            stamped.insert(place, told.stage.value)


class DispatchDesk(RuleBasedStateMachine):
    """Applies what the rules let happen, as the frame does."""

    def __init__(self) -> None:
        super().__init__()
        self.seq = 0
        self.journal: list[tuple[Event, Stamp]] = []
        self.states: dict[tuple[str, str], Any] = {}
        self.paper = Naive()
        for id in BRIGADES:
            added = BrigadeAdded(
                brigade_id=id, callsign=id, profile=Profile.GENERAL, station_id="s", station_name="1",
                station_point=PLACE,
            )  # fmt: skip
            self.happen([added])
            self.change(id, ComeOnShift)

    # -- the frame's part ----------------------------------------------------------------------------------------

    def happen(self, events: Any) -> None:
        for event in events:
            self.seq += 1
            stamp = Stamp(seq=self.seq, at_ms=self.seq * 1000, made_at_ms=self.seq * 1000, actor_id="test")
            self.journal.append((event, stamp))
            self.paper.write(event)
            self.states.update(evolved(self.states, event, stamp))

    def moment(self) -> Moment:
        id = str(UUID(int=self.seq + 1))
        return Moment(now_ms=self.seq * 1000, actor=ACTOR, command_id=id, made_at_ms=self.seq * 1000)

    def wish(self, kind: type[Any], **fields: Any) -> Any:
        return kind(id=str(UUID(int=self.seq)), made_at_ms=self.seq, **fields)

    def pick(self, kind: str, number: int) -> Any:
        found = [state for (of, _), state in self.states.items() if of == kind]
        return found[number % len(found)] if found else None

    def brigade(self, id: str) -> Brigade:
        found: Brigade = self.states["brigade", id]
        return found

    def incident(self, id: str) -> Incident:
        found: Incident = self.states["incident", id]
        return found

    # -- what people wish ----------------------------------------------------------------------------------------

    @rule(reason=st.sampled_from(["chest_pain", "fever", "labour"]))
    def open(self, reason: str) -> None:
        command: OpenIncident = self.wish(OpenIncident, reason=reason, point=PLACE)
        self.happen([incident_rules.open_incident(command, CATALOGUE, self.seq, self.seq, self.moment())])

    @rule(number=any_number)
    def close(self, number: int) -> None:
        incident: Incident | None = self.pick("incident", number)
        if incident:
            command: CloseIncident = self.wish(CloseIncident, incident_id=incident.incident_id, result=Result.ADVICE)
            self.attempt(lambda: [incident_rules.close(incident, command, self.moment())])

    @rule(id=any_brigade, kind=st.sampled_from(STATE_WISHES), when_free=st.booleans())
    def change(self, id: str, kind: type[Any], when_free: bool = False) -> None:
        more: dict[str, Any] = {"when_free": when_free} if kind is GoOffShift else {}
        if kind is SetOutOfService:
            more = {"reason": "engine"}
        command: Command = self.wish(kind, brigade_id=id, **more)
        self.attempt(lambda: [brigade.decide(self.brigade(id), command)])

    @rule(id=any_brigade, number=any_number, part=st.sampled_from([None, *Part]))
    def assign(self, id: str, number: int, part: Part | None) -> None:
        incident: Incident | None = self.pick("incident", number)
        if incident:
            command: AssignBrigade = self.wish(
                AssignBrigade, incident_id=incident.incident_id, brigade_id=id, part=part
            )
            self.attempt(lambda: [assignment_rules.assign(incident, self.brigade(id), command, None, self.moment())])

    @rule(id=any_brigade, number=any_number)
    def divert(self, id: str, number: int) -> None:
        one, new = self.brigade(id), self.pick("incident", number)
        if one.assignment_id is None:
            return
        assignment: Assignment = self.states["assignment", one.assignment_id]
        old = self.incident(assignment.incident_id)
        command: DivertBrigade = self.wish(
            DivertBrigade, brigade_id=id, to_incident_id=new.incident_id, reason="graver"
        )
        self.attempt(lambda: assignment_rules.divert((old, assignment), new, one, command, None, self.moment()))

    @rule(number=any_number, kind=st.sampled_from(RECEIPTS))
    def receive(self, number: int, kind: type[Any]) -> None:
        assignment: Assignment | None = self.pick("assignment", number)
        if assignment:
            command = self.wish(kind, assignment_id=assignment.assignment_id, at_device_ms=1)
            self.attempt(lambda: [assignment_rules.receive(assignment, command, ACTOR)])

    @rule(id=any_brigade)
    def go_on(self, id: str) -> None:
        """The next step of the way, so that whole ways are walked often."""
        one = self.brigade(id)
        work = one.assignment_id or one.last_assignment_id
        if work is None:
            return
        assignment: Assignment = self.states["assignment", work]
        if assignment.stage in (Stage.ORDERED, Stage.DELIVERED, Stage.SEEN):
            command = self.wish(AcceptAssignment, assignment_id=work, at_device_ms=1)
            self.attempt(lambda: [assignment_rules.receive(assignment, command, ACTOR)])
            return
        for milestone in Milestone:
            self.step(assignment, milestone)

    @rule(number=any_number, milestone=st.sampled_from(Milestone))
    def report(self, number: int, milestone: Milestone) -> None:
        assignment: Assignment | None = self.pick("assignment", number)
        if assignment:
            self.step(assignment, milestone)

    def step(self, assignment: Assignment, milestone: Milestone) -> None:
        command: ReportMilestone = self.wish(
            ReportMilestone, assignment_id=assignment.assignment_id, milestone=milestone, at_device_ms=1,
            hospital_id="h1", result=Result.DELIVERED,
        )  # fmt: skip
        incident = self.incident(assignment.incident_id)
        one = self.brigade(assignment.brigade_id)
        hospital, moment = HOSPITALS["h1"], self.moment()
        self.attempt(lambda: assignment_rules.report(assignment, one, incident, hospital, command, None, moment))

    @rule(number=any_number, kind=st.sampled_from(["decline", "cancel"]))
    def stop(self, number: int, kind: str) -> None:
        assignment: Assignment | None = self.pick("assignment", number)
        if not assignment:
            return
        incident = self.incident(assignment.incident_id)
        id = assignment.assignment_id
        if kind == "decline":
            declining: DeclineAssignment = self.wish(
                DeclineAssignment, assignment_id=id, reason="vehicle", at_device_ms=1
            )
            self.attempt(lambda: assignment_rules.decline(assignment, incident, declining, ACTOR))
        else:
            cancelling: CancelAssignment = self.wish(CancelAssignment, assignment_id=id, reason="withdrawn")
            self.attempt(lambda: assignment_rules.cancel(assignment, incident, cancelling))

    @rule(number=any_number, hospital_id=st.sampled_from(["h1", "h2"]), acknowledges=st.booleans())
    def hospital(self, number: int, hospital_id: str, acknowledges: bool) -> None:
        assignment: Assignment | None = self.pick("assignment", number)
        if not assignment:
            return
        id = assignment.assignment_id
        if acknowledges:
            acknowledging: AcknowledgeHandover = self.wish(AcknowledgeHandover, assignment_id=id)
            self.attempt(lambda: [assignment_rules.acknowledge(assignment, acknowledging, ACTOR)])
        else:
            to = HOSPITALS[hospital_id]
            self.attempt(lambda: [assignment_rules.change_hospital(assignment, to, None, ACTOR)])

    @rule(
        id=any_brigade, number=any_number, stages=st.lists(st.sampled_from(WAY), min_size=1, max_size=6, unique=True),
        known=st.booleans(), minutes=st.integers(0, 3),
    )  # fmt: skip
    def enter(self, id: str, number: int, stages: list[Stage], known: bool, minutes: int) -> None:
        """What was done without the server: a new assignment, or more of one that is known."""
        one, incident, assignment = self.brigade(id), self.pick("incident", number), self.pick("assignment", number)
        if incident is None or (known and assignment is None):
            return
        if known:
            one, incident = self.brigade(assignment.brigade_id), self.incident(assignment.incident_id)
        in_order = sorted({*stages, *(() if known else (Stage.ORDERED,))}, key=WAY.index)
        at_ms = self.moment().now_ms - minutes * 60_000
        command: EnterAssignment = self.wish(
            EnterAssignment, assignment_id=assignment.assignment_id if known else f"entered {self.seq}",
            incident_id=incident.incident_id, brigade_id=one.brigade_id, hospital_id="h1", result=Result.DELIVERED,
            steps=[EnteredStep(stage=stage, at_ms=at_ms) for stage in in_order],
        )  # fmt: skip
        if known:
            self.attempt(lambda: entering.go_on(assignment, one, incident, HOSPITALS["h1"], command, self.moment()))
            return
        others = [self.states["assignment", work] for work in (one.assignment_id, one.last_assignment_id) if work]
        self.attempt(lambda: entering.begin(incident, one, others, HOSPITALS["h1"], command, self.moment()))

    def attempt(self, decide: Any) -> None:
        """What is refused changes nothing."""
        try:
            events = decide()
        except Refused:
            return
        self.happen(events)

    # -- what always holds ---------------------------------------------------------------------------------------

    @invariant()
    def the_states_say_what_the_paper_says(self) -> None:
        for id in BRIGADES:
            one = self.brigade(id)
            assert one.assignment_id == self.paper.working_on.get(id)
            assert (one.state in BUSY) == (one.assignment_id is not None)
            if one.assignment_id:
                assert one.state == BECOMES[self.states["assignment", one.assignment_id].stage]
            assert one.on_shift or one.state in (BrigadeState.OFF_SHIFT, BrigadeState.OUT_OF_SERVICE)
        for (kind, id), state in self.states.items():
            if kind == "assignment":
                assert [one.stage.value for one in state.milestones] == self.paper.stamped[id]
                assert state.active == (id in self.paper.working_on.values())
            if kind == "incident":
                lead = state.lead()
                assert (lead.assignment_id if lead else None) == self.paper.leads.get(id)
                if state.status == IncidentStatus.CLOSED:
                    assert state.active() == []

    @invariant()
    def the_windows_follow_the_work(self) -> None:
        for (kind, _), state in self.states.items():
            if kind != "assignment":
                continue
            seers = {str(audience) for audience in ASSIGNMENT.views(state)}
            assert {"service", f"brigade:{state.brigade_id}"} <= seers
            hospitals = {seer for seer in seers if seer.startswith("hospital")}
            assert hospitals <= {f"hospital:{state.hospital_id}"}
            underway = state.stage in (Stage.LEFT_SCENE, Stage.AT_HOSPITAL, Stage.HANDED_OVER)
            assert bool(hospitals) >= underway

    def teardown(self) -> None:
        replayed: dict[tuple[str, str], Any] = {}
        for event, stamp in self.journal:
            replayed.update(evolved(replayed, event, stamp))
        assert replayed == self.states


def evolved(states: dict[tuple[str, str], Any], event: Event, stamp: Stamp) -> dict[tuple[str, str], Any]:
    """The touched things after the event."""
    return {
        (kind, id): AGGREGATES[kind].evolve[type(event)](states.get((kind, id)), event, stamp)
        for kind, id in touched(event)
    }


DispatchDesk.TestCase.settings = settings(max_examples=60, stateful_step_count=40)
TestDispatchDesk = pytest.mark.timeout(120)(DispatchDesk.TestCase)
