"""The dashboard of docs/deploy asks for figures that a server really gives."""

import json
import re
import urllib.request
from pathlib import Path

from tests.fixtures.server import TezServer, running

BOARD = Path(__file__).resolve().parents[2] / "docs" / "deploy" / "grafana.json"
PROMETHEUS_OWN = {"up"}


def asked(expression: str) -> set[str]:
    """The figures of an expression: words before their labels."""
    return set(re.findall(r"([a-z0-9_]+)\{", expression))


def test_every_panel_asks_for_a_figure_that_there_is(tmp_path: Path) -> None:
    server = TezServer(tmp_path)
    with running(server), urllib.request.urlopen(f"{server.url}/metrics", timeout=10) as page:
        given = page.read().decode()
    # A figure with labels that nothing has happened to yet is declared all the same.
    declared = set(re.findall(r"^# TYPE (\S+) ", given, re.MULTILINE))
    declared |= {f"{name}_bucket" for name in declared}
    board = json.loads(BOARD.read_text("utf-8"))
    wanted = {name for panel in board["panels"] for target in panel["targets"] for name in asked(target["expr"])}
    assert len(wanted) > 10
    assert wanted - PROMETHEUS_OWN - declared == set()


def test_panels_stand_beside_each_other_and_have_names() -> None:
    panels = json.loads(BOARD.read_text("utf-8"))["panels"]
    places = [(one["gridPos"]["x"], one["gridPos"]["y"]) for one in panels]
    assert len(set(places)) == len(panels) == len({one["id"] for one in panels})
    assert all(one["title"] for one in panels)
    assert all(one["gridPos"]["x"] + one["gridPos"]["w"] <= 24 for one in panels)
