"""Somebody took it: whoever was reached is told, once, and not dearer than it is worth."""

import pytest

from signaling.protocol.alerts import AlertSettle
from signaling.protocol.deliveries import Urgency
from sms.adapters.catalogue import LANGUAGES, Catalogue
from sms.domain.segments import is_gsm_7, segments
from sms.domain.wording import covered_text
from tests.sms.desk import INCIDENT, KARIMOV, RASULOVA, SMITH, AlertTown, Scripted, town
from tests.sms.test_segments import REASONS, SPECIALTIES, alert


async def told(place: AlertTown) -> list[str]:
    """Whom a message says that it is covered."""
    return sorted(one.person_id for one in await place.deliveries() if one.says == "covered")


async def test_whoever_was_reached_is_told_and_not_who_took_it_or_said_no() -> None:
    """Rule [A17]."""
    gateway = Scripted()
    async with town(gateway) as place:
        id = await place.raised(KARIMOV, RASULOVA, SMITH, urgency="life_threat")
        await place.send()
        await place.decline(id, SMITH)
        await place.accept(id, KARIMOV)
        assert await told(place) == ["rasulova"]
        before = len(gateway.given)
        await place.send()
        (message,) = gateway.given[before:]
        assert message.to == RASULOVA.telephone
        assert "уже есть" in message.body
        await place.accept(id, KARIMOV)
        assert await told(place) == ["rasulova"]


async def test_whom_no_message_had_reached_hears_nothing() -> None:
    """Rule [A17]."""
    async with town() as place:
        id = await place.raised(KARIMOV, RASULOVA, urgency="life_threat")
        await place.accept(id, KARIMOV)
        assert await told(place) == []


@pytest.mark.parametrize(("urgency", "expected"), [("life_threat", 1), ("routine", 0)])
async def test_an_sms_goes_only_where_it_is_urgent(urgency: Urgency, expected: int) -> None:
    """Rule [A17]."""
    async with town() as place:
        id = await place.raised(KARIMOV, urgency=urgency)
        await place.send()
        settle = AlertSettle(
            id=place.new_id(), made_at_ms=place.now_ms, about_kind="incident", about_id=INCIDENT, outcome="taken",
            person_id="another",
        )  # fmt: skip
        await place.do(settle)
        assert len(await told(place)) == expected
        assert (await place.alert(id)).status != "open"


async def test_what_has_not_left_is_withdrawn_when_the_alert_begins_again() -> None:
    """Rule [A17]."""
    gateway = Scripted()
    async with town(gateway) as place:
        id = await place.raised(KARIMOV, RASULOVA, urgency="life_threat")
        await place.send()
        await place.accept(id, KARIMOV, promise_s=60)
        confirm_by = (await place.alert(id)).confirm_by_ms
        assert confirm_by is not None
        await place.pass_time(confirm_by - place.now_ms)
        assert (await place.alert(id)).status == "open"
        covered = [one for one in await place.deliveries() if one.says == "covered"]
        assert [(one.progress.status, one.recalled) for one in covered] == [("withdrawn", True)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_text_is_one_segment_or_two(language: str) -> None:
    for specialty in SPECIALTIES:
        about = alert("incident", specialty, "urgent", REASONS)
        text = covered_text(about, language=language, code="QW2RT", say=Catalogue().say)
        assert segments(text) <= 2
        assert language == "ru" or is_gsm_7(text)
