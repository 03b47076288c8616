"""The words themselves: their tags, the generated TypeScript, and the examples that both sides read."""

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest

from config import wiring
from config.settings import Settings
from signaling import tables
from signaling.protocol import frames
from signaling.protocol.base import Command, Event, Question, Word
from signaling.typescript import TARGET, TypeScript

EXAMPLES = Path(tables.__file__).parent / "protocol" / "examples"


def test_w2_every_word_writes_its_tag_out_and_no_two_have_the_same() -> None:
    """Rule [W2]."""
    tags: dict[str, str] = {}
    for word in tables.words(Word):
        tag = word.__struct_config__.tag
        assert isinstance(tag, str)
        assert tag != word.__name__, f"{word.__name__} has no tag of its own"
        assert tag == tag.lower()
        assert tag not in tags, f"{tag} is the tag of {word.__name__} and of {tags[tag]}"
        tags[tag] = word.__name__


@pytest.mark.parametrize("base", [Command, Question])
def test_every_word_that_is_answered_has_one_owner(base: type[Word], tmp_path: Path) -> None:
    joined = wiring.declared(Settings(data_dir=str(tmp_path)))
    owned = {*joined.handlers, *joined.answers}
    assert {word.__struct_config__.tag for word in tables.words(base)} <= owned


def test_no_wish_gives_a_field_of_its_envelope_another_meaning() -> None:
    """``by`` was once meant as "through what": every tablet was told that it had signed out."""
    for word in tables.words(Command):
        own = set() if word is Command else set(word.__annotations__)
        assert own & set(Command.__annotations__) == set(), word


def test_every_event_can_be_evolved_by_each_aggregate_it_touches(tmp_path: Path) -> None:
    joined = wiring.declared(Settings(data_dir=str(tmp_path)))
    for event in tables.words(Event):
        fields = set(event.__struct_fields__)
        for kind, field in event.touches.items():
            assert kind in joined.aggregates, f"{event.__name__} touches an unknown {kind}"
            assert event in joined.aggregates[kind].evolve, f"{kind} does not know {event.__name__}"
            assert field in fields, f"{event.__name__} has no {field}"
        assert set(event.about) <= fields
        assert event.subject is None or event.subject in fields
        assert set(event.kept_only) <= fields


def test_the_committed_typescript_is_what_the_words_say() -> None:
    assert TARGET.read_text("utf-8") == TypeScript().text(), "run `tez protocol write`"


@pytest.mark.parametrize("file", sorted(EXAMPLES.glob("*.json")), ids=lambda file: file.stem)
def test_the_examples_are_words(file: Path) -> None:
    """Vitest reads the same files (signaling/web/examples.test.ts)."""
    by_tag: dict[Any, type[Word]] = {word.__struct_config__.tag: word for word in tables.words(Word)}
    for example in json.loads(file.read_text("utf-8")):
        word = msgspec.convert(example, by_tag[example["type"]])
        assert msgspec.to_builtins(word) == {**msgspec.to_builtins(word), **example}


def test_there_are_examples_of_every_answer() -> None:
    said = {example["type"] for file in EXAMPLES.glob("*.json") for example in json.loads(file.read_text("utf-8"))}
    answers = {"done", "refused", "rejected", "unavailable", "broken", "answer", "frame", "welcome", "bye"}
    assert answers <= said
    assert frames.SCHEMA >= 1
