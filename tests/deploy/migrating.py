"""``tez`` as a later release would be whose start migrates the database."""

import sys
from pathlib import Path

from alembic.config import Config

from config import cli
from signaling.store import migrations


def main() -> int:
    shipped = migrations._config

    def with_a_later_one() -> Config:
        config = shipped()
        own = Path(migrations.__file__).parent / "versions"
        config.set_main_option("path_separator", "os")
        config.set_main_option("version_locations", f"{own}:{Path(__file__).parent / 'later_release'}")
        return config

    migrations._config = with_a_later_one
    return cli.main()


if __name__ == "__main__":
    sys.exit(main())
