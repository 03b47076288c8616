"""What a link does to what crosses it, and the cells that are measured: each axis alone, then six mixes named after
life.

Every figure of ``Link`` is for the whole way between two hosts: the relay gives each host's own piece its part, so
that the way between the two people, and the way from each of them to the server, are the same.
"""

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Link:
    """``rtt_ms`` there and back; ``loss`` and ``reordered`` are shares (0 to 1) of the packets of one way, lost ones in
    bursts of ``burst`` on average; ``jitter_ms`` is the most that a packet is late; ``rate_kbit`` is each person's own
    up and down (None: no limit)."""

    rtt_ms: int = 50
    loss: float = 0.0
    burst: float = 1.0
    jitter_ms: int = 0
    reordered: float = 0.0
    rate_kbit: int | None = 2000


@dataclass(frozen=True)
class Cell:
    name: str
    link: Link


CLEAR = Link()
"""What every axis is varied from; the first value of each axis is this one."""

AXES: tuple[Cell, ...] = (
    Cell("clear", CLEAR),
    *(Cell(f"loss_{percent}", replace(CLEAR, loss=percent / 100)) for percent in (5, 10, 20, 30)),
    *(Cell(f"rtt_{rtt_ms}", replace(CLEAR, rtt_ms=rtt_ms)) for rtt_ms in (300, 600, 1000)),
    *(Cell(f"rate_{rate_kbit}", replace(CLEAR, rate_kbit=rate_kbit)) for rate_kbit in (500, 128, 64, 32)),
)

MIXES: tuple[Cell, ...] = (
    Cell("village_2g", Link(rtt_ms=700, loss=0.03, jitter_ms=150, rate_kbit=64)),
    Cell("moving_4g", Link(rtt_ms=120, loss=0.05, burst=4, jitter_ms=80, reordered=0.01)),
    Cell("satellite", Link(rtt_ms=650, loss=0.01, jitter_ms=20, rate_kbit=500)),
    Cell("full_cell", Link(rtt_ms=250, loss=0.08, jitter_ms=100, rate_kbit=128)),
    Cell("hospital_wifi", Link(rtt_ms=40, loss=0.10, burst=3, jitter_ms=60, reordered=0.02)),
    Cell("edge_of_cell", Link(rtt_ms=400, loss=0.20, burst=2, jitter_ms=200, reordered=0.02, rate_kbit=32)),
)

CELLS = {cell.name: cell for cell in (*AXES, *MIXES)}
SHORT = ("rtt_300", "loss_20", "rate_128")
