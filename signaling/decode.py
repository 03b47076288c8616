"""From bytes to a word, in two steps: the envelope, then the struct by its type (DESIGN of errors: five fates)."""

from uuid import UUID

import msgspec

from signaling.protocol.base import Command, Question
from signaling.protocol.frames import Hello, Ping, Resume, ScreenAudible
from signaling.tables import Tables

LARGEST_MESSAGE = 64 * 1024
COMMAND_ID_VERSION = 7


class BadFrame(Exception):
    """Not readable as an envelope at all: the rule is told and the connection closed (rule W8)."""


class Unreadable(Exception):
    """The envelope could be read, the body not (rule W7)."""

    def __init__(self, id: str, rule: str, path: str = "") -> None:
        super().__init__(rule)
        self.id = id
        self.rule = rule
        self.path = path


class _Envelope(msgspec.Struct, frozen=True):
    type: str
    id: str | None = None


_envelope = msgspec.json.Decoder(_Envelope)
_FRAME_WORDS: dict[str, type[msgspec.Struct]] = {
    "hello": Hello, "resume": Resume, "ping": Ping, "screen.audible": ScreenAudible,
}  # fmt: skip


class Decoder:
    """Knows every word that a client may say."""

    def __init__(self, tables: Tables) -> None:
        known: dict[str, type[msgspec.Struct]] = dict(_FRAME_WORDS)
        known |= {tag: handler.command for tag, handler in tables.handlers.items()}
        known |= {tag: answers.question for tag, answers in tables.answers.items()}
        known |= {tag: heard.signal for tag, heard in tables.signals.items()}
        self._decoders = {tag: msgspec.json.Decoder(word) for tag, word in known.items()}
        self._answered = {tag for tag, word in known.items() if issubclass(word, Command | Question)}
        self._commands = {tag for tag, word in known.items() if issubclass(word, Command)}

    def decode(self, data: bytes) -> msgspec.Struct:
        """The word. Raises BadFrame, Unreadable."""
        envelope = self._envelope(data)
        id = envelope.id or ""
        if envelope.type in self._answered and not _is_uuid(id):
            raise BadFrame("a command or question needs an id that is a UUID")
        # The server's own consequences have ids of version 5, which can be computed: nobody may send one before it.
        if envelope.type in self._commands and UUID(id).version != COMMAND_ID_VERSION:
            raise BadFrame("a command needs an id that is a UUIDv7")
        decoder = self._decoders.get(envelope.type)
        if decoder is None:
            raise Unreadable(id, "unknown_type", "$.type")
        try:
            word: msgspec.Struct = decoder.decode(data)
        except msgspec.ValidationError as error:
            rule, _, path = str(error).partition(" - at ")
            raise Unreadable(id, rule, path.strip("`")) from None
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            raise BadFrame("not JSON") from None
        return word

    def _envelope(self, data: bytes) -> _Envelope:
        if len(data) > LARGEST_MESSAGE:
            raise BadFrame("over 64 KiB")
        try:
            return _envelope.decode(data)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            raise BadFrame("not a JSON object with a type") from None


def _is_uuid(text: str) -> bool:
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False
