"""Keys of a configuration: what each says of itself, and whether a value fits it."""

import difflib
from collections.abc import Mapping
from typing import Any, Literal, get_args, get_origin

import msgspec

_KINDS = {str: "a text", int: "a whole number", float: "a number", bool: "true or false"}


def meta_of(field: Any) -> msgspec.Meta:
    """What the key says of itself."""
    meta: msgspec.Meta = next(part for part in field.type.__metadata__ if isinstance(part, msgspec.Meta))
    return meta


def kind_of(field: Any) -> str:
    """Its type and limits in words."""
    choices = _choices(field.type.__origin__)
    if choices:
        return "one of " + ", ".join(written(one) for one in choices)
    meta = meta_of(field)
    limits = (
        ("from", meta.ge),
        ("more than", meta.gt),
        ("to", meta.le),
        ("like", meta.pattern),
        ("not longer than", meta.max_length),
    )
    said = (f"{words} {limit}" for words, limit in limits if limit is not None)
    return " ".join([_KINDS[field.type.__origin__], *said])


def written(value: object) -> str:
    """As TOML writes it."""
    return msgspec.json.encode(value).decode()


def _choices(kind: Any) -> tuple[str, ...]:
    if get_origin(kind) is Literal:
        return get_args(kind)
    return tuple(choice for part in get_args(kind) for choice in _choices(part))


def misfits(kind: type[msgspec.Struct], values: Mapping[str, Any]) -> list[str]:
    """In a sentence each: keys that there are not, and values that do not fit theirs. Values of the environment are
    texts, so a text that says a number is one."""
    fields = {field.name: field for field in msgspec.structs.fields(kind)}
    found = []
    for name, value in values.items():
        if name not in fields:
            near = difflib.get_close_matches(name, fields, n=1)
            found.append(f"{name}: there is no such key" + (f"; {near[0]} is meant, perhaps." if near else "."))
            continue
        try:
            msgspec.convert(value, fields[name].type, strict=False)
        except msgspec.ValidationError:
            found.append(f"{name}: it is {kind_of(fields[name])}.")
    return found
