"""What problems and the parts of a record are called, in the languages of the service."""

from collections.abc import Mapping, Sequence

import msgspec

from signaling.protocol.consult_figures import KindOfRecord
from signaling.protocol.forms import Names, ProblemForm, RecordPart


def named(kind: KindOfRecord, form: ProblemForm | None, parts: Sequence[RecordPart]) -> KindOfRecord:
    """As forms and records name them now. What nobody asks any more has its key alone, and a form's own field goes
    before a record's part of the same key, as the form was what was asked."""
    names: Mapping[str, Names] = {
        **{part.key: part.names for part in parts},
        **({field.key: field.names for field in form.fields} if form is not None else {}),
    }
    missing = [msgspec.structs.replace(one, names=names.get(one.key, {})) for one in kind.missing]
    return msgspec.structs.replace(kind, names=form.names if form is not None else {}, missing=missing)
