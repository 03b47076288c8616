"""Which ladder holds for which reason and urgency. The data is ``sms/ladders.toml``, or the service's own file."""

from typing import Annotated

import msgspec

from signaling.protocol.deliveries import Urgency
from signaling.protocol.ladders import Ladder

Reason = Annotated[str, msgspec.Meta(pattern="^[a-z0-9_]{1,64}$")]


class Ladders(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One ladder for each urgency, one for tests, and others for single reasons."""

    life_threat: Ladder
    urgent: Ladder
    routine: Ladder
    drill: Ladder
    reasons: dict[Reason, dict[Urgency, Ladder]] = {}

    def of(self, reason: str, urgency: Urgency) -> Ladder:
        """The reason's own ladder for this urgency, or the one of everything."""
        own = self.reasons.get(reason, {}).get(urgency)
        if own is not None:
            return own
        match urgency:
            case "life_threat":
                return self.life_threat
            case "urgent":
                return self.urgent
            case "routine":
                return self.routine


def problems(ladders: Ladders) -> list[str]:
    """What cannot be meant, in sentences that name the ladder; none when all is well."""
    named = {
        "life_threat": ladders.life_threat,
        "urgent": ladders.urgent,
        "routine": ladders.routine,
        "drill": ladders.drill,
    }
    named |= {
        f"reasons.{reason}.{urgency}": ladder
        for reason, each in ladders.reasons.items()
        for urgency, ladder in each.items()
    }
    found = []
    for name, ladder in named.items():
        channels = [step.channel for step in ladder.steps]
        if not set(channels) - {"push"}:
            found.append(f"{name}: a ladder needs a step that reaches a telephone; push alone is not enough.")
        if len(set(channels)) < len(channels):
            found.append(f"{name}: a channel stands twice.")
        late = [step.channel for step in ladder.steps if step.after_s >= ladder.lives_s]
        found += [f"{name}: the step {channel} comes after the alert's end (lives_s)." for channel in late]
    if any(step.channel == "voice" for step in ladders.drill.steps):
        found.append("drill: a test alarms nobody, so it does not telephone.")
    return found
