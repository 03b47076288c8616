"""What a good request has, and what is missing of it, with the reason; and how complete a record is."""

from collections.abc import Collection, Mapping, Sequence

import msgspec

from signaling.protocol.consult_files import FileKind
from signaling.protocol.consult_room import Urgency, Value
from signaling.protocol.forms import (
    Completeness,
    CompletenessField,
    FormField,
    Missing,
    ProblemForm,
    RecordPart,
)


class RecordSeen(msgspec.Struct, frozen=True, kw_only=True):
    """What there is of a record. ``parts``: the keys of the record's common parts that are there (``age``, ``sex``,
    ``summary``, ``vitals``, ``consent``, ``findings``, ``diagnosis`` … as in ``data/record.toml``)."""

    urgency: Urgency
    parts: frozenset[str] = frozenset()
    data: Mapping[str, Value] = {}
    files: frozenset[FileKind] = frozenset()
    age_years: float | None = None
    concluded: bool = False


def missing_of(
    form: ProblemForm | None,
    urgency: Urgency,
    data: Mapping[str, Value],
    files: Collection[FileKind] = (),
    age_years: float | None = None,
) -> list[Missing]:
    """Which of the fields that this urgency wants are not there yet, in the order of the form."""
    if form is None:
        return []
    return [
        Missing(key=field.key, names=field.names, reason=field.reason)
        for field in form.fields
        if urgency in field.required_for and applies(field, age_years) and not is_there(field, data, files)
    ]


def applies(field: FormField, age_years: float | None) -> bool:
    """Whether it is asked about a patient of this age; an unknown age is taken for a grown person's."""
    if age_years is None:
        return field.under_years is None
    return (field.from_years is None or age_years >= field.from_years) and (
        field.under_years is None or age_years < field.under_years
    )


def is_there(field: FormField, data: Mapping[str, Value], files: Collection[FileKind]) -> bool:
    if field.kind == "file":
        return field.file in files
    return field.key in data


def completeness_of(form: ProblemForm | None, parts: Sequence[RecordPart], seen: RecordSeen) -> Completeness:
    """Of a record: the common parts that its phase has, then what its problem's form asks at this urgency."""
    fields = [
        CompletenessField(key=part.key, names=part.names, reason=part.reason, present=part.key in seen.parts)
        for part in parts
        if part.from_phase == "asked" or seen.concluded
    ]
    for field in form.fields if form else ():
        if seen.urgency in field.required_for and applies(field, seen.age_years):
            present = is_there(field, seen.data, seen.files)
            fields.append(CompletenessField(key=field.key, names=field.names, reason=field.reason, present=present))
    return Completeness(fields=fields, present=sum(field.present for field in fields), wanted=len(fields))
