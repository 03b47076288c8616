"""The certificate of ``--tls-local``: in its file, and as the running server shows it."""

import asyncio
import contextlib
import ssl
from collections.abc import Sequence

from cryptography import x509

from config.doctor.finding import Finding, days_left, unwise, wrong
from config.local_authority import keeping, making
from config.local_authority.keeping import FOLDER, PUBLIC, SERVER
from config.local_authority.names import AuthorityProblem, given, of_this_machine
from config.settings import Settings
from signaling import clock

ASK_S = 6
YEAR_DAYS = 365


def is_there(settings: Settings) -> bool:
    """Whether the service has one: by its settings, or because it was once started with it and has no other."""
    return settings.tls_local or (not settings.public_base and (settings.data_folder / FOLDER / SERVER).exists())


def ways_in(settings: Settings) -> list[tuple[str, ssl.SSLContext | None]]:
    """Where the server may listen on this machine, and whom to trust there: a program that was started with
    ``--tls-local`` by hand has told the settings nothing of it."""
    public = settings.data_folder / FOLDER / PUBLIC
    plain = (f"http://{settings.host}:{settings.port}", None)
    if not is_there(settings) or not public.exists():
        return [plain]
    secured = (settings.here.replace("http://", "https://", 1), ssl.create_default_context(cafile=public))
    return [secured] if settings.tls_local else [secured, plain]


async def look(settings: Settings) -> Sequence[Finding]:
    """Days, names that this machine has and the certificate has not, and whether the server shows this one."""
    now_ms = clock.now_ms()
    place = settings.data_folder / FOLDER
    if settings.tls_local and not (place / keeping.AUTHORITY).exists():
        return [unwise("certificate", f"There is no authority in {place} yet.", "`tez serve` makes it.")]
    try:
        authority = keeping.read_authority(place / keeping.AUTHORITY, now_ms)
        server = keeping.issued(place / SERVER, authority).certificate
        named = given(settings.tls_names.split())
    except (AuthorityProblem, OSError) as problem:
        remedy = "`tez backup list` says which backups there are; the authority is in each."
        return [wrong("certificate", f"The authority of this service cannot be used: {problem}", remedy)]
    renews = "A server that runs renews it by itself, 30 days before its end: start it, or see its log."
    found = [days_left(making.days_left(server, now_ms), renews)]
    wanted = named + making.permitted_by(authority.certificate, of_this_machine())
    lacking = wanted.without(making.names_in(server))
    if lacking:
        sentence = f"The certificate lacks {', '.join(lacking.written())}, by which this machine is reached."
        found.append(unwise("certificate", sentence, "A server that runs takes them in within a minute."))
    years = making.days_left(authority.certificate, now_ms)
    if years < YEAR_DAYS:
        remedy = f"Plan a day: move {place} away, start the server anew, and let every tablet trust the new one."
        found.append(unwise("certificate", f"The authority that tablets trust ends in {years} days.", remedy))
    return [*found, *await _shown(settings, server)]


async def _shown(settings: Settings, server: x509.Certificate) -> Sequence[Finding]:
    """Nothing when no server answers: another look says that."""
    base, trusting = ways_in(settings)[0]
    host = base.removeprefix("https://").rpartition(":")[0].strip("[]")
    try:
        async with asyncio.timeout(ASK_S):
            _, writer = await asyncio.open_connection(host, settings.port, ssl=trusting)
    except ssl.SSLCertVerificationError as problem:
        remedy = "Start the server anew: it was begun with another authority, or without --tls-local."
        return [wrong("certificate", f"The server shows another certificate: {problem.verify_message}.", remedy)]
    except (OSError, TimeoutError):
        return []
    shown = writer.get_extra_info("ssl_object").getpeercert(binary_form=True)
    writer.close()
    with contextlib.suppress(OSError):
        await writer.wait_closed()
    if x509.load_der_x509_certificate(shown) != server:
        sentence = "The server still shows the certificate before this one."
        return [unwise("certificate", sentence, "It takes the new one within a minute; else start it anew.")]
    return []
