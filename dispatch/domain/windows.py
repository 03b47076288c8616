"""Who may still see a thing, and until when.

A view must be a function of the state alone, so the end of a right is not looked up on a clock: it stands in the
state, a timer comes when it is due, and the event that it makes takes it away.
"""

from collections.abc import Iterable

import msgspec

from signaling.slice import SERVICE, Audience

HOUR_MS = 3_600_000
SERVICE_AFTER_END_MS = HOUR_MS  # older ones are found by asking: a city has 4,000 a day
BRIGADE_AFTER_END_MS = 12 * HOUR_MS
HOSPITAL_AFTER_HANDOVER_MS = 24 * HOUR_MS


class Window(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """``relation`` and ``id`` see it because of ``assignment_id`` ("" for the service), until ``until_ms``."""

    relation: str
    id: str = ""
    assignment_id: str = ""
    until_ms: int | None = None


Windows = tuple[Window, ...]
FOR_SERVICE = Window(relation="service")


def open_window(windows: Windows, relation: str, id: str, assignment_id: str) -> Windows:
    """From now on, until it is limited."""
    rest = close_window(windows, relation, assignment_id)
    return (*rest, Window(relation=relation, id=id, assignment_id=assignment_id))


def past(windows: Windows, relation: str, id: str, assignment_id: str, until_ms: int) -> Windows:
    """For what was over before it was entered: a right that has its end from the beginning."""
    return limit_window(open_window(windows, relation, id, assignment_id), relation, assignment_id, until_ms)


def limit_window(windows: Windows, relation: str, assignment_id: str, until_ms: int) -> Windows:
    """The right of this relation, for this assignment, ends then."""
    return tuple(
        msgspec.structs.replace(window, until_ms=until_ms) if _is(window, relation, assignment_id) else window
        for window in windows
    )


def close_window(windows: Windows, relation: str, assignment_id: str) -> Windows:
    """The right of this relation, for this assignment, ends at once."""
    return tuple(window for window in windows if not _is(window, relation, assignment_id))


def close_unlimited(windows: Windows, relation: str, assignment_id: str) -> Windows:
    """As close_window, but a right that already has its end keeps it (the patient was handed over before)."""
    return tuple(
        window for window in windows if window.until_ms is not None or not _is(window, relation, assignment_id)
    )


def after(windows: Windows, ended_at_ms: int) -> Windows:
    """What is left when everything due by then is over."""
    return tuple(window for window in windows if window.until_ms is None or window.until_ms > ended_at_ms)


def next_end(windows: Windows) -> int | None:
    """When the clock has to come next; None: nothing is limited."""
    return min((window.until_ms for window in windows if window.until_ms is not None), default=None)


def audiences(windows: Iterable[Window]) -> list[Audience]:
    """Everybody who sees it, each once."""
    seen = (SERVICE if window.relation == "service" else Audience(window.relation, window.id) for window in windows)
    return list(dict.fromkeys(seen))


def _is(window: Window, relation: str, assignment_id: str) -> bool:
    return window.relation == relation and window.assignment_id == assignment_id
