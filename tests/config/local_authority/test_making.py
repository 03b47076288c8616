"""What the authority signs is believed by others' verifiers, and what a thief of its key would sign is not."""

import ipaddress
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import serialization

from config.local_authority.making import (
    Keyed,
    days_left,
    is_due,
    make_authority,
    make_certificate,
    names_in,
    permitted_by,
)
from config.local_authority.names import AuthorityProblem, Names, given, is_near, of_this_machine

DAY_MS = 86_400_000
NOW_MS = 1_790_000_000_000
OWN = given(["tez.local", "192.168.1.5", "fd00::5"])


@pytest.fixture(scope="module")
def authority() -> Keyed:
    return make_authority(OWN, NOW_MS)


def openssl_says(folder: Path, authority: Keyed, server: Keyed, *more: str) -> str:
    """What `openssl verify` says of the chain, strictly by RFC 5280 and as a TLS client."""
    if shutil.which("openssl") is None:
        pytest.fail("There is no openssl on this machine; `apt-get install openssl` brings it.")
    for name, one in (("authority", authority), ("server", server)):
        (folder / name).write_bytes(one.certificate.public_bytes(serialization.Encoding.PEM))
    at = str(NOW_MS // 1000)
    command = ["openssl", "verify", "-x509_strict", "-purpose", "sslserver", "-attime", at, *more]
    done = subprocess.run(
        [*command, "-CAfile", str(folder / "authority"), str(folder / "server")],
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout + done.stderr


@pytest.mark.parametrize(
    "asked",
    [
        ("-verify_hostname", "tez.local"),
        ("-verify_ip", "192.168.1.5"),
        ("-verify_ip", "fd00::5"),
        ("-verify_hostname", "localhost"),
        ("-verify_ip", "127.0.0.1"),
    ],
)
def test_openssl_believes_the_certificate_for_each_of_its_names(
    authority: Keyed, tmp_path: Path, asked: tuple[str, str]
) -> None:
    server = make_certificate(authority, OWN, NOW_MS)
    assert openssl_says(tmp_path, authority, server, *asked).strip().endswith("server: OK")


@pytest.mark.parametrize(
    "stranger", ["bank.example.uz", "103.example.uz", "tez.local.example.uz", "8.8.8.8", "2606::1"]
)
def test_what_a_thief_of_the_key_signs_for_others_is_refused(authority: Keyed, tmp_path: Path, stranger: str) -> None:
    forged = make_certificate(authority, given([stranger]), NOW_MS)
    assert "permitted subtree violation" in openssl_says(tmp_path, authority, forged)


def test_an_authority_makes_no_further_authorities(authority: Keyed) -> None:
    limits = authority.certificate.extensions.get_extension_for_class(x509.BasicConstraints)
    usage = authority.certificate.extensions.get_extension_for_class(x509.KeyUsage)
    constraints = authority.certificate.extensions.get_extension_for_class(x509.NameConstraints)
    assert (limits.critical, limits.value.ca, limits.value.path_length) == (True, True, 0)
    assert (usage.critical, usage.value.key_cert_sign, usage.value.digital_signature) == (True, True, False)
    assert constraints.critical
    assert days_left(authority.certificate, NOW_MS) == 3650


def test_a_certificate_is_for_servers_and_for_no_longer_than_browsers_take(authority: Keyed) -> None:
    made = make_certificate(authority, OWN, NOW_MS).certificate
    assert (made.not_valid_after_utc - made.not_valid_before_utc).days <= 397
    assert made.not_valid_before_utc < datetime.fromtimestamp(NOW_MS / 1000, UTC)
    assert made.extensions.get_extension_for_class(x509.BasicConstraints).value.ca is False
    usages = made.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    assert list(usages) == [x509.oid.ExtendedKeyUsageOID.SERVER_AUTH]
    assert len({make_certificate(authority, OWN, NOW_MS).certificate.serial_number for _ in range(3)}) == 3


def test_it_is_due_when_soon_over_not_begun_or_short_of_a_name(authority: Keyed) -> None:
    made, root = make_certificate(authority, OWN, NOW_MS).certificate, authority.certificate
    assert not is_due(made, root, OWN, NOW_MS)
    assert not is_due(made, root, OWN, NOW_MS + 365 * DAY_MS)
    assert is_due(made, root, OWN, NOW_MS + 367 * DAY_MS)
    assert is_due(made, root, OWN, NOW_MS - 2 * DAY_MS)
    assert is_due(made, root, OWN + given(["192.168.7.7"]), NOW_MS)
    assert not is_due(made, root, given(["192.168.1.5"]), NOW_MS)
    # In its last month an authority cannot give a longer one: asking it every minute helps nobody.
    late_ms = NOW_MS + 3640 * DAY_MS
    last = make_certificate(authority, OWN, late_ms)
    assert not is_due(last.certificate, root, OWN, late_ms)


def test_the_authority_says_for_whom_it_may_speak(authority: Keyed) -> None:
    asked = given(["tez.local", "room.tez.local", "other.local", "10.1.2.3", "100.64.0.9", "203.0.113.7"])
    allowed = permitted_by(authority.certificate, asked)
    assert allowed.written() == ["tez.local", "room.tez.local", "10.1.2.3", "100.64.0.9"]
    named = make_authority(given(["203.0.113.7", "103.example.uz"]), NOW_MS)
    assert permitted_by(named.certificate, given(["203.0.113.7", "103.example.uz"])).written() == [
        "103.example.uz",
        "203.0.113.7",
    ]


def test_names_are_taken_as_people_write_them() -> None:
    found = given(["TEZ.Local.", "[fd00::5]", "192.168.1.5", "клиника.local", "tez-2", "tez.local"])
    assert found.hosts == ("tez.local", "клиника.local".encode("idna").decode(), "tez-2")
    assert found.written()[-2:] == ["[fd00::5]", "192.168.1.5"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("https://tez.local", "without https://"),
        ("tez.local:8103", "without https://"),
        ("*.local", "no name of a machine"),
        ("tez_1.local", "no name of a machine"),
        ("-tez.local", "no name of a machine"),
        ("a" * 64 + ".local", "no name of a machine"),
        ("a..b", "no name of a machine"),
        ("clinic", "clinic.local"),
        ("0.0.0.0", "no machine's address"),
        ("ff02::1", "no machine's address"),
        ("192.168.1", "no name of a machine"),
    ],
)
def test_what_is_no_name_is_refused_in_a_sentence(text: str, says: str) -> None:
    with pytest.raises(AuthorityProblem) as told:
        given([text])
    assert says in str(told.value)
    assert text in str(told.value)


def test_a_machine_says_its_private_addresses_alone() -> None:
    found = of_this_machine()
    assert all(not one.is_loopback and not one.is_global for one in found.addresses)
    assert "localhost" not in found.hosts


@pytest.mark.parametrize(
    ("peer", "near"),
    [
        ("192.168.1.9", True),
        ("10.0.0.1", True),
        ("127.0.0.1", True),
        ("::1", True),
        ("fe80::1%eth0", True),
        ("::ffff:192.168.1.9", True),
        ("8.8.8.8", False),
        ("::ffff:8.8.8.8", False),
        ("2606:4700::1111", False),
        ("", False),
    ],
)
def test_who_is_near(peer: str, near: bool) -> None:
    assert is_near(peer) is near


def test_names_hold_no_address_twice() -> None:
    twice = Names(("a.local",), (ipaddress.ip_address("10.0.0.1"),)) + given(["10.0.0.1", "a.local", "b.local"])
    assert twice.written() == ["a.local", "b.local", "10.0.0.1"]
    assert names_in(make_certificate(make_authority(twice, NOW_MS), twice, NOW_MS).certificate).written()[:2] == [
        "a.local",
        "b.local",
    ]
