"""Two simulated devices find each other and send picture and sound; the words between them are the conversation's."""

import asyncio

from simulator.peer import SimulatedPeer, path_of, with_speech_repair
from simulator.picture import HEIGHT, WIDTH, babble, in_font, picture


async def arrives(*peers: SimulatedPeer) -> None:
    async with asyncio.timeout(30):
        for peer in peers:
            await peer.until_received(frames=5, sounds=20)


async def test_picture_and_sound_arrive_on_both_sides() -> None:
    asker, answerer = SimulatedPeer("Nodira Aliyeva", 1), SimulatedPeer("Reanimatsion 5", 2)
    try:
        await asker.accept(await answerer.answer(await asker.offer()))
        await arrives(asker, answerer)
        assert (asker.state, answerer.state) == ("connected", "connected")
    finally:
        await asyncio.gather(asker.close(), answerer.close())


async def test_speech_repair_is_asked_for() -> None:
    peer = SimulatedPeer("Nodira", 1)
    try:
        offer = await peer.offer()
    finally:
        await peer.close()
    assert "useinbandfec=1" in offer
    assert with_speech_repair(offer) == offer
    assert len(path_of(offer)) >= 4


def test_the_picture_moves_and_bears_any_name() -> None:
    first, second = picture("Анна Петрова", 0, 0), picture("Анна Петрова", 0, 1)
    assert first.shape == (HEIGHT, WIDTH, 3)
    assert (first != second).any()
    assert in_font("Оʻткир Ёқубов 5") == "O'TKIR YOQUBOV 5"


def test_the_babble_is_neither_silent_nor_clipped() -> None:
    sound = babble(1)
    assert 3_000 < abs(sound.astype(int)).max() < 32_000
