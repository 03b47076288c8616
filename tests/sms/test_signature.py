"""Our check of signatures against the maker's own, both ways."""

import hashlib
import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from multidict import MultiDict
from twilio.request_validator import RequestValidator

from sms.domain.signature import is_signed, is_signed_body, secrets_for, shared_keys_of, sign

URL = "https://tez.example.uz/sms/status/0199-aa/1"
TOKEN = "12345"
DOCUMENTED = {
    "CallSid": "CA1234567890ABCDE",
    "Caller": "+14158675309",
    "Digits": "1234",
    "From": "+14158675309",
    "To": "+18005551212",
}

TEXT = st.one_of(
    st.text(max_size=20),
    st.text("абвгғҳқўЎЁё ʻ’", max_size=20),
    st.sampled_from(["", " ", "  ", "+998 90", "a&b=c", "%20", "Ko'krak og'rig'i"]),
)
NAMES = st.one_of(st.text(string.ascii_letters, min_size=1, max_size=8), st.text("абв _", min_size=1, max_size=4))
FORMS = st.lists(st.tuples(NAMES, TEXT), max_size=12).flatmap(
    lambda pairs: st.permutations(pairs + pairs[: len(pairs) // 2])  # names and whole pairs repeat
)
ALGORITHMS = st.sampled_from(["HMAC_SHA1", "HMAC_SHA256"])


def header(algorithm: str) -> str | None:
    return None if algorithm == "HMAC_SHA1" else f"key=webhooks_sharedkey_1,algorithm={algorithm}"


def test_the_documented_example_has_the_documented_signature() -> None:
    assert sign(TOKEN, "https://mycompany.com/myapp.php?foo=1&bar=2", DOCUMENTED.items()) == (
        "RSOYDt4T1cUTdK1PDd93/VVr8B8="
    )


@settings(max_examples=500)
@given(FORMS, ALGORITHMS)
def test_what_the_maker_signs_we_accept(form: list[tuple[str, str]], algorithm: str) -> None:
    made = RequestValidator(TOKEN).compute_signature(URL, MultiDict(form), algorithm)
    assert is_signed([TOKEN], URL, form, made, header(algorithm))


@settings(max_examples=500)
@given(FORMS, ALGORITHMS)
def test_what_we_sign_the_maker_accepts(form: list[tuple[str, str]], algorithm: str) -> None:
    made = sign(TOKEN, URL, form, algorithm)
    assert RequestValidator(TOKEN).validate(URL, MultiDict(form), made, algorithm)


@given(FORMS, st.data())
def test_a_changed_form_is_not_signed(form: list[tuple[str, str]], data: st.DataObject) -> None:
    made = sign(TOKEN, URL, form)
    extra = data.draw(st.tuples(NAMES, TEXT))
    changed = [*form, extra]
    covered = "".join(name + value for name, value in sorted(set(form)))
    if covered != "".join(name + value for name, value in sorted(set(changed))):
        assert not is_signed([TOKEN], URL, changed, made)


@pytest.mark.parametrize("port", ["", ":443"])
def test_the_port_may_be_written_out_or_not(port: str) -> None:
    form = list(DOCUMENTED.items())
    made = sign(TOKEN, f"https://tez.example.uz{port}/sms/status/1/1", form)
    assert is_signed([TOKEN], "https://tez.example.uz/sms/status/1/1", form, made)
    assert is_signed([TOKEN], "https://tez.example.uz:443/sms/status/1/1", form, made)


def test_two_tokens_are_good_while_they_are_exchanged() -> None:
    form = list(DOCUMENTED.items())
    assert is_signed(["new", TOKEN], URL, form, sign(TOKEN, URL, form))
    assert not is_signed(["new"], URL, form, sign(TOKEN, URL, form))


@pytest.mark.parametrize(
    ("signature", "settings_header"),
    [
        (None, None),
        ("", None),
        ("подпись", None),
        ("AAAA", None),
        (sign(TOKEN, URL, DOCUMENTED.items()), "key=k,algorithm=HMAC_MD5"),
        (sign(TOKEN, URL, DOCUMENTED.items()), "key=k,algorithm=HMAC_SHA256"),
    ],
)
def test_anything_else_is_refused(signature: str | None, settings_header: str | None) -> None:
    """Rule [A6]."""
    assert not is_signed([TOKEN], URL, DOCUMENTED.items(), signature, settings_header)


def test_without_a_secret_nothing_is_signed() -> None:
    assert not is_signed([], URL, [], sign("", URL, []))


# Shared keys, and bodies that are no forms


@pytest.mark.parametrize(
    ("settings_header", "expected"),
    [
        (None, ["a", "b"]),
        ("", ["a", "b"]),
        ("algorithm=HMAC_SHA256", ["a", "b"]),
        ("key=one,algorithm=HMAC_SHA256", ["s1"]),
        (" algorithm=HMAC_SHA1 , key=two ", ["s2="]),
        ("key=gone,algorithm=HMAC_SHA256", []),
    ],
)
def test_a_key_that_is_named_is_the_only_one_that_may_have_signed(
    settings_header: str | None, expected: list[str]
) -> None:
    """Rule [A6]."""
    assert secrets_for(["a", "b"], shared_keys_of("one=s1 two=s2="), settings_header) == expected


@pytest.mark.parametrize("configured", ["one", "=secret", "one=", "one=s1 two"])
def test_keys_that_are_not_written_as_keys_are_refused(configured: str) -> None:
    with pytest.raises(ValueError, match="name=secret"):
        shared_keys_of(configured)


@given(st.text(max_size=200), ALGORITHMS)
def test_a_body_that_is_no_form_is_signed_by_its_digest(body: str, algorithm: str) -> None:
    digest = hashlib.sha256(body.encode()).hexdigest()
    url = f"{URL}?bodySHA256={digest}"
    made = RequestValidator(TOKEN).compute_signature(url, {}, algorithm)
    assert is_signed_body([TOKEN], url, body.encode(), digest, made, header(algorithm))
    assert RequestValidator(TOKEN).validate(url, body, sign(TOKEN, url, [], algorithm), algorithm)
    assert not is_signed_body([TOKEN], url, body.encode() + b" ", digest, made, header(algorithm))
    assert not is_signed_body(["other"], url, body.encode(), digest, made, header(algorithm))
    assert not is_signed_body([TOKEN], url, body.encode(), "ж" * 64, made, header(algorithm))
