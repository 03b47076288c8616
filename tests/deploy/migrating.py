"""``tez`` as a later release would be whose start migrates the database."""

import sys
from pathlib import Path

from config import cli
from signaling.store import migrations

if __name__ == "__main__":
    migrations.VERSIONS.append(Path(__file__).parent / "later_release")
    sys.exit(cli.main())
