"""The benches' gateway, held to Twilio's own description like the tests' own."""

from contextlib import AsyncExitStack

import pytest

from bench import gateway
from sms.adapters.twilio import TwilioGateway
from sms.domain.gateway import Later, Message, Sought, Taken
from tests.fakes.twilio.test_contract import MESSAGE, Proxy, proxy

__all__ = ["proxy"]
pytestmark = [pytest.mark.outside_data, pytest.mark.timeout(180)]


async def test_what_it_takes_lists_and_refuses_is_as_described(proxy: Proxy) -> None:
    async with AsyncExitStack() as stack:
        plan = gateway.Plan(per_second=1, errors=0, callbacks=False, port=proxy.upstream_port)
        outside = gateway.Gateway(plan)
        runner, _ = await outside.start()
        stack.push_async_callback(runner.cleanup)
        ours = TwilioGateway(
            account_sid=gateway.ACCOUNT, auth_token=gateway.TOKEN, sender="TezYordam", base_url=proxy.url
        )
        stack.push_async_callback(ours.close)
        outcome = await ours.send(MESSAGE)
        [taken] = outside.ledger().taken
        assert outcome == Taken(taken.sid)
        assert outside.ledger().first_ms.keys() == {MESSAGE.code}
        sought = Sought(to=MESSAGE.to, code=MESSAGE.code, since_ms=taken.at_ms)
        assert await ours.find(sought) == taken.sid
        assert await ours.send(another()) == Later("20429", 1_000)


def another() -> Message:
    return Message(
        delivery_id="0200", attempt=1, to=MESSAGE.to, body=MESSAGE.body, code=MESSAGE.code, valid_s=60,
        status_callback=MESSAGE.status_callback,
    )  # fmt: skip
