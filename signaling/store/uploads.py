"""What the database keeps of long files: how much of each is here, and in which files its parts lie."""

from typing import Protocol

import msgspec
import sqlalchemy as sa

from signaling.store import tables
from signaling.store.sql import SqlStore


class LongFile(msgspec.Struct, frozen=True, kw_only=True):
    """A file that is kept in parts. ``size`` is what it will be and ``have`` what is here, in bytes; ``subject`` is by
    whom its parts are sealed and erased."""

    id: str
    subject: str
    size: int
    have: int
    made_at_ms: int

    @property
    def whole(self) -> bool:
        return self.have == self.size


class LongFilePart(msgspec.Struct, frozen=True, kw_only=True):
    """``at``: which byte of the whole it begins with."""

    at: int
    size: int
    file_id: str


class LongFileRecords(Protocol):
    """Rows of long files and their parts."""

    async def begin(self, row: LongFile) -> LongFile:
        """This one, or the one that is there under its id."""
        ...

    async def find(self, id: str) -> LongFile | None: ...

    async def parts(self, id: str) -> list[LongFilePart]:
        """In their order."""
        ...

    async def add(self, id: str, have: int, part: LongFilePart) -> bool:
        """The part, in the place of whatever begins where it does, if ``have`` is still how much is here: else False,
        and nothing was done."""
        ...

    async def drop_subject(self, subject: str) -> None: ...


class MemoryLongFileRecords:
    """For tests."""

    def __init__(self) -> None:
        self._rows: dict[str, LongFile] = {}
        self._parts: dict[str, dict[int, LongFilePart]] = {}

    async def begin(self, row: LongFile) -> LongFile:
        return self._rows.setdefault(row.id, row)

    async def find(self, id: str) -> LongFile | None:
        return self._rows.get(id)

    async def parts(self, id: str) -> list[LongFilePart]:
        return [part for _, part in sorted(self._parts.get(id, {}).items())]

    async def add(self, id: str, have: int, part: LongFilePart) -> bool:
        row = self._rows.get(id)
        if row is None or row.have != have:
            return False
        self._rows[id] = msgspec.structs.replace(row, have=part.at + part.size)
        self._parts.setdefault(id, {})[part.at] = part
        return True

    async def drop_subject(self, subject: str) -> None:
        for row in [row for row in self._rows.values() if row.subject == subject]:
            del self._rows[row.id]
            self._parts.pop(row.id, None)


_ROW = [tables.long_file.c[name] for name in LongFile.__struct_fields__]
_PART = [tables.long_file_part.c[name] for name in LongFilePart.__struct_fields__]


class SqlLongFileRecords:
    """In the store's own database."""

    def __init__(self, store: SqlStore) -> None:
        self._store = store
        self._service_id = store.stream

    def _is(self, table: sa.Table, id: str) -> sa.ColumnElement[bool]:
        return (table.c.service_id == self._service_id) & (table.c.id == id)

    async def begin(self, row: LongFile) -> LongFile:
        values = {name: getattr(row, name) for name in LongFile.__struct_fields__}
        insert = self._store.statements.insert_into(tables.long_file).values(service_id=self._service_id, **values)
        async with self._store.writer.begin() as connection:
            await connection.execute(insert.on_conflict_do_nothing(index_elements=["service_id", "id"]))
            found = await connection.execute(sa.select(*_ROW).where(self._is(tables.long_file, row.id)))
            return LongFile(**found.one()._mapping)

    async def find(self, id: str) -> LongFile | None:
        async with self._store.readers.connect() as connection:
            found = (await connection.execute(sa.select(*_ROW).where(self._is(tables.long_file, id)))).first()
        return LongFile(**found._mapping) if found else None

    async def parts(self, id: str) -> list[LongFilePart]:
        table = tables.long_file_part
        wanted = sa.select(*_PART).where(self._is(table, id)).order_by(table.c.at)
        async with self._store.readers.connect() as connection:
            return [LongFilePart(**row._mapping) for row in await connection.execute(wanted)]

    async def add(self, id: str, have: int, part: LongFilePart) -> bool:
        row, parts = tables.long_file, tables.long_file_part
        here = sa.update(row).where(self._is(row, id), row.c.have == have).values(have=part.at + part.size)
        values = {name: getattr(part, name) for name in LongFilePart.__struct_fields__}
        insert = self._store.statements.insert_into(parts).values(service_id=self._service_id, id=id, **values)
        keep = insert.on_conflict_do_update(
            index_elements=["service_id", "id", "at"], set_={"size": part.size, "file_id": part.file_id}
        )
        async with self._store.writer.begin() as connection:
            if not (await connection.execute(here)).rowcount:
                return False
            await connection.execute(keep)
            return True

    async def drop_subject(self, subject: str) -> None:
        row, parts = tables.long_file, tables.long_file_part
        of_subject = (row.c.service_id == self._service_id) & (row.c.subject == subject)
        ids = sa.select(row.c.id).where(of_subject)
        async with self._store.writer.begin() as connection:
            await connection.execute(
                sa.delete(parts).where(parts.c.service_id == self._service_id, parts.c.id.in_(ids))
            )
            await connection.execute(sa.delete(row).where(of_subject))
