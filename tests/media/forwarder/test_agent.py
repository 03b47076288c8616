"""The lite agent's paths and consent, told the time."""

import socket
from collections.abc import Iterator

import pytest
from aioice import stun

from media.forwarder.agent import CONSENT_S, FORGET_S, MOST_PATHS, OTHER_CHECK_S, OTHER_MEDIA_S, Agent, Checks
from media.forwarder.sockets import Places, Sockets


class Now:
    def __init__(self) -> None:
        self.s = 100.0

    def __call__(self) -> float:
        return self.s


class Wire:
    """The agent's socket and a device's, on this machine."""

    def __init__(self) -> None:
        self.now = Now()
        self.checks = Checks(self.now)
        self.checks.sockets = Sockets(Places(), self.checks.take)
        self.ours = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.theirs = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        for one in (self.ours, self.theirs):
            one.bind(("127.0.0.1", 0))
            one.settimeout(5)
        self.agent = Agent(self.checks)
        self.agent.meet("them", "t" * 22)

    def check(self, *, nominated: bool = False, password: str | None = None, user: str | None = None) -> stun.Message:
        request = stun.Message(stun.Method.BINDING, stun.Class.REQUEST)
        request.attributes["USERNAME"] = f"{user or self.agent.user}:them"
        request.attributes["ICE-CONTROLLING"] = 1
        if nominated:
            request.attributes["USE-CANDIDATE"] = None
        request.add_message_integrity((password or self.agent.password).encode())
        return request

    def take(self, message: stun.Message, port: int = 0) -> None:
        address = self.theirs.getsockname() if not port else ("127.0.0.1", port)
        self.checks.take(bytes(message), self.ours, address)


@pytest.fixture
def wire() -> Iterator[Wire]:
    made = Wire()
    yield made
    made.ours.close()
    made.theirs.close()


def test_a_signed_check_is_answered_and_opens_a_path(wire: Wire) -> None:
    wire.take(wire.check())
    answer = stun.parse_message(wire.theirs.recv(1500))
    assert answer.message_class == stun.Class.RESPONSE
    assert answer.attributes["XOR-MAPPED-ADDRESS"] == wire.theirs.getsockname()
    assert answer.check_message_integrity(wire.agent.password.encode())
    assert wire.agent.selected.is_set()


@pytest.mark.parametrize(("user", "password"), [(None, "x" * 32), ("somebody", None)])
def test_a_check_that_is_not_for_us_gets_nothing(wire: Wire, user: str | None, password: str | None) -> None:
    wire.take(wire.check(user=user, password=password))
    wire.checks.take(b"\x00\x01" + bytes(30), wire.ours, wire.theirs.getsockname())
    wire.theirs.settimeout(0)
    with pytest.raises(BlockingIOError):
        wire.theirs.recv(1500)
    assert wire.agent.path is None


def test_who_thinks_to_be_led_is_told_to_lead(wire: Wire) -> None:
    request = wire.check()
    del request.attributes["ICE-CONTROLLING"]
    request.attributes["ICE-CONTROLLED"] = 1
    request.add_message_integrity(wire.agent.password.encode())
    wire.take(request)
    assert stun.parse_message(wire.theirs.recv(1500)).error_code == 487


def test_the_device_chooses_the_path_and_may_change_it(wire: Wire) -> None:
    wire.take(wire.check(), 5001)
    wire.take(wire.check(), 5002)
    assert wire.agent.path is not None
    assert wire.agent.path.address[1] == 5001
    wire.take(wire.check(nominated=True), 5002)
    assert wire.agent.path.address[1] == 5002


def test_a_silent_path_gives_way_to_one_that_is_heard(wire: Wire) -> None:
    wire.take(wire.check(nominated=True), 5001)
    assert wire.checks.sockets is not None
    wire.take(wire.check(), 5002)
    other = wire.agent._paths[1]
    wire.agent.heard(other, wire.now.s + OTHER_MEDIA_S / 2)
    assert wire.agent.path is not other
    wire.agent.heard(other, wire.now.s + OTHER_MEDIA_S * 2)
    assert wire.agent.path is other
    wire.now.s += OTHER_CHECK_S * 2
    wire.take(wire.check(), 5003)
    assert wire.agent.path.address[1] == 5003


def test_old_credentials_live_until_the_next_restart(wire: Wire) -> None:
    user, password = wire.agent.user, wire.agent.password
    wire.agent.renew()
    wire.take(wire.check(user=user, password=password))
    assert wire.agent.path is not None, "what was under way is not turned away"
    wire.agent.renew()
    wire.take(wire.check(user=user, password=password, nominated=True), 5009)
    assert wire.agent.path.address[1] != 5009


def paused_after(wire: Wire, seconds: float) -> bool:
    assert wire.agent.tick(wire.now.s + seconds)
    return wire.agent.paused


def test_without_a_sign_sending_pauses_and_in_the_end_the_path_is_given_up(wire: Wire) -> None:
    wire.take(wire.check())
    assert not paused_after(wire, CONSENT_S - 1)
    assert paused_after(wire, CONSENT_S + 1)
    wire.now.s += 120
    wire.take(wire.check())
    assert not paused_after(wire, 1), "after two minutes without a network it goes on where it was"
    assert not wire.agent.tick(wire.now.s + FORGET_S + 1)


def test_a_probe_measures_the_round_trip(wire: Wire) -> None:
    wire.take(wire.check())
    wire.theirs.recv(1500)
    wire.agent.tick(wire.now.s)
    probe = stun.parse_message(wire.theirs.recv(1500))
    assert probe.check_message_integrity(b"t" * 22)
    answer = stun.Message(stun.Method.BINDING, stun.Class.RESPONSE, transaction_id=probe.transaction_id)
    answer.add_message_integrity(b"t" * 22)
    wire.now.s += 0.25
    wire.take(answer)
    assert wire.agent.round_trip_s == pytest.approx(0.25)


def test_paths_do_not_pile_up(wire: Wire) -> None:
    for port in range(6000, 6000 + 3 * MOST_PATHS):
        wire.take(wire.check(), port)
    assert wire.checks.sockets is not None
    assert len(wire.checks.sockets.paths) == MOST_PATHS
    wire.agent.close()
    assert wire.checks.sockets.paths == {}
