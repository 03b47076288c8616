/** Wishes that go by HTTP: calendars. */

import { Refusal } from "~/signaling/web/frames";

/** The answer; raises the refusal that the server told. */
export async function posted(path: string, body: string, type: string): Promise<unknown> {
  const answer = await fetch(path, { method: "POST", body, headers: { "Content-Type": type } });
  const told: unknown = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Refusal("refused", (told as { code?: string }).code ?? (answer.status === 413 ? "too_long" : "broken"));
  return told;
}
