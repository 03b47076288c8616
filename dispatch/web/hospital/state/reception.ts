/** Who is coming to this hospital, and who was handed over here. */

import { computed, effect, signal, type ReadonlySignal } from "@preact/signals-core";
import type { Thing, Things } from "~/signaling/web/board";
import type { Session } from "~/signaling/web/session";
import type { AnyCommand, AssignmentView, ConsultView, ConversationView, HospitalView, IncidentAtHospitalView, ReasonListView } from "~/signaling/web/wire";

export interface Coming {
  readonly assignment: AssignmentView;
  readonly version: number;
  readonly incident: IncidentAtHospitalView | undefined;
  readonly here: boolean;
}

export interface Done {
  readonly assignment: AssignmentView;
  readonly incident: IncidentAtHospitalView | undefined;
  readonly handedOverAtMs: number;
}

/** When the milestone was stamped, on the server's clock; null when it was not. */
export function stampedAtMs(assignment: AssignmentView, stage: string): number | null {
  return assignment.milestones.find((one) => one.stage === stage)?.at_ms ?? null;
}

/** The consults of those who come, by their incidents; and those of nobody who is on the way any more, or who came by an
 * incident that a consult itself has led to. The newest first. */
export function consultsOf(consults: Things<ConsultView>, coming: readonly Coming[]): { readonly of: ReadonlyMap<string, readonly ConsultView[]>; readonly others: readonly ConsultView[] } {
  const views = [...consults.values()].map(({ view }) => view).sort((one, other) => other.asked_at_ms - one.asked_at_ms);
  const ids = new Set(coming.map(({ assignment }) => assignment.incident_id));
  const of = new Map<string, ConsultView[]>();
  const others: ConsultView[] = [];
  for (const view of views) {
    if (view.incident_id === null || !ids.has(view.incident_id)) others.push(view);
    else of.set(view.incident_id, [...(of.get(view.incident_id) ?? []), view]);
  }
  return { of, others };
}

/** The consults into whose conversations this person is being called now. */
export function calledInto(conversations: Things<ConversationView>, personId: string): ReadonlySet<string> {
  const rung = [...conversations.values()].filter(
    ({ view }) => view.about_kind === "consult" && view.phase === "accepted" && view.invitations.some((one) => one.to_relation === "person" && one.to_id === personId),
  );
  return new Set(rung.map(({ view }) => view.about));
}

type Incidents = Things<IncidentAtHospitalView>;

/** Those on the way or at the door: who is here first, then by the time they are expected, the unknown last. */
export function comingOf(assignments: Things<AssignmentView>, incidents: Incidents, hospitalId: string | null): Coming[] {
  const coming = [...assignments.values()].filter(({ view }) => view.active && isOurs(view, hospitalId) && stampedAtMs(view, "handed_over") === null);
  return coming
    .map((thing: Thing<AssignmentView>) => ({
      assignment: thing.view,
      version: thing.version,
      incident: incidents.get(thing.view.incident_id)?.view,
      here: thing.view.stage === "at_hospital",
    }))
    .sort(
      (one, other) =>
        Number(other.here) - Number(one.here) || (one.assignment.eta_at_ms ?? Infinity) - (other.assignment.eta_at_ms ?? Infinity),
    );
}

/** Those handed over here, the newest first. */
export function doneOf(assignments: Things<AssignmentView>, incidents: Incidents, hospitalId: string | null): Done[] {
  const done: Done[] = [];
  for (const { view } of assignments.values()) {
    const handedOverAtMs = stampedAtMs(view, "handed_over");
    if (handedOverAtMs === null || !isOurs(view, hospitalId)) continue;
    done.push({ assignment: view, incident: incidents.get(view.incident_id)?.view, handedOverAtMs });
  }
  return done.sort((one, other) => other.handedOverAtMs - one.handedOverAtMs);
}

function isOurs(assignment: AssignmentView, hospitalId: string | null): boolean {
  return hospitalId === null || assignment.hospital_id === hospitalId;
}

export class Reception {
  readonly coming: ReadonlySignal<readonly Coming[]>;
  readonly done: ReadonlySignal<readonly Done[]>;
  readonly hospital: ReadonlySignal<HospitalView | undefined>;
  readonly reasons = signal<ReasonListView | null>(null);
  readonly #onComing = new Set<(coming: Coming) => void>();
  #known: ReadonlySet<string> | null = null;

  constructor(
    readonly session: Session,
    hospitalId: string | null,
  ) {
    const assignments = session.kind<AssignmentView>("assignment");
    const incidents = session.kind<IncidentAtHospitalView>("incident");
    const hospitals = session.kind<HospitalView>("hospital");
    this.coming = computed(() => comingOf(assignments.value, incidents.value, hospitalId));
    this.done = computed(() => doneOf(assignments.value, incidents.value, hospitalId));
    this.hospital = computed(() => [...hospitals.value.values()].map((one) => one.view).find((one) => hospitalId === null || one.hospital_id === hospitalId));
    effect(() => this.#announce(this.coming.value));
    session.onWelcome(() => {
      void session.ask({ type: "reasons.list" }).then((list) => void (this.reasons.value = list), () => undefined);
    });
  }

  /** Called for each brigade that was not on its way here before; not for those of the first snapshot. */
  onComing(hear: (coming: Coming) => void): void {
    this.#onComing.add(hear);
  }

  acknowledge(coming: Coming, note: string): Promise<unknown> {
    const wish: AnyCommand = { type: "handover.acknowledge", assignment_id: coming.assignment.assignment_id, note };
    return this.session.send(wish);
  }

  #announce(coming: readonly Coming[]): void {
    const before = this.#known;
    if (this.session.board.upto.peek() === null) return;
    this.#known = new Set(coming.map((one) => one.assignment.assignment_id));
    if (before === null) return;
    for (const one of coming) if (!before.has(one.assignment.assignment_id)) for (const hear of this.#onComing) hear(one);
  }
}
