"""The database and the bell between nodes."""

from collections.abc import Sequence

from config import wiring
from config.doctor.finding import Finding, good, unwise, wrong
from config.settings import Settings
from signaling import bell
from signaling.store.health import StoreHealth, look_at
from signaling.store.sql import SqlStore, StoreProblem

AHEAD_MS = 2_000
"""So far may two machines' clocks differ."""


async def database(settings: Settings) -> Sequence[Finding]:
    """Whether it answers, and whether its schema is this program's. Nothing is migrated."""
    if not settings.database_url and not (settings.data_folder / "tez.db").exists():
        return [unwise("database", f"There is no database in {settings.data_folder} yet.", "`tez serve` makes it.")]
    store = SqlStore(wiring.database_url(settings), (), settings.service_id)
    try:
        return list(_told(await look_at(store)))
    except StoreProblem as problem:
        where = "PostgreSQL" if settings.database_url else f"{settings.data_folder / 'tez.db'}"
        remedy = "Look whether it runs, and whether `database_url` names its address, its database and its password."
        return [wrong("database", f"{where} cannot be used: {problem}", remedy)]
    finally:
        await store.close()


def _told(health: StoreHealth) -> Sequence[Finding]:
    kind = f"{health.name} {health.version}"
    if health.schema is None:
        return [unwise("database", f"{kind} answers, and it is empty.", "`tez serve` fills it when it starts.")]
    if health.newer:
        sentence = f"The database is newer than this program: its schema is {health.schema}."
        return [wrong("database", sentence, "Install the program that it was used with, or a newer one.")]
    found = []
    if health.older:
        sentence = f"{kind} has the schema {health.schema}, which this program will bring up to its own."
        found.append(unwise("database", sentence, "Make a backup, then start the servers anew, one after the other."))
    if abs(health.ahead_ms) > AHEAD_MS:
        sentence = f"Its clock and this machine's are {abs(health.ahead_ms) / 1000:.0f} s apart."
        found.append(wrong("clock", sentence, "Let the same time servers keep both clocks right."))
    return found or [good("database", f"{kind} answers; its journal has {health.head} rows.")]


async def redis(settings: Settings) -> Sequence[Finding]:
    """Whether what one node tells is heard by another."""
    if not settings.redis_url:
        return [good("redis", "There is one node, which needs no bell.")]
    try:
        version = await bell.hears(settings.redis_url)
    except (ConnectionError, ValueError) as problem:
        sentence = f"Redis carries nothing: {problem}. Nodes hear of each other a second late."
        remedy = "Look whether it runs, and whether `redis_url` names its address and its password."
        return [wrong("redis", sentence, remedy)]
    return [good("redis", f"Redis {version} carries what nodes tell each other.")]
