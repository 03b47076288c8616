"""Ten thousand sets of fields, signed by the maker's package and by us, each checked by the other."""

from random import Random

import pytest
from multidict import MultiDict
from twilio.request_validator import RequestValidator

from sms.domain.signature import is_signed, sign

SETS = 10_000
TOKEN = "12345678901234567890123456789012"
LETTERS = "abcXYZ019 абвгҳқўғЁё'ʻ’-+=&%?/#\t\n😀«»"
ADDRESSES = (
    "https://tez.example.uz/sms/status/0199-aa/1",
    "https://tez.example.uz:8443/sms/voice/0199-aa/1/keys?asked=0",
    "http://tez.example.uz/sms/inbound?a=%20b&c=%D0%B6",
)


def some_fields(chance: Random) -> list[tuple[str, str]]:
    """Up to 12 fields, among them Cyrillic, blanks at both ends, empty values, and names that stand there again."""

    def text(longest: int) -> str:
        return "".join(chance.choices(LETTERS, k=chance.randint(0, longest)))

    names = [f"{chance.choice('ABCdefбв')}{text(6)}" for _ in range(chance.randint(0, 8))]
    fields = [(name, chance.choice(["", " ", "  x ", text(24), text(24)])) for name in names]
    again = [(name, chance.choice([value, text(8)])) for name, value in fields if chance.random() < 0.3]
    fields += again
    chance.shuffle(fields)
    return fields


@pytest.mark.parametrize("algorithm", ["HMAC_SHA1", "HMAC_SHA256"])
def test_ten_thousand_sets_are_signed_alike_both_ways(algorithm: str) -> None:
    """Rule [A6]."""
    chance, maker = Random(103), RequestValidator(TOKEN)
    named = f"algorithm={algorithm}"
    repeats = cyrillic = 0
    for count in range(SETS):
        url, fields = ADDRESSES[count % len(ADDRESSES)], some_fields(chance)
        form = MultiDict(fields)
        assert is_signed([TOKEN], url, fields, maker.compute_signature(url, form, algorithm), named), fields
        assert maker.validate(url, form, sign(TOKEN, url, fields, algorithm), algorithm), fields
        repeats += len(form) != len(set(form))
        cyrillic += any("а" <= letter <= "я" for pair in fields for part in pair for letter in part)
    assert repeats > SETS // 10
    assert cyrillic > SETS // 2
