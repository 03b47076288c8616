"""All that is asked in one service: forms, scales, templates and the parts of a record; and what is wrong with them."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeVar, get_args

import msgspec

from signaling.protocol.forms import (
    AskedOfProblem,
    FormField,
    ProblemForm,
    ProblemName,
    RecordPart,
    Scale,
    ScaleItem,
    Template,
)
from signaling.protocol.people import Language, Specialty

LANGUAGES: tuple[str, ...] = get_args(Language)
GENERAL = "general"
MOST_VALUES = 80  # as many as a command may carry

Struct = TypeVar("Struct", bound=msgspec.Struct)


class Catalogue(msgspec.Struct, frozen=True, kw_only=True):
    """In the order in which problems are offered; the general one comes last."""

    forms: tuple[ProblemForm, ...]
    scales: dict[str, Scale]
    templates: dict[str, Template]
    parts: tuple[RecordPart, ...]

    def problems_of(self, specialty: Specialty) -> list[ProblemName]:
        found = [form for form in self.forms if specialty in form.specialties]
        return [ProblemName(problem=form.problem, names=form.names) for form in found]

    def of_problem(self, problem: str) -> AskedOfProblem | None:
        form = next((one for one in self.forms if one.problem == problem), None)
        if form is None:
            return None
        names = dict.fromkeys(field.scale for field in form.fields if field.scale)
        return AskedOfProblem(form=form, scales=[self.scales[name] for name in names])

    def templates_for(self, problem: str | None) -> list[Template]:
        own = self.templates.get(problem or GENERAL) or self.templates.get(GENERAL)
        return [own] if own else []


def in_language(shown: Struct, language: Language | None) -> Struct:
    """The same with the texts of one language alone; with all of them when that is None."""
    if language is None:
        return shown
    return msgspec.convert(_spoken(msgspec.to_builtins(shown), language), type(shown))


def _spoken(value: Any, language: str) -> Any:
    if isinstance(value, list):
        return [_spoken(one, language) for one in value]
    if not isinstance(value, dict):
        return value
    if value and set(value) <= set(LANGUAGES):
        return {language: value[language]}
    return {key: _spoken(one, language) for key, one in value.items()}


def texts_missing(value: Any, path: str = "") -> Iterator[str]:
    """Where a text is not there in every language, or blank."""
    if isinstance(value, list):
        for place, one in enumerate(value):
            yield from texts_missing(one, f"{path}[{place}]")
    elif isinstance(value, dict):
        if value and set(value) <= set(LANGUAGES):
            yield from (f"{path} has no text in {one}" for one in LANGUAGES if not str(value.get(one, "")).strip())
            return
        for key, one in value.items():
            yield from texts_missing(one, f"{path}.{key}" if path else str(key))


def form_problems(form: ProblemForm, scales: dict[str, Scale]) -> Iterator[str]:
    """What is wrong with a form, each naming the key."""
    yield from _twice("fields", [field.key for field in form.fields])
    for field in form.fields:
        yield from (f"{field.key}: {problem}" for problem in _field_problems(field, scales))
    if sum(_values(field, scales) for field in form.fields) > MOST_VALUES:
        yield f"fields: with the items of its scales it has more than {MOST_VALUES} values"


def _values(field: FormField, scales: dict[str, Scale]) -> int:
    scale = scales.get(field.scale or "")
    return 1 + (len(scale.items) if scale else 0)


def _field_problems(field: FormField, scales: dict[str, Scale]) -> Iterator[str]:
    belongs = {"choice": bool(field.choices), "scale": field.scale is not None, "file": field.file is not None}
    for kind, there in belongs.items():
        if field.kind == kind and not there:
            yield f"a {kind} needs {'choices' if kind == 'choice' else kind}"
        if field.kind != kind and there:
            yield f"{'choices' if kind == 'choice' else kind} is for a {kind} alone"
    if field.scale is not None and field.scale not in scales:
        yield f"there is no scale {field.scale}"
    if field.kind == "number" and (field.least is None or field.most is None or field.least >= field.most):
        yield "a number needs least and most, the least smaller"
    yield from _twice("choices", [choice.code for choice in field.choices])


def scale_problems(scale: Scale) -> Iterator[str]:
    """What is wrong with a scale, each naming the key."""
    yield from _twice("items", [item.code for item in scale.items])
    for item in scale.items:
        yield from (f"{item.code}: {problem}" for problem in _item_problems(item))
    limits = [band.least for band in scale.bands]
    if limits != sorted(limits):
        yield "bands: they have to ascend"
    if scale.calculation == "ratio" and (len(scale.items) != 2 or any(item.choices for item in scale.items)):
        yield "items: a ratio has two numbers"


def _item_problems(item: ScaleItem) -> Iterator[str]:
    has_most = item.most is not None or bool(item.most_by_age)
    if bool(item.choices) == has_most:
        yield "an item has either choices, or least and most"
    if has_most and item.least is None:
        yield "a number needs least"
    ages = [one.from_years for one in item.most_by_age]
    if ages and (ages != sorted(ages) or ages[0] != 0):
        yield "most_by_age: the ages have to ascend from 0"
    yield from _twice("choices", [choice.code for choice in item.choices])


def _twice(what: str, codes: Sequence[str]) -> Iterator[str]:
    yield from (f"{what}: {code} stands twice" for code in sorted({code for code in codes if codes.count(code) > 1}))


def catalogue_of(
    forms: Iterable[ProblemForm], scales: dict[str, Scale], templates: dict[str, Template], parts: Iterable[RecordPart]
) -> Catalogue:
    in_order = sorted(forms, key=lambda form: form.problem == GENERAL)
    return Catalogue(forms=tuple(in_order), scales=scales, templates=templates, parts=tuple(parts))
