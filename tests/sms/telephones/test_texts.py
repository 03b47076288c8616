"""Texts that come back and are no answer: heard once, on the thread they belong to, or kept for administrators."""

from pathlib import Path

import pytest

from signaling.protocol.alerts import AlertAcknowledged
from signaling.protocol.link_messages import CallerMessageSend
from signaling.protocol.refusals import Code, Refused
from signaling.protocol.telephones import (
    InboundHeard,
    InboundNote,
    InboundNoted,
    InboundTake,
    TelephoneSubscribed,
    TelephoneUnsubscribed,
    UnplacedText,
    UnplacedTexts,
)
from signaling.slice import Role
from signaling.testing import person
from sms.hearing import TEXTS
from sms.telephones.domain.inbound import DAY_MS, meaning_of
from tests.sms.desk import INCIDENT, RASULOVA, WITHOUT_TELEPHONE
from tests.sms.telephones.returning import STRANGER, Returning, returning

ADMIN = person(Role.ADMINISTRATOR, "Admin")
OTHER = "0199aaaa-0000-7000-8000-000000000002"


async def unplaced(here: Returning) -> list[UnplacedText]:
    found: list[UnplacedText] = await here.place.bus.ask_from_screen(UnplacedTexts(), ADMIN)
    return found


@pytest.mark.parametrize("body", ["Boraman, 5 daqiqa", "СТОП", "stop it", "3", "", "YES", "1 2", "☎" * 1600])
async def test_a_text_stands_on_the_thread_of_what_its_telephone_was_last_told(tmp_path: Path, body: str) -> None:
    """Rules [T1], [T2], [T3]."""
    async with returning(tmp_path) as here:
        alert_id = await here.place.raised(RASULOVA)
        await here.place.send()
        assert await here.text(body) == 200
        [heard] = await here.heard(InboundHeard)
        assert (heard.means, heard.about_id, heard.alert_id) == ("text", INCIDENT, alert_id)
        assert (heard.person_id, heard.name, heard.text) == (RASULOVA.person_id, RASULOVA.name, body)
        assert (await here.place.alert(alert_id)).status == "open"
        assert await here.heard(TelephoneUnsubscribed) == []
        assert await unplaced(here) == []


async def test_the_newest_that_was_sent_is_what_it_is_about(tmp_path: Path) -> None:
    """Rule [T2]."""
    async with returning(tmp_path) as here:
        await here.place.raised(RASULOVA)
        await here.place.send()
        here.place.now_ms += 1000
        await here.place.raised(RASULOVA, about_id=OTHER)  # waits: it has told nobody anything
        await here.text("who?")
        await here.place.send()
        await here.text("who is it?")
        assert [heard.about_id for heard in await here.heard(InboundHeard)] == [INCIDENT, OTHER]


async def test_a_day_later_it_is_about_nothing(tmp_path: Path) -> None:
    """Rule [T2]."""
    async with returning(tmp_path) as here:
        await here.place.raised(RASULOVA)
        await here.place.send()
        here.place.now_ms += DAY_MS
        await here.text("the last moment")
        here.place.now_ms += 1
        await here.text("too late")
        first, second = await here.heard(InboundHeard)
        assert (first.about_id, second.about_id) == (INCIDENT, None)
        assert [(one.text, one.name) for one in await unplaced(here)] == [("too late", RASULOVA.name)]


async def test_what_a_caller_writes_back_stands_on_their_incident(tmp_path: Path) -> None:
    """Rule [T2]."""
    async with returning(tmp_path) as here:
        await here.place.do(
            here.place.wish(
                CallerMessageSend, link_id="link", incident_id=INCIDENT, patient_id="patient", language="uz",
                expires_at_ms=here.place.now_ms + 60_000, telephone="+998 00 000-99-99",
            )
        )  # fmt: skip
        await here.place.send()
        await here.text("Uchinchi podyezd", STRANGER)
        [heard] = await here.heard(InboundHeard)
        assert (heard.about_id, heard.says, heard.person_id, heard.name) == (INCIDENT, "caller", "patient", None)


async def test_a_strangers_text_is_kept_counted_and_shown_to_administrators_alone(tmp_path: Path) -> None:
    """Rules [T1], [T2]."""
    async with returning(tmp_path) as here:
        counted = TEXTS.labels("unplaced")._value.get()
        await here.text("Salom", STRANGER)
        here.place.now_ms += 1
        await here.text("Kim bor?", STRANGER)
        assert TEXTS.labels("unplaced")._value.get() == counted + 2
        assert [(one.telephone, one.text) for one in await unplaced(here)] == [
            (STRANGER, "Kim bor?"),
            (STRANGER, "Salom"),
        ]
        [first, _] = await here.heard(InboundHeard)
        assert first.about_id is None
        assert STRANGER not in (first.telephone_id, first.subject_id)


async def test_the_same_text_any_number_of_times_is_heard_once(tmp_path: Path) -> None:
    """Rule [T1]."""
    async with returning(tmp_path) as here:
        alert_id = await here.place.raised(RASULOVA)
        await here.place.send()
        for sid, body in [("SM1", "coming"), ("SM2", "1"), ("SM1", "coming"), ("SM2", "1"), ("SM1", "other words")]:
            assert await here.text(body, sid=sid) == 200
            here.place.now_ms += 1000
        assert [(one.sid, one.means) for one in await here.heard(InboundHeard)] == [("SM1", "text"), ("SM2", "answer")]
        assert len(await here.heard(AlertAcknowledged)) == 1
        assert (await here.place.alert(alert_id)).status == "acknowledged"


async def test_a_digit_that_answers_nothing_is_read_by_people(tmp_path: Path) -> None:
    """Rules [A16], [T2]."""
    async with returning(tmp_path) as here:
        await here.place.raised(RASULOVA)
        await here.place.raised(RASULOVA, about_id=OTHER)
        await here.place.send()
        await here.text("1")
        [heard] = await here.heard(InboundHeard)
        assert heard.means == "text"
        assert heard.about_id in (INCIDENT, OTHER)


async def test_who_is_on_the_list_without_a_telephone_is_not_taken_for_a_nameless_sender(tmp_path: Path) -> None:
    async with returning(tmp_path) as here:
        await here.place.raised(WITHOUT_TELEPHONE)
        await here.text("1", "UZMOBILE")
        [heard] = await here.heard(InboundHeard)
        assert (heard.about_id, heard.person_id) == (None, None)


@pytest.mark.parametrize(
    "form",
    [
        {"MessageSid": "SM1", "Body": "1"},
        {"MessageSid": "SM1", "From": "  ", "Body": "STOP"},
        {"From": STRANGER, "Body": "STOP"},
        {"MessageSid": "", "From": STRANGER, "Body": "STOP"},
        {"MessageSid": "S" * 65, "From": STRANGER, "Body": "STOP"},
        {"MessageSid": "SM1", "From": "9" * 41, "Body": "STOP"},
        {},
    ],
)
async def test_what_does_not_say_which_text_it_is_or_whose_is_told_so(tmp_path: Path, form: dict[str, str]) -> None:
    async with returning(tmp_path) as here:
        counted = TEXTS.labels("unreadable")._value.get()
        assert await here.post(form) == 400
        assert TEXTS.labels("unreadable")._value.get() == counted + 1
        assert await here.heard(InboundHeard) == []


async def test_a_forgers_text_is_not_heard(tmp_path: Path) -> None:
    """Rule [T1]."""
    async with returning(tmp_path) as here:
        form = {"MessageSid": "SM1", "From": RASULOVA.telephone or "", "Body": "STOP"}
        assert await here.post(form, token="somebody else's") == 403
        assert await here.heard(InboundHeard, TelephoneUnsubscribed) == []


async def test_unreadable_signs_and_long_texts_are_kept_as_far_as_they_can_be(tmp_path: Path) -> None:
    async with returning(tmp_path) as here:
        assert await here.text("\0a\0", STRANGER) == 200
        assert await here.text("x" * 5000, STRANGER) == 200
        assert [len(one.text) for one in await here.heard(InboundHeard)] == [1, 1600]


async def test_a_text_that_nobody_could_place_stands_until_it_is_put_away(tmp_path: Path) -> None:
    """Rule [T2]."""
    async with returning(tmp_path) as here:
        for body in ("Salom", "Kim bu?"):
            assert await here.text(body, STRANGER) == 200
        newest, oldest = await here.place.ask(UnplacedTexts())
        wish = here.place.wish(InboundNote, inbound_id=newest.inbound_id)
        await here.place.do(wish, ADMIN)
        assert await here.place.ask(UnplacedTexts()) == [oldest]
        await here.place.do(here.place.wish(InboundNote, inbound_id=newest.inbound_id), ADMIN)
        assert len(await here.heard(InboundNoted)) == 1, "put away twice is put away"


async def test_only_what_stands_on_no_thread_is_put_away(tmp_path: Path) -> None:
    async with returning(tmp_path) as here:
        await here.text("STOP", STRANGER)
        [stop] = await here.heard(InboundHeard)
        for inbound_id, code in ((stop.inbound_id, Code.WRONG_STATE), ("nothing", Code.NOT_FOUND)):
            with pytest.raises(Refused) as refused:
                await here.place.do(here.place.wish(InboundNote, inbound_id=inbound_id), ADMIN)
            assert refused.value.code is code


async def test_nobody_but_the_server_takes_texts(tmp_path: Path) -> None:
    async with returning(tmp_path) as here:
        wish = here.place.wish(
            InboundTake, inbound_id="i", sid="SM1", telephone=STRANGER, to="", text="STOP", means="stop"
        )
        with pytest.raises(Refused):
            await here.place.do(wish, ADMIN)
        assert await here.heard(InboundHeard, TelephoneSubscribed) == []


@pytest.mark.parametrize(
    ("text", "said", "means"),
    [
        *(
            (word, "", "stop")
            for word in ("STOP", "stop", " Stop \n", "StopAll", "UNSUBSCRIBE", "cancel", "END", "quit")
        ),
        *((word, "", "start") for word in ("START", "unstop", " yes ")),
        *((word, "", "answer") for word in ("1", " 2 ", "1 K7WQ2", "1k7wq2")),
        *((word, "", "text") for word in ("", "STOP!", "STOP 1", "СТОП", "ДА", "10", "HELP", "to'xtat")),
        ("ARRET", "STOP", "stop"),
        ("OUI", "START", "start"),
        ("HELP", "HELP", "text"),
        ("1", "STOP", "stop"),
    ],
)
def test_what_a_text_means(text: str, said: str, means: str) -> None:
    """Rules [T1], [T3]."""
    assert meaning_of(text, said) == means
