"""The Fluent catalogue of the alerts' words, for messages. Pages read the same files themselves."""

from functools import cache
from pathlib import Path
from typing import Any

from fluent.runtime import FluentBundle, FluentResource

LANGUAGES = ("uz", "ru", "en")
WORDS = Path(__file__).parent.parent / "words"


class Catalogue:
    """``say(language, key, **values)``. A language that is not there speaks Uzbek, the service's own."""

    def __init__(self, folder: Path = WORDS) -> None:
        self._bundles = {language: _bundle(folder / f"{language}.ftl", language) for language in LANGUAGES}

    def say(self, language: str, key: str, **values: str) -> str:
        """The text. Raises KeyError for a key, and ValueError for a value, that the catalogue lacks."""
        bundle = self._bundles.get(language) or self._bundles[LANGUAGES[0]]
        pattern = bundle.get_message(key).value if bundle.has_message(key) else None
        if pattern is None:
            raise KeyError(key)
        text, problems = bundle.format_pattern(pattern, values)
        if problems:
            raise ValueError(f"{key} in {language}: {problems[0]}")
        return str(text)


def _bundle(path: Path, language: str) -> FluentBundle:
    # Isolation marks would turn every message into UCS-2.
    bundle = FluentBundle([language], use_isolating=False)
    bundle.add_resource(_read(path))
    return bundle


@cache
def _read(path: Path) -> Any:
    """Several catalogues are made of one file; parsing it is most of what that takes."""
    return FluentResource(path.read_text(encoding="utf-8"))
