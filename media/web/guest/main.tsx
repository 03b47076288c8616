/** The page behind a guest's link: who invites into what, the own picture and the device first, then the wish to come in. */

import { render } from "preact";
import { INTERFACE_WORDS } from "~/interface/catalogue";
import { setClock, tick } from "~/interface/clock";
import { followLanguage, rememberedLanguage } from "~/interface/page";
import { followDevice } from "~/interface/theme";
import { addWords, chooseLanguage, isLanguage, language, say } from "~/interface/words";
import { GUEST_WORDS } from "~/media/web/dock/guest-words";
import { RECORDING_WORDS } from "~/media/web/dock/recording-words";
import en from "~/media/words/en.ftl?raw";
import ru from "~/media/words/ru.ftl?raw";
import uz from "~/media/words/uz.ftl?raw";
import { guestSurroundings } from "~/signaling/web/browser";
import { Session } from "~/signaling/web/session";
import { ForgetfulShelf } from "~/signaling/web/shelf";
import { Guest, type LinkPage, type Reply } from "./state/guest";
import { GuestPage } from "./view/guest-page";
import "../dock/dock.css";
import "./style.css";

const LOOK_EVERY_MS = 5_000;
const ANSWER_WITHIN_MS = 15_000;

const path = `/api/guest/${location.pathname.split("/").pop() ?? ""}`;

async function ask(where: string, request: RequestInit): Promise<Reply> {
  let response: Response;
  try {
    response = await fetch(where, { ...request, signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
  } catch {
    return { lost: true };
  }
  if (response.status === 404) return { refused: "ticket_invalid" };
  const body = (await response.json().catch(() => ({}))) as LinkPage & { code?: string };
  if (response.ok) return { page: body };
  // Only a "no" of the rules is one; a server that restarts says something else, and is asked again.
  return response.status === 409 && body.code !== undefined ? { refused: body.code } : { lost: true };
}

/** Whether the guest may still come in; null when nobody can tell. */
async function stillGuest(): Promise<boolean | null> {
  const reply = await ask(path, { method: "GET" });
  if ("lost" in reply) return null;
  return "page" in reply && reply.page.mine;
}

function openSession(signInId: string | null): Session {
  // Nothing is kept on the guest's device: what has not gone out goes with the page.
  const session = new Session({ around: guestSurroundings(stillGuest), shelf: new ForgetfulShelf(), language: () => language.value, signInId });
  setClock(() => session.nowMs());
  session.link.subscribe((link) => {
    if (link.phase === "stopped") void guest.look();
  });
  void session.begin();
  return session;
}

const guest = new Guest({
  look: () => ask(path, { method: "GET" }),
  take: (chosen) => ask(`${path}/take`, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ language: chosen }) }),
  openSession,
  language: () => language.value,
});

guest.view.subscribe((view) => {
  if (view === null && guest.session.peek() !== null) void guest.look();
});

followDevice();

addWords(INTERFACE_WORDS);
addWords({ uz, ru, en });
addWords(RECORDING_WORDS);
addWords(GUEST_WORDS);
let settled = localStorage.getItem("tez-language") !== null;
followLanguage(rememberedLanguage());
language.subscribe(() => {
  document.title = `${say("guest-title")} · Tez Yordam`;
});
guest.page.subscribe((one) => {
  // The first time, the language of the message; from then on, the reader's own choice.
  if (one !== null && !settled && isLanguage(one.language)) chooseLanguage(one.language);
  if (one !== null) settled = true;
});

render(<GuestPage guest={guest} />, document.getElementById("page") as HTMLElement);
setInterval(tick, 500);
setInterval(() => {
  // Who is inside changes while one waits, and an ended link says so by itself over the line alone.
  if (!["invalid", "over", "used", "inside"].includes(guest.drawing.peek())) void guest.look();
}, LOOK_EVERY_MS);
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible") void guest.look();
});
void guest.look();
