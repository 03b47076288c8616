"""``tez config``: what a service is configured with, and what is wrong with it."""

import argparse

import msgspec

from config.checking import mistakes, unwise
from config.explained import shown
from config.keys import misfits
from config.settings import Settings, load, read_file


def show_config(arguments: argparse.Namespace, settings: Settings) -> int:
    """Every key with its value and meaning."""
    print(shown(settings))
    return 0


def check_config(arguments: argparse.Namespace, settings: Settings) -> int:
    """Everything that is wrong with a file, or with what this machine is configured with; exit code 1 when anything
    is. Raises SettingsProblem for a file that cannot be read, or that is not TOML."""
    if arguments.file is None:
        return _said("The configuration", [], load(file=arguments.config))
    values = read_file(arguments.file)
    wrong = misfits(Settings, values)
    # What cannot be read is told already; what else is wrong is found in the rest.
    bad = {problem.partition(":")[0] for problem in wrong}
    good = {name: value for name, value in values.items() if name not in bad}
    return _said(f"{arguments.file}", wrong, msgspec.convert(good, Settings, strict=False))


def _said(what: str, wrong: list[str], settings: Settings) -> int:
    found = [*wrong, *mistakes(settings)]
    for problem in found:
        print(f"wrong   {problem}")
    for problem in unwise(settings):
        print(f"unwise  {problem}")
    print(f"{what}: {len(found)} wrong." if found else f"{what} can be served with.")
    return 1 if found else 0
