/** The page behind the link of a message: why, where, one button. */

import { render } from "preact";
import { dressPage, followMessage, keepLooking, ticketAsker } from "~/interface/behind-link";
import en from "~/sms/words/en.ftl?raw";
import ru from "~/sms/words/ru.ftl?raw";
import uz from "~/sms/words/uz.ftl?raw";
import { Answer, type Alert, type Reply, type Said } from "./state/answer";
import { AnswerPage } from "./view/answer-page";
import "~/interface/base.css";
import "~/interface/answer.css";

const LOOK_EVERY_MS = 4_000;

const ticket = ticketAsker<Reply>("alert", (body) => ({ alert: body as Alert }));
const answer = new Answer({
  look: ticket.look,
  say: (said: Said, promiseSeconds: number | null) =>
    ticket.say(promiseSeconds === null ? { answer: said } : { answer: said, promise_s: promiseSeconds }),
});

dressPage({ uz, ru, en }, "answer-title");
followMessage(answer.alert);
render(<AnswerPage answer={answer} />, document.getElementById("page") as HTMLElement);
keepLooking(() => answer.look(), LOOK_EVERY_MS, () => {
  const waits = answer.drawing === "accepted" && answer.alert.value?.confirmed_at_ms === null;
  return waits || answer.drawing === "open" || answer.drawing === "lost" || answer.drawing === "loading";
});
