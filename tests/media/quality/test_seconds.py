"""How the reports of a side become chunks: one a second, gaps as gaps, nothing beyond its bounds."""

import msgspec
import pytest

from media.quality.domain.seconds import LONGEST_ROUND_TRIP_MS, SECONDS_A_CHUNK, Chunk, Line, figures_of
from media.quality.gathering import LEFT_OUT, Gathering
from media.quality.queries import sides
from signaling.protocol.links import ConversationLink

START_MS = 1_790_000_000_000


def report(score: int = 80, **changed: object) -> ConversationLink:
    told = ConversationLink(
        conversation_id="c1", endpoint="tablet-01", rung="video", reason="good", choice="auto", score=score,
        lost=0.0, concealed=0.0, round_trip_ms=40.4,
    )  # fmt: skip
    return msgspec.structs.replace(told, **changed)


def gathered(times_ms: list[int], gathering: Gathering | None = None) -> list[Chunk]:
    gathering = gathering or Gathering()
    for number, at_ms in enumerate(times_ms):
        gathering.hear_link(report(number % 101), "brigade:b1", START_MS + at_ms)
    return gathering.present("c1")


def scores(chunks: list[Chunk]) -> list[int | None]:
    return [score for chunk in chunks for score in chunk.run.score]


def test_a_second_of_which_nothing_was_told_stays_empty() -> None:
    """[Q2]."""
    assert scores(gathered([0, 1_000, 5_000, 6_000])) == [0, 1, None, None, None, 2, 3]


def test_reports_that_come_early_and_late_leave_no_gap() -> None:
    """[Q1]."""
    assert scores(gathered([0, 990, 2_010, 2_990, 4_020, 5_000])) == [0, 1, 2, 3, 4, 5]


def test_a_slow_drift_never_strays_by_more_than_a_second() -> None:
    """[Q1]."""
    chunks = gathered([number * 1_050 for number in range(50)])
    told = scores(chunks)
    last_ms = chunks[-1].from_ms + 1_000 * chunks[-1].seconds
    assert abs(last_ms - (START_MS + 49 * 1_050)) <= 2_000
    assert len([one for one in told if one is None]) <= 3


def test_a_flood_counts_as_one_report_a_second() -> None:
    """[Q1]."""
    assert len(scores(gathered([number * 10 for number in range(1_000)]))) <= 11


def test_a_minute_is_one_chunk_and_the_next_begins_another() -> None:
    """[Q5]."""
    gathering = Gathering()
    chunks = gathered([number * 1_000 for number in range(130)], gathering)
    assert [chunk.seconds for chunk in chunks] == [SECONDS_A_CHUNK, SECONDS_A_CHUNK, 10]
    assert [chunk.from_ms - START_MS for chunk in chunks] == [0, 60_000, 120_000]
    assert len(gathering.closed()) == 2


def test_who_says_nothing_any_more_is_closed() -> None:
    """[Q5]."""
    gathering = Gathering()
    gathered([0, 1_000], gathering)
    gathering.settle(START_MS + 11_000)
    assert gathering.closed() == []
    gathering.settle(START_MS + 11_001)
    assert [chunk.seconds for chunk in gathering.closed()] == [2]
    assert gathering.rooms(START_MS + 11_001) == []


def test_what_no_device_can_have_measured_is_refused_or_bounded() -> None:
    """[Q1]."""
    for absurd in (
        {"score": 101},
        {"score": -1},
        {"lost": 1.5},
        {"lost": -0.1},
        {"concealed": 2},
        {"round_trip_ms": -1},
    ):
        with pytest.raises(msgspec.ValidationError):
            msgspec.convert(msgspec.to_builtins(report()) | absurd, ConversationLink)
    kept = figures_of(report(lost=0.0004, concealed=None, round_trip_ms=1e308))
    assert (kept.lost_permille, kept.concealed_permille, kept.round_trip_ms) == (0, None, LONGEST_ROUND_TRIP_MS)


def test_each_change_of_rung_stands_by_itself_with_its_reason() -> None:
    """[Q2]."""
    line = Line("c1", "brigade:b1")
    for number in range(70):
        low = 20 <= number < 65
        told = report(rung="voice", reason="loss") if low else report()
        full = line.hear(figures_of(told), START_MS + number * 1_000)
        if full is not None:
            first = full
    last = line.so_far()
    assert last is not None
    (side,) = sides([last, first, first])
    assert [((one.at_ms - START_MS) // 1_000, one.rung, one.reason) for one in side.rungs] == [
        (0, "video", "good"),
        (20, "voice", "loss"),
        (65, "video", "good"),
    ]
    assert [len(run.score) for run in side.runs] == [60, 10]


def test_memory_is_bounded_in_sides_and_in_chunks_that_wait() -> None:
    """[Q1]."""
    gathering = Gathering(sides_at_most=2, chunks_at_most=3)
    before = LEFT_OUT.labels(why="too_many_sides")._value.get()
    for number in range(5):
        gathering.hear_link(report(), f"person:{number}", START_MS)
    assert LEFT_OUT.labels(why="too_many_sides")._value.get() == before + 3
    gathered([number * 1_000 for number in range(10)], gathering)
    for minute in range(6):
        for second in range(60):
            gathering.hear_link(report(), "person:0", START_MS + (minute * 60 + second) * 1_000)
    assert len(gathering.closed()) == 3
