/**
 * The desk without its server: whether it is away, whom to telephone, and what was told by telephone, which is entered
 * with its true time as soon as the server is back.
 */

import { signal, type ReadonlySignal, type Signal } from "@preact/signals-core";
import type { Kept } from "~/signaling/web/outbox";
import type { Session } from "~/signaling/web/session";
import type { AssignmentView, BrigadeView, CrewReached, EnterAssignment, IncidentView, Position, Result, Stage } from "~/signaling/web/wire";
import { metresBetween } from "./callers";
import { WAY } from "./unsent";
import type { Wishes } from "./wishes";

/** A server that is away for longer than a blink is not waited for, ms. */
const NOT_WAITED_FOR_MS = 4_000;

/** What stands on the paper that is printed. */
export type Paper = { readonly is: "list" } | { readonly is: "order"; readonly incidentId: string | null };

export interface Candidate {
  readonly brigade: BrigadeView;
  /** As the crow flies: without the server nobody knows the roads. Null where either place is not known. */
  readonly metres: number | null;
  readonly positionAtMs: number | null;
}

const FREE: ReadonlySet<string> = new Set(["available", "returning"]);

export class Away {
  readonly #session: Session;
  readonly #wishes: Wishes;
  readonly #is = signal(false);
  #callOff: () => void = () => undefined;
  readonly crews: Signal<ReadonlyMap<string, readonly CrewReached[]>> = signal(new Map());
  /** What is on paper, or on its way there. */
  readonly paper: Signal<Paper | null> = signal(null);

  constructor(session: Session, wishes: Wishes) {
    this.#session = session;
    this.#wishes = wishes;
    let was: boolean | null = null;
    session.link.subscribe(({ phase }) => {
      // A link that was stopped (signed out, a page that is too old) has a server that is there.
      const lost = phase !== "open" && phase !== "stopped";
      if (lost === was) return;
      was = lost;
      this.#callOff();
      if (!lost) this.#is.value = false;
      else this.#callOff = session.wait(NOT_WAITED_FOR_MS, () => (this.#is.value = true));
    });
  }

  /** The server's time at which the board was last true; null before there was one. */
  boardAsOfMs(): number | null {
    return this.#session.boardAsOfMs.value;
  }

  /** Whether the desk has to go on by itself. */
  get is(): ReadonlySignal<boolean> {
    return this.#is;
  }

  learnt(crews: readonly CrewReached[]): void {
    const found = new Map<string, CrewReached[]>();
    for (const one of crews) found.set(one.brigade_id, [...(found.get(one.brigade_id) ?? []), one]);
    this.crews.value = found;
  }

  /** An order to send this incident a brigade, which the server may never have had. */
  unsentOrder(incidentId: string): Kept | undefined {
    return this.#session.outbox.unsent.value.find(({ message }) => message.type === "brigade.assign" && message["incident_id"] === incidentId);
  }

  /** The brigade was told by telephone just now, and goes. */
  tell(incidentId: string, brigadeId: string): Promise<unknown> {
    const order = this.unsentOrder(incidentId);
    if (order !== undefined) this.#session.outbox.putAway(order.message.id);
    const at_ms = Math.round(this.#session.nowMs());
    return this.#wishes.enter({
      assignment_id: this.#session.newId(),
      incident_id: incidentId,
      brigade_id: brigadeId,
      steps: [
        { stage: "ordered", at_ms },
        { stage: "accepted", at_ms },
      ],
    });
  }

  /**
   * The crew says by telephone that it has done the step, just now. What was told of the same work and is not sent yet
   * goes with it: it is one story, and if it is refused a person has one thing to correct.
   */
  step(assignment: AssignmentView, stage: Stage, more: { readonly hospital_id?: string; readonly result?: Result } = {}): Promise<unknown> {
    const told = this.#session.outbox.unsent.value.filter(({ message }) => message.type === "assignment.enter" && message["assignment_id"] === assignment.assignment_id);
    const earlier = told.map(({ message }) => message as unknown as EnterAssignment);
    const entered = this.#wishes.enter({
      assignment_id: assignment.assignment_id,
      incident_id: assignment.incident_id,
      brigade_id: assignment.brigade_id,
      steps: [...earlier.flatMap((one) => one.steps), { stage, at_ms: Math.round(this.#session.nowMs()) }],
      hospital_id: more.hospital_id ?? earlier.find((one) => one.hospital_id != null)?.hospital_id ?? null,
      result: more.result ?? null,
    });
    // Only now: a page that dies in between tells twice, which the server knows, rather than not at all.
    for (const { message } of told) this.#session.outbox.putAway(message.id);
    return entered;
  }
}

/** Brigades on shift that are free, the nearest first; those of unknown place after them, then the busy ones. */
export function candidatesFor(incident: IncidentView, brigades: Iterable<BrigadeView>, positions: ReadonlyMap<string, Position>): Candidate[] {
  const found = [...brigades].filter((one) => one.on_shift).map((brigade): Candidate => {
    const position = positions.get(brigade.brigade_id);
    const from = position?.point ?? brigade.station_point;
    const metres = incident.point === null ? null : metresBetween(from, incident.point);
    return { brigade, metres, positionAtMs: position?.at_ms ?? null };
  });
  const rank = (one: Candidate): number => (FREE.has(one.brigade.state) ? 0 : 1);
  return found.sort((one, other) => rank(one) - rank(other) || (one.metres ?? Infinity) - (other.metres ?? Infinity));
}

/** The steps that may come next by telephone: what a crew tells, without the tablet's own receipts. */
export function nextSteps(stage: Stage): readonly Stage[] {
  switch (stage) {
    case "ordered":
    case "delivered":
    case "seen":
      return ["accepted", "departed"];
    case "accepted":
      return ["departed", "arrived"];
    case "departed":
      return ["arrived"];
    case "arrived":
    case "patient_contact":
      return ["left_scene", "cleared"];
    case "left_scene":
      return ["at_hospital"];
    case "at_hospital":
      return ["handed_over"];
    case "handed_over":
      return ["cleared"];
    case "cleared":
      return ["returned"];
    default:
      return [];
  }
}

/** Those that a person can tell of: all but the tablet's own receipts. */
export const TELLABLE: readonly Stage[] = WAY.filter((stage) => stage !== "delivered" && stage !== "seen");
