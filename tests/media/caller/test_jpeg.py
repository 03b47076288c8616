"""Only the picture is kept: what telephones write beside it stays out, and what is no picture is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from media.caller.domain.jpeg import LARGEST_SIDE, clean
from signaling.protocol.refusals import Code, Refused
from tests.media.caller.yard import a_jpeg, segment

EXIF = segment(0xE1, b"Exif\x00\x00 GPS 39.65 66.95")
ADOBE = segment(0xEE, b"Adobe\x00d\x00\x00\x00\x00\x01")


def test_place_and_device_are_left_out() -> None:
    """Rule [L5]."""
    beside = (EXIF, segment(0xED, b"Photoshop 3.0 IPTC"), segment(0xFE, b"comment"), segment(0xE2, b"ICC_PROFILE"))
    photograph = clean(a_jpeg(*beside))
    assert photograph.content == a_jpeg()
    assert (photograph.width, photograph.height) == (1600, 1200)


def test_how_colours_are_kept_stays() -> None:
    assert clean(a_jpeg(ADOBE)).content == a_jpeg(ADOBE)


def test_what_stands_behind_the_picture_is_left_out() -> None:
    """Motion photographs keep a film there."""
    assert clean(a_jpeg() + b"ftypmp42 a film").content == a_jpeg()


def test_a_clean_picture_stays_as_it_is() -> None:
    once = clean(a_jpeg(EXIF)).content
    assert clean(once).content == once


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xd8",
        b"<svg onload='alert(1)'/>",
        b"\x89PNG\r\n\x1a\n" + bytes(40),
        b"GIF89a" + bytes(40),
        a_jpeg()[:60],
        a_jpeg()[:-2],
        a_jpeg(width=0),
        a_jpeg(height=LARGEST_SIDE + 1),
        b"\xff\xd8" + segment(0xDA, bytes(10)) + b"\xff\xd9",
        b"\xff\xd8" + b"\xff\xe0\x00\x01" + bytes(20) + b"\xff\xd9",
        b"\xff\xd8" + segment(0xC0, b"\x08\x00"),
        a_jpeg().replace(b"\xff\xc0", b"\xff\xd8"),
    ],
    ids=range(13),
)
def test_what_is_no_picture_is_refused(content: bytes) -> None:
    with pytest.raises(Refused) as refused:
        clean(content)
    assert refused.value.code is Code.NOT_A_PICTURE
    assert refused.value.details == {}


@given(st.binary(max_size=400), st.integers(0, 120), st.integers(0, 255))
def test_whatever_comes_is_a_picture_or_is_refused(noise: bytes, at: int, byte: int) -> None:
    broken = bytearray(a_jpeg(EXIF))
    broken[at % len(broken)] = byte
    for content in (noise, b"\xff\xd8" + noise, bytes(broken), a_jpeg() + noise, a_jpeg()[:at] + noise):
        try:
            photograph = clean(content)
        except Refused:
            continue
        assert photograph.content[:2] == b"\xff\xd8"
        assert photograph.content[-2:] == b"\xff\xd9"
        assert 0 < photograph.width <= LARGEST_SIDE
