"""The circle of a consult: who treats the patient in it. What is kept beside a consult is shown by it."""

from typing import Literal

import msgspec

MemberRelation = Literal["person", "brigade", "hospital", "guest"]

Part = Literal["asker", "specialist", "called_in", "hospital", "patient", "broke_glass"]
"""``called_in``: a further specialist of the council; ``hospital``: the receiving one; ``patient``: by a link;
``broke_glass``: a doctor outside who opened the record with a reason, and reads it for a limited time."""


class CircleMember(msgspec.Struct, frozen=True, kw_only=True):
    """One who treats the patient, or the patient."""

    relation: MemberRelation
    id: str
    part: Part


CIRCLE: dict[str, str] = {
    "consult": "consult_id",
    "consents": "consult_id",
    "consult_patient": "consult_id",
    "record_access": "consult_id",
    "vitals": "consult_id",
    "medical_orders": "consult_id",
    "consult_files": "consult_id",
    "conclusion": "consult_id",
    "consult_quality": "consult_id",
    "patient_link": "consult_id",
}
"""What an event that changes the circle touches: the consult and each kind that is kept beside it under the consult's
own id, so that who sees what of it changes in the same transaction."""
