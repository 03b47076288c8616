/** The page behind the link by which a patient meets a doctor: the agreement, then the one sentence, words, photographs, talk. */

import { render } from "preact";
import { setClock, tick } from "~/interface/clock";
import { followLanguage, rememberedLanguage } from "~/interface/page";
import { followDevice } from "~/interface/theme";
import { addWords, chooseLanguage, isLanguage, language, say } from "~/interface/words";
import en from "~/consult_room/patients/words/en.ftl?raw";
import ru from "~/consult_room/patients/words/ru.ftl?raw";
import uz from "~/consult_room/patients/words/uz.ftl?raw";
import { guestSurroundings } from "~/signaling/web/browser";
import { Session } from "~/signaling/web/session";
import { ForgetfulShelf } from "~/signaling/web/shelf";
import { AGREEMENT_VERSION, Patient, type LinkPage, type Reply } from "./state/patient";
import { PatientPage } from "./view/patient-page";
import "./style.css";

const LOOK_EVERY_MS = 5_000;
const ANSWER_WITHIN_MS = 15_000;

const path = `/api/patient/${location.pathname.split("/").pop() ?? ""}`;

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

const told = (where: string, body: object): Promise<Reply> =>
  ask(where, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });

/** Whether this browser is still the patient's; null when nobody can tell. */
async function stillPatient(): Promise<boolean | null> {
  const reply = await ask(path, { method: "GET" });
  if ("lost" in reply) return null;
  return "page" in reply && reply.page.mine;
}

function openSession(signInId: string | null): Session {
  // Nothing is kept on the patient's telephone: what has not gone out goes with the page.
  const session = new Session({ around: guestSurroundings(stillPatient), shelf: new ForgetfulShelf(), language: () => language.value, signInId });
  setClock(() => session.nowMs());
  session.link.subscribe((link) => {
    if (link.phase === "stopped") void patient.look();
  });
  void session.begin();
  return session;
}

const patient = new Patient({
  look: () => ask(path, { method: "GET" }),
  agree: (chosen) => told(`${path}/agree`, { text_version: AGREEMENT_VERSION, language: chosen }),
  decline: () => told(`${path}/decline`, {}),
  openSession,
  language: () => language.value,
});

let seen = false;
patient.view.subscribe((view) => {
  // What was shown and is no more has ended: the next look says how.
  if (view === null && seen && patient.session.peek() !== null) void patient.look();
  seen = view !== null;
});

followDevice();
addWords({ uz, ru, en });
let settled = localStorage.getItem("tez-language") !== null;
followLanguage(rememberedLanguage());
language.subscribe(() => {
  document.title = `${say("patient-title")} · 103`;
});
patient.page.subscribe((one) => {
  // The first time, the language of the message; from then on, the reader's own choice.
  if (one !== null && !settled && isLanguage(one.language)) chooseLanguage(one.language);
  if (one !== null) settled = true;
});

render(<PatientPage patient={patient} />, document.getElementById("page") as HTMLElement);
setInterval(tick, 500);
setInterval(() => {
  if (patient.session.peek() === null && !["invalid", "over"].includes(patient.drawing.peek())) void patient.look();
}, LOOK_EVERY_MS);
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible") void patient.look();
});
void patient.look();
