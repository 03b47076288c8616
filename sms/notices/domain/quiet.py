"""Quiet hours: nothing that is not urgent rings by night. Read on the wall clock of the service's zone."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo

MINUTE_MS = 60_000
HOURS = re.compile(r"([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)")
LONGEST_MINUTES = 26 * 60
"""A night with a clock that is put back in it; quiet hours are shorter than a day."""


class NoQuietHours(ValueError):
    """The setting cannot be read; the sentence says what is meant."""


@dataclass(frozen=True, slots=True)
class QuietHours:
    """From ``begin`` until ``end`` (exclusive), minutes since midnight; ``begin`` after ``end`` spans midnight."""

    begin: int
    end: int
    zone: tzinfo

    @classmethod
    def read(cls, text: str, zone: tzinfo) -> "QuietHours | None":
        """``22:00-07:00``; an empty text: there are none. Raises NoQuietHours."""
        if not text.strip():
            return None
        match = HOURS.fullmatch(text.strip())
        if match is None:
            raise NoQuietHours(f"{text!r} are no hours: say 22:00-07:00, or nothing for none")
        begin, end = int(match[1]) * 60 + int(match[2]), int(match[3]) * 60 + int(match[4])
        if begin == end:
            raise NoQuietHours(f"{text!r} would be the whole day: nothing would ever be sent")
        return cls(begin, end, zone)

    def quiet(self, at_ms: int) -> bool:
        """Whether it is quiet at that instant."""
        minute = self._wall_minute(at_ms)
        if self.begin < self.end:
            return self.begin <= minute < self.end
        return minute >= self.begin or minute < self.end

    def over_at(self, at_ms: int) -> int:
        """The first whole minute at or after that instant that is not quiet."""
        return self._next(at_ms, quiet=False)

    def begins_at(self, at_ms: int) -> int:
        """The first whole minute at or after that instant that is quiet."""
        return self._next(at_ms, quiet=True)

    def _next(self, at_ms: int, *, quiet: bool) -> int:
        if self.quiet(at_ms) is quiet:
            return at_ms
        minute_ms = at_ms - at_ms % MINUTE_MS + MINUTE_MS
        edge = self.begin if quiet else self.end
        leap_ms = minute_ms + (edge - self._wall_minute(minute_ms)) % 1440 * MINUTE_MS
        if self._offset(at_ms) == self._offset(leap_ms):
            return leap_ms
        # The clock is put forward or back meanwhile: the edge may not exist, or come twice. Minute by minute is exact.
        for _ in range(LONGEST_MINUTES):
            if self.quiet(minute_ms) is quiet:
                return minute_ms
            minute_ms += MINUTE_MS
        return leap_ms

    def _wall_minute(self, at_ms: int) -> int:
        wall = self._wall(at_ms)
        return wall.hour * 60 + wall.minute

    def _offset(self, at_ms: int) -> timedelta | None:
        return self._wall(at_ms).utcoffset()

    def _wall(self, at_ms: int) -> datetime:
        return datetime.fromtimestamp(at_ms // 1000, UTC).astimezone(self.zone)
