"""What a measured value can be, and what it hardly ever is."""

from collections.abc import Mapping

import msgspec

from signaling.protocol.refusals import Code, Refused
from signaling.protocol.vitals import Measuring, VitalKind

GCS_PARTS: tuple[VitalKind, ...] = ("gcs_eye", "gcs_verbal", "gcs_motor")
_REACTIONS: tuple[VitalKind, ...] = ("pupil_left_reaction", "pupil_right_reaction")
WHOLE: frozenset[VitalKind] = frozenset({*GCS_PARTS, *_REACTIONS, "gcs_total", "pain"})


class Bound(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Of one kind, in its ``unit``: outside ``least`` to ``most`` it cannot be and is refused; outside
    ``likely_least`` to ``likely_most`` whoever enters it is asked whether it is right."""

    kind: VitalKind
    unit: str
    decimals: int
    least: float
    most: float
    likely_least: float
    likely_most: float


class Band(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is usual of one kind at an age in whole years, both ends included; None: no end on that side."""

    kind: VitalKind
    from_years: int
    to_years: int
    low: float | None
    high: float | None
    source: str


class VitalsData(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The file of bounds and bands. ``reviewed_by``: the doctor who has reviewed it."""

    reviewed_by: str
    kinds: list[Bound]
    bands: list[Band]


Bounds = Mapping[VitalKind, Bound]


def check_possible(bounds: Bounds, measuring: Measuring) -> None:
    """Refuses ``wrong_value`` with the field for what cannot be."""
    values = measuring.values
    if not values:
        raise Refused(Code.MISSING, field="values")
    for kind, value in values.items():
        bound = bounds[kind]
        whole = kind in WHOLE and value != int(value)
        if whole or not bound.least <= value <= bound.most:
            raise Refused(Code.WRONG_VALUE, field=kind, least=bound.least, most=bound.most)
    if values.get("diastolic", 0) > values.get("systolic", bounds["systolic"].most):
        raise Refused(Code.WRONG_VALUE, field="diastolic")
    parts = [values[part] for part in GCS_PARTS if part in values]
    if len(parts) == len(GCS_PARTS) and values.get("gcs_total", sum(parts)) != sum(parts):
        raise Refused(Code.WRONG_VALUE, field="gcs_total")
    if measuring.oxygen_l_min is not None and measuring.on_oxygen is False:
        raise Refused(Code.WRONG_VALUE, field="oxygen_l_min")


def unlikely(bounds: Bounds, measuring: Measuring) -> list[VitalKind]:
    """The kinds whose value is hardly ever so, in the order of the file."""
    return [
        kind
        for kind, bound in bounds.items()
        if kind in measuring.values and not bound.likely_least <= measuring.values[kind] <= bound.likely_most
    ]
