"""A conclusion from its first word to its last amendment: rules [CC1], [CC2], [CC6], [CC7], [CC8], [CC10], [CC11]."""

import hashlib
from collections.abc import AsyncIterator
from pathlib import Path

import msgspec
import pytest

from consult_room.conclusions.domain import document as documents
from consult_room.conclusions.domain.conclusion import KIND, Conclusion
from consult_room.conclusions.domain.decisions import AMEND_WITHIN_MS
from consult_room.conclusions.domain.drafting import SIGN_WITHIN_MS
from signaling.protocol.conclusion_views import ConclusionSeal
from signaling.protocol.conclusions import (
    ConclusionAcknowledge,
    ConclusionChange,
    ConclusionConfirmTransfer,
    ConclusionDraft,
    ConclusionPrepare,
    ConclusionShare,
    ConclusionSign,
    Diagnosis,
)
from signaling.protocol.consult_room import ConsultAcknowledge, ConsultConclude
from signaling.protocol.council import ConsultCallIn
from signaling.protocol.frames import Thread
from signaling.protocol.refusals import Code, Refused
from signaling.slice import Actor
from tests.consult_room.conclusions.doctors import ASKER, LI, RASULOVA, STRANGER, Practice, practice


@pytest.fixture
async def made(tmp_path: Path) -> AsyncIterator[Practice]:
    async with practice(tmp_path) as built:
        yield built


async def state(made: Practice) -> Conclusion:
    async with made.town.bus.reading() as reading:
        return await reading.get(KIND, made.consult_id, Conclusion)


async def test_cc1_small_changes_are_kept_while_people_talk(made: Practice) -> None:
    assert await made.draft() == 1
    assert await made.draft(change=ConclusionChange(transfer="emergency", transfer_to="Samarqand"), seen=1) == 2
    assert await made.draft(change=ConclusionChange(transfer="emergency"), seen=2) == 2  # nothing new
    draft = (await made.record(LI)).draft
    assert draft is not None
    assert (draft.findings, draft.transfer, draft.transfer_to) == (
        "NIHSS 9, oʻng tomonda gʻalati",
        "emergency",
        "Samarqand",
    )
    view = made.shown(LI)
    assert view is not None
    assert (view["draft"]["revision"], view["draft"]["shared"]) == (2, False)


async def test_cc1_two_editors_never_overwrite_each_other(made: Practice) -> None:
    """Two pages of one doctor: what one has changed since the other looked is not changed by the other unseen."""
    await made.draft()
    await made.draft(change=ConclusionChange(findings="first page"), seen=1, editor_id="a")
    refused = await made.refusal(
        ConclusionDraft, LI, change=ConclusionChange(findings="second page"), seen=1, editor_id="b"
    )
    assert (refused.code, refused.details["fields"]) == (Code.CHANGED_MEANWHILE, ["findings"])
    await made.draft(change=ConclusionChange(limits="no CT"), seen=1, editor_id="b")
    await made.draft(change=ConclusionChange(findings="second page"), seen=3, editor_id="b")
    draft = (await made.record(LI)).draft
    assert draft is not None
    assert (draft.findings, draft.limits) == ("second page", "no CT")


async def test_cc11_a_diagnosis_says_of_its_list_what_the_list_says(made: Practice) -> None:
    """Whatever the screen told: the name is one of the code's, the list is nobody's official one."""
    told = Diagnosis(system="icd10", code="i63.9", name="Something else", version="9999", source="WHO", official=True)
    await made.draft(change=ConclusionChange(diagnoses=[told]))
    draft = (await made.record(LI)).draft
    assert draft is not None
    (kept,) = draft.diagnoses
    assert (kept.code, kept.official, kept.reviewed_by) == ("I63.9", False, "")
    assert kept.name not in ("", "Something else")
    assert kept.version != "9999"
    await made.draft(change=ConclusionChange(diagnoses=[kept]), seen=1)
    assert (await made.record(LI)).draft == draft  # the same again changes nothing


@pytest.mark.parametrize(("system", "code"), [("icd10", "X00.0.0"), ("nobodys", "I63.9")])
async def test_cc11_a_code_that_no_list_has_is_refused_and_the_draft_stays(
    made: Practice, system: str, code: str
) -> None:
    await made.draft()
    unknown = ConclusionChange(diagnoses=[Diagnosis(system=system, code=code, name="A name")])
    refused = await made.refusal(ConclusionDraft, LI, change=unknown, seen=1, editor_id="a")
    assert (refused.code, refused.details) == (Code.NOT_FOUND, {"kind": "code", "id": code})
    draft = (await made.record(LI)).draft
    assert draft is not None
    assert draft.diagnoses == []


async def test_cc1_what_was_typed_without_a_link_comes_in_its_order(made: Practice) -> None:
    """Many changes of one page that all looked at the same revision are all taken."""
    for text in ("a", "ab", "abc"):
        await made.draft(change=ConclusionChange(findings=text), seen=0)
    draft = (await made.record(LI)).draft
    assert draft is not None
    assert draft.findings == "abc"


async def test_cc2_a_draft_is_read_by_the_others_once_it_is_shared(made: Practice) -> None:
    await made.draft()
    assert (await made.record(ASKER)).draft is None
    await made.do(ConclusionShare, LI, shared=True)
    shared = (await made.record(ASKER)).draft
    assert shared is not None
    assert shared.recommendation == "Koʻchirish"
    await made.do(ConclusionShare, LI, shared=False)
    assert (await made.record(ASKER)).draft is None
    assert await made.hidden(STRANGER) is Code.NOT_FOUND
    frames = msgspec.json.encode([made.shown(ASKER), made.shown(LI)]).decode()
    assert "NIHSS" not in frames


@pytest.mark.parametrize("actor", [ASKER, STRANGER], ids=["asker", "stranger"])
async def test_cc2_nobody_but_the_specialist_writes_or_signs(made: Practice, actor: Actor) -> None:
    await made.draft()
    expected = Code.NOT_YOURS if actor is ASKER else Code.NOT_FOUND
    change = ConclusionChange(findings="mine")
    assert (await made.refusal(ConclusionDraft, actor, editor_id="x", change=change)).code is expected
    assert (await made.refusal(ConclusionShare, actor, shared=True)).code is expected
    assert (await made.refusal(ConclusionPrepare, actor, provider="drawn")).code is expected


async def test_cc2_nobody_signs_past_the_server(made: Practice) -> None:
    await made.draft()
    waits = await made.do(ConclusionPrepare, LI, provider="drawn")
    checked = {"algorithm": "drawn", "digest": waits["digest"], "checked_at_ms": 0}
    fields = {"signing_id": waits["signing_id"], "level": "certificate", "is_test": False, "checked": checked}
    refused = await made.refusal(ConclusionSign, LI, **msgspec.convert(fields, dict))
    assert refused.code is Code.NOT_ALLOWED


async def test_cc6_signing_concludes_and_acknowledging_closes(made: Practice) -> None:
    await made.draft(change=ConclusionChange(findings="Insult", recommendation="Koʻchirish"))
    assert await made.sign() == 1
    consult = made.shown(ASKER, "consult")
    assert consult is not None
    assert (consult["state"], consult["conclusion"]) == ("concluded", "Insult\n\nKoʻchirish")
    view = made.shown(ASKER)
    assert view is not None
    assert view["draft"] is None
    (version,) = view["versions"]
    assert [one["name"] for one in version["signatures"]] == ["N. Li"]
    assert (await made.record(ASKER)).may == ["acknowledge"]
    await made.do(ConclusionAcknowledge, ASKER, version=1)
    assert made.shown(ASKER, "consult") is None
    assert made.shown(ASKER) is None
    assert (await made.record(ASKER)).outline.versions[0].acknowledged_at_ms == made.town.now_ms


async def test_cc6_acknowledging_the_consult_in_one_word_acknowledges_what_was_signed(made: Practice) -> None:
    await made.draft()
    await made.sign()
    await made.do(ConsultAcknowledge, ASKER)
    assert (await made.record(ASKER)).outline.versions[0].acknowledged_at_ms is not None


async def test_cc6_a_short_answer_needs_no_signature(made: Practice) -> None:
    await made.do(ConsultConclude, LI, conclusion="Aspirin, call again")
    await made.do(ConsultAcknowledge, ASKER)
    assert (await made.record(ASKER)).outline.versions == []


async def test_cc6_what_was_signed_is_not_overwritten_in_short(made: Practice) -> None:
    await made.draft()
    await made.sign()
    assert (await made.refusal(ConsultConclude, LI, conclusion="other words")).code is Code.ALREADY_EXISTS


async def test_cc7_what_is_signed_is_what_was_prepared(made: Practice) -> None:
    """Words that come after the document was prepared are not in it and are not lost."""
    await made.draft()
    waits = await made.do(ConclusionPrepare, LI, provider="drawn", revision=1)
    await made.draft(change=ConclusionChange(limits="an afterthought"))
    await made.verified(waits["signing_id"], waits["digest"])
    record = await made.record(LI)
    (signed,) = record.contents
    assert signed.content is not None
    assert signed.content.limits == ""
    assert record.draft is not None
    assert record.draft.limits == "an afterthought"
    (version,) = (await state(made)).versions
    assert version.document is not None
    assert hashlib.sha256(version.document.encode()).hexdigest() == waits["digest"] == version.digest
    assert documents.read(version.document).specialist.name == "N. Li"


async def test_cc7_a_document_waits_a_quarter_of_an_hour(made: Practice) -> None:
    await made.draft()
    waits = await made.do(ConclusionPrepare, LI, provider="drawn")
    made.town.now_ms += SIGN_WITHIN_MS + 1
    with pytest.raises(Refused) as caught:
        await made.verified(waits["signing_id"], waits["digest"])
    assert caught.value.code is Code.CODE_EXPIRED


async def test_cc7_what_was_not_read_is_not_prepared(made: Practice) -> None:
    assert (await made.refusal(ConclusionPrepare, LI, provider="drawn")).code is Code.CONCLUSION_NEEDED
    await made.draft(change=ConclusionChange(transfer="planned"))
    assert (await made.refusal(ConclusionPrepare, LI, provider="drawn")).code is Code.CONCLUSION_NEEDED
    await made.draft()
    refused = await made.refusal(ConclusionPrepare, LI, provider="drawn", revision=1)
    assert (refused.code, refused.details) == (Code.CHANGED_MEANWHILE, {"revision": 2})
    assert (await made.refusal(ConclusionPrepare, LI, provider="wax")).code is Code.NOT_FOUND


async def test_cc8_an_amendment_is_a_version_of_its_own(made: Practice) -> None:
    await made.draft()
    await made.sign()
    first = (await state(made)).versions[0]
    await made.draft(change=ConclusionChange(findings="NIHSS 11", recommendation="Koʻchirish"))
    assert (await made.refusal(ConclusionPrepare, LI, provider="drawn")).code is Code.REASON_NEEDED
    assert await made.sign(why="The scale was counted anew") == 2
    one, two = (await state(made)).versions
    assert one == first
    assert two.document is not None
    said = documents.read(two.document)
    assert (said.why, said.content.findings) == ("The scale was counted anew", "NIHSS 11")
    assert [(each.version, each.digest) for each in said.earlier] == [(1, first.digest)]
    record = await made.record(ASKER)
    assert [each.version for each in record.outline.versions] == [1, 2]
    assert [each.content.findings for each in record.contents if each.content] == [
        "NIHSS 9, oʻng tomonda gʻalati",
        "NIHSS 11",
    ]


async def test_cc8_after_the_consult_the_author_amends_for_thirty_days_and_sees_that_alone(made: Practice) -> None:
    await made.draft()
    await made.sign()
    await made.do(ConclusionAcknowledge, ASKER, version=1)
    record = await made.record(LI)
    assert (record.outline.part, record.may) == ("author", ["draft", "sign"])
    await made.draft(change=ConclusionChange(findings="A second look", recommendation="None"), editor_id="late")
    assert await made.sign(why="A second look at the CT") == 2
    waiting = made.shown(ASKER)
    assert waiting is not None
    assert [one["version"] for one in waiting["versions"]] == [1, 2]
    assert (await made.record(ASKER)).may == ["acknowledge"]
    await made.do(ConclusionAcknowledge, ASKER, version=2)
    assert made.shown(ASKER) is None
    made.town.now_ms += AMEND_WITHIN_MS + 1
    assert (await made.refusal(ConclusionDraft, LI, editor_id="x", change=ConclusionChange(limits="!"))).code in (
        Code.NOT_FOUND,
        Code.WRONG_STATE,
    )
    kept = await made.record(LI)
    assert [one.version for one in kept.outline.versions] == [1, 2]
    assert kept.may == []


async def test_cc8_who_signed_nothing_amends_nothing_afterwards(made: Practice) -> None:
    await made.draft()
    await made.do(ConsultConclude, LI, conclusion="in short")
    await made.do(ConsultAcknowledge, ASKER)
    assert await made.hidden(LI) is Code.NOT_FOUND
    refused = await made.refusal(ConclusionDraft, LI, editor_id="x", change=ConclusionChange(limits="!"))
    assert refused.code in (Code.NOT_FOUND, Code.WRONG_STATE)


async def test_cc2_a_called_in_colleague_signs_beside_the_specialist_once(made: Practice) -> None:
    await made.do(ConsultCallIn, LI, specialty="paediatrics", person_id=RASULOVA.id)
    from signaling.protocol.consult_room import ConsultAccept

    await made.do(ConsultAccept, RASULOVA)
    await made.draft()
    assert (await made.refusal(ConclusionPrepare, RASULOVA, provider="drawn")).code is Code.NOT_YOURS
    refused = await made.refusal(ConclusionPrepare, RASULOVA, provider="drawn", cosigns=1)
    assert refused.code is Code.CHANGED_MEANWHILE
    await made.sign()
    assert (await made.record(RASULOVA)).may == ["cosign"]
    assert await made.sign(RASULOVA, cosigns=1) == 1
    (version,) = (await state(made)).versions
    assert [one.name for one in version.signatures] == ["N. Li", "D. Rasulova"]
    assert (await made.refusal(ConclusionPrepare, RASULOVA, provider="drawn", cosigns=1)).code is Code.ALREADY_ANSWERED
    assert (await made.refusal(ConclusionPrepare, ASKER, provider="drawn", cosigns=1)).code is Code.NOT_YOURS


async def test_cc10_a_confirmed_transfer_becomes_an_incident_on_both_threads(made: Practice) -> None:
    await made.draft(change=ConclusionChange(findings="x", transfer="emergency", transfer_to="Samarqand"))
    await made.sign()
    assert (await made.record(ASKER)).may == ["acknowledge", "confirm_transfer"]
    assert (await made.record(ASKER)).place == "Urgut"
    said = await made.do(
        ConclusionConfirmTransfer, ASKER, version=1, place="Urgut tuman shifoxonasi", telephone="+998901112233"
    )
    incident_id = said["incident_id"]
    view = made.shown(ASKER)
    assert view is not None
    assert (view["transfer"]["incident_id"], view["transfer"]["number"]) == (incident_id, 1)
    for about, kind in ((made.consult_id, "consult"), (incident_id, "incident")):
        rows = await made.town.ask(Thread(about=about, kind=kind))
        types = [row.type for row in rows]
        assert "incident.opened" in types
        assert "conclusion.transfer_confirmed" in types
    (opened,) = [
        row for row in await made.town.ask(Thread(about=incident_id, kind="incident")) if row.type == "incident.opened"
    ]
    assert (opened.body["reason"], opened.body["priority"]) == ("emergency_transfer", 2)
    assert opened.body["address"]["label"] == "Urgut tuman shifoxonasi"
    refused = await made.refusal(ConclusionConfirmTransfer, ASKER, version=1, place="Urgut")
    assert refused.code is Code.ALREADY_EXISTS


async def test_cc10_nobody_but_the_asker_confirms_and_nothing_that_was_not_advised(made: Practice) -> None:
    await made.draft()
    await made.sign()
    refused = await made.refusal(ConclusionConfirmTransfer, ASKER, version=1, place="Urgut")
    assert refused.code is Code.WRONG_STATE
    assert (await made.refusal(ConclusionConfirmTransfer, LI, version=1, place="Urgut")).code is Code.NOT_YOURS
    assert (await made.refusal(ConclusionConfirmTransfer, STRANGER, version=1, place="U")).code is Code.NOT_FOUND


async def test_cc9_who_holds_a_print_learns_nothing_of_the_patient(made: Practice) -> None:
    await made.draft()
    await made.sign()
    code = (await made.record(LI)).code
    assert code is not None
    assert len(code) == 22
    seal = await made.town.ask(ConclusionSeal(code=code))
    assert (seal.number, seal.version, seal.newest) == (1, 1, 1)
    said = msgspec.json.encode(seal).decode()
    for word in ("NIHSS", "Weakness", "age", "female", "Karimov", "Urgut", made.consult_id):
        assert word not in said
    for wrong in (ConclusionSeal(code="x" * 22), ConclusionSeal(code=code, version=2), ConclusionSeal(code="")):
        with pytest.raises(Refused) as caught:
            await made.town.ask(wrong)
        assert caught.value.code is Code.NOT_FOUND
