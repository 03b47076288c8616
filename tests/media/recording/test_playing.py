"""A player gets the kept bytes behind a head of our own, and finds its place in them."""

import io

import av
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from media.recording.playing import NoPart, Piece, Presentation, present, shape
from media.recording.recorder import Part, Recorder
from tests.media.recording.samples import decode, opus_frames, picture_packets, record, recorded, rtp, vp8_frames


def whole(parts: list[Part]) -> tuple[Presentation, bytes]:
    pieces = [Piece(shape(part.data), len(part.data), part.until_ms) for part in parts]
    shown = present(parts[0].data, pieces)
    clusters = [shown.cluster(part.data, piece.shape) for part, piece in zip(parts, pieces, strict=True)]
    return shown, shown.head + b"".join(clusters)


def shifted(parts: int, begins_ms: int) -> list[Part]:
    """A take of sound and picture that begins late in its recording."""
    recorder = Recorder("conversation")
    made: list[Part] = []
    due = [(at, "picture", data) for at, data in picture_packets(vp8_frames(parts * 200, key_every=100))]
    due += [(n * 20, "sound", rtp(n, n * 960, data)) for n, data in enumerate(opus_frames(parts * 500))]
    for at_ms, kind, data in sorted(due, key=lambda one: one[0]):
        take = recorder.picture if kind == "picture" else recorder.sound
        made += take(data, begins_ms + at_ms)
    return made + recorder.stop(begins_ms + parts * 10_000)


def test_what_is_played_is_whole_begins_at_zero_and_knows_how_long_it_is() -> None:
    shown, data = whole(shifted(3, 3_600_000))
    assert shown.size == len(data)
    pictures, sounds, last = decode(data)
    assert (pictures, sounds) == (600, 1500)
    assert last == pytest.approx(29.97, abs=0.1)
    with av.open(io.BytesIO(data), "r") as container:
        assert container.duration is not None
        assert container.duration / 1e6 == pytest.approx(30, abs=0.2)


def test_one_can_begin_in_the_middle_at_a_key_frame() -> None:
    _, data = whole(shifted(3, 60_000))
    with av.open(io.BytesIO(data), "r") as container:
        video = container.streams.video[0]
        assert video.time_base is not None
        video.codec_context.thread_count = 1
        container.seek(int(21 / video.time_base), stream=video)
        frame = next(iter(container.decode(video)))
        assert frame.key_frame
        assert frame.time == pytest.approx(20, abs=0.1)


def test_sound_alone_can_be_begun_anywhere() -> None:
    recorder = Recorder("conversation")
    parts: list[Part] = []
    for number, frame in enumerate(opus_frames(1200)):
        parts += recorder.sound(rtp(number, number * 960, frame), 5_000 + number * 20)
    parts += recorder.stop(29_000)
    _, data = whole(parts)
    assert decode(data)[:2] == (0, 1200)
    with av.open(io.BytesIO(data), "r") as container:
        container.seek(15_000_000)
        heard = next(iter(container.decode(container.streams.audio[0])))
        assert heard.time is not None
        assert 9 <= heard.time <= 15


def test_nothing_that_is_kept_is_changed_but_the_time_of_its_cluster() -> None:
    parts = record(vp8_frames(300), opus_frames(750))
    shown, data = whole(parts)
    for part, start in zip(parts, shown.starts, strict=True):
        seen = shape(part.data)
        kept = part.data[seen.head_bytes :]
        played = data[start : start + len(kept)]
        differing = [place for place, (one, other) in enumerate(zip(kept, played, strict=True)) if one != other]
        assert all(place < 20 for place in differing)


@given(st.binary(max_size=400))
def test_whatever_a_worker_sends_is_a_part_or_told_not_to_be(data: bytes) -> None:
    try:
        shape(data)
    except NoPart:
        return


@example(107, 107)  # a length that reaches past the last byte
@given(st.integers(0, 3000), st.integers(1, 255))
def test_a_part_of_which_a_byte_was_changed_breaks_nothing(place: int, by: int) -> None:
    data = bytearray(PARTS[0].data)
    data[place % len(data)] ^= by
    try:
        seen = shape(bytes(data))
        present(bytes(data), [Piece(seen, len(data), 10_000)])
    except NoPart:
        return


def test_two_clusters_or_half_a_one_are_no_part() -> None:
    data = PARTS[0].data
    for broken in (data[:-1], data + PARTS[1].data, b"", data[: shape(data).head_bytes], b"\x00" * 50):
        with pytest.raises(NoPart):
            shape(broken)


PARTS = recorded(300, 750)
