"""The processes of the media workers of a town."""

from pathlib import Path

from tests.journeys.town import DemoTown


def media_processes(town: DemoTown) -> dict[int, int]:
    """Their ids by slot: the server's own, and a second that the journey has started."""
    found: dict[int, int] = {}
    for cmdline in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            words = cmdline.read_bytes().decode(errors="replace").split("\0")
        except OSError:
            continue
        if "media" in words and "--slot" in words and town.url in words:
            found[int(words[words.index("--slot") + 1])] = int(cmdline.parent.name)
    return found
