"""Web Push as it is configured: there with a key, absent without, and every mistake one sentence."""

import re
from typing import Any

import pytest

from config.cli import main
from config.explained import shown
from config.push import push_carrier, web_push_of
from config.settings import Settings, SettingsProblem, load
from config.slices import Late
from sms.domain.push_encryption import private_key, public_text

KEY = "A" * 42 + "E"
CONTACT = "mailto:duty@example.uz"


def test_without_a_key_there_is_no_web_push() -> None:
    """[P1]"""
    assert web_push_of(Settings()) is None
    assert push_carrier(Settings(), Late().reading) is None


def test_the_command_makes_a_key_that_the_settings_take(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["push", "keys"]) == 0
    printed = capsys.readouterr().out
    (key,) = re.findall(r'^push_private_key = "(.*)"$', printed, re.MULTILINE)
    push = web_push_of(load({"TEZ_PUSH_PRIVATE_KEY": key, "TEZ_PUSH_CONTACT": CONTACT}))
    assert push is not None
    assert push.public_key == public_text(private_key(key))
    assert push.public_key in printed
    assert main(["push", "keys"]) == 0
    assert key not in capsys.readouterr().out


def test_the_key_is_masked_where_settings_are_shown() -> None:
    assert KEY not in shown(Settings(push_private_key=KEY))


@pytest.mark.parametrize(
    ("wrong", "names"),
    [
        ({"push_private_key": "short"}, "push_private_key"),
        ({"push_private_key": "A" * 43}, "push_private_key"),
        ({"push_contact": ""}, "push_contact"),
        ({"push_contact": "duty@example.uz"}, "push_contact"),
        ({"push_contact": "mailto:a\nb"}, "push_contact"),
        ({"push_services": " "}, "push_services"),
    ],
)
def test_a_mistake_names_its_key_and_tells_no_secret(wrong: dict[str, Any], names: str) -> None:
    settings: dict[str, Any] = {"push_private_key": KEY, "push_contact": CONTACT, **wrong}
    with pytest.raises(SettingsProblem, match=names) as said:
        web_push_of(load({}, **settings))
    assert KEY not in str(said.value)
