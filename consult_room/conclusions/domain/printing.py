"""What a print is made of: the signed text, its signatures, and the address by which it is verified."""

import msgspec

from consult_room.conclusions.domain.conclusion import Conclusion, Prepared, Version
from signaling.protocol.conclusions import Checked, Drawing, SignatureLevel


class PrintedSignature(msgspec.Struct, frozen=True, kw_only=True):
    """As it stands on paper."""

    name: str
    specialty: str
    place: str
    provider: str
    level: SignatureLevel
    is_test: bool
    at_ms: int
    checked: Checked | None = None
    drawing: Drawing | None = None


class PrintJob(msgspec.Struct, frozen=True, kw_only=True):
    """The same job gives the same bytes. Without signatures it is a preview."""

    document: str
    digest: str
    url: str
    signatures: list[PrintedSignature]


def job_of(version: Version, state: Conclusion, public_base: str) -> PrintJob:
    """Of a signed version whose text has not been erased."""
    return PrintJob(
        document=version.document or "",
        digest=version.digest,
        url=address(public_base, state.code or "", version.version),
        signatures=[
            PrintedSignature(
                name=one.name or "",
                specialty=one.specialty or "",
                place=one.place or "",
                provider=one.provider,
                level=one.level,
                is_test=one.is_test,
                at_ms=one.at_ms,
                checked=one.checked,
                drawing=one.drawing,
            )
            for one in version.signatures
        ],
    )


def preview_of(prepared: Prepared) -> PrintJob:
    """Of a document that waits for its signature: nothing verifies it yet."""
    return PrintJob(document=prepared.document or "", digest=prepared.digest, url="", signatures=[])


def address(public_base: str, code: str, version: int) -> str:
    """Where anybody looks whether a print of that version is genuine."""
    return f"{public_base.rstrip('/')}/v/{code}/{version}"
