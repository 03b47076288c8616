"""What notices give to the frame, as a part of the sms slice."""

from collections.abc import Awaitable, Callable
from zoneinfo import ZoneInfo

from signaling.protocol.notices import NoticeErased, NoticeForget, NoticeSend
from signaling.slice import Aggregate, Back, Slice, Timer, Worker, consequence_id, system
from sms.notices.domain.notice import EVOLVE, KEY, KEY_EVOLVE, NOTICE, Notice, NoticeKey, no_views
from sms.notices.domain.quiet import QuietHours
from sms.notices.handlers import NoticeHandlers
from sms.notices.queries import ANSWERS
from sms.notices.reactions import REACTIONS

ERASING = system("sms.notices.erase")
LOOK_EVERY_S = 60.0
Erase = Callable[[str], Awaitable[None]]

NOTICES = Aggregate(
    kind=NOTICE,
    state=Notice,
    evolve=EVOLVE,
    views=no_views,
    live=lambda notice: False,
    columns={
        "due_ms": (int, lambda notice: notice.due_ms),
        "forget_ms": (int, lambda notice: notice.forget_ms),
        "to_erase": (bool, lambda notice: notice.forgotten and not notice.erased),
    },
)
KEYS = Aggregate(
    kind=KEY,
    state=NoticeKey,
    evolve=KEY_EVOLVE,
    views=no_views,
    live=lambda key: False,
    columns={"key_hash": (str, lambda key: key.key_hash), "good": (bool, lambda key: key.good)},
)


def _send(state: Notice) -> NoticeSend:
    """The frame gives the command its id and its time."""
    return NoticeSend(id="", made_at_ms=state.due_ms or 0, notice_id=state.notice_id)


def _forget(state: Notice) -> NoticeForget:
    return NoticeForget(id="", made_at_ms=state.forget_ms or 0, notice_id=state.notice_id)


async def erase_forgotten(back: Back, erase: Erase) -> None:
    """What a crash has left half done is done again: it asks the database, not memory."""
    async with back.reading() as reading:
        forgotten: list[Notice] = await reading.find(NOTICE, Notice, to_erase=True)
    for notice in forgotten:
        await erase(notice.notice_id)
        id = consequence_id(notice.notice_id, "erased")
        made_at_ms = notice.taken_at_ms
        await back.submit(NoticeErased(id=id, made_at_ms=made_at_ms, notice_id=notice.notice_id), ERASING)


def assemble(*, quiet_hours: str, time_zone: str, erase: Erase) -> Slice:
    """``erase``: empties the personal columns of a subject's rows of the journal. Raises NoQuietHours."""

    async def run(back: Back) -> None:
        while True:
            await erase_forgotten(back, erase)
            await back.changed(NOTICE, LOOK_EVERY_S)

    return Slice(
        name="sms.notices",
        aggregates=(NOTICES, KEYS),
        handlers=NoticeHandlers(QuietHours.read(quiet_hours, ZoneInfo(time_zone))).all(),
        answers=ANSWERS,
        reactions=REACTIONS,
        timers=(
            Timer("sms.notice_send", NOTICE, Notice, "due_ms", _send),
            Timer("sms.notice_forget", NOTICE, Notice, "forget_ms", _forget),
        ),
        workers=(Worker("sms.notices.erase", run),),
    )
