"""How a service's conclusions are signed, and whose documents they are."""

from config.settings import Settings, SettingsProblem
from consult_room.conclusions.adapters.certificates import UnknownProvider, providers_of
from consult_room.conclusions.adapters.trust import TrustProblem
from consult_room.conclusions.domain.document import House
from consult_room.conclusions.domain.providers import Providers


def signature_providers(settings: Settings, *, demo: bool) -> Providers:
    """Raises SettingsProblem. In the demo town a signature by hand is a test: nobody has a password there."""
    try:
        return providers_of(settings.signatures.split(), settings.signature_trust, demo=demo)
    except UnknownProvider as problem:
        raise SettingsProblem(f"signatures: there is no {problem}.") from None
    except TrustProblem as problem:
        raise SettingsProblem(f"signature_trust: {problem}") from None


def house_of(settings: Settings) -> House:
    return House(service=settings.service_id, service_name=settings.service_name, time_zone=settings.time_zone)
