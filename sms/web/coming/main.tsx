/** The page behind the link of whoever is called in: why, where to, five buttons. */

import { render } from "preact";
import { INTERFACE_WORDS } from "~/interface/catalogue";
import { setClock, tick } from "~/interface/clock";
import { followLanguage, rememberedLanguage } from "~/interface/page";
import { followDevice } from "~/interface/theme";
import { addWords, chooseLanguage, isLanguage, language, say } from "~/interface/words";
import en from "~/sms/recall/words/en.ftl?raw";
import ru from "~/sms/recall/words/ru.ftl?raw";
import uz from "~/sms/recall/words/uz.ftl?raw";
import { Coming, type Call, type RecallReply, type Told } from "./state/coming";
import { ComingPage } from "./view/coming-page";
import "~/interface/base.css";
import "./style.css";

const LOOK_EVERY_MS = 10_000;
const ANSWER_WITHIN_MS = 15_000;

const path = `/api/recall/${location.pathname.split("/").pop() ?? ""}`;

async function ask(request: RequestInit): Promise<Told> {
  try {
    const response = await fetch(path, { ...request, signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
    if (response.status === 404) return { refused: "ticket_invalid" };
    const body: unknown = await response.json();
    if (response.ok) return { call: body as Call };
    // Only a "no" of the rules is one; a server that restarts says something else, and is asked again.
    return response.status === 409 ? { refused: (body as { code: string }).code } : { lost: true };
  } catch {
    return { lost: true };
  }
}

const coming = new Coming({
  look: () => ask({ method: "GET" }),
  say: (reply: RecallReply) =>
    ask({ method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ reply }) }),
});

followDevice();

addWords(INTERFACE_WORDS);
addWords({ uz, ru, en });
let settled = localStorage.getItem("tez-language") !== null;
followLanguage(rememberedLanguage());
language.subscribe(() => {
  document.title = `${say("coming-title")} · 103`;
});

coming.call.subscribe((call) => {
  if (call === null) return;
  const ahead = call.now_ms - Date.now();
  setClock(() => Date.now() + ahead);
  // The first time, the language of the message; from then on, the reader's own choice.
  if (!settled && isLanguage(call.language)) chooseLanguage(call.language);
  settled = true;
});

render(<ComingPage coming={coming} />, document.getElementById("page") as HTMLElement);
setInterval(tick, 500);
setInterval(() => {
  if (coming.drawing === "asked" || coming.drawing === "lost" || coming.drawing === "loading") void coming.look();
}, LOOK_EVERY_MS);
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible") void coming.look();
});
void coming.look();
