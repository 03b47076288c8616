"""When a gateway is left alone for a while: a pure state and how what happens changes it.

Closed, it is used. After several failures in a row, or one that says our account is wrong, it opens: nothing is
given to it. When its time is over one message is tried on it (half open): taken, it closes; failed again, it opens
for twice as long.
"""

from dataclasses import dataclass, replace
from typing import Literal

from sms.domain.gateway import Later, Never, Outcome, Taken, Unclear

FAILURES_TO_OPEN = 3
FIRST_REST_MS = 15_000
LONGEST_REST_MS = 600_000
TRIAL_TAKES_MS = 60_000
"""After which a trial that was never answered is forgotten, and another may be made."""

State = Literal["closed", "open", "half_open"]
Verdict = Literal["good", "bad", "wrong_account", "nothing"]


@dataclass(frozen=True, slots=True)
class Breaker:
    """``failures`` in a row; ``until_ms`` while open: when a trial is due; while half open: when it is forgotten."""

    state: State = "closed"
    failures: int = 0
    rest_ms: int = FIRST_REST_MS
    until_ms: int = 0


def verdict(outcome: Outcome) -> Verdict:
    """What an outcome says of the gateway. That a number or a text is bad says nothing bad of it; a message put off
    because there are too many says nothing at all."""
    match outcome:
        case Taken():
            return "good"
        case Never(_, "configuration"):
            return "wrong_account"
        case Never():
            return "good"
        case Later("connect" | "not_bound"):
            return "bad"
        case Later():
            return "nothing"
        case Unclear():
            return "bad"


def may_use(breaker: Breaker, now_ms: int) -> bool:
    """Whether a message may be given to the gateway now."""
    return breaker.state == "closed" or now_ms >= breaker.until_ms


def used(breaker: Breaker, now_ms: int) -> Breaker:
    """A message is on its way to the gateway: if it was open, this is its one trial."""
    if breaker.state == "closed":
        return breaker
    return replace(breaker, state="half_open", until_ms=now_ms + TRIAL_TAKES_MS)


def heard(breaker: Breaker, what: Verdict, now_ms: int) -> Breaker:
    """What became of it."""
    if what == "good":
        return Breaker()
    if what == "nothing":
        # A trial that says nothing is no answer: the next message is another trial.
        return replace(breaker, until_ms=now_ms) if breaker.state == "half_open" else breaker
    if breaker.state == "half_open":
        return _opened(breaker, min(LONGEST_REST_MS, breaker.rest_ms * 2), now_ms)
    failures = breaker.failures + 1
    if breaker.state == "closed" and (what == "wrong_account" or failures >= FAILURES_TO_OPEN):
        return _opened(replace(breaker, failures=failures), FIRST_REST_MS, now_ms)
    # Messages that were on their way when it opened end badly too, and say nothing new.
    return replace(breaker, failures=failures)


def _opened(breaker: Breaker, rest_ms: int, now_ms: int) -> Breaker:
    return replace(breaker, state="open", rest_ms=rest_ms, until_ms=now_ms + rest_ms)
