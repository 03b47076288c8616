"""[S7] A service that works is backed up, destroyed and restored: nothing acknowledged before the backup's mark is
missing, on SQLite and on PostgreSQL."""

from pathlib import Path

import pytest

from tests.config.backup.campaign import campaign
from tests.fixtures.postgresql import PostgreSQL


@pytest.mark.timeout(180)
@pytest.mark.parametrize("store", ["sqlite", "postgresql"])
async def test_what_was_acknowledged_before_the_backup_is_there_after_everything_is_destroyed(
    store: str, tmp_path: Path, postgresql_server: PostgreSQL
) -> None:
    found = await campaign(tmp_path, postgresql_server if store == "postgresql" else None, backups=2, pause_s=1.0)
    assert found["acknowledged_before_the_last"] > 3
    assert (found["missing"], found["differences"]) == (0, 0)
    assert found["rows"] > found["restored_incidents"] >= found["acknowledged_before_the_last"]
