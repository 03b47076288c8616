"""Distances on the ellipsoid, by geopy: for records and checks, where the sphere's 0.3 % would be questioned."""

from geopy.distance import geodesic

from signaling.protocol.base import Point


def metres_between(one: Point, other: Point) -> float:
    """The shortest line over the WGS 84 ellipsoid, metres."""
    return float(geodesic((one.lat, one.lon), (other.lat, other.lon)).meters)
