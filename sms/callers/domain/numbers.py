"""Which telephone numbers an SMS can go to."""

from collections.abc import Sequence

from signaling.telephone_numbers import digits_of

FEWEST_DIGITS, MOST_DIGITS = 7, 15
"""A shorter number is one of the town's own; a longer one exists nowhere (ITU-T E.164)."""

NATIONAL_DIGITS = 9
"""A subscriber's number without the country, as callers say it."""

_WRITTEN_WITH = frozenset("+-() .")


class NotPrefixes(ValueError):
    """What is configured is no list of prefixes; the sentence says why."""


def prefixes(written: str) -> tuple[str, ...]:
    """``+99866 +99871`` as digits. Raises NotPrefixes."""
    found = written.split()
    for one in found:
        if not (one.isascii() and one.startswith("+") and one[1:].isdigit()):
            raise NotPrefixes(f"{one!r} is no prefix like +99866")
    return tuple(one[1:] for one in found)


def is_number(written: str) -> bool:
    """Whether it can be a telephone number, however it is grouped."""
    strange = [one for one in written if not (one.isascii() and one.isdigit()) and one not in _WRITTEN_WITH]
    digits = sum(one.isdigit() for one in written)
    return not strange and FEWEST_DIGITS <= digits <= MOST_DIGITS


def is_landline(number: str, landlines: Sequence[str]) -> bool:
    """Whether it begins with one of the prefixes. A number without its country is taken for one of each prefix's."""
    digits = digits_of(number)
    if len(digits) > NATIONAL_DIGITS:
        return digits.startswith(tuple(landlines))
    return any(len(one) > 3 and digits.startswith(one[3:]) and len(digits) == NATIONAL_DIGITS for one in landlines)
