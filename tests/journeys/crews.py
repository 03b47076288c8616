"""How a desk and a crew come together: the desk reads six digits out, the crew types them and begins its shift."""

from geography.town import describe
from tests.journeys.conftest import TABLET, OpenWindow
from tests.journeys.console import Console
from tests.journeys.dock import expect_all_flow
from tests.journeys.tablet import Tablet
from tests.journeys.town import DemoTown

BRIGADE = "Reanimatsion 2"


def on_shift(desk: Console, town: DemoTown, window: OpenWindow, *, callsign: str = BRIGADE) -> Tablet:
    """A paired tablet at the first station, its crew waiting for an order."""
    crew = Tablet(window(town, viewport=TABLET, at=describe().stations[0].point))
    crew.pair(desk.code_for(callsign))
    crew.start_shift("Aziz Qodirov", "Umid Sattorov")
    return crew


def two_talk(town: DemoTown, window: OpenWindow) -> tuple[Console, Tablet]:
    """The desk rings the crew, which answers; each sees and hears the other."""
    desk = Console(window(town, "Nodira Aliyeva"))
    crew = on_shift(desk, town, window)
    desk.pick_brigade(BRIGADE)
    desk.press("c")
    crew.dock.expect_state("incoming")
    crew.dock.tap("Answer")
    expect_all_flow([desk.dock, crew.dock])
    for side in (desk, crew):
        side.dock.expect("path", "direct")
    return desk, crew
