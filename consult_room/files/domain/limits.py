"""How much of what may come, and for how long it is awaited."""

from collections.abc import Mapping

from signaling.protocol.consult_files import FileKind, FileMedia

MEGABYTE = 1024 * 1024

LARGEST_OF_KIND: Mapping[FileKind, int] = {
    "photograph": 40 * MEGABYTE,
    "ecg": 100 * MEGABYTE,
    "laboratory": 100 * MEGABYTE,
    "imaging": 512 * MEGABYTE,
    "document": 100 * MEGABYTE,
    "other": 256 * MEGABYTE,
}
"""Bytes, by what a person says it is. Imaging is a study or a film, all others are a few sheets or one picture."""

LARGEST_OF_MEDIA: Mapping[FileMedia, int] = {
    "picture": 60 * MEGABYTE,
    "pages": 100 * MEGABYTE,
    "text": 2 * MEGABYTE,
    "dicom": 512 * MEGABYTE,
    "clip": 512 * MEGABYTE,
}
"""Bytes, by what its content turned out to be."""

FILES_AT_MOST = 100
BYTES_AT_MOST = 2048 * MEGABYTE
"""Of one consult, with what is still to come."""

MARKS_AT_MOST = 200
"""Of one file, with those that were taken back."""

AWAITED_MS = 72 * 3_600_000
"""What has not come whole by then is given up: a planned consult waits for days, a question for none."""

PREVIEW_BYTES = 30_000

GUEST_FILE_BYTES = 10 * MEGABYTE
GUEST_FILES_AT_MOST = 20
"""What a patient may add by their own link: their page makes photographs smaller before it sends them."""
