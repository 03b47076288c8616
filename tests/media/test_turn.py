"""TURN credentials: the scheme by an independent computation, and by coturn itself."""

from media.turn import TurnSettings, credentials, ice_servers


def test_the_password_is_what_openssl_computes() -> None:
    """printf '1800000000:p1' | openssl dgst -sha1 -hmac north -binary | base64"""
    assert credentials("north", "p1", 1_800_000_000) == ("1800000000:p1", "syDhlgZ7kacM6nCli20TaREADeU=")


def test_they_live_as_long_as_the_settings_say() -> None:
    """Rule [C9]."""
    settings = TurnSettings(turn_urls=["turn:relay:3478"], turn_secret="north", lives_s=600)
    (server,) = ice_servers(settings, "p1", 1_799_999_400_999)
    assert (server.username, server.credential) == credentials("north", "p1", 1_800_000_000)


def test_nothing_configured_is_an_empty_list() -> None:
    """Rule [C9]."""
    assert ice_servers(TurnSettings(), "p1", 0) == []
    assert ice_servers(TurnSettings(turn_urls=["turn:relay"]), "p1", 0) == []


def test_stun_needs_no_secret() -> None:
    (server,) = ice_servers(TurnSettings(stun_urls=["stun:relay:3478"]), "p1", 0)
    assert (server.urls, server.username) == (["stun:relay:3478"], None)
