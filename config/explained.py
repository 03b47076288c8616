"""The configuration as a person reads it: every key with its meaning, type, default and an example."""

import msgspec

from config.keys import kind_of, meta_of, written
from config.settings import SECRETS, Settings


def shown(settings: Settings) -> str:
    """As TOML that can be read back; secrets masked."""
    lines = []
    for field in msgspec.structs.fields(Settings):
        meta = meta_of(field)
        value = getattr(settings, field.name)
        masked = "********" if field.name in SECRETS and value else value
        lines += [
            f"# {meta.description}",
            f"#   {kind_of(field)}; default {written(field.default)}"
            + "".join(f"; for example {written(example)}" for example in meta.examples or ()),
            f"{field.name} = {written(masked)}",
            "",
        ]
    return "\n".join(lines)
