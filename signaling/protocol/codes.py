"""Words of code lists: a diagnosis is looked up by its code or by words in any script."""

from typing import Annotated, ClassVar

import msgspec

from signaling.protocol.base import Code60, Question, View
from signaling.protocol.forms import Names
from signaling.protocol.people import Language


class CodeView(msgspec.Struct, frozen=True, kw_only=True):
    """A code with its name. ``official`` False: the name is a short one of the house, in every language; an imported
    name is in the languages of its list."""

    code: str
    names: Names
    official: bool = False
    parent: str | None = None


class CodeSearchView(View, frozen=True):
    """What was found, best first, and in which list: ``version`` and ``source`` are to be shown with it. ``official``
    says that the list was imported as such; ``reviewed_by`` who has reviewed it."""

    system: str
    version: str
    source: str
    official: bool
    reviewed_by: str
    found: list[CodeView]


class CodeListView(View, frozen=True):
    """A list that is kept."""

    system: str
    version: str
    source: str
    official: bool
    language: str | None
    codes: int
    used: bool


class CodeSearch(Question, frozen=True, tag="codes.search"):
    """Codes that begin with the text, or whose names have words that begin with its words. Refuses ``not_found`` for a
    system that is not kept."""

    answer_type: ClassVar[object] = CodeSearchView

    text: Annotated[str, msgspec.Meta(max_length=120)]
    system: Code60 = "icd10"
    language: Language = "uz"
    limit: Annotated[int, msgspec.Meta(ge=1, le=50)] = 20


class CodeNamed(Question, frozen=True, tag="codes.named"):
    """Exactly this code, as the list that is used has it; ``found`` is empty when it has it not."""

    answer_type: ClassVar[object] = CodeSearchView

    code: Code60
    system: Code60 = "icd10"


class CodeLists(Question, frozen=True, tag="codes.lists"):
    """Every list that is kept, those that are used first."""

    answer_type: ClassVar[object] = list[CodeListView]
