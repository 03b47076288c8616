"""The table by which looks become messages, held to its promises over whatever may happen on the way."""

from dataclasses import dataclass, field
from itertools import pairwise
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from signaling.protocol.approaches import IncidentApproachView
from signaling.protocol.base import Event
from signaling.protocol.coming import ComingTold
from signaling.protocol.deliveries import DeliveryQueued
from signaling.slice import Moment, Stamp, system
from sms.callers.domain.coming import EVOLVE, Coming
from sms.callers.domain.telling import (
    APART_MS,
    LOOK_AGAIN_MS,
    MINUTE_MS,
    MOST_REPLACEMENTS,
    MOST_UPDATES,
    RULES,
    SLIP_MS,
    Looked,
    Reach,
    decide_look,
)

INCIDENT = "incident-1"
REACH = Reach(patient_id="patient-1", language="uz", telephone="+998901234567")
STEPS = st.lists(
    st.tuples(
        st.integers(0, 10 * MINUTE_MS),  # how long until something happens
        st.sampled_from([None, "a", "b", "arrived", "closed", "a", "b"]),  # who is on the way then
        st.none() | st.integers(0, 90 * MINUTE_MS),  # how far away
    ),
    max_size=40,
)


@dataclass
class Played:
    """One incident, look by look."""

    now_ms: int = 1_000_000
    state: Coming | None = None
    told: list[tuple[int, ComingTold]] = field(default_factory=list)
    queued: list[tuple[int, DeliveryQueued]] = field(default_factory=list)
    ended_at_ms: int | None = None

    def look(self, who: str | None, away_ms: int | None) -> None:
        on_the_way = who if who in ("a", "b") else None
        approach = IncidentApproachView(
            incident_id=INCIDENT,
            closed=who == "closed",
            arrived=who == "arrived",
            assignment_id=on_the_way,
            eta_at_ms=self.now_ms + away_ms if on_the_way and away_ms is not None else None,
        )
        if who in ("closed", "arrived"):
            self.ended_at_ms = self.ended_at_ms or (self.now_ms if self.state else None)
        id = str(UUID(int=len(self.told) * 1_000_003 + self.now_ms))
        moment = Moment(now_ms=self.now_ms, actor=system("x"), command_id=id, made_at_ms=0)
        for event in decide_look(self.state, Looked(approach, REACH), moment):
            self.happened(event)

    def happened(self, event: Event) -> None:
        if isinstance(event, DeliveryQueued):
            self.queued.append((self.now_ms, event))
            return
        if isinstance(event, ComingTold):
            self.told.append((self.now_ms, event))
        stamp = Stamp(seq=0, at_ms=self.now_ms, made_at_ms=0, actor_id="x")
        self.state = EVOLVE[type(event)](self.state, event, stamp)


def play(steps: list[tuple[int, str | None, int | None]]) -> Played:
    """The clock looks as well, whenever it is due."""
    played = Played()
    for wait_ms, who, away_ms in steps:
        until_ms = played.now_ms + wait_ms
        while played.state and played.state.due_ms is not None and played.state.due_ms <= until_ms:
            before = played.state.due_ms
            played.now_ms = max(played.now_ms, before)
            played.look(who, away_ms)
            assert played.state.due_ms != before, "the clock stands still"
        played.now_ms = until_ms
        played.look(who, away_ms)
        count = len(played.told)
        played.look(who, away_ms)
        assert len(played.told) == count, "looking twice told twice"
    return played


@given(STEPS)
def test_never_too_many_never_too_close_never_after_the_end(
    steps: list[tuple[int, str | None, int | None]],
) -> None:
    """Rules [H1], [H3], [H4], [H5]."""
    played = play(steps)
    says = [event.says for _, event in played.told]
    assert says.count("later") <= MOST_UPDATES
    assert says.count("another") <= MOST_REPLACEMENTS
    assert says[:1] in ([], ["coming"])
    for (before_ms, before), (after_ms, after) in pairwise(played.told):
        if after.says != "coming":
            assert after_ms - before_ms >= APART_MS
        if after.says == "later":
            assert before.arrives_at_ms is not None
            assert after.arrives_at_ms is not None
            assert after.arrives_at_ms - before.arrives_at_ms > SLIP_MS
        if after.says == "coming":
            assert before.says == "another"
    if played.ended_at_ms is not None:
        assert all(at_ms <= played.ended_at_ms for at_ms, _ in played.told)


@given(STEPS)
def test_no_message_may_leave_after_the_time_that_it_names(
    steps: list[tuple[int, str | None, int | None]],
) -> None:
    """Rule [H5]."""
    played = play(steps)
    assert len(played.queued) == len(played.told)
    for (queued_ms, queued), (_, told) in zip(played.queued, played.told, strict=True):
        assert queued.expires_at_ms > queued_ms
        assert told.arrives_at_ms is None or queued.expires_at_ms <= told.arrives_at_ms
        assert queued.link_id == queued.delivery_id == told.delivery_id
    ids = [queued.delivery_id for _, queued in played.queued]
    assert len(set(ids)) == len(ids)


def test_the_table_has_a_rule_for_every_pair() -> None:
    phases = {"waiting", "coming", "lost", "ended"}
    assert set(RULES) == {(phase, coming) for phase in phases for coming in (True, False)}
    assert LOOK_AGAIN_MS == 2 * MINUTE_MS
