"""The page on which a device learns to trust the authority, the authority as files, and its address as a QR code."""

import html
import plistlib
import re
from functools import cache
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

import msgspec
import segno
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization

from config.local_authority.making import ORGANIZATION
from config.local_authority.names import LOCALHOST
from sms.adapters.catalogue import LANGUAGES, Catalogue

FILE = "tez-yordam.crt"
PROFILE = "tez-yordam.mobileconfig"
FRONT = "trusting"
STEPS = {"android": 5, "apple": 3, "windows": 4}
_BLACK_ON_WHITE, _AS_BEFORE = "\x1b[30;107m", "\x1b[0m"


class Device(msgspec.Struct, frozen=True):
    """Who asks for the page. ``kind`` is one of ``STEPS``, whose steps stand open; ``address``: of the page itself."""

    language: str
    kind: str
    address: str
    https: str


@cache
def words() -> Catalogue:
    return Catalogue(Path(__file__).parent / "words")


def kind_of(agent: str) -> str:
    """By what a browser says of itself. An iPad calls itself a Macintosh."""
    if "Windows" in agent:
        return "windows"
    return "apple" if re.search(r"iPhone|iPad|Macintosh", agent) else "android"


def language_of(asked: str | None, accepted: str) -> str:
    """The one that was tapped, else the first that the browser names and we speak, else Uzbek."""
    named = [asked or "", *(part.split(";")[0].strip()[:2].lower() for part in accepted.split(","))]
    return next((one for one in named if one in LANGUAGES), LANGUAGES[0])


def page(shell: str | None, authority: x509.Certificate, device: Device) -> str:
    """The whole page. ``shell``: its frame with the product's look, as the fronts' build has left it; without it the
    page is plain, and says the same."""
    say = _Said(device.language)
    body, languages = _body(say, authority, device), _languages(say, device.language)
    if shell is None:
        return (
            f'<!doctype html><html lang="{device.language}"><head><meta charset="utf-8">'
            f'<meta name="viewport" content="width=device-width, initial-scale=1">'
            f"<title>{say('title')}</title></head><body>{languages}{body}</body></html>"
        )
    framed = shell.replace("LANGUAGE", device.language).replace("TITLE", say("title"))
    return framed.replace("<!--languages-->", languages).replace("<!--page-->", body)


class _Said:
    """Words of one language, safe to stand in a page."""

    def __init__(self, language: str) -> None:
        self._language = language

    def __call__(self, key: str, **values: str) -> str:
        return html.escape(words().say(self._language, key, **values))


def _body(say: _Said, authority: x509.Certificate, device: Device) -> str:
    facts = {"file": FILE, "name": title_of(authority), "sha1": sha1_of(authority)}
    names = ", ".join(names_of(authority))
    devices = "".join(_device(say, kind, facts, opened=kind == device.kind) for kind in STEPS)
    https = html.escape(device.https)
    return f"""<main>
<div class="way">
<h1>{say("title")}</h1>
<p class="lead">{say("lead")}</p>
<section aria-labelledby="compare"><h2 id="compare">{say("compare")}</h2>
<p class="muted" id="fingerprint">{say("fingerprint")}</p>
<p class="fingerprint" aria-describedby="fingerprint">{_fingerprint(authority)}</p>
<p>{say("compare-how")}</p>
<p class="muted">{say("limited", names=names)}</p></section>
<section class="devices" aria-labelledby="install"><h2 id="install">{say("install")}</h2>{devices}</section>
<section aria-labelledby="check"><h2 id="check">{say("check")}</h2>
<p>{say("check-how")}</p>
<a class="go" href="{https}/">{say("check-go")}</a>
<p class="address muted">{https}</p></section>
</div>
<aside class="beside" aria-labelledby="next"><h2 id="next">{say("next-device")}</h2>
{_qr_drawn(device.address, say("qr", address=device.address))}
<p>{say("next-device-how")}</p>
<p class="address muted">{html.escape(device.address)}</p></aside>
</main>"""


def _languages(say: _Said, chosen: str) -> str:
    links = "".join(
        f'<a href="/?language={one}" lang="{one}" hreflang="{one}"{" aria-current=true" if one == chosen else ""}>'
        f"{one.upper()}</a>"
        for one in LANGUAGES
    )
    return f'<nav class="languages" aria-label="{say("languages")}">{links}</nav>'


def _fingerprint(authority: x509.Certificate) -> str:
    pairs = authority.fingerprint(hashes.SHA256()).hex(" ").upper().split()
    return "".join(f"<span>{' '.join(pairs[at : at + 8])}</span> " for at in range(0, len(pairs), 8))


def _device(say: _Said, kind: str, facts: dict[str, str], *, opened: bool) -> str:
    steps = "".join(f"<li>{say(f'{kind}-{number}', **facts)}</li>" for number in range(1, STEPS[kind] + 1))
    file = PROFILE if kind == "apple" else FILE
    return (
        f'<details class="device"{" open" if opened else ""}><summary>{say(kind)}</summary><div class="device-way">'
        f'<a class="go" href="/{file}">{say(f"{kind}-get")}</a><ol>{steps}</ol></div></details>'
    )


def title_of(authority: x509.Certificate) -> str:
    """As a device lists it."""
    return str(authority.subject.get_attributes_for_oid(x509.NameOID.COMMON_NAME)[0].value)


def sha1_of(authority: x509.Certificate) -> str:
    """All that Windows shows of a certificate when it asks; nobody can make another one with the same."""
    return authority.fingerprint(hashes.SHA1()).hex().upper()  # noqa: S303 - read by people, proves nothing


def names_of(authority: x509.Certificate) -> list[str]:
    """The names that it may speak for."""
    allowed = authority.extensions.get_extension_for_class(x509.NameConstraints).value.permitted_subtrees or []
    names = [one.value for one in allowed if isinstance(one, x509.DNSName)]
    return [name for name in names if name != LOCALHOST] or names


def certificate_file(authority: x509.Certificate) -> bytes:
    """As Android and Windows take it."""
    return authority.public_bytes(serialization.Encoding.DER)


def profile_file(authority: x509.Certificate) -> bytes:
    """As Apple's devices take it. The same authority is the same profile: brought again it stands there once."""
    mark = authority.fingerprint(hashes.SHA256()).hex()
    payload = {
        "PayloadType": "com.apple.security.root",
        "PayloadVersion": 1,
        "PayloadIdentifier": f"tezyordam.authority.{mark[:16]}.certificate",
        "PayloadUUID": str(uuid5(NAMESPACE_URL, f"tez:authority:{mark}:certificate")).upper(),
        "PayloadDisplayName": title_of(authority),
        "PayloadCertificateFileName": FILE,
        "PayloadContent": certificate_file(authority),
    }
    whole = {
        "PayloadType": "Configuration",
        "PayloadVersion": 1,
        "PayloadIdentifier": f"tezyordam.authority.{mark[:16]}",
        "PayloadUUID": str(uuid5(NAMESPACE_URL, f"tez:authority:{mark}")).upper(),
        "PayloadDisplayName": title_of(authority),
        "PayloadOrganization": ORGANIZATION,
        "PayloadRemovalDisallowed": False,
        "PayloadContent": [payload],
    }
    return plistlib.dumps(whole)


def _qr_drawn(address: str, says: str) -> str:
    code = segno.make(address, error="m", micro=False)
    side = code.symbol_size(border=4)[0]
    drawn = code.svg_inline(border=4, dark="#000", light="#fff", omitsize=True, svgclass="qr", lineclass=None)
    return drawn.replace("<svg ", f'<svg role="img" aria-label="{says}" width="{side}" height="{side}" ', 1)


def qr_in_letters(address: str) -> str:
    """The code as a terminal shows it: dark on white whatever its colours are, two rows in a line."""
    rows = [list(row) for row in segno.make(address, error="m", micro=False).matrix_iter(border=4)]
    if len(rows) % 2:
        rows.append([0] * len(rows[0]))
    blocks = {(0, 0): " ", (1, 0): "▀", (0, 1): "▄", (1, 1): "█"}
    lines = (
        "".join(blocks[bool(above), bool(below)] for above, below in zip(upper, lower, strict=True))
        for upper, lower in zip(rows[::2], rows[1::2], strict=True)
    )
    return "\n".join(f"{_BLACK_ON_WHITE}{line}{_AS_BEFORE}" for line in lines)
