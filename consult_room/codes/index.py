"""Finds codes by their beginning or by words in any script: one system, one list that is used, and the short names of
the house as further words for the same codes."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence

from consult_room.codes.domain.lists import CodeList, Entry
from geography.folds import skeleton, spelled
from signaling.protocol.codes import CodeSearchView, CodeView


class Index:
    """Built once for a list; a search reads only words that begin as the typed ones do."""

    def __init__(self, used: CodeList, house: CodeList | None = None) -> None:
        self.used = used
        own = {entry.code: entry for entry in house.entries} if house else {}
        self._entries = {entry.code.upper(): entry for entry in used.entries}
        self._codes = sorted(self._entries)
        words: set[tuple[str, str]] = set()
        for code, entry in self._entries.items():
            named = [*entry.names.values(), *(own[entry.code].names.values() if entry.code in own else ())]
            words.update((word, code) for name in named for word in _words(name))
        self._words = sorted(words)
        self._skeletons = sorted({(skeleton(word), code) for word, code in words})

    def search(self, text: str, language: str, limit: int) -> CodeSearchView:
        """By code when the text is the beginning of one, else by words; a list with nothing found is empty."""
        wanted = text.strip().upper()
        codes = [code for code, _ in _beginning([(code, code) for code in self._codes], wanted)] if wanted else []
        if not codes:
            codes = self._by_words(_words(text), self._words)
        if not codes:
            codes = self._by_words([skeleton(word) for word in _words(text)], self._skeletons)
        found = [self._entries[code] for code in codes]
        if not wanted[:1].isalpha() or wanted not in (code[: len(wanted)] for code in codes):
            found.sort(key=lambda entry: (len(entry.names.get(language, "") or "~" * 99), entry.code))
        return self.view(found[:limit])

    def named(self, code: str) -> CodeSearchView:
        entry = self._entries.get(code.strip().upper())
        return self.view([entry] if entry else [])

    def view(self, found: Iterable[Entry]) -> CodeSearchView:
        used = self.used
        return CodeSearchView(
            system=used.system,
            version=used.version,
            source=used.source,
            official=used.official,
            reviewed_by=used.reviewed_by,
            found=[
                CodeView(code=one.code, names=one.names, official=used.official, parent=one.parent) for one in found
            ],
        )

    def _by_words(self, words: Sequence[str], kept: Sequence[tuple[str, str]]) -> list[str]:
        """The codes that have all the words."""
        sets = [{code for _, code in _beginning(kept, word)} for word in words]
        return sorted(set.intersection(*sets)) if sets else []


def _words(text: str) -> list[str]:
    return [
        word
        for word in spelled(text).replace("/", " ").replace("-", " ").split()
        if any(letter.isalnum() for letter in word)
    ]


def _beginning(kept: Sequence[tuple[str, str]], word: str) -> list[tuple[str, str]]:
    first = bisect_left(kept, (word, ""))
    last = bisect_left(kept, (word + "\U0010ffff", ""))
    return list(kept[first:last])
