"""One-time pairing codes: how long they live, how they are kept, how often one may guess."""

import hashlib
import hmac

OFFER_LIVES_MS = 10 * 60_000
GUESSES_ALLOWED = 20
"""Wrong codes while an offer stands, from all addresses together: 20 in a million is what a guesser may hope for.
A typing error counts against every open offer, because it does not say which one was meant."""


def code_hash(salt: str, code: str) -> str:
    """What is kept of a code. Six digits are soon guessed from it, but not before the code itself has ended."""
    return hashlib.sha256(f"{salt}:{code}".encode()).hexdigest()


def is_code(salt: str, kept_hash: str, code: str) -> bool:
    """Compared in constant time, so that the answer's delay tells nothing."""
    return hmac.compare_digest(code_hash(salt, code), kept_hash)
