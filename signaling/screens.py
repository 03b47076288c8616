"""How the server speaks to screens past the journal, and who is connected: on this node and on the others."""

from collections.abc import Collection

import msgspec

from signaling.bell import Bell, Told
from signaling.hub import Hub, Screen
from signaling.journal import tag_of
from signaling.protocol.frames import Presence, PresenceItem
from signaling.slice import SERVICE, Actor, Audience, Role

PRESENCE = "@presence"
FORGOTTEN_AFTER_MS = 60_000
NODE_SILENT_MS = 15_000
ENDPOINTS_OF_A_PAGE = 16
SILENT_AFTER_MS = 8_000
"""A page says ``ping`` every 5 s, and more in a conversation. The transport notices a lost line after 20 s at best."""

_encode = msgspec.json.Encoder().encode


class _Here(msgspec.Struct, frozen=True):
    """What a node tells the others: who is connected to it, and the endpoints that their pages carry."""

    items: list[PresenceItem]
    carried: list[str]


class NodeScreens:
    """The Screens and Connections of slices, and the presence of everybody."""

    def __init__(self, hub: Hub, bell: Bell, node: str) -> None:
        self._hub = hub
        self._bell = bell
        self._node = node
        self._mine: dict[str, dict[str, PresenceItem]] = {}  # person or brigade → session → item
        self._left: dict[str, PresenceItem] = {}
        self._others: dict[str, tuple[int, _Here]] = {}
        self._carried: dict[str, set[str]] = {}  # session → endpoints
        self._spoke_ms: dict[str, int] = {}  # session → when it said something last; of those that have pinged alone
        self._silent: set[str] = set()
        self._stale = True

    def tell(self, audience: Audience, message: msgspec.Struct) -> None:
        self._tell(str(audience), "", message)

    def tell_session(self, session_id: str, message: msgspec.Struct) -> None:
        self._tell("", session_id, message)

    def _tell(self, audience: str, session: str, message: msgspec.Struct) -> None:
        encoded = _encode(message)
        latest_of = tag_of(type(message)) if getattr(message, "latest_wins", False) else None
        told = Told(self._node, audience, session, latest_of, msgspec.Raw(encoded))
        if not self._deliver(told, encoded):
            self._bell.tell(told)

    def _deliver(self, told: Told, message: bytes) -> bool:
        """True when nobody else can want it: the one session it is for is here."""
        if not told.session:
            self._hub.tell(told.audience, message, latest_of=told.latest_of)
            return False
        screen = self._hub.screens.get(told.session)
        if screen:
            screen.send(message, latest_of=told.latest_of)
        return screen is not None

    def hear(self, told: Told, now_ms: int) -> None:
        """A message from another node."""
        if told.node == self._node:
            return
        if told.audience == PRESENCE:
            self._others[told.node] = (now_ms, msgspec.json.decode(told.message, type=_Here))
            self._stale = True
        else:
            self._deliver(told, bytes(told.message))

    # -- presence ------------------------------------------------------------------------------------------------

    def came(self, screen: Screen, actor: Actor, now_ms: int) -> None:
        item = PresenceItem(id=actor.id, role=actor.role.value, connected=True, audible=False, since_ms=now_ms)
        self._mine.setdefault(actor.id, {})[screen.id] = item
        self._left.pop(actor.id, None)
        self._stale = True

    def went(self, screen: Screen, actor: Actor, now_ms: int) -> None:
        self._carried.pop(screen.id, None)
        self._spoke_ms.pop(screen.id, None)
        self._silent.discard(screen.id)
        sessions = self._mine.get(actor.id, {})
        item = sessions.pop(screen.id, None)
        if item and not sessions:
            self._mine.pop(actor.id, None)
            self._left[actor.id] = msgspec.structs.replace(item, connected=False, audible=False, since_ms=now_ms)
        self._stale = True

    def carries(self, session_id: str, endpoint: str) -> None:
        """A page speaks in the name of that endpoint."""
        endpoints = self._carried.setdefault(session_id, set())
        if endpoint not in endpoints and len(endpoints) < ENDPOINTS_OF_A_PAGE:
            endpoints.add(endpoint)
            self._stale = True

    def spoke(self, session_id: str, now_ms: int, *, pinged: bool) -> None:
        """Something came from there. Who has pinged once is known to do so, and may be missed; others may be silent."""
        if pinged or session_id in self._spoke_ms:
            self._spoke_ms[session_id] = now_ms
        if session_id in self._silent:
            self._silent.discard(session_id)
            self._stale = True

    def carried(self) -> Collection[str]:
        """The endpoints of pages that are connected and not silent."""
        return self._carried_here().union(*(here.carried for _, here in self._others.values()))

    def _carried_here(self) -> set[str]:
        return {one for id, endpoints in self._carried.items() if id not in self._silent for one in endpoints}

    def _notice_silence(self, now_ms: int) -> None:
        silent = {id for id, at_ms in self._spoke_ms.items() if now_ms - at_ms >= SILENT_AFTER_MS}
        if not silent <= self._silent:
            self._stale = True
        self._silent = silent

    def connected(self, role: Role) -> Collection[str]:
        items = [*self._items(), *(item for _, here in self._others.values() for item in here.items)]
        return {item.id for item in items if item.connected and item.role == role.value}

    def heard(self, session_id: str, actor: Actor, audible: bool) -> None:
        """A page says whether it may make a sound."""
        sessions = self._mine.get(actor.id, {})
        if session_id in sessions:
            sessions[session_id] = msgspec.structs.replace(sessions[session_id], audible=audible)
            self._stale = True

    def everybody(self, now_ms: int) -> Presence:
        """One item for each person or brigade: connected anywhere, audible anywhere."""
        found: dict[str, PresenceItem] = dict(self._left)
        fresh = [here for at_ms, here in self._others.values() if now_ms - at_ms < NODE_SILENT_MS]
        others = [item for here in fresh for item in here.items]
        for item in [*self._items(), *others]:
            old = found.get(item.id)
            if old and old.connected and not item.connected:
                continue
            audible = item.audible or bool(old and old.connected and old.audible)
            found[item.id] = msgspec.structs.replace(item, audible=audible)
        return Presence(items=[found[id] for id in sorted(found) if found[id].role != Role.WORKER.value])

    def _items(self) -> list[PresenceItem]:
        return [item for sessions in self._mine.values() for item in sessions.values()]

    def tick(self, now_ms: int) -> None:
        """Once a second: notices who is silent, and tells the service's screens and the other nodes what changed."""
        self._notice_silence(now_ms)
        gone = [id for id, item in self._left.items() if now_ms - item.since_ms > FORGOTTEN_AFTER_MS]
        for id in gone:
            del self._left[id]
        # A node that was started again has another name.
        self._others = {node: told for node, told in self._others.items() if now_ms - told[0] < NODE_SILENT_MS}
        if not self._stale and not gone and now_ms % 5_000 >= 1_000:
            return
        mine = _encode(_Here([*self._left.values(), *self._items()], sorted(self._carried_here())))
        self._bell.tell(Told(self._node, PRESENCE, "", None, msgspec.Raw(mine)))
        if self._stale or gone or self._others:
            self._hub.tell(str(SERVICE), _encode(self.everybody(now_ms)), latest_of="presence")
        self._stale = False
