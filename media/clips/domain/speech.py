"""Whether a file is speech as browsers record it, and how long it lasts: WebM or Ogg with one track of Opus in it.

What a client says of a file is not believed: the content is read. Lengths are counted from the Opus packets themselves
(RFC 6716, 3.1). Sources of the two forms: RFC 8794 and 9559 (Matroska and WebM), RFC 3533 and 7845 (Ogg, Opus in it).
"""

from collections.abc import Iterator

import msgspec

from signaling.protocol.refusals import Code, Refused

LARGEST_BYTES = 256 * 1024
LONGEST_MS = 31_000
"""Devices stop at 30 s; an encoder may have a little more under way."""

WEBM, OGG = "audio/webm", "audio/ogg"

_EBML, _SEGMENT, _TRACKS, _TRACK, _CLUSTER, _GROUP = 0x1A45DFA3, 0x18538067, 0x1654AE6B, 0xAE, 0x1F43B675, 0xA0
_DESCENDED = frozenset({_EBML, _SEGMENT, _TRACKS, _TRACK, _CLUSTER, _GROUP})
_DOC_TYPE, _SCALE, _CODEC, _TRACK_TYPE = 0x4282, 0x2AD7B1, 0x86, 0x83
_TIMESTAMP, _SIMPLE_BLOCK, _BLOCK = 0xE7, 0xA3, 0xA1
_MILLISECOND = 1_000_000
_SOUND = b"\x02"
_LACED = 0x06
_LONGEST_PACKET_MS = 120
_SILK, _HYBRID, _CELT = (10.0, 20.0, 40.0, 60.0), (10.0, 20.0), (2.5, 5.0, 10.0, 20.0)


class Speech(msgspec.Struct, frozen=True):
    """What was found. ``lasts_ms`` in milliseconds, rounded up."""

    media_type: str
    lasts_ms: int


class _NotSpeech(Exception):
    """Why it is none; said to nobody."""


def read_speech(content: bytes) -> Speech:
    """Refuses ``not_a_clip`` for everything that is not speech, ``too_long`` beyond 31 s."""
    try:
        if content[:4] == b"\x1a\x45\xdf\xa3":
            speech = Speech(WEBM, _webm_ms(content))
        elif content[:4] == b"OggS":
            speech = Speech(OGG, _ogg_ms(content))
        else:
            raise _NotSpeech("neither WebM nor Ogg")
    except (_NotSpeech, IndexError):
        raise Refused(Code.NOT_A_CLIP) from None
    if speech.lasts_ms == 0:
        raise Refused(Code.NOT_A_CLIP)
    if speech.lasts_ms > LONGEST_MS:
        raise Refused(Code.TOO_LONG, at_most_ms=LONGEST_MS)
    return speech


# -- WebM ------------------------------------------------------------------------------------------------------------


def _webm_ms(content: bytes) -> int:
    """From the first packet's begin to the last one's end; silence that was left out counts."""
    doc_type, codec, tracks, base_ms = b"", b"", 0, 0
    first_ms: int | None = None
    until_ms = 0.0
    for id, body in _elements(content):
        if id == _TRACK:
            tracks += 1
        elif id == _DOC_TYPE:
            doc_type = body
        elif id == _CODEC:
            codec = body
        elif id == _TIMESTAMP:
            base_ms = int.from_bytes(body, "big")
        elif id in (_SIMPLE_BLOCK, _BLOCK):
            if (tracks, codec) != (1, b"A_OPUS"):
                raise _NotSpeech("not one track of Opus")
            at_ms, packet = _block(body)
            first_ms = base_ms + at_ms if first_ms is None else first_ms
            until_ms = max(until_ms, base_ms + at_ms + packet_ms(packet))
        elif (id == _TRACK_TYPE and body != _SOUND) or (id == _SCALE and int.from_bytes(body, "big") != _MILLISECOND):
            raise _NotSpeech("no sound, or in another time")
    if doc_type not in (b"webm", b"matroska") or first_ms is None:
        raise _NotSpeech("no packets")
    return int(-(-(until_ms - first_ms) // 1))


def _elements(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Every element in the order of the file, those that hold others as an empty one before what they hold: recorders
    leave the sizes of segment and clusters open."""
    at = 0
    while at < len(content):
        id_bytes = 9 - content[at].bit_length()
        size_bytes = 9 - content[at + id_bytes].bit_length()
        body = at + id_bytes + size_bytes
        if id_bytes > 4 or size_bytes > 8 or body > len(content):
            raise _NotSpeech("no element")
        id = int.from_bytes(content[at : at + id_bytes], "big")
        if id in _DESCENDED:
            yield id, b""
            at = body
            continue
        size = int.from_bytes(content[at + id_bytes : body], "big") & ((1 << (7 * size_bytes)) - 1)
        at = body + size
        if at > len(content):
            raise _NotSpeech("cut off")
        yield id, content[body:at]
        if id == 0x1549A966:  # the segment's information holds the time's scale
            yield from ((inner, value) for inner, value in _elements(content[body:at]) if inner == _SCALE)


def _block(body: bytes) -> tuple[int, bytes]:
    """Its time from its cluster's, and its packet."""
    track_bytes = 9 - body[0].bit_length()
    if body[track_bytes + 2] & _LACED:
        raise _NotSpeech("several packets in a block")
    return int.from_bytes(body[track_bytes : track_bytes + 2], "big", signed=True), body[track_bytes + 3 :]


# -- Ogg -------------------------------------------------------------------------------------------------------------


def _ogg_ms(content: bytes) -> int:
    packets = _ogg_packets(content)
    head, tags = next(packets, b""), next(packets, b"")
    if head[:8] != b"OpusHead" or not 1 <= head[9] <= 2 or tags[:8] != b"OpusTags":
        raise _NotSpeech("no Opus in it")
    return int(-(-sum(packet_ms(packet) for packet in packets) // 1))


def _ogg_packets(content: bytes) -> Iterator[bytes]:
    """The packets of the one stream, each put together from its pages."""
    at, serial, held = 0, content[14:18], b""
    while at < len(content):
        if content[at : at + 5] != b"OggS\x00" or content[at + 14 : at + 18] != serial:
            raise _NotSpeech("another stream")
        lengths = content[at + 27 : at + 27 + content[at + 26]]
        at += 27 + len(lengths)
        if at + sum(lengths) > len(content):
            raise _NotSpeech("cut off")
        for length in lengths:
            held += content[at : at + length]
            at += length
            if length < 255:
                yield held
                held = b""


# -- Opus ------------------------------------------------------------------------------------------------------------


def packet_ms(packet: bytes) -> float:
    """How long a packet plays, by its first byte."""
    kind, count = packet[0] >> 3, packet[0] & 3
    frame_ms = _SILK[kind % 4] if kind < 12 else _HYBRID[kind % 2] if kind < 16 else _CELT[kind % 4]
    frames = 1 if count == 0 else 2 if count < 3 else packet[1] & 0x3F
    if frames * frame_ms > _LONGEST_PACKET_MS:
        raise _NotSpeech("no packet of Opus")
    return frames * frame_ms
