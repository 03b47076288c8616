"""The configuration is a boundary: what cannot be used is refused with a sentence that names the key."""

from pathlib import Path

import msgspec
import pytest

from config.explained import shown
from config.keys import meta_of, misfits
from config.settings import SECRETS, Settings, SettingsProblem, load


def test_the_environment_wins_over_the_file_and_the_command_line_over_both(tmp_path: Path) -> None:
    file = tmp_path / "tez.toml"
    file.write_text('port = 1001\ntime_zone = "Asia/Almaty"\nservice_id = "almaty"\n')
    settings = load({"TEZ_CONFIG": str(file), "TEZ_PORT": "1002", "TEZ_TIME_ZONE": "Asia/Tashkent"}, port=1003)
    assert (settings.port, settings.time_zone, settings.service_id) == (1003, "Asia/Tashkent", "almaty")


@pytest.mark.parametrize(
    ("environment", "named"),
    [
        ({"TEZ_PORT": "eighty"}, "port"),
        ({"TEZ_PORT": "0"}, "port"),
        ({"TEZ_SMS_GATEWAY": "pigeon"}, "sms_gateway"),
        ({"TEZ_PROT": "8103"}, "prot"),
        ({"TEZ_SERVICE_ID": "Кокша"}, "service_id"),
    ],
)
def test_what_cannot_be_used_is_refused_by_its_name(environment: dict[str, str], named: str) -> None:
    with pytest.raises(SettingsProblem, match=named):
        load(environment)


@pytest.mark.parametrize("content", ["port = ", "[[[", "port = 1\nport = 2", "unknown_key = 1", "port = 'x'"])
def test_a_file_that_cannot_be_used_is_refused(tmp_path: Path, content: str) -> None:
    file = tmp_path / "tez.toml"
    file.write_text(content)
    with pytest.raises(SettingsProblem):
        load({}, file=file)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsProblem, match=r"nowhere\.toml"):
        load({"TEZ_CONFIG": str(tmp_path / "nowhere.toml")})


def test_secrets_are_masked_and_every_key_is_explained() -> None:
    settings = Settings(turn_secret="canary-1", twilio_auth_token="canary-2", redis_url="redis://:canary-3@h/0")
    page = shown(settings)
    assert "canary" not in page
    for name in Settings.__struct_fields__:
        assert f"\n{name} = " in f"\n{page}"
    assert set(SECRETS) <= set(Settings.__struct_fields__)
    assert page.count("\n#   ") == len(Settings.__struct_fields__)


def test_every_key_has_an_example_or_a_default_that_is_one() -> None:
    for field in msgspec.structs.fields(Settings):
        examples = meta_of(field).examples
        assert examples or field.default != "", field.name
        for value in (field.default, *(examples or ())):
            assert misfits(Settings, {field.name: value}) == []


def test_what_is_shown_is_read_back(tmp_path: Path) -> None:
    file = tmp_path / "tez.toml"
    settings = Settings(port=1001, service_name='103 "Sharq"', smpp_per_second=2.5, caller_messages=False)
    file.write_text(shown(settings))
    assert load({}, file=file) == settings
