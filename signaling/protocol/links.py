"""What the devices of a conversation tell each other of their links and cameras; the server keeps nothing of it.

Each device says once a second on which rung of the continuity ladder it sends, why, and how well it hears, so that
everybody sees whose link is bad. The rungs, from the best: video, low_video, stills, voice, clips, text.
"""

from typing import Annotated, ClassVar, Literal

import msgspec

from signaling.protocol.base import Signal, Word
from signaling.protocol.conversations import EndpointId

Rung = Literal["video", "low_video", "stills", "voice", "clips", "text"]
LinkReason = Literal["good", "loss", "delay", "bandwidth", "broken", "chosen", "asked"]
LinkChoice = Literal["auto", "picture", "save_data", "voice"]
Share = Annotated[float, msgspec.Meta(ge=0, le=1)]
Score = Annotated[int, msgspec.Meta(ge=0, le=100)]
Milliseconds = Annotated[float, msgspec.Meta(ge=0)]
Zoom = Annotated[float, msgspec.Meta(ge=0.1, le=100)]


class FarCamera(msgspec.Struct, frozen=True, kw_only=True):
    """What the device's camera lets others do. None: it cannot."""

    torch: bool | None = None
    zoom: Zoom | None = None
    zoom_at_most: Zoom | None = None


class ConversationLink(Signal, frozen=True, kw_only=True, tag="conversation.link"):
    """How the device sends and hears this second. ``score``: 0 nothing is heard, 100 as in one room. ``lost`` and
    ``concealed``: shares of the sound that it was sent; ``server_ms``: its own way to the server and back, None while
    that line is lost."""

    conversation_id: str
    endpoint: EndpointId
    rung: Rung
    reason: LinkReason
    choice: LinkChoice
    score: Score
    lost: Share | None = None
    concealed: Share | None = None
    round_trip_ms: Milliseconds | None = None
    server_ms: Milliseconds | None = None
    camera: FarCamera | None = None


class ConversationCameraWish(Signal, frozen=True, kw_only=True, tag="conversation.camera_wish"):
    """Somebody wants the light or the zoom of another one's camera otherwise; None: as it is."""

    conversation_id: str
    endpoint: EndpointId
    of_endpoint: EndpointId
    torch: bool | None = None
    zoom: Zoom | None = None


class PeerLink(Word, frozen=True, kw_only=True, tag="peer.link"):
    """To everybody in the conversation, the one that it is of included."""

    latest_wins: ClassVar[bool] = True

    conversation_id: str
    from_endpoint: str
    rung: Rung
    reason: LinkReason
    choice: LinkChoice
    score: int
    lost: float | None = None
    concealed: float | None = None
    round_trip_ms: float | None = None
    server_ms: float | None = None
    camera: FarCamera | None = None


class PeerCameraWish(Word, frozen=True, kw_only=True, tag="peer.camera_wish"):
    conversation_id: str
    to_endpoint: str
    torch: bool | None = None
    zoom: float | None = None
