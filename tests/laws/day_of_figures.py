"""A consult whose record is weighed when it is closed, and of which both sides say how good it was: a part of the day
on which every command is given."""

from typing import Any

from config.trial import fixed_id
from signaling.protocol import consult_figures as figures
from signaling.protocol import consult_room as consults
from tests.laws.watching import KARIMOV, LI, Day


async def rating(day: Day) -> None:
    """Concluded, rated by both, closed, weighed; rated otherwise the same day, and not a day later."""
    here: dict[str, Any] = {"consult_id": fixed_id("rated")}
    await day.do(
        consults.ConsultAsk, KARIMOV, **here, specialty="neurology", urgency="emergency", question="Stroke?",
        age_years=71, sex="male",
    )  # fmt: skip
    await day.refused(figures.ConsultRate, KARIMOV, **here, scores={"useful": 5, "understood": 5, "in_time": 5})
    await day.do(consults.ConsultAccept, LI, **here)
    await day.do(consults.ConsultConclude, LI, **here, conclusion="Not a stroke")
    await day.do(figures.ConsultRate, LI, **here, scores={"question": 4, "material": 2}, words="No pictures")
    await day.do(consults.ConsultAcknowledge, KARIMOV, **here)
    await day.do(figures.ConsultWeighRecord, **here)
    said: dict[str, Any] = {"scores": {"useful": 5, "understood": 4, "in_time": 5}, "would_have_sent": True}
    await day.do(figures.ConsultRate, KARIMOV, **here, **said)
    await day.refused(figures.ConsultRate, LI, **here, **said)
