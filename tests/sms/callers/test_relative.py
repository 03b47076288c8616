"""A relative is told where the patient is taken, and that they are there; never who, never why."""

import re

import pytest

from signaling.protocol.incidents import Result
from signaling.protocol.milestones import ChangeHospital, HospitalChanged, Milestone, ReportMilestone
from signaling.protocol.refusals import Refused
from signaling.protocol.relatives import (
    RelativeLook,
    RelativeNotTold,
    RelativeRegister,
    RelativeRegistered,
    RelativeRemove,
    RelativeTold,
)
from signaling.protocol.telephones import TelephoneUnsubscribe
from signaling.slice import system
from tests.sms.beside.shift import INCIDENT
from tests.sms.callers.town import BRIGADES, HOSPITAL, MINUTE, OTHER_HOSPITAL, RELATIVE, OutwardTown, crew, town

SYSTEM = system("a test")


async def registered(here: OutwardTown, telephone: str = RELATIVE, language: str = "uz") -> None:
    await here.does(RelativeRegister, incident_id=INCIDENT, telephone=telephone, language=language, relation="qizi")


async def to_relative(here: OutwardTown, telephone: str = RELATIVE) -> list[str]:
    return [message.body for message in await here.send() if message.to == telephone]


async def test_a_relative_is_told_at_the_transport_and_at_the_handover() -> None:
    """Rule [H8]."""
    async with town() as here:
        assignment = await here.accepted()
        await registered(here)
        assert await to_relative(here) == []
        await here.taken_away(assignment)
        (body,) = await to_relative(here)
        assert "1-son shahar shifoxonasi" in body
        assert "+998 66 233 44 55" in body
        assert not re.search("Sobirov|Nargiza|og'riq|Registon|qizi", body)
        await here.reports(assignment, BRIGADES[0], "at_hospital", "handed_over")
        await here.reports(assignment, BRIGADES[0], "cleared", result=Result.DELIVERED)
        assert len(await to_relative(here)) == 2
        assert await here.relative() is None
        assert len(await here.events(RelativeTold)) == 2


@pytest.mark.parametrize("steps", [(), ("at_hospital", "handed_over")])
async def test_who_is_registered_later_is_told_at_once_what_is_true_by_then(steps: tuple[str, ...]) -> None:
    """Rule [H8]."""
    async with town() as here:
        assignment = await here.accepted()
        await here.taken_away(assignment)
        await here.reports(assignment, BRIGADES[0], *steps)
        await registered(here, language="ru")
        (body,) = await to_relative(here)
        assert ("в больнице" if steps else "везут") in body
        await here.does(RelativeLook, SYSTEM, incident_id=INCIDENT)
        assert len(await to_relative(here)) == 1


async def test_another_hospital_is_told_and_what_named_the_first_is_withdrawn() -> None:
    """Rule [H8]."""
    async with town() as here:
        assignment = await here.accepted()
        await registered(here)
        await here.taken_away(assignment)
        await here.does(ChangeHospital, crew(BRIGADES[0]), assignment_id=assignment, hospital_id=OTHER_HOSPITAL)
        assert await here.events(HospitalChanged)
        (body,) = await to_relative(here)
        assert "Oblastnaya" in body


async def test_a_relative_that_is_removed_or_replaced_hears_nothing_more() -> None:
    """Rule [H9]."""
    async with town() as here:
        assignment = await here.accepted()
        await registered(here)
        await here.taken_away(assignment)
        await registered(here, "+998 95 000 11 22")
        assert await to_relative(here) == []
        assert len(await to_relative(here, "+998 95 000 11 22")) == 1
        await here.does(RelativeRemove, incident_id=INCIDENT)
        await here.does(RelativeRemove, incident_id=INCIDENT)
        await here.reports(assignment, BRIGADES[0], "at_hospital", "handed_over")
        await here.wait(MINUTE)
        assert len(await to_relative(here, "+998 95 000 11 22")) == 1
        assert await here.relative() is None


@pytest.mark.parametrize("telephone", ["", "03", "abc", "+99890123456789012", "90 123 ab 67", "+998 66 233 44 55"])
async def test_a_number_that_no_sms_goes_to_is_refused(telephone: str) -> None:
    """Rule [H9]."""
    async with town() as here:
        await here.opened()
        with pytest.raises(Refused, match="not_a_number"):
            await registered(here, telephone)
        assert await here.events(RelativeRegistered) == []


async def test_only_the_desk_registers_and_only_while_the_incident_goes_on() -> None:
    async with town() as here:
        assignment = await here.accepted()
        for word, more in ((RelativeRegister, {"telephone": RELATIVE, "language": "uz"}), (RelativeRemove, {})):
            with pytest.raises(Refused, match="not_allowed"):
                await here.does(word, crew(BRIGADES[0]), incident_id=INCIDENT, **more)
        with pytest.raises(Refused, match="not_found"):
            await here.does(RelativeRegister, incident_id="nowhere", telephone=RELATIVE, language="uz")
        with pytest.raises(Refused, match="not_found"):
            await here.does(RelativeRemove, incident_id=INCIDENT)
        await here.reports(assignment, BRIGADES[0], "departed", "arrived", "patient_contact")
        await here.does(
            ReportMilestone,
            crew(BRIGADES[0]),
            assignment_id=assignment,
            milestone=Milestone.CLEARED,
            result=Result.IMPROVED,
        )
        with pytest.raises(Refused, match="incident_closed"):
            await registered(here)


async def test_who_wants_no_messages_gets_none_and_the_desk_sees_it() -> None:
    """Rule [H9]."""
    async with town() as here:
        await here.does(TelephoneUnsubscribe, SYSTEM, telephone=RELATIVE, because="texted")
        assignment = await here.accepted()
        await registered(here)
        await here.taken_away(assignment)
        await here.reports(assignment, BRIGADES[0], "at_hospital")
        assert await to_relative(here) == []
        view = await here.relative()
        assert view is not None
        assert view.unsubscribed
        assert len(await here.events(RelativeNotTold)) == 1


async def test_the_desk_sees_how_far_the_message_has_come() -> None:
    async with town() as here:
        assignment = await here.accepted()
        await registered(here)
        await here.taken_away(assignment, HOSPITAL)
        await here.send()
        view = await here.relative()
        assert view is not None
        assert view.told is not None
        assert (view.told.says, view.told.delivery) == ("on_the_way", "accepted")
