"""Speech sent twice (RFC 2198): what is in a packet, what is broken, and in which form each viewer gets it."""

from hypothesis import given
from hypothesis import strategies as some

from media.forwarder import writing
from media.forwarder.packets import MARKER, PADDING, WITH_EXTENSIONS, Packet
from media.forwarder.reading import read
from media.forwarder.redundancy import MOST_BLOCKS, Earlier, renumbered, said_once, unwrap
from media.forwarder.writing import OPUS, RED
from tests.media.forwarder.test_descriptions import AUDIO, HEAD, ME
from tests.media.forwarder.test_streams import Viewer, steps, stream
from tests.media.forwarder.twice import FRAME, wrapped

FRAMES = some.binary(min_size=1, max_size=60)
EARLIER = some.lists(some.tuples(some.integers(0, 0x3FFF), FRAMES), max_size=MOST_BLOCKS - 1)
TAKES_RED = AUDIO.replace("a=rtpmap:109 ", "a=fmtp:63 109/109\r\na=rtpmap:109 ")


@given(FRAMES, EARLIER)
def test_what_was_wrapped_comes_out(frame: bytes, earlier: list[tuple[int, bytes]]) -> None:
    said = unwrap(wrapped(frame, earlier))
    assert said == (frame, [Earlier(*one) for one in earlier])


@given(FRAMES, EARLIER, some.integers(96, 127))
def test_blocks_get_the_number_that_all_viewers_know(frame: bytes, earlier: list[tuple[int, bytes]], opus: int) -> None:
    theirs = wrapped(frame, earlier, opus=opus)
    assert renumbered(theirs, opus) == wrapped(frame, earlier)


@given(some.binary(max_size=80), some.integers(0, 127))
def test_nothing_comes_of_strange_bytes_but_what_is_in_them(payload: bytes, opus: int) -> None:
    said, ours = unwrap(payload, opus), renumbered(payload, opus)
    assert (said is None) == (ours is None)
    if said is not None and ours is not None:
        assert payload.endswith(b"".join(one.frame for one in said.earlier) + said.frame)
        assert unwrap(ours) == said


@given(FRAMES, EARLIER, some.data())
def test_a_packet_that_is_cut_off_is_broken(
    frame: bytes, earlier: list[tuple[int, bytes]], data: some.DataObject
) -> None:
    whole = wrapped(frame, earlier)
    cut = data.draw(some.integers(0, len(whole) - len(frame)))
    assert unwrap(whole[:cut]) is None


def test_what_is_broken() -> None:
    again = [(FRAME, b"again")]
    assert unwrap(wrapped(b"now", again)) is not None
    assert unwrap(wrapped(b"now", again * MOST_BLOCKS)) is None, "more blocks than anybody needs"
    assert unwrap(wrapped(b"", again)) is None, "nothing of its own"
    assert unwrap(wrapped(b"now", again), 109) is None, "blocks of something else"
    assert unwrap(bytes([0x80 | OPUS, 0xFF, 0xFF, 0xFF, OPUS]) + b"now") is None, "a length beyond the packet"
    assert unwrap(b"") is None
    assert unwrap(wrapped(b"now", [(FRAME, b""), *again])) == (b"now", [(FRAME, b"again")])


@given(some.binary(max_size=80), some.sampled_from([WITH_EXTENSIONS, WITH_EXTENSIONS | PADDING]))
def test_once_is_opus_under_the_same_number(payload: bytes, first: int) -> None:
    twice: Packet = (7, 960, first, MARKER | RED, b"kept", payload)
    once = said_once(twice)
    assert (*once[:3], once[4]) == (*twice[:3], twice[4])
    assert once[3] == MARKER | OPUS
    assert said_once(once) is once


def test_who_agreed_to_it_is_sent_it_as_it_is_and_who_did_not_each_frame_once() -> None:
    incoming, both, plain = stream(picture=False), Viewer(picture=False), Viewer(picture=False)
    both.showing.takes_twice = True
    for viewer in (both, plain):
        viewer.showing.want(incoming)
    twice = wrapped(b"now", [(FRAME, b"before")])
    for number, kind, payload in (
        (1, OPUS, b"first"),
        (2, RED, twice),
        (4, RED, twice),
        (3, RED, twice),
        (5, OPUS, b"last"),
    ):
        incoming.take((number, number * FRAME, WITH_EXTENSIONS, kind, b"", payload), 1.0, repaired=False)
    for viewer in (both, plain):
        assert steps(viewer.numbers()) == [1, 2, 0xFFFF, 2]
        assert steps(viewer.timestamps()) == [FRAME, 2 * FRAME, 0x10000 - FRAME, 2 * FRAME]
    assert [data[1] for data in both.media] == [OPUS, RED, RED, RED, OPUS]
    assert [data[1] for data in plain.media] == [OPUS] * 5
    assert all(data.endswith(twice) for data in both.media[1:4])
    assert [data[-3:] for data in plain.media[1:4]] == [b"now"] * 3
    assert not any(b"before" in data for data in plain.media)
    for viewer in (both, plain):
        viewer.showing.missed([viewer.numbers()[1]], 1.1)
        assert viewer.media[-1] == viewer.media[1], "sent again in the same form"


def test_it_is_answered_in_the_offers_numbers_behind_opus_and_offered_to_all() -> None:
    answered = writing.answer(ME, 1, read(HEAD + TAKES_RED), ["0"])
    assert "m=audio 9 UDP/TLS/RTP/SAVPF 109 63\r\n" in answered
    assert "a=rtpmap:63 red/48000/2\r\na=fmtp:63 109/109\r\n" in answered
    for other in ("0/8", "109/111", "109", "x/y"):
        refused = writing.answer(ME, 1, read(HEAD + TAKES_RED.replace("109/109", other)), ["0"])
        assert "m=audio 9 UDP/TLS/RTP/SAVPF 109\r\n" in refused
        assert "red" not in refused
    offered = writing.offer(ME, 1, [("000", "audio", None), ("001", "video", None)])
    assert f"m=audio 9 UDP/TLS/RTP/SAVPF {OPUS} {RED}\r\n" in offered
    assert f"a=rtpmap:{RED} red/48000/2\r\na=fmtp:{RED} {OPUS}/{OPUS}\r\n" in offered
    assert "red" not in offered[offered.index("m=video") :]
