"""What the forwarder uses of aiortc and aioice beyond their public names: an upgrade that changes it fails here."""

import inspect
from pathlib import Path

import pytest
from aioice import stun
from aioice.ice import get_host_addresses
from aiortc import RTCCertificate, RTCDtlsFingerprint, RTCDtlsParameters, RTCDtlsTransport
from aiortc.rtcdtlstransport import State
from pylibsrtp import Session

from media.forwarder.link import Link, fingerprint_of
from media.forwarder.versions import WRITTEN_AGAINST, check_versions
from signaling.starting import CannotStart

SOURCE = inspect.getsource(RTCDtlsTransport)


def test_the_pinned_versions_are_installed() -> None:
    check_versions()


@pytest.mark.parametrize("name", sorted(WRITTEN_AGAINST))
def test_another_version_is_refused_in_one_sentence(name: str) -> None:
    installed = {one: f"{beginning}0" for one, beginning in WRITTEN_AGAINST.items()} | {name: "9.9.9"}
    with pytest.raises(CannotStart, match=rf"^The forwarder needs {name} .*, and 9\.9\.9 is installed\.$"):
        check_versions(installed)


def test_the_project_pins_what_the_forwarder_was_written_against() -> None:
    project = (Path(__file__).parents[3] / "pyproject.toml").read_text()
    for name, beginning in WRITTEN_AGAINST.items():
        assert f'"{name}=={beginning}*"' in project


def test_dtls_uses_three_names_of_its_ice_transport() -> None:
    used = {word for word in ("_recv", "_send", "role") if f"self.transport.{word}" in SOURCE}
    assert used == {"_recv", "_send", "role"}
    others = {line.strip() for line in SOURCE.splitlines() if "self.transport." in line or "self._transport." in line}
    assert all(any(f"self.transport.{word}" in line for word in used) for line in others), others


def test_dtls_takes_a_role_before_it_starts() -> None:
    assert list(inspect.signature(RTCDtlsTransport._set_role).parameters) == ["self", "role"]
    assert 'self._role == "auto"' in SOURCE, "a role that was set is kept"
    assert 'self._role == "server"' in SOURCE


def test_dtls_makes_srtp_sessions_under_these_names() -> None:
    setup = inspect.getsource(RTCDtlsTransport._setup_srtp)
    assert "self._rx_srtp = Session(" in setup
    assert "self._tx_srtp = Session(" in setup
    # What is repeated is the very same packet, which the cipher must let pass.
    assert "tx_policy.allow_repeat_tx = True" in setup
    for name in ("protect", "unprotect", "protect_rtcp", "unprotect_rtcp"):
        assert list(inspect.signature(getattr(Session, name)).parameters) == ["self", "packet"]


def test_dtls_tells_its_state_and_its_end() -> None:
    assert {"NEW", "CONNECTED", "CLOSED", "FAILED"} <= {one.name for one in State}
    assert 'self.emit("statechange")' in SOURCE
    assert isinstance(vars(RTCDtlsTransport)["state"], property)
    assert list(inspect.signature(RTCDtlsTransport.start).parameters) == ["self", "remoteParameters"]
    assert RTCDtlsParameters(fingerprints=[RTCDtlsFingerprint("sha-256", "00")]).role == "auto"


def test_a_certificate_has_a_sha_256_fingerprint() -> None:
    assert len(fingerprint_of(RTCCertificate.generateCertificate()).split(":")) == 32


def test_the_link_overrides_nothing() -> None:
    own = {name for name in vars(Link) if not name.startswith("__")}
    assert not own & set(dir(RTCDtlsTransport))


def test_stun_messages_are_signed_and_checked_as_before() -> None:
    message = stun.Message(stun.Method.BINDING, stun.Class.REQUEST)
    message.attributes["USERNAME"] = "theirs:ours"
    message.attributes["ICE-CONTROLLED"] = 1
    message.attributes["PRIORITY"] = 5
    message.add_message_integrity(b"password")
    read = stun.parse_message(bytes(message))
    assert read.attributes["USERNAME"] == "theirs:ours"
    assert read.transaction_id == message.transaction_id
    assert read.check_message_integrity(b"password")
    assert not read.check_message_integrity(b"another")
    answer = stun.Message(stun.Method.BINDING, stun.Class.ERROR, transaction_id=read.transaction_id)
    answer.attributes["ERROR-CODE"] = (487, "Role Conflict")
    answer.add_message_integrity(b"password")
    assert stun.parse_message(bytes(answer)).error_code == 487
    found = stun.Message(stun.Method.BINDING, stun.Class.RESPONSE)
    found.attributes["XOR-MAPPED-ADDRESS"] = ("192.0.2.1", 9)
    assert stun.parse_message(bytes(found)).attributes["XOR-MAPPED-ADDRESS"] == ("192.0.2.1", 9)


def test_addresses_of_this_machine_are_found_without_loopback() -> None:
    assert "127.0.0.1" not in get_host_addresses(use_ipv4=True, use_ipv6=True)
