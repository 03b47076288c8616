"""Reads ``data/drugs.json``, which the screens read too."""

from pathlib import Path

import msgspec

from consult_room.medical_orders.domain.danger import Drugs, DrugsData

OURS = Path(__file__).resolve().parent.parent / "data" / "drugs.json"


class DrugsDataProblem(Exception):
    """The file is not good; the text says where."""


def read_drugs(path: Path = OURS) -> Drugs:
    """By code. Raises DrugsDataProblem for what is missing, unknown, doubled or the wrong way round."""
    try:
        data = msgspec.json.decode(path.read_bytes(), type=DrugsData)
    except (OSError, msgspec.DecodeError) as problem:
        raise DrugsDataProblem(f"{path.name}: {problem}") from None
    drugs = {drug.code: drug for drug in data.drugs}
    if len(drugs) != len(data.drugs):
        raise DrugsDataProblem(f"{path.name}: a code is there twice.")
    for drug in data.drugs:
        for use in drug.uses:
            ranges = [one for one in (use.adult, use.per_kg) if one is not None]
            in_order = all(0 < low <= high for low, high in ranges)
            if not (ranges and in_order and use.routes and use.source.strip()):
                raise DrugsDataProblem(f"{path.name}: {drug.code}: a usual dose without range, route or source.")
    return drugs
