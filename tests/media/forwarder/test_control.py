"""RTCP and transport-wide feedback, byte for byte, and what broken packets do: nothing."""

from aiortc.rtp import (
    RTCP_PSFB_APP,
    RtcpPacket,
    RtcpPsfbPacket,
    RtcpRrPacket,
    RtcpRtpfbPacket,
    RtcpSrPacket,
    pack_remb_fci,
    unpack_remb_fci,
)
from hypothesis import given
from hypothesis import strategies as some

from media.forwarder import rtcp
from media.forwarder.feedback import Arrivals, chunks

MS = 1_000


def test_feedback_bytes() -> None:
    arrivals = Arrivals()
    for number, at_us in ((100, 64 * MS), (101, 64 * MS + 250), (104, 164 * MS)):
        arrivals.arrived(number, at_us)
    (packet,) = arrivals.packets(0x11223344, 0x55667788, 200 * MS)
    assert packet.hex() == (
        "afcd0006"  # padded, format 15, type 205, 7 words
        "11223344"
        "55667788"
        "00640005"  # from number 100 on, five statuses
        "00000100"  # counted from 64 ms; the first packet of its kind
        "d420"  # a vector: small, small, not received, not received, large
        "0001018f"  # 0, 250 µs, and 99.75 ms in two bytes
        "0002"  # two bytes of padding
    )


def test_feedback_tells_what_it_was_told() -> None:
    arrivals = Arrivals()
    times = {65_530 + step: 1_000 * MS + step * 7_300 for step in range(40) if step % 7 != 3}
    for number, at_us in times.items():
        arrivals.arrived(number & 0xFFFF, at_us)
    (packet,) = arrivals.packets(1, 2, 2_000 * MS)
    assert told(packet) == {number & 0xFFFF: at_us // 250 for number, at_us in times.items()}
    assert arrivals.packets(1, 2, 2_000 * MS) == []


def test_loss_between_two_feedbacks_is_told_and_a_late_packet_takes_it_back() -> None:
    arrivals = Arrivals()
    arrivals.arrived(10, 64 * MS)
    assert set(told(arrivals.packets(1, 2, 100 * MS)[0])) == {10}
    arrivals.arrived(13, 128 * MS)
    second = arrivals.packets(1, 2, 200 * MS)[0]
    assert statuses(second)[:2] == (11, [0, 0, 1])
    arrivals.arrived(11, 129 * MS)
    assert set(told(arrivals.packets(1, 2, 300 * MS)[0])) == {11, 13}


def test_a_long_pause_begins_another_packet() -> None:
    arrivals = Arrivals()
    arrivals.arrived(1, 0)
    arrivals.arrived(2, 60_000 * MS)
    first, second = arrivals.packets(1, 2, 60_000 * MS)
    assert set(told(first)) == {1}
    assert told(second) == {2: 60_000 * MS // 250}
    assert second[19] == first[19] + 1, "feedback packets are counted"


@given(some.lists(some.integers(0, 2), min_size=1, max_size=80))
def test_chunks_are_read_as_they_were_written(wanted: list[int]) -> None:
    assert unchunked(chunks(wanted), len(wanted))[0] == wanted


def unchunked(data: bytes, count: int) -> tuple[list[int], int]:
    """What draft-holmer-rmcat-transport-wide-cc-extensions-01 §3.1.2 says of chunks, and where they end."""
    read: list[int] = []
    at = 0
    while len(read) < count:
        chunk = data[at] << 8 | data[at + 1]
        at += 2
        if chunk & 0x8000:
            read += [chunk >> (12 - 2 * place) & 3 for place in range(7)]
        else:
            read += [chunk >> 13] * (chunk & 0x1FFF)
    return read[:count], at


def statuses(packet: bytes) -> tuple[int, list[int], int]:
    first, count = packet[12] << 8 | packet[13], packet[14] << 8 | packet[15]
    read, end = unchunked(packet[20:], count)
    return first, read, 20 + end


def told(packet: bytes) -> dict[int, int]:
    """Number → arrival in ticks of 250 µs."""
    first, read, at = statuses(packet)
    now = int.from_bytes(packet[16:19], "big") * 256
    found: dict[int, int] = {}
    for step, status in enumerate(read):
        if status:
            now += int.from_bytes(packet[at : at + status], "big", signed=status == 2)
            at += status
            found[(first + step) & 0xFFFF] = now
    return found


def test_requests_for_lost_packets_are_read_as_written() -> None:
    numbers = [0xFFFE, 0xFFFF, 3, 14, 40]
    written = rtcp.negative_acknowledgement(1, 2, numbers)
    (packet,) = RtcpPacket.parse(written)
    assert isinstance(packet, RtcpRtpfbPacket)
    assert [number & 0xFFFF for number in packet.lost] == numbers
    assert rtcp.read(written).missed == [(2, numbers)]


def test_reports_are_read_by_others_as_written() -> None:
    block = rtcp.Block(7, 64, -3, 0x10005, 90, 0x12345678, 65536)
    (report,) = RtcpPacket.parse(rtcp.receiver_report(1, [block]))
    assert isinstance(report, RtcpRrPacket)
    assert (report.reports[0].fraction_lost, report.reports[0].packets_lost) == (64, -3)
    assert rtcp.read(rtcp.receiver_report(1, [block])).blocks == [block]
    written = rtcp.sender_report(9, (0x123456789ABCDEF0, 77), 5, 600, "name")
    sender, description = RtcpPacket.parse(written)
    assert isinstance(sender, RtcpSrPacket)
    assert sender.sender_info.rtp_timestamp == 77
    assert rtcp.read(written).senders == [rtcp.SenderTimes(9, 0x123456789ABCDEF0, 77)]
    assert len(bytes(description)) % 4 == 0


def test_limits_and_whole_pictures() -> None:
    for rate in (30_000, 262_143, 262_144, 20_000_000):
        written = rtcp.limit(1, rate, [5, 6])
        (packet,) = RtcpPacket.parse(written)
        assert isinstance(packet, RtcpPsfbPacket)
        assert unpack_remb_fci(packet.fci) == (rtcp.read(written).limit_bps, [5, 6])
        assert abs((rtcp.read(written).limit_bps or 0) - rate) <= rate / 2**17
    theirs = RtcpPsfbPacket(fmt=RTCP_PSFB_APP, ssrc=1, media_ssrc=0, fci=pack_remb_fci(500_000, [5]))
    assert abs((rtcp.read(bytes(theirs)).limit_bps or 0) - 500_000) < 8
    assert rtcp.read(rtcp.picture_loss(1, 2)).pictures == [2]


@given(some.binary(max_size=200))
def test_broken_control_is_passed_over(data: bytes) -> None:
    rtcp.read(data)
    rtcp.read(bytes([0x8F, 206, 0, 10]) + data)
    rtcp.read(bytes([0x81, 205, 0, len(data) // 4]) + data)
