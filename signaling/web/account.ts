/** Who is signed in here, over plain HTTP with the session cookie. */

import { Refusal } from "./frames";
import { erasePrivate, PAGES } from "./private";

export type Language = "uz" | "ru" | "en";

export interface Me {
  readonly id: string;
  readonly name: string;
  readonly role: string;
  readonly brigade_id: string | null;
  readonly hospital_id: string | null;
  readonly language: Language;
  readonly sign_in_id: string | null;
  /** The page of this person's role, as a path. */
  readonly front: string;
  /** Whether the server has sign-ins by one tap. */
  readonly demo: boolean;
}

/** One person of the demo town who can be signed in by one tap. */
export interface DemoPerson {
  readonly person_id: string;
  readonly name: string;
  readonly role: string;
  readonly front: string;
  /** Where the person works, and a doctor's specialty. */
  readonly place?: string;
  readonly specialty?: string | null;
}

/** Asks the server; fails with a `Refusal` that tells the server's code, "offline" when it cannot be reached. */
async function request(method: "GET" | "POST", path: string, body?: object): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(path, {
      method,
      credentials: "same-origin",
      headers: body === undefined ? {} : { "content-type": "application/json" },
      body: body === undefined ? null : JSON.stringify(body),
    });
  } catch {
    throw new Refusal("late", "offline");
  }
  if (response.ok || response.status === 401 || response.status === 404) return response;
  const told = (await response.json().catch(() => ({}))) as { code?: string; details?: Record<string, unknown> };
  throw new Refusal("refused", told.code ?? `http_${response.status}`, told.details ?? {});
}

/** What the server says to who is not signed in. */
interface Nobody {
  readonly demo: boolean;
}

async function answerToWho(): Promise<Me | Nobody> {
  return (await (await request("GET", "/api/me")).json()) as Me | Nobody;
}

/** The person signed in here, or null. Fails while the server does not say: a proxy's own page says nothing of it. */
export async function whoAmI(): Promise<Me | null> {
  const answer = await answerToWho();
  if ("id" in answer) return answer;
  if (!("demo" in answer)) throw new Refusal("late", "offline");
  return null;
}

async function entered(response: Response): Promise<Me> {
  if (!response.ok) throw new Refusal("refused", "wrong_password");
  const me = await whoAmI();
  if (me === null) throw new Refusal("refused", "signed_out");
  // What pages kept of whoever was here before, without signing out, is not to be opened by this person.
  await erasePrivate(PAGES);
  return me;
}

export async function signIn(name: string, password: string): Promise<Me> {
  return entered(await request("POST", "/api/sign-in", { name, password }));
}

/** Fails when the server cannot be reached: then the person is still signed in, and nothing of theirs is erased. */
export async function signOut(): Promise<void> {
  await request("POST", "/api/sign-out");
  await erasePrivate();
}

export async function setLanguage(language: Language): Promise<void> {
  await request("POST", "/api/language", { language });
}

/** The demo town's people; empty where there is no demo. */
export async function demoPeople(): Promise<DemoPerson[]> {
  if (!(await answerToWho()).demo) return [];
  const response = await request("GET", "/api/demo/people");
  return response.ok ? ((await response.json()) as DemoPerson[]) : [];
}

export async function demoSignIn(personId: string): Promise<Me> {
  const response = await request("POST", "/api/demo/sign-in", { person_id: personId });
  const answer = (await response.clone().json()) as { code?: string };
  if (!response.ok || answer.code === undefined) return entered(response);
  // A crew: this browser becomes its brigade's tablet, by the code, as a real one does.
  return entered(await request("POST", "/api/tablet/pair", { code: answer.code, device_name: "demo" }));
}
