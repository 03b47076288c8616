"""What a conclusion is."""

import msgspec

from consult_room.domain.circle import Circle
from signaling.protocol.conclusions import Checked, ConclusionContent, Drawing, SignatureLevel

KIND = "conclusion"


class Mark(msgspec.Struct, frozen=True, kw_only=True):
    """Who changed a field of the draft last, and in which revision."""

    revision: int
    editor_id: str


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """What is being written. ``content`` is None once it has been erased."""

    content: ConclusionContent | None
    revision: int
    author_id: str
    editor_id: str
    kept_at_ms: int
    marks: dict[str, Mark]
    shared: bool = False


class Prepared(msgspec.Struct, frozen=True, kw_only=True):
    """A document that waits for its signature; afterwards it is what was signed."""

    signing_id: str
    version: int
    revision: int
    provider: str
    person_id: str
    cosigns: bool
    until_ms: int
    digest: str
    name: str | None
    specialty: str | None
    place: str | None
    why: str | None
    document: str | None


class Signature(msgspec.Struct, frozen=True, kw_only=True):
    """One person's signature under one version."""

    signing_id: str
    person_id: str
    name: str | None
    specialty: str | None
    place: str | None
    provider: str
    level: SignatureLevel
    is_test: bool
    at_ms: int
    checked: Checked | None
    drawing: Drawing | None
    file_id: str | None


class Print(msgspec.Struct, frozen=True, kw_only=True):
    """A PDF of a version, with as many signatures as it had then."""

    signatures: int
    file_id: str
    digest: str
    size: int


class Version(msgspec.Struct, frozen=True, kw_only=True):
    """What was signed. It is never changed: signatures and prints are added to it."""

    version: int
    document: str | None
    digest: str
    why: str | None
    signatures: tuple[Signature, ...]
    prints: tuple[Print, ...] = ()
    acknowledged_at_ms: int | None = None

    @property
    def author(self) -> Signature:
        return self.signatures[0]

    @property
    def signed_at_ms(self) -> int:
        return self.signatures[0].at_ms

    @property
    def wants_print(self) -> bool:
        return self.document is not None and all(one.signatures != len(self.signatures) for one in self.prints)


class Transferred(msgspec.Struct, frozen=True, kw_only=True):
    """The transfer was confirmed. ``number`` is the incident's, once it is open."""

    incident_id: str
    at_ms: int
    number: int | None = None


class Conclusion(msgspec.Struct, frozen=True, kw_only=True):
    """Of one consult, whose id is its own."""

    consult_id: str
    circle: Circle
    draft: Draft | None = None
    prepared: tuple[Prepared, ...] = ()
    versions: tuple[Version, ...] = ()
    code: str | None = None
    transfer: Transferred | None = None
    over_at_ms: int | None = None

    @property
    def newest(self) -> Version | None:
        return self.versions[-1] if self.versions else None

    @property
    def wants_print(self) -> bool:
        return any(version.wants_print for version in self.versions)

    def version(self, number: int) -> Version | None:
        return next((one for one in self.versions if one.version == number), None)
