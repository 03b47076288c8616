"""``tez bench alerts`` in small: it sends everything, and what it promises to print is there."""

import json
import os
import subprocess
import sys
from typing import Any

import pytest

PRINTED = {
    "alerts", "p99_first_attempt_ms", "command_p50_ratio", "command_p99_ms", "unsent", "sent_twice_without_mark",
    "idle_phases_p50_ms", "storm_phases_p50_ms", "machine_lag_p99_ms", "commands", "drained_s", "gateway_answers",
}  # fmt: skip


@pytest.mark.alone
@pytest.mark.timeout(180)
def test_a_small_storm_is_sent_whole_and_told_of() -> None:
    sizes = ("--alerts", "20", "--commands", "40", "--rounds", "1")
    done = subprocess.run(
        [sys.executable, "-m", "config.cli", "bench", "alerts", "--json", *sizes],
        capture_output=True, text=True, timeout=170, check=True,
        env={name: value for name, value in os.environ.items() if not name.startswith("TEZ_")},
    )  # fmt: skip
    figures: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    assert figures.keys() >= PRINTED
    assert (figures["alerts"], figures["unsent"], figures["sent_twice_without_mark"]) == (20, 0, 0)
    assert (figures["urgent_attempted"], figures["commands"]) == (1, 80)
