"""The forwarder's side of ICE: a *lite* agent (RFC 8445 §2.5), which only answers checks.

The forwarder's address is reachable, so the other end alone decides which path is used, and may change it whenever its
network changes. Nothing has to be gathered, paired or paced here; a restart is new credentials and nothing else.
"""

import asyncio
import secrets
import socket
from collections.abc import Callable

from aioice import stun

from media.forwarder.sockets import Address, Sockets

CONSENT_S = 30.0
"""RFC 7675: without a sign from the other end for so long nothing is sent to it."""

FORGET_S = 150.0
"""A conversation may be resumed within 120 s; a path that was silent for longer is given up."""

PROBE_EVERY_S = 2.0
OTHER_MEDIA_S = 1.0
OTHER_CHECK_S = 6.0
MOST_PATHS = 16
MOST_PROBES = 8
PRIORITY = (110 << 24) | (65535 << 8) | 255
Clock = Callable[[], float]


class ProvenPath:
    """An address from which a check with our password came. ``heard_s``: when it last proved alive."""

    __slots__ = ("address", "agent", "heard_s", "socket")

    def __init__(self, agent: "Agent", one: socket.socket, address: Address) -> None:
        self.agent = agent
        self.socket = one
        self.address = address
        self.heard_s = 0.0

    def media(self, data: bytes) -> None:
        self.agent.on_media(data, self)

    def handshake(self, data: bytes) -> None:
        self.agent.handshakes.put_nowait(data)


class Agent:
    """One connection's credentials and paths. ``on_media`` is called with each protected packet."""

    role = "controlled"

    def __init__(self, checks: "Checks") -> None:
        self._checks = checks
        self._paths: list[ProvenPath] = []
        self._probes: dict[bytes, float] = {}
        self._probed_s = 0.0
        self._former: str | None = None
        self.user, self.password = "", ""
        self.remote_user, self.remote_password = "", ""
        self.path: ProvenPath | None = None
        self.selected = asyncio.Event()
        self.handshakes: asyncio.Queue[bytes | None] = asyncio.Queue()
        self.on_media = _dropped
        self.paused = False
        self.closed = False
        self.round_trip_s: float | None = None
        self.unsent = 0
        self.renew()

    def renew(self) -> None:
        """New credentials. The ones before stay valid, or what is under way would be turned away."""
        if self._former is not None:
            self._checks.forget(self._former)
        self._former = self.user or None
        self.user, self.password = secrets.token_hex(4), secrets.token_hex(16)
        self._checks.expect(self)

    def meet(self, user: str, password: str) -> bool:
        """The other end's credentials; whether they are new ones after earlier ones."""
        again = bool(self.remote_user) and (user, password) != (self.remote_user, self.remote_password)
        self.remote_user, self.remote_password = user, password
        return again

    @property
    def heard_s(self) -> float | None:
        return max((path.heard_s for path in self._paths), default=None)

    def proven(self, one: socket.socket, address: Address, nominated: bool, now_s: float) -> None:
        """A check of the other end came from here, signed with our password."""
        path = next((known for known in self._paths if known.address == address and known.socket is one), None)
        if path is None:
            path = ProvenPath(self, one, address)
            self._paths.append(path)
            if len(self._paths) > MOST_PATHS:
                others = (known for known in self._paths if known is not self.path and known is not path)
                oldest = min(others, key=lambda known: known.heard_s)
                self._paths.remove(oldest)
                self._checks.unbind(oldest)
        path.heard_s = now_s
        self._checks.bind(path)
        if self.path is None or nominated or now_s - self.path.heard_s > OTHER_CHECK_S:
            self._select(path)

    def heard(self, path: ProvenPath, now_s: float) -> None:
        """A valid packet of media or control came on this path."""
        path.heard_s = now_s
        if path is not self.path and self.path is not None and now_s - self.path.heard_s > OTHER_MEDIA_S:
            self._select(path)
        self.paused = False

    def _select(self, path: ProvenPath) -> None:
        self.path = path
        self.paused = False
        self.selected.set()

    def send(self, data: bytes) -> None:
        """Sends at once or not at all: what a full socket cannot take now would come too late."""
        path = self.path
        if path is None or self.paused:
            return
        try:
            path.socket.sendto(data, path.address)
        except OSError:
            self.unsent += 1

    def tick(self, now_s: float) -> bool:
        """Once a second. False when the connection is to be given up."""
        heard_s = self.heard_s
        if heard_s is None or self.path is None:
            return True
        self.paused = now_s - heard_s > CONSENT_S
        if now_s - self._probed_s >= PROBE_EVERY_S and self.remote_password:
            self._probe(now_s)
        return now_s - heard_s <= FORGET_S

    def _probe(self, now_s: float) -> None:
        """A check of ours measures the round trip and keeps a translated address open."""
        self._probed_s = now_s
        request = stun.Message(stun.Method.BINDING, stun.Class.REQUEST)
        request.attributes["USERNAME"] = f"{self.remote_user}:{self.user}"
        request.attributes["PRIORITY"] = PRIORITY
        request.attributes["ICE-CONTROLLED"] = 1
        request.add_message_integrity(self.remote_password.encode())
        self._probes[request.transaction_id] = now_s
        while len(self._probes) > MOST_PROBES:
            self._probes.pop(next(iter(self._probes)))
        self._checks.probing(request.transaction_id, self)
        assert self.path is not None
        try:
            self.path.socket.sendto(bytes(request), self.path.address)
        except OSError:
            self.unsent += 1

    def probed(self, message: stun.Message, path: ProvenPath | None, now_s: float) -> None:
        """The answer to a probe."""
        sent_s = self._probes.pop(message.transaction_id, None)
        if sent_s is None or not message.check_message_integrity(self.remote_password.encode()):
            return
        took_s = now_s - sent_s
        self.round_trip_s = took_s if self.round_trip_s is None else 0.7 * self.round_trip_s + 0.3 * took_s
        if path is not None:
            self.heard(path, now_s)

    def close(self) -> None:
        """Whoever waits for a handshake's packet is told."""
        if self.closed:
            return
        self.closed = True
        for user in (self.user, self._former):
            if user:
                self._checks.forget(user)
        for path in self._paths:
            self._checks.unbind(path)
        self.path = None
        self.on_media = _dropped
        self.handshakes.put_nowait(None)
        self.selected.set()

    # aiortc's DTLS reads and writes through these two names.
    async def _recv(self) -> bytes:
        data = await self.handshakes.get()
        if data is None or self.closed:
            raise ConnectionError("The connection is closed.")
        return data

    async def _send(self, data: bytes) -> None:
        if self.closed:
            raise ConnectionError("The connection is closed.")
        self.send(data)


def _dropped(data: bytes, path: ProvenPath) -> None:
    """Media before the keys are known."""


class Checks:
    """Answers every check that comes to the forwarder's sockets, and finds whose it is."""

    def __init__(self, clock: Clock) -> None:
        self._now_s = clock
        self._agents: dict[str, tuple[Agent, str]] = {}
        self._probing: dict[bytes, Agent] = {}
        self.sockets: Sockets | None = None

    def expect(self, agent: Agent) -> None:
        self._agents[agent.user] = (agent, agent.password)

    def forget(self, user: str) -> None:
        self._agents.pop(user, None)

    def probing(self, transaction: bytes, agent: Agent) -> None:
        self._probing[transaction] = agent
        while len(self._probing) > MOST_PROBES * max(1, len(self._agents)):
            self._probing.pop(next(iter(self._probing)))

    def bind(self, path: ProvenPath) -> None:
        assert self.sockets is not None
        self.sockets.paths[path.address] = path

    def unbind(self, path: ProvenPath) -> None:
        assert self.sockets is not None
        if self.sockets.paths.get(path.address) is path:
            del self.sockets.paths[path.address]

    def take(self, data: bytes, one: socket.socket, address: Address) -> None:
        """One STUN message; what cannot be read or is not signed gets no answer."""
        try:
            message = stun.parse_message(data)
        except (ValueError, IndexError, KeyError, OSError):
            return
        except Exception:  # noqa: BLE001 - struct.error and whatever else a stranger's bytes provoke in the parser
            return
        if message.message_method != stun.Method.BINDING:
            return
        if message.message_class == stun.Class.REQUEST:
            self._request(message, one, address)
        elif message.message_class == stun.Class.RESPONSE:
            agent = self._probing.pop(message.transaction_id, None)
            path = self.sockets.paths.get(address) if self.sockets else None
            if agent is not None:
                agent.probed(message, path if isinstance(path, ProvenPath) else None, self._now_s())

    def _request(self, message: stun.Message, one: socket.socket, address: Address) -> None:
        user = str(message.attributes.get("USERNAME", "")).partition(":")[0]
        known = self._agents.get(user)
        if known is None or not message.check_message_integrity(known[1].encode()):
            return
        agent, password = known
        conflict = "ICE-CONTROLLED" in message.attributes
        kind = stun.Class.ERROR if conflict else stun.Class.RESPONSE
        answer = stun.Message(stun.Method.BINDING, kind, transaction_id=message.transaction_id)
        if conflict:
            # We are lite: the other end has to lead (RFC 8445 §7.3.1.1).
            answer.attributes["ERROR-CODE"] = (487, "Role Conflict")
        else:
            answer.attributes["XOR-MAPPED-ADDRESS"] = (address[0], address[1])
        answer.add_message_integrity(password.encode())
        try:
            one.sendto(bytes(answer), address)
        except OSError:
            agent.unsent += 1
        if not conflict:
            agent.proven(one, address, "USE-CANDIDATE" in message.attributes, self._now_s())
