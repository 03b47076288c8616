"""How far the search for somebody on duty has come, as whoever waits for them is told."""

from signaling.protocol.alert_views import AlertSought, SoughtView
from tests.sms.desk import INCIDENT, KARIMOV, LADDERS, RASULOVA, town

URGENT = LADDERS.of("", "urgent")


async def test_what_comes_next_and_when_is_what_the_ladder_does_then() -> None:
    async with town(channels=("sms", "voice")) as place:
        raised_ms = place.now_ms
        await place.raised(KARIMOV, RASULOVA)
        voice_s = next(step.after_s for step in URGENT.steps if step.channel == "voice")
        sought = await place.ask(AlertSought(about_id=INCIDENT))
        assert sought == SoughtView(channels=["sms"], next_step="voice", next_step_at_ms=raised_ms + voice_s * 1000)


async def test_somebody_who_took_it_is_sought_no_more_and_nothing_is_said_of_what_nobody_raised() -> None:
    async with town() as place:
        assert await place.ask(AlertSought(about_id=INCIDENT)) is None
        alert_id = await place.raised(KARIMOV)
        await place.accept(alert_id, KARIMOV)
        assert await place.ask(AlertSought(about_id=INCIDENT)) is None
