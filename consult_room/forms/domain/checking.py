"""Whether values fit the form they are given for. Every refusal names the field by its key, and never the value."""

from collections.abc import Mapping
from math import isfinite

from consult_room.forms.domain.scales import choice_of, most_of, result_of
from signaling.protocol.consult_room import Value
from signaling.protocol.forms import AskedOfProblem, FormField, ProblemForm, Scale, ScaleItem
from signaling.protocol.refusals import Code, Refused

DAY_MS = 86_400_000
CLOCK_MAY_BE_FAST_MS = 15 * 60_000
LONGEST_TEXT = 600


def check_data(
    asked: AskedOfProblem,
    given: Mapping[str, Value],
    *,
    now_ms: int,
    age_years: float | None = None,
    before: Mapping[str, Value] | None = None,
) -> dict[str, Value]:
    """The values as they are kept: what was there ``before``, with what is ``given`` over it, each scale's result
    computed here. An empty text takes a value away. ``asked`` is what ``FormOf(problem)`` answered.

    Refuses ``wrong_value`` with ``field`` and ``why``: ``unknown`` key, ``kind``, ``too_small``, ``too_large``,
    ``not_a_choice``, ``ahead_of_now``, ``too_long``."""
    form = asked.form
    scales = {scale.scale: scale for scale in asked.scales}
    fields = {field.key: field for field in form.fields}
    kept = dict(before or {})
    for key, value in given.items():
        field = fields.get(key.partition(".")[0])
        if field is None or field.kind == "file" or ("." in key and field.kind != "scale"):
            raise Refused(Code.WRONG_VALUE, field=key, why="unknown")
        if value == "":
            kept.pop(key, None)
            continue
        kept[key] = _checked(field, key, value, scales, now_ms, age_years)
    return _with_results(form, scales, kept, given)


def changes_between(before: Mapping[str, Value], after: Mapping[str, Value]) -> dict[str, Value]:
    """What has to be kept to come from one to the other; an empty text takes a value away."""
    changed = {key: value for key, value in after.items() if key not in before or before[key] != value}
    return changed | {key: "" for key in before if key not in after}


def _checked(
    field: FormField, key: str, value: Value, scales: Mapping[str, Scale], now_ms: int, age_years: float | None
) -> Value:
    match field.kind:
        case "scale":
            return _checked_scale(scales[field.scale or ""], key, value, age_years)
        case "number":
            return _number(key, value, field.least, field.most)
        case "time":
            return _time(field, value, now_ms)
        case "yes_no":
            return value if isinstance(value, bool) else _refuse(key, "kind")
        case "choice":
            codes = {choice.code for choice in field.choices}
            return value if isinstance(value, str) and value in codes else _refuse(key, "not_a_choice")
    if not isinstance(value, str):
        return _refuse(key, "kind")
    return value.strip() if len(value) <= LONGEST_TEXT else _refuse(key, "too_long")


def _number(key: str, value: Value, least: float | None, most: float | None) -> Value:
    if isinstance(value, bool | str) or not isfinite(value):
        return _refuse(key, "kind")
    if least is not None and value < least:
        return _refuse(key, "too_small")
    if most is not None and value > most:
        return _refuse(key, "too_large")
    return value


def _time(field: FormField, value: Value, now_ms: int) -> Value:
    if isinstance(value, bool) or not isinstance(value, int):
        return _refuse(field.key, "kind")
    if value > now_ms + CLOCK_MAY_BE_FAST_MS:
        return _refuse(field.key, "ahead_of_now")
    if value < now_ms - (field.most or 400) * DAY_MS:
        return _refuse(field.key, "too_small")
    return value


def _checked_scale(scale: Scale, key: str, value: Value, age_years: float | None) -> Value:
    _, _, code = key.partition(".")
    if not code:
        return _number(key, value, *bounds_of(scale))
    item = next((one for one in scale.items if one.code == code), None)
    if item is None:
        return _refuse(key, "unknown")
    if item.choices:
        return value if choice_of(item, value) else _refuse(key, "not_a_choice")
    return _number(key, value, item.least, most_of(item, age_years))


def bounds_of(scale: Scale) -> tuple[float | None, float | None]:
    """Between what a result can lie; nothing is known of a ratio but that it is not negative."""
    if scale.calculation != "sum":
        return 0.0, None
    least, most = sum(_least(item) for item in scale.items), sum(_most(item) for item in scale.items)
    return least, min(most, 100.0) if scale.unit.get("en") == "%" else most


def _least(item: ScaleItem) -> float:
    return min((one.points for one in item.choices if one.points is not None), default=item.least or 0.0)


def _most(item: ScaleItem) -> float:
    return max((one.points for one in item.choices if one.points is not None), default=most_of(item, None) or 0.0)


def _with_results(
    form: ProblemForm, scales: Mapping[str, Scale], kept: dict[str, Value], given: Mapping[str, Value]
) -> dict[str, Value]:
    """Items decide over a result that was typed; a typed result stands while no item is filled, and when it alone is
    given anew it takes the items away."""
    for field in form.fields:
        if field.kind != "scale" or field.scale is None:
            continue
        begins = f"{field.key}."
        if given.get(field.key, "") != "" and not any(key.startswith(begins) for key in given):
            for key in [key for key in kept if key.startswith(begins)]:
                del kept[key]
        items = {key.removeprefix(begins): value for key, value in kept.items() if key.startswith(begins)}
        if not items:
            continue
        value = result_of(scales[field.scale], items).value
        kept.pop(field.key, None)
        if value is not None:
            kept[field.key] = int(value) if value == int(value) else value
    return kept


def _refuse(key: str, why: str) -> Value:
    raise Refused(Code.WRONG_VALUE, field=key, why=why)
