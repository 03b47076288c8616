"""Looks into parts, and makes a take playable: with its duration and an index, in times that begin at zero.

What is kept is never changed. A player is given the kept clusters behind a head of our own: a head written while a
conversation goes on knows neither how long it will be nor where its key frames are. Ids are from RFC 8794 and 9559.
"""

import struct
from collections.abc import Sequence
from dataclasses import dataclass

from media.recording.webm import TRACK_PICTURE, TRACK_SOUND, element, element_id, number

EBML, SEGMENT, INFO, TRACKS, CUES, CLUSTER = 0x1A45DFA3, 0x18538067, 0x1549A966, 0x1654AE6B, 0x1C53BB6B, 0x1F43B675
TIMESTAMP, SIMPLE_BLOCK, TRACK_ENTRY, TRACK_NUMBER, DURATION = 0xE7, 0xA3, 0xAE, 0xD7, 0x4489
CUE_POINT, CUE_TIME, CUE_POSITIONS, CUE_TRACK, CUE_CLUSTER = 0xBB, 0xB3, 0xB7, 0xF7, 0xF1
_WIDE = 8


class NoPart(ValueError):
    """Not what a recorder writes: a head or none, and one cluster."""


@dataclass(frozen=True, slots=True)
class Shape:
    """``head_bytes`` stand before the cluster; ``begins_ms`` is the cluster's time; ``key_ms`` its first key frame of
    the picture, None without one."""

    head_bytes: int
    begins_ms: int
    key_ms: int | None


@dataclass(frozen=True, slots=True)
class Piece:
    """What a presentation needs of a kept part: its shape, its whole size in bytes and its end (ms)."""

    shape: Shape
    size: int
    until_ms: int


@dataclass(frozen=True, slots=True)
class _Element:
    id: int
    begins: int
    body: int
    ends: int


def shape(data: bytes) -> Shape:
    """Raises NoPart."""
    try:
        return _shape(data)
    except IndexError:
        raise NoPart("cut off") from None


def _shape(data: bytes) -> Shape:
    at, tracks = 0, None
    first = _read(data, 0)
    if first.id == EBML:
        segment = _read(data, first.ends)
        if segment.id != SEGMENT:
            raise NoPart("no segment")
        at = segment.body
        while (inner := _read(data, at)).id in (INFO, TRACKS):
            tracks = inner if inner.id == TRACKS else tracks
            at = inner.ends
        if tracks is None:
            raise NoPart("no tracks")
    cluster = _read(data, at)
    if cluster.id != CLUSTER or cluster.ends != len(data):
        raise NoPart("not one cluster")
    return _clusters_shape(data, cluster)


def _clusters_shape(data: bytes, cluster: _Element) -> Shape:
    time = _read(data, cluster.body)
    if time.id != TIMESTAMP:
        raise NoPart("a cluster without its time")
    begins_ms = int.from_bytes(data[time.body : time.ends], "big")
    key_ms = None
    at = time.ends
    while at < cluster.ends:
        block = _read(data, at)
        if block.id != SIMPLE_BLOCK or block.ends - block.body < 4:
            raise NoPart("something else than blocks")
        track, flags = data[block.body] & 0x7F, data[block.body + 3]
        at_ms = begins_ms + int.from_bytes(data[block.body + 1 : block.body + 3], "big", signed=True)
        if track == TRACK_PICTURE and flags & 0x80 and key_ms is None:
            key_ms = at_ms
        at = block.ends
    return Shape(cluster.begins, begins_ms, key_ms)


def _read(data: bytes, at: int) -> _Element:
    """The element at this place. One of unknown size ends with the data."""
    id_bytes = 9 - data[at].bit_length() if at < len(data) else 9
    if id_bytes > 4 or at + id_bytes >= len(data):
        raise NoPart("no element")
    size_bytes = 9 - data[at + id_bytes].bit_length()
    body = at + id_bytes + size_bytes
    if size_bytes > 8 or body > len(data):
        raise NoPart("no element")
    size = int.from_bytes(data[at + id_bytes : body], "big") & ((1 << (7 * size_bytes)) - 1)
    ends = len(data) if size == (1 << (7 * size_bytes)) - 1 else body + size
    if ends > len(data):
        raise NoPart("cut off")
    return _Element(int.from_bytes(data[at : at + id_bytes], "big"), at, body, ends)


@dataclass(frozen=True)
class Presentation:
    """A take as a player gets it: ``head`` and then each part's cluster. ``starts`` are the clusters' places."""

    head: bytes
    starts: tuple[int, ...]
    size: int
    zero_ms: int

    def cluster(self, part: bytes, shape: Shape) -> bytes:
        """A kept part as it is given: without the head it may have, its time counted from the take's begin."""
        cluster = bytearray(part[shape.head_bytes :])
        time = _read(bytes(cluster[:32]), _read_open(cluster))
        told_ms = max(0, shape.begins_ms - self.zero_ms)
        cluster[time.body : time.ends] = told_ms.to_bytes(time.ends - time.body, "big")
        return bytes(cluster)


def _read_open(cluster: bytearray) -> int:
    """Where the body of a cluster begins, of which only the first bytes are looked at."""
    return 4 + 9 - cluster[4].bit_length()


def present(first_part: bytes, pieces: Sequence[Piece]) -> Presentation:
    """The take whose first part, with the head that was recorded, is ``first_part``. Raises NoPart."""
    recorded = first_part[: pieces[0].shape.head_bytes]
    ebml = _read(recorded, 0)
    tracks = _tracks(recorded, ebml.ends)
    zero_ms = pieces[0].shape.begins_ms
    info = _info(max(piece.until_ms for piece in pieces) - zero_ms)
    seen = _has_picture(recorded, tracks)
    body = info + recorded[tracks.begins : tracks.ends]
    sizes = [piece.size - piece.shape.head_bytes for piece in pieces]
    starts = [0]
    for size in sizes:
        starts.append(starts[-1] + size)
    cues_size = len(_cues(pieces, starts, 0, zero_ms, seen))
    inside = len(body) + cues_size
    cues = _cues(pieces, starts, inside, zero_ms, seen)
    segment = element_id(SEGMENT) + _wide(inside + starts[-1])
    head = recorded[: ebml.ends] + segment + body + cues
    return Presentation(head, tuple(len(head) + start for start in starts[:-1]), len(head) + starts[-1], zero_ms)


def _tracks(recorded: bytes, at: int) -> _Element:
    at = _read(recorded, at).body
    while (found := _read(recorded, at)).id != TRACKS:
        at = found.ends
    return found


def _has_picture(recorded: bytes, tracks: _Element) -> bool:
    at = tracks.body
    while at < tracks.ends:
        entry = _read(recorded, at)
        first = _read(recorded, entry.body)
        if first.id == TRACK_NUMBER and recorded[first.ends - 1] == TRACK_PICTURE:
            return True
        at = entry.ends
    return False


def _info(lasts_ms: int) -> bytes:
    return element(
        INFO, number(0x2AD7B1, 1_000_000), element(DURATION, struct.pack(">d", float(max(1, lasts_ms)))),
        element(0x4D80, b"Tez Yordam"), element(0x5741, b"Tez Yordam"),
    )  # fmt: skip


def _cues(pieces: Sequence[Piece], starts: Sequence[int], inside: int, zero_ms: int, seen: bool) -> bytes:
    """Where one can begin to play: at key frames, or anywhere where there is only sound. Places are wide numbers, so
    that the index is as long whatever they are."""
    points = []
    for piece, start in zip(pieces, starts, strict=False):
        at_ms = piece.shape.key_ms if seen else piece.shape.begins_ms
        if at_ms is None:
            continue
        place = element(CUE_CLUSTER, (inside + start).to_bytes(_WIDE, "big"))
        positions = element(CUE_POSITIONS, number(CUE_TRACK, TRACK_PICTURE if seen else TRACK_SOUND), place)
        time = element(CUE_TIME, max(0, at_ms - zero_ms).to_bytes(_WIDE, "big"))
        points.append(element(CUE_POINT, time, positions))
    return element(CUES, *points) if points else b""


def _wide(size: int) -> bytes:
    return ((1 << 56) | size).to_bytes(_WIDE, "big")
