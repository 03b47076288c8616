"""What `docker compose` makes of compose.yaml before it starts anything: the file read, and its variables filled in."""

import json
import re
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parents[2]
DEPLOY = PROJECT / "docs" / "deploy"
COMPOSE = DEPLOY / "compose.yaml"
SCHEMA = PROJECT / "node_modules" / "dclint" / "schemas" / "compose.schema.json"
"""The Compose Specification's own, as a linter carries it, whose opinions on order are not asked."""
# A name that is there twice, which other readers of YAML let pass, is an error to this one, as it is to Compose.
READ = """
import { readFileSync } from "node:fs";
import { parse } from "yaml";
console.log(JSON.stringify(parse(readFileSync(0, "utf-8"), { merge: true })));
"""
VARIABLE = re.compile(r"\$(?:(?P<escaped>\$)|\{(?P<name>\w+)(?::\?(?P<sentence>[^}]*))?\})")


class Missing(Exception):
    """A variable that is not set; the sentence says which, and what it is."""


def read(text: str) -> dict[str, Any]:
    """The file as YAML has it. Raises ValueError with the reader's words."""
    node = PROJECT / ".venv" / "bin" / "node"
    command = [str(node), "--input-type=module", "--eval", READ]
    done = subprocess.run(command, cwd=PROJECT, input=text, capture_output=True, text=True, timeout=60, check=False)
    if done.returncode:
        raise ValueError(done.stderr)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def schema() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(SCHEMA.read_text("utf-8"))
    assert found["title"] == "Compose Specification"
    return found


def variables(text: str) -> dict[str, str]:
    """Every variable with the sentence that is said when it is missing."""
    found: dict[str, str] = {}
    for one in VARIABLE.finditer(text):
        if one["name"]:
            found[one["name"]] = found.get(one["name"]) or one["sentence"] or ""
    return found


def filled(value: Any, environment: Mapping[str, str]) -> Any:
    """The value with every variable filled in. Raises Missing."""

    def one(match: re.Match[str]) -> str:
        if match["escaped"]:
            return "$"
        given = environment.get(match["name"], "")
        if not given:
            raise Missing(f"{match['name']}: {match['sentence'] or 'not set'}")
        return given

    if isinstance(value, str):
        return VARIABLE.sub(one, value)
    if isinstance(value, list):
        return [filled(each, environment) for each in value]
    if isinstance(value, dict):
        return {name: filled(each, environment) for name, each in value.items()}
    return value


def environment_of(file: Path) -> dict[str, str]:
    """A `.env` file's lines."""
    return dict(line.split("=", 1) for line in file.read_text("utf-8").splitlines())


def bound(service: Mapping[str, Any]) -> dict[str, str]:
    """Where the service's volumes, named ones and folders alike, lie in it: place → source."""
    pairs = (one.split(":")[:2] for one in service.get("volumes", []))
    return {place: source for source, place in pairs}
