"""Reads the descriptions (SDP, RFC 8866 and JSEP) of devices: only what forwarding needs.

Our own reader instead of aiortc's: that one knows no rid and no simulcast, and raises six kinds of exception at a
broken text. Here everything broken raises ForwarderRefused with the line's kind, never with its content.
"""

import re
from dataclasses import dataclass, field

from media.forwarder.interface import ForwarderRefused

LONGEST = 60_000
MOST_LINES = 64
DIRECTIONS = frozenset(("sendrecv", "sendonly", "recvonly", "inactive"))
_MEDIA = re.compile(r"(\w+) (\d{1,5}) ([\w/]+) ([\w. -]+)")
_BLOCKS = re.compile(r"\d{1,3}(?:/\d{1,3})+")
_FIRST = re.compile(r"v=0\r?\n")


@dataclass
class Format:
    """One payload type. ``apt`` is the one that a retransmission format repairs, ``blocks`` are those that a redundant
    one brings (RFC 2198)."""

    number: int
    name: str = ""
    apt: int | None = None
    blocks: tuple[int, ...] = ()
    feedback: set[str] = field(default_factory=set)


@dataclass
class MediaLine:
    """One m-line. ``extensions``: uri → id; ``repairs``: retransmission's SSRC → the SSRC it repairs."""

    kind: str
    rejected: bool
    protocol: str
    raw_formats: str
    mid: str = ""
    direction: str = "sendrecv"
    formats: dict[int, Format] = field(default_factory=dict)
    extensions: dict[str, int] = field(default_factory=dict)
    ssrcs: list[int] = field(default_factory=list)
    repairs: dict[int, int] = field(default_factory=dict)
    layers: list[str] = field(default_factory=list)
    reduced_reports: bool = False

    @property
    def sends(self) -> bool:
        return not self.rejected and self.direction in ("sendrecv", "sendonly")

    @property
    def receives(self) -> bool:
        return not self.rejected and self.direction in ("sendrecv", "recvonly")

    def format_named(self, name: str) -> Format | None:
        """The first payload type with this name, as "opus/48000/2"."""
        return next((one for one in self.formats.values() if one.name.lower() == name.lower()), None)


@dataclass
class Description:
    """What one side says."""

    user: str = ""
    password: str = ""
    fingerprints: list[tuple[str, str]] = field(default_factory=list)
    setup: str = ""
    lines: list[MediaLine] = field(default_factory=list)

    @property
    def identity(self) -> tuple[tuple[str, str], ...]:
        """What tells one connection of a device from its next one: its certificate, which browsers and aiortc make
        anew for each. The session's id of the ``o=`` line does not: aiortc's changes with the second."""
        return tuple(sorted(self.fingerprints))


def read(sdp: str) -> Description:
    """Reads a description; raises ForwarderRefused when it cannot be used."""
    if len(sdp) > LONGEST or not _FIRST.match(sdp):
        raise ForwarderRefused("This is no session description.")
    description = Description()
    for number, line in enumerate(sdp.splitlines(), 1):
        try:
            _take(description, line.rstrip())
        except (ValueError, IndexError):
            raise ForwarderRefused(f"Line {number} of the description cannot be read.") from None
    _check(description)
    return description


def _check(description: Description) -> None:
    if not description.lines or len(description.lines) > MOST_LINES:
        raise ForwarderRefused("The description has no media, or too many.")
    if not description.user or len(description.password) < 22:
        raise ForwarderRefused("The description has no ICE credentials.")
    if not description.fingerprints:
        raise ForwarderRefused("The description has no DTLS fingerprint.")
    mids = [line.mid for line in description.lines]
    if "" in mids or len(set(mids)) != len(mids):
        raise ForwarderRefused("The description's media have no names of their own.")


def _take(description: Description, line: str) -> None:
    if line.startswith("m="):
        description.lines.append(_media(line[2:]))
    elif line.startswith("a="):
        name, _, value = line[2:].partition(":")
        if not _common(description, name, value) and description.lines:
            _of_line(description.lines[-1], name, value)


def _media(text: str) -> MediaLine:
    found = _MEDIA.fullmatch(text)
    if found is None:
        raise ValueError(text)
    kind, port, protocol, formats = found.groups()
    line = MediaLine(kind, rejected=port == "0", protocol=protocol, raw_formats=formats)
    if kind in ("audio", "video"):
        numbers = [int(one) for one in formats.split()]
        if any(not 0 <= one <= 127 for one in numbers):
            raise ValueError(formats)
        line.formats = {one: Format(one) for one in numbers}
    return line


def _common(description: Description, name: str, value: str) -> bool:
    """What holds for the whole bundle, wherever it stands: the first line's is taken."""
    if name == "ice-ufrag":
        description.user = description.user or value
    elif name == "ice-pwd":
        description.password = description.password or value
    elif name == "fingerprint":
        algorithm, digest = value.split()
        if (algorithm.lower(), digest) not in description.fingerprints:
            description.fingerprints.append((algorithm.lower(), digest))
    elif name == "setup":
        description.setup = description.setup or value
    else:
        return False
    return True


def _of_line(line: MediaLine, name: str, value: str) -> None:
    if name in DIRECTIONS:
        line.direction = name
    elif name == "mid":
        line.mid = value
    elif name == "rtcp-rsize":
        line.reduced_reports = True
    elif name == "extmap":
        number, uri, *_ = value.split()
        line.extensions[uri] = int(number.partition("/")[0])
    elif name in ("rtpmap", "fmtp", "rtcp-fb"):
        _of_format(line, name, value)
    elif name == "ssrc":
        ssrc = int(value.split(maxsplit=1)[0])
        if ssrc not in line.ssrcs:
            line.ssrcs.append(ssrc)
    elif name == "ssrc-group" and value.startswith("FID "):
        _, repaired, repairing, *_ = value.split()
        line.repairs[int(repairing)] = int(repaired)
    elif name == "simulcast":
        direction, alternatives, *_ = value.split()
        if direction == "send":
            line.layers = [one.split(",")[0].lstrip("~") for one in alternatives.split(";")]


def _of_format(line: MediaLine, name: str, value: str) -> None:
    which, _, says = value.partition(" ")
    for one in line.formats.values():
        if which != "*" and int(which) != one.number:
            continue
        if name == "rtpmap":
            one.name = says
        elif name == "rtcp-fb":
            one.feedback.add(says.strip())
        elif (repaired := re.search(r"\bapt=(\d+)", says)) is not None:
            one.apt = int(repaired[1])
        elif _BLOCKS.fullmatch(says) is not None:
            one.blocks = tuple(int(block) for block in says.split("/"))
