"""What the database keeps of files: their metadata, and the key of each subject. The contents lie in a folder."""

from typing import Any, Protocol

import msgspec
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from signaling.store import tables
from signaling.store.sql import SqlStore


class FileRow(msgspec.Struct, frozen=True, kw_only=True):
    """A file's metadata. ``size`` is the content's, in bytes; ``subject`` is by whom it is erased."""

    id: str
    subject: str
    media_type: str
    size: int
    made_at_ms: int


class FileRecords(Protocol):
    """Rows and keys of files. A key that is given up is gone: what was written with it can be read by nobody."""

    async def key(self, subject: str) -> bytes | None: ...

    async def keep_key(self, subject: str, key: bytes, made_at_ms: int) -> bytes:
        """The subject's key: this one, or the one that it has already."""
        ...

    async def keep(self, row: FileRow) -> FileRow:
        """The file's row: this one, or the one that it has already. Raises KeyGone if the subject was erased since."""
        ...

    async def row(self, id: str) -> FileRow | None: ...

    async def drop(self, id: str) -> bool:
        """Whether there was one."""
        ...

    async def drop_key(self, subject: str) -> list[str]:
        """Gives up the subject's key alone; the ids of its files."""
        ...

    async def drop_subject(self, subject: str) -> list[str]:
        """Gives up the subject's key and rows, together; the files' ids."""
        ...


class KeyGone(Exception):
    """The subject was erased while one of its files was being written."""


class MemoryFileRecords:
    """For tests."""

    def __init__(self) -> None:
        self._keys: dict[str, bytes] = {}
        self._rows: dict[str, FileRow] = {}

    async def key(self, subject: str) -> bytes | None:
        return self._keys.get(subject)

    async def keep_key(self, subject: str, key: bytes, made_at_ms: int) -> bytes:
        return self._keys.setdefault(subject, key)

    async def keep(self, row: FileRow) -> FileRow:
        if row.subject not in self._keys:
            raise KeyGone(row.subject)
        return self._rows.setdefault(row.id, row)

    async def row(self, id: str) -> FileRow | None:
        return self._rows.get(id)

    async def drop(self, id: str) -> bool:
        return self._rows.pop(id, None) is not None

    async def drop_key(self, subject: str) -> list[str]:
        self._keys.pop(subject, None)
        return [row.id for row in self._rows.values() if row.subject == subject]

    async def drop_subject(self, subject: str) -> list[str]:
        ids = await self.drop_key(subject)
        for id in ids:
            del self._rows[id]
        return ids


_ROW = [tables.file.c[name] for name in FileRow.__struct_fields__]


class SqlFileRecords:
    """In the store's own database."""

    def __init__(self, store: SqlStore) -> None:
        self._store = store
        self._service_id = store.stream
        self._writer: AsyncEngine = store.writer
        self._readers: AsyncEngine = store.readers

    def _key_is(self, subject: str) -> sa.ColumnElement[bool]:
        return (tables.file_key.c.service_id == self._service_id) & (tables.file_key.c.subject == subject)

    def _file_is(self, id: str) -> sa.ColumnElement[bool]:
        return (tables.file.c.service_id == self._service_id) & (tables.file.c.id == id)

    async def key(self, subject: str) -> bytes | None:
        async with self._readers.connect() as connection:
            found = await connection.scalar(sa.select(tables.file_key.c.key).where(self._key_is(subject)))
        return bytes(found) if found is not None else None

    async def keep_key(self, subject: str, key: bytes, made_at_ms: int) -> bytes:
        insert = self._store.statements.insert_into(tables.file_key).values(
            service_id=self._service_id, subject=subject, key=key, made_at_ms=made_at_ms
        )
        async with self._writer.begin() as connection:
            await connection.execute(insert.on_conflict_do_nothing(index_elements=["service_id", "subject"]))
            kept = await connection.execute(sa.select(tables.file_key.c.key).where(self._key_is(subject)))
            return bytes(kept.scalar_one())

    async def keep(self, row: FileRow) -> FileRow:
        values: dict[str, Any] = {name: getattr(row, name) for name in FileRow.__struct_fields__}
        insert = self._store.statements.insert_into(tables.file).values(service_id=self._service_id, **values)
        # The key's row is held while the file's is written: an erasure comes wholly before it or wholly after.
        held = sa.select(tables.file_key.c.key).where(self._key_is(row.subject)).with_for_update()
        async with self._writer.begin() as connection:
            if await connection.scalar(held) is None:
                raise KeyGone(row.subject)
            await connection.execute(insert.on_conflict_do_nothing(index_elements=["service_id", "id"]))
            found = await connection.execute(sa.select(*_ROW).where(self._file_is(row.id)))
            return FileRow(**found.one()._mapping)

    async def row(self, id: str) -> FileRow | None:
        async with self._readers.connect() as connection:
            found = (await connection.execute(sa.select(*_ROW).where(self._file_is(id)))).first()
        return FileRow(**found._mapping) if found else None

    async def drop(self, id: str) -> bool:
        async with self._writer.begin() as connection:
            done = await connection.execute(sa.delete(tables.file).where(self._file_is(id)))
        return bool(done.rowcount)

    async def drop_key(self, subject: str) -> list[str]:
        of_subject = (tables.file.c.service_id == self._service_id) & (tables.file.c.subject == subject)
        async with self._writer.begin() as connection:
            await connection.execute(sa.delete(tables.file_key).where(self._key_is(subject)))
            found = await connection.execute(sa.select(tables.file.c.id).where(of_subject))
            return [row.id for row in found]

    async def drop_subject(self, subject: str) -> list[str]:
        of_subject = (tables.file.c.service_id == self._service_id) & (tables.file.c.subject == subject)
        async with self._writer.begin() as connection:
            await connection.execute(sa.delete(tables.file_key).where(self._key_is(subject)))
            gone = await connection.execute(sa.delete(tables.file).where(of_subject).returning(tables.file.c.id))
            return [row.id for row in gone]
