"""Speech sent twice through a real forwarder: heard by who knows nothing of it, and recorded without what was lost."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from media.forwarder.aiortc_forwarder import AiortcForwarder
from media.forwarder.interface import Source
from media.forwarder.writing import RED
from media.recording.packets import Sound, frames, unpack
from tests.media.forwarder.peers import ROOM, Device
from tests.media.forwarder.twice import TwiceDevice

pytestmark = pytest.mark.slow
SOUND: frozenset[Source] = frozenset(("sound",))


@pytest.fixture
async def forwarder() -> AsyncIterator[AiortcForwarder]:
    made = AiortcForwarder(lambda room, endpoint: None)
    made.open()
    yield made
    await made.stop()


async def test_a_fifth_is_lost_on_the_way_and_nearly_all_is_recorded(forwarder: AiortcForwarder) -> None:
    """Rule [M5]."""
    speaker, viewer = TwiceDevice(forwarder, "speaker", loss=0.2), Device(forwarder, "viewer")
    forwarder.allow(ROOM, "speaker", SOUND)
    forwarder.allow(ROOM, "viewer", SOUND)
    tapped: list[tuple[bytes, int]] = []
    forwarder.tap(ROOM, lambda endpoint, source, packet, now_ms: tapped.append((packet, now_ms)))
    try:
        await speaker.send()
        await viewer.look()
        # aiortc has not agreed to RED and could decode none of it.
        await viewer.until(lambda received: received.get("speaker/sound", 0) > 150)
    finally:
        await asyncio.gather(speaker.close(), viewer.close())
    packets = [packet for data, _ in tapped if (packet := unpack(data)) is not None]
    assert {packet.kind for packet in packets} == {RED}
    came = {packet.sequence for packet in packets}
    recorded = {frame.sequence for packet in packets for frame in frames(packet)}
    first, last = packets[0].sequence, packets[-1].sequence
    made = {number for number in speaker.frames if 0 <= (number - first) % (1 << 16) <= (last - first) % (1 << 16)}
    both_lost = {number for number in made - came if (number + 1) % (1 << 16) not in came}
    assert len(made - came) > 10
    assert made - recorded == both_lost
    sound = Sound()
    blocks = [block for data, now_ms in tapped for block in sound.put(data, now_ms)]
    # What is missing is waited for, for a second at most, and the machine may be late by half a one.
    assert len(blocks) >= len(made) - len(both_lost) - 75
    (leg,) = (one for one in forwarder.figures(ROOM) if one.endpoint == "speaker")
    assert leg.up_lost == len(made - came)
