"""Another system has a patient told something, and the key is taken back."""

from typing import Any

from config.trial import fixed_id
from signaling.protocol import notices
from tests.laws.watching import ADMIN, HOUR, MINUTE, Day


async def telling_patients(day: Day) -> None:
    key_id, notice_id = fixed_id("laboratory"), fixed_id("a notice")
    key_hash = "ab" * 32
    await day.refused(notices.NoticeKeyAdd, ADMIN, key_id=key_id, name="laboratory", key_hash=key_hash)
    await day.do(notices.NoticeKeyAdd, key_id=key_id, name="laboratory", key_hash=key_hash)
    asked: dict[str, Any] = {
        "notice_id": notice_id, "key_id": key_id, "digest": "cd" * 32, "language": "uz", "template": "result_ready",
        "values": {"place": "1-son poliklinika"}, "not_before_ms": day.town.now_ms + MINUTE,
        "expires_at_ms": day.town.now_ms + 20 * HOUR, "telephone": "+998000000009",
    }  # fmt: skip
    await day.do(notices.NoticeTake, **asked)
    await day.refused(notices.NoticeTake, **{**asked, "digest": "ef" * 32})
    await day.wait(16 * HOUR)
    await day.do(notices.NoticeSend, notice_id=notice_id)
    (sending,) = [happened.event for happened in await day.town.events(notices.NoticeSending)][-1:]
    assert isinstance(sending, notices.NoticeSending)
    delivery_id = sending.delivery_id
    await day.do(notices.NoticeFollow, notice_id=notice_id, delivery_id=delivery_id, status="delivered")
    for wish in (notices.NoticeForget, notices.NoticeErased):
        await day.do(wish, notice_id=notice_id)
    await day.do(notices.NoticeKeyRevoke, key_id=key_id)
