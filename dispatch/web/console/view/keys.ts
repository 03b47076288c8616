/** Every action has a key. Letters are taken by their place on the keyboard, so a Russian layout changes nothing. */

import { note } from "~/interface/bands";
import { say } from "~/interface/words";
import { TABS, type Desk } from "../state/desk";
import { assignCandidate } from "./actions";
import { reasonName } from "./names";
import { noteTelephone } from "./telephones";

/** The keys as the help shows them, in its order. */
export const KEYS = [
  ["N", "key-new"],
  ["/", "key-bar"],
  ["↑ ↓", "key-queue"],
  ["G", "key-tab"],
  ["Enter", "key-assign"],
  ["1–9", "key-assign-nth"],
  ["← →", "key-candidate"],
  ["R", "key-recommend"],
  ["B", "key-other"],
  ["E", "key-amend"],
  ["X", "key-close"],
  ["T", "key-enter"],
  ["C", "key-conversation"],
  ["M", "key-fit"],
  ["U", "key-telephone"],
  ["Ctrl+Enter", "key-send-form"],
  ["Esc", "key-back"],
  ["F1", "key-help"],
] as const;

/** Called by the dock when it is there; says so when it is not. */
let startConversation: (desk: Desk, brigadeId: string) => void = () => note(say("conversation-not-here"), "bad");

export function setConversationStarter(starter: typeof startConversation): void {
  startConversation = starter;
}

export function converse(desk: Desk, brigadeId: string): void {
  startConversation(desk, brigadeId);
}

function inDialog(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest("dialog") !== null;
}

function typing(target: EventTarget | null): boolean {
  return inDialog(target) || (target instanceof HTMLElement && target.matches("input, textarea, select, [contenteditable]"));
}

/** A button that has the focus keeps its own Enter and space, unless it would only choose what is chosen already. */
function onControl(target: EventTarget | null): boolean {
  const control = target instanceof HTMLElement ? target.closest("button, a, [role=option], [role=tab], summary") : null;
  return control !== null && !control.matches("[aria-current=true], [aria-selected=true]");
}

export function pressed(desk: Desk, event: KeyboardEvent): void {
  if (event.code === "F1") {
    event.preventDefault();
    desk.asking.value = { is: "help" };
    return;
  }
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  // A dialog takes Escape for itself.
  if (event.code === "Escape" && desk.asking.value === null && !inDialog(event.target)) return back(desk);
  if (typing(event.target)) return;
  if (event.code === "Enter" && onControl(event.target)) return;
  const act = ACTIONS[event.key === "/" ? "Slash" : event.code] ?? digit(event.code);
  if (act === undefined) return;
  event.preventDefault();
  act(desk);
}

function digit(code: string): ((desk: Desk) => void) | undefined {
  const index = /^(?:Digit|Numpad)([1-9])$/.exec(code)?.[1];
  return index === undefined ? undefined : (desk) => void assignCandidate(desk, Number(index) - 1);
}

function pickedIncident(desk: Desk): string | null {
  const picked = desk.picked.value;
  return picked?.is === "incident" && !desk.form.value ? picked.id : null;
}

const withIncident = (act: (desk: Desk, id: string) => void) => (desk: Desk): void => {
  const id = pickedIncident(desk);
  if (id !== null) act(desk, id);
};

const ACTIONS: Readonly<Record<string, (desk: Desk) => void>> = {
  KeyN: (desk) => desk.openForm(),
  Slash: (desk) => (desk.finder.open.value = true),
  ArrowDown: (desk) => desk.move(1),
  ArrowUp: (desk) => desk.move(-1),
  ArrowRight: (desk) => desk.advisor.look(desk.advisor.looked.value + 1),
  ArrowLeft: (desk) => desk.advisor.look(desk.advisor.looked.value - 1),
  KeyG: (desk) => (desk.tab.value = TABS[(TABS.indexOf(desk.tab.value) + 1) % TABS.length] ?? "incidents"),
  Enter: (desk) => void assignCandidate(desk, null),
  KeyR: withIncident((desk, id) => void desk.advisor.ask(id)),
  KeyB: withIncident((desk, id) => (desk.asking.value = { is: "other", incidentId: id })),
  KeyE: withIncident((desk, id) => amend(desk, id)),
  KeyX: withIncident(askToClose),
  KeyT: withIncident((desk, id) => (desk.asking.value = { is: "enter", incidentId: id, brigadeId: null, refused: null })),
  KeyC: (desk) => talk(desk),
  KeyM: (desk) => (desk.goTo.value = "everything"),
  KeyU: (desk) => noteFirstTelephone(desk),
};

export function amend(desk: Desk, id: string): void {
  const thing = desk.holdings.incidents.value.get(id);
  if (thing === undefined) return;
  desk.draft.amend(thing.view, thing.version, reasonName(desk, thing.view.reason));
  desk.form.value = true;
}

/** The desk closes only what no brigade works on; the crew's own end closes the others. */
export function askToClose(desk: Desk, id: string): void {
  if (desk.holdings.incident(id)?.status === "waiting") desk.asking.value = { is: "close", incidentId: id };
  else note(say("close-not-while-attended"), "bad");
}

/** With the picked brigade, or the one that leads the picked incident. */
function talk(desk: Desk): void {
  const picked = desk.picked.value;
  if (picked === null) return;
  const brigadeId = picked.is === "brigade" ? picked.id : desk.holdings.assignmentsOf(picked.id).find((one) => one.active)?.brigade_id;
  if (brigadeId !== undefined) converse(desk, brigadeId);
}

/** The one whose band stands highest. */
function noteFirstTelephone(desk: Desk): void {
  const first = desk.holdings.silentTelephones.value.find((one) => one.noted_at_ms === null);
  if (first !== undefined) noteTelephone(desk, first.telephone_id);
}

function back(desk: Desk): void {
  if (desk.finder.open.value) desk.finder.close();
  else if (desk.form.value) desk.form.value = false;
  else desk.pick(null);
}
