"""A conversation between the desk and a crew about an incident, with a consult's doctor or a caller in reach, and the
routes of stills in front of it. Every slice is as the server joins it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import msgspec
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from yarl import URL

from media.freeze.domain.still import STILL, Still
from media.freeze.http import routes
from people.sessions import hash_of
from signaling.front_door import COOKIE, GUEST_COOKIE
from signaling.http import errors_told, origin_allowed, security_headers
from signaling.protocol.caller import CallerLinkAgree, CallerLinkOfferLive
from signaling.protocol.conversations import ConversationHangUp, ConversationJoin, ConversationOpenAccepted
from signaling.protocol.participants import ConversationEnter, ConversationInvite
from signaling.protocol.people import PersonAdd, SignInOpen, SignInOpenDevice, SignInOpenGuest
from signaling.protocol.stills import StillAsk, StillClose, StillDraw, StillKeepPart, StillPlan, StillProgress
from signaling.slice import Actor, Audience, Role
from tests.media.caller.yard import CONSENT, INCIDENT, LINK, NODIRA, Yard, a_jpeg, crew, guest, yard

CREW = crew("b1")
DOCTOR = Actor(id="doctor", role=Role.SPECIALIST, name="M. Rasulova", sign_in_id="doctor's")
STRANGER = Actor(id="stranger", role=Role.PHYSICIAN, name="Sh. Karimov", sign_in_id="stranger's")
TALK, STILL_ID, STROKE_ID = "conversation-1", "still-0000001", "stroke-0000001"
CONSOLE, TABLET, TELEPHONE, ROOM = "console-1", "tablet-01", "telephone-1", "room-0001"
PLAN = StillPlan(width=1600, height=1200, left=0.25, top=0.5, right=0.5, bottom=0.75, columns=2, rows=1)
NAMES = ["preview", "detail", "tile-0-0", "tile-1-0"]
Client = TestClient[web.Request, web.Application]


class Room:
    """What people do there, in short words."""

    def __init__(self, made: Yard) -> None:
        self.yard = made
        self.town = made.town
        self.told: list[tuple[Audience, Any]] = []

    async def talk(self, about: str = INCIDENT, about_kind: str = "incident") -> None:
        """The desk and the crew, both joined."""
        await self.yard.do(
            ConversationOpenAccepted, conversation_id=TALK, about=about, about_kind=about_kind,
            asker_relation="person", asker_id=NODIRA.id, answerer_relation="brigade", answerer_id="b1",
        )  # fmt: skip
        for actor, endpoint in ((NODIRA, CONSOLE), (CREW, TABLET)):
            await self.yard.do(ConversationJoin, actor, conversation_id=TALK, endpoint=endpoint)

    async def talk_with_caller(self) -> str:
        """The caller shows live video; the conversation's id."""
        await self.yard.agreed()
        await self.yard.do(CallerLinkOfferLive, guest(), link_id=LINK)
        talk = (await self.yard.link()).conversation_id
        assert talk is not None
        await self.yard.do(ConversationJoin, guest(), conversation_id=talk, endpoint=TELEPHONE)
        return talk

    async def agree(self, **fields: Any) -> None:
        await self.yard.do(CallerLinkAgree, link_id=LINK, text_version=CONSENT, language="ru", **fields)

    async def person(self, actor: Actor) -> None:
        await self.yard.do(PersonAdd, person_id=actor.id, login=actor.id, name=actor.name, role=actor.role.value)

    async def enter(self, actor: Actor, endpoint: str = ROOM) -> None:
        """Nodira takes somebody in."""
        about = {"conversation_id": TALK, "invitation_id": f"{actor.id} one"}
        await self.yard.do(ConversationInvite, NODIRA, to_relation="person", to_id=actor.id, **about)
        await self.yard.do(ConversationEnter, actor, **about)
        await self.yard.do(ConversationJoin, actor, conversation_id=TALK, endpoint=endpoint)

    async def hang_up(self) -> None:
        await self.yard.do(ConversationHangUp, conversation_id=TALK)

    # -- the still -----------------------------------------------------------------------------------------------

    async def ask(self, actor: Actor = NODIRA, **fields: Any) -> None:
        wish = {"still_id": STILL_ID, "conversation_id": TALK, "of_endpoint": TABLET, "x": 0.4, "y": 0.6, **fields}
        await self.yard.do(StillAsk, actor, **wish)

    async def keep(self, *names: str, still_id: str = STILL_ID) -> None:
        """As the server does after a part has come."""
        for name in names:
            plan = PLAN if name == "preview" else None
            await self.yard.do(StillKeepPart, still_id=still_id, part=name, file_id="a" * 64, size=10, plan=plan)

    async def draw(self, actor: Actor = NODIRA, **fields: Any) -> None:
        wish = {
            "still_id": STILL_ID, "stroke_id": STROKE_ID, "shape": "arrow", "points": [(0.1, 0.2), (0.5, 0.5)],
            "colour": "yellow", **fields,
        }  # fmt: skip
        await self.yard.do(StillDraw, actor, **wish)

    async def close(self, actor: Actor = NODIRA) -> None:
        await self.yard.do(StillClose, actor, still_id=STILL_ID)

    async def still(self, still_id: str = STILL_ID) -> Still:
        async with self.town.bus.reading() as reading:
            return await reading.get(STILL, still_id, Still)

    def shown(self, actor: Actor, kind: str = STILL) -> list[Any]:
        """What somebody's screen shows."""
        audience = {Role.CREW: f"brigade:{actor.brigade_id}", Role.GUEST: f"guest:{actor.id}"}
        frame = msgspec.json.decode(self.town.hub.frame_after(None, (audience.get(actor.role, f"person:{actor.id}"),)))
        return [change["view"] for change in frame["changes"] if change["kind"] == kind]

    # -- over HTTP -----------------------------------------------------------------------------------------------

    def tell(self, audience: Audience, message: Any) -> None:
        assert isinstance(message, StillProgress)
        self.told.append((audience, message))

    def tell_session(self, session_id: str, message: object) -> None: ...

    @asynccontextmanager
    async def served(self, built: Path) -> AsyncIterator["Browser"]:
        middlewares = [security_headers(False), errors_told, origin_allowed("http://127.0.0.1", ())]
        application = web.Application(middlewares=middlewares, client_max_size=1024 * 1024)
        application.add_routes(routes(self.yard.front_door(built), self.yard.files, self))
        async with TestClient(TestServer(application)) as client:
            yield Browser(self.yard, client)


class Browser:
    """Somebody's browser, as whom they sign in."""

    def __init__(self, made: Yard, client: Client) -> None:
        self.yard = made
        self.client = client
        self.known: set[str] = set()

    async def sign_in(self, actor: Actor) -> None:
        self.sign_out()
        token, id = f"token of {actor.id}", f"sign-in of {actor.id}"
        if actor.id in self.known:
            pass
        elif actor.role is Role.CREW:
            await self.yard.do(
                SignInOpenDevice, sign_in_id=id, brigade_id=actor.brigade_id, brigade_name=id, token_hash=hash_of(token)
            )
        elif actor.role is Role.GUEST:
            await self.yard.do(
                SignInOpenGuest, sign_in_id=id, guest_id=actor.id, token_hash=hash_of(token), lives_ms=3_600_000,
                language="ru",
            )  # fmt: skip
        else:
            await self.yard.do(PersonAdd, person_id=actor.id, login=actor.id, name=actor.name, role=actor.role.value)
            await self.yard.do(SignInOpen, sign_in_id=id, person_id=actor.id, token_hash=hash_of(token))
        self.known.add(actor.id)
        cookie = GUEST_COOKIE if actor.role is Role.GUEST else COOKIE
        self.client.session.cookie_jar.update_cookies({cookie: token}, URL(str(self.client.make_url("/"))))

    def sign_out(self) -> None:
        self.client.session.cookie_jar.clear()

    async def send(self, part: str, content: bytes, still_id: str = STILL_ID, **query: Any) -> tuple[int, Any]:
        """A piece, by default the whole part at once; the status, and the answer or the refusal's code."""
        plan = msgspec.structs.asdict(PLAN) if part == "preview" else {}
        query = {"at": 0, "size": len(content), "endpoint": TABLET, **plan, **query}
        answer = await self.client.post(
            f"/api/stills/{still_id}/{part}", data=content, params=query, headers={"Content-Type": "image/jpeg"}
        )
        is_json = answer.content_type == "application/json"
        body = await answer.json() if is_json else {}
        return answer.status, body.get("code") or body

    async def get(self, part: str = "preview", still_id: str = STILL_ID) -> Any:
        return await self.client.get(f"/api/stills/{still_id}/{part}")


def picture(size: int = 600) -> bytes:
    """A JPEG of about so many bytes."""
    return a_jpeg(scan=bytes(size))


@asynccontextmanager
async def room(folder: Path) -> AsyncIterator[Room]:
    """The desk and a crew in a conversation about an incident."""
    async with yard(folder) as made:
        await made.incident()
        await made.brigade("b1")
        opened = Room(made)
        await opened.talk()
        yield opened
