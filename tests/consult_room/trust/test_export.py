"""Who has read a record, as a file for a spreadsheet."""

from consult_room.trust.http import as_csv
from signaling.protocol.record_access import ConsultReadersView, ReadingView


def told(*readings: ReadingView) -> ConsultReadersView:
    return ConsultReadersView(
        consult_id="c", number=7, members=[], readings=list(readings), glasses=[], held=False, erased=False
    )


def reading(name: str, device: str = "") -> ReadingView:
    return ReadingView(
        reading_id="r", reader_id="p", name=name, role="specialist", part="specialist", what="pdf", item_id=None,
        device=device, at_ms=1_790_000_000_000,
    )  # fmt: skip


def test_ct8_the_file_names_readers_and_times() -> None:
    """Rule [CT8]."""
    assert as_csv(told(reading("N. Li"))).splitlines() == [
        "at,name,role,part,place,way,what,item,device",
        "2026-09-21T14:13:20+00:00,N. Li,specialist,specialist,,part,pdf,,",
    ]
    assert as_csv(told(reading(""))).splitlines()[1].split(",")[1] == "p", "a crew has no name: its brigade"


def test_what_a_spreadsheet_would_run_is_only_text() -> None:
    assert "'=1+1" in as_csv(told(reading("=1+1", "@device")))
    assert "'@device" in as_csv(told(reading("=1+1", "@device")))
