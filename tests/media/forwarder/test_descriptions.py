"""Descriptions in and out: what a device offers is answered in its own numbers, broken text is refused."""

import contextlib

import pytest
from aiortc.sdp import SessionDescription
from hypothesis import given
from hypothesis import strategies as some

from media.forwarder import writing
from media.forwarder.interface import ForwarderRefused
from media.forwarder.reading import read
from media.forwarder.writing import Candidate, Self, Shown

ME = Self("77", "ours", "p" * 32, "AA:BB", [Candidate("192.0.2.9", 5000), Candidate("2001:db8::9", 5000)])
TRANSPORT = (
    "c=IN IP4 0.0.0.0\r\na=ice-ufrag:abcd\r\na=ice-pwd:0123456789012345678901\r\na=fingerprint:sha-256 AB:CD\r\n"
    "a=setup:actpass\r\na=rtcp-mux\r\na=rtcp-rsize\r\n"
)
HEAD = "v=0\r\no=- 1 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\na=group:BUNDLE 0 1 2\r\n"
AUDIO = (
    f"m=audio 9 UDP/TLS/RTP/SAVPF 63 109\r\n{TRANSPORT}a=mid:0\r\na=sendonly\r\na=extmap:7 {writing.MID}\r\n"
    f"a=extmap:3/sendonly {writing.TRANSPORT_NUMBER}\r\na=rtpmap:63 red/48000/2\r\na=rtpmap:109 opus/48000/2\r\n"
    "a=rtcp-fb:109 transport-cc\r\na=fmtp:109 minptime=10;useinbandfec=1\r\na=ssrc:1 cname:x\r\n"
)
VIDEO = (
    f"m=video 9 UDP/TLS/RTP/SAVPF 39 120 121\r\n{TRANSPORT}a=mid:1\r\na=sendonly\r\na=rtpmap:39 H264/90000\r\n"
    "a=rtpmap:120 VP8/90000\r\na=rtcp-fb:* transport-cc\r\na=rtpmap:121 rtx/90000\r\na=fmtp:121 apt=120\r\n"
    f"a=extmap:3 {writing.TRANSPORT_NUMBER}\r\na=extmap:10 {writing.LAYER}\r\na=extmap:2 {writing.SEND_TIME}\r\n"
)
LAYERS = "a=rid:q send\r\na=rid:h send\r\na=simulcast:send q;h\r\n"
DATA = f"m=application 9 UDP/DTLS/SCTP webrtc-datachannel\r\n{TRANSPORT}a=mid:2\r\na=sctp-port:5000\r\n"


def test_an_answer_keeps_the_offers_numbers() -> None:
    offer = read(HEAD + AUDIO + VIDEO + LAYERS + DATA)
    text = writing.answer(ME, 1, offer, ["0", "1"])
    lines = text.split("\r\n")
    assert "m=audio 9 UDP/TLS/RTP/SAVPF 109" in lines
    assert "m=video 9 UDP/TLS/RTP/SAVPF 120 121" in lines
    assert "m=application 0 UDP/DTLS/SCTP webrtc-datachannel" in lines
    assert "a=fmtp:109 minptime=10;useinbandfec=1;usedtx=1" in lines
    assert {"a=rtcp-fb:109 nack", "a=rtcp-fb:109 transport-cc", "a=rtcp-fb:120 transport-cc"} <= set(lines)
    assert {"a=rid:q recv", "a=rid:h recv", "a=simulcast:recv q;h"} <= set(lines)
    assert f"a=extmap:10 {writing.LAYER}" in lines
    assert f"a=extmap:3 {writing.TRANSPORT_NUMBER}" in lines
    assert f"a=extmap:2 {writing.SEND_TIME}" not in lines, "feedback on each packet makes send times superfluous"
    assert lines.count("a=setup:active") == 2
    assert "a=ice-lite" in lines
    assert "a=group:BUNDLE 0 1" in lines


def test_without_transport_wide_feedback_send_times_are_asked_for() -> None:
    offer = read(HEAD + VIDEO.replace("a=rtcp-fb:* transport-cc\r\n", ""))
    text = writing.answer(ME, 1, offer, ["1"])
    assert f"a=extmap:2 {writing.SEND_TIME}" in text
    assert "transport-cc" not in text


def test_an_offer_is_read_by_others_and_keeps_its_lines() -> None:
    shown = Shown("group", "track", "name", 11, 12)
    text = writing.offer(ME, 3, [("000", "audio", shown), ("001", "video", shown), ("002", "video", None)])
    theirs = SessionDescription.parse(text)
    assert [media.rtp.muxId for media in theirs.media] == ["000", "001", "002"]
    assert [media.direction for media in theirs.media] == ["sendonly", "sendonly", "inactive"]
    assert [codec.payloadType for codec in theirs.media[1].rtp.codecs] == [writing.VP8, writing.VP8_REPAIR]
    assert theirs.media[1].ssrc_group[0].items == [11, 12]
    assert theirs.media[0].ice is not None
    assert theirs.media[0].ice.iceLite
    ours = read(text)
    assert ours.lines[1].repairs == {12: 11}
    assert not ours.lines[2].sends


BROKEN = [
    "",
    "v=0",
    HEAD,
    HEAD + AUDIO.replace("a=ice-ufrag:abcd\r\n", ""),
    HEAD + AUDIO.replace("a=fingerprint:sha-256 AB:CD\r\n", ""),
    HEAD + AUDIO.replace("SAVPF 63 109", "SAVPF 63 300"),
    HEAD + AUDIO.replace("a=extmap:7 ", "a=extmap:x "),
    HEAD + AUDIO.replace("a=mid:0\r\n", ""),
    HEAD + AUDIO + AUDIO,
    HEAD + AUDIO.replace("m=audio 9 ", "m=audio nine "),
    HEAD + AUDIO + "a=ssrc:x cname:y\r\n",
    HEAD + AUDIO + "\r\n" * 70_000,
]


@pytest.mark.parametrize("sdp", BROKEN)
def test_broken_descriptions_are_refused(sdp: str) -> None:
    with pytest.raises(ForwarderRefused):
        read(sdp)


@given(some.text(max_size=400))
def test_nothing_but_a_refusal_comes_of_strange_text(text: str) -> None:
    for sdp in (text, HEAD + text, HEAD + AUDIO + text, HEAD + AUDIO + "a=" + text):
        with contextlib.suppress(ForwarderRefused):
            read(sdp)
