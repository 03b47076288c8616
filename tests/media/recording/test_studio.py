"""A worker records exactly the devices of rooms whose view says so, and exactly as long."""

from typing import Any

import pytest

from media.forwarder.interface import Hear, Source
from media.recording.recorder import Part
from media.recording.spool import ReelNote
from media.recording.studio import KEY_EVERY_MS, Studio
from signaling.protocol.forwarding import RoomMember, RoomRecord, RoomView
from tests.media.recording.samples import Later, opus_frames, picture_packets, read, rtp, vp8_frames

RECORD = RoomRecord(recording_id="r1", began_at_ms=1_000_000)
ALL: list[Source] = ["sound", "picture", "screen"]
NODIRA = RoomMember(endpoint="console-1", relation="person", id="nodira", may_send=ALL)
CREW = RoomMember(endpoint="tablet-01", relation="brigade", id="b1", may_send=ALL)
SOUNDS = Later(lambda: opus_frames(1000))


class Ears:
    """The forwarder's side of recording: packets are said into it."""

    def __init__(self) -> None:
        self.ears: dict[str, Hear] = {}
        self.asked: list[tuple[str, str, Source]] = []
        self.now_ms = 5_000

    def tap(self, room: str, hear: Hear | None) -> None:
        self.ears.pop(room, None)
        if hear is not None:
            self.ears[room] = hear

    def ask_key(self, room: str, endpoint: str, source: Source) -> None:
        self.asked.append((room, endpoint, source))

    def say(self, endpoint: str, source: Source, packet: bytes, room: str = "room 1") -> None:
        if room in self.ears:
            self.ears[room](endpoint, source, packet, self.now_ms)


class Work:
    """A studio with everything it has kept. The forwarder's clock is 5 s when the server's is 1,000,000 ms."""

    def __init__(self) -> None:
        self.ears = Ears()
        self.parts: list[tuple[ReelNote, Part]] = []
        self.ended: list[tuple[ReelNote, int]] = []
        forwarder: Any = self.ears
        self.studio = Studio(
            forwarder,
            keep=lambda note, part: self.parts.append((note, part)),
            end=lambda note, parts: self.ended.append((note, parts)),
            now_ms=lambda: self.ears.now_ms,
            server_now_ms=lambda: self.ears.now_ms + 995_000,
        )
        self.sounds = 0

    def view(self, *members: RoomMember, record: RoomRecord | None = RECORD, room: str = "room 1") -> None:
        self.studio.follow(room, RoomView(conversation_id="c", move=1, members=list(members), record=record))

    def talk(self, endpoint: str, seconds: float) -> None:
        """Somebody speaks for so long."""
        for _ in range(int(seconds * 50)):
            self.ears.say(endpoint, "sound", rtp(self.sounds, self.sounds * 960, SOUNDS[self.sounds % len(SOUNDS)]))
            self.sounds += 1
            self.ears.now_ms += 20

    def of(self, endpoint: str) -> list[Part]:
        return [part for note, part in self.parts if note.endpoint == endpoint]


@pytest.fixture
def work() -> Work:
    return Work()


def test_without_leave_nothing_is_tapped(work: Work) -> None:
    work.view(NODIRA, CREW, record=None)
    assert work.ears.ears == {}
    work.talk("console-1", 12)
    assert work.parts == []


def test_each_device_has_a_reel_of_its_own_in_the_recordings_time(work: Work) -> None:
    work.view(NODIRA, CREW)
    work.talk("console-1", 12)
    work.talk("tablet-01", 3)
    work.view(NODIRA, CREW, record=None)
    assert {note.key for note, _ in work.parts} == {"person:nodira", "brigade:b1"}
    assert sum(read([part])[1] for part in work.of("console-1")[:1]) > 0
    assert work.of("console-1")[0].from_ms == 0
    assert work.of("tablet-01")[0].from_ms == 12_000
    assert sorted(parts for _, parts in work.ended) == [1, 2]


def test_who_comes_in_ends_it_at_once_and_agreeing_begins_new_reels(work: Work) -> None:
    work.view(NODIRA, CREW)
    work.talk("console-1", 4)
    doctor = RoomMember(endpoint="room-0001", relation="person", id="d", may_send=ALL)
    work.view(NODIRA, CREW, doctor, record=None)
    kept = len(work.parts)
    assert kept == 1
    work.talk("console-1", 5)
    work.talk("room-0001", 5)
    work.studio.tick()
    assert len(work.parts) == kept
    work.view(NODIRA, CREW, doctor)
    work.talk("console-1", 2)
    work.studio.close()
    first, second = (note.reel_id for note, _ in work.parts)
    assert first != second
    assert work.parts[1][1].from_ms == 14_000
    assert work.parts[1][1].number == 0


def test_a_device_that_is_not_in_the_view_is_not_heard(work: Work) -> None:
    work.view(NODIRA, CREW)
    work.talk("unknown-1", 11)
    work.view(NODIRA)
    work.talk("tablet-01", 11)
    work.studio.close()
    assert work.parts == []


def test_what_a_device_may_not_send_is_not_recorded(work: Work) -> None:
    muted = RoomMember(endpoint="console-1", relation="person", id="nodira", may_send=["picture"])
    work.view(muted, CREW)
    work.talk("console-1", 11)
    work.studio.close()
    assert work.parts == []


def test_who_leaves_ends_their_reel(work: Work) -> None:
    work.view(NODIRA, CREW)
    work.talk("tablet-01", 2)
    work.view(NODIRA)
    assert [note.endpoint for note, _ in work.ended] == ["tablet-01"]


def test_who_falls_silent_is_kept_in_time(work: Work) -> None:
    work.view(NODIRA, CREW)
    work.talk("console-1", 3)
    work.ears.now_ms += 8_000
    work.studio.tick()
    assert len(work.of("console-1")) == 1


def test_key_frames_are_asked_for_of_who_sends_a_picture(work: Work) -> None:
    work.view(NODIRA, CREW)
    work.talk("console-1", 1)
    work.studio.tick()
    assert work.ears.asked == []
    packets = [packet for _, packet in picture_packets(vp8_frames(60))]
    work.ears.say("tablet-01", "picture", packets[-1])  # in the middle: nothing can be drawn
    work.studio.tick()
    work.studio.tick()
    assert work.ears.asked == [("room 1", "tablet-01", "picture")]
    for packet in packets:
        work.ears.say("tablet-01", "picture", rtp_again(packet))
    for _ in range(KEY_EVERY_MS // 1000 + 2):
        work.ears.now_ms += 1_000
        work.studio.tick()
    assert len(work.ears.asked) == 2


def rtp_again(packet: bytes) -> bytes:
    """The packet as of another stream, whose numbers have nothing to do with the first one's."""
    return packet[:8] + b"\0\0\0\x09" + packet[12:]


def test_a_screen_has_a_reel_beside_its_person(work: Work) -> None:
    work.view(NODIRA)
    for at_ms, packet in picture_packets(vp8_frames(40)):
        work.ears.now_ms = 5_000 + at_ms
        work.ears.say("console-1", "picture", packet)
        work.ears.say("console-1", "screen", packet)
    work.studio.close()
    assert sorted(note.filmed for note, _ in work.parts) == ["person", "screen"]
    assert [read([part])[0] for _, part in work.parts] == [40, 40]


def test_a_device_that_connects_anew_goes_on_in_its_reel(work: Work) -> None:
    """Another SSRC, other numbers and timestamps: the same person goes on speaking."""
    work.view(NODIRA)
    for number, frame in enumerate(SOUNDS[:200]):
        at = 40_000 + number if number < 100 else 3_000 + number
        packet = rtp(at, at * 960, frame)
        work.ears.say("console-1", "sound", packet if number < 100 else rtp_again(packet))
        work.ears.now_ms += 20
    work.studio.close()
    ((_, part),) = work.parts
    assert read([part])[1] == 200
    assert read([part])[2] == pytest.approx(3.98, abs=0.05)


def test_a_broken_reel_is_renewed(work: Work) -> None:
    work.view(NODIRA)
    work.talk("console-1", 12)
    work.studio.renew(work.parts[0][0].reel_id)
    work.talk("console-1", 3)
    work.studio.close()
    assert len({note.reel_id for note, _ in work.parts}) == 2
    assert work.parts[-1][1].number == 0


def test_another_move_is_another_room(work: Work) -> None:
    work.view(NODIRA)
    work.talk("console-1", 2)
    work.studio.leave("room 1")
    work.view(NODIRA, room="room 2")
    assert list(work.ears.ears) == ["room 2"]
    assert len(work.ended) == 1
