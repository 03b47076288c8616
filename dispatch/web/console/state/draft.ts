/**
 * The form of a new incident, or of one that is amended: what was typed stays until it is sent or thrown away, also
 * while another incident is looked at.
 */

import { batch, computed, signal, type ReadonlySignal, type Signal } from "@preact/signals-core";
import { timeZone } from "~/interface/clock";
import { lastInstant } from "~/interface/zone";
import type { Session } from "~/signaling/web/session";
import type { AddressFound, IncidentView, Point, ReasonListView, ReasonQuestion, ReasonView, Sex } from "~/signaling/web/wire";

export interface Typed {
  readonly number: string;
  readonly callerName: string;
  readonly relation: string;
  /** The address line as typed; the found place is in `place`. */
  readonly address: string;
  readonly flat: string;
  readonly entrance: string;
  readonly floor: string;
  readonly doorCode: string;
  readonly landmark: string;
  readonly reasonText: string;
  readonly reason: string | null;
  readonly answers: readonly string[];
  readonly patientName: string;
  readonly age: string;
  readonly sex: Sex | null;
  readonly description: string;
  /** When it was taken, on the wall's clock, if it comes from paper. */
  readonly takenAt: string;
}

export const BLANK: Typed = {
  number: "",
  callerName: "",
  relation: "",
  address: "",
  flat: "",
  entrance: "",
  floor: "",
  doorCode: "",
  landmark: "",
  reasonText: "",
  reason: null,
  answers: [],
  patientName: "",
  age: "",
  sex: null,
  description: "",
  takenAt: "",
};

/** The form as it stands, for a page that takes it up. */
export interface Typing {
  readonly typed: Typed;
  readonly place: Place | null;
  readonly amending: Amending | null;
  readonly answeredAtMs: number | null;
}

interface Place {
  readonly point: Point;
  readonly found: AddressFound | null;
}

interface Amending {
  readonly id: string;
  readonly version: number;
}

/** While typing an address: wait for this long a pause before asking, ms. */
const PAUSE_MS = 140;

export class Draft {
  readonly #session: Session;
  readonly #near: () => Point | null;
  readonly typed: Signal<Typed> = signal(BLANK);
  /** The place that a suggestion or a touch of the map gave. */
  readonly place: Signal<Place | null> = signal(null);
  readonly suggestions: Signal<readonly AddressFound[]> = signal([]);
  /** Whether the suggestions are those of what is typed now. */
  readonly suggested: Signal<boolean> = signal(true);
  readonly problem: Signal<string | null> = signal(null);
  /** The incident that is amended; null while a new one is taken. */
  readonly amending: Signal<Amending | null> = signal(null);
  readonly touched: ReadonlySignal<boolean> = computed(() => this.typed.value !== BLANK || this.place.value !== null);
  #answeredAtMs: number | null = null;
  #callOff: () => void = () => undefined;
  #asked = 0;

  constructor(session: Session, near: () => Point | null) {
    this.#session = session;
    this.#near = near;
  }

  /** The form was opened: the telephone was picked up about now. */
  begin(): void {
    if (this.#answeredAtMs === null) this.#answeredAtMs = Math.round(this.#session.nowMs());
  }

  set(change: Partial<Typed>): void {
    this.typed.value = { ...this.typed.value, ...change };
    this.problem.value = null;
  }

  /** Another line of address: the found place no longer holds, suggestions are asked for. */
  typeAddress(text: string): void {
    this.set({ address: text });
    if (this.place.value?.found !== null) this.place.value = null;
    this.#callOff();
    if (text.trim().length < 2) {
      this.#asked += 1;
      this.#suggest([]);
      return;
    }
    this.suggested.value = false;
    this.#callOff = this.#session.wait(PAUSE_MS, () => void this.#look(text));
  }

  #suggest(found: readonly AddressFound[]): void {
    batch(() => {
      this.suggestions.value = found;
      this.suggested.value = true;
    });
  }

  async #look(text: string): Promise<void> {
    this.#asked += 1;
    const mine = this.#asked;
    try {
      const found = await this.#session.ask({ type: "addresses.suggest", text, near: this.#near(), limit: 8 }, 3_000);
      if (mine === this.#asked) this.#suggest(found);
    } catch {
      if (mine === this.#asked) this.#suggest([]);
    }
  }

  chooseAddress(found: AddressFound): void {
    this.#asked += 1;
    this.#callOff();
    this.set({ address: found.label });
    this.place.value = { point: found.point, found };
    this.#suggest([]);
  }

  /** A touch of the map: the point holds, its address is looked up when none was typed. */
  async choosePoint(point: Point): Promise<void> {
    this.place.value = { point, found: this.place.value?.found ?? null };
    if (this.typed.value.address.trim() !== "") return;
    try {
      const found = await this.#session.ask({ type: "address.at", point });
      if (found !== null && this.place.value?.point === point && this.typed.value.address.trim() === "") {
        this.set({ address: found.label });
        this.place.value = { point, found };
      }
    } catch {
      // The point alone is enough to send a brigade to.
    }
  }

  toggleAnswer(code: string): void {
    const { answers } = this.typed.value;
    this.set({ answers: answers.includes(code) ? answers.filter((one) => one !== code) : [...answers, code] });
  }

  chooseReason(reason: ReasonView, words: string): void {
    const asked = new Set(reason.questions.map((question) => question.code));
    const kept = this.typed.value.answers.filter((code) => asked.has(code) || THREATS.has(code));
    this.set({ reason: reason.code, reasonText: words, answers: kept });
  }

  /** Takes an incident up to be amended. */
  amend(incident: IncidentView, version: number, words: string): void {
    this.clear();
    this.amending.value = { id: incident.incident_id, version };
    const { address, caller } = incident;
    this.typed.value = {
      number: caller?.number ?? "",
      callerName: caller?.name ?? "",
      relation: caller?.relation ?? "",
      address: address?.label ?? "",
      flat: address?.flat ?? "",
      entrance: address?.entrance ?? "",
      floor: address?.floor ?? "",
      doorCode: address?.door_code ?? "",
      landmark: address?.landmark ?? "",
      reasonText: words,
      reason: incident.reason,
      answers: incident.answers,
      patientName: incident.patient_name ?? "",
      age: incident.age_years === null ? "" : String(incident.age_years),
      sex: incident.sex,
      description: incident.description ?? "",
      takenAt: "",
    };
    this.place.value = incident.point === null ? null : { point: incident.point, found: null };
  }

  /** Null: nothing is typed. */
  typing(): Typing | null {
    const [typed, place, amending] = [this.typed.value, this.place.value, this.amending.value];
    return this.touched.value ? { typed, place, amending, answeredAtMs: this.#answeredAtMs } : null;
  }

  /** Goes on with the form of the page before. */
  takeUp({ typed, place, amending, answeredAtMs }: Typing): void {
    this.clear();
    batch(() => {
      this.typed.value = { ...BLANK, ...typed };
      this.place.value = place;
      this.amending.value = amending;
      this.#answeredAtMs = answeredAtMs;
    });
  }

  clear(): void {
    this.#asked += 1;
    this.#callOff();
    this.typed.value = BLANK;
    this.place.value = null;
    this.#suggest([]);
    this.problem.value = null;
    this.amending.value = null;
    this.#answeredAtMs = null;
  }

  /** What is still needed, as a code of words; null when it can be sent. */
  lacking(): "reason" | "place" | "age" | "taken" | null {
    const typed = this.typed.value;
    if (typed.reason === null) return "reason";
    if (typed.address.trim() === "" && this.place.value === null) return "place";
    if (typed.age !== "" && !(Number.isInteger(Number(typed.age)) && Number(typed.age) >= 0 && Number(typed.age) <= 130)) return "age";
    if (typed.takenAt.trim() !== "" && this.takenAtMs() === null) return "taken";
    return null;
  }

  /** The fields as the words want them. */
  fields() {
    const typed = this.typed.value;
    const found = this.place.value?.found ?? null;
    return {
      reason: typed.reason ?? "",
      answers: [...typed.answers],
      caller: { number: typed.number.trim(), name: typed.callerName.trim(), relation: typed.relation.trim() },
      address: {
        label: typed.address.trim(),
        district: "",
        settlement: found?.settlement ?? "",
        street: found?.street ?? "",
        house: found?.house ?? "",
        flat: typed.flat.trim(),
        entrance: typed.entrance.trim(),
        floor: typed.floor.trim(),
        door_code: typed.doorCode.trim(),
        landmark: typed.landmark.trim(),
      },
      point: this.place.value?.point ?? null,
      description: typed.description.trim(),
      patient_name: typed.patientName.trim(),
      age_years: typed.age === "" ? null : Number(typed.age),
      sex: typed.sex,
    };
  }

  /** When it was taken: now, or when the paper says; null for what is no time. */
  takenAtMs(): number | null {
    const nowMs = Math.round(this.#session.nowMs());
    const text = this.typed.value.takenAt.trim();
    return text === "" ? nowMs : lastInstant(text, nowMs, timeZone.value);
  }

  get answeredAtMs(): number | null {
    return this.#answeredAtMs;
  }
}

const THREATS: ReadonlySet<string> = new Set(["unconscious", "not_breathing", "heavy_bleeding"]);

/** Reasons that have every typed word somewhere in a label of any language, or in the code. */
export function findReasons(list: ReasonListView | null, text: string): ReasonView[] {
  const words = fold(text).split(/\s+/).filter((word) => word !== "");
  return (list?.reasons ?? []).filter((reason) => {
    const haystack = fold([reason.code.replaceAll("_", " "), ...Object.values(reason.label)].join(" "));
    return words.every((word) => haystack.includes(word));
  });
}

/** The questions to ask the caller with this reason: threats first. */
export function questionsFor(list: ReasonListView | null, reason: string | null): ReasonQuestion[] {
  const chosen = list?.reasons.find((one) => one.code === reason);
  return [...(list?.threats ?? []), ...(chosen?.questions ?? [])];
}

/** Case and apostrophes of Uzbek Latin do not count. */
export function fold(text: string): string {
  return text.toLowerCase().replace(/[ʻʼ‘’'`]/g, "");
}
