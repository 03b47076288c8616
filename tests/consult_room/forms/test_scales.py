"""Scales count as their published tables do."""

import json
import os
from pathlib import Path
from typing import Any

import msgspec
import pytest

from consult_room.forms.adapters.data_files import read_catalogue
from consult_room.forms.domain.catalogue import in_language
from consult_room.forms.domain.checking import bounds_of
from consult_room.forms.domain.scales import most_of, result_of
from signaling.protocol.forms import Scale

SCALES = read_catalogue().scales
EXAMPLES: list[dict[str, Any]] = json.loads(
    (Path(__file__).parents[3] / "consult_room/forms/examples/scales.json").read_text()
)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda one: f"{one['scale']} {one['value']}")
def test_result_of_examples(example: dict[str, Any]) -> None:
    """[CD4] The same examples hold the page to the same results."""
    result = result_of(SCALES[example["scale"]], example["items"])
    assert (result.value, result.band) == (example["value"], example["band"])


@pytest.mark.parametrize(
    ("scale", "least", "most"),
    [
        ("nihss", 0, 42),  # Brott 1989 with the later items: 42 at the most
        ("gcs", 3, 15),  # Teasdale 1974, motor item of six
        ("gcs_child", 3, 15),
        ("apgar", 0, 10),
        ("qsofa", 0, 3),
        ("news2", 0, 20),
        ("heart", 0, 10),
        ("burn_area", 0, 100),
        ("burn_area_child", 0, 100),
    ],
)
def test_bounds_are_the_published_ones(scale: str, least: float, most: float) -> None:
    assert bounds_of(SCALES[scale]) == (least, most)


@pytest.mark.parametrize("age", [0, 1, 5, 10, 15, 18, 40])
def test_lund_and_browder_make_a_whole_body_at_each_age(age: int) -> None:
    """The chart divides the same hundred per cent anew at each age."""
    assert sum(most_of(item, age) or 0 for item in SCALES["burn_area_child"].items) == 100


def test_what_is_missing_or_could_not_be_tested_gives_no_result() -> None:
    """[CD5]"""
    some = result_of(SCALES["gcs"], {"eyes": "4"})
    assert (some.value, some.missing) == (None, ("verbal", "motor"))
    assert result_of(SCALES["gcs"], {"eyes": "4", "verbal": "nt", "motor": "6"}).value is None


def test_a_ratio_by_nothing_is_no_result() -> None:
    assert result_of(SCALES["shock_index"], {"pulse": 90, "systolic": 0}).value is None


@pytest.mark.parametrize("scale", SCALES.values(), ids=SCALES)
def test_every_scale_cites_its_table(scale: Scale) -> None:
    """[CD1]"""
    assert any(year in scale.source for year in map(str, range(1900, 2030)))
    assert scale.reviewed_by


def test_the_pages_examples_are_of_the_scales_as_they_are_sent() -> None:
    """[CD4] ``WRITE_PAGES=1`` writes them anew."""
    path = Path(__file__).parents[3] / "consult_room/forms/examples/scales_as_sent.json"
    sent = msgspec.json.format(msgspec.json.encode([in_language(scale, "en") for scale in SCALES.values()]), indent=1)
    if os.environ.get("WRITE_PAGES"):
        path.write_bytes(sent + b"\n")
    assert path.read_bytes() == sent + b"\n"
