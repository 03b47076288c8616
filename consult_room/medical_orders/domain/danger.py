"""What is noticed about a dose, against what is usual. It is said, and asked about; it forbids nothing."""

from collections.abc import Mapping, Sequence
from typing import Literal

import msgspec

from signaling.protocol.medical_orders import DangerCode, DoseUnit, Route, Wanted

Mass = Literal["mcg", "mg", "g"]
IN_MG: Mapping[DoseUnit, float] = {"mcg": 0.001, "mg": 1.0, "g": 1000.0}
CHILD_UNDER_YEARS = 16
TEN = 10
TO_BE_CONFIRMED: frozenset[DangerCode] = frozenset({"ten_fold_above", "ten_fold_below"})


class Use(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One usual single dose in ``unit``, by these routes: of an adult, of a child by weight, and the most that a child
    is given at once. ``source``: where that is published."""

    routes: list[Route]
    unit: DoseUnit
    source: str
    adult: tuple[float, float] | None = None
    per_kg: tuple[float, float] | None = None
    child_most: float | None = None


class Drug(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A drug by its international name: in Latin letters, and as it is written in Russian; further names by which it is
    looked for."""

    code: str
    name: str
    name_ru: str
    uses: list[Use]
    also: list[str] = []


class DrugsData(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The file of drugs. ``reviewed_by``: the doctor who has reviewed it."""

    reviewed_by: str
    drugs: list[Drug]


Drugs = Mapping[str, Drug]


def dangers(drugs: Drugs, wanted: Wanted, *, weight_kg: float | None, age_years: int | None) -> list[DangerCode]:
    """Nothing for what is not in the list, or not in a unit that its usual dose has. Of several usual doses one that
    fits is enough; else the nearest says what is wrong."""
    found: list[DangerCode] = []
    if wanted.dose is None or wanted.unit is None:
        return found
    if wanted.most is not None and wanted.dose * wanted.times > wanted.most:
        found.append("above_most")
    drug = drugs.get(wanted.drug or "")
    ranges = _ranges(drug, wanted, weight_kg, age_years) if drug is not None else []
    judged = [_judge(wanted.dose, low, high) for low, high in ranges]
    if judged and None not in judged:
        mildest = next((one for one in judged if one not in TO_BE_CONFIRMED), judged[0])
        found += [mildest] if mildest is not None else []
    return found


def _ranges(
    drug: Drug, wanted: Wanted, weight_kg: float | None, age_years: int | None
) -> Sequence[tuple[float, float]]:
    """The usual doses in the unit of what is wanted: by weight for a child, else an adult's."""
    by_route = [use for use in drug.uses if wanted.route in use.routes]
    ranges: list[tuple[float, float]] = []
    for use in by_route or drug.uses:
        factor = _factor(use.unit, wanted.unit)
        if factor is None:
            continue
        if age_years is not None and age_years < CHILD_UNDER_YEARS:
            if use.per_kg is None or weight_kg is None:
                continue
            low, high = use.per_kg[0] * weight_kg, use.per_kg[1] * weight_kg
            if use.child_most is not None:
                low, high = min(low, use.child_most), min(high, use.child_most)
        elif use.adult is not None:
            low, high = use.adult
        else:
            continue
        ranges.append((low * factor, high * factor))
    return ranges


def _factor(given: DoseUnit, wanted: DoseUnit | None) -> float | None:
    """By what an amount in the one unit is multiplied to be one in the other; None when they cannot be compared."""
    if given == wanted:
        return 1.0
    if wanted is None or given not in IN_MG or wanted not in IN_MG:
        return None
    return IN_MG[given] / IN_MG[wanted]


def _judge(dose: float, low: float, high: float) -> DangerCode | None:
    """A dose that is ten times a usual one is taken for a slip of the point, and so is a tenth."""
    if dose > high:
        return "ten_fold_above" if dose >= TEN * low else "above_usual"
    if dose < low:
        return "ten_fold_below" if dose <= high / TEN else "below_usual"
    return None
