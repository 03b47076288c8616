"""What is speech and what only says so: contents are read, not believed."""

import io

import av
import numpy as np
import pytest

from media.clips.domain.speech import LONGEST_MS, OGG, WEBM, packet_ms, read_speech
from signaling.protocol.refusals import Code, Refused
from tests.media.caller.yard import a_jpeg
from tests.media.clips.samples import SIXTY_MS, film, grouped, ogg, other_codec, webm


def test_what_browsers_record_is_speech_and_its_length_is_counted() -> None:
    """Rule [K2]."""
    assert (read_speech(webm(3.0)).media_type, read_speech(webm(3.0)).lasts_ms) == (WEBM, 3000)
    assert read_speech(grouped()).lasts_ms == 3000
    assert (read_speech(ogg(3.0)).media_type, read_speech(ogg(3.0)).lasts_ms) == (OGG, 3000)


@pytest.mark.parametrize("form", ["webm", "ogg"])
def test_an_encoder_that_is_not_ours_agrees(form: str) -> None:
    """Rule [K2]."""
    file = io.BytesIO()
    with av.open(file, "w", format=form) as container:
        stream = container.add_stream("libopus", rate=48_000, layout="mono")
        for second in range(2):
            wave = (np.sin(np.arange(48_000) / 20 + second) * 8000).astype(np.int16).reshape(1, -1)
            frame = av.AudioFrame.from_ndarray(wave, format="s16", layout="mono")
            frame.sample_rate, frame.pts = 48_000, second * 48_000
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    assert abs(read_speech(file.getvalue()).lasts_ms - 2000) <= 60


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x1a\x45\xdf\xa3",
        b"OggS",
        b"hello, this is no sound at all",
        a_jpeg(),
        film(),
        other_codec(),
        webm(0),
        webm()[:-5],
        ogg()[:-5],
        ogg(0),
        ogg() + ogg(serial=8),
        ogg().replace(b"OpusHead", b"\x7fFLAC\x01\x00\x00"),
        webm().replace(SIXTY_MS[:1] + bytes(20), b"\x5b\x30" + bytes(19)),
    ],
)
def test_everything_else_is_refused(content: bytes) -> None:
    """Rule [K2]."""
    with pytest.raises(Refused) as caught:
        read_speech(content)
    assert caught.value.code is Code.NOT_A_CLIP


def test_a_clip_has_an_end() -> None:
    """Rule [K2]. Silence that a recorder left out counts too."""
    assert read_speech(webm(30.5)).lasts_ms <= LONGEST_MS
    for long in (webm(31.5), ogg(31.5), webm(33, step_ms=16_000)):
        with pytest.raises(Refused) as caught:
            read_speech(long)
        assert caught.value.code is Code.TOO_LONG


def test_packets_tell_how_long_they_play() -> None:
    assert [packet_ms(bytes([kind << 3])) for kind in (0, 3, 12, 13, 16, 31)] == [10, 60, 10, 20, 2.5, 20]
    assert (packet_ms(b"\x49"), packet_ms(b"\x4b\x03")) == (40, 60)
