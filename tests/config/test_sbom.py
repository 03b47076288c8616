"""`make sbom` writes every component that runs, as CycloneDX itself describes such a list."""

import json
from pathlib import Path

from config.licences import Component, components
from config.wiring import built_fronts

LOCK = Path(__file__).resolve().parents[2] / "requirements" / "runtime.lock"


def is_valid(text: str) -> bool:
    """Whether CycloneDX's own schema takes it. Its package is imported here: it takes as long as all the others."""
    from cyclonedx.schema import SchemaVersion
    from cyclonedx.validation.json import JsonStrictValidator

    return JsonStrictValidator(SchemaVersion.V1_6).validate_str(text) is None


def test_the_list_is_valid_and_whole() -> None:
    from requirements.sbom import OWN, locked, written

    found = components(built_fronts())
    text = written(found, locked(LOCK.read_text()))
    assert is_valid(text)
    told = json.loads(text)
    assert told["metadata"]["component"]["name"] == OWN
    assert len(told["components"]) == len(found) - 1
    aiohttp = next(one for one in told["components"] if one["purl"].startswith("pkg:pypi/aiohttp@"))
    assert len(aiohttp["hashes"]) > 5
    assert not [one["name"] for one in told["components"] if not one.get("licenses")]
    # What runs beside no lock has no digest, and no component is without its place.
    assert {one["properties"][0]["value"] for one in told["components"]} == {"program", "pages"}


def test_an_odd_licence_is_told_as_it_is_written() -> None:
    from requirements.sbom import OWN, written

    own = Component("program", OWN, "1", "Apache-2.0")
    odd = Component("pages", "@scope/thing", "2", "Our own licence, see file")
    told = json.loads(written([own, odd], {}))
    assert is_valid(json.dumps(told))
    (thing,) = told["components"]
    assert thing["licenses"][0]["license"]["name"] == "Our own licence, see file"
    assert (thing["group"], thing["name"]) == ("@scope", "thing")
