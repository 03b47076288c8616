"""The few messages of SMPP 3.4 that are needed to send a text and to hear what became of it. Source: "Short Message
Peer to Peer Protocol Specification v3.4", 12-Oct-1999 Issue 1.2, chapters 3 to 5."""

import re
import struct
from collections.abc import Mapping
from dataclasses import dataclass, field

from signaling.protocol.deliveries import Failure, GatewayStatus
from sms.domain.segments import is_gsm_7

NACK, BIND, SUBMIT, DELIVER, UNBIND, ALIVE = 0x80000000, 0x09, 0x04, 0x05, 0x06, 0x15
ANSWER = 0x80000000
"""Added to a request's number it is its answer's."""

HEADER = struct.Struct(">IIII")
LONGEST = 70_000
MESSAGE_PAYLOAD, RECEIPTED_ID, MESSAGE_STATE = 0x0424, 0x001E, 0x0427
RECEIPT, HAS_HEADER = 0x04, 0x40
NOT_OURS = 0x65
"""The answer to what cannot be read: it need not be brought again."""
INTERNATIONAL, NAME = (1, 1), (5, 0)

DEFAULT_ALPHABET, UCS_2 = 0, 8

GSM_7 = (
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\x1bÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
EXTENSION = {
    "\f": 0x0A, "^": 0x14, "{": 0x28, "}": 0x29, "\\": 0x2F, "[": 0x3C, "~": 0x3D, "]": 0x3E, "|": 0x40, "€": 0x65,
}  # fmt: skip
EXTENDED: Mapping[int, str] = {octet: sign for sign, octet in EXTENSION.items()}
ESCAPE = 0x1B

LATER: frozenset[int] = frozenset({0x14, 0x58})
"""The queue is full; we are throttled."""

FAILURES: Mapping[int, Failure] = {
    0x01: "content", 0x02: "configuration", 0x03: "configuration", 0x04: "configuration", 0x06: "configuration",
    0x07: "configuration", 0x0A: "configuration", 0x0B: "number", 0x0D: "configuration", 0x0E: "configuration",
    0x0F: "configuration", 0x15: "configuration", 0x33: "number", 0x45: "unreachable", 0x48: "configuration",
    0x49: "configuration", 0x50: "number", 0x51: "number", 0x62: "configuration",
}  # fmt: skip

STATES: Mapping[str, GatewayStatus] = {
    "ENROUTE": "sent", "ACCEPTD": "sent", "DELIVRD": "delivered", "EXPIRED": "undelivered", "UNDELIV": "undelivered",
    "DELETED": "canceled", "REJECTD": "failed",
}  # fmt: skip
STATE_NUMBERS: Mapping[int, str] = {
    1: "ENROUTE", 2: "DELIVRD", 3: "EXPIRED", 4: "DELETED", 5: "UNDELIV", 6: "ACCEPTD", 8: "REJECTD",
}  # fmt: skip


class BadPdu(ValueError):
    """What came is not SMPP."""


@dataclass(frozen=True, slots=True)
class Pdu:
    """One message. ``body`` is not read before somebody needs it."""

    command: int
    status: int
    sequence: int
    body: bytes = b""

    def packed(self) -> bytes:
        return HEADER.pack(HEADER.size + len(self.body), self.command, self.status, self.sequence) + self.body


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the network says became of a message that it had named ``sid``."""

    sid: str
    status: GatewayStatus
    code: str | None


def header(data: bytes) -> tuple[int, int, int, int]:
    """Length of the rest, command, status, sequence. Raises BadPdu."""
    length, command, status, sequence = HEADER.unpack(data)
    if not HEADER.size <= length <= LONGEST:
        raise BadPdu(f"a length of {length}")
    return length - HEADER.size, command, status, sequence


def bind(system_id: str, password: str) -> bytes:
    """The body of bind_transceiver, for version 3.4."""
    return _text(system_id, 16) + _text(password, 9) + _text("", 13) + bytes([0x34, 0, 0]) + _text("", 41)


def submit(sender: str, to: str, body: str, valid_s: int) -> bytes:
    """The body of submit_sm. A longer text goes whole as message_payload: one message, one name, one receipt; the
    network parts it."""
    coding, text = encoded(body)
    kind = INTERNATIONAL if sender.removeprefix("+").isdecimal() else NAME
    short, payload = (text, b"") if len(text) <= _single(coding) else (b"", _tlv(MESSAGE_PAYLOAD, text))
    return b"".join(
        [
            _text("", 6),
            bytes(kind),
            _text(sender.removeprefix("+"), 21),
            bytes(INTERNATIONAL),
            _text(to.removeprefix("+"), 21),
            bytes([0, 0, 0]),
            _text("", 17),
            _text(validity(valid_s), 17),
            bytes([1, 0, coding, 0, len(short)]),
            short,
            payload,
        ]
    )


def validity(seconds: int) -> str:
    """A time from now, as 7.1.1.2 writes it."""
    minutes, second = divmod(seconds, 60)
    hours, minute = divmod(minutes, 60)
    days, hour = divmod(hours, 24)
    return f"0000{min(days, 30):02}{hour:02}{minute:02}{second:02}000R"


def encoded(text: str) -> tuple[int, bytes]:
    """The data coding and the octets: the default alphabet if it can write the text, else UCS-2."""
    if not is_gsm_7(text):
        return UCS_2, text.encode("utf-16-be")
    octets = bytearray()
    for character in text:
        if character in EXTENSION:
            octets += bytes([ESCAPE, EXTENSION[character]])
        else:
            octets.append(GSM_7.index(character))
    return DEFAULT_ALPHABET, bytes(octets)


def _single(coding: int) -> int:
    return 140 if coding == UCS_2 else 160


def sid_of(body: bytes) -> str:
    """The name that the network gave, from the body of submit_sm_resp."""
    return body.partition(b"\0")[0].decode("latin-1")


@dataclass
class _Reader:
    data: bytes
    place: int = 0
    tlvs: dict[int, bytes] = field(default_factory=dict)

    def text(self) -> str:
        end = self.data.find(b"\0", self.place)
        if end < 0:
            raise BadPdu("a text without an end")
        found, self.place = self.data[self.place : end], end + 1
        return found.decode("latin-1")

    def octets(self, count: int) -> bytes:
        if self.place + count > len(self.data):
            raise BadPdu("it ends early")
        found, self.place = self.data[self.place : self.place + count], self.place + count
        return found

    def rest(self) -> dict[int, bytes]:
        while self.place < len(self.data):
            tag, length = struct.unpack(">HH", self.octets(4))
            self.tlvs[tag] = self.octets(length)
        return self.tlvs


@dataclass(frozen=True, slots=True)
class Delivered:
    """The body of deliver_sm: what the network brings. ``esm_class`` says whether it is a receipt."""

    source: str
    destination: str
    esm_class: int
    coding: int
    octets: bytes
    tlvs: Mapping[int, bytes]


def delivered(body: bytes) -> Delivered:
    """Raises BadPdu."""
    read = _Reader(body)
    read.text()
    addresses = []
    for _ in range(2):
        kind = read.octets(2)[0]
        number = read.text()
        addresses.append(f"+{number}" if kind == INTERNATIONAL[0] and number.isdecimal() else number)
    esm_class, _, _ = read.octets(3)
    read.text()
    read.text()
    _, _, coding, _, length = read.octets(5)
    short = read.octets(length)
    tlvs = read.rest()
    octets = short or tlvs.get(MESSAGE_PAYLOAD, b"")
    return Delivered(addresses[0], addresses[1], esm_class, coding, octets, tlvs)


def written(came: Delivered) -> str:
    """The text that somebody wrote; empty for what is none. The header of a part of a longer text is left out."""
    octets = came.octets
    if came.esm_class & HAS_HEADER:
        octets = octets[octets[0] + 1 :] if octets else b""
    match came.coding:
        case 8:
            return octets.decode("utf-16-be", "replace")
        case 1 | 3:
            return octets.decode("latin-1" if came.coding == 3 else "ascii", "replace")
        case 0:
            return _of_gsm_7(octets)
        case _:
            return ""


def _of_gsm_7(octets: bytes) -> str:
    signs, escaped = [], False
    for octet in octets:
        if octet == ESCAPE and not escaped:
            escaped = True
            continue
        plain = GSM_7[octet] if octet < len(GSM_7) else "\ufffd"
        signs.append(EXTENDED.get(octet, plain) if escaped else plain)
        escaped = False
    return "".join(signs)


def receipt(came: Delivered) -> Receipt | None:
    """What it says of a message of ours; None when it says nothing that we know."""
    tlvs = came.tlvs
    if not came.esm_class & RECEIPT:
        return None
    said = came.octets.decode("latin-1")
    sid = tlvs.get(RECEIPTED_ID, b"").rstrip(b"\0").decode("latin-1") or _said(said, "id")
    number = tlvs.get(MESSAGE_STATE, b"")
    state = STATE_NUMBERS.get(number[0], "") if number else _said(said, "stat").upper()
    if not sid or state not in STATES:
        return None
    error = _said(said, "err")
    return Receipt(sid, STATES[state], error if error.strip("0") else None)


def _said(text: str, name: str) -> str:
    found = re.search(rf"(?:^|\s){name}:(\S+)", text, re.IGNORECASE)
    return found.group(1) if found else ""


def _text(text: str, longest: int) -> bytes:
    return text.encode("latin-1", "replace")[: longest - 1] + b"\0"


def _tlv(tag: int, value: bytes) -> bytes:
    return struct.pack(">HH", tag, len(value)) + value
