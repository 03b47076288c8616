"""The machine: its clock, its disk, who may read the data, what is installed, and the configuration itself."""

import ctypes
import os
import platform
import shutil
import stat
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from config import checking
from config.backup import repository
from config.backup.age import OLD_HOURS, TOO_OLD_HOURS
from config.backup.sealing import BackupProblem
from config.doctor.finding import Finding, good, unwise, wrong
from config.local_authority import keeping
from config.settings import Settings
from media.forwarder.versions import check_versions
from signaling import clock as clocks
from signaling.starting import CannotStart

GIBIBYTE = 1024**3
ENDS_AT = 1 * GIBIBYTE
"""Less free space is wrong: a database that cannot grow takes no command."""

LOW_AT = 10 * GIBIBYTE
FEWEST_INODES = 10_000
UNSYNCHRONIZED = 0x0040
"""``STA_UNSYNC`` of the kernel's clock, see adjtimex(2)."""

_OTHERS = stat.S_IRWXG | stat.S_IRWXO


async def configuration(settings: Settings) -> Sequence[Finding]:
    """What ``tez config check`` says of it."""
    remedy = "Change it in the configuration; `tez config show` explains every key."
    found = [
        *(wrong("configuration", text, remedy) for text in checking.mistakes(settings)),
        *(unwise("configuration", text, remedy) for text in checking.unwise(settings)),
    ]
    return found or [good("configuration", "Every key has a value that can be served with.")]


async def clock(settings: Settings) -> Sequence[Finding]:
    """Whether the kernel says that something keeps it right: every time in the journal is this clock's."""
    if _unsynchronized():
        return [
            unwise(
                "clock",
                "Nothing keeps this machine's clock right; times in the journal may be wrong.",
                "Install chrony or systemd-timesyncd, and name a time server that this machine reaches.",
            )
        ]
    return [good("clock", "The clock is kept right.")]


def _unsynchronized() -> bool:
    """False where the kernel does not tell."""

    class Timex(ctypes.Structure):
        _fields_ = (
            ("modes", ctypes.c_uint),
            ("offset", ctypes.c_long),
            ("freq", ctypes.c_long),
            ("maxerror", ctypes.c_long),
            ("esterror", ctypes.c_long),
            ("status", ctypes.c_int),
            ("rest", ctypes.c_char * 256),
        )

    told = Timex()
    try:
        ctypes.CDLL(None, use_errno=True).adjtimex(ctypes.byref(told))
    except (OSError, AttributeError):
        return False
    return bool(told.status & UNSYNCHRONIZED)


async def disk(settings: Settings) -> Sequence[Finding]:
    """Free space and free names where the data lies."""
    folder = nearest(settings.data_folder)
    free = shutil.disk_usage(folder).free
    inodes = os.statvfs(folder)
    remedy = "Free some, or move the data folder to a larger disk; `recording_days` says how long recordings stay."
    if free < ENDS_AT:
        return [wrong("disk", f"{free // 1024**2} MB are free at {folder}: soon nothing can be kept.", remedy)]
    if inodes.f_files and inodes.f_favail < FEWEST_INODES:
        return [wrong("disk", f"{inodes.f_favail} more files can be made at {folder}.", remedy)]
    sentence = f"{free // GIBIBYTE} GB are free at {folder}."
    return [unwise("disk", sentence, remedy) if free < LOW_AT else good("disk", sentence)]


def nearest(folder: Path) -> Path:
    """The folder, or what of it there is already."""
    return next((each for each in (folder.absolute(), *folder.absolute().parents) if each.exists()), Path("/"))


async def permissions(settings: Settings) -> Sequence[Finding]:
    """Whether this account can write the data, and whether others can read them."""
    folder = settings.data_folder
    if not folder.exists():
        return [unwise("permissions", f"There is no {folder} yet.", "`tez serve` makes it when it starts.")]
    if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        who = f"chown -R {os.geteuid()} {folder}"
        return [wrong("permissions", f"This account may not write in {folder}.", f"Make it the owner: `{who}`.")]
    found = [
        unwise("permissions", f"Other accounts of this machine may read {place}.", f"`chmod {mode} {place}`.")
        for place, mode in ((folder, "700"), *((file, "g-w,o=") for file in _with_secrets(settings)))
        if place.stat().st_mode & (_OTHERS if place == folder else _beyond_our_group(place))
    ]
    return found or [good("permissions", f"{folder} is this account's alone.")]


def _beyond_our_group(file: Path) -> int:
    """A configuration is root's, and this account's own group may read it: so ``install.sh`` leaves it."""
    ours = file.stat().st_gid in (os.getegid(), *os.getgroups())
    return _OTHERS & ~stat.S_IRGRP if ours else _OTHERS


def _with_secrets(settings: Settings) -> list[Path]:
    named = os.environ.get("TEZ_CONFIG")
    keys = [settings.data_folder / keeping.FOLDER / name for name in (keeping.AUTHORITY, keeping.SERVER)]
    return [file for file in (*([Path(named)] if named else []), *keys) if file.is_file()]


async def versions(settings: Settings) -> Sequence[Finding]:
    """What is installed, and whether it is what the program was written against."""
    try:
        check_versions()
    except CannotStart as problem:
        return [wrong("versions", str(problem), "Install the program anew from its wheel and its lock.")]
    sentence = f"tez {version('tez-yordam')}, Python {platform.python_version()}."
    return [good("versions", sentence)]


async def backups(settings: Settings) -> Sequence[Finding]:
    """How old the newest good one is."""
    remedy = "`tez backup` makes one; the page on deployment says how it is made every night."
    if not settings.backup_folder:
        return [unwise("backup", "Nothing says where backups are put: there are none.", remedy)]
    try:
        found = repository.backups(Path(settings.backup_folder))
    except (BackupProblem, OSError) as problem:
        return [wrong("backup", f"Backups cannot be looked at: {problem}", remedy)]
    if not found:
        return [wrong("backup", f"There is no backup in {settings.backup_folder}.", remedy)]
    newest = found[-1].manifest
    hours = (clocks.now_ms() - newest.made_at_ms) // 3_600_000
    sentence = f"The newest backup is {hours} hours old and holds {newest.head} rows of the journal."
    if hours >= OLD_HOURS:
        return [(wrong if hours >= TOO_OLD_HOURS else unwise)("backup", sentence, remedy)]
    return [good("backup", sentence)]
