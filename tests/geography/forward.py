"""The same search the other way and the slow way: a forward Dijkstra for each pair, in plain Python.

It shares with the graph only the arcs and where points are joined to roads.
"""

import heapq
import math
from collections import defaultdict

import numpy as np

from geography.profiles import Driver
from geography.road_build import MS
from geography.roads import OFF_ROAD_METRES_PER_SECOND, RoadGraph
from geography.snapping import Snapped
from signaling.protocol.base import Point


class ForwardSearch:
    """Answers one pair at a time."""

    def __init__(self, graph: RoadGraph, driver: Driver) -> None:
        self._graph, self._driver = graph, driver
        profile = graph.profiles[driver]
        self._out: dict[int, list[tuple[int, int]]] = defaultdict(list)  # state → (next state, drive)
        for head in range(profile.states):
            for place in range(int(profile.first[head]), int(profile.first[head + 1])):
                self._out[int(profile.source[place])].append((head, int(profile.drive[place])))

    def _whole(self, drive: int) -> int:
        ms = int(self._graph.profiles[self._driver].ms[drive])
        return ms * int(MS) + int(self._graph.decimetres[drive // 2])

    def seconds_and_metres(self, origin: Point, to: Point) -> tuple[float, float] | None:
        """Time and distance from the origin to the point."""
        start, target = self._graph.snap([origin], self._driver), self._graph.snap([to], self._driver)
        profile, edge, goal = self._graph.profiles[self._driver], int(start.edge[0]), int(target.edge[0])
        begin, end = float(start.part[0]), float(target.part[0])
        goals = {state for junction in self._junctions(target) for state in profile.states_of(junction)}
        best = math.inf
        for drive, left in ((2 * edge, 1 - begin), (2 * edge + 1, begin)):
            if profile.ms[drive] <= 0:
                continue
            along = begin if drive % 2 == 0 else 1 - begin
            wanted = end if drive % 2 == 0 else 1 - end
            if edge == goal and wanted >= along:
                best = min(best, self._part(drive, wanted - along))
            first = self._part(drive, left)
            best = min(best, self._drive_on(int(profile.landing[drive]), first, goal, end, goals))
        for junction in self._junctions(start):
            best = min(best, self._drive_on(junction, 0.0, goal, end, goals))
        if math.isinf(best):
            return None
        off_road = float(start.metres[0] + target.metres[0])
        seconds = math.floor(best / MS) / 1000 + off_road / OFF_ROAD_METRES_PER_SECOND
        return seconds, math.fmod(best, MS) / 10 + off_road

    def _junctions(self, snapped: Snapped) -> list[int]:
        """The junctions at which the one position is."""
        ends, at = self._graph.ends(snapped)[:, 0].tolist(), self._graph.at_ends(snapped)[:, 0].tolist()
        return [junction for junction, near in zip(ends, at, strict=True) if near]

    def _part(self, drive: int, share: float) -> float:
        return float(self._graph.partial(drive, np.array([share]), self._driver)[0])

    def _drive_on(self, state: int, weight: float, goal: int, end: float, goals: set[int]) -> float:
        """From a state to the position on the goal edge, or to one of the goal states."""
        heap, done, best = [(weight, state)], set(), math.inf
        while heap:
            reached, here = heapq.heappop(heap)
            if here in done or reached >= best:
                continue
            done.add(here)
            if here in goals:
                best = min(best, reached)
            for following, drive in self._out[here]:
                if drive // 2 == goal:
                    best = min(best, reached + self._part(drive, end if drive % 2 == 0 else 1 - end))
                heapq.heappush(heap, (reached + self._whole(drive), following))
        return best
