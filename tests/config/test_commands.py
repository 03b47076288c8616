"""Every command of ``tez`` finds what it does: their modules are read only when they are run."""

import argparse
from collections.abc import Iterator
from importlib import import_module

from config.cli import parser


def leaves(parser: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    """Every parser with something to do."""
    if parser.get_default("do") is not None:
        yield parser
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for under in action.choices.values():
                yield from leaves(under)


def test_every_command_has_its_function() -> None:
    named = {each.prog: each.get_default("do").__qualname__ for each in leaves(parser())}
    assert len(named) > 40
    for command, name in named.items():
        module, _, function = name.rpartition(".")
        assert callable(getattr(import_module(module), function, None)), (command, name)
