"""``POST /api/notices``: a laboratory's or a registry's system asks us to tell a patient something.

Each error is one sentence with the path of the field that it is about. A key opens this door and no other."""

import hashlib
import re
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

import msgspec
from aiohttp import web

from signaling.protocol.notices import NoticeTake, NoticeTemplate
from signaling.protocol.people import Language
from signaling.protocol.refusals import Code, Refused
from signaling.slice import consequence_id, system
from sms.notices.domain.notice import KEY, NOTICE, Notice, NoticeKey
from sms.notices.domain.templates import BadNotice, check_values

if TYPE_CHECKING:
    from signaling.front_door import FrontDoor

DOOR = system("sms.notices.door")
MOST_BYTES = 4_096
A_MINUTE_MS, MOST_A_MINUTE = 60_000, 120
MOST_KEYS_COUNTED = 1_000
TELEPHONE = re.compile(r"\+[1-9]\d{6,14}")
EMAIL = re.compile(r"[^\s@,;<>]{1,64}@[^\s@,;<>]{1,120}")
IDEMPOTENCY_KEY = re.compile(r"[!-~]{8,100}")
SECRET = re.compile(r"tezn_[A-Za-z0-9_-]{32}")
PATH = re.compile(r"^(.*?)(?: - at `(.*)`)?$", re.DOTALL)


class To(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Exactly one of them."""

    telephone: str | None = None
    email: str | None = None


class NoticeWanted(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``not_before`` and ``expires_at`` are instants with their offset, as 2026-11-24T09:30:00+05:00."""

    to: To
    language: Language
    template: NoticeTemplate
    values: Annotated[dict[str, str], msgspec.Meta(max_length=8)]
    expires_at: datetime
    not_before: datetime | None = None


class NoticeShown(msgspec.Struct, frozen=True):
    """What is told of a notice: never to whom, never what."""

    id: str
    state: str
    reason: str | None
    accepted_at_ms: int
    expires_at_ms: int


def hash_of(key: str) -> str:
    """What is kept of a key."""
    return hashlib.sha256(key.encode()).hexdigest()


def told(status: int, path: str, rule: str) -> web.Response:
    body = {"code": "rejected", "path": path, "rule": rule}
    return web.Response(status=status, body=msgspec.json.encode(body), content_type="application/json")


class NoticeDoor:
    """Takes notices and tells what became of them."""

    def __init__(self, door: "FrontDoor") -> None:
        self._door = door
        self._lately: dict[str, list[int]] = {}

    async def take(self, request: web.Request) -> web.Response:
        """POST /api/notices: 202 NoticeShown; 400, 401, 409 ``same_id_other_body``, 413, 415, 429."""
        key = await self._key_of(request)
        if key is None:
            return told(401, "Authorization", "a key that is good is meant, as `Bearer tezn_…`")
        if not self._may(key.key_id):
            return told(429, "Authorization", f"this key may ask for {MOST_A_MINUTE} notices a minute")
        repeat = request.headers.get("Idempotency-Key", "")
        if not IDEMPOTENCY_KEY.fullmatch(repeat):
            return told(400, "Idempotency-Key", "the header is missing: 8 to 100 printable signs without blanks")
        if request.content_type != "application/json":
            return told(415, "Content-Type", "application/json is meant")
        body = await request.content.read(MOST_BYTES + 1)
        while len(body) <= MOST_BYTES and (more := await request.content.read(MOST_BYTES + 1 - len(body))):
            body += more
        if len(body) > MOST_BYTES:
            return told(413, "$", f"a notice has at most {MOST_BYTES} bytes")
        try:
            wish = self._wish(key.key_id, repeat, body)
        except BadNotice as bad:
            return told(400, bad.path, bad.rule)
        return await self._submitted(wish)

    async def _submitted(self, wish: NoticeTake) -> web.Response:
        try:
            await self._door.submit(wish, DOOR, waits=False)
        except Refused as refused:
            if refused.code is Code.SAME_ID_OTHER_BODY:
                body = {"code": refused.code, "path": "Idempotency-Key", "rule": "it stands for another notice already"}
                return web.Response(status=409, body=msgspec.json.encode(body), content_type="application/json")
            if refused.code is Code.TOO_MANY_TRIES:
                return told(429, "$", "too many notices of this key have not ended yet")
            if refused.code is Code.WRONG_STATE:
                return told(400, f"$.{refused.details.get('field')}", "it must be later than now, within 30 days")
            raise
        async with self._door.reading() as reading:
            return _shown(202, await reading.get(NOTICE, wish.notice_id, Notice))

    async def show(self, request: web.Request) -> web.Response:
        """GET /api/notices/{id}: 200 NoticeShown; 401; 404 also for another key's."""
        key = await self._key_of(request)
        if key is None:
            return told(401, "Authorization", "a key that is good is meant, as `Bearer tezn_…`")
        id = request.match_info["notice_id"]
        async with self._door.reading() as reading:
            notice = await reading.get(NOTICE, id, Notice) if await reading.version(NOTICE, id) else None
        if notice is None or notice.key_id != key.key_id:
            return told(404, "id", "there is no such notice of this key")
        return _shown(200, notice)

    async def _key_of(self, request: web.Request) -> NoticeKey | None:
        scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not SECRET.fullmatch(secret.strip()):
            return None
        async with self._door.reading() as reading:
            found = await reading.find(KEY, NoticeKey, key_hash=hash_of(secret.strip()), good=True, limit=1)
        return found[0] if found else None

    def _may(self, key_id: str) -> bool:
        now_ms = self._door.now_ms()
        if len(self._lately) > MOST_KEYS_COUNTED:
            self._lately.clear()
        lately = [at for at in self._lately.get(key_id, ()) if now_ms - at < A_MINUTE_MS]
        self._lately[key_id] = lately
        if len(lately) >= MOST_A_MINUTE:
            return False
        lately.append(now_ms)
        return True

    def _wish(self, key_id: str, repeat: str, body: bytes) -> NoticeTake:
        wanted = read(body)
        now_ms = self._door.now_ms()
        notice_id = consequence_id(key_id, repeat)
        return NoticeTake(
            id=self._door.new_id(),
            made_at_ms=now_ms,
            notice_id=notice_id,
            key_id=key_id,
            # The order of a JSON object's fields is no other body.
            digest=hashlib.sha256(msgspec.json.encode(wanted, order="deterministic")).hexdigest(),
            language=wanted.language,
            template=wanted.template,
            values=wanted.values,
            not_before_ms=_instant("$.not_before", wanted.not_before) if wanted.not_before else 0,
            expires_at_ms=_instant("$.expires_at", wanted.expires_at),
            telephone=wanted.to.telephone,
            email=wanted.to.email,
        )


def read(body: bytes) -> NoticeWanted:
    """Raises BadNotice."""
    try:
        wanted = msgspec.json.decode(body, type=NoticeWanted)
    except msgspec.ValidationError as error:
        match = PATH.match(str(error))
        raise BadNotice((match and match[2]) or "$", match[1] if match else "not a notice") from None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise BadNotice("$", "the body is no JSON") from None
    to = wanted.to
    if (to.telephone is None) is (to.email is None):
        raise BadNotice("$.to", "exactly one of telephone and email is meant")
    if to.telephone is not None and not TELEPHONE.fullmatch(to.telephone):
        raise BadNotice("$.to.telephone", "a number with its country is meant, as +998901234567")
    if to.email is not None and not EMAIL.fullmatch(to.email):
        raise BadNotice("$.to.email", "an e-mail address is meant")
    check_values(wanted.template, wanted.values)
    return wanted


def _instant(path: str, at: datetime) -> int:
    if at.tzinfo is None:
        raise BadNotice(path, "an instant with its offset is meant, as 2026-11-24T09:30:00+05:00")
    return int(at.timestamp() * 1000)


def _shown(status: int, notice: Notice) -> web.Response:
    shown = NoticeShown(notice.notice_id, notice.phase, notice.reason, notice.taken_at_ms, notice.expires_at_ms)
    headers: dict[str, Any] = {"Cache-Control": "no-store"}
    return web.Response(
        status=status, body=msgspec.json.encode(shown), content_type="application/json", headers=headers
    )


def routes(door: "FrontDoor") -> list[web.RouteDef]:
    """For other systems, each with a key."""
    notices = NoticeDoor(door)
    return [
        web.post("/api/notices", notices.take),
        web.get("/api/notices/{notice_id:[0-9a-f-]{36}}", notices.show),
    ]
