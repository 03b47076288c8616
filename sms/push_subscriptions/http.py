"""The test notification that a person sends to their own browser.

It is not a delivery: nobody depends on it, it may be lost, and whoever pressed the button waits for what the push
service answers. So it goes at once and is kept nowhere.
"""

from pathlib import Path
from typing import Annotated, Literal

import msgspec
from aiohttp import web

from signaling.front_door import FrontDoor
from signaling.protocol.people import Language
from signaling.protocol.push import PushForget
from signaling.protocol.refusals import Code, Refused
from signaling.slice import system
from sms.adapters.catalogue import Catalogue
from sms.domain.gateway import Gateway, Later, Message, Never, Taken
from sms.domain.push_services import GONE
from sms.push_subscriptions.queries import own_open

TESTING = system("sms.push_subscriptions.test")
VALID_S = 60
REST_MS = 3_000
"""Between two tests of one browser."""

MOST_RESTING = 1_000
WORDS = Path(__file__).parent / "words"
TEST_TAG = "test"


class PushTest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``page`` is the path of the page that the notification leads back to, ``language`` the one that it shows."""

    page: Annotated[str, msgspec.Meta(pattern="^/[a-z]{1,20}$")]
    language: Language


class PushTested(msgspec.Struct, frozen=True):
    """What the push service has answered. ``taken`` is not ``shown``: the browser alone knows that."""

    outcome: Literal["taken", "later", "gone", "refused", "unclear"]
    code: str


class PushDoor:
    """``gateway`` None: there is no Web Push."""

    def __init__(self, door: FrontDoor, gateway: Gateway | None) -> None:
        self._door = door
        self._gateway = gateway
        self._catalogue = Catalogue(WORDS)
        self._last_ms: dict[str, int] = {}

    async def test(self, request: web.Request) -> web.Response:
        """POST /api/push/{subscription_id}/test, by its person: PushTested; 409 ``not_found``, ``no_push``, 429
        ``too_many_tries``."""
        actor = await self._door.actor_of(request)
        wish = msgspec.json.decode(await request.read(), type=PushTest)
        if self._gateway is None:
            raise Refused(Code.NO_PUSH)
        async with self._door.reading() as reading:
            subscription = await own_open(reading, request.match_info["subscription_id"], actor)
        id = subscription.subscription_id
        self._take_turn(id)
        text = {
            "title": self._catalogue.say(wish.language, "push-test-title"),
            "body": self._catalogue.say(wish.language, "push-test-body"),
            "link": wish.page,
            "tag": TEST_TAG,
            "urgency": "routine",
        }
        message = Message(
            delivery_id=id,
            attempt=1,
            to=id,
            body=msgspec.json.encode(text).decode(),
            code=TEST_TAG,
            valid_s=VALID_S,
            status_callback=None,
        )
        tested = _told(await self._gateway.send(message))
        if tested.outcome == "gone":
            now_ms = self._door.now_ms()
            forget = PushForget(id=self._door.new_id(), made_at_ms=now_ms, subscription_id=id, because="gone")
            await self._door.submit(forget, TESTING)
        return web.Response(body=msgspec.json.encode(tested), content_type="application/json")

    def _take_turn(self, id: str) -> None:
        now_ms = self._door.now_ms()
        self._last_ms = {one: at for one, at in self._last_ms.items() if now_ms - at < REST_MS}
        if id in self._last_ms or len(self._last_ms) >= MOST_RESTING:
            raise Refused(Code.TOO_MANY_TRIES)
        self._last_ms[id] = now_ms


def _told(outcome: object) -> PushTested:
    match outcome:
        case Taken():
            return PushTested("taken", "")
        case Later(code):
            return PushTested("later", code)
        case Never(code):
            return PushTested("gone" if code in GONE else "refused", code)
    return PushTested("unclear", getattr(outcome, "code", ""))


def routes(door: FrontDoor, gateway: Gateway | None) -> list[web.RouteDef]:
    """``gateway``: the carrier of the channel ``push``."""
    return [web.post(r"/api/push/{subscription_id:[0-9A-Za-z-]{8,64}}/test", PushDoor(door, gateway).test)]
