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


Look = Callable[[Settings], Awaitable[Sequence[Finding]]]


def good(about: str, sentence: str) -> Finding:
    return Finding(about=about, state="good", sentence=sentence)


def unwise(about: str, sentence: str, remedy: str) -> Finding:
    return Finding(about=about, state="unwise", sentence=sentence, remedy=remedy)


def wrong(about: str, sentence: str, remedy: str) -> Finding:
    return Finding(about=about, state="wrong", sentence=sentence, remedy=remedy)
