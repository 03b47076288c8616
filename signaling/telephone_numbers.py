"""Telephone numbers, as far as two spellings of one number must be told to be the same."""

import re

_NO_DIGIT = re.compile(r"[^0-9]")


def digits_of(number: str) -> str:
    """``+998 90 123-45-67``, ``00998901234567`` and ``998901234567`` are one number. A sender that is a name (operators
    have such) is that name in small letters."""
    digits = _NO_DIGIT.sub("", number).removeprefix("00")
    return digits or number.strip().casefold()
