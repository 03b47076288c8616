/** The page behind the link that whoever called 103 gets by SMS: consent first, then place, video, photographs, words. */

import { render } from "preact";
import { setClock, tick } from "~/interface/clock";
import { followLanguage, rememberedLanguage } from "~/interface/page";
import { followDevice } from "~/interface/theme";
import { addWords, chooseLanguage, isLanguage, language, say } from "~/interface/words";
import { Session } from "~/signaling/web/session";
import { ForgetfulShelf } from "~/signaling/web/shelf";
import { guestSurroundings } from "~/signaling/web/browser";
import en from "~/media/caller/words/en.ftl?raw";
import ru from "~/media/caller/words/ru.ftl?raw";
import uz from "~/media/caller/words/uz.ftl?raw";
import { Caller, CONSENT_VERSION, type GuestSession, type LinkPage, type PictureReply, type Reply } from "./state/caller";
import { CallerPage } from "./view/caller-page";
import "./style.css";

const LOOK_EVERY_MS = 4_000;
const ANSWER_WITHIN_MS = 15_000;
/** A photograph over a rural link. */
const PICTURE_WITHIN_MS = 120_000;

const path = `/api/caller/${location.pathname.split("/").pop() ?? ""}`;

async function ask(where: string, request: RequestInit, within = ANSWER_WITHIN_MS): Promise<Response | null> {
  try {
    return await fetch(where, { ...request, signal: AbortSignal.timeout(within) });
  } catch {
    return null;
  }
}

async function page(where: string, request: RequestInit): Promise<Reply> {
  const response = await ask(where, request);
  if (response === null) return { lost: true };
  if (response.status === 404) return { refused: "ticket_invalid" };
  const body = (await response.json().catch(() => ({}))) as LinkPage & { code?: string };
  if (response.ok) return { page: body };
  // Only a "no" of the rules is one; a server that restarts says something else, and is asked again.
  return response.status === 409 && body.code !== undefined ? { refused: body.code } : { lost: true };
}

const told = (where: string, body: object): Promise<Reply> =>
  page(where, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });

async function sendPicture(id: string, picture: object): Promise<PictureReply> {
  const body = picture as Blob;
  const response = await ask(
    `/api/caller/pictures/${id}`,
    { method: "POST", headers: { "content-type": "image/jpeg" }, body },
    PICTURE_WITHIN_MS,
  );
  if (response === null || response.status >= 500) return { lost: true };
  if (response.ok) return { kept: true };
  const { code } = (await response.json().catch(() => ({}))) as { code?: string };
  return { refused: code ?? "not_a_picture" };
}

/** Whether the guest may still come in; null when nobody can tell. */
async function stillGuest(): Promise<boolean | null> {
  const reply = await page(path, { method: "GET" });
  if ("lost" in reply) return null;
  return "page" in reply && reply.page.guest;
}

function openSession(signInId: string | null): GuestSession {
  // Nothing is kept on the caller's telephone: what has not gone out goes with the page.
  const session = new Session({ around: guestSurroundings(stillGuest), shelf: new ForgetfulShelf(), language: () => language.value, signInId });
  setClock(() => session.nowMs());
  session.link.subscribe((link) => {
    if (link.phase === "stopped") void caller.look();
  });
  void session.begin();
  return session;
}

const caller = new Caller({
  look: () => page(path, { method: "GET" }),
  agree: (chosen) => told(`${path}/agree`, { text_version: CONSENT_VERSION, language: chosen }),
  decline: () => told(`${path}/decline`, {}),
  sendPicture,
  openSession,
  language: () => language.value,
});

followDevice();

addWords({ uz, ru, en });
let settled = localStorage.getItem("tez-language") !== null;
followLanguage(rememberedLanguage());
language.subscribe(() => {
  document.title = `${say("caller-title")} · Tez Yordam`;
});
caller.page.subscribe((one) => {
  // The first time, the language of the message; from then on, the reader's own choice.
  if (one !== null && !settled && isLanguage(one.language)) chooseLanguage(one.language);
  if (one !== null) settled = true;
});

render(<CallerPage caller={caller} />, document.getElementById("page") as HTMLElement);
setInterval(tick, 500);
setInterval(() => {
  if (caller.session.peek() === null && !["invalid", "over"].includes(caller.drawing.peek())) void caller.look();
}, LOOK_EVERY_MS);
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible") void caller.look();
});
void caller.look();
