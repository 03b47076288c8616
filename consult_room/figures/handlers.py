"""Commands of ratings, and of the record that is weighed when its consult is closed."""

from collections.abc import Sequence

from consult_room.domain.states import Consult
from consult_room.figures.domain.quality import KIND, Quality, decide_rate
from consult_room.figures.record_seen import asked_of, seen_of, signed_content, weigh
from signaling.protocol.consult_figures import ConsultRate, ConsultRecordWeighed, ConsultWeighRecord
from signaling.protocol.consult_views import ConsultParties, ConsultPartiesView
from signaling.protocol.forms import AskedOfProblem, RecordPart
from signaling.protocol.refusals import Code, Refused
from signaling.slice import Ask, Desk, Handler, Moment, Role

Asked = tuple[AskedOfProblem | None, Sequence[RecordPart]]


async def rate(command: ConsultRate, facts: None, desk: Desk) -> None:
    quality = await desk.get(KIND, command.consult_id, Quality)
    consult = await desk.get("consult", command.consult_id, Consult)
    desk.record(decide_rate(quality, consult, command, desk.moment))


async def before_weighing(command: ConsultWeighRecord, moment: Moment, ask: Ask) -> Asked:
    if moment.actor.role is not Role.SYSTEM:
        raise Refused(Code.NOT_ALLOWED)
    parties: ConsultPartiesView = await ask(ConsultParties(consult_id=command.consult_id))
    return await asked_of(parties.problem, ask)


async def weigh_record(command: ConsultWeighRecord, facts: Asked, desk: Desk) -> None:
    """Once: what is written down stays, whatever is added afterwards."""
    consult = await desk.get("consult", command.consult_id, Consult)
    quality = await desk.get(KIND, command.consult_id, Quality)
    if consult.state != "closed":
        raise Refused(Code.WRONG_STATE, state=consult.state, wanted="weigh")
    if quality.wanted is not None:
        return
    content = await signed_content(desk, consult.id)
    found = weigh(*facts, await seen_of(desk, consult, content, desk.moment.now_ms))
    desk.record(
        ConsultRecordWeighed(
            consult_id=consult.id,
            present=found.present,
            wanted=found.wanted,
            missing=[field.key for field in found.fields if not field.present],
            problem=consult.problem,
            transfer=content.transfer if content is not None else None,
        )
    )


HANDLERS = (Handler(ConsultRate, rate), Handler(ConsultWeighRecord, weigh_record, before_weighing))
