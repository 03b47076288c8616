"""A telephone that takes no more messages: an alarm for somebody who works here, a record for anybody else."""

from collections.abc import AsyncIterator
from pathlib import Path

import msgspec
import pytest

import people.assembly
from signaling.protocol.alerts import AlertStepped
from signaling.protocol.deliveries import DeliveryReport
from signaling.protocol.people import PersonAdd, PersonChange, PersonDisable
from signaling.protocol.refusals import Code, Refused
from signaling.protocol.telephones import (
    InboundHeard,
    TelephoneMayGet,
    TelephoneNote,
    TelephoneNoted,
    TelephoneOwned,
    TelephoneSubscribe,
    TelephoneSubscribed,
    TelephoneUnsubscribe,
    TelephoneUnsubscribed,
    TelephoneView,
)
from signaling.slice import ADMINISTRATION, SERVICE, Role, Slice
from signaling.telephone_numbers import digits_of
from signaling.testing import Town, person
from sms.assembly import ALERTS, DELIVERIES
from sms.domain.failures import failure_of
from sms.domain.gateway import Never
from sms.telephones.assembly import TELEPHONES
from sms.telephones.domain.telephone import KIND, REFUSED, Telephone, telephone_id, views
from tests.sms.desk import KARIMOV, RASULOVA, Scripted
from tests.sms.telephones.returning import OURS, STRANGER, Returning, returning

NODIRA = person(Role.DISPATCHER)
ADMIN = person(Role.ADMINISTRATOR, "Admin")
NUMBER = RASULOVA.telephone or ""


async def stopped(here: Returning, word: str = "STOP") -> None:
    """RASULOVA, who has been alerted, wants no more messages."""
    await here.place.raised(RASULOVA)
    await here.place.send()
    await here.text(word)


async def minutes(here: Returning, count: int) -> None:
    for _ in range(count * 6):
        await here.place.pass_time(10_000)


@pytest.mark.parametrize("word", ["STOP", " stop\n", "cancel", "End", "QUIT", "Unsubscribe", "STOPALL"])
async def test_the_word_makes_an_alarm_that_names_the_person(tmp_path: Path, word: str) -> None:
    """Rules [T3], [T4]."""
    async with returning(tmp_path) as here:
        await stopped(here, word)
        shown = await here.shown()
        assert shown is not None
        assert [(one.person_id, one.name, one.number) for one in shown.people] == [
            (RASULOVA.person_id, RASULOVA.name, NUMBER)
        ]
        assert (shown.because, shown.to, shown.noted_by) == ("texted", OURS, None)
        assert await here.shown(ADMINISTRATION) == shown
        [heard] = await here.heard(InboundHeard)
        assert (heard.means, heard.text) == ("stop", word.replace("\0", ""))


async def test_what_the_gateway_takes_for_stop_is_stop(tmp_path: Path) -> None:
    """Rule [T3]."""
    async with returning(tmp_path) as here:
        await here.place.raised(RASULOVA)
        await here.text("ARRET", OptOutType="STOP")
        assert await here.shown() is not None
        await here.text("OUI", OptOutType="START")
        assert await here.shown() is None


async def test_start_ends_it_and_an_old_stop_brought_again_changes_nothing(tmp_path: Path) -> None:
    """Rules [T1], [T3]."""
    async with returning(tmp_path) as here:
        await here.place.raised(RASULOVA)
        await here.text("STOP", sid="SM1")
        await here.text("STOP", sid="SM2")
        await here.text("Start", sid="SM3")
        await here.text("STOP", sid="SM1")
        await here.text("UNSTOP", sid="SM4")
        assert await here.shown() is None
        assert len(await here.heard(TelephoneUnsubscribed)) == 1
        assert len(await here.heard(TelephoneSubscribed)) == 1
        assert [one.means for one in await here.heard(InboundHeard)] == ["stop", "stop", "start", "text"]


async def test_a_message_that_the_gateway_refuses_because_of_it_makes_the_same_alarm(tmp_path: Path) -> None:
    """Rule [T3]."""
    async with returning(tmp_path, Scripted(Never(REFUSED, failure_of(REFUSED)))) as here:
        await here.place.raised(RASULOVA)
        await here.place.send()
        await here.place.react()
        shown = await here.shown()
        assert shown is not None
        assert (shown.because, shown.to) == ("refused", "")


async def test_a_report_that_says_it_afterwards_is_believed_too_and_other_failures_say_nothing(tmp_path: Path) -> None:
    """Rule [T3]."""
    async with returning(tmp_path, channels=("sms",)) as here:
        alert_id = await here.place.raised(RASULOVA)
        await here.place.send()
        for number, code in enumerate(["30003", REFUSED]):
            assert await here.telephone() is None
            report = {"attempt": 1, "sid": f"SM{number + 1}", "status": "undelivered", "code": code}
            if number:
                report |= {"status": "failed"}
            await here.place.about(alert_id, RASULOVA, DeliveryReport, **report)
            await here.place.react()
        assert await here.shown() is not None


async def test_a_refused_call_says_nothing_about_messages(tmp_path: Path) -> None:
    refusing = Scripted(Never(REFUSED, failure_of(REFUSED)))
    async with returning(tmp_path, refusing, channels=("voice",)) as here:
        await here.place.raised(RASULOVA)
        await minutes(here, 2)
        await here.place.send()
        await here.place.react()
        assert [one.progress.status for one in await here.place.deliveries()] == ["failed"]
        assert await here.telephone() is None


async def test_who_has_seen_it_quietens_it_and_it_stays_until_start(tmp_path: Path) -> None:
    """Rule [T4]."""
    async with returning(tmp_path) as here:
        await stopped(here)
        id = telephone_id(NUMBER)
        for _ in range(2):
            await here.place.do(here.place.wish(TelephoneNote, telephone_id=id), NODIRA)
        shown = await here.shown()
        assert shown is not None
        assert (shown.noted_by, shown.noted_at_ms) == (NODIRA.name, here.place.now_ms)
        assert len(await here.heard(TelephoneNoted)) == 1
        await here.text("yes")
        assert await here.shown() is None
        with pytest.raises(Refused) as refused:
            await here.place.do(here.place.wish(TelephoneNote, telephone_id=id), NODIRA)
        assert refused.value.code is Code.WRONG_STATE


async def test_a_telephone_that_refused_nothing_and_a_strangers_are_no_alarm(tmp_path: Path) -> None:
    """Rule [T4]."""
    async with returning(tmp_path) as here:
        await here.text("STOP", STRANGER)
        telephone = await here.telephone(STRANGER)
        assert telephone is not None
        assert not here.place.tables.aggregates[KIND].live(telephone)
        assert digits_of(STRANGER).encode() not in msgspec.json.encode(telephone)
        for id, code in ((telephone_id(STRANGER), Code.WRONG_STATE), (telephone_id("+1"), Code.NOT_FOUND)):
            with pytest.raises(Refused) as refused:
                await here.place.do(here.place.wish(TelephoneNote, telephone_id=id), NODIRA)
            assert refused.value.code is code


async def test_nobody_else_ends_or_begins_a_telephones_messages(tmp_path: Path) -> None:
    async with returning(tmp_path) as here:
        for wish in (
            here.place.wish(TelephoneUnsubscribe, telephone=NUMBER, because="texted"),
            here.place.wish(TelephoneSubscribe, telephone=NUMBER),
        ):
            with pytest.raises(Refused) as refused:
                await here.place.do(wish, ADMIN)
            assert refused.value.code is Code.NOT_ALLOWED


async def test_no_sms_is_tried_and_the_telephone_is_rung(tmp_path: Path) -> None:
    """Rule [T5]."""
    async with returning(tmp_path) as here:
        await stopped(here)
        assert not await here.place.ask(TelephoneMayGet(telephone="998 00 000 00 02"))
        assert await here.place.ask(TelephoneMayGet(telephone=STRANGER))
        before = {one.delivery_id for one in await here.place.deliveries()}
        await here.place.raised(RASULOVA, KARIMOV, about_id="0199aaaa-0000-7000-8000-000000000002")
        await minutes(here, 3)
        new = [one for one in await here.place.deliveries() if one.delivery_id not in before]
        assert {one.channel for one in new if one.person_id == RASULOVA.person_id} == {"voice"}
        assert "sms" in {one.channel for one in new if one.person_id == KARIMOV.person_id}
        steps = [one for one in await here.heard(AlertStepped) if one.person_id == RASULOVA.person_id]
        assert [one.missing for one in steps if one.channel == "sms"] == [False, True]


# -- whose telephone it is --------------------------------------------------------------------------------------------


@pytest.fixture
async def service() -> AsyncIterator[Town]:
    others = Slice(name="others", aggregates=(ALERTS, DELIVERIES))
    async with Town([people.assembly.assemble(), TELEPHONES, others]) as opened:
        yield opened


async def hired(service: Town, name: str, telephone: str) -> str:
    id = person(Role.SPECIALIST, name).id
    await service.do(
        service.wish(PersonAdd, person_id=id, login=name, name=name, role="crew", brigade_id="b", telephone=telephone)
    )
    await service.react()
    return id


async def change(service: Town, id: str, **fields: str) -> None:
    await service.do(service.wish(PersonChange, person_id=id, **fields))
    await service.react()


async def stop(service: Town, number: str) -> None:
    await service.do(service.wish(TelephoneUnsubscribe, telephone=number, because="texted"))


async def names(service: Town, number: str) -> list[str | None]:
    """Whose alarm it is on the desk."""
    async with service.bus.reading() as reading:
        view = views(await reading.get(KIND, telephone_id(number), Telephone))[SERVICE]
    assert isinstance(view, TelephoneView)
    return [one.name for one in view.people]


async def test_all_who_share_a_telephone_are_named_however_it_is_written(service: Town) -> None:
    """Rule [T4]."""
    await hired(service, "Aziz", "+998 90 111-22-33")
    await hired(service, "Laylo", "00998901112233")
    await hired(service, "Other", "+998901112234")
    await stop(service, "+998901112233")
    assert sorted(map(str, await names(service, "998901112233"))) == ["Aziz", "Laylo"]


async def test_the_alarm_follows_the_person_and_not_the_number(service: Town) -> None:
    """Rule [T4]."""
    first, second = "+998901112233", "+998901112244"
    aziz = await hired(service, "Aziz", first)
    await stop(service, first)
    await stop(service, second)
    assert (await names(service, first), await names(service, second)) == (["Aziz"], [])
    await change(service, aziz, telephone=second)
    assert (await names(service, first), await names(service, second)) == ([], ["Aziz"])
    await change(service, aziz, telephone="+998901112255")
    assert await names(service, second) == []
    await hired(service, "Laylo", first)
    assert await names(service, first) == ["Laylo"]


async def test_it_ends_with_the_account_and_another_change_of_it_changes_nothing(service: Town) -> None:
    """Rule [T4]."""
    number = "+998901112233"
    aziz = await hired(service, "Aziz", number)
    await stop(service, number)
    await change(service, aziz, language="ru")
    await stop(service, number)
    assert len(await service.events(TelephoneOwned)) == 1
    await service.do(service.wish(PersonDisable, person_id=aziz))
    await service.react()
    assert await names(service, number) == []


async def test_who_comes_to_a_telephone_that_was_seen_to_raises_the_alarm_anew(service: Town) -> None:
    """Rule [T4]."""
    number = "+998901112233"
    await hired(service, "Aziz", number)
    await stop(service, number)
    await service.do(service.wish(TelephoneNote, telephone_id=telephone_id(number)), NODIRA)
    await hired(service, "Laylo", number)
    async with service.bus.reading() as reading:
        assert (await reading.get(KIND, telephone_id(number), Telephone)).noted_at_ms is None


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("+998 90 111-22-33", "998901112233", True),
        ("00998901112233", "+998901112233", True),
        ("+998901112233", "+998901112234", False),
        ("Beeline", "BEELINE ", True),
        ("", "+998", False),
    ],
)
def test_when_two_spellings_are_one_number(one: str, other: str, same: bool) -> None:
    assert (telephone_id(one) == telephone_id(other)) is same
