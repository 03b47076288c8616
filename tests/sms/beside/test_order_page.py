"""The link in a crew's SMS: opened by anybody it accepts nothing; one tap accepts, as on the tablet."""

import re
from pathlib import Path
from typing import Any

import pytest

from signaling.protocol.assignments import ActiveAssignment, AssignmentAccepted, AssignmentView, CancelAssignment
from signaling.protocol.milestones import Milestone, ReportMilestone
from sms.beside.domain.crew_message import SILENT_AFTER_MS
from tests.sms.beside.shift import BRIGADE, NODIRA, TABLET, Served, served
from tests.sms.desk import PUBLIC_BASE


async def ordered(here: Served) -> tuple[str, str]:
    """The assignment and the ticket of the first SMS."""
    id = await here.town.ordered()
    await here.town.pass_time(SILENT_AFTER_MS)
    body = (await here.town.send())[0].body
    found = re.search(rf"{re.escape(PUBLIC_BASE)}/o/([\w-]{{22}})", body)
    assert found is not None
    return id, found[1]


async def active(here: Served) -> AssignmentView:
    found: AssignmentView = await here.town.ask(ActiveAssignment(brigade_id=BRIGADE))
    return found


async def accept(here: Served, ticket: str) -> tuple[int, dict[str, Any]]:
    reply = await here.client.post(f"/api/order/{ticket}", json={"answer": "accept"})
    await here.town.react()
    return reply.status, await reply.json()


async def test_a_scanner_that_opens_the_link_five_times_accepts_nothing(tmp_path: Path) -> None:
    """Rule [A21]."""
    async with served(tmp_path) as here:
        _, ticket = await ordered(here)
        before = here.town.hub.upto
        for path in (f"/o/{ticket}", f"/api/order/{ticket}"):
            for _ in range(5):
                assert (await here.client.get(path)).status == 200
                assert (await here.client.head(path)).status == 200
        assert here.town.hub.upto == before
        assert (await active(here)).stage == "ordered"


async def test_one_tap_accepts_as_the_brigade_and_the_desk_sees_by_what(tmp_path: Path) -> None:
    """Rule [A21]."""
    async with served(tmp_path) as here:
        id, ticket = await ordered(here)
        shown = await (await here.client.get(f"/api/order/{ticket}")).json()
        assert (shown["state"], shown["callsign"], shown["address_label"]) == ("open", "Brigada 3", "Registon 14")
        assert "Sobirov" not in str(shown)
        assert "+998" not in str(shown)
        status, body = await accept(here, ticket)
        assert (status, body["state"]) == (200, "accepted")
        (accepted,) = await here.town.events(AssignmentAccepted)
        assert isinstance(accepted.event, AssignmentAccepted)
        assert (accepted.stamp.actor_id, accepted.event.through) == (BRIGADE, "message")
        view = await here.town.shown(id)
        assert view is not None
        assert view.outcome == "accepted_by_message"


async def test_accepting_twice_is_accepting(tmp_path: Path) -> None:
    """Rule [A21]."""
    async with served(tmp_path) as here:
        _, ticket = await ordered(here)
        for _ in range(2):
            assert (await accept(here, ticket))[0] == 200
        assert len(await here.town.events(AssignmentAccepted)) == 1


async def test_an_order_that_was_called_back_shows_nothing_of_itself(tmp_path: Path) -> None:
    """Rule [A21]."""
    async with served(tmp_path) as here:
        id, ticket = await ordered(here)
        await here.town.does(CancelAssignment, NODIRA, assignment_id=id, reason="not_needed")
        status, body = await accept(here, ticket)
        assert (status, body["state"], body["address_label"], body["number"]) == (200, "over", None, None)
        assert await here.town.events(AssignmentAccepted) == []


async def test_the_ticket_of_an_order_answers_no_alert(tmp_path: Path) -> None:
    """Rule [A21]."""
    async with served(tmp_path) as here:
        _, ticket = await ordered(here)
        reply = await here.client.post(f"/api/alert/{ticket}", json={"answer": "accept"})
        assert (reply.status, (await reply.json())["code"]) == (409, "ticket_invalid")


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b'{"answer":"accept"}', "text/plain", 415),
        (b'{"answer":"decline"}', "application/json", 400),
        (b'{"answer":"accept","brigade_id":"another"}', "application/json", 400),
        (b"\xff", "application/json", 400),
        (b"", "application/json", 400),
    ],
)
async def test_an_answer_that_cannot_be_read_accepts_nothing(
    tmp_path: Path, body: bytes, kind: str, status: int
) -> None:
    async with served(tmp_path) as here:
        _, ticket = await ordered(here)
        reply = await here.client.post(f"/api/order/{ticket}", data=body, headers={"Content-Type": kind})
        assert reply.status == status
        assert (await active(here)).stage == "ordered"


@pytest.mark.parametrize("ticket", ["A" * 22, "-" * 22])
async def test_a_ticket_that_is_not_one_of_ours_opens_a_page_that_says_so(tmp_path: Path, ticket: str) -> None:
    async with served(tmp_path) as here:
        assert (await here.client.get(f"/o/{ticket}")).status == 200
        for reply in (
            await here.client.get(f"/api/order/{ticket}"),
            await here.client.post(f"/api/order/{ticket}", json={"answer": "accept"}),
        ):
            assert (reply.status, (await reply.json())["code"]) == (409, "ticket_invalid")
        assert (await here.client.get("/o/short")).status == 404


async def test_the_tablet_goes_on_where_the_sms_accepted(tmp_path: Path) -> None:
    async with served(tmp_path) as here:
        id, ticket = await ordered(here)
        await accept(here, ticket)
        await here.town.does(ReportMilestone, TABLET, assignment_id=id, milestone=Milestone.DEPARTED)
        assert (await active(here)).stage == "departed"
