"""The narrow line of the journeys is as narrow, and as long, as it says."""

import contextlib
import socket
import threading
import time

import pytest

from tests.fixtures.slow_link import Line, slow_link


def echo() -> tuple[socket.socket, int]:
    """A server that sends back what it gets."""
    server = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                connection, _ = server.accept()
            except OSError:
                return
            with connection, contextlib.suppress(OSError):
                while piece := connection.recv(4096):
                    connection.sendall(piece)

    threading.Thread(target=serve, daemon=True).start()
    return server, server.getsockname()[1]


def test_a_line_carries_one_thing_after_the_other_at_its_rate() -> None:
    line = Line(bits_per_s=64_000)
    assert line.take(8_000, now=10.0) == pytest.approx(11.0)
    assert line.take(8_000, now=10.0) == pytest.approx(12.0)
    assert line.take(8_000, now=20.0) == pytest.approx(21.0)
    assert line.carried == 24_000


def test_what_goes_there_and_back_arrives_whole_and_no_sooner_than_it_can() -> None:
    server, port = echo()
    sent = bytes(range(256)) * 16
    with slow_link(port, kbit=256, rtt_ms=200) as link, socket.create_connection(("127.0.0.1", link.port)) as client:
        begun = time.monotonic()
        client.sendall(sent)
        got = b""
        while len(got) < len(sent):
            got += client.recv(4096)
        took_s = time.monotonic() - begun
    server.close()
    assert got == sent
    assert took_s > 0.2 + len(sent) * 8 / 256_000, "sooner than the line can carry it"


def test_a_cut_ends_every_connection_and_nothing_is_reached_while_it_is_away() -> None:
    server, port = echo()
    with slow_link(port, kbit=1000, rtt_ms=10) as link:
        with socket.create_connection(("127.0.0.1", link.port), timeout=5) as client:
            client.sendall(b"here")
            assert client.recv(4) == b"here"
            link.away = True
            link.cut()
            with pytest.raises(OSError, match="reset"):
                client.recv(4)
        # The refusal may come before the connection is handed over, or after.
        with (
            pytest.raises(OSError, match="reset"),
            socket.create_connection(("127.0.0.1", link.port), timeout=5) as again,
        ):
            again.recv(4)
        link.away = False
        with socket.create_connection(("127.0.0.1", link.port), timeout=5) as back:
            back.sendall(b"back")
            assert back.recv(4) == b"back"
    server.close()
