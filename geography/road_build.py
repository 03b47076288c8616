"""From the drivable ways of a file to a road graph of numpy arrays (``roads.npz``).

An *edge* is a piece of a way between two junctions; a *drive* is an edge in one direction (drive ``2e`` forward,
``2e+1`` backward). A *state* is where a driver can be: most junctions are one state. A junction that a turn
restriction guards has one more state for each sequence of drives by which the restriction is under way, so that the
forbidden turn is missing there and nowhere else. ``only_`` restrictions are ``no_`` restrictions on all other turns.
Where no restriction is under way a driver may turn back at a junction, as an ambulance can.

The weight of an arc is one exact integer in a float64: milliseconds x 1e8 + decimetres. Sums stay exact below 2^53
(25 hours, 10,000 km), so one shortest-path search gives time and distance, and forward and backward searches agree
to the last digit.
"""

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from geography.osm_reader import Reading, Restriction
from geography.profiles import Driver

Ints = npt.NDArray[np.int64]
SIGNAL_DELAY_MS = {Driver.ORDINARY: 8_000, Driver.SIREN: 3_000}
EARTH_M = 6_371_008.8
CLOSED = -1
MS = 1e8  # one millisecond in the unit of weights; one decimetre is 1


def metres_between(lons: npt.NDArray[Any], lats: npt.NDArray[Any]) -> npt.NDArray[np.float64]:
    """The length of each step along a line of degrees, metres on the sphere."""
    lon, lat = np.radians(lons), np.radians(lats)
    a = np.sin(np.diff(lat) / 2) ** 2 + np.cos(lat[:-1]) * np.cos(lat[1:]) * np.sin(np.diff(lon) / 2) ** 2
    steps: npt.NDArray[np.float64] = 2 * EARTH_M * np.arcsin(np.sqrt(a))
    return steps


class Edges:
    """The cut of the ways into edges, with what each edge knows."""

    def __init__(self, reading: Reading) -> None:
        roads = reading.roads
        self.nodes: Ints = np.frombuffer(roads.nodes, dtype=np.int64) if roads.nodes else np.zeros(0, np.int64)
        self.lons = np.frombuffer(roads.lons, dtype=np.float64) if roads.lons else np.zeros(0)
        self.lats = np.frombuffer(roads.lats, dtype=np.float64) if roads.lats else np.zeros(0)
        starts: Ints = np.frombuffer(roads.starts, dtype=np.int64)
        distinct, place, uses = np.unique(self.nodes, return_inverse=True, return_counts=True)
        barrier = np.isin(self.nodes, np.frombuffer(reading.barriers, dtype=np.int64)) if reading.barriers else (
            np.zeros(len(self.nodes), bool))  # fmt: skip
        first = np.zeros(len(self.nodes), bool)
        last = np.zeros(len(self.nodes), bool)
        first[starts[:-1]] = True
        last[starts[1:] - 1] = True
        junction = first | last | (uses[place] > 1) | barrier
        at = np.flatnonzero(junction)
        pairs = ~last[at[:-1]]  # from each junction on a way to the next one on the same way
        self.begin, self.end = at[:-1][pairs], at[1:][pairs]
        self.way = np.searchsorted(starts, self.begin, side="right") - 1
        self._number_junctions(place, len(distinct), barrier)
        steps = np.append(metres_between(self.lons, self.lats), 0.0)
        steps[last] = 0.0
        along = np.concatenate(([0.0], np.cumsum(steps)))
        self.metres = along[self.end] - along[self.begin]
        self._count_signals(reading)

    def _number_junctions(self, place: Ints, count: int, barrier: npt.NDArray[np.bool_]) -> None:
        """Gives each junction a number; a barrier is a dead end of its own for every edge that meets it."""
        tail, head = place[self.begin].copy(), place[self.end].copy()
        cut_tail, cut_head = barrier[self.begin], barrier[self.end]
        tail[cut_tail] = count + np.arange(cut_tail.sum())
        head[cut_head] = count + cut_tail.sum() + np.arange(cut_head.sum())
        used, numbers = np.unique(np.concatenate((tail, head)), return_inverse=True)
        self.tail, self.head, self.junctions = numbers[: len(tail)], numbers[len(tail) :], len(used)

    def _count_signals(self, reading: Reading) -> None:
        signal = np.zeros(len(self.nodes), np.int64)
        if reading.signals:
            signal[np.isin(self.nodes, np.frombuffer(reading.signals, dtype=np.int64))] = 1
        before = np.concatenate(([0], np.cumsum(signal)))
        # A driver meets the signals between the ends and the one at the end that is reached, not the one left behind.
        self.signals_forward = before[self.end + 1] - before[self.begin + 1]
        self.signals_backward = before[self.end] - before[self.begin]


def _drive_ms(edges: Edges, reading: Reading, driver: Driver) -> Ints:
    """The time of every drive, ms; CLOSED where it is not allowed."""
    passages = reading.roads.passages
    result = np.full(2 * len(edges.begin), CLOSED, np.int64)
    ahead = np.array([p.forward[driver] for p in passages] or [0.0])[edges.way]
    back = np.array([p.backward[driver] for p in passages] or [0.0])[edges.way]
    delay = SIGNAL_DELAY_MS[driver]
    for speed, signals, drives in ((ahead, edges.signals_forward, 0), (back, edges.signals_backward, 1)):
        open_ = speed > 0
        ms = np.rint(edges.metres[open_] / speed[open_] * 3600.0).astype(np.int64) + delay * signals[open_]
        result[drives::2][open_] = np.maximum(1, ms)
    return result


class Turns:
    """The forbidden sequences of drives, and the states that they need."""

    def __init__(self, edges: Edges, way_ids: Ints, ms: Ints) -> None:
        self._edges, self._ms = edges, ms
        self.tails = np.stack((edges.tail, edges.head), axis=1).ravel()
        self.heads = np.stack((edges.head, edges.tail), axis=1).ravel()
        self._of_way: dict[int, list[int]] = defaultdict(list)
        for edge, way in enumerate(way_ids[edges.way].tolist()):
            self._of_way[way].append(edge)
        self._junction_of_node: dict[int, int] = dict(
            zip(edges.nodes[edges.begin].tolist(), edges.tail.tolist(), strict=True)
        ) | dict(zip(edges.nodes[edges.end].tolist(), edges.head.tolist(), strict=True))
        self._out: dict[int, list[int]] | None = None
        self.forbidden: set[tuple[int, ...]] = set()

    def out(self, junction: int) -> list[int]:
        """The open drives that leave a junction."""
        if self._out is None:
            self._out = defaultdict(list)
            for drive in np.flatnonzero(self._ms > 0).tolist():
                self._out[int(self.tails[drive])].append(drive)
        return self._out.get(junction, [])

    def _drives(self, way: int, *, into: int | None = None, out_of: int | None = None) -> list[int]:
        """The open drives of a way that end (or begin) at the junction."""
        both = [drive for edge in self._of_way.get(way, ()) for drive in (2 * edge, 2 * edge + 1)]
        ends = self.heads if into is not None else self.tails
        wanted = into if into is not None else out_of
        return [drive for drive in both if self._ms[drive] > 0 and ends[drive] == wanted]

    def forbid(self, restrictions: Iterable[Restriction]) -> None:
        """Reads the restrictions; one that does not fit the ways (cut off by the extract's edge) says nothing."""
        for restriction in restrictions:
            if restriction.via_node is not None:
                junction = self._junction_of_node.get(restriction.via_node)
                if junction is not None:
                    for start in self._drives(restriction.start, into=junction):
                        self._forbid(restriction, (start,), junction)
            else:
                for chain, junction in self._chains(restriction):
                    self._forbid(restriction, chain, junction)

    def _chains(self, restriction: Restriction) -> list[tuple[tuple[int, ...], int]]:
        """The sequences of drives from ``start`` along all via ways, and the junction where each ends."""
        chains: list[tuple[int, ...]] = []
        first = self._of_way.get(restriction.via_ways[0], [])
        for edge in first[:1] + first[-1:]:
            for junction in (int(self.tails[2 * edge]), int(self.heads[2 * edge])):
                chains += [(start,) for start in self._drives(restriction.start, into=junction)]
        for way in restriction.via_ways:
            chains = [longer for chain in dict.fromkeys(chains) if (longer := self._along(chain, way))]
        return [(chain, int(self.heads[chain[-1]])) for chain in chains]

    def _along(self, chain: tuple[int, ...], way: int) -> tuple[int, ...] | None:
        """The chain lengthened by the whole way, from the end where the chain arrives to the other."""
        edges = self._of_way.get(way, [])
        junction = self.heads[chain[-1]]
        forward = [2 * edge for edge in edges]
        for drives in (forward, [drive + 1 for drive in reversed(forward)]):
            if drives and self.tails[drives[0]] == junction and all(self._ms[drive] > 0 for drive in drives):
                return chain + tuple(drives)
        return None

    def _forbid(self, restriction: Restriction, chain: tuple[int, ...], junction: int) -> None:
        ends = self._drives(restriction.end, out_of=junction)
        if restriction.kind == "no_u_turn" and restriction.start == restriction.end:
            ends = [drive for drive in ends if drive == chain[0] ^ 1] or ends
        if restriction.kind.startswith("no_"):
            self.forbidden.update((*chain, drive) for drive in ends)
        elif ends:
            self.forbidden.update((*chain, drive) for drive in self.out(junction) if drive not in ends)


def _arcs(turns: Turns, ms: Ints, junctions: int) -> tuple[Ints, Ints, Ints, Ints, Ints]:
    """All arcs (tail state, head state, drive); for each drive the state it leads to when nothing was before; for each
    state its junction.
    """
    prefixes = {pattern[:length] for pattern in turns.forbidden for length in range(1, len(pattern))}
    state_of = {prefix: junctions + number for number, prefix in enumerate(sorted(prefixes))}

    def after(state: tuple[int, ...], drive: int) -> int:
        trail = (*state, drive)
        for skip in range(len(trail)):
            if trail[skip:] in state_of:
                return state_of[trail[skip:]]
        return int(turns.heads[drive])

    def allowed(state: tuple[int, ...], drive: int) -> bool:
        trail = (*state, drive)
        if drive == state[-1] ^ 1 and len(turns.out(int(turns.heads[state[-1]]))) > 1:
            return False  # turning back twice under a restriction would be a way through it
        return not any(trail[skip:] in turns.forbidden for skip in range(len(trail)))

    landing = turns.heads.astype(np.int64).copy()
    for prefix, number in state_of.items():
        if len(prefix) == 1:
            landing[prefix[0]] = number
    drives = np.flatnonzero(ms > 0)
    more = [
        (number, after(prefix, drive), drive)
        for prefix, number in state_of.items()
        for drive in turns.out(int(turns.heads[prefix[-1]]))
        if allowed(prefix, drive)
    ]
    extra = np.array(more, np.int64).reshape(-1, 3)
    tails = np.concatenate((turns.tails[drives], extra[:, 0]))
    heads = np.concatenate((landing[drives], extra[:, 1]))
    more_junctions = np.array([turns.heads[prefix[-1]] for prefix in state_of], np.int64)
    return (
        tails,
        heads,
        np.concatenate((drives, extra[:, 2])),
        landing,
        np.concatenate((np.arange(junctions), more_junctions)),
    )


def _profile(reading: Reading, edges: Edges, driver: Driver) -> dict[str, npt.NDArray[Any]]:
    """The arrays of one driver: arcs, weights, and which edges a point may be joined to."""
    ms = _drive_ms(edges, reading, driver)
    way_ids: Ints = np.array(reading.roads.way_ids, dtype=np.int64)
    turns = Turns(edges, way_ids, ms)
    turns.forbid(r for r in reading.restrictions if not (driver is Driver.SIREN and r.siren_exempt))
    tails, heads, drives, landing, junction = _arcs(turns, ms, edges.junctions)
    states = len(junction)
    weight = ms[drives] * MS + np.rint(edges.metres[drives // 2] * 10)
    _, label = connected_components(
        coo_array((np.ones(len(tails)), (tails, heads)), shape=(states, states)), connection="strong"
    )
    largest = np.bincount(label).argmax() if states else 0
    inside = (label[tails] == largest) & (label[heads] == largest)
    usable = np.zeros(len(edges.begin), bool)
    usable[drives[inside] // 2] = True
    order = np.lexsort((weight, heads, tails))  # of parallel arcs the quickest
    tails, heads, drives, weight = tails[order], heads[order], drives[order], weight[order]
    keep = np.ones(len(tails), bool)
    keep[1:] = (tails[1:] != tails[:-1]) | (heads[1:] != heads[:-1])
    name = driver.name.lower()
    return {
        f"{name}_ms": ms.astype(np.int32), f"{name}_landing": landing.astype(np.int32), f"{name}_usable": usable,
        f"{name}_tail": tails[keep].astype(np.int32), f"{name}_head": heads[keep].astype(np.int32),
        f"{name}_drive": drives[keep].astype(np.int32), f"{name}_weight": weight[keep],
        f"{name}_junction": junction.astype(np.int32), f"{name}_all_tail": tails.astype(np.int32),
        f"{name}_all_drive": drives.astype(np.int32),
    }  # fmt: skip


def build_roads(reading: Reading, target: Path) -> tuple[int, int]:
    """Writes the graph; gives the number of junctions and of edges that the siren's driver can use."""
    edges = Edges(reading)
    names: dict[str, int] = {"": 0}
    roads = reading.roads
    name_of_way = np.array([names.setdefault(n[0] if n else "", len(names)) for n in roads.names] or [0], np.int32)
    spans = edges.end - edges.begin + 1
    offsets = np.concatenate(([0], np.cumsum(spans)))
    inside = np.arange(offsets[-1]) - np.repeat(offsets[:-1], spans) + np.repeat(edges.begin, spans)
    arrays: dict[str, npt.NDArray[Any]] = {
        "tail": edges.tail.astype(np.int32), "head": edges.head.astype(np.int32),
        "decimetres": np.rint(edges.metres * 10).astype(np.int32), "offsets": offsets.astype(np.int64),
        "lon": np.rint(edges.lons[inside] * 1e7).astype(np.int32),
        "lat": np.rint(edges.lats[inside] * 1e7).astype(np.int32),
        "name": name_of_way[edges.way] if len(edges.way) else np.zeros(0, np.int32),
        "names": np.frombuffer("\n".join(name.replace("\n", " ") for name in names).encode(), np.uint8),
        "roundabout": np.array([p.roundabout for p in roads.passages] or [False])[edges.way],
        "rank": np.array([p.rank for p in roads.passages] or [0], np.int8)[edges.way],
    }  # fmt: skip
    usable = 0
    for driver in Driver:
        profile = _profile(reading, edges, driver)
        usable = int(profile[f"{driver.name.lower()}_usable"].sum())
        arrays |= profile
    with target.open("wb") as file:
        np.savez(file, allow_pickle=False, **arrays)
    return edges.junctions, usable
