"""Reads ``data/vitals.json``, which the screens read too."""

from pathlib import Path
from typing import get_args

import msgspec

from consult_room.vitals.domain.bounds import Bounds, VitalsData
from signaling.protocol.vitals import VitalKind

OURS = Path(__file__).resolve().parent.parent / "data" / "vitals.json"


class VitalsDataProblem(Exception):
    """The file is not good; the text says where."""


def read_vitals_data(path: Path = OURS) -> VitalsData:
    """Raises VitalsDataProblem for what is missing, unknown, doubled or the wrong way round."""
    try:
        data = msgspec.json.decode(path.read_bytes(), type=VitalsData)
    except (OSError, msgspec.DecodeError) as problem:
        raise VitalsDataProblem(f"{path.name}: {problem}") from None
    if sorted(bound.kind for bound in data.kinds) != sorted(get_args(VitalKind)):
        raise VitalsDataProblem(f"{path.name}: kinds: each kind once, and none that is not known.")
    for bound in data.kinds:
        if not bound.least <= bound.likely_least < bound.likely_most <= bound.most:
            raise VitalsDataProblem(f"{path.name}: {bound.kind}: the bounds are not in their order.")
    for band in data.bands:
        ends = (band.low if band.low is not None else 0, band.high if band.high is not None else float("inf"))
        if band.from_years > band.to_years or ends[0] >= ends[1] or not band.source.strip():
            raise VitalsDataProblem(f"{path.name}: {band.kind}, {band.from_years} years: not in order, or no source.")
    return data


def bounds_of(data: VitalsData) -> Bounds:
    """By kind, in the order of the file."""
    return {bound.kind: bound for bound in data.kinds}
