"""What is told of code lists. What was imported since the last question is read first."""

import asyncio
import threading
from collections.abc import Callable
from typing import Protocol

from consult_room.codes.domain.lists import CodeList
from consult_room.codes.index import Index
from signaling.protocol.codes import CodeLists, CodeListView, CodeNamed, CodeSearch, CodeSearchView
from signaling.protocol.refusals import Code, Refused
from signaling.slice import Answers, Enquiry


class Kept(Protocol):
    """Where imported lists lie."""

    def state(self) -> object: ...

    def read(self) -> list[CodeList]: ...


class Lists:
    """The house's own list and the imported ones, indexed."""

    def __init__(self, house: CodeList, kept: Kept) -> None:
        self._house, self._kept = house, kept
        self._state: object = None
        self._lists: list[CodeList] = []
        self._indexes: dict[str, Index] = {}
        self._one_at_a_time = threading.Lock()

    def all(self) -> list[CodeList]:
        """The newest import first, the house's own last."""
        self._look()
        return [*self._lists, self._house]

    def index(self, system: str) -> Index:
        """Of the newest import of a system, else of the house's own list. To be called in a thread: reading and
        indexing a whole classification takes longer than a server may stand still."""
        with self._one_at_a_time:
            lists = self.all()
            used = next((one for one in lists if one.system == system), None)
            if used is None:
                raise Refused(Code.NOT_FOUND, kind="code_list", id=system)
            if system not in self._indexes:
                house = self._house if self._house.system == system and used is not self._house else None
                self._indexes[system] = Index(used, house)
            return self._indexes[system]

    def _look(self) -> None:
        state = self._kept.state()
        if state != self._state:
            self._lists, self._indexes, self._state = self._kept.read(), {}, state


def answers(lists: Callable[[], Lists]) -> tuple[Answers, ...]:
    """``lists`` gives them when they are first asked for."""

    async def search(question: CodeSearch, enquiry: Enquiry) -> CodeSearchView:
        index = await asyncio.to_thread(lists().index, question.system)
        return index.search(question.text, question.language, question.limit)

    async def named(question: CodeNamed, enquiry: Enquiry) -> CodeSearchView:
        return (await asyncio.to_thread(lists().index, question.system)).named(question.code)

    async def kept(question: CodeLists, enquiry: Enquiry) -> list[CodeListView]:
        return await asyncio.to_thread(listed, lists())

    return (
        Answers(CodeSearch, search, from_screens=True),
        Answers(CodeNamed, named, from_screens=True),
        Answers(CodeLists, kept, from_screens=True),
    )


def listed(lists: Lists) -> list[CodeListView]:
    """Every list, those that are used first."""
    used: set[str] = set()
    views = []
    for one in lists.all():
        views.append(
            CodeListView(
                system=one.system,
                version=one.version,
                source=one.source,
                official=one.official,
                language=one.language,
                codes=len(one.entries),
                used=one.system not in used,
            )
        )
        used.add(one.system)
    return sorted(views, key=lambda view: not view.used)
