"""What devices and media workers say to each other is carried between them, past the journal.

The state says who may: a device speaks for the endpoint by which its participant takes part, a worker's process for
rooms that are pinned to it, and both only in the conversation's present ``move``.
"""

from collections.abc import Awaitable, Callable
from typing import Protocol

import msgspec

from media.domain.decisions import party_of
from media.quality.gathering import Gathering
from media.signals import CARRIED, IGNORED, Ignored
from media.watch import Watch
from signaling.protocol.conversation_views import ConversationParties, Parties
from signaling.protocol.forwarding import (
    ForwardDownAnswer,
    ForwardDownOffer,
    ForwardFigures,
    ForwardRestart,
    ForwardUpAnswer,
    ForwardUpOffer,
    ForwardWant,
)
from signaling.protocol.negotiation import ConversationAway, ConversationHere
from signaling.slice import Actor, Ask, Audience, Heard, Role, Screens

FromDevice = ForwardUpOffer | ForwardDownAnswer | ForwardWant | ForwardRestart
ToDevice = ForwardUpAnswer | ForwardDownOffer


class _OfMove(Protocol):
    @property
    def conversation_id(self) -> str: ...

    @property
    def move(self) -> int: ...


Hear = Callable[[msgspec.Struct, Actor, str, int], Awaitable[None]]


class ForwardRelay:
    """``watch`` None: nobody is known to be away."""

    def __init__(self, screens: Screens, ask: Ask, watch: Watch | None, gathering: Gathering | None = None) -> None:
        self._screens = screens
        self._ask = ask
        self._watch = watch
        self._gathering = gathering

    async def hear_device(self, signal: FromDevice, actor: Actor, session_id: str, now_ms: int) -> None:
        """To the process that the conversation is pinned to, from the device that takes part in it."""
        parties = await self._parties(signal)
        own = (*_key(actor), signal.endpoint)
        if own not in parties.members:
            raise Ignored("old_device" if any(own[:2] == one[:2] for one in parties.members) else "not_a_side")
        if parties.worker_id is None:
            raise Ignored("no_worker")
        self._carry(Audience("worker", parties.worker_id), signal)

    async def hear_worker(self, signal: ToDevice, actor: Actor, session_id: str, now_ms: int) -> None:
        """To the device that it names, from the process that the conversation is pinned to."""
        parties = await self._from_worker(signal, actor)
        for relation, id, endpoint in parties.members:
            if endpoint == signal.to_endpoint:
                self._carry(Audience(relation, id), signal)
                return
        raise Ignored("old_device")

    async def hear_figures(self, signal: ForwardFigures, actor: Actor, session_id: str, now_ms: int) -> None:
        """To every device in the room."""
        parties = await self._from_worker(signal, actor)
        if self._gathering is not None:
            self._gathering.hear_figures(signal, actor.id, now_ms)
        for relation, id, endpoint in parties.members:
            if endpoint is not None:
                self._carry(Audience(relation, id), msgspec.structs.replace(signal, to_endpoint=endpoint))

    async def hear_here(self, signal: ConversationHere, actor: Actor, session_id: str, now_ms: int) -> None:
        """The frame has noted that the page carries the endpoint; the page is told who else is away."""
        away = self._watch.away(signal.conversation_id) if self._watch else []
        if away:
            parties: Parties | None = await self._ask(ConversationParties(conversation_id=signal.conversation_id))
            if parties is not None and (*_key(actor), signal.endpoint) in parties.members:
                told = ConversationAway(conversation_id=signal.conversation_id, away=away)
                self._screens.tell_session(session_id, told)

    def heard(self) -> tuple[Heard, ...]:
        """The words of devices, and those of workers."""
        from_device = (ForwardUpOffer, ForwardDownAnswer, ForwardWant, ForwardRestart)
        from_worker = (ForwardUpAnswer, ForwardDownOffer)
        return (
            *(Heard(word, _counted(self.hear_device)) for word in from_device),
            *(Heard(word, _counted(self.hear_worker)) for word in from_worker),
            Heard(ForwardFigures, _counted(self.hear_figures)),
            Heard(ConversationHere, self.hear_here),
        )

    async def _parties(self, signal: _OfMove) -> Parties:
        parties: Parties | None = await self._ask(ConversationParties(conversation_id=signal.conversation_id))
        if parties is None:
            raise Ignored("not_going_on")
        if parties.move != signal.move:
            raise Ignored("other_move")
        return parties

    async def _from_worker(self, signal: _OfMove, actor: Actor) -> Parties:
        parties = await self._parties(signal)
        if actor.role is not Role.WORKER or parties.worker_id != actor.id:
            raise Ignored("not_its_room")
        return parties

    def _carry(self, audience: Audience, message: msgspec.Struct) -> None:
        self._screens.tell(audience, message)
        CARRIED.labels(word=str(message.__struct_config__.tag)).inc()


def _key(actor: Actor) -> tuple[str, str]:
    party = party_of(actor)
    return party.relation, party.id


def _counted(hear: Callable[..., Awaitable[None]]) -> Hear:
    async def heard(signal: msgspec.Struct, actor: Actor, session_id: str, now_ms: int) -> None:
        try:
            await hear(signal, actor, session_id, now_ms)
        except Ignored as ignored:
            IGNORED.labels(why=str(ignored)).inc()

    return heard
