"""The descriptions that the forwarder writes: answers to what devices send, offers of what they are shown.

Payload types and header extension ids in the forwarder's own offers are the same for everybody, so that a packet's
body and most of its header are made once for all viewers. The numbers are those that Chromium itself would offer.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from media.forwarder.interface import Source
from media.forwarder.reading import Description, Format, MediaLine

OPUS, RED, VP8, VP8_REPAIR = 111, 63, 96, 97
OPUS_NAME, VP8_NAME, REPAIR_NAME = "opus/48000/2", "VP8/90000", "rtx/90000"
RED_NAME = "red/48000/2"
CLOCKS = {"audio": 48_000, "video": 90_000}

AUDIO_LEVEL = "urn:ietf:params:rtp-hdrext:ssrc-audio-level"
SEND_TIME = "http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time"
TRANSPORT_NUMBER = "http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01"
MID = "urn:ietf:params:rtp-hdrext:sdes:mid"
LAYER = "urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id"
REPAIRED_LAYER = "urn:ietf:params:rtp-hdrext:sdes:repaired-rtp-stream-id"
ORIENTATION = "urn:3gpp:video-orientation"
PLAYOUT_DELAY = "http://www.webrtc.org/experiments/rtp-hdrext/playout-delay"

CANONICAL = {AUDIO_LEVEL: 1, SEND_TIME: 2, MID: 4, PLAYOUT_DELAY: 5, ORIENTATION: 13}
SHOWN_WITH = {
    "audio": (AUDIO_LEVEL, SEND_TIME, MID),
    "video": (SEND_TIME, MID, PLAYOUT_DELAY, ORIENTATION),
}
TAKEN_WITH = {
    "audio": (AUDIO_LEVEL, TRANSPORT_NUMBER, MID),
    "video": (TRANSPORT_NUMBER, MID, LAYER, REPAIRED_LAYER, ORIENTATION, PLAYOUT_DELAY),
}
OPUS_PARAMETERS = "minptime=10;useinbandfec=1;usedtx=1"
KIND: dict[Source, str] = {"sound": "audio", "picture": "video", "screen": "video"}


@dataclass(frozen=True)
class Candidate:
    """One address at which the forwarder listens."""

    host: str
    port: int


@dataclass(frozen=True)
class Self:
    """The forwarder's side of one connection."""

    session: str
    user: str
    password: str
    fingerprint: str
    candidates: Sequence[Candidate]


@dataclass(frozen=True)
class Shown:
    """What one line of an offer announces: whose source it is (``group`` is the same for one person's sound and
    picture, which are played in step) and under which SSRCs it comes."""

    group: str
    track: str
    name: str
    ssrc: int
    repair_ssrc: int


def _head(me: Self, version: int, mids: Sequence[str]) -> list[str]:
    return [
        "v=0",
        f"o=- {me.session} {version} IN IP4 0.0.0.0",
        "s=-",
        "t=0 0",
        f"a=group:BUNDLE {' '.join(mids)}",
        "a=msid-semantic: WMS *",
        "a=ice-lite",
    ]


def _transport(me: Self, setup: str) -> list[str]:
    lines = ["c=IN IP4 0.0.0.0", "a=rtcp:9 IN IP4 0.0.0.0"]
    for number, one in enumerate(me.candidates, 1):
        # Host preference 126; IPv4 and earlier addresses first, so that both sides try the same pair first.
        priority = (126 << 24) | ((65535 - number) << 8) | 255
        lines.append(f"a=candidate:{number} 1 udp {priority} {one.host} {one.port} typ host")
    return [
        *lines,
        "a=end-of-candidates",
        f"a=ice-ufrag:{me.user}",
        f"a=ice-pwd:{me.password}",
        f"a=fingerprint:sha-256 {me.fingerprint}",
        f"a=setup:{setup}",
    ]


def _finished(lines: list[str]) -> str:
    return "\r\n".join(lines) + "\r\n"


def answer(me: Self, version: int, offer: Description, taken: Sequence[str]) -> str:
    """To what a device sends. ``taken`` are the mids of the lines that are received."""
    lines = _head(me, version, [line.mid for line in offer.lines if usable(line)])
    for line in offer.lines:
        lines += _taken(me, line) if line.mid in taken else _not_taken(me, line)
    return _finished(lines)


def _not_taken(me: Self, line: MediaLine) -> list[str]:
    if usable(line):
        # Kept open without a direction: the device may send on it in a later round.
        return [*_line(me, line), "a=inactive"]
    refused = f"m={line.kind} 0 {line.protocol} {line.raw_formats}"
    return [refused, "c=IN IP4 0.0.0.0", f"a=mid:{line.mid}", "a=inactive"]


def main_format(line: MediaLine) -> Format | None:
    """The payload type that is forwarded: Opus for sound, VP8 for pictures, which every browser has."""
    return line.format_named(OPUS_NAME if line.kind == "audio" else VP8_NAME)


def usable(line: MediaLine) -> bool:
    return line.kind in CLOCKS and not line.rejected and main_format(line) is not None


def _taken(me: Self, line: MediaLine) -> list[str]:
    lines = [*_line(me, line), "a=recvonly"]
    lines += [f"a=rid:{layer} recv" for layer in line.layers]
    if line.layers:
        lines.append(f"a=simulcast:recv {';'.join(line.layers)}")
    return lines


def _line(me: Self, line: MediaLine) -> list[str]:
    main = main_format(line)
    assert main is not None
    repair = repair_format(line, main.number)
    twice = twice_format(line, main.number)
    # The first is what is sent: once, until the device itself wishes to say everything twice.
    numbers = [number for number in (main.number, twice, repair) if number is not None]
    lines = [f"m={line.kind} 9 {line.protocol} {' '.join(map(str, numbers))}", *_transport(me, "active")]
    lines.append(f"a=mid:{line.mid}")
    transport_wide = TRANSPORT_NUMBER in line.extensions and "transport-cc" in main.feedback
    known = [uri for uri in TAKEN_WITH[line.kind] if uri in line.extensions]
    if not transport_wide and SEND_TIME in line.extensions:
        known.append(SEND_TIME)
    lines += [f"a=extmap:{line.extensions[uri]} {uri}" for uri in known]
    lines += ["a=rtcp-mux", *(["a=rtcp-rsize"] if line.reduced_reports else [])]
    feedback = ["nack"] if line.kind == "audio" else ["nack", "nack pli", "ccm fir", "goog-remb"]
    told = [*feedback, *(["transport-cc"] if transport_wide else [])]
    lines += _formats(line.kind, main.number, repair, twice, told)
    return lines


def repair_format(line: MediaLine, repaired: int) -> int | None:
    """The payload type in which this one's lost packets are sent again."""
    found = (one.number for one in line.formats.values() if one.apt == repaired and one.name.lower() == REPAIR_NAME)
    return next(found, None)


def twice_format(line: MediaLine, main: int) -> int | None:
    """The payload type in which packets bring Opus frames of ``main`` and those before them once more (RFC 2198)."""
    named = (one for one in line.formats.values() if line.kind == "audio" and one.name.lower() == RED_NAME)
    return next((one.number for one in named if set(one.blocks) == {main}), None)


def _formats(kind: str, main: int, repair: int | None, twice: int | None, feedback: Sequence[str]) -> list[str]:
    lines = [f"a=rtpmap:{main} {OPUS_NAME if kind == 'audio' else VP8_NAME}"]
    lines += [f"a=rtcp-fb:{main} {one}" for one in feedback]
    if kind == "audio":
        lines.append(f"a=fmtp:{main} {OPUS_PARAMETERS}")
    if twice is not None:
        lines += [f"a=rtpmap:{twice} {RED_NAME}", f"a=fmtp:{twice} {main}/{main}"]
    if repair is not None:
        lines += [f"a=rtpmap:{repair} {REPAIR_NAME}", f"a=fmtp:{repair} apt={main}"]
    return lines


def offer(me: Self, round: int, lines: Sequence[tuple[str, str, Shown | None]]) -> str:
    """Of what a device is shown. ``lines``: (mid, audio or video, what it shows now)."""
    text = _head(me, round, [mid for mid, _, _ in lines])
    for mid, kind, shown in lines:
        numbers = [OPUS, RED] if kind == "audio" else [VP8, VP8_REPAIR]
        text += [f"m={kind} 9 UDP/TLS/RTP/SAVPF {' '.join(map(str, numbers))}", *_transport(me, "actpass")]
        text += [f"a=mid:{mid}", *(f"a=extmap:{CANONICAL[uri]} {uri}" for uri in SHOWN_WITH[kind])]
        text += ["a=inactive" if shown is None else "a=sendonly", "a=rtcp-mux", "a=rtcp-rsize"]
        feedback = ["nack"] if kind == "audio" else ["nack", "nack pli", "ccm fir", "goog-remb"]
        text += (
            _formats(kind, OPUS, None, RED, feedback)
            if kind == "audio"
            else _formats(kind, VP8, VP8_REPAIR, None, feedback)
        )
        if shown is not None:
            text += _announced(kind, shown)
    return _finished(text)


def _announced(kind: str, shown: Shown) -> list[str]:
    lines = [f"a=msid:{shown.group} {shown.track}"]
    ssrcs = [shown.ssrc]
    if kind == "video":
        lines.append(f"a=ssrc-group:FID {shown.ssrc} {shown.repair_ssrc}")
        ssrcs.append(shown.repair_ssrc)
    for ssrc in ssrcs:
        lines += [f"a=ssrc:{ssrc} cname:{shown.name}", f"a=ssrc:{ssrc} msid:{shown.group} {shown.track}"]
    return lines
