"""A call says what is needed and takes one key; whatever else happens to it answers nothing."""

import wave
from array import array
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from io import BytesIO
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from signaling.http import errors_told
from signaling.protocol.alerts import AlertAcknowledged, AlertDeclined
from signaling.protocol.deliveries import DeliveryReported
from sms.adapters.catalogue import LANGUAGES, Catalogue
from sms.adapters.espeak import RATE, NoVoice, for_telephone, make
from sms.adapters.twilio_voice import TwilioVoice
from sms.domain.speaking import Phrase, every_phrase
from sms.http import routes
from sms.http.voice import PLAYED, TIMES_SAID, sounds_folder
from tests.fakes.twilio.calls import ACCOUNT, PlacedCall
from tests.fakes.twilio.server import TOKEN, FakeTwilio
from tests.fixtures.programs import need
from tests.sms.desk import KARIMOV, LIVES_MS, PUBLIC_BASE, RASULOVA, SMITH, AlertTown, town
from tests.sms.test_links import front_door
from tests.sms.test_twilio import MESSAGE

SAY = Catalogue().say


class Called:
    """A town whose doctors are rung by the fake Twilio. The address of their message is called as a call's is."""

    def __init__(self, place: AlertTown, twilio: FakeTwilio, client: TestClient[web.Request, web.Application]) -> None:
        self.place = place
        self.twilio = twilio
        self.client = client

    async def ring(self, alert_id: str, who: object = RASULOVA) -> PlacedCall:
        """A call about the person's delivery, as the voice gateway places it."""
        delivery = await self.place.delivery(alert_id, who)  # type: ignore[arg-type]
        form = {
            "To": delivery.telephone or "",
            "From": "+998000000000",
            "Url": f"{PUBLIC_BASE}/sms/voice/{delivery.delivery_id}/1",
            "StatusCallback": f"{PUBLIC_BASE}/sms/voice/{delivery.delivery_id}/1/status",
        }
        return self.twilio.calls.place(form, [], self.twilio.now)


@asynccontextmanager
async def calling(built: Path) -> AsyncIterator[Called]:
    twilio = FakeTwilio()
    async with town() as place:
        application = web.Application(middlewares=[errors_told])
        application.add_routes(routes(front_door(place, built)))
        async with TestClient(TestServer(application)) as client:
            base = str(client.make_url("")).rstrip("/")
            twilio.reach = lambda url: url.replace(PUBLIC_BASE, base)
            yield Called(place, twilio, client)


def with_sounds(built: Path) -> Path:
    folder = sounds_folder(built / "data")
    folder.mkdir(parents=True)
    for phrase in every_phrase(PLAYED, SAY):
        (folder / f"{phrase.name}.wav").write_bytes(b"RIFF")
    return folder


async def test_the_first_key_accepts(tmp_path: Path) -> None:
    """Rule [A14]."""
    async with calling(tmp_path) as here:
        alert_id = await here.place.raised(RASULOVA)
        await here.place.send()
        heard = await here.twilio.talk(await here.ring(alert_id), "1")
        assert heard.answers == [200, 200]
        assert heard.said[-1] == SAY("ru", "voice-accepted")
        assert (await here.place.alert(alert_id)).acknowledged_by == RASULOVA.person_id
        [taken] = await here.place.events(AlertAcknowledged)
        assert isinstance(taken.event, AlertAcknowledged)
        assert taken.event.channel == "voice"


async def test_a_key_pressed_again_is_the_same_answer(tmp_path: Path) -> None:
    async with calling(tmp_path) as here:
        alert_id = await here.place.raised(RASULOVA)
        await here.place.send()
        call = await here.ring(alert_id)
        await here.twilio.talk(call, "1")
        keys = f"{call.url}/keys?asked=0"
        for _ in range(2):
            status, said = await here.twilio.post(keys, here.twilio.calls.form(call) | {"Digits": "1"})
            assert status == 200
            assert SAY("ru", "voice-accepted") in said
        assert len(await here.place.events(AlertAcknowledged)) == 1
        assert (await here.twilio.talk(call)).said == [SAY("ru", "voice-accepted")]


async def test_the_second_key_passes_it_on(tmp_path: Path) -> None:
    async with calling(tmp_path) as here:
        alert_id = await here.place.raised(RASULOVA, KARIMOV)
        await here.place.send()
        heard = await here.twilio.talk(await here.ring(alert_id), "2")
        assert heard.said[-1] == SAY("ru", "voice-declined")
        [declined] = await here.place.events(AlertDeclined)
        assert isinstance(declined.event, AlertDeclined)
        assert (declined.event.person_id, declined.event.channel) == (RASULOVA.person_id, "voice")


async def test_a_mailbox_that_takes_the_call_answers_nothing(tmp_path: Path) -> None:
    """Rule [A14]."""
    async with calling(tmp_path) as here:
        alert_id = await here.place.raised(RASULOVA)
        await here.place.send()
        call = await here.ring(alert_id)
        heard = await here.twilio.talk(call)
        assert len(heard.said) == TIMES_SAID + 1
        assert heard.said[-1] == SAY("ru", "voice-goodbye")
        await here.twilio.tell_call(call, "completed")
        assert (await here.place.alert(alert_id)).status == "open"
        assert (await here.place.delivery(alert_id, RASULOVA)).progress.status == "delivered"


async def test_a_wrong_key_is_asked_for_again_twice_at_most(tmp_path: Path) -> None:
    async with calling(tmp_path) as here:
        alert_id = await here.place.raised(RASULOVA)
        await here.place.send()
        call = await here.ring(alert_id)
        heard = await here.twilio.talk(call, "7", "*", "9", "1")
        assert heard.said[-1] == SAY("ru", "voice-goodbye")
        assert sum(SAY("ru", "voice-wrong-key") in said for said in heard.said) == 2
        assert (await here.place.alert(alert_id)).status == "open"
        heard = await here.twilio.talk(call, "0", "1")
        assert heard.said[-1] == SAY("ru", "voice-accepted")


async def test_who_is_late_hears_that_another_has_taken_it(tmp_path: Path) -> None:
    async with calling(tmp_path) as here:
        alert_id = await here.place.raised(RASULOVA, SMITH, urgency="life_threat")
        await here.place.send()
        first, second = await here.ring(alert_id), await here.ring(alert_id, SMITH)
        await here.twilio.talk(first, "1")
        assert (await here.twilio.talk(second)).said == [SAY("en", "voice-covered")]
        keys = f"{second.url}/keys?asked=0"
        _, said = await here.twilio.post(keys, here.twilio.calls.form(second) | {"Digits": "1"})
        assert SAY("en", "voice-covered") in said
        assert (await here.place.alert(alert_id)).acknowledged_by == RASULOVA.person_id


async def test_after_its_time_a_call_says_so(tmp_path: Path) -> None:
    async with calling(tmp_path) as here:
        alert_id = await here.place.raised(RASULOVA)
        await here.place.send()
        call = await here.ring(alert_id)
        here.place.now_ms += LIVES_MS["urgent"] + 1
        assert (await here.twilio.talk(call, "1")).said == [SAY("ru", "voice-expired")]
        keys = f"{call.url}/keys?asked=0"
        _, said = await here.twilio.post(keys, here.twilio.calls.form(call) | {"Digits": "1"})
        assert SAY("ru", "voice-expired") in said


@pytest.mark.parametrize(
    ("statuses", "expected"),
    [
        (("initiated", "ringing", "in-progress", "completed"), "delivered"),
        (("completed", "ringing", "initiated", "completed"), "delivered"),
        (("initiated", "ringing", "busy"), "failed"),
        (("no-answer", "ringing", "no-answer"), "failed"),
        (("failed",), "failed"),
        (("ringing", "canceled"), "failed"),
        (("queued", "initiated", "ringing"), "sent"),
    ],
)
async def test_states_of_a_call_in_any_order_end_the_same(
    tmp_path: Path, statuses: tuple[str, ...], expected: str
) -> None:
    async with calling(tmp_path) as here:
        alert_id = await here.place.raised(RASULOVA)
        await here.place.send()
        call = await here.ring(alert_id)
        for status in statuses:
            assert await here.twilio.tell_call(call, status) == 200
        assert (await here.place.delivery(alert_id, RASULOVA)).progress.status == expected
        before = len(await here.place.events(DeliveryReported))
        assert await here.twilio.tell_call(call, statuses[-1]) == 200
        assert len(await here.place.events(DeliveryReported)) == before


@pytest.mark.parametrize("end", ["", "/keys?asked=0", "/status"])
async def test_nobody_else_asks_presses_or_reports(tmp_path: Path, end: str) -> None:
    """Rule [A6]."""
    async with calling(tmp_path) as here:
        alert_id = await here.place.raised(RASULOVA)
        await here.place.send()
        call = await here.ring(alert_id)
        form = here.twilio.calls.form(call) | {"Digits": "1"}
        assert (await here.twilio.post(f"{call.url}{end}", form, token="somebody else's"))[0] == 403
        assert (await here.place.alert(alert_id)).status == "open"


async def test_a_call_about_nothing_of_ours_is_not_found(tmp_path: Path) -> None:
    async with calling(tmp_path) as here:
        await here.place.raised(RASULOVA)
        for end in ("", "/keys", "/status"):
            url = f"{PUBLIC_BASE}/sms/voice/0199dead-0000-7000-8000-000000000000/1{end}"
            form = {"CallSid": "CA1", "CallStatus": "ringing", "Digits": "1"}
            assert (await here.twilio.post(url, form))[0] == 404


async def test_a_call_names_nobody_and_no_place(tmp_path: Path) -> None:
    async with calling(tmp_path) as here:
        alert_id = await here.place.raised(RASULOVA)
        await here.place.send()
        said = " ".join((await here.twilio.talk(await here.ring(alert_id))).said)
        assert "кардиолог" in said
        assert "три один восемь" in said
        for secret in ("Registon", "Rasulova", "Karimov", "Боль"):
            assert secret not in said


async def test_uzbek_is_played_when_its_sounds_are_whole(tmp_path: Path) -> None:
    with_sounds(tmp_path)
    async with calling(tmp_path) as here:
        alert_id = await here.place.raised(KARIMOV)
        await here.place.send()
        heard = await here.twilio.talk(await here.ring(alert_id, KARIMOV), "1")
        names = [address.rpartition("/")[2].removesuffix(".wav") for address in heard.said]
        assert names == [
            *("greeting", "needed-cardiology", "urgency-urgent", "number", "digit-3", "digit-1", "digit-8", "keys"),
            "accepted",
        ]
        for address in heard.said:
            answer = await here.client.get(address.removeprefix(PUBLIC_BASE))
            assert (answer.status, answer.content_type) == (200, "audio/wav")


async def test_without_its_sounds_uzbek_is_spoken_in_russian(tmp_path: Path) -> None:
    (with_sounds(tmp_path) / "keys.wav").unlink()
    async with calling(tmp_path) as here:
        alert_id = await here.place.raised(KARIMOV)
        await here.place.send()
        said = (await here.twilio.talk(await here.ring(alert_id, KARIMOV))).said
        assert all("Нажмите" in text for text in said[:-1])


@pytest.mark.parametrize("name", ["secret", "..%2Fsecret", "%2e%2e", "greeting2", "GREETING"])
async def test_no_other_file_is_served_as_a_sound(tmp_path: Path, name: str) -> None:
    folder = with_sounds(tmp_path)
    (folder / "secret.wav").write_bytes(b"secret")
    (folder.parent / "secret.wav").write_bytes(b"secret")
    async with calling(tmp_path) as here:
        assert (await here.client.get(f"/sms/sounds/uz/{name}.wav")).status == 404


def test_each_phrase_has_one_name_in_every_language() -> None:
    named = [[phrase.name for phrase in every_phrase(language, SAY)] for language in LANGUAGES]
    assert named[0] == named[1] == named[2]
    assert len(set(named[0])) == len(named[0])
    assert all(phrase.text.strip() for language in LANGUAGES for phrase in every_phrase(language, SAY))


async def test_a_call_without_a_page_to_ask_is_our_configuration() -> None:
    voice = TwilioVoice(account_sid=ACCOUNT, auth_token=TOKEN, sender="+998000000000", base_url="http://127.0.0.1:9")
    outcome = await voice.send(MESSAGE)
    assert getattr(outcome, "failure", None) == "configuration"
    await voice.close()


# The sound files


def tone(rate: int, *, channels: int = 1) -> bytes:
    target = BytesIO()
    with wave.open(target, "wb") as written:
        written.setnchannels(channels)
        written.setsampwidth(2)
        written.setframerate(rate)
        written.writeframes(array("h", [1000] * rate * channels).tobytes())
    return target.getvalue()


@pytest.mark.parametrize("rate", [8_000, 16_000, 22_050, 44_100])
def test_a_sound_becomes_what_a_telephone_carries(rate: int) -> None:
    with wave.open(BytesIO(for_telephone(tone(rate)))) as read:
        assert (read.getframerate(), read.getnchannels(), read.getsampwidth()) == (RATE, 1, 2)
        assert read.getnframes() == RATE
        assert set(array("h", read.readframes(RATE))) == {1000}


@pytest.mark.parametrize("sound", [b"", b"RIFF", b"nonsense" * 20, tone(8_000, channels=2)])
def test_what_is_no_sound_is_said_to_be_none(sound: bytes) -> None:
    with pytest.raises(NoVoice):
        for_telephone(sound)


def test_without_the_program_the_sentence_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(NoVoice, match="espeak-ng is not installed"):
        make(tmp_path / "uz", [Phrase("keys", "Xayr")], "uz")


@pytest.fixture
def espeak() -> None:
    need("espeak-ng")


@pytest.mark.outside_data
@pytest.mark.usefixtures("espeak")
def test_a_language_that_the_program_lacks_is_said(tmp_path: Path) -> None:
    with pytest.raises(NoVoice, match="cannot speak qq"):
        make(tmp_path, [Phrase("keys", "Xayr")], "qq")


@pytest.mark.outside_data
@pytest.mark.usefixtures("espeak")
def test_the_voice_is_made_whole(tmp_path: Path) -> None:
    phrases = every_phrase("uz", SAY)
    assert make(tmp_path, phrases, "uz") == len(phrases)
    for phrase in phrases:
        with wave.open(str(tmp_path / f"{phrase.name}.wav")) as read:
            assert read.getframerate() == RATE
            assert read.getnframes() > RATE // 5
