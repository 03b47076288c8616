"""The document that is signed: one text, the same to the byte however often it is made of the same facts.

It is JSON with the fields in the order in which they stand here. Once prepared it is kept as the text that it was then:
a later program, whose fields stand otherwise, reads it and never makes it anew.
"""

import hashlib

import msgspec

from consult_room.conclusions.domain.conclusion import Conclusion
from consult_room.domain.states import Consult
from signaling.protocol.conclusions import ConclusionContent

FORMAT = "tez.conclusion.1"


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """Who signs, or who asked."""

    name: str
    place: str = ""
    specialty: str = ""


class Patient(msgspec.Struct, frozen=True, kw_only=True):
    """All that a consult knows of who the patient is."""

    age_years: int | None = None
    sex: str = "unknown"


class Earlier(msgspec.Struct, frozen=True, kw_only=True):
    """A version before this one."""

    version: int
    digest: str
    signed_at_ms: int
    signed_by: str
    why: str = ""


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """What is signed and printed. Times are milliseconds UTC; they are printed in ``time_zone``."""

    format: str = FORMAT
    service: str
    service_name: str
    time_zone: str
    language: str
    consult_id: str
    number: int
    version: int
    why: str
    code: str
    asked_at_ms: int
    prepared_at_ms: int
    asker: Person
    specialist: Person
    patient: Patient
    question: str
    content: ConclusionContent
    earlier: list[Earlier]


class House(msgspec.Struct, frozen=True, kw_only=True):
    """The service whose document it is."""

    service: str
    service_name: str
    time_zone: str


def write(
    state: Conclusion, consult: Consult, content: ConclusionContent, *, house: House, language: str, code: str,
    why: str, asker: Person, specialist: Person, at_ms: int,
) -> str:  # fmt: skip
    """The canonical text of the next version."""
    document = Document(
        service=house.service,
        service_name=house.service_name,
        time_zone=house.time_zone,
        language=language,
        consult_id=consult.id,
        number=consult.number,
        version=len(state.versions) + 1,
        why=why,
        code=code,
        asked_at_ms=consult.asked_at_ms,
        prepared_at_ms=at_ms,
        asker=asker,
        specialist=specialist,
        patient=Patient(age_years=consult.age_years, sex=consult.sex),
        question=consult.question or "",
        content=content,
        earlier=[
            Earlier(
                version=one.version,
                digest=one.digest,
                signed_at_ms=one.signed_at_ms,
                signed_by=one.author.name or "",
                why=one.why or "",
            )
            for one in state.versions
        ],
    )
    return msgspec.json.encode(document).decode()


def read(text: str) -> Document:
    """Of a kept text. Raises msgspec.ValidationError when it is none."""
    return msgspec.json.decode(text, type=Document)


def content_of(text: str | None) -> ConclusionContent | None:
    """None once it has been erased."""
    return None if text is None else read(text).content


def digest_of(text: str) -> str:
    """SHA-256, hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def in_short(content: ConclusionContent) -> str:
    """What the consult itself keeps as its conclusion: for the tablet, and wherever there is room for words alone."""
    diagnoses = "; ".join(f"{one.code} {one.name}" for one in content.diagnoses)
    lines = (content.findings, "\n".join(filter(None, (diagnoses, content.diagnosis_words))), content.recommendation)
    return "\n\n".join(line.strip() for line in lines if line.strip())[:8000]
