"""A gateway that fails is left alone, the second carries, and nothing is given to both before it was looked for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sms.adapters.falling_back import FallingBack
from sms.domain.breaker import (
    FAILURES_TO_OPEN,
    FIRST_REST_MS,
    LONGEST_REST_MS,
    TRIAL_TAKES_MS,
    Breaker,
    Verdict,
    heard,
    may_use,
    used,
    verdict,
)
from sms.domain.gateway import CannotLook, Later, Never, Outcome, Sought, Taken, Unclear
from sms.domain.progress import LOOK_AFTER_MS
from tests.sms.desk import KARIMOV, RASULOVA, AlertTown, Scripted, town

OUTCOMES: list[tuple[Outcome, Verdict]] = [
    (Taken("S"), "good"),
    (Never("21211", "number"), "good"),
    (Never("21617", "content"), "good"),
    (Never("20003", "configuration"), "wrong_account"),
    (Later("connect"), "bad"),
    (Later("20429", 3_000), "nothing"),
    (Unclear("503"), "bad"),
]


@pytest.mark.parametrize(("outcome", "expected"), OUTCOMES)
def test_each_outcome_says_something_of_the_gateway(outcome: Outcome, expected: Verdict) -> None:
    assert verdict(outcome) == expected


def opened(now_ms: int = 0) -> Breaker:
    return heard(Breaker(), "wrong_account", now_ms)


def test_it_opens_after_failures_in_a_row_and_not_before() -> None:
    """Rule [A15]."""
    breaker = Breaker()
    for _ in range(FAILURES_TO_OPEN - 1):
        breaker = heard(breaker, "bad", 0)
        assert may_use(breaker, 0)
    assert heard(heard(breaker, "good", 0), "bad", 0).state == "closed"
    breaker = heard(breaker, "bad", 0)
    assert breaker.state == "open"
    assert (may_use(breaker, FIRST_REST_MS - 1), may_use(breaker, FIRST_REST_MS)) == (False, True)


def test_one_trial_at_a_time_and_each_failure_doubles_the_rest() -> None:
    breaker, now_ms, rests = opened(), 0, []
    for _ in range(8):
        now_ms = breaker.until_ms
        breaker = used(breaker, now_ms)
        assert breaker.state == "half_open"
        assert not may_use(breaker, now_ms + TRIAL_TAKES_MS - 1)
        breaker = heard(breaker, "bad", now_ms)
        rests.append(breaker.rest_ms)
    assert rests[:3] == [FIRST_REST_MS * 2, FIRST_REST_MS * 4, FIRST_REST_MS * 8]
    assert max(rests) == LONGEST_REST_MS
    assert heard(used(breaker, breaker.until_ms), "good", now_ms) == Breaker()


def test_a_trial_that_is_never_answered_is_forgotten() -> None:
    trial = used(opened(), FIRST_REST_MS)
    assert may_use(trial, FIRST_REST_MS + TRIAL_TAKES_MS)


@given(st.lists(st.sampled_from(["good", "bad", "wrong_account", "nothing", "use"])))
def test_it_never_rests_for_ever(happened: list[str]) -> None:
    breaker, now_ms = Breaker(), 0
    for what in happened:
        now_ms += 1_000
        breaker = used(breaker, now_ms) if what == "use" else heard(breaker, what, now_ms)  # type: ignore[arg-type]
        assert breaker.until_ms <= now_ms + LONGEST_REST_MS
        assert FIRST_REST_MS <= breaker.rest_ms <= LONGEST_REST_MS


# The two together, through the whole sender


async def later(place: AlertTown, ms: int) -> None:
    place.now_ms += ms
    await place.send()


async def test_the_second_carries_while_the_first_cannot() -> None:
    """Rule [A15]."""
    clock = [0]
    first, second = Scripted(Never("20003", "configuration")), Scripted()
    both = FallingBack({"twilio": first, "http": second}, lambda: clock[0])
    async with town(both) as place:
        alert_id = await place.raised(KARIMOV)
        for _ in range(3):
            await later(place, 5_000)
        delivery = await place.delivery(alert_id, KARIMOV)
        assert (delivery.progress.status, delivery.progress.gateway) == ("accepted", "http")
        assert (len(first.given), len(second.given)) == (1, 1)
        clock[0] += FIRST_REST_MS
        await place.raised(RASULOVA, about_id="0199aaaa-0000-7000-8000-000000000002")
        await later(place, 1_000)
        assert (len(first.given), both.breaker("twilio").state) == (2, "closed")


async def test_an_unknown_attempt_is_looked_for_where_it_was_given() -> None:
    """Rule [A15]."""
    first, second = Scripted(Unclear("503")), Scripted()
    both = FallingBack({"twilio": first, "http": second}, lambda: 0)
    async with town(both) as place:
        await place.raised(KARIMOV)
        await place.send()
        for _ in range(FAILURES_TO_OPEN):
            first.outcomes.append(Unclear("503"))
            await both.send(first.given[0])
        assert both.breaker("twilio").state == "open"
        for _ in range(2):
            assert second.given == [], "nothing is given to the other before it was looked for"
            await later(place, LOOK_AFTER_MS)
        await later(place, 1_000)
        assert [sought.gateway for sought in first.sought] == ["twilio", "twilio"]
        assert second.sought == []
        assert len(second.given) == 1


async def test_when_none_may_be_used_nothing_is_said_to_anybody() -> None:
    first, second = Scripted(Never("20003", "configuration")), Scripted(Never("20003", "configuration"))
    both = FallingBack({"twilio": first, "http": second}, lambda: 0)
    async with town(both) as place:
        alert_id = await place.raised(KARIMOV)
        for _ in range(6):
            await later(place, 5_000)
        assert (len(first.given), len(second.given)) == (1, 1)
        assert (await place.delivery(alert_id, KARIMOV)).progress.status == "queued"


async def test_a_gateway_that_is_gone_cannot_be_looked_at() -> None:
    both = FallingBack({"http": Scripted()}, lambda: 0)
    with pytest.raises(CannotLook):
        await both.find(Sought(to="+998000000001", code="QW2RT", since_ms=0, gateway="twilio"))
