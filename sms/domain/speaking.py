"""What a call says, phrase by phrase: what for, how urgent, which incident, which keys. Nobody's name, no address.

A phrase has a name because Uzbek is played from sound files of these names: no service that speaks knows Uzbek.
"""

from dataclasses import dataclass
from typing import Literal, get_args

from signaling.protocol.deliveries import Urgency
from signaling.protocol.people import Specialty
from sms.domain.alerts import Alert
from sms.domain.segments import plain
from sms.domain.wording import Say

DIGITS = "0123456789"
OTHER = "other"

Reply = Literal["accepted", "declined", "covered", "expired", "wrong_key", "goodbye"]


@dataclass(frozen=True, slots=True)
class Phrase:
    """``name`` is the sound file's, without its ending."""

    name: str
    text: str


def question(alert: Alert, language: str, say: Say) -> list[Phrase]:
    """What the call says before it waits for a key."""
    specialty = alert.specialty if alert.specialty in get_args(Specialty) else OTHER
    needed = _needed(specialty, language, say) if alert.about_kind == "incident" else _asked(specialty, language, say)
    return [
        Phrase("greeting", say(language, "voice-greeting")),
        needed,
        _urgency(alert.urgency, language, say),
        *_number(alert.number, language, say),
        Phrase("keys", say(language, "voice-keys")),
    ]


def reply(which: Reply, language: str, say: Say) -> Phrase:
    """What the call says to a key, or when it gives up."""
    match which:
        case "accepted":
            text = say(language, "voice-accepted")
        case "declined":
            text = say(language, "voice-declined")
        case "covered":
            text = say(language, "voice-covered")
        case "expired":
            text = say(language, "voice-expired")
        case "wrong_key":
            text = say(language, "voice-wrong-key")
        case "goodbye":
            text = say(language, "voice-goodbye")
    return Phrase(which.replace("_", "-"), text)


def every_phrase(language: str, say: Say) -> list[Phrase]:
    """All that may ever be said in the language: a sound file for each is a whole voice."""
    specialties = (*get_args(Specialty), OTHER)
    return [
        Phrase("greeting", say(language, "voice-greeting")),
        *(_needed(specialty, language, say) for specialty in specialties),
        *(_asked(specialty, language, say) for specialty in specialties),
        *(_urgency(urgency, language, say) for urgency in get_args(Urgency)),
        Phrase("number", say(language, "voice-number")),
        *(_digit(digit, language, say) for digit in DIGITS),
        Phrase("keys", say(language, "voice-keys")),
        *(reply(which, language, say) for which in get_args(Reply)),
    ]


def _needed(specialty: str, language: str, say: Say) -> Phrase:
    words = say(language, "specialty", specialty=specialty)
    return Phrase(f"needed-{specialty}", plain(say(language, "voice-needed", specialty=words)))


def _asked(specialty: str, language: str, say: Say) -> Phrase:
    words = say(language, "specialty", specialty=specialty)
    return Phrase(f"asked-{specialty}", plain(say(language, "voice-asked", specialty=words)))


def _urgency(urgency: str, language: str, say: Say) -> Phrase:
    words = say(language, "urgency", urgency=urgency)
    return Phrase(f"urgency-{urgency}", plain(say(language, "voice-urgency", urgency=words)))


def _number(number: int | None, language: str, say: Say) -> list[Phrase]:
    if number is None:
        return []
    digits = [_digit(digit, language, say) for digit in str(number)]
    return [Phrase("number", say(language, "voice-number")), *digits]


def _digit(digit: str, language: str, say: Say) -> Phrase:
    return Phrase(f"digit-{digit}", plain(say(language, "voice-digit", digit=f"d{digit}")))
