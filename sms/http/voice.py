"""What a telephone call says and what its keys do. Nothing of a call is kept here: each request says which message
and which attempt it is about, and the alert says the rest.

A mailbox that takes the call up answers nothing, since it presses no key; a key pressed twice is one answer.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

import structlog
from aiohttp import web

from signaling.protocol.alerts import AlertAcknowledge, AlertDecline
from signaling.protocol.refusals import Code, Refused
from signaling.slice import system
from sms.adapters.catalogue import Catalogue
from sms.domain.alert_rules import HEARD
from sms.domain.alerts import Alert
from sms.domain.deliveries import Delivery
from sms.domain.progress import MEANS, OF_CALL
from sms.domain.speaking import Phrase, Reply, every_phrase, question, reply
from sms.http.signed import signed_fields
from sms.http.webhooks import ATTEMPT, TWIML_NOTHING, ReportBook

if TYPE_CHECKING:
    from signaling.front_door import FrontDoor

VOICE = system("sms.voice")
log = structlog.get_logger("sms.voice")

PLAYED = "uz"
"""The language that is played; the others are spoken."""

INSTEAD = "ru"
"""What is spoken while the sound files are not whole."""

SPOKEN = {"ru": "ru-RU", "en": "en-GB"}
TIMES_SAID = 3
WAITS_S = 6
ASKED_AGAIN = 2
"""How often a wrong key is asked for again."""

REPLIES: dict[Code, Reply] = {Code.ALERT_COVERED: "covered", Code.ALERT_EXPIRED: "expired"}


def sounds_folder(data_folder: Path) -> Path:
    """Where the sound files of the played language lie; recorded ones of the same names may replace them."""
    return data_folder / "voice" / PLAYED


class VoiceDoor:
    """Says what a call is about, and takes its keys."""

    def __init__(self, door: "FrontDoor", book: ReportBook) -> None:
        self._door = door
        self._book = book
        self._say = Catalogue().say
        self._folder = sounds_folder(door.settings.data_folder)
        self._sounds = {phrase.name for phrase in every_phrase(PLAYED, self._say)}
        missing = sorted(name for name in self._sounds if not self._file(name).is_file())
        self._whole = not missing
        if missing:
            log.warning("voice_in_russian", missing=len(missing), of=len(self._sounds), made_by="tez voice make")

    def _file(self, name: str) -> Path:
        return self._folder / f"{name}.wav"

    async def speak(self, request: web.Request) -> web.Response:
        """POST /sms/voice/{delivery_id}/{attempt}: what is needed, and which keys; said again twice."""
        await signed_fields(self._door, request)
        delivery, alert = await self._about(request)
        said = self._settled(delivery, alert)
        if said is not None:
            return self._reply(delivery.language, said)
        language = self._language(delivery.language)
        return self._asking(request, question(alert, language, self._say), language, asked=0)

    async def keys(self, request: web.Request) -> web.Response:
        """POST …/keys?asked=N: 1 accepts, 2 passes on, any other is asked for again, twice at most."""
        fields = await signed_fields(self._door, request)
        delivery, alert = await self._about(request)
        word = {"1": AlertAcknowledge, "2": AlertDecline}.get(fields.get("Digits", ""))
        if word is None:
            return self._again(request, delivery, alert)
        wish = word(
            id=self._door.new_id(),
            made_at_ms=self._door.now_ms(),
            alert_id=alert.alert_id,
            person_id=delivery.person_id,
            channel="voice",
        )
        try:
            await self._door.submit(wish, VOICE)
        except Refused as refused:
            return self._reply(delivery.language, REPLIES.get(refused.code, "covered"))
        return self._reply(delivery.language, "accepted" if word is AlertAcknowledge else "declined")

    async def status(self, request: web.Request) -> web.Response:
        """POST …/status: how far the call has come. Any order, any number of times."""
        fields = await signed_fields(self._door, request)
        status, sid = OF_CALL.get(fields.get("CallStatus", "")), fields.get("CallSid")
        if sid and status:
            code = fields.get("ErrorCode") or (fields["CallStatus"] if MEANS[status] == "failed" else None)
            await self._book.told(request, sid, status, code)
        return _twiml(TWIML_NOTHING)

    async def sound(self, request: web.Request) -> web.StreamResponse:
        """GET /sms/sounds/uz/{name}.wav: one of the phrases, and nothing else of the folder."""
        name = request.match_info["name"]
        if name not in self._sounds or not self._file(name).is_file():
            raise web.HTTPNotFound
        return web.FileResponse(self._file(name), headers={"Content-Type": "audio/wav"})

    async def _about(self, request: web.Request) -> tuple[Delivery, Alert]:
        try:
            async with self._door.reading() as reading:
                delivery: Delivery = await reading.get("delivery", request.match_info["delivery_id"], Delivery)
                return delivery, await reading.get("alert", delivery.alert_id or "", Alert)
        except Refused:
            raise web.HTTPNotFound(text="No such call.") from None

    def _settled(self, delivery: Delivery, alert: Alert) -> Reply | None:
        """What became of it, when there is nothing to answer any more."""
        person = alert.person(delivery.person_id)
        if alert.status == "acknowledged" and alert.acknowledged_by == delivery.person_id:
            return "accepted"
        if person is not None and person.status == "declined":
            return "declined"
        if alert.status == "expired" or self._door.now_ms() >= alert.expires_at_ms:
            return "expired"
        return None if alert.status in HEARD["acknowledge"] else "covered"

    def _again(self, request: web.Request, delivery: Delivery, alert: Alert) -> web.Response:
        asked = int(request.query.get("asked", "0")) if request.query.get("asked", "0").isdecimal() else ASKED_AGAIN
        if asked >= ASKED_AGAIN:
            return self._reply(delivery.language, "goodbye")
        language = self._language(delivery.language)
        phrases = [reply("wrong_key", language, self._say), *question(alert, language, self._say)]
        return self._asking(request, phrases, language, asked=asked + 1)

    def _language(self, wanted: str) -> str:
        return wanted if wanted in SPOKEN or (wanted == PLAYED and self._whole) else INSTEAD

    def _asking(self, request: web.Request, phrases: Sequence[Phrase], language: str, *, asked: int) -> web.Response:
        about = f"{request.match_info['delivery_id']}/{request.match_info['attempt']}"
        action = quoteattr(f"{self._door.public_base}/sms/voice/{about}/keys?asked={asked}")
        gather = (
            f'<Gather input="dtmf" numDigits="1" timeout="{WAITS_S}" method="POST" action={action}>'
            f"{self._spoken(phrases, language)}</Gather>"
        )
        goodbye = self._spoken([reply("goodbye", language, self._say)], language)
        return _twiml(f"<Response>{gather * TIMES_SAID}{goodbye}<Hangup/></Response>")

    def _reply(self, wanted: str, which: Reply) -> web.Response:
        language = self._language(wanted)
        said = self._spoken([reply(which, language, self._say)], language)
        return _twiml(f"<Response>{said}<Hangup/></Response>")

    def _spoken(self, phrases: Sequence[Phrase], language: str) -> str:
        if language == PLAYED:
            base = f"{self._door.public_base}/sms/sounds/{PLAYED}"
            return "".join(f"<Play>{escape(f'{base}/{phrase.name}.wav')}</Play>" for phrase in phrases)
        text = " ".join(phrase.text for phrase in phrases)
        return f'<Say language="{SPOKEN[language]}">{escape(text)}</Say>'


def _twiml(text: str) -> web.Response:
    declared = text if text.startswith("<?xml") else f'<?xml version="1.0" encoding="UTF-8"?>{text}'
    return web.Response(text=declared, content_type="text/xml", headers={"Cache-Control": "no-store"})


def voice_routes(door: "FrontDoor", book: ReportBook) -> list[web.RouteDef]:
    """What a call asks, and where it reports."""
    voice = VoiceDoor(door, book)
    return [
        web.post(f"/sms/voice/{ATTEMPT}", voice.speak),
        web.post(f"/sms/voice/{ATTEMPT}/keys", voice.keys),
        web.post(f"/sms/voice/{ATTEMPT}/status", voice.status),
        web.get(f"/sms/sounds/{PLAYED}/{{name:[a-z0-9_-]{{1,40}}}}.wav", voice.sound),
    ]
