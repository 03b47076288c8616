"""Who carries what goes by each channel, as the settings say."""

from collections.abc import Callable, Mapping
from pathlib import Path

from config.settings import Settings, SettingsProblem
from signaling import clock
from sms.adapters.falling_back import FallingBack
from sms.adapters.http import DescriptionProblem, HttpGateway, read_description
from sms.adapters.page import PageGateway
from sms.domain.gateway import Gateway
from sms.sender import Carriers


def carriers_of(settings: Settings) -> Carriers:
    """The carriers of a server. Raises SettingsProblem when keys are missing."""
    if settings.sms_gateway == "page":
        return on_the_page(settings)
    return {"sms": _sms(settings), **_voice(settings), **_email(settings)}


def _sms(settings: Settings) -> Gateway:
    first = settings.sms_gateway
    second = settings.sms_second_gateway
    if not second:
        return GATEWAYS[first](settings)
    if second == first:
        raise SettingsProblem(f"sms_second_gateway: {second} is the first one already.")
    return FallingBack({name: GATEWAYS[name](settings) for name in (first, second)}, clock.now_ms)


def on_the_page(settings: Settings) -> Carriers:
    """Nothing leaves the machine: whatever a telephone or a mailbox would get stands on a page."""
    page = _page(settings)
    return {"sms": page, "voice": page, "email": page}


def _page(settings: Settings) -> PageGateway:
    return PageGateway(settings.data_folder / "messages.json", clock.now_ms)


def _twilio(settings: Settings) -> Gateway:
    from sms.adapters.twilio import TwilioGateway  # Twilio's client takes half a second to import

    _read_keys(settings)
    needs(settings, "gateway twilio", "twilio_account_sid", "twilio_auth_token", "twilio_from")
    return TwilioGateway(
        account_sid=settings.twilio_account_sid,
        auth_token=settings.twilio_auth_token,
        sender=settings.twilio_from,
        base_url=settings.twilio_api_base,
        per_second=settings.twilio_per_second,
    )


def _http(settings: Settings) -> Gateway:
    needs(settings, "gateway http", "sms_http_file")
    try:
        description = read_description(Path(settings.sms_http_file))
    except DescriptionProblem as problem:
        raise SettingsProblem(f"sms_http_file: {problem}.") from None
    return HttpGateway(
        description,
        sender=settings.sms_sender,
        secret=settings.sms_http_secret,
        report_token=settings.sms_report_token,
    )


def _smpp(settings: Settings) -> Gateway:
    from sms.adapters.smpp import SmppGateway

    needs(settings, "gateway smpp", "smpp_host", "smpp_system_id", "sms_sender")
    return SmppGateway(
        host=settings.smpp_host,
        port=settings.smpp_port,
        system_id=settings.smpp_system_id,
        password=settings.smpp_password,
        sender=settings.sms_sender,
        per_second=settings.smpp_per_second,
    )


GATEWAYS: Mapping[str, Callable[[Settings], Gateway]] = {"page": _page, "twilio": _twilio, "http": _http, "smpp": _smpp}


def _email(settings: Settings) -> Carriers:
    if not settings.smtp_host:
        return {}
    from sms.adapters.email import EmailGateway

    needs(settings, "e-mail", "smtp_from")
    letters = EmailGateway(
        host=settings.smtp_host,
        port=settings.smtp_port,
        sender=settings.smtp_from,
        now_ms=clock.now_ms,
        login=settings.smtp_login,
        password=settings.smtp_password,
        start_tls=settings.smtp_security == "starttls",
        use_tls=settings.smtp_security == "tls",
    )
    return {"email": letters}


def _voice(settings: Settings) -> Carriers:
    """Calls, when there is an account and a number that they can come from."""
    number = settings.twilio_voice_from or (settings.twilio_from if settings.twilio_from.startswith("+") else "")
    if not number or not settings.twilio_account_sid:
        return {}
    from sms.adapters.twilio_voice import TwilioVoice

    needs(settings, "voice of twilio", "twilio_auth_token")
    voice = TwilioVoice(
        account_sid=settings.twilio_account_sid,
        auth_token=settings.twilio_auth_token,
        sender=number,
        base_url=settings.twilio_api_base,
    )
    return {"voice": voice}


def needs(settings: Settings, who: str, *keys: str) -> None:
    """Raises SettingsProblem, which names each key that is empty."""
    missing = [key for key in keys if not getattr(settings, key)]
    if missing:
        raise SettingsProblem(f"The {who} needs {', '.join(missing)}.")


def _read_keys(settings: Settings) -> None:
    from sms.domain.signature import shared_keys_of

    try:
        shared_keys_of(settings.twilio_shared_keys)
    except ValueError as problem:
        raise SettingsProblem(f"twilio_shared_keys: {problem}.") from None
