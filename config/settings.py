"""Every key of the configuration: from a TOML file (``TEZ_CONFIG``) and from the environment (``TEZ_<KEY>``).

Unknown keys are refused, in the file and in the environment alike. The environment wins over the file.
"""

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec

from config.keys import misfits

Text = Annotated[str, msgspec.Meta(max_length=2000)]


_ITSELF = {"0.0.0.0": "127.0.0.1", "::": "[::1]", "::1": "[::1]"}  # noqa: S104 - looked for, not listened on

GatewayName = Literal["page", "twilio", "http", "smpp"]


class SettingsProblem(Exception):
    """The configuration cannot be used; the sentence names the key."""


def _doc(text: str, *, example: str | None = None, **limits: Any) -> msgspec.Meta:
    return msgspec.Meta(description=text, examples=None if example is None else [example], **limits)


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a service is configured with. ``tez config show`` prints it, secrets masked."""

    data_dir: Annotated[
        str, _doc("folder of everything that is kept: database, maps, files", example="/var/lib/tez")
    ] = ".data"
    database_url: Annotated[
        str,
        _doc(
            "postgresql+asyncpg://…; empty: SQLite in the data folder",
            example="postgresql+asyncpg://tez:PASSWORD@127.0.0.1/tez",
        ),
    ] = ""
    redis_url: Annotated[
        str,
        _doc("redis://…, the bell between several nodes; empty: one node alone", example="redis://127.0.0.1:6379/0"),
    ] = ""
    host: Annotated[str, _doc("address to listen on", example="10.0.0.5")] = "127.0.0.1"
    port: Annotated[int, _doc("port to listen on", ge=1, le=65535)] = 8103
    public_base: Annotated[
        str, _doc("the address people use, https://…; empty: http://host:port", example="https://103.example.uz")
    ] = ""
    allowed_origins: Annotated[
        str, _doc("further origins whose pages may speak to the server, with blanks", example="https://desk.example.uz")
    ] = ""
    trusted_proxies: Annotated[
        str, _doc("proxies in front of us: their X-Forwarded-For is believed; with blanks", example="127.0.0.1")
    ] = ""
    tls_local: Annotated[
        bool,
        _doc("https by an authority of our own, for tablets on a network without a name on the internet; --tls-local"),
    ] = False
    tls_names: Annotated[
        str,
        _doc(
            "further names and addresses of this machine in that certificate, with blanks; the first is told to people",
            example="tez.local 192.168.1.5",
        ),
    ] = ""
    tls_trust_port: Annotated[
        int, _doc("plain http, where tablets come to trust that authority; 0: the next after port", ge=0, le=65535)
    ] = 0
    service_id: Annotated[
        str, _doc("the service's id: one stream of the journal", example="samarqand-103", pattern="^[a-z0-9-]{1,32}$")
    ] = "103"
    service_name: Annotated[
        str, _doc("the service's name, shown at the top of the console", example="Samarqand 103")
    ] = "Tez yordam"
    time_zone: Annotated[
        str, _doc("the zone in which times are shown and days are counted", example="Asia/Samarkand")
    ] = "Asia/Tashkent"
    stun_urls: Annotated[str, _doc("stun:host:port, several with blanks", example="stun:turn.example.uz:3478")] = ""
    turn_urls: Annotated[
        str,
        _doc("turn:host:port?transport=udp, several with blanks", example="turn:turn.example.uz:3478?transport=udp"),
    ] = ""
    turn_secret: Annotated[
        str, _doc("coturn's static-auth-secret", example="32 random bytes, as openssl rand -hex 32 prints them")
    ] = ""
    turn_minutes: Annotated[int, _doc("how long TURN credentials are good", ge=1, le=1440)] = 120
    worker_key: Annotated[
        str,
        _doc(
            "the key of this machine's media workers, as tez worker add printed it",
            example="as tez worker add printed it",
        ),
    ] = ""
    media_processes: Annotated[int, _doc("media workers that tez serve starts beside it", ge=0, le=64)] = 0
    media_addresses: Annotated[
        str, _doc("where media workers listen, with blanks; empty: on every address", example="10.0.0.21")
    ] = ""
    media_announced: Annotated[
        str, _doc("what devices are told instead, where addresses are translated", example="203.0.113.7")
    ] = ""
    media_ports: Annotated[
        str, _doc("UDP ports, 40000-40063: one a process", example="40000-40063", pattern="^(\\d+(-\\d+)?)?$")
    ] = ""
    sms_gateway: Annotated[GatewayName, _doc("who carries SMS: page (shows them), twilio, http or smpp")] = "page"
    sms_second_gateway: Annotated[
        GatewayName | Literal[""], _doc("who carries SMS while the first cannot", example="smpp")
    ] = ""
    twilio_account_sid: Annotated[str, _doc("AC…", example="AC00000000000000000000000000000000")] = ""
    twilio_auth_token: Annotated[
        str, _doc("the token that signs webhooks too", example="as Twilio's console shows it")
    ] = ""
    twilio_second_token: Annotated[
        str, _doc("the other token while tokens are exchanged", example="as Twilio's console shows it")
    ] = ""
    twilio_shared_keys: Annotated[
        str, _doc("shared keys that sign webhooks instead: name=secret, with blanks", example="tez=SECRET")
    ] = ""
    twilio_from: Annotated[
        str,
        _doc(
            "sender: number, alphanumeric name or messaging service (MG…)", example="MG00000000000000000000000000000000"
        ),
    ] = ""
    twilio_voice_from: Annotated[
        str, _doc("number that calls come from; empty: twilio_from if it is a number", example="+998711234567")
    ] = ""
    twilio_api_base: Annotated[str, _doc("Twilio's API, or what stands in front of it")] = "https://api.twilio.com"
    push_private_key: Annotated[
        str,
        _doc(
            "signs Web Push, as tez push keys printed it; empty: there is none", example="as tez push keys printed it"
        ),
    ] = ""
    push_contact: Annotated[
        str,
        _doc(
            "mailto:… or https://…: whom push services write to about our pushes", example="mailto:duty@103.example.uz"
        ),
    ] = ""
    push_services: Annotated[str, _doc("hosts that a push may go to, *. for those below one; with blanks")] = (
        "fcm.googleapis.com updates.push.services.mozilla.com web.push.apple.com *.push.apple.com *.notify.windows.com"
    )
    sms_sender: Annotated[
        str, _doc("who a message comes from by http or smpp: a number or a name", example="TezYordam")
    ] = ""
    sms_http_file: Annotated[
        str, _doc("the description of the gateway http, a TOML file", example="/etc/tez/gateway.toml")
    ] = ""
    sms_http_secret: Annotated[
        str, _doc("stands for {secret} in that description", example="as the gateway gave it")
    ] = ""
    sms_report_token: Annotated[
        str, _doc("the gateway http reports at /sms/report/TOKEN; empty: nowhere", example="22 random letters")
    ] = ""
    sms_inbound_token: Annotated[
        str, _doc("it brings texts to /sms/text/TOKEN; empty: nowhere", example="22 random letters")
    ] = ""
    smpp_host: Annotated[str, _doc("the operator's SMSC, for the gateway smpp", example="smsc.example.uz")] = ""
    smpp_port: Annotated[int, _doc("its port", ge=1, le=65535)] = 2775
    smpp_system_id: Annotated[str, _doc("who we are to it", example="tez103", max_length=15)] = ""
    smpp_password: Annotated[str, _doc("the password of that name", example="LETTERS8", max_length=8)] = ""
    smpp_per_second: Annotated[float, _doc("messages a second that it allows", gt=0, le=1000)] = 10
    smtp_host: Annotated[
        str, _doc("the server that takes e-mail; empty: no e-mail is sent", example="mail.example.uz")
    ] = ""
    smtp_port: Annotated[int, _doc("its port", ge=1, le=65535)] = 587
    smtp_security: Annotated[Literal["starttls", "tls", "none"], _doc("how the connection is secured")] = "starttls"
    smtp_from: Annotated[str, _doc("the address that e-mail comes from", example="tez@103.example.uz")] = ""
    smtp_login: Annotated[str, _doc("login at that server; empty: none is asked for", example="tez")] = ""
    smtp_password: Annotated[str, _doc("its password", example="as the mail server knows it")] = ""
    sms_price: Annotated[float, _doc("what one segment of an SMS costs, for the report; 0: not known", ge=0)] = 0
    voice_price: Annotated[float, _doc("what one telephone call costs, for the report; 0: not known", ge=0)] = 0
    price_currency: Annotated[str, _doc("in which currency prices are given", max_length=8)] = "UZS"
    caller_messages: Annotated[bool, _doc("callers get an SMS that help is coming, and when")] = True
    caller_language: Annotated[Literal["uz", "ru", "en"], _doc("of callers whose own language is not known")] = "uz"
    landline_prefixes: Annotated[str, _doc("numbers that take no SMS: their beginnings, with blanks")] = (
        "+99861 +99862 +99865 +99866 +99867 +99869 +99870 +99871 +99872 +99873 +99874 +99875 +99876 +99878 +99879"
    )
    quiet_hours: Annotated[str, _doc("when notices to patients wait, 22:00-07:00; empty: never")] = "22:00-07:00"
    slot_rings_minutes: Annotated[int, _doc("a booked consult rings so long before its time", ge=0, le=60)] = 3
    slot_grace_minutes: Annotated[int, _doc("who has not come to it by then was absent", ge=1, le=120)] = 10
    reminder_minutes: Annotated[int, _doc("its second reminder goes out so long before it", ge=1, le=1440)] = 30
    reminder_hour: Annotated[int, _doc("its first one at this hour of the day before", ge=6, le=21)] = 18
    ladders_file: Annotated[
        str, _doc("how people on duty are reached: a TOML file; empty: as shipped", example="/etc/tez/ladders.toml")
    ] = ""
    forms_dir: Annotated[
        str, _doc("folder of own forms of consults; over the shipped ones; empty: as shipped", example="/etc/tez/forms")
    ] = ""
    twilio_per_second: Annotated[int, _doc("messages a second that the account may send", ge=1, le=1000)] = 10
    geocoder_url: Annotated[
        str, _doc("an outside Nominatim; empty: only the imported map answers", example="https://nominatim.example.uz")
    ] = ""
    recording_days: Annotated[int, _doc("how long recordings of conversations and voice clips are kept", ge=1)] = 30
    signatures: Annotated[
        str, _doc("how conclusions are signed: drawn, cades, outside; with blanks", example="drawn cades")
    ] = "drawn"
    signature_trust: Annotated[
        str, _doc("folder of certificates that signatures must lead to (PEM), and CRLs", example="/etc/tez/trust")
    ] = ""
    consult_years: Annotated[
        int, _doc("how long the record of a consult is kept after its end; set it by your law", ge=1, le=100)
    ] = 25
    quality_days: Annotated[int, _doc("how long the figures of conversations are kept", ge=1)] = 30
    track_days: Annotated[int, _doc("how long tracks of brigades are kept", ge=1)] = 30

    backup_folder: Annotated[
        str, _doc("where tez backup puts backups, on another disk or machine", example="/mnt/backup/tez")
    ] = ""
    backup_passphrase_file: Annotated[
        str, _doc("its first line opens backups; keep a copy far away", example="/etc/tez/backup.passphrase")
    ] = ""
    backup_days: Annotated[int, _doc("how long backups are kept; the newest three always are", ge=1)] = 30

    @property
    def data_folder(self) -> Path:
        return Path(self.data_dir)

    @property
    def base(self) -> str:
        """The address people use."""
        return self.public_base.rstrip("/") or f"{self._scheme}://{self.host}:{self.port}"

    @property
    def here(self) -> str:
        """The server as its own machine reaches it, past any proxy."""
        return f"{self._scheme}://{_ITSELF.get(self.host, self.host)}:{self.port}"

    @property
    def _scheme(self) -> str:
        return "https" if self.tls_local else "http"

    @property
    def trust_port(self) -> int:
        """Where tablets come to trust the authority of ``tls_local``."""
        return self.tls_trust_port or (self.port + 1 if self.port < 65535 else self.port - 1)

    @property
    def maps_folder(self) -> Path:
        return self.data_folder / "maps"


SECRETS = (
    "turn_secret",
    "worker_key",
    "twilio_auth_token",
    "twilio_second_token",
    "twilio_shared_keys",
    "sms_http_secret",
    "sms_report_token",
    "sms_inbound_token",
    "smpp_password",
    "smtp_password",
    "push_private_key",
    "database_url",
    "redis_url",
)
OF_TESTS = {"TEZ_TEST_DATA"}  # read by the tests, not by the program


def load(environment: Mapping[str, str] | None = None, file: Path | None = None, **overrides: Any) -> Settings:
    """The settings of file, environment and overrides, the last winning. Raises SettingsProblem."""
    environment = os.environ if environment is None else environment
    named = environment.get("TEZ_CONFIG")
    chosen = file or (Path(named) if named else None)
    values = read_file(chosen) if chosen else {}
    for name, value in environment.items():
        if name.startswith("TEZ_") and name not in {"TEZ_CONFIG", *OF_TESTS}:
            values[name.removeprefix("TEZ_").lower()] = value
    values.update({name: value for name, value in overrides.items() if value is not None})
    wrong = misfits(Settings, values)
    if wrong:
        raise SettingsProblem("The configuration cannot be used. " + " ".join(wrong))
    return msgspec.convert(values, Settings, strict=False)


def read_file(file: Path) -> dict[str, Any]:
    """What stands in a TOML file, not looked at yet. Raises SettingsProblem."""
    try:
        return tomllib.loads(file.read_text("utf-8"))
    except OSError as error:
        raise SettingsProblem(f"The configuration file {file} cannot be read: {error.strerror}.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsProblem(f"The configuration file {file} is not TOML: {error}.") from None
