"""Two gateways behind one: messages go to the second while the first one's breaker is open.

Which one is asked stands in the claim. A message whose fate is unknown is looked for where it was given, and never
given to the other before that.
"""

from collections.abc import Callable, Mapping

import structlog
from prometheus_client import Gauge

from sms.domain.breaker import Breaker, State, heard, may_use, used, verdict
from sms.domain.gateway import CannotLook, Gateway, Later, Message, Never, Outcome, Sought

log = structlog.get_logger("sms.gateway")

STATE = Gauge("tez_gateway_state", "A gateway's breaker: 0 closed, 1 half open, 2 open", ["gateway"])
SHOWN: Mapping[State, int] = {"closed": 0, "half_open": 1, "open": 2}


class FallingBack:
    """``gateways`` by their names, the first one preferred. ``now_ms`` is the clock of the breakers."""

    def __init__(self, gateways: Mapping[str, Gateway], now_ms: Callable[[], int]) -> None:
        self._gateways = dict(gateways)
        self._now_ms = now_ms
        self._breakers = {name: Breaker() for name in gateways}
        self.per_second = min(gateway.per_second for gateway in gateways.values())
        for name in gateways:
            STATE.labels(name).set(0)

    def choose(self) -> str:
        """The first whose breaker lets a message through. A choice that is a trial is the only one until it is
        answered."""
        now_ms = self._now_ms()
        for name, breaker in self._breakers.items():
            if may_use(breaker, now_ms):
                self._becomes(name, used(breaker, now_ms))
                return name
        return ""

    def gateways(self) -> list[Gateway]:
        """The ones behind it."""
        return list(self._gateways.values())

    def breaker(self, name: str) -> Breaker:
        return self._breakers[name]

    async def send(self, message: Message) -> Outcome:
        gateway = self._gateways.get(message.gateway)
        if gateway is None:
            soonest = min(breaker.until_ms for breaker in self._breakers.values())
            return Later("breaker_open", max(0, soonest - self._now_ms()))
        outcome = await gateway.send(message)
        before = self._breakers[message.gateway]
        self._becomes(message.gateway, heard(before, verdict(outcome), self._now_ms()))
        match outcome:
            case Never(code, "configuration"):
                return Later(code)  # this account cannot: surely not taken, and the other one may
        return outcome

    async def find(self, sought: Sought) -> str | None:
        """Where it was given; of an attempt that names nobody, everywhere. What each can prove stands in its file."""
        asked = self._gateways.get(sought.gateway)
        for gateway in [asked] if asked else self._gateways.values():
            if (sid := await gateway.find(sought)) is not None:
                return sid
        if asked is None and sought.gateway:
            raise CannotLook(f"{sought.gateway} is not configured any more")
        return None

    async def close(self) -> None:
        for gateway in self._gateways.values():
            await gateway.close()

    def _becomes(self, name: str, breaker: Breaker) -> None:
        before, self._breakers[name] = self._breakers[name], breaker
        if breaker.state != before.state:
            STATE.labels(name).set(SHOWN[breaker.state])
            log.warning("gateway_breaker", gateway=name, state=breaker.state, rest_ms=breaker.rest_ms)
