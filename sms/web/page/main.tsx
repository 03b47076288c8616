/** The demo's telephones: what would have been sent, and to whom. */

import { render } from "preact";
import { INTERFACE_WORDS } from "~/interface/catalogue";
import { followLanguage, rememberedLanguage } from "~/interface/page";
import { addWords } from "~/interface/words";
import type { PageMessage } from "~/signaling/web/wire";
import en from "~/sms/words/en.ftl?raw";
import ru from "~/sms/words/ru.ftl?raw";
import uz from "~/sms/words/uz.ftl?raw";
import { Telephones } from "./state/telephones";
import { TelephonesPage } from "./view/telephones-page";
import "~/interface/base.css";
import "./style.css";

const LOOK_EVERY_MS = 2_000;

async function messages(): Promise<readonly PageMessage[] | null> {
  try {
    const response = await fetch("/api/sms/messages", { signal: AbortSignal.timeout(5_000) });
    return response.ok ? ((await response.json()) as PageMessage[]) : null;
  } catch {
    return null;
  }
}

addWords(INTERFACE_WORDS);
addWords({ uz, ru, en });
followLanguage(rememberedLanguage());

const telephones = new Telephones(messages);
render(<TelephonesPage telephones={telephones} />, document.getElementById("page") as HTMLElement);
setInterval(() => void telephones.look(Date.now()), LOOK_EVERY_MS);
void telephones.look(Date.now());
