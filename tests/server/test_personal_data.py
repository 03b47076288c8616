"""What names or describes a person stands in the journal's personal column and on the screens of those who may see it:
not in logs, metrics or the texts of errors (rule [J5])."""

import asyncio
from pathlib import Path
from typing import Any

import aiohttp

from tests.fixtures.server import TezServer, people, running
from tests.server.test_wire_rules import opening, raw

CANARY = "kanareyka"
PERSONAL: dict[str, Any] = {
    "caller": {"number": f"+998 00 {CANARY}", "name": f"{CANARY} caller", "relation": CANARY},
    "address": {"label": f"{CANARY} 14", "flat": CANARY, "landmark": CANARY},
    "description": f"{CANARY} lies in the yard",
    "patient_name": f"{CANARY} patient",
}


async def test_canaries_are_in_no_log_no_metric_and_no_error(tmp_path: Path) -> None:
    server = TezServer(tmp_path)
    peopled = await people(server.settings(), brigades=1)
    with running(server):
        child = server.child
        assert child is not None
        async with raw((server, peopled)) as nodira:
            await nodira.say(opening(**PERSONAL))
            done = await nodira.hear("done")
            assert CANARY not in str(done)
            for wrong in (
                opening(**{**PERSONAL, "patient_name": [CANARY]}),
                opening(**{**PERSONAL, "patient_name": CANARY * 1_000}),
                opening(**{**PERSONAL, "incident_id": done["result"]["incident_id"]}),
                {**opening(**PERSONAL), "reason": "no such reason"},
            ):
                await nodira.say(wrong)
                said = await nodira.hear("rejected", "refused")
                assert CANARY not in str(said), said
        async with aiohttp.ClientSession() as http:
            for path in (f"/api/alert/{CANARY.ljust(22, 'x')}", f"/a/{CANARY}", f"/{CANARY}"):
                async with http.post(server.url + path, data=f'{{"answer": "{CANARY}"}}') as answer:
                    assert CANARY not in await answer.text(), path
            typed = {"name": CANARY, "password": CANARY}
            async with http.post(f"{server.url}/api/sign-in", json=typed) as answer:
                assert (answer.status, CANARY in await answer.text()) == (401, False)
            async with http.get(f"{server.url}/metrics") as answer:
                metrics = await answer.text()
                assert "tez_commands_total" in metrics
                assert CANARY not in metrics
        await asyncio.to_thread(server.stop)
        assert not [line for line in child.lines if CANARY in line]
