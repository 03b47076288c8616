"""What was recorded is read back by a decoder that is not ours."""

import fractions
import io
import random
from collections.abc import Iterator
from typing import Any

import av
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from media.recording.packets import InOrder, Packet, Picture, StreamClock, unpack
from media.recording.recorder import Part, Recorder, chained
from media.recording.webm import LATEST_IN_CLUSTER_MS, TRACK_SOUND, Block, cluster

STEP_MS = 50


def rtp(sequence: int, timestamp: int, payload: bytes, *, marker: bool = True, extended: bool = True) -> bytes:
    """A packet as a browser sends it, with a header extension."""
    first = 0x90 if extended else 0x80
    header = bytes([first, (0x80 if marker else 0) | 96]) + (sequence % 65536).to_bytes(2, "big")
    header += (timestamp % (1 << 32)).to_bytes(4, "big") + b"\0\0\0\7"
    return header + (b"\xbe\xde\0\1\x10\x30\0\0" if extended else b"") + payload


def vp8_frames(count: int, *, key_every: int = 20, size: tuple[int, int] = (320, 240)) -> list[bytes]:
    """Frames of a moving picture, as an encoder made them."""
    encoder = av.CodecContext.create("libvpx", "w")
    encoder.width, encoder.height, encoder.pix_fmt = *size, "yuv420p"
    encoder.time_base = fractions.Fraction(1, 20)
    encoder.gop_size = key_every
    encoder.options = {"deadline": "realtime", "lag-in-frames": "0"}
    frames: list[bytes] = []
    for number in range(count):
        image = np.full((size[1], size[0], 3), number * 5 % 255, dtype=np.uint8)
        frame = av.VideoFrame.from_ndarray(image, format="rgb24").reformat(format="yuv420p")
        frame.pts, frame.time_base = number, encoder.time_base
        frames += [bytes(packet) for packet in encoder.encode(frame)]
    return frames


def opus_frames(count: int) -> list[bytes]:
    """Twenty milliseconds each of a tone."""
    encoder = av.CodecContext.create("libopus", "w")
    encoder.sample_rate, encoder.layout, encoder.format = 48_000, "stereo", "s16"
    encoder.open()
    frames: list[bytes] = []
    for number in range(count + 8):
        wave = (np.sin(np.arange(960 * 2) / 20 + number) * 8000).astype(np.int16).reshape(1, -1)
        frame = av.AudioFrame.from_ndarray(wave, format="s16", layout="stereo")
        frame.sample_rate, frame.pts = 48_000, number * 960
        frames += [bytes(packet) for packet in encoder.encode(frame)]
    return frames[:count]


def picture_packets(frames: list[bytes], *, first: int = 65_530, cut: int = 900) -> Iterator[tuple[int, bytes]]:
    """(arrival ms, packet): each frame cut as a browser does, the numbers passing their end."""
    sequence = first
    for number, frame in enumerate(frames):
        pieces = [frame[at : at + cut] for at in range(0, len(frame), cut)]
        for place, piece in enumerate(pieces):
            begins = b"\x90\x80\x01" if place == 0 else b"\x80\x80\x01"
            last = place == len(pieces) - 1
            yield number * STEP_MS, rtp(sequence, 4_294_960_000 + number * 4500, begins + piece, marker=last)
            sequence += 1


def record(frames: list[bytes], sounds: list[bytes]) -> list[Part]:
    """Both streams of a participant who speaks from the start and shows themselves from the start."""
    recorder = Recorder("conversation")
    parts: list[Part] = []
    due = [(at, "picture", data) for at, data in picture_packets(frames)]
    due += [(n * 20, "sound", rtp(n, n * 960, data)) for n, data in enumerate(sounds)]
    for at_ms, kind, data in sorted(due, key=lambda one: one[0]):
        parts += recorder.picture(data, at_ms) if kind == "picture" else recorder.sound(data, at_ms)
    return parts + recorder.stop(max(at for at, _, _ in due))


def read(parts: list[Part]) -> tuple[int, int, float]:
    """How many pictures and sounds a decoder gets of a take, and when the last begins (s)."""
    stream = io.BytesIO(b"".join(part.data for part in parts))
    pictures = sounds = 0
    last = 0.0
    with av.open(stream, "r", format="matroska") as container:
        decoded: Iterator[Any] = container.decode()
        for frame in decoded:
            last = max(last, float(frame.time or 0))
            if isinstance(frame, av.VideoFrame):
                pictures += 1
            else:
                sounds += 1
    return pictures, sounds, last


def test_every_frame_of_both_streams_is_read_back_at_its_time() -> None:
    frames, sounds = vp8_frames(300), opus_frames(750)
    parts = record(frames, sounds)
    pictures, heard, last = read(parts)
    assert len(parts) == 2
    assert {part.take for part in parts} == {0}
    assert (pictures, heard) == (300, 750)
    assert last == pytest.approx(14.98, abs=0.05)


def test_a_record_whose_end_was_lost_plays_up_to_there() -> None:
    parts = record(vp8_frames(300), opus_frames(750))
    pictures, _, last = read(parts[:1])
    assert 190 <= pictures <= 205
    assert last < 10.1


def test_a_camera_turned_on_later_begins_a_take_of_its_own() -> None:
    recorder = Recorder("conversation")
    parts: list[Part] = []
    due = [
        (number * 20, recorder.sound, rtp(number, number * 960, data)) for number, data in enumerate(opus_frames(1_200))
    ]
    due += [(12_000 + at_ms, recorder.picture, packet) for at_ms, packet in picture_packets(vp8_frames(40))]
    for at_ms, take, packet in sorted(due, key=lambda one: one[0]):
        parts += take(packet, at_ms)
    parts += recorder.stop(24_000)
    takes = {take: [part for part in parts if part.take == take] for take in {part.take for part in parts}}
    assert sorted(takes) == [0, 1]
    assert read(takes[0])[0] == 0
    assert read(takes[1])[0] == 40
    assert read(takes[0])[1] + read(takes[1])[1] == 1_200


def test_after_a_loss_the_picture_waits_for_a_key_frame_and_asks_for_one() -> None:
    picture = Picture()
    packets = list(picture_packets(vp8_frames(40, key_every=30), cut=100_000))
    kept = 0
    for number, (at_ms, packet) in enumerate(packets):
        if number == 10:
            continue
        kept += len(picture.put(packet, at_ms))
        if number == 9:
            assert not picture.wants_key
    assert kept == 10 + 10  # the first ten, and from the key frame on
    assert not picture.wants_key
    assert picture.size == (320, 240)


def test_packets_that_came_in_disorder_make_the_same_record() -> None:
    frames = vp8_frames(60)
    packets = list(picture_packets(frames, cut=200))
    in_order, mixed = Picture(), Picture()
    wanted = [block.data for at, packet in packets for block in in_order.put(packet, at)]
    chance = random.Random(4)
    order = sorted(range(len(packets)), key=lambda place: place + chance.uniform(0, 4) * (place > 0))
    got = [block.data for place in order for block in mixed.put(packets[place][1], packets[place][0])]
    assert wanted == frames
    assert got == wanted


def test_each_part_is_chained_to_the_one_before() -> None:
    parts = record(vp8_frames(300), opus_frames(750))
    digest = ""
    for part in parts:
        digest = chained(digest, part.data)
        assert part.digest == digest
    assert chained("", parts[1].data) != parts[1].digest
    assert [part.number for part in parts] == [0, 1]


def test_a_cluster_longer_than_it_can_tell_is_refused() -> None:
    with pytest.raises(ValueError, match=r"32\.7"):
        cluster([Block(TRACK_SOUND, 0, True, b"a"), Block(TRACK_SOUND, LATEST_IN_CLUSTER_MS + 1, True, b"b")])


def test_a_stream_that_paused_is_anchored_again() -> None:
    clock = StreamClock(48_000)
    assert clock.at_ms(0, 100) == 100
    assert clock.at_ms(4_800, 230) == 200  # its own clock, not the arrival
    assert clock.at_ms(9_600, 60_000) == 60_000  # a minute of silence without packets
    assert clock.at_ms(96_000, 60_010) == 60_010  # a stream that ran ahead: anchored again, and never backwards
    assert clock.at_ms(97_000, 50_000) == 60_010


@given(st.binary(max_size=80))
def test_no_bytes_from_outside_break_the_record(data: bytes) -> None:
    recorder = Recorder("conversation")
    assert recorder.sound(data, 0) == []
    assert recorder.picture(data, 0) == []
    packet = unpack(b"\x80\x60" + data)
    assert packet is None or packet.payload


@given(st.lists(st.integers(0, 400), min_size=1, max_size=80), st.integers(0, 65_535))
def test_numbers_come_out_once_and_growing(sent: list[int], first: int) -> None:
    order, given_out = InOrder(), []
    for at, number in enumerate(sent):
        packet = Packet((first + number) % 65_536, 0, True, b"x")
        given_out += [one.sequence for one, _ in order.put(packet, at * 100)]
    distances = [(number - given_out[0]) % 65_536 for number in given_out]
    assert distances == sorted(set(distances))
