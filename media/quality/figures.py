"""What ``/metrics`` tells of conversations: figures alone, no people, no incidents.

``media_conversations`` and ``media_participants`` are the whole service's and the same on every node; all others are of
what this node hears. docs/SCALE.md says which to watch.
"""

from collections import Counter as Count
from collections.abc import Iterable

from prometheus_client import Gauge, Histogram

from media.quality.domain.course import Course
from signaling.protocol.quality import ProcessQuality, RoomQuality

CONVERSATIONS = Gauge("media_conversations", "Accepted conversations of the service now, by path", ["path"])
PARTICIPANTS = Gauge("media_participants", "People and brigades in accepted conversations of the service now")
RECORDED = Gauge("media_conversations_recorded", "Conversations of the service that are recorded now")
SIDES = Gauge("media_sides", "Sides that this node has heard in the last five seconds, by rung", ["rung"])
SCORES = Histogram(
    "media_link_score",
    "What devices told of how well they hear, 0 nothing to 100 as in one room, one a second and side",
    buckets=[0, 10, 25, 45, 65, 80, 90, 100],
)
PROCESSES = Gauge("media_worker_processes", "Connected processes of media workers")
ROOMS = Gauge("media_worker_rooms", "Conversations pinned to a process", ["process"])
MEMBERS = Gauge("media_worker_members", "Devices in the rooms of a process", ["process"])
UP = Gauge("media_worker_up_kilobits_per_second", "What devices send to a process", ["process"])
DOWN = Gauge("media_worker_down_kilobits_per_second", "What a process sends to devices", ["process"])
LOST = Gauge("media_worker_lost_ratio", "The worst share that one device missed of what a process sent", ["process"])
TRIP = Gauge("media_worker_round_trip_seconds", "The longest way to one device of a process and back", ["process"])
WAITING = Gauge("media_quality_chunks_waiting", "Minutes of single sides that are not written yet")

OF_PROCESSES = (ROOMS, MEMBERS, UP, DOWN, LOST, TRIP)


def count_courses(courses: Iterable[Course]) -> None:
    """Of all that go on."""
    going_on = list(courses)
    paths = Count(course.path for course in going_on)
    for path in ("direct", "forwarder"):
        CONVERSATIONS.labels(path=path).set(paths[path])
    PARTICIPANTS.set(sum(one.left_at_ms is None for course in going_on for one in course.members))
    RECORDED.set(sum(course.recording for course in going_on))


def count_sides(rooms: Iterable[RoomQuality]) -> None:
    """Of those heard just now."""
    rungs = Count(side.rung for room in rooms for side in room.sides)
    for rung in ("video", "low_video", "stills", "voice", "clips", "text"):
        SIDES.labels(rung=rung).set(rungs[rung])


def count_processes(processes: Iterable[ProcessQuality]) -> None:
    """A process that is gone leaves no figure behind."""
    for gauge in OF_PROCESSES:
        gauge.clear()
    connected = 0
    for one in processes:
        connected += one.connected
        ROOMS.labels(process=one.process).set(one.rooms)
        MEMBERS.labels(process=one.process).set(one.members)
        for gauge, value in ((UP, one.up_kbps), (DOWN, one.down_kbps)):
            if value is not None:
                gauge.labels(process=one.process).set(value)
        for gauge, thousandths in ((LOST, one.lost_permille), (TRIP, one.round_trip_ms)):
            if thousandths is not None:
                gauge.labels(process=one.process).set(thousandths / 1_000)
    PROCESSES.set(connected)
