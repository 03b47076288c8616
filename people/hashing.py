"""argon2id, in threads: one hash takes tens of milliseconds, in which the event loop must go on."""

import asyncio

import argon2

# OWASP's least parameters: 19 MiB, two passes, one lane.
_HASHER = argon2.PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)

# Verified when the name is unknown, so that the answer takes as long as for a known one. Of a password that nobody has
# kept; to hash one at each start would take as long as a sign-in.
_NOBODYS = "$argon2id$v=19$m=19456,t=2,p=1$0m8M1jbDmhFyE6nl2kqQlQ$XKz9Qar3m8ZX3itVgLBRXtbAm7Le00sn2aV0ZHZIELw"

# Each hash holds 19 MiB and a core: a flood of sign-ins waits here and not in the thread pool that others share.
_AT_ONCE = 2


class Hashing:
    """Hashes and verifies passwords, a few at a time."""

    def __init__(self) -> None:
        self._turn = asyncio.Semaphore(_AT_ONCE)

    async def hash(self, password: str) -> str:
        """The hash with its salt and parameters, as argon2 writes it."""
        async with self._turn:
            return await asyncio.to_thread(_HASHER.hash, password)

    async def verify(self, password_hash: str | None, password: str) -> bool:
        """Whether the password is the one; with no hash False, after the same time."""
        async with self._turn:
            right = await asyncio.to_thread(_verify, password_hash or _NOBODYS, password)
        return right and password_hash is not None


def _verify(password_hash: str, password: str) -> bool:
    try:
        return _HASHER.verify(password_hash, password)
    except (argon2.exceptions.VerificationError, argon2.exceptions.InvalidHashError):
        return False
