"""Whatever is tried in whatever order, a consult keeps its promises."""

from typing import Any

import msgspec
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from consult_room.domain import decide
from consult_room.domain.decide import Asker
from consult_room.domain.evolve import EVOLVE
from consult_room.domain.states import TABLE, Consult
from consult_room.domain.views import views
from signaling.protocol.base import Event
from signaling.protocol.consult_room import (
    ConsultAccept,
    ConsultAsk,
    ConsultCancel,
    ConsultConclude,
    ConsultDecline,
    ConsultRing,
    ConsultSay,
    RungPerson,
)
from signaling.protocol.consult_views import ConsultView
from signaling.protocol.refusals import Refused
from signaling.slice import SERVICE, Actor, Audience, Moment, Role, Stamp, system

IDS = ["asker", "one", "two", "three"]
ACTORS = st.sampled_from(IDS).map(lambda id: Actor(id, Role.SPECIALIST, id))
ON_DUTY = st.lists(st.sampled_from(IDS), unique=True).map(lambda ids: [RungPerson(person_id=id, name=id) for id in ids])
TEXTS = st.sampled_from(["", "a reason"])


class AnyOrder(RuleBasedStateMachine):
    """Tries everything with everybody; what is refused must change nothing, which the model sees by itself."""

    def __init__(self) -> None:
        super().__init__()
        self.now_ms = 1_790_000_000_000
        self.count = 0
        self.consult: Consult | None = None
        self.taken_by: str | None = None

    def happen(self, *events: Event, actor: str = "asker") -> None:
        for event in events:
            self.count += 1
            stamp = Stamp(seq=self.count, at_ms=self.now_ms, made_at_ms=self.now_ms, actor_id=actor)
            before = self.consult.state if self.consult else None
            self.consult = EVOLVE[type(event)](self.consult, event, stamp)
            assert self.consult is not None
            if before is not None and before != self.consult.state:
                assert any(state == before and self.consult.state in after for (state, _), after in TABLE.items())

    def present(self) -> Consult:
        assert self.consult is not None
        return self.consult

    def fields(self) -> dict[str, Any]:
        self.now_ms += 1000
        return {
            "id": f"01900000-0000-7000-8000-{self.count:012}",
            "made_at_ms": self.now_ms,
            "consult_id": "consult",
        }

    @initialize(on_duty=ON_DUTY)
    def begin(self, on_duty: list[RungPerson]) -> None:
        command = ConsultAsk(**self.fields(), specialty="surgery", urgency="urgent", question="?")
        self.happen(
            *decide.ask(
                command, 1, Asker(id="asker", kind="person", name="asker"), None, on_duty, self.now_ms, missing=[]
            )
        )

    @rule(on_duty=ON_DUTY)
    def ring(self, on_duty: list[RungPerson]) -> None:
        command = ConsultRing(**self.fields(), specialty="surgery")
        try:
            self.happen(decide.ring(self.present(), command, on_duty, system("timer"), self.now_ms))
        except Refused:
            assert self.present().specialist_id is not None or self.present().over

    @rule(actor=ACTORS)
    def accept(self, actor: Actor) -> None:
        command = ConsultAccept(**self.fields())
        moment = Moment(self.now_ms, actor, command.id, self.now_ms)
        try:
            event = decide.accept(self.present(), command, None, None, moment)
        except Refused:
            return
        assert self.taken_by is None, "two specialists for one consult"
        self.taken_by = actor.id
        self.happen(event)

    @rule(actor=ACTORS)
    def decline(self, actor: Actor) -> None:
        try:
            self.happen(decide.decline(self.present(), ConsultDecline(**self.fields()), actor, self.now_ms))
        except Refused:
            assert actor.id not in self.present().rung or self.present().state != "ringing"

    @rule(actor=ACTORS, text=TEXTS)
    def say(self, actor: Actor, text: str) -> None:
        try:
            self.happen(decide.say(self.present(), ConsultSay(**self.fields(), text=text), actor))
        except Refused:
            return
        assert actor.id in ("asker", self.taken_by)

    @rule(actor=ACTORS, text=TEXTS)
    def conclude(self, actor: Actor, text: str) -> None:
        try:
            event = decide.conclude(self.present(), ConsultConclude(**self.fields(), conclusion=text), actor)
        except Refused:
            return
        assert actor.id == self.taken_by
        assert text
        self.happen(event)

    @rule(actor=ACTORS)
    def acknowledge(self, actor: Actor) -> None:
        try:
            event = decide.acknowledge(self.present(), None, self.count, actor)
        except Refused:
            return
        assert actor.id == "asker"
        assert self.present().conclusion
        self.happen(event)

    @rule(actor=ACTORS, text=TEXTS)
    def cancel(self, actor: Actor, text: str) -> None:
        try:
            event = decide.cancel(self.present(), ConsultCancel(**self.fields(), reason=text), actor)
        except Refused:
            return
        assert actor.id == "asker"
        self.happen(event)

    @invariant()
    def ringing_means_that_somebody_is_rung(self) -> None:
        if self.consult:
            assert (self.consult.state == "ringing") is (bool(self.consult.rung) and not self.consult.over)

    @invariant()
    def somebody_is_sought_exactly_while_nobody_has_taken_it(self) -> None:
        if self.consult:
            sought = self.consult.state in ("waiting", "ringing")
            assert (self.consult.look_again_ms is not None) is sought

    @invariant()
    def the_record_is_shown_to_the_two_alone(self) -> None:
        if not self.consult:
            return
        for audience, view in views(self.consult).items():
            assert isinstance(view, ConsultView)
            if audience == SERVICE or view.relation == "stood_down":
                hidden = (view.question, view.summary, view.conclusion, view.asker_name, view.lines)
                assert hidden == (None, None, None, None, [])
            if view.relation == "invited":
                assert audience.id in self.consult.rung
                assert view.conclusion is None
                asked_about = [line.line_id for line in self.consult.lines if line.while_sought]
                assert [line.line_id for line in view.lines] == asked_about
            if view.relation in ("asker", "specialist"):
                assert audience in (Audience("person", "asker"), Audience("person", self.taken_by or ""))

    @invariant()
    def it_is_kept_and_read_again_unchanged(self) -> None:
        if self.consult:
            assert msgspec.json.decode(msgspec.json.encode(self.consult), type=Consult) == self.consult


TestAnyOrder = AnyOrder.TestCase
TestAnyOrder.settings = settings(max_examples=150, stateful_step_count=25)
