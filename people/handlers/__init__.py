"""The commands of people: read, decide, record."""

from datetime import tzinfo

from people.handlers.accounts import ACCOUNTS
from people.handlers.duty import DUTY
from people.handlers.swaps import swaps_in
from signaling.slice import Handler


def handlers_in(zone: tzinfo) -> tuple[Handler, ...]:
    """All of them; weekly hours are read on the clock of ``zone``."""
    return (*ACCOUNTS, *DUTY, *swaps_in(zone))
