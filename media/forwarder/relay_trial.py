"""Whether a TURN server really relays: two allocations that send to each other, as two devices would."""

import asyncio
import contextlib
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlsplit

from aioice.stun import TransactionError
from aioice.turn import TurnTransport, create_turn_endpoint

WORD = b"tez yordam"
EVERY_S = 0.25
GIVE_BACK_S = 1.0


class NoRelay(Exception):
    """Why nothing was relayed. ``let_in``: credentials and allocation were good."""

    def __init__(self, why: str, *, let_in: bool) -> None:
        super().__init__(why)
        self.let_in = let_in


@dataclass(frozen=True, slots=True)
class Relay:
    """A TURN address as browsers take it, ``turn:relay.example:3478?transport=udp``, taken apart."""

    host: str
    port: int
    transport: str
    secure: bool


def relay_of(url: str) -> Relay:
    """Raises ValueError for what is no address of TURN."""
    scheme, _, rest = url.partition(":")
    if scheme not in {"turn", "turns"} or not rest:
        raise ValueError(f"{url} is no address of TURN")
    parts = urlsplit(f"//{rest}")
    secure = scheme == "turns"
    transport = parse_qs(parts.query).get("transport", ["tcp" if secure else "udp"])[0]
    if parts.hostname is None or transport not in {"udp", "tcp"}:
        raise ValueError(f"{url} is no address of TURN")
    return Relay(parts.hostname, parts.port or (5349 if secure else 3478), transport, secure)


class _Ear(asyncio.DatagramProtocol):
    def __init__(self) -> None:
        self.heard = asyncio.Event()
        self.lost = asyncio.Event()

    def connection_lost(self, error: Exception | None) -> None:
        self.lost.set()

    def datagram_received(self, data: bytes | str, addr: Any) -> None:
        if data == WORD:
            self.heard.set()


async def try_relay(relay: Relay, username: str, password: str, timeout_s: float = 6) -> None:
    """Returns when words came through both ways. Raises NoRelay."""
    made: list[tuple[TurnTransport, _Ear]] = []
    try:
        async with asyncio.timeout(timeout_s):
            for _ in range(2):
                made.append(await _allocate(relay, username, password))  # noqa: PERF401 - the first is closed if the next fails
            await _talk(*made)
    except TransactionError as error:
        raise NoRelay(f"it refuses: {error}", let_in=bool(made)) from error
    except TimeoutError as error:
        raise NoRelay("nothing comes through" if len(made) > 1 else "it does not answer", let_in=bool(made)) from error
    except OSError as error:
        raise NoRelay(error.strerror or str(error), let_in=False) from error
    finally:
        for transport, _ in made:
            transport.close()
        # The allocations are given back, which takes a trip; a relay that is silent by now is not waited for.
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(GIVE_BACK_S):
                for _, ear in made:
                    await ear.lost.wait()


async def _allocate(relay: Relay, username: str, password: str) -> tuple[TurnTransport, _Ear]:
    return await create_turn_endpoint(
        _Ear,
        (relay.host, relay.port),
        username,
        password,
        ssl=relay.secure,
        transport="tcp" if relay.secure else relay.transport,
    )


async def _talk(one: tuple[TurnTransport, _Ear], other: tuple[TurnTransport, _Ear]) -> None:
    """Each lets the other's relayed address in by sending to it, so the first words may be lost."""
    ears = asyncio.gather(one[1].heard.wait(), other[1].heard.wait())
    try:
        while not ears.done():
            one[0].sendto(WORD, other[0].get_extra_info("sockname"))
            other[0].sendto(WORD, one[0].get_extra_info("sockname"))
            await asyncio.wait([ears], timeout=EVERY_S)
    finally:
        ears.cancel()
        await asyncio.gather(ears, return_exceptions=True)  # or the loop complains of what nobody looked at
