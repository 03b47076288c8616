"""Arithmetic of RTP's numbers, which wrap: sequence numbers at 16 bits, timestamps at 32 (RFC 3550)."""

SEQUENCE_MASK = 0xFFFF
TIMESTAMP_MASK = 0xFFFFFFFF
HALF = 0x8000


def ahead(later: int, earlier: int) -> int:
    """How many numbers ``later`` is ahead of ``earlier``; negative when it is behind. Both are of 16 bits."""
    distance = (later - earlier) & SEQUENCE_MASK
    return distance if distance < HALF else distance - 0x10000


def timestamp_ahead(later: int, earlier: int) -> int:
    """The same for timestamps of 32 bits."""
    distance = (later - earlier) & TIMESTAMP_MASK
    return distance if distance < 0x80000000 else distance - 0x100000000


class Unwrapped:
    """Counts on where 16 bits begin anew: feeds of 65534, 65535, 0 become 65534, 65535, 65536."""

    __slots__ = ("highest",)

    def __init__(self) -> None:
        self.highest: int | None = None

    def of(self, number: int) -> int:
        """The whole number that is nearest to the highest so far."""
        if self.highest is None:
            self.highest = number
            return number
        whole = self.highest + ahead(number, self.highest & SEQUENCE_MASK)
        self.highest = max(self.highest, whole)
        return whole
