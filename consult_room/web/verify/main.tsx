/** The page behind the QR code of a printed conclusion: whether the print is genuine. It reads, and sends nothing. */

import { render } from "preact";
import { followLanguage, rememberedLanguage } from "~/interface/page";
import { followDevice } from "~/interface/theme";
import { addWords, language, say } from "~/interface/words";
import en from "~/consult_room/conclusions/verify_words/en.ftl?raw";
import ru from "~/consult_room/conclusions/verify_words/ru.ftl?raw";
import uz from "~/consult_room/conclusions/verify_words/uz.ftl?raw";
import { Verifying, type Answer } from "./state/verifying";
import { VerifyPage } from "./view/page";
import "./style.css";

const ANSWER_WITHIN_MS = 15_000;

async function look(): Promise<Answer> {
  const path = `/api${location.pathname.replace(/\/$/, "")}`;
  try {
    const answer = await fetch(path, { signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
    return { status: answer.status, body: await answer.json().catch(() => null) };
  } catch {
    return null;
  }
}

/** In the browser: the file itself goes nowhere. */
async function digestOf(file: object): Promise<string> {
  const bytes = await crypto.subtle.digest("SHA-256", await (file as File).arrayBuffer());
  return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

const verifying = new Verifying({ look, digestOf });
followDevice();
addWords({ uz, ru, en });
followLanguage(rememberedLanguage());
language.subscribe(() => {
  document.title = `${say("verify-title")} · Tez Yordam`;
});
render(<VerifyPage verifying={verifying} />, document.getElementById("page") as HTMLElement);
void verifying.look();
