"""The commands about messages with a caller's or a guest's link."""

from typing import Any

from signaling.protocol.link_messages import (
    CallerMessageRecall,
    CallerMessageSend,
    GuestMessageRecall,
    GuestMessageSend,
)
from signaling.slice import Desk, Handler
from sms.domain import deliveries
from sms.domain.deliveries import Delivery
from sms.handlers.permission import only_system


async def send_caller_message(wish: CallerMessageSend, facts: Any, desk: Desk) -> None:
    only_system(desk)
    desk.record(deliveries.decide_send_link(wish, desk.moment.new_id("delivery")))


async def send_guest_message(wish: GuestMessageSend, facts: Any, desk: Desk) -> None:
    only_system(desk)
    desk.record(deliveries.decide_send_guest_link(wish, desk.moment.new_id("delivery")))


async def recall_link(wish: CallerMessageRecall | GuestMessageRecall, facts: Any, desk: Desk) -> None:
    only_system(desk)
    for delivery in await desk.find("delivery", Delivery, link_id=wish.link_id):
        desk.record(*deliveries.decide_recall(delivery))


HANDLERS = (
    Handler(CallerMessageSend, send_caller_message),
    Handler(CallerMessageRecall, recall_link),
    Handler(GuestMessageSend, send_guest_message),
    Handler(GuestMessageRecall, recall_link),
)
