"""The packet path without a network: numbers and timestamps as a viewer sees them, repair, switching."""

from itertools import pairwise

from aiortc.rtp import HeaderExtensionsMap, RtpPacket
from pylibsrtp import Policy, Session

from media.forwarder.leg import LONGEST_PACKET
from media.forwarder.packets import HEADER, MARKER, WITH_EXTENSIONS, Packet, begins_picture
from media.forwarder.showing import Sender, Showing
from media.forwarder.stream import Reported, Stream
from media.forwarder.writing import OPUS, VP8, VP8_REPAIR

WHOLE, PART = b"\x10\x00picture", b"\x10\x01picture"


class Viewer:
    """Keeps what it is sent, unprotected."""

    def __init__(self, *, picture: bool = True) -> None:
        self.media: list[bytes] = []
        self.control: list[bytes] = []
        self.showing = Showing("000", "name", picture=picture)
        self.showing.begin(Sender(self.media.append, lambda data: data, self.control.append))

    def numbers(self) -> list[int]:
        return [HEADER.unpack_from(data)[2] for data in self.media]

    def timestamps(self) -> list[int]:
        return [HEADER.unpack_from(data)[3] for data in self.media]


def packet(number: int, timestamp: int = 0, payload: bytes = PART, *, sound: bool = False) -> Packet:
    return (number & 0xFFFF, timestamp & 0xFFFFFFFF, WITH_EXTENSIONS, OPUS if sound else VP8, b"", payload)


def stream(*, picture: bool = True, layer: str = "") -> Stream:
    return Stream(5, layer, lambda: None, picture=picture)


def steps(numbers: list[int]) -> list[int]:
    return [(later - earlier) & 0xFFFF for earlier, later in pairwise(numbers)]


def test_a_viewer_begins_with_a_whole_picture_and_low_numbers() -> None:
    incoming, viewer = stream(), Viewer()
    viewer.showing.want(incoming)
    for number, payload in ((65534, PART), (65535, WHOLE), (0, PART), (1, PART)):
        incoming.take(packet(number, number * 3000, payload), 1.0, repaired=False)
    assert len(viewer.media) == 3
    assert steps(viewer.numbers()) == [1, 1]
    assert viewer.numbers()[0] < 0x8000, "the cipher's roll-over counter is guessed from the first number"
    read = RtpPacket.parse(viewer.media[0], HeaderExtensionsMap())
    assert (read.payload, read.payload_type, read.ssrc) == (WHOLE, VP8, viewer.showing.ssrc)


def test_loss_leaves_a_hole_and_a_late_packet_fills_it() -> None:
    incoming, viewer = stream(picture=False), Viewer(picture=False)
    viewer.showing.want(incoming)
    for number in (10, 11, 14, 12, 12, 15):
        incoming.take(packet(number, sound=True), 1.0, repaired=number == 12)
    assert steps(viewer.numbers()) == [1, 3, 0xFFFE, 3]
    assert incoming.missing.due(1.0, 0.1) == [13]
    assert incoming.lost == 2, "what was sent again had been lost on the way all the same"
    block = incoming.block(2.0, 1.0)
    assert block.fraction == 256 * 2 // 6


def test_the_sequence_of_a_long_stream_is_counted_over_the_wrap() -> None:
    incoming = stream(picture=False)
    for number in range(65_000, 65_000 + 70_000):
        incoming.take(packet(number, sound=True), 1.0, repaired=False)
    assert incoming.expected == 70_000
    assert incoming.lost == 0


def test_lost_pictures_are_repeated_under_their_own_ssrc_with_the_lost_number_inside() -> None:
    incoming, viewer = stream(), Viewer()
    viewer.showing.want(incoming)
    for number in range(5):
        incoming.take(packet(number, 90, WHOLE if number == 0 else PART), 1.0, repaired=False)
    lost = viewer.numbers()[2]
    viewer.showing.missed([lost], 1.1)
    viewer.showing.missed([lost], 1.15)
    assert len(viewer.media) == 6, "once within a tenth of a second"
    read = RtpPacket.parse(viewer.media[-1], HeaderExtensionsMap())
    assert (read.ssrc, read.payload_type) == (viewer.showing.repair_ssrc, VP8_REPAIR)
    assert read.payload == lost.to_bytes(2, "big") + PART
    assert read.timestamp == viewer.timestamps()[2]


def test_lost_sound_is_repeated_as_the_very_same_bytes() -> None:
    incoming, viewer = stream(picture=False), Viewer(picture=False)
    viewer.showing.want(incoming)
    for number in range(4):
        incoming.take(packet(number, sound=True), 1.0 + number, repaired=False)
    viewer.showing.missed([viewer.numbers()[1]], 9.0)
    assert viewer.media[-1] == viewer.media[1]


def test_sound_that_came_again_had_been_lost_on_the_way_and_is_told_so() -> None:
    incoming = stream(picture=False)
    for number in (0, 2, 4):
        incoming.take(packet(number, sound=True), 1.0, repaired=False)
    assert incoming.missing.due(1.0, 0.1) == [1, 3]
    incoming.take(packet(1, sound=True), 1.1, repaired=False)
    assert incoming.lost == 2
    for _ in ("late", "sent again for nothing"):
        incoming.take(packet(3, sound=True), 1.1, repaired=False)
    assert incoming.lost == 1


def test_what_a_viewer_of_sound_lacks_is_known_though_it_is_sent_again() -> None:
    incoming, viewer = stream(picture=False), Viewer(picture=False)
    viewer.showing.want(incoming)
    for number in range(20):
        incoming.take(packet(number, sound=True), 1.0 + number / 50, repaired=False)
    own = viewer.numbers()
    viewer.showing.missed([own[4], own[9], own[9] + 100], 1.2)
    viewer.showing.missed([own[9]], 1.5)
    viewer.showing.tick()
    assert viewer.showing.lacking == 256 * 2 // 20, "what it was never sent is not its link's fault"
    viewer.showing.tick()
    assert viewer.showing.lacking == 0


def test_repeats_have_a_budget() -> None:
    incoming, viewer = stream(), Viewer()
    viewer.showing.want(incoming)
    for number in range(40):
        incoming.take(packet(number, 0, WHOLE + bytes(990)), 1.0, repaired=False)
    viewer.showing.missed(viewer.numbers(), 1.0)
    assert viewer.showing.repeated == 6


def test_a_switch_waits_for_a_whole_picture_and_goes_on_without_a_hole() -> None:
    low, high, viewer = stream(layer="low"), stream(layer="high"), Viewer()
    viewer.showing.want(low)
    low.take(packet(100, 1_000, WHOLE), 1.0, repaired=False)
    viewer.showing.want(high)
    high.take(packet(7_000, 500_000), 1.1, repaired=False)
    low.take(packet(101, 1_000 + 9_000), 1.1, repaired=False)
    high.take(packet(7_001, 509_000, WHOLE), 1.2, repaired=False)
    low.take(packet(102, 1_000 + 18_000), 1.2, repaired=False)
    high.take(packet(7_002, 518_000), 1.3, repaired=False)
    high.take(packet(6_999, 490_000), 1.3, repaired=True)
    assert len(viewer.media) == 4
    assert steps(viewer.numbers()) == [1, 1, 1]
    first, *_, third, last = viewer.timestamps()
    assert (third - first) & 0xFFFFFFFF == 18_000
    assert (last - third) & 0xFFFFFFFF == 9_000
    viewer.showing.missed([viewer.numbers()[1]], 1.4)
    assert viewer.showing.repeated == 1, "the layer before still answers for its numbers"


def test_sender_reports_keep_the_publishers_clock() -> None:
    incoming, viewer = stream(picture=False), Viewer(picture=False)
    viewer.showing.want(incoming)
    incoming.reported = Reported(1 << 40, 48_000, 1.0)
    incoming.take(packet(1, 48_000, sound=True), 1.0, repaired=False)
    report = viewer.control[-1]
    assert int.from_bytes(report[8:16], "big") == 1 << 40
    assert int.from_bytes(report[16:20], "big") == viewer.timestamps()[0]


def test_vp8s_first_packet_is_recognised_behind_any_descriptor() -> None:
    assert begins_picture(b"\x10\x00")
    assert begins_picture(b"\x90\x80\x80\x01\x00"), "15-bit picture id"
    assert begins_picture(b"\x90\xe0\x05\x07\x20\x00"), "picture id, TL0PICIDX, temporal id"
    assert not begins_picture(b"\x10\x01")
    assert not begins_picture(b"\x00\x00"), "not the first packet"
    assert not begins_picture(b"")


def test_the_marker_goes_on() -> None:
    incoming, viewer = stream(), Viewer()
    viewer.showing.want(incoming)
    number, timestamp, first, second, kept, payload = packet(1, 0, WHOLE)
    incoming.take((number, timestamp, first, second | MARKER, kept, payload), 1.0, repaired=False)
    assert viewer.media[0][1] == MARKER | VP8


def test_the_longest_packet_still_fits_the_cipher_with_all_that_a_viewer_adds() -> None:
    mid_and_time, kept, repaired_number, head, tag = 4 + 4 + 4, 8, 2, 12, 16
    payload = LONGEST_PACKET - head - tag
    Session(policy()).protect(b"\x80" + bytes(head + mid_and_time + kept + repaired_number + payload - 1))


def policy() -> Policy:
    return Policy(key=bytes(30), ssrc_type=Policy.SSRC_ANY_OUTBOUND)
