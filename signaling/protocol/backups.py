"""How old a service's newest backup is, for the people who work in it."""

from typing import ClassVar, Literal

import msgspec

from signaling.protocol.base import Question

BackupState = Literal["unplanned", "missing", "good", "old", "unreadable"]
"""``unplanned``: nothing says where backups go. ``missing``: there is none. ``old``: the nightly one did not come."""


class BackupNewestView(msgspec.Struct, frozen=True, kw_only=True):
    """``made_at_ms`` of the newest that is whole; None where there is none."""

    state: BackupState
    made_at_ms: int | None = None


class BackupNewest(Question, frozen=True, tag="backup.newest"):
    """Whether the service could be restored as of last night. The files of backups themselves are not read."""

    answer_type: ClassVar[object] = BackupNewestView
