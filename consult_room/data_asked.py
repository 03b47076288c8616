"""The data of a question: read by the form of its problem when it is asked or added to, with what is missing then."""

from consult_room.domain.states import Consult
from consult_room.files.domain.files import KIND, ConsultFiles
from consult_room.forms.domain.checking import changes_between, check_data
from consult_room.forms.domain.completeness import missing_of
from signaling.protocol.consult_files import FileKind
from signaling.protocol.consult_room import ConsultAsk, ConsultSupplement, Data, Value
from signaling.protocol.consult_views import ConsultParties, ConsultPartiesView
from signaling.protocol.forms import AskedOfProblem, FormOf
from signaling.protocol.refusals import Code, Refused
from signaling.slice import Ask, Desk, Moment


async def form_of(problem: str | None, ask: Ask) -> AskedOfProblem | None:
    """What is asked about the problem. Refuses ``not_found`` for one that this service does not have."""
    if problem is None:
        return None
    form: AskedOfProblem = await ask(FormOf(problem=problem))
    return form


async def before_supplement(command: ConsultSupplement, moment: Moment, ask: Ask) -> AskedOfProblem | None:
    parties: ConsultPartiesView = await ask(ConsultParties(consult_id=command.consult_id))
    return await form_of(parties.problem, ask)


def read_data(command: ConsultAsk, asked: AskedOfProblem | None, now_ms: int) -> tuple[dict[str, Value], list[str]]:
    """The values as they are kept, and the keys of what is missing. Without a problem there is no data. A planned
    question is refused ``incomplete`` until it lacks nothing but files, which can only follow it."""
    if asked is None:
        if command.data:
            raise Refused(Code.MISSING, field="problem")
        return {}, []
    data = check_data(asked, command.data, now_ms=now_ms, age_years=command.age_years)
    missing = [one.key for one in missing_of(asked.form, command.urgency, data, (), command.age_years)]
    files = {field.key for field in asked.form.fields if field.kind == "file"}
    if command.urgency == "planned" and set(missing) - files:
        raise Refused(Code.INCOMPLETE, missing=[key for key in missing if key not in files])
    return data, missing


async def kinds_of_files(consult_id: str, desk: Desk) -> set[FileKind]:
    """Of the files that stand in the record."""
    found = await desk.fetch(KIND, [consult_id], ConsultFiles)
    return {file.kind for one in found for file in one.files if file.state == "kept"}


def added_data(
    consult: Consult, given: Data, asked: AskedOfProblem | None, files: set[FileKind], now_ms: int
) -> tuple[dict[str, Value], list[str]]:
    """What changes, and the keys of what is missing then."""
    if asked is None:
        raise Refused(Code.MISSING, field="problem")
    before = consult.data or {}
    after = check_data(asked, given, now_ms=now_ms, age_years=consult.age_years, before=before)
    missing = missing_of(asked.form, consult.urgency, after, files, consult.age_years)
    return changes_between(before, after), [one.key for one in missing]
