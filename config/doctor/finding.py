"""What a look finds."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Literal

import msgspec

from config.settings import Settings

State = Literal["good", "unwise", "wrong"]


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that was looked at. ``remedy``: what to do; empty when there is nothing to be done."""

    about: str
    state: State
    sentence: str
    remedy: str = ""


DAYS_LEFT = 21
DAYS_LAST = 3
"""A certificate is renewed a month before its end by those who give them away: with three weeks left something is
broken, with three days left it has to be mended by hand."""

Look = Callable[[Settings], Awaitable[Sequence[Finding]]]


def good(about: str, sentence: str) -> Finding:
    return Finding(about=about, state="good", sentence=sentence)


def unwise(about: str, sentence: str, remedy: str) -> Finding:
    return Finding(about=about, state="unwise", sentence=sentence, remedy=remedy)


def wrong(about: str, sentence: str, remedy: str) -> Finding:
    return Finding(about=about, state="wrong", sentence=sentence, remedy=remedy)


def days_left(days: int, remedy: str) -> Finding:
    """Of a certificate."""
    sentence = f"The certificate is good for {days} more days."
    if days < DAYS_LEFT:
        return (wrong if days < DAYS_LAST else unwise)("certificate", sentence, remedy)
    return good("certificate", sentence)
