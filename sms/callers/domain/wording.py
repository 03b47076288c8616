"""What callers and relatives read. Nobody's name, no reason, and never where the incident is: a relative learns the
hospital, a caller the time."""

from collections.abc import Sequence

from signaling.protocol.coming import ComingSays
from signaling.protocol.relatives import RelativeSays
from sms.beside.domain.latin import latin
from sms.domain.segments import is_gsm_7, plain, segments
from sms.domain.wording import LONGEST, Say

SHORT_NAME = 32
"""Letters of a hospital's name that still tell it from others."""


def coming_text(says: ComingSays, at: str, *, language: str, link: str, code: str, say: Say) -> str:
    """``at``: the time as the service's clock shows it, or empty; ``link``: to the page that the caller has already,
    or empty. The time is never left out for want of room; the link is, and that they should call again."""
    main = say(language, f"{says}-at", at=at) if at else say(language, says)
    again = say(language, "call-again")
    way = say(language, "show-us", link=link) if link else ""
    return _fitting([(main, again, way), (main, way), (main, again), (main,)], language, code, say)


def relative_text(says: RelativeSays, hospital: str, telephone: str, *, language: str, code: str, say: Say) -> str:
    """``telephone``: the hospital's, or empty."""
    name = _in_its_letters(hospital, language)
    main = say(language, says, hospital=name)
    short = say(language, says, hospital=name[:SHORT_NAME].rstrip(" ,.-"))
    ask = say(language, "ask-there", telephone=plain(telephone)) if telephone else ""
    return _fitting([(main, ask), (short, ask), (main,), (short,)], language, code, say)


def _fitting(choices: Sequence[Sequence[str]], language: str, code: str, say: Say) -> str:
    """The first that has at most two segments."""
    text = ""
    for parts in choices:
        text = plain(" ".join([*(part for part in parts if part), say(language, "code", code=code)]))
        if segments(text) <= LONGEST:
            break
    return text


def _in_its_letters(name: str, language: str) -> str:
    """As it stands in Russian; elsewhere in letters of GSM-7 where there are some for it."""
    if language == "ru":
        return name
    written = latin(name)
    return written if is_gsm_7(written) else name
