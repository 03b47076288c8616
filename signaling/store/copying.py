"""An embedded database copied while it is written to."""

from contextlib import closing
from pathlib import Path

import pysqlite3

from signaling.store.sql import StoreProblem


def copy_online(source: Path, target: Path) -> None:
    """Makes ``target`` what ``source`` is at this moment, by SQLite's online copy: all of it in one read transaction,
    which in WAL mode holds no writer up. Raises StoreProblem for what is no database, or a damaged one."""
    try:
        with closing(pysqlite3.connect(str(source))) as read, closing(pysqlite3.connect(str(target))) as written:
            read.execute("PRAGMA query_only = ON")
            read.backup(written)
            (sound,) = written.execute("PRAGMA quick_check(1)").fetchone()
    except pysqlite3.DatabaseError as error:
        raise StoreProblem(f"{source} cannot be copied: {error}.") from error
    if sound != "ok":
        raise StoreProblem(f"{source} is damaged: {sound}.")
