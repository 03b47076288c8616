/** The page behind the link of a message: why, where, one button. */

import { render } from "preact";
import { INTERFACE_WORDS } from "~/interface/catalogue";
import { setClock, tick } from "~/interface/clock";
import { followLanguage, rememberedLanguage } from "~/interface/page";
import { followDevice } from "~/interface/theme";
import { addWords, chooseLanguage, isLanguage, language, say } from "~/interface/words";
import en from "~/sms/words/en.ftl?raw";
import ru from "~/sms/words/ru.ftl?raw";
import uz from "~/sms/words/uz.ftl?raw";
import { Answer, type Alert, type Reply, type Said } from "./state/answer";
import { AnswerPage } from "./view/answer-page";
import "~/interface/base.css";
import "~/interface/answer.css";

const LOOK_EVERY_MS = 4_000;
const ANSWER_WITHIN_MS = 15_000;

const path = `/api/alert/${location.pathname.split("/").pop() ?? ""}`;

async function ask(request: RequestInit): Promise<Reply> {
  try {
    const response = await fetch(path, { ...request, signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
    if (response.status === 404) return { refused: "ticket_invalid" };
    const body: unknown = await response.json();
    if (response.ok) return { alert: body as Alert };
    // Only a "no" of the rules is one; a server that restarts says something else, and is asked again.
    return response.status === 409 ? { refused: (body as { code: string }).code } : { lost: true };
  } catch {
    return { lost: true };
  }
}

const answer = new Answer({
  look: () => ask({ method: "GET" }),
  say: (said: Said, promiseSeconds: number | null) =>
    ask({
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(promiseSeconds === null ? { answer: said } : { answer: said, promise_s: promiseSeconds }),
    }),
});

followDevice();

addWords(INTERFACE_WORDS);
addWords({ uz, ru, en });
let settled = localStorage.getItem("tez-language") !== null;
followLanguage(rememberedLanguage());
language.subscribe(() => {
  document.title = `${say("answer-title")} · 103`;
});

answer.alert.subscribe((alert) => {
  if (alert === null) return;
  const ahead = alert.now_ms - Date.now();
  setClock(() => Date.now() + ahead);
  // The first time, the language of the message; from then on, the reader's own choice.
  if (!settled && isLanguage(alert.language)) chooseLanguage(alert.language);
  settled = true;
});

render(<AnswerPage answer={answer} />, document.getElementById("page") as HTMLElement);
setInterval(tick, 500);
setInterval(() => {
  const waits = answer.drawing === "accepted" && answer.alert.value?.confirmed_at_ms === null;
  if (waits || answer.drawing === "open" || answer.drawing === "lost" || answer.drawing === "loading") void answer.look();
}, LOOK_EVERY_MS);
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible") void answer.look();
});
void answer.look();
