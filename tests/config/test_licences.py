"""``tez licences`` names every package that runs, and none of them is under a licence that we may not ship."""

import json
import re
from importlib import metadata
from pathlib import Path

import pytest

from config.cli import main
from config.licences import NONE_SAID, Component, components, licence_of, needed, of_pages, of_program
from config.wiring import built_fronts

FORBIDDEN = re.compile(r"\bA?GPL")


def test_every_package_of_the_program_says_its_licence_and_none_forbids_ours() -> None:
    found = list(of_program())
    names = {one.name for one in found}
    # Of ours, of ours through an extra, and of theirs.
    assert {"tez-yordam", "aiohttp", "sqlalchemy", "greenlet", "frozenlist", "pysqlite3"} <= names
    assert "pytest" not in names
    assert len(names) == len(found)
    assert [one.name for one in found if one.licence == NONE_SAID or FORBIDDEN.search(one.licence)] == []


def test_the_one_exception_is_said_with_its_reason() -> None:
    (av,) = (one for one in of_program() if one.name == "av")
    assert "x264" in av.note


def test_pages_are_what_their_build_wrote_down() -> None:
    found = of_pages(built_fronts() / "packages.json")
    assert {"preact", "maplibre-gl", "@fluent/bundle"} <= {one.name for one in found}
    assert not {"vite", "typescript", "axe-core"} & {one.name for one in found}
    assert [one.name for one in found if one.licence == NONE_SAID or FORBIDDEN.search(one.licence)] == []


def test_without_built_fronts_the_program_alone_is_told(tmp_path: Path) -> None:
    assert {one.runs_in for one in components(tmp_path)} == {"program"}


@pytest.mark.parametrize(
    ("requirement", "extra", "found"),
    [
        ("aiohttp>=3.14", "", [("aiohttp", "")]),
        ("fluent.runtime", "", [("fluent-runtime", "")]),
        ("sqlalchemy[asyncio, mypy]>=2.1", "", [("sqlalchemy", ""), ("sqlalchemy", "asyncio"), ("sqlalchemy", "mypy")]),
        ("greenlet>=1; extra == 'asyncio'", "", []),
        ("greenlet>=1; extra == 'asyncio'", "asyncio", [("greenlet", "")]),
        ("", "", []),
    ],
)
def test_a_requirement_is_read(requirement: str, extra: str, found: list[tuple[str, str]]) -> None:
    assert list(needed([requirement], extra)) == found


@pytest.mark.parametrize(
    ("said", "licence"),
    [
        ("License-Expression: MIT OR Apache-2.0", "MIT OR Apache-2.0"),
        ("License: BSD-2-Clause\nClassifier: License :: OSI Approved :: BSD License", "BSD-2-Clause"),
        (f"License: {'a whole text ' * 9}\nClassifier: License :: OSI Approved :: BSD License", "BSD License"),
        ("Classifier: Topic :: Internet", NONE_SAID),
    ],
)
def test_a_licence_is_said_in_short(tmp_path: Path, said: str, licence: str) -> None:
    (tmp_path / "METADATA").write_text(f"Metadata-Version: 2.4\nName: thing\nVersion: 1\n{said}\n")
    assert licence_of(metadata.PathDistribution(tmp_path), "thing") == licence


def test_it_is_printed_for_people_and_for_programs(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["licences"]) == 0
    assert "aiortc" in capsys.readouterr().out
    assert main(["licences", "--json"]) == 0
    first = json.loads(capsys.readouterr().out)[0]
    assert set(first) == set(Component.__struct_fields__)
