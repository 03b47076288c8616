"""Sealing and signing, against the standards' own examples and against somebody else's implementation."""

import json
from collections.abc import Callable

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import given, settings
from hypothesis import strategies as st

from sms.domain.push_encryption import (
    LONGEST_PLAIN,
    CannotSeal,
    authorization,
    private_key,
    private_text,
    public_key,
    public_text,
    seal,
    to_bytes,
    to_text,
)
from tests.sms.push.receiving import Receiver, content, sender_of, text

# RFC 8291, section 5 and appendix A.
PLAIN = b"When I grow up, I want to be a watermelon"
BROWSER_PUBLIC = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
BROWSER_PRIVATE = "q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94"
AUTH = "BTBZMqHH6r4Tts7J_aSIgg"
ONCE_PRIVATE = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"
SALT = "DGv6ra1nlYgDCS1FRnbzlw"
SEALED = (
    "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl"
    "7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
)
NOW_MS = 1_790_000_000_000


def sealed(plain: bytes, to: Receiver) -> bytes:
    return seal(plain, p256dh=to.p256dh, auth=to.auth, salt=content(SALT), once=private_key(ONCE_PRIVATE))


def test_the_example_of_rfc_8291_comes_out_byte_for_byte() -> None:
    body = seal(PLAIN, p256dh=BROWSER_PUBLIC, auth=AUTH, salt=content(SALT), once=private_key(ONCE_PRIVATE))
    assert text(body) == SEALED
    assert Receiver(private_key(BROWSER_PRIVATE), AUTH).open(body) == PLAIN


@pytest.mark.parametrize("length", [0, 1, 300, LONGEST_PLAIN])
def test_another_implementation_opens_what_we_seal(length: int) -> None:
    """[P3] Nobody between us and the browser can read it, and the browser can."""
    receiver, plain = Receiver.made(), bytes(range(256)) * 16
    body = sealed(plain[:length], receiver)
    assert len(body) <= 4096
    assert receiver.open(body) == plain[:length]
    assert plain[:20] not in body or length < 20


def test_nobody_else_opens_it_and_a_changed_byte_is_noticed() -> None:
    receiver = Receiver.made()
    body = sealed(PLAIN, receiver)
    with pytest.raises(ValueError, match=r".+"):
        Receiver.made().open(body)
    with pytest.raises(ValueError, match=r".+"):
        receiver.open(body[:-1] + bytes([body[-1] ^ 1]))


@pytest.mark.parametrize(
    ("p256dh", "auth", "plain"),
    [
        ("", AUTH, b""),
        ("A" * 87, AUTH, b""),
        (BROWSER_PUBLIC[:-1], AUTH, b""),
        (BROWSER_PUBLIC[:40] + "A" + BROWSER_PUBLIC[41:], AUTH, b""),
        ("ж" * 87, AUTH, b""),
        (BROWSER_PUBLIC, "", b""),
        (BROWSER_PUBLIC, AUTH + "AA", b""),
        (BROWSER_PUBLIC, "!" * 22, b""),
        (BROWSER_PUBLIC, AUTH, b"x" * (LONGEST_PLAIN + 1)),
    ],
)
def test_what_cannot_be_sealed_is_said_without_the_secret(p256dh: str, auth: str, plain: bytes) -> None:
    with pytest.raises(CannotSeal) as said:
        seal(plain, p256dh=p256dh, auth=auth, salt=content(SALT), once=private_key(ONCE_PRIVATE))
    assert not p256dh or p256dh not in str(said.value)
    assert not auth or auth not in str(said.value)


def test_a_push_service_recognizes_the_sender() -> None:
    """[P4] The token is for the endpoint's origin, for less than a day, and by the key that pages are told."""
    ours = private_key(ONCE_PRIVATE)
    header = authorization("https://push.example.net:8443/v2/aBc", ours, "mailto:duty@example.uz", NOW_MS)
    key, claims = sender_of(header, "https://push.example.net:8443", NOW_MS // 1000)
    assert key == public_text(ours)
    assert claims["sub"] == "mailto:duty@example.uz"
    with pytest.raises(ValueError, match="for https"):
        sender_of(header, "https://push.example.org", NOW_MS // 1000)
    with pytest.raises(ValueError, match="until"):
        sender_of(header, "https://push.example.net:8443", NOW_MS // 1000 + 3_601)
    head, _, signature = header.removeprefix("vapid t=").partition(",")[0].split(".")
    forged = text(json.dumps({**claims, "sub": "mailto:somebody@example.org"}).encode())
    with pytest.raises(ValueError, match="somebody else"):
        sender_of(f"vapid t={head}.{forged}.{signature}, k={key}", "https://push.example.net:8443", NOW_MS // 1000)


def test_the_same_question_has_the_same_signature() -> None:
    ours = private_key(ONCE_PRIVATE)
    made = {authorization("https://push.example.net/x", ours, "mailto:a@example.uz", NOW_MS) for _ in range(3)}
    assert len(made) == 1


@pytest.mark.parametrize("written", ["", "A" * 43, "_" * 43, "!" * 43, "Ж" * 43, "A" * 42])
def test_what_is_no_key_is_refused(written: str) -> None:
    with pytest.raises(CannotSeal):
        private_key(written)


def test_keys_are_written_as_they_are_read() -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    assert public_text(private_key(private_text(key))) == public_text(key)
    assert public_text(public_key(public_text(key))) == public_text(key)


@given(st.binary(max_size=80))
@settings(max_examples=100)
def test_bytes_come_back_as_they_were(given_bytes: bytes) -> None:
    assert to_bytes(to_text(given_bytes), len(given_bytes)) == given_bytes


@given(st.text(max_size=120), st.sampled_from([public_key, private_key]))
@settings(max_examples=200)
def test_no_text_breaks_the_reading_of_keys(written: str, read: Callable[[str], object]) -> None:
    with pytest.raises(CannotSeal, match=r"^not (base64url|\d+ bytes|a point of P-256|a private key of P-256)$"):
        read(written)
