/** The page behind the link of a crew's message: what for, where, one button. */

import { render } from "preact";
import { INTERFACE_WORDS } from "~/interface/catalogue";
import { followLanguage, rememberedLanguage } from "~/interface/page";
import { followDevice } from "~/interface/theme";
import { addWords, language, say } from "~/interface/words";
import en from "~/sms/words/en.ftl?raw";
import ru from "~/sms/words/ru.ftl?raw";
import uz from "~/sms/words/uz.ftl?raw";
import { Order, type OrderShown, type Reply } from "./state/order";
import { OrderPage } from "./view/order-page";
import "~/interface/base.css";
import "~/interface/answer.css";

const LOOK_EVERY_MS = 5_000;
const ANSWER_WITHIN_MS = 15_000;

const path = `/api/order/${location.pathname.split("/").pop() ?? ""}`;

async function ask(request: RequestInit): Promise<Reply> {
  try {
    const response = await fetch(path, { ...request, signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
    if (response.status === 404) return { refused: "ticket_invalid" };
    const body: unknown = await response.json();
    if (response.ok) return { order: body as OrderShown };
    // Only a "no" of the rules is one; a server that restarts says something else, and is asked again.
    return response.status === 409 ? { refused: (body as { code: string }).code } : { lost: true };
  } catch {
    return { lost: true };
  }
}

const order = new Order({
  look: () => ask({ method: "GET" }),
  accept: () => ask({ method: "POST", headers: { "content-type": "application/json" }, body: '{"answer":"accept"}' }),
});

followDevice();

addWords(INTERFACE_WORDS);
addWords({ uz, ru, en });
followLanguage(rememberedLanguage());
language.subscribe(() => {
  document.title = `${say("order-title")} · 103`;
});

render(<OrderPage order={order} />, document.getElementById("page") as HTMLElement);
setInterval(() => {
  if (order.drawing !== "invalid" && order.drawing !== "over") void order.look();
}, LOOK_EVERY_MS);
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible") void order.look();
});
void order.look();
