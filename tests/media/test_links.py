"""What devices tell of their links and cameras goes to those in the conversation, from those who carry it."""

from signaling.protocol.links import ConversationCameraWish, ConversationLink, PeerCameraWish, PeerLink
from tests.media.test_handlers import CREW, DISPATCHER, SECOND, Desk

SAID = ConversationLink(
    conversation_id="c1",
    endpoint="tablet-01",
    rung="voice",
    reason="loss",
    choice="auto",
    score=40,
    lost=0.2,
    round_trip_ms=300,
)


async def test_everybody_else_hears_how_a_device_sends() -> None:
    desk = Desk()
    async with desk.town:
        await desk.talk()
        await desk.hear(SAID, CREW)
    told = PeerLink(
        conversation_id="c1",
        from_endpoint="tablet-01",
        rung="voice",
        reason="loss",
        choice="auto",
        score=40,
        lost=0.2,
        round_trip_ms=300,
    )
    assert desk.screens.told == [(f"person:{DISPATCHER.id}", told)]


async def test_a_wish_for_light_goes_to_the_one_whose_camera_it_is() -> None:
    desk = Desk()
    async with desk.town:
        await desk.talk()
        wish = ConversationCameraWish(conversation_id="c1", endpoint="desk-0001", of_endpoint="tablet-01", torch=True)
        await desk.hear(wish, DISPATCHER)
    assert desk.screens.told == [
        ("brigade:b1", PeerCameraWish(conversation_id="c1", to_endpoint="tablet-01", torch=True))
    ]


async def test_nobody_else_is_listened_to() -> None:
    desk = Desk()
    async with desk.town:
        await desk.hear(SAID, CREW)
        await desk.talk()
        await desk.hear(SAID, SECOND)
        await desk.hear(SAID, DISPATCHER)
    assert desk.screens.told == []
