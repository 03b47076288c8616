"""The server over its socket, with ordinary clients: an incident from the call to the brigade, and who sees what."""

import asyncio
from pathlib import Path

import pytest

from signaling import clock
from signaling.client import Client, Stopped
from signaling.protocol.assignments import AcceptAssignment, AssignBrigade
from signaling.protocol.incidents import OpenIncident
from signaling.protocol.recommendations import AskRecommendation
from signaling.protocol.refusals import Code, Refused
from tests.fixtures.server import CENTRE, TezServer, people, running


async def opened_incident(dispatcher: Client, reason: str = "chest_pain") -> str:
    wish = OpenIncident(**dispatcher.envelope(), reason=reason, point=CENTRE, age_years=61)
    return str((await dispatcher.do(wish))["incident_id"])


async def test_an_order_reaches_its_tablet_and_the_other_dispatcher(tmp_path: Path) -> None:
    server = TezServer(tmp_path)
    peopled = await people(server.settings())
    with running(server):
        async with (
            server.client(peopled.tokens["nodira"]) as nodira,
            server.client(peopled.tokens["lola"]) as lola,
            server.client(peopled.tokens["brigade 1"]) as tablet,
        ):
            await nodira.until(lambda c: any(b["state"] == "available" for b in c.things("brigade").values()))
            incident_id = await opened_incident(nodira)
            await lola.until(lambda c: incident_id in c.things("incident"))
            assert incident_id not in tablet.things("incident")
            given = await nodira.do(AskRecommendation(**nodira.envelope(), incident_id=incident_id))
            assert given["ranked"] or given["rejected"]
            assigned = await nodira.do(
                AssignBrigade(**nodira.envelope(), incident_id=incident_id, brigade_id=peopled.brigades[0])
            )
            await tablet.until(lambda c: incident_id in c.things("incident"))
            await tablet.do(
                AcceptAssignment(
                    **tablet.envelope(), assignment_id=assigned["assignment_id"], at_device_ms=clock.now_ms()
                )
            )
            await lola.until(lambda c: assigned["assignment_id"] in c.things("assignment"))
            other = await opened_incident(nodira)
            with pytest.raises(Refused) as refused:
                await nodira.do(AssignBrigade(**nodira.envelope(), incident_id=other, brigade_id=peopled.brigades[0]))
            assert refused.value.code is Code.BRIGADE_BUSY
            assert (nodira.gaps, lola.gaps, tablet.gaps) == (0, 0, 0)


async def test_nobody_without_a_sign_in_is_let_in(tmp_path: Path) -> None:
    server = TezServer(tmp_path)
    await people(server.settings(), brigades=1)
    with running(server):
        with pytest.raises(Stopped):
            async with server.client("forged"):
                pass
        await asyncio.sleep(0)
