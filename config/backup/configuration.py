"""What a service is configured with, as one file that could be put in place of all that it came from."""

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from config.settings import Settings, read_file

HEAD = "# What a backup was made with, and where each key came from. Keys that are as shipped are left out.\n"


def as_toml(settings: Settings, environment: Mapping[str, str] | None = None) -> str:
    """Every key that is not as shipped, or was named all the same, with where it came from: the file, a variable of the
    environment, or the command line (where ``--config`` names a file, that too). No file is named."""
    environment = os.environ if environment is None else environment
    named = environment.get("TEZ_CONFIG")
    filed = read_file(Path(named)) if named else {}
    shipped = Settings()
    lines = [HEAD]
    for key in settings.__struct_fields__:
        value = getattr(settings, key)
        variable = f"TEZ_{key.upper()}"
        source = f"the environment, {variable}" if variable in environment else "the file" if key in filed else ""
        if source or value != getattr(shipped, key):
            lines.append(f"{key} = {_value(value)}  # from {source or 'the command line'}\n")
    return "".join(lines)


def _value(value: Any) -> str:
    """A text, a number or a truth as TOML has it: its basic strings are JSON's, but for DEL."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
