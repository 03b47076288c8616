/** The thread of one consult as it is drawn: what was done and what was said, in the order in which it happened. */

import type { Kept } from "~/signaling/web/outbox";
import type { ConsultView, LineView, TelephonedView } from "~/signaling/web/wire";

export type Entry =
  | { readonly is: "asked"; readonly key: string; readonly atMs: number; readonly name: string | null }
  | { readonly is: "declined"; readonly key: string; readonly atMs: number; readonly name: string | null }
  | { readonly is: "silent"; readonly key: string; readonly atMs: number; readonly name: string | null }
  | { readonly is: "accepted"; readonly key: string; readonly atMs: number; readonly name: string | null; readonly afterMs: number }
  | { readonly is: "line"; readonly key: string; readonly atMs: number; readonly mine: boolean; readonly bySms: boolean; readonly askedBack: boolean; readonly name: string | null; readonly text: string | null }
  | { readonly is: "telephoned"; readonly key: string; readonly atMs: number; readonly name: string | null; readonly talk: TelephonedView; readonly text: string | null }
  | { readonly is: "passed_on"; readonly key: string; readonly atMs: number; readonly name: string | null }
  | { readonly is: "came_in" | "went"; readonly key: string; readonly atMs: number; readonly name: string | null }
  | { readonly is: "concluded"; readonly key: string; readonly atMs: number; readonly text: string | null }
  | { readonly is: "closed"; readonly key: string; readonly atMs: number }
  | { readonly is: "cancelled"; readonly key: string; readonly atMs: number; readonly reason: string | null }
  /** Made here and not yet answered by the server: it stands last, and says so. */
  | { readonly is: "unsent"; readonly key: string; readonly atMs: number; readonly text: string };

/** The entries of the consult for the person or brigade `selfId`. */
export function threadOf(view: ConsultView, selfId: string, unsent: readonly Kept[]): Entry[] {
  // Whose part has ended is not told who asked; that is no gap in the record.
  const entries: Entry[] = view.relation === "former" ? [] : [{ is: "asked", key: "asked", atMs: view.asked_at_ms, name: view.asker_name }];
  for (const person of view.invited) {
    if (person.state === "declined") entries.push({ is: "declined", key: `declined ${person.person_id}`, atMs: person.since_ms, name: person.name });
    if (person.state === "passed_on") entries.push({ is: "passed_on", key: `passed on ${person.person_id}`, atMs: person.since_ms, name: person.name });
    if (person.state === "silent") entries.push({ is: "silent", key: `silent ${person.person_id}`, atMs: person.since_ms, name: person.name });
  }
  if (view.accepted_at_ms !== null) {
    const afterMs = view.accepted_at_ms - view.asked_at_ms;
    entries.push({ is: "accepted", key: "accepted", atMs: view.accepted_at_ms, name: view.specialist_name, afterMs });
  }
  for (const one of view.called) {
    if (one.state === "inside") entries.push({ is: "came_in", key: `came in ${one.person_id}`, atMs: one.since_ms, name: one.name });
    if (one.state === "gone") entries.push({ is: "went", key: `went ${one.person_id}`, atMs: one.since_ms, name: one.name });
  }
  entries.push(...view.lines.map((line) => entryOf(line, selfId)));
  if (view.concluded_at_ms !== null) entries.push({ is: "concluded", key: "concluded", atMs: view.concluded_at_ms, text: view.conclusion });
  if (view.closed_at_ms !== null) {
    entries.push(
      view.state === "cancelled"
        ? { is: "cancelled", key: "over", atMs: view.closed_at_ms, reason: view.reason }
        : { is: "closed", key: "over", atMs: view.closed_at_ms },
    );
  }
  // The order of a stable sort keeps what happened in one instant in the order above.
  entries.sort((one, other) => one.atMs - other.atMs);
  return [...entries, ...unsentLines(view, unsent)];
}

function entryOf(line: LineView, selfId: string): Entry {
  const common = { key: line.line_id, atMs: line.at_ms, name: line.author_name, text: line.text };
  if (line.telephoned !== null) return { is: "telephoned", ...common, talk: line.telephoned };
  return { is: "line", ...common, mine: line.author_id === selfId, bySms: line.by_sms, askedBack: line.kind === "asked_back" };
}

function unsentLines(view: ConsultView, unsent: readonly Kept[]): Entry[] {
  const there = new Set(view.lines.map((line) => line.line_id));
  return unsent
    .filter(({ message }) => message.type === "consult.say" && message["consult_id"] === view.consult_id && !there.has(message.id))
    .map(({ message }) => ({ is: "unsent", key: message.id, atMs: message.made_at_ms, text: String(message["text"]) }));
}
