"""The result of a clinical scale from its items. The page computes the same (``state/scales.ts``); both are held to
``consult_room/forms/examples/scales.json``."""

from collections.abc import Mapping

import msgspec

from signaling.protocol.consult_room import Value
from signaling.protocol.forms import Band, Scale, ScaleChoice, ScaleItem


class ScaleResult(msgspec.Struct, frozen=True, kw_only=True):
    """``value`` is None while an item is missing, or when one could not be tested. ``missing``: items not filled."""

    value: float | None = None
    band: str | None = None
    missing: tuple[str, ...] = ()


def result_of(scale: Scale, items: Mapping[str, Value]) -> ScaleResult:
    """The result of items by their codes: the code of a choice, or a number. Items must have been checked."""
    missing = tuple(item.code for item in scale.items if item.code not in items)
    points = [points_of(item, items[item.code]) for item in scale.items if item.code in items]
    known = [one for one in points if one is not None]
    if missing or len(known) < len(points):
        return ScaleResult(missing=missing)
    value = _calculated(scale, known)
    band = None if value is None else band_of(scale, value, max(known, default=0.0))
    return ScaleResult(value=value, band=band.code if band else None)


def _calculated(scale: Scale, points: list[float]) -> float | None:
    if scale.calculation == "sum":
        return round(sum(points), scale.decimals)
    dividend, divisor = points[0], points[1]
    return round(dividend / divisor, scale.decimals) if divisor else None


def points_of(item: ScaleItem, value: Value) -> float | None:
    """The points of a chosen finding, or the number itself; None when the finding could not be tested."""
    if item.choices:
        choice = choice_of(item, value)
        return choice.points if choice else None
    return float(value)


def choice_of(item: ScaleItem, value: Value) -> ScaleChoice | None:
    return next((one for one in item.choices if one.code == value), None)


def band_of(scale: Scale, value: float, highest_item: float) -> Band | None:
    """The gravest band that the result reaches, by itself or by a single item."""
    reached = (
        band
        for band in reversed(scale.bands)
        if value >= band.least or (band.or_one_item is not None and highest_item >= band.or_one_item)
    )
    return next(reached, None)


def most_of(item: ScaleItem, age_years: float | None) -> float | None:
    """The largest value of a numeric item at an age; the largest at any age while that is not known."""
    if not item.most_by_age:
        return item.most
    if age_years is None:
        return max(one.most for one in item.most_by_age)
    fitting = [one.most for one in item.most_by_age if one.from_years <= age_years]
    return fitting[-1] if fitting else item.most_by_age[0].most
