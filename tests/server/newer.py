"""``tez`` as a later release would be, as far as greetings, words and pages go.

``python -m tests.server.newer serve --port N``: ``NEWER_SCHEMA`` and ``NEWER_OLDEST`` are its schema and the oldest
that it serves; ``NEWER_PAGES`` the folder of its pages. It knows one event that this release does not. No test imports
this: what it defines would be words of the test's process too.
"""

import os
import sys
from pathlib import Path
from typing import Any

import msgspec

from signaling.protocol import frames
from signaling.protocol.base import Event


def become() -> None:
    """Before anything has read the numbers."""
    # They are constants of the protocol; a later release has others.
    setattr(frames, "SCHEMA", int(os.environ.get("NEWER_SCHEMA", frames.SCHEMA + 1)))  # noqa: B010
    setattr(frames, "OLDEST_SERVED", int(os.environ.get("NEWER_OLDEST", frames.OLDEST_SERVED)))  # noqa: B010
    invented = msgspec.defstruct(
        "Invented", [("note", str)], bases=(Event,), tag="service.invented", frozen=True, kw_only=True,
        module=frames.__name__,
    )  # fmt: skip
    setattr(frames, "Invented", invented)  # noqa: B010


def main() -> int:
    become()
    from config import cli, wiring

    pages: Any = os.environ.get("NEWER_PAGES")
    if pages:
        wiring.built_fronts = lambda: Path(pages)
    return cli.main()


if __name__ == "__main__":
    sys.exit(main())
