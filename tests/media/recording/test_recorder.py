"""What was recorded is read back by a decoder that is not ours."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from media.forwarder.writing import RED
from media.recording.packets import InOrder, Packet, Picture, Sound, StreamClock, unpack
from media.recording.recorder import Part, Recorder, chained
from media.recording.webm import LATEST_IN_CLUSTER_MS, TRACK_SOUND, Block, cluster
from tests.media.forwarder.twice import wrapped
from tests.media.recording.samples import opus_frames, picture_packets, read, record, rtp, vp8_frames


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


def twice(sequence: int, payload: bytes, timestamp: int | None = None) -> bytes:
    packet = bytearray(rtp(sequence, sequence * 960 if timestamp is None else timestamp, payload))
    packet[1] = packet[1] & 0x80 | RED
    return bytes(packet)


def test_of_speech_that_is_sent_twice_a_lost_packets_frame_comes_with_the_next() -> None:
    """Rule [M5]."""
    sounds = opus_frames(40)
    plain, sound = Sound(), Sound()
    wanted = [block for n, data in enumerate(sounds) for block in plain.put(rtp(n, n * 960, data), n * 20)]
    got: list[Block] = []
    for number, data in enumerate(sounds):
        if number in (7, 20, 21):
            continue
        earlier = (
            [(960, sounds[number - 1])] if number > 10 else [(1920, sounds[number - 2]), (960, sounds[number - 1])]
        )
        packet = twice(number, wrapped(data, earlier if number > 1 else []))
        if number == 30:
            packet = rtp(number, number * 960, data)
        got += sound.put(packet, number * 20)
        got += sound.put(packet, number * 20)
    missed = wanted[20].at_ms
    assert [block.data for block in got] == [block.data for block in wanted if block.at_ms < missed]
    got += [block for n in range(40, 100) for block in sound.put(twice(n, wrapped(sounds[n % 40])), n * 20)]
    assert [block.data for block in got[20:39]] == [block.data for block in wanted if block.at_ms > missed]
    assert [block.at_ms for block in got[:20]] == [block.at_ms for block in wanted[:20]]


@given(st.binary(min_size=1, max_size=60))
def test_broken_speech_is_left_out(payload: bytes) -> None:
    sound = Sound()
    assert all(block.data for block in sound.put(twice(5, payload), 0))
