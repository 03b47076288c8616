"""What the relay does to packets is what was asked for."""

import random

import pytest

from tests.links.conditions import CELLS, Link
from tests.links.measure import median_and_worst, sound_share
from tests.links.pipe import QUEUE_S, Pipe

PACKETS = 40_000


def pipe(link: Link | None, *, uplink: bool = True) -> Pipe:
    made = Pipe(random.Random(7), uplink=uplink, limited=True)
    made.become(link)
    return made


@pytest.mark.parametrize(("loss", "burst"), [(0.05, 1), (0.2, 1), (0.3, 1), (0.1, 3), (0.2, 4)])
def test_the_share_and_the_bursts_of_loss_are_those_asked_for(loss: float, burst: float) -> None:
    made = pipe(Link(loss=loss, burst=burst, rate_kbit=None))
    lost = [made.through(100, number / 50) is None for number in range(PACKETS)]
    bursts = sum(1 for before, now in zip([False, *lost], lost, strict=False) if now and not before)
    assert sum(lost) / PACKETS == pytest.approx(loss, rel=0.1)
    assert sum(lost) / bursts == pytest.approx(burst if burst > 1 else 1 / (1 - loss), rel=0.1)


def test_a_narrow_link_gives_its_rate_and_drops_what_its_queue_cannot_hold() -> None:
    made = pipe(Link(rtt_ms=0, rate_kbit=64), uplink=False)
    out = [made.through(1000, number / 100) for number in range(1000)]
    through = [at for at in out if at is not None]
    assert len(through) * 1000 * 8 / through[-1] == pytest.approx(64_000, rel=0.02)
    assert made.passed.overflowed == 1000 - len(through) > 0
    assert max(at - number / 100 for number, at in enumerate(out) if at is not None) <= QUEUE_S + 0.3


def test_jitter_keeps_the_order_and_what_is_reordered_does_not() -> None:
    for link, expected in ((Link(jitter_ms=80), False), (Link(jitter_ms=80, reordered=0.05), True)):
        made = pipe(link)
        out = [made.through(100, number / 50) or 0 for number in range(2000)]
        assert (sorted(out) != out) is expected


def test_both_pieces_of_two_ways_make_the_round_trip() -> None:
    link = CELLS["rtt_1000"].link
    there = pipe(link).through(0, 0.0)
    assert there is not None
    arrived = pipe(link, uplink=False).through(0, there)
    assert arrived == pytest.approx(0.5)


def test_a_cut_link_lets_nothing_through() -> None:
    assert pipe(None).through(1, 0.0) is None


def test_what_was_never_heard_is_the_worst() -> None:
    assert median_and_worst([900.0, None, 800.0], best_is_high=False) == {"median": 900, "worst": None}
    assert median_and_worst([0.9, 0.7, 0.8], best_is_high=True) == {"median": 0.8, "worst": 0.7}
    assert sound_share(1000, 300, 200) == pytest.approx(0.9)
    assert sound_share(0, 0, 0) == 0
