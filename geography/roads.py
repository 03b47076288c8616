"""The road graph at work: exact times from any number of origins to one point by one reverse search."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from geography.profiles import Driver
from geography.road_build import MS
from geography.snapping import Floats, Snapped, Snapper, as_arrays
from signaling.protocol.base import Point
from signaling.protocol.geography import Leg

OFF_ROAD_METRES_PER_SECOND = 2.0  # yards and paths between a door and the road: little more than walking
OFF_ROAD_LIMIT_M = 5_000.0
ENTRIES = 64  # the arcs into a target: one for each state from which its edge is entered
NOWHERE = -9999  # scipy's mark for "no predecessor"
HERE = -1  # stands for the drive where the target is the junction itself
AT_JUNCTION_M = 1.0  # nearer to an edge's end than this is at the junction, and free to take any of its roads


@dataclass(frozen=True, slots=True)
class Search:
    """One reverse search: ``weight[state]`` to the target, ``after[state]`` the next state on the way there."""

    weight: Floats
    after: npt.NDArray[np.int32] | None
    entries: dict[int, int]  # state → the drive on which the target is entered from it, or HERE
    target: Snapped


class Profile:
    """One driver's arcs, turned round: row = where an arc leads to, column = where it comes from."""

    def __init__(self, arrays: dict[str, npt.NDArray[Any]], driver: Driver) -> None:
        name = driver.name.lower()
        self.ms = arrays[f"{name}_ms"].astype(np.float64)
        self.landing = arrays[f"{name}_landing"].astype(np.int64)
        self.usable = arrays[f"{name}_usable"]
        self._junction = arrays[f"{name}_junction"]
        self.states = len(self._junction)
        tail, head = arrays[f"{name}_tail"], arrays[f"{name}_head"]
        order = np.lexsort((tail, head))
        self.count = len(order)
        self._weight = np.concatenate((arrays[f"{name}_weight"][order], np.zeros(ENTRIES)))
        self.source = np.concatenate((tail[order], np.zeros(ENTRIES, np.int32))).astype(np.int32)
        self.drive = arrays[f"{name}_drive"][order]
        rows = np.bincount(head, minlength=self.states + 1)
        self.first = np.concatenate(([0], np.cumsum(rows))).astype(np.int32)
        by_drive = np.argsort(arrays[f"{name}_all_drive"], kind="stable")
        self._entry_tail = arrays[f"{name}_all_tail"][by_drive]
        self._entry_first = np.searchsorted(arrays[f"{name}_all_drive"][by_drive], np.arange(len(self.ms) + 1))

    def entry_states(self, drive: int) -> list[int]:
        """The states from which the drive may be begun."""
        found = self._entry_tail[self._entry_first[drive] : self._entry_first[drive + 1]]
        return sorted(set(found.tolist()))

    def states_of(self, junction: int) -> list[int]:
        """The states in which a driver can be at the junction."""
        found: list[int] = np.flatnonzero(self._junction == junction).tolist()
        return found

    def to_target(self, entries: dict[int, float]) -> csr_array:
        """The turned graph with one more row, the target, that leads to its entries."""
        states = sorted(entries)[:ENTRIES]
        here = slice(self.count, self.count + len(states))
        self.source[here] = states
        self._weight[here] = [max(1.0, entries[state]) for state in states]
        first = self.first.copy()
        first[-1] = self.count + len(states)
        size = self.states + 1
        used = self.count + len(states)
        return csr_array((self._weight[:used], self.source[:used], first), shape=(size, size), copy=False)


class RoadGraph:
    """The roads of one imported map, in memory. One search at a time: it works on its own arrays."""

    def __init__(self, arrays: dict[str, npt.NDArray[Any]]) -> None:
        self.offsets = arrays["offsets"].astype(np.int64)
        self.lon, self.lat = arrays["lon"] / 1e7, arrays["lat"] / 1e7
        self.decimetres = arrays["decimetres"].astype(np.float64)
        self.tail, self.head = arrays["tail"], arrays["head"]
        junctions = 1 + max(int(self.tail.max(initial=0)), int(self.head.max(initial=0)))
        self.meeting = np.bincount(self.tail, minlength=junctions) + np.bincount(self.head, minlength=junctions)
        self.names = arrays["names"].tobytes().decode().split("\n")
        self.name, self.rank, self.roundabout = arrays["name"], arrays["rank"], arrays["roundabout"]
        self.profiles = {driver: Profile(arrays, driver) for driver in Driver}
        self._snappers: dict[Driver, Snapper] = {}

    @classmethod
    def load(cls, path: Path) -> "RoadGraph":
        """Reads ``roads.npz``."""
        with np.load(path, allow_pickle=False) as stored:
            return cls({name: stored[name] for name in stored.files})

    def snap(self, points: Sequence[Point], driver: Driver) -> Snapped:
        """Where the points join the roads that the driver may use."""
        if driver not in self._snappers:
            self._snappers[driver] = Snapper(self.lon, self.lat, self.offsets, self.profiles[driver].usable)
        return self._snappers[driver].snap(*as_arrays(list(points)))

    def street_at(self, point: Point) -> tuple[str, float]:
        """The name of the nearest road and how far it is, metres."""
        snapped = self.snap([point], Driver.SIREN)
        return self.names[int(self.name[snapped.edge[0]])], float(snapped.metres[0])

    def search(self, target: Snapped, driver: Driver, limit_seconds: float | None, ways: bool) -> Search:
        """From everywhere to the one snapped target; ``ways`` also keeps by which states."""
        profile = self.profiles[driver]
        edge, part = int(target.edge[0]), float(target.part[0])
        weights: dict[int, float] = {}
        drives: dict[int, int] = {}
        for drive, share in ((2 * edge, part), (2 * edge + 1, 1.0 - part)):
            if profile.ms[drive] > 0:
                cost = self.partial(drive, np.array([share]), driver)[0]
                for state in profile.entry_states(drive):
                    if cost < weights.get(state, np.inf):
                        weights[state], drives[state] = cost, drive
        for junction, at_it in zip(self.ends(target), self.at_ends(target), strict=True):
            if at_it[0]:
                for state in profile.states_of(int(junction[0])):
                    weights[state], drives[state] = 1.0, HERE
        graph = profile.to_target(weights)
        limit = np.inf if limit_seconds is None else limit_seconds * 1000.0 * MS
        wanted = np.array(profile.states)
        if ways:
            weight, after = dijkstra(graph, directed=True, indices=wanted, return_predecessors=True, limit=limit)
            return Search(weight=weight, after=after, entries=drives, target=target)
        weight = dijkstra(graph, directed=True, indices=wanted, limit=limit)
        return Search(weight=weight, after=None, entries=drives, target=target)

    def partial(self, drive: int | npt.NDArray[np.int64], share: Floats, driver: Driver) -> Floats:
        """The weight of a share (0 to 1) of drives; infinite where a drive is closed."""
        ms = self.profiles[driver].ms[drive]
        whole = np.rint(share * ms) * MS + np.rint(share * self.decimetres[np.asarray(drive) // 2])
        weight: Floats = np.where(ms > 0, whole, np.inf)
        return weight

    def ends(self, snapped: Snapped) -> npt.NDArray[np.int64]:
        """Rows: the junctions where the snapped edges begin, where they end."""
        return np.stack((self.tail[snapped.edge], self.head[snapped.edge])).astype(np.int64)

    def at_ends(self, snapped: Snapped) -> npt.NDArray[np.bool_]:
        """Rows: whether a snapped position is at the junction where its edge begins, where it ends."""
        length = self.decimetres[snapped.edge] / 10
        near: npt.NDArray[np.bool_] = np.stack((snapped.part, 1.0 - snapped.part)) * length < AT_JUNCTION_M
        return near

    def departures(self, search: Search, origins: Snapped, driver: Driver) -> Floats:
        """Rows: leaving forward, leaving backward, straight along the target's own edge, from the junction where the
        edge begins, from the one where it ends; the weight of each.
        """
        profile = self.profiles[driver]
        ahead, back = 2 * origins.edge, 2 * origins.edge + 1
        forward = self.partial(ahead, 1.0 - origins.part, driver) + search.weight[profile.landing[ahead]]
        backward = self.partial(back, origins.part, driver) + search.weight[profile.landing[back]]
        gap = search.target.part[0] - origins.part
        direct = self.partial(np.where(gap >= 0, ahead, back), np.abs(gap), driver)
        direct = np.where(origins.edge == search.target.edge[0], direct, np.inf)
        junctions = np.where(self.at_ends(origins), search.weight[self.ends(origins)], np.inf)
        return np.concatenate((np.stack((forward, backward, direct)), junctions))

    def times_to(
        self, to: Point, origins: Sequence[Point], *, siren: bool = True, limit_seconds: float | None = None
    ) -> list[Leg | None]:
        """Time and distance from each origin to the point; None where no road leads or the limit is passed."""
        driver = Driver.SIREN if siren else Driver.ORDINARY
        target = self.snap([to], driver)
        if not origins or target.metres[0] > OFF_ROAD_LIMIT_M:
            return [None] * len(origins)
        search = self.search(target, driver, limit_seconds, ways=False)
        snapped = self.snap(origins, driver)
        weight = self.departures(search, snapped, driver).min(axis=0)
        off_road = snapped.metres + target.metres[0]
        reached = np.isfinite(weight) & (snapped.metres <= OFF_ROAD_LIMIT_M)
        whole = np.where(reached, weight, 0.0)
        seconds = np.floor(whole / MS) / 1000.0 + off_road / OFF_ROAD_METRES_PER_SECOND
        metres = np.mod(whole, MS) / 10.0 + off_road
        if limit_seconds is not None:
            reached &= seconds <= limit_seconds
        found = zip(reached.tolist(), seconds.round(1).tolist(), metres.round(1).tolist(), strict=True)
        return [Leg(seconds=s, metres=m) if ok else None for ok, s, m in found]
