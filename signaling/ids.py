"""Ids that clients and servers make: UUIDv7, so that they sort by the time they were made."""

import secrets
import uuid


def new_id(now_ms: int) -> str:
    """A UUIDv7 (RFC 9562, 5.7) for the given wall clock, as text."""
    value = (now_ms & ((1 << 48) - 1)) << 80
    value |= 0x7 << 76 | secrets.randbits(12) << 64
    value |= 0b10 << 62 | secrets.randbits(62)
    return str(uuid.UUID(int=value))
