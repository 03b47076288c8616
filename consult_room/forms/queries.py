"""What is told of forms, scales and templates, in the language that was asked for."""

from collections.abc import Callable, Coroutine
from typing import Any

from consult_room.forms.domain.catalogue import Catalogue, in_language
from signaling.protocol.forms import (
    AskedOfProblem,
    ConclusionTemplates,
    FormOf,
    ProblemName,
    ProblemsOf,
    RecordPart,
    RecordParts,
    Template,
)
from signaling.protocol.refusals import Code, Refused
from signaling.slice import Answers, Enquiry

Answering = Callable[[Any, Enquiry], Coroutine[Any, Any, Any]]


def answers(catalogue: Catalogue) -> tuple[Answers, ...]:
    """All four questions, answered from one catalogue."""

    async def problems_of(question: ProblemsOf, enquiry: Enquiry) -> list[ProblemName]:
        return catalogue.problems_of(question.specialty)

    async def of_problem(question: FormOf, enquiry: Enquiry) -> AskedOfProblem:
        found = catalogue.of_problem(question.problem)
        if found is None:
            raise Refused(Code.NOT_FOUND, kind="problem", id=question.problem)
        return in_language(found, question.language)

    async def templates(question: ConclusionTemplates, enquiry: Enquiry) -> list[Template]:
        return [in_language(one, question.language) for one in catalogue.templates_for(question.problem)]

    async def record_parts(question: RecordParts, enquiry: Enquiry) -> list[RecordPart]:
        return list(catalogue.parts)

    return (
        Answers(ProblemsOf, problems_of, from_screens=True),
        Answers(FormOf, of_problem, from_screens=True),
        Answers(ConclusionTemplates, templates, from_screens=True),
        Answers(RecordParts, record_parts),
    )
