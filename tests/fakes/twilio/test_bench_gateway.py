"""The benches' gateway, held to Twilio's own description like the tests' own."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from bench import gateway
from sms.adapters.twilio import TwilioGateway
from sms.domain.gateway import Later, Sought, Taken
from tests.fakes.twilio.test_contract import MESSAGE, Proxy, proxy

__all__ = ["proxy"]
pytestmark = [pytest.mark.outside_data, pytest.mark.timeout(180)]


@asynccontextmanager
async def between(proxy: Proxy, per_second: float) -> AsyncIterator[tuple[gateway.Gateway, TwilioGateway]]:
    plan = gateway.Plan(per_second=per_second, errors=0, callbacks=False, port=proxy.upstream_port)
    outside = gateway.Gateway(plan)
    runner, _ = await outside.start()
    ours = TwilioGateway(account_sid=gateway.ACCOUNT, auth_token=gateway.TOKEN, sender="Tez", base_url=proxy.url)
    try:
        yield outside, ours
    finally:
        await ours.close()
        await runner.cleanup()


async def test_what_it_takes_and_lists_is_as_described(proxy: Proxy) -> None:
    async with between(proxy, per_second=50) as (outside, ours):
        outcome = await ours.send(MESSAGE)
        [taken] = outside.ledger().taken
        assert outcome == Taken(taken.sid)
        assert outside.ledger().first_ms.keys() == {taken.delivery_id} == {MESSAGE.delivery_id}
        sought = Sought(to=MESSAGE.to, code=MESSAGE.code, since_ms=taken.at_ms)
        assert await ours.find(sought) == taken.sid


async def test_what_comes_too_fast_is_refused_as_described(proxy: Proxy) -> None:
    async with between(proxy, per_second=0) as (outside, ours):
        assert await ours.send(MESSAGE) == Later("20429", 1_000)
        assert outside.ledger().taken == []
