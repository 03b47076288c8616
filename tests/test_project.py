"""The project keeps what it says of itself: rules and tests cite each other, words are whole, licences are allowed."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from importlib.metadata import Distribution, distribution
from pathlib import Path

import pytest
from fluent.syntax import FluentParser, ast, visitor
from packaging.requirements import Requirement

from tests import steps

PROJECT = Path(__file__).resolve().parent.parent
OUTSIDE = {".venv", "node_modules", ".build", ".data", ".git"}
LANGUAGES = ("uz", "ru", "en")


def files(*endings: str) -> Iterator[Path]:
    """The project's own files with these endings."""
    for place in sorted(PROJECT.iterdir()):
        if place.name in OUTSIDE:
            continue
        found = place.rglob("*") if place.is_dir() else [place]
        yield from (path for path in found if path.is_file() and path.name.endswith(endings))


# --- rules -----------------------------------------------------------------------------------------------------------

RULE = re.compile(r"^- \*\*\[([A-Z]+\d+)\]\*\*", re.MULTILINE)


def written_rules() -> list[str]:
    return RULE.findall((PROJECT / "signaling" / "PROTOCOL.md").read_text())


def citations(paths: Iterator[Path]) -> dict[str, set[str]]:
    """Rule → the files that cite it, for the letters that PROTOCOL.md uses."""
    letters = "|".join(sorted({rule.rstrip("0123456789") for rule in written_rules()}))
    cited: dict[str, set[str]] = {}
    for path in paths:
        for rule in re.findall(rf"\[((?:{letters})\d+)\]", path.read_text()):
            cited.setdefault(rule, set()).add(str(path.relative_to(PROJECT)))
    return cited


def test_no_rule_number_is_used_twice() -> None:
    rules = written_rules()
    assert rules
    assert sorted(rules) == sorted(set(rules))


def test_every_rule_is_cited_by_a_test() -> None:
    tests = (path for path in files(".py", ".test.ts", ".test.tsx") if path.suffix != ".py" or "tests" in path.parts)
    cited = citations(tests)
    assert [rule for rule in written_rules() if rule not in cited] == []


def test_every_citation_leads_to_a_rule() -> None:
    cited = citations(files(".py", ".ts", ".tsx"))
    assert {rule: where for rule, where in cited.items() if rule not in written_rules()} == {}


# --- words -----------------------------------------------------------------------------------------------------------


class Variables(visitor.Visitor):
    """The variables that a message asks for."""

    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_VariableReference(self, node: ast.VariableReference) -> None:  # noqa: N802 - fluent.syntax's name
        self.names.add(node.id.name)


def messages(path: Path) -> dict[str, set[str]]:
    """A catalogue's keys, attributes included, with the variables of each; fails on what Fluent cannot read."""
    found: dict[str, set[str]] = {}
    for entry in FluentParser().parse(path.read_text()).body:
        assert not isinstance(entry, ast.Junk), f"{path.relative_to(PROJECT)}: {(entry.content or '').strip()[:80]}"
        if not isinstance(entry, ast.Message | ast.Term):
            continue
        for key, part in (
            (entry.id.name, entry.value),
            *((f"{entry.id.name}.{a.id.name}", a.value) for a in entry.attributes),
        ):
            variables = Variables()
            if part is not None:
                variables.visit(part)
            assert key not in found, f"{path.relative_to(PROJECT)}: {key} is there twice"
            found[key] = variables.names
    return found


def catalogues() -> list[Path]:
    return sorted({path.parent for path in files(".ftl")})


@pytest.mark.parametrize("folder", catalogues(), ids=lambda folder: str(folder.relative_to(PROJECT)))
def test_every_language_has_the_same_words_with_the_same_variables(folder: Path) -> None:
    assert sorted(path.stem for path in folder.glob("*.ftl")) == sorted(LANGUAGES)
    uz, ru, en = (messages(folder / f"{language}.ftl") for language in LANGUAGES)
    assert ru == uz
    assert en == uz


# --- licences and locks ----------------------------------------------------------------------------------------------

ALLOWED = re.compile(
    r"\b(MIT|MIT-0|BSD|0BSD|Apache|APL|ISC|PSF|Python Software|MPL|Mozilla|Zlib|CC0|Unlicense)", re.IGNORECASE
)
COPYLEFT = re.compile(r"\bA?GPL|GNU (Affero )?General Public", re.IGNORECASE)
SAID_ELSEWHERE = {"pysqlite3": "zlib licence, LICENSE in its sources; SQLite itself is in the public domain"}
# Programs' libraries under the GPL that could hide in a wheel; docs/decisions/0002-pyav.md holds the one exception.
COPYLEFT_LIBRARIES = re.compile(r"lib(x264|x265|xvidcore|readline|gdbm|postproc|rubberband)\b")
EXCEPTION = "av"


@cache
def runtime_distributions() -> tuple[Distribution, ...]:
    """What is installed of runtime.lock on this machine."""
    pinned = re.findall(
        r"^([a-z0-9][^\\\n]*?) *\\?$", (PROJECT / "requirements" / "runtime.lock").read_text(), re.MULTILINE
    )
    wanted = [Requirement(line) for line in pinned]
    return tuple(distribution(each.name) for each in wanted if each.marker is None or each.marker.evaluate())


def licence(package: Distribution) -> str:
    """All that a package's metadata says of its licence."""
    said = package.metadata.get_all("Classifier") or []
    texts = [*(package.metadata.get_all("License-Expression") or []), *(package.metadata.get_all("License") or [])]
    first_lines = [text.partition("\n")[0] for text in texts]
    return "; ".join([*first_lines, *(line for line in said if line.startswith("License"))])


def test_what_serves_is_under_licences_that_allow_it() -> None:
    packages = {package.name.lower(): licence(package) for package in runtime_distributions()}
    assert len(packages) > 30
    unclear = {name: said for name, said in packages.items() if not ALLOWED.search(said) and name not in SAID_ELSEWHERE}
    assert unclear == {}
    assert {name: said for name, said in packages.items() if COPYLEFT.search(said)} == {}


def test_no_library_under_the_gpl_comes_along_but_in_the_one_written_exception() -> None:
    carriers = {
        package.name.lower()
        for package in runtime_distributions()
        for path in package.files or []
        if COPYLEFT_LIBRARIES.match(path.name)
    }
    assert carriers <= {EXCEPTION}
    assert (PROJECT / "docs" / "decisions" / "0002-pyav.md").exists()


def test_what_the_fronts_carry_is_under_licences_that_allow_it() -> None:
    packages = json.loads((PROJECT / "package-lock.json").read_text())["packages"]
    carried = {name: str(entry.get("license", "")) for name, entry in packages.items() if not entry.get("dev")}
    assert {
        name: said
        for name, said in carried.items()
        if not re.search(r"MIT|ISC|BSD|Apache|OFL|CC0|Unlicense|Zlib", said)
    } == {}
    assert {name: said for name, said in carried.items() if COPYLEFT.search(said)} == {}


def test_no_lock_names_a_place() -> None:
    locks = {path.name: path.read_text() for path in (PROJECT / "requirements").glob("*.lock")}
    assert {"runtime.lock", "develop.lock"} <= set(locks)
    for name, text in locks.items():
        assert "://" not in text, name
        assert not re.search(
            r"^\s*-", re.sub(r"^\s+--hash=sha256:\w+.*$", "", text, flags=re.MULTILINE), re.MULTILINE
        ), name
        assert re.search(r"--hash=sha256:", text), name
    packages = json.loads((PROJECT / "package-lock.json").read_text())["packages"]
    assert [name for name, entry in packages.items() if "resolved" in entry] == []
    assert [name for name, entry in packages.items() if name and "integrity" not in entry] == []


def test_both_locks_hold_the_same_runtime() -> None:
    pins = re.compile(r"^([a-z0-9][^ ]*==[^ ]+)", re.MULTILINE)
    runtime, develop = (
        set(pins.findall((PROJECT / "requirements" / f"{name}.lock").read_text())) for name in ("runtime", "develop")
    )
    assert runtime - develop == set()


def test_a_measurement_is_chosen_by_its_name_and_a_wrong_name_by_a_sentence() -> None:
    assert [step.measures for step in steps.chosen("prove", ["alerts", "links"])] == ["links", "alerts"]
    assert steps.chosen("prove", []) == steps.RUNGS["prove"]
    with pytest.raises(SystemExit, match=r"Not measured by `test`: alerts"):
        steps.chosen("test", ["alerts"])


GROUP = """
import pytest
@pytest.mark.parametrize("one", range(8))
@pytest.mark.xdist_group("which shares something")
def test_one(one, worker_id, tmp_path_factory):
    (tmp_path_factory.getbasetemp().parent / "took-part").mkdir(exist_ok=True)
    (tmp_path_factory.getbasetemp().parent / "took-part" / worker_id).touch()
"""


def test_tests_of_one_group_never_run_side_by_side(tmp_path: Path) -> None:
    """A pytest and a pytest-xdist that do not fit together leave the groups out without a word."""
    (tmp_path / "test_group.py").write_text(GROUP)
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-n", "2", "--dist", "loadgroup"]
    alone = [f"--basetemp={tmp_path / 'made'}", f"--rootdir={tmp_path}", "-c", "/dev/null", "test_group.py"]
    done = subprocess.run([*command, *alone], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert "8 passed" in done.stdout, done.stdout + done.stderr
    assert len(list((tmp_path / "made" / "took-part").iterdir())) == 1
