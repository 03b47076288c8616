"""What the relay does to packets is what was asked for."""

import random
import socket
import struct

import pytest

from tests.links.conditions import CELLS, Link
from tests.links.measure import median_and_worst, sound_share
from tests.links.pipe import QUEUE_S, Pipe
from tests.links.relay import DESTINATION, SOURCE, TRANSPORT_SUMS, readdressed

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


def internet_sum(data: bytes) -> int:
    """RFC 1071, from the start."""
    total: int = sum(struct.unpack(f"!{len(data) // 2}H", data))
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return ~total & 0xFFFF


def a_packet(source: str, destination: str, protocol: int, data: bytes) -> bytes:
    """An IPv4 packet of 20 bytes of header and a transport's ``data``, whose sum is set."""
    addresses = socket.inet_aton(source) + socket.inet_aton(destination)
    at = TRANSPORT_SUMS[protocol]
    pseudo = addresses + struct.pack("!2H", protocol, len(data))
    data = data[:at] + struct.pack("!H", internet_sum(pseudo + data)) + data[at + 2 :]
    head = struct.pack("!2B3H2BH", 0x45, 0, 20 + len(data), 7, 0, 64, protocol, 0)
    return head[:10] + struct.pack("!H", internet_sum(head + addresses)) + addresses + data


@pytest.mark.parametrize("protocol", [socket.IPPROTO_TCP, socket.IPPROTO_UDP])
def test_a_router_that_translates_leaves_checksums_that_are_true(protocol: int) -> None:
    chance = random.Random(3)
    for _ in range(200):
        data = bytearray(chance.randbytes(40))
        data[TRANSPORT_SUMS[protocol] : TRANSPORT_SUMS[protocol] + 2] = b"\0\0"
        inner, seen, far = (socket.inet_ntoa(chance.randbytes(4)) for _ in range(3))
        packet = a_packet(inner, far, protocol, bytes(data))
        assert readdressed(packet, SOURCE, seen) == a_packet(seen, far, protocol, bytes(data))
        assert readdressed(packet, DESTINATION, seen) == a_packet(inner, seen, protocol, bytes(data))
        assert readdressed(packet, SOURCE, inner) is packet


def test_a_router_leaves_later_parts_and_absent_checksums_as_they_are() -> None:
    packet = bytearray(a_packet("10.0.0.1", "10.0.0.2", socket.IPPROTO_UDP, bytes(8)))
    packet[26:28] = b"\0\0"
    assert readdressed(bytes(packet), SOURCE, "10.0.0.9")[20:] == bytes(packet[20:])
    packet[26:28] = b"ab"
    packet[6:8] = b"\0\5"
    assert readdressed(bytes(packet), SOURCE, "10.0.0.9")[20:] == bytes(packet[20:])


def test_what_was_never_heard_is_the_worst() -> None:
    assert median_and_worst([900.0, None, 800.0], best_is_high=False) == {"median": 900, "worst": None}
    assert median_and_worst([0.9, 0.7, 0.8], best_is_high=True) == {"median": 0.8, "worst": 0.7}
    assert sound_share(1000, 300, 200) == pytest.approx(0.9)
    assert sound_share(0, 0, 0) == 0
