"""A recording of a consult wants the patient's consent, and stops when that is withdrawn; so does a council."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from people.domain import rights
from signaling.protocol.base import Command
from signaling.protocol.consult_room import ConsultAccept, ConsultAsk
from signaling.protocol.consult_views import ConsultParties
from signaling.protocol.conversation_views import ConversationsAbout
from signaling.protocol.council import ConsultCallIn
from signaling.protocol.duty import DutyAdd
from signaling.protocol.people import PersonAdd
from signaling.protocol.recording import RecordingAsk, RecordingOf, RecordingStopped
from signaling.protocol.refusals import Code, Refused
from signaling.protocol.trust import ConsentNote, ConsentWithdraw
from signaling.slice import Actor
from signaling.testing import Town
from tests.laws.watching import KARIMOV, LI, RASULOVA, every_slice

CONSULT: dict[str, Any] = {"consult_id": "c"}
GIVEN: dict[str, Any] = {"answer": "given", "given_by": "patient", "how": "spoken", "text_version": 1}


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    async with Town(every_slice(tmp_path), rights=rights, sees=rights.may_see) as town:
        for actor in (KARIMOV, LI, RASULOVA):
            account = {"person_id": actor.id, "login": actor.id, "name": actor.name, "role": actor.role.value}
            await town.do(town.wish(PersonAdd, place="Urgut", **account))
        duty = {"duty_id": town.new_id(), "person_id": LI.id, "specialty": "neurology", "from_ms": town.now_ms}
        await town.do(town.wish(DutyAdd, **duty))
        asked = {"specialty": "neurology", "urgency": "emergency", "question": "Weakness on the right"}
        await do(town, ConsultAsk, KARIMOV, **CONSULT, **asked)
        await do(town, ConsultAccept, LI, **CONSULT)
        yield town


async def do(town: Town, command: type[Command], actor: Actor, **fields: Any) -> Any:
    result = await town.do(town.wish(command, **fields), actor)
    await town.react()
    return result


async def asked_to_record(town: Town) -> str:
    frame = await town.ask(ConversationsAbout(about="c"))
    assert len(frame) == 1
    wish: dict[str, Any] = {"recording_id": "r", "conversation_id": frame[0], "text_version": 1}
    await do(town, RecordingAsk, LI, **wish)
    return str(frame[0])


async def test_ct14_ct4_without_consent_nothing_is_recorded_and_withdrawn_it_stops(town: Town) -> None:
    """Rules [CT14], [CT4]."""
    with pytest.raises(Refused) as refused:
        await asked_to_record(town)
    assert (refused.value.code, refused.value.details["state"]) == (Code.CONSENT_NEEDED, "not_asked")
    await do(town, ConsentNote, KARIMOV, **CONSULT, purposes=["consult", "recording"], **GIVEN)
    conversation_id = await asked_to_record(town)
    assert await town.ask(RecordingOf(conversation_id=conversation_id)) is not None
    await do(town, ConsentWithdraw, KARIMOV, **CONSULT, purpose="recording", withdrawn_by="patient")
    assert await town.ask(RecordingOf(conversation_id=conversation_id)) is None
    (stopped,) = await town.events(RecordingStopped)
    assert isinstance(stopped.event, RecordingStopped)
    assert (stopped.event.because, stopped.event.by_key) == ("taken_back", None)
    with pytest.raises(Refused):
        await asked_to_record(town)


async def test_ct4_with_sharing_whoever_was_called_in_goes(town: Town) -> None:
    """Rule [CT4]."""
    await do(town, ConsentNote, KARIMOV, **CONSULT, purposes=["sharing"], **GIVEN)
    await do(town, ConsultCallIn, LI, **CONSULT, specialty="neurology", person_id=RASULOVA.id)
    await do(town, ConsultAccept, RASULOVA, **CONSULT)
    parties = await town.ask(ConsultParties(**CONSULT))
    assert [one.part for one in parties.members] == ["asker", "specialist", "called_in"]
    await do(town, ConsentWithdraw, KARIMOV, **CONSULT, purpose="sharing", withdrawn_by="relative")
    parties = await town.ask(ConsultParties(**CONSULT))
    assert [one.part for one in parties.members] == ["asker", "specialist"]
