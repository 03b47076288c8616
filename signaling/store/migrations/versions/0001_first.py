"""The tables of the first release. It says again what is declared elsewhere, because what stands here never changes: a
later table or column is a migration of its own (docs/decisions/0003-migrations.md)."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    first = sa.MetaData()
    declare_the_journal(first)
    declare_the_rest_of_the_frame(first)
    declare_what_no_journal_keeps(first)
    for one in STATES:
        one.declare(first)
    first.create_all(op.get_bind())


def table(first: sa.MetaData, name: str, key: str, *columns: "sa.Column[Any] | sa.Index") -> None:
    """``key``: the text columns of its primary key, in their order."""
    sa.Table(name, first, *(text(column, primary_key=True) for column in key.split()), *columns)


def text(
    name: str, *, primary_key: bool = False, nullable: bool = False, index: bool = False, unique: bool = False
) -> "sa.Column[str]":
    return sa.Column(name, sa.String, primary_key=primary_key, nullable=nullable, index=index, unique=unique)


def number(name: str, *, index: bool = False) -> "sa.Column[int]":
    return sa.Column(name, sa.BigInteger, nullable=False, index=index)


def counted(name: str) -> "sa.Column[int]":
    """The last part of a primary key, which no database gives by itself."""
    return sa.Column(name, sa.BigInteger, primary_key=True, autoincrement=False)


class State(NamedTuple):
    """The table of one aggregate. ``unique``: name of the index → its columns, and the truth under which it holds.
    ``ordered``: the columns of an index of what has the last of them."""

    kind: str
    texts: str = ""
    numbers: str = ""
    truths: str = ""
    unique: Mapping[str, tuple[str, str]] = MappingProxyType({})
    ordered: Sequence[str] = ()

    def declare(self, first: sa.MetaData) -> None:
        made = sa.Table(
            f"state_{self.kind}",
            first,
            text("id", primary_key=True),
            text("service_id"),
            number("version"),
            sa.Column("live", sa.Boolean, nullable=False, index=True),
            *(sa.Column(name, sa.String, index=True) for name in self.texts.split()),
            *(sa.Column(name, sa.BigInteger, index=True) for name in self.numbers.split()),
            *(sa.Column(name, sa.Boolean, index=True) for name in self.truths.split()),
            sa.Column("state", sa.LargeBinary, nullable=False),
        )
        for name, (columns, where) in self.unique.items():
            index(made, name, columns, made.c[where].is_(True), unique=True)
        for columns in self.ordered:
            last = made.c[columns.split()[-1]]
            index(made, f"{self.kind}_by_{'_'.join(columns.split())}", columns, last.is_not(None), unique=False)


def index(of: sa.Table, name: str, columns: str, where: sa.ColumnElement[bool], *, unique: bool) -> None:
    parts = (of.c[column] for column in ("service_id", *columns.split()))
    sa.Index(name, *parts, unique=unique, sqlite_where=where, postgresql_where=where)


def declare_the_journal(first: sa.MetaData) -> None:
    table(first, "stream", "stream", number("head"), text("hash"))
    sa.Table(
        "journal",
        first,
        text("stream", primary_key=True),
        counted("seq"),
        text("id", unique=True),
        text("type"),
        number("at_ms"),
        number("made_at_ms"),
        number("skew_ms"),
        *(text(name) for name in ("actor", "actor_name", "device", "about", "cause")),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("personal", sa.Text),
        text("subject", nullable=True, index=True),
        text("hash"),
    )
    table(first, "journal_about", "stream about", counted("seq"))


def declare_the_rest_of_the_frame(first: sa.MetaData) -> None:
    table(
        first,
        "command",
        "id",
        *(text(name) for name in ("service_id", "actor", "type", "body_hash")),
        sa.Column("answer", sa.LargeBinary, nullable=False),
        number("at_ms", index=True),
    )
    table(first, "counter", "service_id name", number("value"))
    table(first, "cursor", "service_id name", number("seq"))
    table(first, "lease", "service_id name", text("holder"), number("fence"), number("until_ms"))
    table(
        first,
        "ticket",
        "hash",
        text("service_id"),
        text("purpose"),
        text("about", index=True),
        text("holder"),
        number("expires_ms"),
        sa.Column("uses_left", sa.Integer, nullable=False),
    )
    table(
        first,
        "file_key",
        "service_id subject",
        sa.Column("key", sa.LargeBinary, nullable=False),
        number("made_at_ms"),
    )
    table(
        first,
        "file",
        "service_id id",
        text("subject", index=True),
        text("media_type"),
        number("size"),
        number("made_at_ms"),
    )
    table(
        first,
        "long_file",
        "service_id id",
        text("subject", index=True),
        number("size"),
        number("have"),
        number("made_at_ms"),
    )
    table(first, "long_file_part", "service_id id", counted("at"), number("size"), text("file_id"))


def declare_what_no_journal_keeps(first: sa.MetaData) -> None:
    for name, at in (("newest_position", number("at_ms")), ("track", counted("at_ms"))):
        table(
            first,
            name,
            "service_id brigade_id",
            at,
            number("received_at_ms"),
            *(sa.Column(one, sa.Float, nullable=False) for one in ("lon", "lat")),
            *(sa.Column(one, sa.Float) for one in ("speed_kmh", "heading_degrees", "accuracy_m")),
        )
    sa.Index("track_by_age", first.tables["track"].c.service_id, first.tables["track"].c.at_ms)
    table(
        first,
        "quality_chunk",
        "service_id conversation_id side",
        counted("from_ms"),
        sa.Column("seconds", sa.Integer, nullable=False),
        sa.Column("figures", sa.LargeBinary, nullable=False),
        sa.Index("quality_chunk_by_age", "service_id", "from_ms"),
    )


STATES = [
    State("absence", texts="person_id", numbers="ends_at_ms", truths="counts"),
    State(
        "alert",
        texts="about_id specialty status drill_id",
        numbers="expires_due_ms step_due_ms lapse_due_ms look_again_ms",
        truths="drill_live is_open is_over",
        unique={"one_open_alert": ("about_id specialty", "is_open")},
    ),
    State(
        "assignment",
        texts="brigade_id incident_id",
        numbers="windows_end_ms",
        truths="active leading",
        unique={
            "assignment_one_active_a_brigade": ("brigade_id", "active"),
            "assignment_one_lead_an_incident": ("incident_id", "leading"),
        },
    ),
    State("brigade", texts="callsign", truths="listed", unique={"brigade_callsign": ("callsign", "listed")}),
    State("broken_glass", texts="person_id consult_id", numbers="due_ms newest", truths="is_open looked_at"),
    State(
        "caller_link",
        texts="incident_id",
        numbers="due_ms",
        truths="is_open retired",
        unique={"one_open_caller_link": ("incident_id", "is_open")},
    ),
    State("clip", texts="conversation_id about", numbers="forget_ms", truths="is_shown to_erase"),
    State("coming", numbers="due_ms"),
    State("conclusion", texts="code", truths="wants_print"),
    State("consents"),
    State(
        "consult",
        texts="asker_id specialist_id incident_id specialty hospital_id slot_specialist_id",
        numbers="look_again_ms slot_from_ms slot_rings_ms slot_settles_ms",
        truths="is_sought is_talked slot_held",
        unique={"one_slot_one_consult": ("slot_specialist_id slot_from_ms", "slot_held")},
    ),
    State("consult_files", numbers="due_ms", truths="to_do"),
    State("consult_hours", texts="person_id specialty", truths="removed"),
    State("consult_patient"),
    State("consult_quality"),
    State(
        "conversation",
        texts="asker_key answerer_key",
        numbers="due_ms invitations_due_ms release_ms",
        truths="is_accepted waits_for_worker",
        unique={
            "conversation_one_of_asker": ("asker_key", "is_accepted"),
            "conversation_one_of_answerer": ("answerer_key", "is_accepted"),
        },
    ),
    State("conversation_course", texts="about", numbers="ended_day", truths="goes_on"),
    State("crew_message", numbers="send_due_ms"),
    State(
        "delivery",
        texts="alert_id link_id status channel telephone_id",
        numbers="turn send_due_ms look_due_ms lease_due_ms gives_up_ms newest_first",
        ordered=(
            "channel turn send_due_ms",
            "telephone_id newest_first",
        ),
    ),
    State("duty", texts="person_id specialty", truths="imported removed"),
    State("file_mark", texts="file_id consult_id", truths="forgotten"),
    State("guest_link", texts="conversation_id", numbers="due_ms", truths="is_open"),
    State("holiday", truths="removed"),
    State("hospital"),
    State("inbound_text", numbers="newest_first", truths="unread", ordered=("unread newest_first",)),
    State("incident", texts="caller_digits", numbers="number day_number windows_end_ms"),
    State("medical_orders"),
    State("need", truths="removed"),
    State("notice", numbers="due_ms forget_ms", truths="to_erase"),
    State("notice_key", texts="key_hash", truths="good"),
    State("patient_link", texts="subscriber help_incident_id", numbers="due_ms"),
    State(
        "person",
        texts="login role brigade_id telephone",
        truths="named active",
        unique={"person_login": ("login", "named")},
    ),
    State("push_subscription", texts="person_id sign_in_id endpoint_digest", truths="open"),
    State("recall", numbers="lapse_ms retire_ms"),
    State("recalled_person", texts="recall_id", numbers="silent_round", truths="closed"),
    State("recommendation"),
    State("record_access", numbers="number incident_number kept_since_ms newest_erased", truths="to_erase held"),
    State("record_reading", texts="consult_id"),
    State("record_seeker"),
    State(
        "recording",
        texts="conversation_id",
        numbers="asked_day forget_ms",
        truths="is_active to_erase",
        unique={"recording_one_of_conversation": ("conversation_id", "is_active")},
    ),
    State("recording_part", texts="recording_id reel_id file_id"),
    State("recording_reel", texts="recording_id"),
    State("relative"),
    State("reminder", numbers="due_ms"),
    State("room", texts="worker_id", truths="is_pinned"),
    State(
        "sign_in",
        texts="token_hash person_id brigade_id guest_id",
        numbers="expires_at_ms",
        truths="open",
        unique={"sign_in_token": ("token_hash", "open")},
    ),
    State("station"),
    State(
        "still",
        texts="conversation_id incident_id consult_id",
        numbers="due_ms",
        truths="is_open is_live",
        unique={"still_one_of_conversation": ("conversation_id", "is_open")},
    ),
    State("still_stroke", texts="still_id", truths="is_there"),
    State("swap", texts="duty_id", numbers="ends_at_ms", truths="in_force"),
    State("tablet", truths="offered paired on_shift"),
    State("telephone", truths="alarm"),
    State("vitals"),
    State("worker", texts="key_hash", truths="is_good"),
]
