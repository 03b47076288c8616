"""``tez`` with short times, and with a mistake if one is named: the server that the crash campaign kills.

``python -m tests.sms.crash.serving serve --port N``; ``CRASH_MISTAKE`` names the mistake. Nothing of this is in the
product: its functions are replaced in this process alone, before it starts.
"""

import os
import sys
from collections.abc import Callable, Mapping
from typing import Any

from config import cli
from signaling import consequences
from signaling.consequences import Consequences
from signaling.journal import tag_of
from signaling.slice import Back, Reaction
from sms import sender, sending
from sms.domain import deliveries, pace, progress
from sms.domain.gateway import Later, Outcome, Unclear
from sms.sending import Sending

MISTAKE = "CRASH_MISTAKE"
LEASE_MS = 2_500


class Forgetful(set[str]):
    """What the sender remembers of its own doing is a convenience; here it remembers nothing, so that the fence alone
    keeps two of its own attempts apart."""

    def __contains__(self, each: object) -> bool:
        return False


def shorten() -> None:
    """Seconds instead of minutes, so that a campaign ends soon. The order of all times is as in the product."""
    sending.LEASE_MS, sending.SENDING_TAKES_MS = LEASE_MS, 1_000
    progress.LOOK_AFTER_MS = 400
    pace.FIRST_WAIT_MS, pace.LONGEST_WAIT_MS = 200, 1_000
    sender.IDLE_MS, sender.LOOK_AGAIN_MS = 300, 500
    consequences.LEASE_MS, consequences.RENEW_S, consequences.TICK_S = 1_500, 0.3, 0.1
    consequences.AGAIN_AFTER_MS = 500
    made = sender.Lane.__init__

    def forgetful(lane: sender.Lane, *given: Any) -> None:
        made(lane, *given)
        lane.sending = Forgetful()

    # A method is replaced on purpose: that is the mistake which the campaign has to find, or lays it bare.
    sender.Lane.__init__ = forgetful  # type: ignore[method-assign, assignment]


def resend_on_timeout() -> None:
    """Whatever was not answered is simply sent again."""
    settle = Sending._settle

    async def wrong(
        self: Sending, back: Back, delivery_id: str, attempt: int, outcome: Outcome, paid: int
    ) -> int | None:
        again = Later(outcome.code) if isinstance(outcome, Unclear) else outcome
        return await settle(self, back, delivery_id, attempt, again, paid)

    Sending._settle = wrong  # type: ignore[method-assign]  # the seeded mistake


def acknowledge_before_commit() -> None:
    """The journal's rows are ticked off before what follows from them is committed."""

    async def wrong(self: Consequences, reaction: Reaction, after: int) -> int:
        types = [tag_of(event) for event in reaction.events]
        async with self.bus.store.reading() as look:
            rows = await look.rows(after, consequences.READ_AT_ONCE, types)
        if rows:
            await self.bus.store.move_cursor(f"reaction:{reaction.name}", rows[-1].seq)
        for row in rows:
            await self._react(reaction, row)
            after = row.seq
        return after

    Consequences.catch_up = wrong  # type: ignore[method-assign]  # the seeded mistake


def lease_without_fence() -> None:
    """Whoever comes back from the gateway settles, however long the lease has been over."""

    def wrong(state: Any, attempt: int) -> None:
        """Lets everybody through."""

    deliveries._fence = wrong


MISTAKES: Mapping[str, Callable[[], None]] = {
    "resend_on_timeout": resend_on_timeout,
    "acknowledge_before_commit": acknowledge_before_commit,
    "lease_without_fence": lease_without_fence,
}

if __name__ == "__main__":
    shorten()
    if named := os.environ.get(MISTAKE):
        MISTAKES[named]()
    sys.exit(cli.main())
