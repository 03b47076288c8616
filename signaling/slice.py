"""What a slice gives to the frame, and what the frame gives to a slice.

A slice is a list of aggregates, handlers, answers, signals and reactions; ``config/slices.py`` lists them all, and
``config/wiring.py`` joins them into the tables by which the bus and the hub work. Nothing here does I/O, so ``domain``
modules may import it.
"""

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Protocol, TypeVar
from uuid import NAMESPACE_OID, UUID, uuid5

import msgspec

from signaling.protocol.base import Command, Event, Question, Signal, View

State = TypeVar("State", bound=msgspec.Struct)
Answer = TypeVar("Answer")


class Role(StrEnum):
    """Who somebody is to the service."""

    CALL_TAKER = "call_taker"
    DISPATCHER = "dispatcher"
    CREW = "crew"
    PHYSICIAN = "physician"
    SPECIALIST = "specialist"
    HOSPITAL = "hospital"
    ADMINISTRATOR = "administrator"
    GUEST = "guest"
    WORKER = "worker"  # a process of a media worker
    SYSTEM = "system"  # reactions, timers, senders, the command line


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts. ``id`` is a person's id, or the brigade's for a paired tablet, or a rule's name for the system."""

    id: str
    role: Role
    name: str = ""
    brigade_id: str | None = None
    hospital_id: str | None = None
    sign_in_id: str | None = None
    device: str = ""
    language: str = "uz"


def system(name: str) -> Actor:
    """The actor of a reaction, a timer, a sender or the command line."""
    return Actor(id=name, role=Role.SYSTEM, name=name)


@dataclass(frozen=True, slots=True)
class Audience:
    """A set of people who are shown the same view: ``relation`` and the ``id`` it is to ("" for the whole service).

    Relations: ``service`` (call takers and dispatchers), ``brigade``, ``hospital``, ``person``, ``guest`` (one
    incident's or conversation's guest), ``worker`` (one process of a media worker), ``administration``.
    """

    relation: str
    id: str = ""

    def __str__(self) -> str:
        return f"{self.relation}:{self.id}" if self.id else self.relation


def stands_as(actor: Actor) -> Audience:
    """As whom somebody takes part in a thing of several: a crew as its brigade, a hospital's user as the hospital, a
    guest as that, everybody else as a person."""
    match actor.role:
        case Role.CREW:
            return Audience("brigade", actor.brigade_id or actor.id)
        case Role.HOSPITAL:
            return Audience("hospital", actor.hospital_id or actor.id)
        case Role.GUEST:
            return Audience("guest", actor.id)
    return Audience("person", actor.id)


SERVICE = Audience("service")
ADMINISTRATION = Audience("administration")


@dataclass(frozen=True, slots=True)
class Moment:
    """What the core is told of the outside while it decides: the time, the actor, the command's own id."""

    now_ms: int
    actor: Actor
    command_id: str
    made_at_ms: int

    def new_id(self, name: str) -> str:
        """An id that is the same when the same command is decided again."""
        return str(uuid5(UUID(self.command_id), name))


@dataclass(frozen=True, slots=True)
class Stamp:
    """What the journal knows of an event besides its body; ``evolve`` gets it with each event."""

    seq: int
    at_ms: int
    made_at_ms: int
    actor_id: str
    actor_name: str = ""


@dataclass(frozen=True, slots=True)
class Unique:
    """A rule that the database keeps: among rows whose ``where`` column is true, ``columns`` are unique."""

    name: str
    columns: tuple[str, ...]
    where: str
    code: str  # the refusal's code when the database says no


@dataclass(frozen=True)
class Aggregate:
    """One kind of thing: its state, how events change it, who is shown what of it.

    ``evolve``: a table from the event's type to ``(state | None, event, stamp) -> state``; a first event gets None.
    ``columns``: name → (type ``str``/``int``/``bool``, function of the state): only what rules and filters need.
    ``ordered``: columns that are read in their order together (``Reading.due``), the due one last: an index each.
    ``views``: for each audience that sees the thing, what it sees. ``live``: False once no screen shows it any more
    (it stays in the table and is found by questions).
    """

    kind: str
    state: type[msgspec.Struct]
    evolve: Mapping[type[Event], Callable[[Any, Any, Stamp], Any]]
    views: Callable[[Any], Mapping[Audience, View]]
    columns: Mapping[str, tuple[type, Callable[[Any], Any]]] = field(default_factory=dict)
    unique: tuple[Unique, ...] = ()
    ordered: tuple[tuple[str, ...], ...] = ()
    live: Callable[[Any], bool] = lambda state: True


class Reading(Protocol):
    """A consistent look at the state tables."""

    async def get(self, kind: str, id: str, state: type[State]) -> State:
        """The thing's state. Refuses ``not_found`` when there is none."""
        ...

    async def find(self, kind: str, state: type[State], *, limit: int = 1000, **columns: object) -> list[State]:
        """The things whose declared columns equal the given values (a list or tuple: any of them)."""
        ...

    async def due(
        self,
        kind: str,
        state: type[State],
        column: str,
        now_ms: int,
        *,
        order: Sequence[str] = (),
        limit: int = 1000,
        **columns: object,
    ) -> list[State]:
        """Of the things that ``find`` would find, those whose int ``column`` has come: the first ``limit`` by the
        columns of ``order``, then by when they came due, then by id."""
        ...

    async def version(self, kind: str, id: str) -> int:
        """The thing's version; 0 when there is none."""
        ...


class Desk(Reading, Protocol):
    """What a handler works at, inside the transaction: it reads, and it records events."""

    @property
    def moment(self) -> Moment: ...

    def record(self, *events: Event) -> None:
        """These happened. The frame evolves and saves what they touch, in this transaction; reads see it."""
        ...

    async def fetch(self, kind: str, ids: Collection[str], state: type[State]) -> list[State]:
        """Those of the things that there are, in the order asked, by one look; each is then at hand for ``get``."""
        ...

    async def number(self, name: str) -> int:
        """The next number that people say (1, 2, 3 …) of the named series, taken in the transaction."""
        ...


class Ask(Protocol):
    """Puts a question to whichever slice answers it."""

    async def __call__(self, question: Question) -> Any: ...


@dataclass(frozen=True)
class Handler:
    """One command: ``gather`` (optional) asks outside before the transaction, ``handle`` decides inside it.

    ``gather(command, moment, ask) -> facts``; ``handle(command, facts, desk) -> result`` where the result (a struct,
    dict, str, or None) goes back in the answer. Either may raise Refused.
    """

    command: type[Command]
    handle: Callable[[Any, Any, Desk], Awaitable[Any]]
    gather: Callable[[Any, Moment, Ask], Awaitable[Any]] | None = None


@dataclass(frozen=True, slots=True)
class Enquiry:
    """What an answering function gets beside the question."""

    reading: Reading
    actor: Actor
    now_ms: int
    ask: Ask


@dataclass(frozen=True)
class Answers:
    """One question and the one function that answers it: ``answer(question, enquiry)``.

    ``from_screens`` False keeps it inside the server.
    """

    question: type[Question]
    answer: Callable[[Any, Enquiry], Awaitable[Any]]
    from_screens: bool = False


class Screens(Protocol):
    """How a signal's receiver speaks to connected screens, past the journal."""

    def tell(self, audience: Audience, message: msgspec.Struct) -> None:
        """To every session of the audience, on this node and the others."""
        ...

    def tell_session(self, session_id: str, message: msgspec.Struct) -> None:
        """To one session, wherever it is connected."""
        ...


class Connections(Protocol):
    """Who is connected now, on this node and the others; a second late at most for the others."""

    def carried(self) -> Collection[str]:
        """The endpoints that a connected page has said it carries."""
        ...

    def connected(self, role: Role) -> Collection[str]:
        """The ids of the connected actors of that role."""
        ...


@dataclass(frozen=True)
class Heard:
    """One signal and what becomes of it: ``hear(signal, actor, session_id, now_ms)``."""

    signal: type[Signal]
    hear: Callable[[Any, Actor, str, int], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Happened:
    """A journal row as a reaction sees it."""

    event: Event
    event_id: str
    stamp: Stamp
    command_id: str


@dataclass(frozen=True)
class Reaction:
    """A consequence in another slice: reads the journal with its own cursor, answers with commands.

    ``react(happened, ask)`` gives commands or none; the n-th command's ``id`` is overwritten by the frame with
    ``uuid5(event id, name, n)``, so a second run is absorbed.
    """

    name: str
    events: tuple[type[Event], ...]
    react: Callable[[Happened, Ask], Awaitable[list[Command]]]


@dataclass(frozen=True)
class Timer:
    """A wish that the clock makes: when a ``kind``'s declared int column ``due`` is not None and has come, the frame
    submits ``fire(state)`` with an id made from kind, id and due time, so that it acts once (rule [R2]).
    """

    name: str
    kind: str
    state: type[msgspec.Struct]
    due: str
    fire: Callable[[Any], Command]


class Back(Protocol):
    """What a worker (an SMS sender, say) has of the frame. It runs on one node at a time, under a lease."""

    def now_ms(self) -> int: ...

    async def submit(self, command: Command, actor: Actor) -> Any:
        """The command's result; raises Refused as the handler did."""
        ...

    async def ask(self, question: Question, actor: Actor | None = None) -> Any: ...

    async def changed(self, kind: str, timeout_s: float) -> None:
        """Returns when a thing of the kind may have changed, or after the timeout."""
        ...

    def reading(self) -> Any:
        """``async with back.reading() as reading:`` a Reading."""
        ...


@dataclass(frozen=True)
class Worker:
    """Long-running work of a slice: ``run(back)`` runs until cancelled; the frame restarts it when it raises."""

    name: str
    run: Callable[[Back], Awaitable[None]]


@dataclass(frozen=True)
class Slice:
    """Everything one slice gives to the frame."""

    name: str
    aggregates: tuple[Aggregate, ...] = ()
    handlers: tuple[Handler, ...] = ()
    answers: tuple[Answers, ...] = ()
    signals: tuple[Heard, ...] = ()
    reactions: tuple[Reaction, ...] = ()
    timers: tuple[Timer, ...] = ()
    workers: tuple[Worker, ...] = ()


def consequence_id(event_id: str, rule: str) -> str:
    """The id of a command that follows from an event (rule [R1])."""
    return str(uuid5(UUID(event_id), rule))


def timer_id(name: str) -> str:
    """The id of a timer's command: the same timer fires once however often it is fired."""
    return str(uuid5(NAMESPACE_OID, name))
