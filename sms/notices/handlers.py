"""The commands about notices and their keys. All are the server's own: the door and the command line submit them."""

from typing import Any

from signaling.protocol.notices import (
    NoticeErased,
    NoticeFilesErased,
    NoticeFollow,
    NoticeForget,
    NoticeKeyAdd,
    NoticeKeyAdded,
    NoticeKeyRevoke,
    NoticeKeyRevoked,
    NoticeSend,
    NoticeTake,
    NoticeTelephone,
)
from signaling.protocol.refusals import Code, Refused
from signaling.protocol.telephones import TelephoneMayGet
from signaling.slice import Ask, Desk, Handler, Moment
from sms.handlers.permission import only_system
from sms.notices.domain import decisions
from sms.notices.domain.notice import KEY, NOTICE, Notice, NoticeKey
from sms.notices.domain.quiet import QuietHours
from sms.notices.domain.templates import BadNotice


class NoticeHandlers:
    """``quiet``: the hours in which no notice rings; None: there are none."""

    def __init__(self, quiet: QuietHours | None) -> None:
        self._quiet = quiet

    def all(self) -> tuple[Handler, ...]:
        return (
            Handler(NoticeKeyAdd, self.add_key),
            Handler(NoticeKeyRevoke, self.revoke_key),
            Handler(NoticeTake, self.take),
            Handler(NoticeSend, self.send, self.gather),
            Handler(NoticeFollow, self.follow),
            Handler(NoticeForget, self.forget),
            Handler(NoticeErased, self.erased),
        )

    async def add_key(self, wish: NoticeKeyAdd, facts: Any, desk: Desk) -> None:
        only_system(desk)
        if await desk.version(KEY, wish.key_id):
            raise Refused(Code.ALREADY_EXISTS)
        desk.record(NoticeKeyAdded(key_id=wish.key_id, name=wish.name, key_hash=wish.key_hash))

    async def revoke_key(self, wish: NoticeKeyRevoke, facts: Any, desk: Desk) -> None:
        only_system(desk)
        key = await desk.get(KEY, wish.key_id, NoticeKey)
        if not key.good:
            raise Refused(Code.WRONG_STATE, state="revoked")
        desk.record(NoticeKeyRevoked(key_id=wish.key_id))

    async def take(self, wish: NoticeTake, facts: Any, desk: Desk) -> None:
        only_system(desk)
        known = await desk.version(NOTICE, wish.notice_id) > 0
        present = await desk.get(NOTICE, wish.notice_id, Notice) if known else None
        key = await desk.get(KEY, wish.key_id, NoticeKey)
        try:
            desk.record(*decisions.decide_take(wish, present, key, desk.moment.now_ms))
        except BadNotice as bad:
            raise Refused(Code.WRONG_STATE, field=bad.path) from None

    async def gather(self, wish: NoticeSend, moment: Moment, ask: Ask) -> bool:
        """Whether the number takes messages at all."""
        telephone: str | None = await ask(NoticeTelephone(notice_id=wish.notice_id))
        return telephone is None or bool(await ask(TelephoneMayGet(telephone=telephone)))

    async def send(self, wish: NoticeSend, facts: bool, desk: Desk) -> None:
        only_system(desk)
        state = await desk.get(NOTICE, wish.notice_id, Notice)
        delivery_id = desk.moment.new_id(f"{state.notice_id} {state.tries}")
        now_ms = desk.moment.now_ms
        desk.record(*decisions.decide_send(state, delivery_id, may_get=facts, quiet=self._quiet, now_ms=now_ms))

    async def follow(self, wish: NoticeFollow, facts: Any, desk: Desk) -> None:
        only_system(desk)
        state = await desk.get(NOTICE, wish.notice_id, Notice)
        desk.record(*decisions.decide_follow(state, wish, quiet=self._quiet, now_ms=desk.moment.now_ms))

    async def forget(self, wish: NoticeForget, facts: Any, desk: Desk) -> None:
        only_system(desk)
        desk.record(*decisions.decide_forget(await desk.get(NOTICE, wish.notice_id, Notice), desk.moment.now_ms))

    async def erased(self, wish: NoticeErased, facts: Any, desk: Desk) -> None:
        only_system(desk)
        state = await desk.get(NOTICE, wish.notice_id, Notice)
        if state.forgotten and not state.erased:
            desk.record(NoticeFilesErased(notice_id=state.notice_id))
