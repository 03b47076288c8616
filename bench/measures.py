"""How figures are made of samples. Percentiles by the nearest rank: always a value that was measured."""

import math
from collections.abc import Sequence


def percentile(samples: Sequence[float], share: float) -> float:
    """The smallest sample that at least ``share`` (0 to 1) of the samples do not exceed; 0 without samples."""
    if not samples:
        return 0.0
    ordered = sorted(samples)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def in_milliseconds(nanoseconds: float) -> float:
    """Rounded to what is worth printing."""
    return round(nanoseconds / 1_000_000, 2)
