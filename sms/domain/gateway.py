"""What a gateway must be able to do, and what it may answer. A gateway is replaceable; everything else is ours."""

from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from signaling.protocol.deliveries import DeliveryChannel, Failure, GatewayStatus


@dataclass(frozen=True, slots=True)
class Message:
    """One attempt at one message. ``to`` is a telephone number, an e-mail address, or a push subscription's id.

    ``body`` is the text; of a push the JSON that the browser gets. ``status_callback`` is where the gateway reports,
    None if it cannot be reached; ``answer_url`` is where one that speaks asks what to say and tells which key was
    pressed. ``gateway`` names which of several is asked. ``calendar`` is an iCalendar file that goes with an e-mail.
    """

    delivery_id: str
    attempt: int
    to: str
    body: str
    code: str
    valid_s: int
    status_callback: str | None
    channel: DeliveryChannel = "sms"
    subject: str = ""
    answer_url: str | None = None
    gateway: str = ""
    calendar: str = ""


@dataclass(frozen=True, slots=True)
class Sought:
    """A message that may have been taken: to whom, with which code in its text, not made before ``since_ms``, and which
    ``gateway`` was asked, when there are several; ``attempt`` is the newest."""

    to: str
    code: str
    since_ms: int
    delivery_id: str = ""
    channel: DeliveryChannel = "sms"
    gateway: str = ""
    attempt: int = 0


@dataclass(frozen=True, slots=True)
class Taken:
    """The gateway has it and named it. ``delivered``: it is already where it goes."""

    sid: str
    delivered: bool = False


@dataclass(frozen=True, slots=True)
class Later:
    """It was surely not taken; it may be later. ``retry_after_ms`` when the gateway said so."""

    code: str
    retry_after_ms: int | None = None


@dataclass(frozen=True, slots=True)
class Never:
    """It was refused for good."""

    code: str
    failure: Failure


@dataclass(frozen=True, slots=True)
class Unclear:
    """Nobody can tell: no answer, a broken one, or an error of the gateway's own."""

    code: str


Outcome = Taken | Later | Never | Unclear


@dataclass(frozen=True, slots=True)
class Report:
    """What a gateway that holds a connection says became of an attempt."""

    delivery_id: str
    attempt: int
    sid: str
    status: GatewayStatus
    code: str | None


@dataclass(frozen=True, slots=True)
class TextBack:
    """What a telephone sent back, as a gateway brings it. ``sid``: the same for the same text; ``to``: our own number;
    ``said``: what the gateway itself takes it for."""

    sid: str
    telephone: str
    to: str
    text: str
    said: str = ""


class CannotLook(Exception):
    """The gateway's list could not be read now."""


class Gateway(Protocol):
    """Carries messages of a few lines by one channel or several. ``send`` never raises for what the outside does: it
    says what is known."""

    per_second: float

    async def send(self, message: Message) -> Outcome: ...

    async def find(self, sought: Sought) -> str | None:
        """The name of the message, or None when it is not there. Raises CannotLook."""
        ...

    async def close(self) -> None: ...


@runtime_checkable
class Chooses(Protocol):
    """Several gateways behind one. The choice is made before a message is claimed, so that the claim keeps it: whoever
    looks for a message later looks where it was given."""

    def choose(self) -> str:
        """The name of the gateway that the next message goes to; empty when none may be used now."""
        ...


def choice_of(gateway: object) -> str:
    """The name of the gateway that the next message goes to; empty when there is only one."""
    return gateway.choose() if isinstance(gateway, Chooses) else ""


@runtime_checkable
class Reports(Protocol):
    """A gateway that hears by its own connection what became of messages."""

    async def next_report(self) -> Report:
        """Waits for the next one."""
        ...


@runtime_checkable
class BringsTexts(Protocol):
    """A gateway that hears by its own connection what telephones send back."""

    async def next_text(self) -> TextBack:
        """Waits for the next one."""
        ...

    def kept(self, text: TextBack) -> None:
        """Tells the network that it need not bring the text again."""
        ...
