"""What a signature is worth: rules [CC4], [CC5]."""

import hashlib
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from config.settings import Settings, SettingsProblem
from config.signatures import signature_providers
from consult_room.conclusions.adapters.certificates import ByCertificate
from consult_room.conclusions.adapters.drawn import Drawn
from consult_room.conclusions.adapters.trust import TrustList
from consult_room.conclusions.domain.providers import Handed, Verified
from signaling.protocol.conclusions import Drawing
from signaling.protocol.refusals import Code, Refused
from signaling.testing import NOON_MS
from tests.fakes.signer.authority import DAY, Authority, Holder, at, trusting

DOCUMENT = '{"what":"a conclusion","oʻ":"gʻ"}'.encode()
NOW = at(NOON_MS)


@pytest.fixture
def authority() -> Authority:
    return Authority(NOW - 30 * DAY)


@pytest.fixture
def folder(tmp_path: Path, authority: Authority) -> Path:
    return trusting(tmp_path, authority)


def judge(folder: Path, handed: Handed, document: bytes = DOCUMENT, at_ms: int = NOON_MS) -> Verified:
    return ByCertificate("cades", "file", TrustList.read(folder)).verify(document, handed, name="N. Li", at_ms=at_ms)


def why(folder: Path, handed: Handed, **more: Any) -> tuple[Code, Any]:
    with pytest.raises(Refused) as caught:
        judge(folder, handed, **more)
    return caught.value.code, caught.value.details.get("why") or caught.value.details.get("algorithm")


def test_cc4_a_cades_signature_is_verified_and_what_was_found_is_kept(folder: Path, authority: Authority) -> None:
    doctor = authority.doctor()
    found = judge(folder, Handed(signature=doctor.cades(DOCUMENT, at=NOW)))
    checked = found.checked
    assert (found.level, found.is_test) == ("certificate", True)
    assert (checked.form, checked.algorithm, checked.revocation) == ("cades", "ecdsa-sha256", "unknown")
    assert checked.digest == hashlib.sha256(DOCUMENT).hexdigest()
    assert "N. LI TEST" in checked.subject
    assert "Tez Yordam TEST CA" in checked.chain[-1]
    assert checked.signed_at_ms == NOON_MS // 1000 * 1000


def test_cc4_a_root_that_is_no_tests_makes_no_test_of_it(tmp_path: Path, authority: Authority) -> None:
    trusting(tmp_path, authority, test=False)
    assert not judge(tmp_path, Handed(signature=authority.doctor().cades(DOCUMENT, at=NOW))).is_test


def test_cc4_a_certificate_may_lead_to_a_trusted_one_over_another(folder: Path, authority: Authority) -> None:
    between = Authority(NOW - 20 * DAY, "BETWEEN", issuer=authority)
    doctor = between.doctor()
    alone = Handed(signature=doctor.cades(DOCUMENT, at=NOW))
    assert why(folder, alone) == (Code.SIGNATURE_INVALID, "chain")
    whole = judge(folder, Handed(signature=doctor.cades(DOCUMENT, at=NOW, others=(between.holder,))))
    assert len(whole.checked.chain) == 3


def test_cc4_who_is_no_authority_issues_nothing(folder: Path, authority: Authority) -> None:
    """A doctor's certificate does not make other doctors."""
    doctor = authority.doctor("A DOCTOR")
    forged = Authority(NOW - 20 * DAY, "A DOCTOR")
    forged.holder = doctor
    other = forged.doctor("NOBODY")
    handed = Handed(signature=other.cades(DOCUMENT, at=NOW, others=(doctor,)))
    assert why(folder, handed) == (Code.SIGNATURE_INVALID, "chain")


Break = Callable[[Authority], Handed]
BROKEN: dict[str, tuple[Break, Any]] = {
    "another document": (lambda ca: Handed(signature=ca.doctor().cades(b"another", at=NOW)), "digest"),
    "another digest": (lambda ca: Handed(signature=ca.doctor().cades(DOCUMENT, at=NOW, digest=b"0" * 32)), "digest"),
    "a broken signature": (lambda ca: Handed(signature=ca.doctor().cades(DOCUMENT, at=NOW, cut=True)), "signature"),
    "names another": (
        lambda ca: Handed(signature=ca.doctor().cades(DOCUMENT, at=NOW, names=ca.doctor("OTHER"))),
        "signature",
    ),
    "expired": (lambda ca: Handed(signature=ca.doctor(days=1).cades(DOCUMENT, at=NOW)), "expired"),
    "not yet": (lambda ca: Handed(signature=ca.doctor(from_=NOW + DAY).cades(DOCUMENT, at=NOW)), "not_yet"),
    "for no signing": (lambda ca: Handed(signature=ca.doctor(signs=False).cades(DOCUMENT, at=NOW)), "usage"),
    "a stranger": (lambda ca: Handed(signature=Authority(NOW - DAY).doctor().cades(DOCUMENT, at=NOW)), "chain"),
    "no signature": (lambda ca: Handed(), "empty"),
    "garbage": (lambda ca: Handed(signature=b"\x30\x82garbage"), "unreadable"),
    "cut short": (lambda ca: Handed(signature=ca.doctor().cades(DOCUMENT, at=NOW)[:-200]), "unreadable"),
    "bare without certificate": (
        lambda ca: Handed(signature=ca.doctor().bare(DOCUMENT), algorithm="ecdsa-sha256"),
        "no_certificate",
    ),
    "bare of another key": (
        lambda ca: Handed(
            signature=ca.doctor().bare(DOCUMENT), algorithm="ecdsa-sha256", certificates=[ca.doctor().der]
        ),
        "signature",
    ),
    "bare by the wrong kind": (
        lambda ca: _bare(ca.doctor(), "rsassa_pss-sha256"),
        "signature",
    ),
    "no certificate at all": (
        lambda ca: Handed(signature=ca.doctor().bare(DOCUMENT), algorithm="ecdsa-sha256", certificates=[b"x"]),
        "unreadable",
    ),
}


def _bare(doctor: Holder, algorithm: str) -> Handed:
    return Handed(signature=doctor.bare(DOCUMENT), algorithm=algorithm, certificates=[doctor.der])


@pytest.mark.parametrize("name", BROKEN)
def test_cc4_what_is_not_sound_is_refused_with_its_reason(folder: Path, authority: Authority, name: str) -> None:
    make, expected = BROKEN[name]
    assert why(folder, make(authority)) == (Code.SIGNATURE_INVALID, expected)


def test_cc4_no_byte_may_be_changed(folder: Path, authority: Authority) -> None:
    """Each byte of a signature, turned over, is refused, or it is a part that nobody signs."""
    signature = authority.doctor().cades(DOCUMENT, at=NOW)
    taken = 0
    for place in range(0, len(signature), 7):
        changed = signature[:place] + bytes([signature[place] ^ 0x55]) + signature[place + 1 :]
        with suppress(Refused):
            taken += "N. LI TEST" in judge(folder, Handed(signature=changed)).checked.subject
    assert taken < 12  # version numbers and the list of digests beside the signature: nobody signs those


def test_cc5_an_algorithm_that_is_not_known_is_said_by_its_name(folder: Path, authority: Authority) -> None:
    strange = Handed(signature=b"x", algorithm="1.2.860.3.15.1.1.2.1", certificates=[authority.doctor().der])
    assert why(folder, strange) == (Code.SIGNATURE_ALGORITHM_UNKNOWN, "1.2.860.3.15.1.1.2.1")
    inside = Handed(signature=authority.doctor().cades(DOCUMENT, at=NOW, algorithm="1.2.860.3.15.1.1.2.1"))
    assert why(folder, inside) == (Code.SIGNATURE_ALGORITHM_UNKNOWN, "1.2.860.3.15.1.1.2.1")


def test_cc5_a_bare_signature_by_a_known_algorithm_is_as_good(folder: Path, authority: Authority) -> None:
    found = judge(folder, _bare(authority.doctor(), "ecdsa-sha256"))
    assert (found.level, found.checked.form) == ("certificate", "raw")


def test_cc4_pkcs7_without_the_attribute_is_said_to_be_that(folder: Path, authority: Authority) -> None:
    found = judge(folder, Handed(signature=authority.doctor().cades(DOCUMENT, at=NOW, plain=True)))
    assert found.checked.form == "pkcs7"


def test_cc4_a_revoked_certificate_signs_nothing(folder: Path, authority: Authority) -> None:
    doctor, colleague = authority.doctor(), authority.doctor("COLLEAGUE")
    authority.revoke(doctor)
    (folder / "test" / "authority.crl").write_bytes(authority.revocations(NOW - timedelta(hours=1)))
    assert why(folder, Handed(signature=doctor.cades(DOCUMENT, at=NOW))) == (Code.SIGNATURE_INVALID, "revoked")
    assert judge(folder, Handed(signature=colleague.cades(DOCUMENT, at=NOW))).checked.revocation == "good"
    later_ms = NOON_MS + 60 * 86_400_000
    late = judge(folder, Handed(signature=colleague.cades(DOCUMENT, at=NOW)), at_ms=later_ms)
    assert late.checked.revocation == "unknown"


def test_cc4_a_list_that_somebody_else_signed_counts_for_nothing(folder: Path, authority: Authority) -> None:
    doctor, other = authority.doctor(), Authority(NOW - DAY)
    other.revoke(doctor)
    (folder / "other.crl").write_bytes(other.revocations(NOW))
    assert judge(folder, Handed(signature=doctor.cades(DOCUMENT, at=NOW))).checked.revocation == "unknown"


STROKES = [[10, 20, 30, 40, 50, 60], [100, 100, 900, 290]]


def test_cc3_a_drawn_name_is_a_simple_signature() -> None:
    drawn = Drawn()
    found = drawn.verify(DOCUMENT, Handed(drawing=Drawing(strokes=STROKES)), name="N. Li", at_ms=NOON_MS)
    assert (found.level, found.is_test, found.drawing) == ("simple", False, Drawing(strokes=STROKES))
    typed = drawn.verify(DOCUMENT, Handed(drawing=Drawing(typed=" n.  li ")), name="N. Li", at_ms=NOON_MS)
    assert typed.checked.form == "typed"


@pytest.mark.parametrize(
    "drawing",
    [
        None,
        Drawing(),
        Drawing(strokes=[[1, 2, 3, 4]]),
        Drawing(strokes=[[1, 2, 3, 4, 5, 6, 7, 8, 9]]),
        Drawing(strokes=[[1, 2, 3, 4, 5, 6, 7, 301]]),
        Drawing(strokes=[[-1, 2, 3, 4, 5, 6, 7, 8]]),
        Drawing(strokes=[[5, 5] * 4000]),
        Drawing(strokes=[[5, 5, 6, 6]] * 61),
        Drawing(typed="Somebody Else"),
    ],
)
def test_cc3_what_is_no_name_is_refused(drawing: Drawing | None) -> None:
    with pytest.raises(Refused) as caught:
        Drawn().verify(DOCUMENT, Handed(drawing=drawing), name="N. Li", at_ms=NOON_MS)
    assert caught.value.code is Code.SIGNATURE_INVALID


def test_cc5_ways_of_signing_are_a_setting(tmp_path: Path) -> None:
    settings = Settings(signatures="outside drawn", signature_trust=str(tmp_path))
    assert list(signature_providers(settings, demo=False)) == ["outside", "drawn"]
    with pytest.raises(SettingsProblem, match="signatures: there is no wax"):
        signature_providers(Settings(signatures="wax"), demo=False)
    (tmp_path / "broken.pem").write_text("-----BEGIN CERTIFICATE-----\nno\n-----END CERTIFICATE-----\n")
    with pytest.raises(SettingsProblem, match=r"broken\.pem"):
        signature_providers(settings, demo=False)
    (tmp_path / "broken.pem").unlink()
    (tmp_path / "broken.crl").write_bytes(b"no")
    with pytest.raises(SettingsProblem, match=r"broken\.crl"):
        signature_providers(settings, demo=False)
