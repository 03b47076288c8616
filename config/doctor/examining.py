"""All looks, one after another's heels, and how they are told."""

import argparse
import asyncio
from collections.abc import Mapping, Sequence

import msgspec

from config.doctor import machine, outside, stores
from config.doctor.finding import Finding, Look, State, wrong
from config.settings import Settings

LOOKS: Mapping[str, Look] = {
    "configuration": machine.configuration,
    "versions": machine.versions,
    "clock": machine.clock,
    "disk": machine.disk,
    "permissions": machine.permissions,
    "database": stores.database,
    "redis": stores.redis,
    "server": outside.server,
    "turn": outside.relays,
    "twilio": outside.twilio,
    "certificate": outside.certificate,
    "map": outside.used_map,
    "backup": machine.backups,
}

CODES: Mapping[State, int] = {"good": 0, "unwise": 1, "wrong": 2}
"""As programs for monitoring read them: fine, a warning, critical."""

MARKS: Mapping[State, str] = {"good": "good  ", "unwise": "unwise", "wrong": "WRONG "}
LONGEST_S = 20


def print_findings(arguments: argparse.Namespace, settings: Settings) -> int:
    """The worst of what was found is the exit code."""
    found = asyncio.run(examined(settings, LONGEST_S))
    if arguments.json:
        print(msgspec.json.encode(found).decode())
    else:
        for one in found:
            print(f"{MARKS[one.state]}  {one.about:<13}  {one.sentence}")
            if one.remedy:
                print(f"{'':<25}{one.remedy}")
    return max((CODES[one.state] for one in found), default=0)


async def examined(settings: Settings, longest_s: float) -> list[Finding]:
    """What every look finds. A look that breaks or hangs is itself a finding, and stops no other."""

    async def one(about: str, look: Look) -> Sequence[Finding]:
        try:
            async with asyncio.timeout(longest_s):
                return await look(settings)
        except Exception as problem:  # noqa: BLE001 - whatever it is, the other looks are wanted
            why = str(problem) or type(problem).__name__
            return [wrong(about, f"It could not be looked at: {why}.", "Tell the makers: this is a mistake of ours.")]

    return [finding for each in await asyncio.gather(*(one(*pair) for pair in LOOKS.items())) for finding in each]
