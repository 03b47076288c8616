"""Tickets: the only implementation of one-time links and codes. 128 random bits, kept as their SHA-256, with purpose,
what they are about, expiry and uses left. A ticket answers; it does not read records."""

import hashlib
import secrets
from collections.abc import Callable, Sequence

from signaling.gathering import Gathering
from signaling.protocol.refusals import Code, Refused
from signaling.store.interface import Store, TicketRow

TICKET_BYTES = 16
MOST_KEPT_AT_ONCE = 50


class Tickets:
    """Issues tickets and takes them back."""

    def __init__(self, store: Store, now_ms: Callable[[], int]) -> None:
        self._store = store
        self._now_ms = now_ms
        self._keeping: Gathering[TicketRow, None] = Gathering(self._keep, at_most=MOST_KEPT_AT_ONCE)

    async def issue(self, *, purpose: str, about: str, holder: str = "", lives_ms: int, uses: int = 1) -> str:
        """The token, 22 characters base64url. It is known to nobody but its holder from here on."""
        token = secrets.token_urlsafe(TICKET_BYTES)
        row = TicketRow(
            hash=_hash(token), purpose=purpose, about=about, holder=holder, expires_ms=self._now_ms() + lives_ms,
            uses_left=uses,
        )  # fmt: skip
        await self._keeping.add(row)
        return token

    async def _keep(self, tickets: Sequence[TicketRow]) -> list[None]:
        await self._store.keep_tickets(tickets)
        return [None] * len(tickets)

    async def look(self, token: str, purpose: str) -> TicketRow:
        """What the ticket is for; uses nothing up. Refuses an unknown, used-up, expired or wrong one alike."""
        return self._good(await self._store.ticket(_hash(token)), purpose)

    async def take(self, token: str, purpose: str) -> TicketRow:
        """One use, atomically."""
        await self.look(token, purpose)
        taken = await self._store.use_ticket(_hash(token), self._now_ms())
        if taken is None:
            raise Refused(Code.TICKET_INVALID)
        return taken

    async def revoke(self, *, about: str) -> None:
        """Ends every ticket about the thing at once."""
        await self._store.revoke_tickets(about)

    def _good(self, ticket: TicketRow | None, purpose: str) -> TicketRow:
        if ticket is None or ticket.purpose != purpose or ticket.uses_left < 1:
            raise Refused(Code.TICKET_INVALID)
        if ticket.expires_ms <= self._now_ms():
            raise Refused(Code.TICKET_INVALID)
        return ticket


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
