/** The page behind the link of whoever is called in: why, where to, five buttons. */

import { render } from "preact";
import { dressPage, followMessage, keepLooking, ticketAsker } from "~/interface/behind-link";
import en from "~/sms/recall/words/en.ftl?raw";
import ru from "~/sms/recall/words/ru.ftl?raw";
import uz from "~/sms/recall/words/uz.ftl?raw";
import { Coming, type Call, type RecallReply, type Told } from "./state/coming";
import { ComingPage } from "./view/coming-page";
import "~/interface/base.css";
import "./style.css";

const LOOK_EVERY_MS = 10_000;

const ticket = ticketAsker<Told>("recall", (body) => ({ call: body as Call }));
const coming = new Coming({ look: ticket.look, say: (reply: RecallReply) => ticket.say({ reply }) });

dressPage({ uz, ru, en }, "coming-title");
followMessage(coming.call);
render(<ComingPage coming={coming} />, document.getElementById("page") as HTMLElement);
keepLooking(() => coming.look(), LOOK_EVERY_MS, () => coming.drawing === "asked" || coming.drawing === "lost" || coming.drawing === "loading");
