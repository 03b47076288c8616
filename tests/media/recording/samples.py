"""What browsers send, made by encoders that are not ours, and a decoder that is not ours."""

import fractions
import io
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import Any, TypeVar, overload

import av
import numpy as np

from media.recording.recorder import Part, Recorder

STEP_MS = 50
Made = TypeVar("Made")


def rtp(sequence: int, timestamp: int, payload: bytes, *, marker: bool = True, extended: bool = True) -> bytes:
    """A packet as a browser sends it, with a header extension."""
    first = 0x90 if extended else 0x80
    header = bytes([first, (0x80 if marker else 0) | 96]) + (sequence % 65536).to_bytes(2, "big")
    header += (timestamp % (1 << 32)).to_bytes(4, "big") + b"\0\0\0\7"
    return header + (b"\xbe\xde\0\1\x10\x30\0\0" if extended else b"") + payload


class Later(Sequence[Made]):
    """A sample that is coded when somebody first looks at it: every process that collects tests reads the files."""

    def __init__(self, make: Callable[[], Sequence[Made]]) -> None:
        self._made = cache(make)

    @overload
    def __getitem__(self, place: int) -> Made: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Made]: ...
    def __getitem__(self, place: int | slice) -> Made | Sequence[Made]:
        return self._made()[place]

    def __len__(self) -> int:
        return len(self._made())


def recorded(frames: int, sounds: int) -> Sequence[Part]:
    """The parts of a recording of so many small pictures, twenty a second, and sounds, fifty a second."""
    return Later(lambda: record(vp8_frames(frames, size=(64, 48)), opus_frames(sounds)))


def vp8_frames(count: int, *, key_every: int = 20, size: tuple[int, int] = (320, 240)) -> list[bytes]:
    """Frames of a moving picture, as an encoder made them."""
    return list(_encoded_picture(count, key_every, size))


@cache
def _encoded_picture(count: int, key_every: int, size: tuple[int, int]) -> tuple[bytes, ...]:
    encoder = av.CodecContext.create("libvpx", "w")
    encoder.width, encoder.height, encoder.pix_fmt = *size, "yuv420p"
    encoder.time_base = fractions.Fraction(1, 20)
    encoder.gop_size = key_every
    encoder.thread_count = 1  # several wait for each other by spinning, for seconds where other tests have the cores
    encoder.options = {"deadline": "realtime", "lag-in-frames": "0"}
    frames: list[bytes] = []
    for number in range(count):
        image = np.full((size[1], size[0], 3), number * 5 % 255, dtype=np.uint8)
        frame = av.VideoFrame.from_ndarray(image, format="rgb24").reformat(format="yuv420p")
        frame.pts, frame.time_base = number, encoder.time_base
        frames += [bytes(packet) for packet in encoder.encode(frame)]
    return tuple(frames)


def opus_frames(count: int) -> list[bytes]:
    """Twenty milliseconds each of a tone."""
    return list(_encoded_sound(count))


@cache
def _encoded_sound(count: int) -> tuple[bytes, ...]:
    encoder = av.CodecContext.create("libopus", "w")
    encoder.sample_rate, encoder.layout, encoder.format = 48_000, "stereo", "s16"
    encoder.open()
    frames: list[bytes] = []
    for number in range(count + 8):
        wave = (np.sin(np.arange(960 * 2) / 20 + number) * 8000).astype(np.int16).reshape(1, -1)
        frame = av.AudioFrame.from_ndarray(wave, format="s16", layout="stereo")
        frame.sample_rate, frame.pts = 48_000, number * 960
        frames += [bytes(packet) for packet in encoder.encode(frame)]
    return tuple(frames[:count])


def picture_packets(frames: list[bytes], *, first: int = 65_530, cut: int = 900) -> Iterator[tuple[int, bytes]]:
    """(arrival ms, packet): each frame cut as a browser does, the numbers passing their end."""
    sequence = first
    for number, frame in enumerate(frames):
        pieces = [frame[at : at + cut] for at in range(0, len(frame), cut)]
        for place, piece in enumerate(pieces):
            begins = b"\x90\x80\x01" if place == 0 else b"\x80\x80\x01"
            last = place == len(pieces) - 1
            yield number * STEP_MS, rtp(sequence, 4_294_960_000 + number * 4500, begins + piece, marker=last)
            sequence += 1


def record(frames: list[bytes], sounds: list[bytes]) -> list[Part]:
    """Both streams of a participant who speaks from the start and shows themselves from the start."""
    recorder = Recorder("conversation")
    parts: list[Part] = []
    due = [(at, "picture", data) for at, data in picture_packets(frames)]
    due += [(n * 20, "sound", rtp(n, n * 960, data)) for n, data in enumerate(sounds)]
    for at_ms, kind, data in sorted(due, key=lambda one: one[0]):
        parts += recorder.picture(data, at_ms) if kind == "picture" else recorder.sound(data, at_ms)
    return parts + recorder.stop(max(at for at, _, _ in due))


def read(parts: list[Part]) -> tuple[int, int, float]:
    """How many pictures and sounds a decoder gets of a take, and when the last begins (s)."""
    return decode(b"".join(part.data for part in parts))


def decode(data: bytes) -> tuple[int, int, float]:
    """The same of a whole file."""
    stream = io.BytesIO(data)
    pictures = sounds = 0
    last = 0.0
    with av.open(stream, "r", format="matroska") as container:
        for each in container.streams.video:
            each.codec_context.thread_count = 1
        decoded: Iterator[Any] = container.decode()
        for frame in decoded:
            last = max(last, float(frame.time or 0))
            if isinstance(frame, av.VideoFrame):
                pictures += 1
            else:
                sounds += 1
    return pictures, sounds, last
