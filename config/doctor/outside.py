"""What stands beside the program: relays, Twilio, the certificate, the map in use, the server and its workers."""

import asyncio
import ssl
from collections.abc import Sequence
from datetime import UTC, datetime
from urllib.parse import urlsplit

import aiohttp
from prometheus_client.parser import text_string_to_metric_families

from config.doctor import local_certificate
from config.doctor.finding import Finding, days_left, good, unwise, wrong
from config.settings import Settings
from geography.map_store import map_in_use
from media.turn import credentials
from signaling import clock
from sms.domain.gateway import CannotLook

MAP_DAYS = 365
ASK_S = 6


async def relays(settings: Settings) -> Sequence[Finding]:
    """Each TURN address, with credentials as devices get them."""
    if not settings.turn_urls:
        remedy = "Put coturn beside the server and name it in `turn_urls`; the page on deployment says how."
        return [unwise("turn", "There is no relay: devices in closed networks cannot talk.", remedy)]
    return await asyncio.gather(*(_relay(settings, url) for url in settings.turn_urls.split()))


async def _relay(settings: Settings, url: str) -> Finding:
    from media.forwarder.relay_trial import NoRelay, relay_of, try_relay  # aiortc's half takes a second to import

    username, password = credentials(settings.turn_secret, "doctor", clock.now_ms() // 1000 + 600)
    try:
        await try_relay(relay_of(url), username, password)
    except ValueError as problem:
        return wrong("turn", f"{problem}.", "Write it as turn:relay.example.uz:3478?transport=udp.")
    except NoRelay as problem:
        if problem.let_in:
            remedy = "Open its UDP ports (min-port to max-port) in the firewall; see `denied-peer-ip` in its log."
            return wrong("turn", f"{url} lets us in, and relays nothing: {problem}.", remedy)
        remedy = "Look whether it runs and is reached, and whether `turn_secret` is its static-auth-secret."
        return wrong("turn", f"{url} cannot be used: {problem}.", remedy)
    return good("turn", f"{url} relays.")


async def twilio(settings: Settings) -> Sequence[Finding]:
    """Whether Twilio takes the credentials. Nothing is sent."""
    if "twilio" not in (settings.sms_gateway, settings.sms_second_gateway):
        return []
    from sms.adapters.twilio import TwilioAccount  # Twilio's client takes half a second to import

    account = TwilioAccount(
        settings.twilio_account_sid, settings.twilio_auth_token, settings.twilio_api_base, timeout_s=ASK_S
    )
    try:
        state = await account.state()
    except CannotLook as problem:
        remedy = "Compare `twilio_account_sid` and `twilio_auth_token` with Twilio's console."
        return [wrong("twilio", f"Twilio does not let us in: {problem}.", remedy)]
    finally:
        await account.close()
    if state != "active":
        return [wrong("twilio", f"The account at Twilio is {state}: it sends nothing.", "See Twilio's console.")]
    return [good("twilio", "The account at Twilio is active.")]


async def certificate(settings: Settings) -> Sequence[Finding]:
    """Of the address that people use, as a browser sees it."""
    if local_certificate.is_there(settings):
        return await local_certificate.look(settings)
    address = urlsplit(settings.public_base)
    if address.scheme != "https":
        return []
    remedy = "Look into the log of what renews it (`journalctl -u caddy`)."
    try:
        async with asyncio.timeout(ASK_S):
            _, writer = await asyncio.open_connection(
                address.hostname, address.port or 443, ssl=ssl.create_default_context()
            )
    except ssl.SSLCertVerificationError as problem:
        return [wrong("certificate", f"Browsers refuse {settings.public_base}: {problem.verify_message}.", remedy)]
    except (OSError, TimeoutError) as problem:
        why = getattr(problem, "strerror", None) or "it does not answer in time"
        return [wrong("certificate", f"{settings.public_base} cannot be reached from here: {why}.", remedy)]
    until = ssl.cert_time_to_seconds(str(writer.get_extra_info("peercert")["notAfter"]))
    writer.close()
    return [days_left(int((until - clock.now_ms() / 1000) // 86_400), remedy)]


async def used_map(settings: Settings) -> Sequence[Finding]:
    """Whether there is one, of the real world, and of this year."""
    manifest = map_in_use(settings.data_folder)
    if manifest is None:
        remedy = "`tez map import FILE` reads an extract of OpenStreetMap."
        return [wrong("map", "There is no map: addresses are not found, travel times are guessed.", remedy)]
    day = datetime.fromtimestamp(manifest.imported_at_ms / 1000, UTC).date()
    sentence = f"The map in use is {manifest.name}, imported on {day}."
    if manifest.invented:
        return [unwise("map", sentence + " It is an invented town.", "`tez map import FILE` reads a real one.")]
    if clock.now_ms() - manifest.imported_at_ms > MAP_DAYS * 86_400_000:
        return [unwise("map", sentence + " Roads and houses have changed since.", "`tez map import FILE`, anew.")]
    return [good("map", sentence)]


async def server(settings: Settings) -> Sequence[Finding]:
    """Whether it answers on this machine, keeps up with itself, and has its media workers."""
    for base, trusting in local_certificate.ways_in(settings):
        answer = await _asked(base, trusting)
        if answer is not None:
            break
    else:
        remedy = "`systemctl status tez` and `journalctl -u tez` say why; `tez serve` starts it by hand."
        return [wrong("server", f"No server answers at {base}.", remedy)]
    told, counted = answer
    found = [_readiness(told)]
    lag_ms = counted.get("tez_loop_lag_p99_ms", 0)
    if lag_ms > 50:
        remedy = "Look what else this machine does; give the service two cores of its own."
        found.append(unwise("server", f"It is late by {lag_ms:.0f} ms (99 of 100 times less).", remedy))
    return [*found, _workers(settings, counted)]


async def _asked(base: str, trusting: ssl.SSLContext | None) -> tuple[dict[str, object], dict[str, float]] | None:
    """What the server says of itself, and its figures; None where none answers."""
    connector = aiohttp.TCPConnector(ssl=trusting) if trusting else None
    try:
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=ASK_S), connector=connector) as client:
            async with client.get(f"{base}/readyz") as ready:
                told = await ready.json()
            async with client.get(f"{base}/metrics") as page:
                return told, _counted(await page.text())
    except (aiohttp.ClientError, TimeoutError, ValueError):
        return None


def _readiness(told: dict[str, object]) -> Finding:
    if told.get("why") == "database":
        return wrong("server", "The server answers, and its database does not.", "Look whether the database runs.")
    if not told.get("ready"):
        return wrong("server", "The server is ending.", "Wait a minute; then see its log.")
    return good("server", f"The server answers; screens have all {told.get('upto')} of {told.get('head')} rows.")


def _workers(settings: Settings, counted: dict[str, float]) -> Finding:
    connected = int(counted.get("media_worker_processes", 0))
    if connected == 0:
        remedy = "`tez worker add NAME` gives a key; `media_processes` starts workers beside the server."
        return unwise("workers", "No media worker is connected: three cannot talk, nothing is recorded.", remedy)
    return good("workers", f"{connected} processes of media workers are connected.")


def _counted(text: str) -> dict[str, float]:
    """Figures without labels."""
    return {
        sample.name: sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
        if not sample.labels
    }
