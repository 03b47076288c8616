"""iCalendar (RFC 5545) in and out: the one place that imports ``icalendar`` and ``dateutil``."""

from people.adapters.calendar.consults import consult_entries
from people.adapters.calendar.entry import entry
from people.adapters.calendar.reading import NoCalendar, read
from people.adapters.calendar.writing import written

MOST_BYTES = 1024 * 1024

__all__ = ["MOST_BYTES", "NoCalendar", "consult_entries", "entry", "read", "written"]
