"""The statements of the SQL store. What is asked often is built once: building one costs as much as running it."""

from collections.abc import Collection, Mapping, Sequence
from functools import cached_property
from typing import Any, Literal

import msgspec
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from signaling.journal import Row
from signaling.store import tables
from signaling.store.interface import Remembered, TicketRow
from signaling.store.prepared import Prepared

TICKET = [tables.ticket.c[name] for name in TicketRow.__struct_fields__]
_ROW = [tables.journal.c[name] for name in Row.__struct_fields__]
_COMMAND = [tables.command.c[name] for name in Remembered.__struct_fields__]
_stream = tables.stream.c

REMEMBERED_BY_ID = Prepared(sa.select(*_COMMAND).where(tables.command.c.id == sa.bindparam("wanted")))
_of_stream = sa.select(_stream.head, _stream.hash).where(_stream.stream == sa.bindparam("of"))
# SQLite has no row locks, and its writer holds the whole database already.
HOLD_STREAM = Prepared(_of_stream.with_for_update())
KEEP_HEAD = Prepared(
    sa.update(tables.stream)
    .where(_stream.stream == sa.bindparam("of"))
    .values(head=sa.bindparam("last_seq"), hash=sa.bindparam("last_hash"))
)
INSERT_ROWS, INSERT_ABOUTS = Prepared(sa.insert(tables.journal)), Prepared(sa.insert(tables.journal_about))
INSERT_COMMAND = Prepared(sa.insert(tables.command))


Asked = tuple[Prepared, dict[str, object]]
Dialect = Literal["sqlite", "postgresql"]
SEVERAL = (list, tuple, set, frozenset)


class AnyOf:
    """Whether a column is one of several values, with one parameter however many they are: SQLite reads them as JSON,
    PostgreSQL as an array."""

    def __init__(self, dialect: Dialect) -> None:
        self._dialect = dialect

    def matches(self, column: sa.Column[Any], name: str) -> sa.ColumnElement[bool]:
        """``name`` is the parameter's."""
        if self._dialect == "postgresql":
            return column == sa.any_(sa.bindparam(name, type_=postgresql.ARRAY(column.type)))
        listed = sa.func.json_each(sa.bindparam(name, type_=sa.String)).table_valued("value")
        return column.in_(sa.select(listed.c.value))

    def parameter(self, values: Collection[object]) -> object:
        """What is given for it."""
        return list(values) if self._dialect == "postgresql" else msgspec.json.encode(list(values)).decode()


def _shapes(columns: Mapping[str, object]) -> list[str]:
    """What a statement about these columns is known by: their names, and which of them may have several values."""
    return [f"{name} in" if isinstance(value, SEVERAL) else name for name, value in columns.items()]


class KindStatements:
    """A state table's statements, each built when it is asked for the first time."""

    def __init__(self, table: sa.Table, stream: str, any_of: AnyOf) -> None:
        self._table, self._stream, self._any_of = table, stream, any_of

    @cached_property
    def stored(self) -> sa.Select[Any]:
        c = self._table.c
        return sa.select(c.id, c.version, c.live, c.state).where(c.service_id == self._stream)

    @cached_property
    def get(self) -> Prepared:
        return Prepared(self.stored.where(self._table.c.id == sa.bindparam("wanted")))

    @cached_property
    def get_all(self) -> Prepared:
        return Prepared(self.stored.where(self._any_of.matches(self._table.c.id, "wanted")))

    @cached_property
    def all_live(self) -> Prepared:
        return Prepared(self.stored.where(self._table.c.live.is_(True)))

    @cached_property
    def insert(self) -> Prepared:
        return Prepared(sa.insert(self._table).values(service_id=self._stream, **self._columns()))

    @cached_property
    def update(self) -> Prepared:
        c = self._table.c
        changed = {name: value for name, value in self._columns().items() if name != "id"}
        whole = c.id == sa.bindparam("wanted"), c.version == sa.bindparam("saved_version")
        return Prepared(sa.update(self._table).where(*whole).values(**changed))

    def _columns(self) -> dict[str, Any]:
        return {column.name: sa.bindparam(column.name) for column in self._table.c if column.name != "service_id"}


class Statements:
    """One stream's statements, in one dialect."""

    def __init__(self, dialect: Dialect, stream: str, state_tables: Mapping[str, sa.Table]) -> None:
        self._insert: Any = sqlite.insert if dialect == "sqlite" else postgresql.insert
        self._stream = stream
        self._tables = state_tables
        self.any_of = AnyOf(dialect)
        self.of = {kind: KindStatements(table, stream, self.any_of) for kind, table in state_tables.items()}
        self._asked: dict[tuple[str, ...], Prepared] = {}
        self._overdue: dict[tuple[tuple[str, str], ...], sa.Executable] = {}

    def insert_into(self, table: sa.Table) -> Any:
        """The dialect's insert, which knows ``on conflict``."""
        return self._insert(table)

    # -- what is stored of a kind --------------------------------------------------------------------------------

    def find(self, kind: str, columns: Mapping[str, object], limit: int) -> Asked:
        """The statement, and the values it is asked with."""
        known = ("find", kind, *_shapes(columns))
        if known not in self._asked:
            matching = self._matching(kind, columns).order_by(self._tables[kind].c.id)
            self._asked[known] = Prepared(matching.limit(sa.bindparam("at_most", type_=sa.Integer)))
        return self._asked[known], self._values(columns) | {"at_most": limit}

    def due(
        self, kind: str, column: str, now_ms: int, limit: int, order: Sequence[str], columns: Mapping[str, object]
    ) -> Asked:
        """The statement, and the values it is asked with."""
        known = ("due", kind, column, *order, "of", *_shapes(columns))
        if known not in self._asked:
            c = self._tables[kind].c
            by = [*(c[name] for name in order), c[column], c.id]
            due = self._matching(kind, columns).where(c[column] <= sa.bindparam("now_ms"))
            self._asked[known] = Prepared(due.order_by(*by).limit(sa.bindparam("at_most", type_=sa.Integer)))
        return self._asked[known], self._values(columns) | {"now_ms": now_ms, "at_most": limit}

    def _matching(self, kind: str, columns: Mapping[str, object]) -> sa.Select[Any]:
        table, query = self._tables[kind], self.of[kind].stored
        for name, value in columns.items():
            column, of_name = table.c[name], f"of_{name}"
            # One value is asked for as one: an index that goes on with other columns is read in their order.
            several = isinstance(value, SEVERAL)
            query = query.where(self.any_of.matches(column, of_name) if several else column == sa.bindparam(of_name))
        return query

    def _values(self, columns: Mapping[str, object]) -> dict[str, object]:
        return {
            f"of_{name}": self.any_of.parameter(value) if isinstance(value, SEVERAL) else value
            for name, value in columns.items()
        }

    def overdue(self, columns: tuple[tuple[str, str], ...]) -> sa.Executable:
        """One statement that tells of each kind and column whether something is due; it is asked twice a second."""
        if columns not in self._overdue:
            found = []
            for place, (kind, column) in enumerate(columns):
                c = self._tables[kind].c
                due = sa.exists().where(c.service_id == self._stream, c[column] <= sa.bindparam("now_ms"))
                found.append(due.label(f"due_{place}"))
            self._overdue[columns] = sa.select(*found)
        return self._overdue[columns]

    # -- the journal ---------------------------------------------------------------------------------------------

    def begin_stream(self) -> Any:
        insert = self.insert_into(tables.stream).values(stream=self._stream, head=0, hash="")
        return insert.on_conflict_do_nothing(index_elements=["stream"])

    def rows(self, after: int, limit: int, types: Sequence[str] | None) -> sa.Select[Any]:
        c = tables.journal.c
        query = sa.select(*_ROW).where(c.stream == self._stream, c.seq > after).order_by(c.seq).limit(limit)
        return query if types is None else query.where(c.type.in_(types))

    def thread(self, about: str, limit: int) -> sa.Select[Any]:
        j, a = tables.journal.c, tables.journal_about.c
        return (
            sa.select(*_ROW)
            .join(tables.journal_about, (a.stream == j.stream) & (a.seq == j.seq))
            .where(a.stream == self._stream, a.about == about)
            .order_by(j.seq)
            .limit(limit)
        )

    def erase(self, subject: str) -> sa.Update:
        c = tables.journal.c
        return (
            sa.update(tables.journal)
            .where(c.stream == self._stream, c.subject == subject, c.personal.is_not(None))
            .values(personal=None)
        )

    # -- small facts ---------------------------------------------------------------------------------------------

    def number(self, name: str) -> Any:
        insert = self.insert_into(tables.counter).values(service_id=self._stream, name=name, value=1)
        return insert.on_conflict_do_update(
            index_elements=["service_id", "name"], set_={"value": tables.counter.c.value + 1}
        ).returning(tables.counter.c.value)

    def cursor(self, name: str) -> sa.Select[Any]:
        c = tables.cursor.c
        return sa.select(c.seq).where(c.service_id == self._stream, c.name == name)

    def move_cursor(self, name: str, seq: int) -> Any:
        insert = self.insert_into(tables.cursor).values(service_id=self._stream, name=name, seq=seq)
        return insert.on_conflict_do_update(
            index_elements=["service_id", "name"],
            set_={"seq": insert.excluded.seq},
            where=tables.cursor.c.seq < insert.excluded.seq,
        )

    def take_lease(self, name: str, holder: str, now_ms: int, until_ms: int) -> Any:
        """Returns the fence; no row while another holds it."""
        table = tables.lease
        insert = self.insert_into(table).values(
            service_id=self._stream, name=name, holder=holder, fence=1, until_ms=until_ms
        )
        mine = table.c.holder == holder
        return insert.on_conflict_do_update(
            index_elements=["service_id", "name"],
            set_={
                "holder": holder,
                "until_ms": until_ms,
                "fence": sa.case((mine & (table.c.until_ms > now_ms), table.c.fence), else_=table.c.fence + 1),
            },
            where=mine | (table.c.until_ms <= now_ms),
        ).returning(table.c.fence)

    def use_ticket(self, hash: str, now_ms: int) -> Any:
        c = tables.ticket.c
        return (
            sa.update(tables.ticket)
            .where(c.hash == hash, c.uses_left > 0, c.expires_ms > now_ms)
            .values(uses_left=c.uses_left - 1)
            .returning(*TICKET)
        )

    def forget_answers(self, before_ms: int, limit: int) -> sa.Delete:
        c = tables.command.c
        return self._forget(tables.command, c.id, c.at_ms < before_ms, limit)

    def forget_tickets(self, now_ms: int, limit: int) -> sa.Delete:
        c = tables.ticket.c
        return self._forget(tables.ticket, c.hash, (c.uses_left < 1) | (c.expires_ms <= now_ms), limit)

    def _forget(self, table: sa.Table, key: sa.Column[Any], old: sa.ColumnElement[bool], limit: int) -> sa.Delete:
        some = sa.select(key).where(table.c.service_id == self._stream, old).limit(limit)
        return sa.delete(table).where(key.in_(some))
