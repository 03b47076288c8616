"""[P2] The server sends nowhere but to the hosts of its own list, whatever address a browser names."""

import pytest

from config.settings import Settings
from sms.domain.push_services import service_of

SERVICES = Settings().push_services.split()


@pytest.mark.parametrize(
    ("endpoint", "host"),
    [
        ("https://fcm.googleapis.com/fcm/send/abc:def", "fcm.googleapis.com"),
        ("https://FCM.googleapis.com:443/wp/x", "fcm.googleapis.com"),
        ("https://updates.push.services.mozilla.com/wpush/v2/gAA", "updates.push.services.mozilla.com"),
        ("https://web.push.apple.com/QOX", "web.push.apple.com"),
        ("https://wns2-by3p.notify.windows.com/w/?token=BQY", "wns2-by3p.notify.windows.com"),
    ],
)
def test_the_browsers_own_services_are_known(endpoint: str, host: str) -> None:
    assert service_of(endpoint, SERVICES) == host


@pytest.mark.parametrize(
    "endpoint",
    [
        "",
        "fcm.googleapis.com/x",
        "http://fcm.googleapis.com/x",
        "ftp://fcm.googleapis.com/x",
        "https:///x",
        "https://",
        "https://127.0.0.1/x",
        "https://localhost/x",
        "https://[::1]/x",
        "https://169.254.169.254/latest/meta-data",
        "https://fcm.googleapis.com.example.org/x",
        "https://example.org/fcm.googleapis.com",
        "https://example.org#fcm.googleapis.com",
        "https://fcm.googleapis.com#@example.org/",
        "https://fcm.googleapis.com@example.org/x",
        "https://example.org@fcm.googleapis.com/x",
        "https://example.org\\@fcm.googleapis.com/x",
        "https://fcm.googleapis.com\\.example.org/x",
        "https://fcm.googleapis.com:8443/x",
        "https://fcm.googleapis.com:0/x",
        "https://fcm.googleapis.com:99999/x",
        "https://fcm.googleapis.com:port/x",
        "https://notify.windows.com/x",
        "https://.notify.windows.com/x",
        "https://evilnotify.windows.com/x",
        "https://fcm.googleapis.com /x",
        "https://fcm.googleapis.com\t/x",
        "https://fcm.googleapis.com/x\r\nHost: example.org",
        "https://fcm.googleapis.com/\x00",
        "https://fcm.googlеapis.com/x",
        "https://[fcm.googleapis.com/x",
        "https://fcm.googleapis.com/" + "x" * 1000,
    ],
)
def test_every_other_address_is_nobodys(endpoint: str) -> None:
    assert service_of(endpoint, SERVICES) is None


def test_a_port_stands_in_the_list_or_is_not_taken() -> None:
    assert service_of("https://127.0.0.1:8443/x", ["127.0.0.1:8443"]) == "127.0.0.1"
    assert service_of("https://127.0.0.1/x", ["127.0.0.1:8443"]) is None
    assert service_of("https://127.0.0.1:8443/x", []) is None
