/** The command bar: incidents, brigades, addresses and commands by a few letters. */

import { signal, type ReadonlySignal, type Signal } from "@preact/signals-core";
import type { Session } from "~/signaling/web/session";
import type { AddressFound, BrigadeView, IncidentFound, IncidentView, Point } from "~/signaling/web/wire";
import { fold } from "./draft";

export type Found =
  | { readonly is: "incident"; readonly id: string; readonly incident: IncidentView }
  | { readonly is: "past_incident"; readonly id: string; readonly incident: IncidentFound }
  | { readonly is: "brigade"; readonly id: string; readonly brigade: BrigadeView }
  | { readonly is: "address"; readonly id: string; readonly address: AddressFound }
  | { readonly is: "command"; readonly id: CommandName };

export const COMMANDS = ["new", "free", "fit", "sound", "help", "uz", "ru", "en"] as const;
export type CommandName = (typeof COMMANDS)[number];

const PAUSE_MS = 160;
const MOST = 5;

export interface Searched {
  readonly incidents: Iterable<IncidentView>;
  readonly brigades: Iterable<BrigadeView>;
  /** The words under which an incident and a command are found, in the language in use. */
  readonly incidentWords: (incident: IncidentView) => string;
  readonly commandWords: (name: CommandName) => string;
}

/** What the screen itself holds that fits the text. */
export function findHere(text: string, searched: Searched): Found[] {
  const wanted = fold(text).trim();
  const number = /^(?:№|#|n)?\s*(\d+)$/.exec(wanted)?.[1];
  const found: Found[] = [];
  const add = (one: Found, kind: Found["is"]): void => {
    if (found.filter((other) => other.is === kind).length < MOST) found.push(one);
  };
  for (const incident of searched.incidents) {
    const byNumber = number !== undefined && (String(incident.number).endsWith(number) || incident.caller?.number.includes(number) === true);
    if (wanted !== "" && (byNumber || fold(searched.incidentWords(incident)).includes(wanted))) {
      add({ is: "incident", id: incident.incident_id, incident }, "incident");
    }
  }
  for (const brigade of searched.brigades) {
    if (wanted !== "" && fold(brigade.callsign).includes(wanted)) add({ is: "brigade", id: brigade.brigade_id, brigade }, "brigade");
  }
  for (const name of COMMANDS) {
    if (wanted === "" || fold(searched.commandWords(name)).includes(wanted) || name === wanted) found.push({ is: "command", id: name });
  }
  return found;
}

export class Finder {
  readonly #session: Session;
  readonly #near: () => Point | null;
  readonly text: Signal<string> = signal("");
  readonly open: Signal<boolean> = signal(false);
  readonly #far = signal<readonly Found[]>([]);
  #callOff: () => void = () => undefined;
  #asked = 0;

  constructor(session: Session, near: () => Point | null) {
    this.#session = session;
    this.#near = near;
  }

  /** What the server found: addresses, and incidents of the past. */
  get far(): ReadonlySignal<readonly Found[]> {
    return this.#far;
  }

  type(text: string): void {
    this.text.value = text;
    this.#far.value = [];
    this.#callOff();
    this.#asked += 1;
    if (text.trim().length < 2) return;
    const mine = this.#asked;
    this.#callOff = this.#session.wait(PAUSE_MS, () => void this.#ask(text.trim(), mine));
  }

  close(): void {
    this.open.value = false;
    this.type("");
  }

  async #ask(text: string, mine: number): Promise<void> {
    const digits = /^\D{0,2}\d[\d\s-]*$/.test(text);
    const [addresses, incidents] = await Promise.all([
      this.#session.ask({ type: "addresses.suggest", text, near: this.#near(), limit: 6 }, 3_000).catch(() => []),
      digits ? this.#session.ask({ type: "incidents.find", text, limit: 6 }, 3_000).catch(() => []) : [],
    ]);
    if (mine !== this.#asked) return;
    this.#far.value = [
      ...incidents.map((incident): Found => ({ is: "past_incident", id: incident.incident_id, incident })),
      ...addresses.map((address, index): Found => ({ is: "address", id: `${index} ${address.label}`, address })),
    ];
  }
}
