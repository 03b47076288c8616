"""What a file is, told from its content, and whether that is what its name says.

Sources of the marks: ISO/IEC 10918-1 (JPEG), ISO/IEC 15948 (PNG), the WebP container specification, ISO 32000 (PDF),
DICOM PS3.10 §7.1, ISO/IEC 14496-12 (MP4), the Matroska specification (WebM).
"""

from collections.abc import Mapping

from signaling.protocol.consult_files import FileMedia
from signaling.protocol.refusals import Code, Refused

HEAD_BYTES = 4096
"""As much of a file's beginning as its type is told from."""

JPEG, PNG, WEBP, PDF = "image/jpeg", "image/png", "image/webp", "application/pdf"
TEXT, DICOM, MP4, WEBM = "text/plain", "application/dicom", "video/mp4", "video/webm"

MEDIA: Mapping[str, FileMedia] = {
    JPEG: "picture",
    PNG: "picture",
    WEBP: "picture",
    PDF: "pages",
    TEXT: "text",
    DICOM: "dicom",
    MP4: "clip",
    WEBM: "clip",
}
"""Everything that is taken. What a browser would run (SVG, HTML, scripts) is not in it."""

ENDINGS: Mapping[str, str] = {
    "jpg": JPEG,
    "jpeg": JPEG,
    "jpe": JPEG,
    "jfif": JPEG,
    "png": PNG,
    "webp": WEBP,
    "pdf": PDF,
    "txt": TEXT,
    "csv": TEXT,
    "dcm": DICOM,
    "dicom": DICOM,
    "mp4": MP4,
    "m4v": MP4,
    "webm": WEBM,
}
"""What a name promises by its ending."""

_MP4_BRANDS = frozenset({b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"M4V ", b"M4VP"})
_TEXT_CONTROLS = frozenset("\t\n\r\f")


def ending_of(name: str) -> str | None:
    """What stands behind the name's last stop; None when there is none, or nothing that could be an ending."""
    before, stop, ending = name.strip().rpartition(".")
    return ending.lower() if stop and before and len(ending) <= 8 and ending.isalnum() else None


def check_name(name: str) -> None:
    """Refuses ``file_not_taken`` when the name promises something that is not taken: nobody need send it first."""
    ending = ending_of(name)
    if ending is not None and not ending.isdigit() and ending not in ENDINGS:
        raise Refused(Code.FILE_NOT_TAKEN, ending=ending)


def type_of(head: bytes) -> str | None:
    """The media type of what begins so; None for what is not taken."""
    if head.startswith(b"\xff\xd8\xff"):
        return JPEG
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return WEBP
    if head.startswith(b"%PDF-"):
        return PDF
    if head[128:132] == b"DICM" and head[132:134] == b"\x02\x00":
        return DICOM
    if head[4:8] == b"ftyp" and head[8:12] in _MP4_BRANDS:
        return MP4
    if head.startswith(b"\x1a\x45\xdf\xa3") and b"\x42\x82\x84webm" in head:
        return WEBM
    return TEXT if is_text(head, cut=len(head) >= HEAD_BYTES) else None


def check_type(name: str, head: bytes) -> str:
    """The media type. Refuses ``file_not_as_named`` when the content is not what the name promises, ``file_not_taken``
    when it promises nothing and is nothing that is taken."""
    found, ending = type_of(head), ending_of(name)
    promised = ENDINGS.get(ending or "")
    if promised is not None and promised != found:
        raise Refused(Code.FILE_NOT_AS_NAMED, ending=ending)
    if found is None:
        raise Refused(Code.FILE_NOT_TAKEN)
    return found


def is_text(content: bytes, *, cut: bool = False) -> bool:
    """Whether it is text for people: UTF-8, no control characters, and nothing that begins as markup does. ``cut``: it
    may end inside a character."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if not (cut and error.end == len(content) and len(content) - error.start < 4):
            return False
        text = content[: error.start].decode("utf-8-sig")
    if not text.strip() or text.lstrip().startswith("<"):
        return False
    return all(sign >= " " or sign in _TEXT_CONTROLS for sign in text) and "\x7f" not in text
