"""What the report on alerts counts while it hears the facts."""

from dataclasses import dataclass, field
from statistics import median

from signaling.protocol.alert_reports import Answering
from signaling.protocol.deliveries import DeliveryChannel


@dataclass
class Counted:
    """Askings of one person, or in one hour of the day."""

    asked: int = 0
    accepted: int = 0
    declined: int = 0
    lapsed: int = 0
    after_s: list[float] = field(default_factory=list)

    def shown(self) -> Answering:
        return Answering(
            asked=self.asked,
            accepted=self.accepted,
            declined=self.declined,
            lapsed=self.lapsed,
            unanswered=max(0, self.asked - self.accepted - self.declined),
            median_s=median(self.after_s) if self.after_s else None,
            p90_s=ninetieth(self.after_s),
        )


@dataclass
class Sent:
    """One message, so that nothing of it is counted twice."""

    channel: DeliveryChannel
    queued_at_ms: int
    counted: bool = False
    delivered: bool = False
    failed: bool = False


@dataclass
class Step:
    """What one channel did."""

    steps: int = 0
    missing: int = 0
    sent: int = 0
    delivered: int = 0
    failed: int = 0
    repeated: int = 0
    answers: int = 0
    segments: int = 0
    delivered_after_s: list[float] = field(default_factory=list)


def ninetieth(values: list[float]) -> float | None:
    """The 90th percentile by the nearest rank; None of nothing."""
    return sorted(values)[-(-len(values) * 9 // 10) - 1] if values else None
