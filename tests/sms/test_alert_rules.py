"""Laws that hold for every sequence of wishes, tried on the rules alone."""

from typing import Literal

from hypothesis import given
from hypothesis import strategies as st

from signaling.protocol.alerts import AlertAcknowledge, AlertDecline, AlertRaise, AlertSettle
from signaling.protocol.base import Event
from signaling.protocol.refusals import Refused
from signaling.slice import Stamp
from sms.domain import alert_rules
from sms.domain.alerts import EVOLVE, Alert
from sms.domain.turns import decide_turns
from sms.domain.views import alert_views, is_live
from tests.sms.desk import INCIDENT, KARIMOV, LADDERS, RASULOVA, SMITH

PEOPLE = (KARIMOV, RASULOVA, SMITH)
IDS = [person.person_id for person in PEOPLE]
Wish = tuple[Literal["accept", "decline", "open", "expire", "taken", "declined", "closed"], str]
WISHES = st.lists(
    st.tuples(
        st.sampled_from(["accept", "decline", "open", "expire", "taken", "declined", "closed"]), st.sampled_from(IDS)
    ),
    max_size=12,
)


def told(state: Alert | None, events: list[Event], at_ms: int) -> Alert:
    for event in events:
        state = EVOLVE[type(event)](state, event, Stamp(seq=1, at_ms=at_ms, made_at_ms=at_ms, actor_id="a"))
    assert state is not None
    return state


def raised(urgency: Literal["life_threat", "urgent"]) -> Alert:
    wish = AlertRaise(
        id="1",
        made_at_ms=0,
        about_kind="incident",
        about_id=INCIDENT,
        specialty="cardiology",
        urgency=urgency,
        people=list(PEOPLE),
    )
    state = told(None, alert_rules.decide_raise(wish, "a", LADDERS.of("", urgency)), 0)
    return told(state, decide_turns(state, 0), 0)


def decided(state: Alert, wish: Wish, now_ms: int) -> list[Event]:
    kind, who = wish
    envelope = {"id": "2", "made_at_ms": now_ms}
    match kind:
        case "accept":
            accept = AlertAcknowledge(**envelope, alert_id="a", person_id=who, channel="sms")  # type: ignore[arg-type]
            return alert_rules.decide_acknowledge(state, accept, now_ms)
        case "decline":
            decline = AlertDecline(**envelope, alert_id="a", person_id=who, channel="sms")  # type: ignore[arg-type]
            return alert_rules.decide_decline(state, decline)
        case "open":
            return alert_rules.decide_open(state, who)
        case "expire":
            return alert_rules.decide_expire(state, state.expires_at_ms)
        case "taken" | "declined" | "closed":
            settle = AlertSettle(
                **envelope,  # type: ignore[arg-type]
                about_kind="incident",
                about_id=INCIDENT,
                outcome=kind,
                person_id=who,
            )
            return alert_rules.decide_settle(state, settle, now_ms)


@given(st.sampled_from(["life_threat", "urgent"]), WISHES)
def test_at_most_one_person_has_it_and_whoever_has_it_said_so(
    urgency: Literal["life_threat", "urgent"], wishes: list[Wish]
) -> None:
    """Rule [A2]."""
    state, now_ms, said_yes = raised(urgency), 0, set()
    for wish in wishes:
        now_ms += 1_000
        before = state
        try:
            state = told(state, decided(state, wish, now_ms), now_ms)
            state = told(state, decide_turns(state, now_ms), now_ms)
        except Refused:
            assert state is before
            continue
        if wish[0] in ("accept", "taken"):
            said_yes.add(wish[1])
        holders = {each.person_id for each in state.people if each.status == "acknowledged"}
        assert len(holders) <= 1
        assert holders <= said_yes
        assert (state.acknowledged_by is not None) == bool(holders)


@given(st.sampled_from(["life_threat", "urgent"]), WISHES)
def test_an_alert_that_is_over_is_not_opened_again(
    urgency: Literal["life_threat", "urgent"], wishes: list[Wish]
) -> None:
    state, over = raised(urgency), False
    for wish in wishes:
        try:
            state = told(state, decided(state, wish, 1_000), 1_000)
            state = told(state, decide_turns(state, 1_000), 1_000)
        except Refused:
            continue
        assert not (over and state.status in ("open", "declined_by_all"))
        over = state.status in ("acknowledged", "expired", "cancelled")


@given(WISHES)
def test_somebody_can_still_answer_while_an_alert_is_open(wishes: list[Wish]) -> None:
    state = raised("urgent")
    for wish in wishes:
        try:
            state = told(state, decided(state, wish, 1_000), 1_000)
            state = told(state, decide_turns(state, 1_000), 1_000)
        except Refused:
            continue
        if state.status == "open":
            assert any(each.status in ("called", "opened") for each in state.people)


@given(WISHES)
def test_who_was_not_called_is_shown_nothing(wishes: list[Wish]) -> None:
    state = raised("urgent")
    for wish in wishes:
        try:
            state = told(state, decided(state, wish, 1_000), 1_000)
        except Refused:
            continue
        shown = {audience.id for audience in alert_views(state) if audience.relation == "person"}
        assert shown == {each.person_id for each in state.people if each.status != "listed"}
        assert is_live(state) is not state.closed
