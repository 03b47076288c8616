"""Words of what became of patients after their own consults."""

from typing import ClassVar

import msgspec

from signaling.protocol.base import Question


class SafetyCounts(msgspec.Struct, frozen=True, kw_only=True):
    """Of the patient's own consults that ended: how many came again within 24 and 72 hours (by telephone or for another
    consult), to how many of them an ambulance was sent within that time after all, and how many were turned into an
    emergency while they went on."""

    ended: int = 0
    again_24: int = 0
    again_72: int = 0
    sent_24: int = 0
    sent_72: int = 0
    emergencies: int = 0


class SafetyRow(msgspec.Struct, frozen=True, kw_only=True):
    """``key``: a person's id, a reason's code or a closing. ``name``: the doctor's; None for the others, and once
    erased."""

    key: str
    name: str | None
    counts: SafetyCounts


class PatientSafetyView(msgspec.Struct, frozen=True, kw_only=True):
    """``heard_until_ms``: so far the journal was read; what ended less than 72 hours before may still come again."""

    from_ms: int
    until_ms: int
    heard_until_ms: int
    all: SafetyCounts
    by_doctor: list[SafetyRow]
    by_reason: list[SafetyRow]
    by_closing: list[SafetyRow]


class PatientSafety(Question, frozen=True, kw_only=True, tag="patients.safety"):
    """What became of the patients' own consults that ended from ``from_ms`` until ``until_ms``, for administrators and
    for seniors on duty. Refuses ``too_long`` over 366 days, ``not_allowed``."""

    answer_type: ClassVar[object] = PatientSafetyView

    from_ms: int
    until_ms: int
