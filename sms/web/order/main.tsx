/** The page behind the link of a crew's message: what for, where, one button. */

import { render } from "preact";
import { dressPage, keepLooking, ticketAsker } from "~/interface/behind-link";
import en from "~/sms/words/en.ftl?raw";
import ru from "~/sms/words/ru.ftl?raw";
import uz from "~/sms/words/uz.ftl?raw";
import { Order, type OrderShown, type Reply } from "./state/order";
import { OrderPage } from "./view/order-page";
import "~/interface/base.css";
import "~/interface/answer.css";

const LOOK_EVERY_MS = 5_000;

const ticket = ticketAsker<Reply>("order", (body) => ({ order: body as OrderShown }));
const order = new Order({ look: ticket.look, accept: () => ticket.say({ answer: "accept" }) });

dressPage({ uz, ru, en }, "order-title");
render(<OrderPage order={order} />, document.getElementById("page") as HTMLElement);
keepLooking(() => order.look(), LOOK_EVERY_MS, () => order.drawing !== "invalid" && order.drawing !== "over");
