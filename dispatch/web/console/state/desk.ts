/** The console's state: what is picked, what the panels show, and every store beside it. Knows no page. */

import { batch, computed, effect, signal, untracked, type ReadonlySignal, type Signal } from "@preact/signals-core";
import type { EventLine } from "~/signaling/web/frames";
import type { Kept } from "~/signaling/web/outbox";
import type { Session } from "~/signaling/web/session";
import type { MapInfo, Point, ReasonListView, ReasonView } from "~/signaling/web/wire";
import { Advisor } from "./advice";
import { Away } from "./away";
import { Callers } from "./callers";
import { Draft } from "./draft";
import { Finder } from "./finder";
import { FiguresWay } from "./figures-way";
import { Gaps } from "./gaps";
import { Holdings } from "./holdings";
import { Places } from "./places";
import { hold, neighbour, queueOf, type Held, type QueueRow } from "./queue";
import { Thread } from "./thread";
import { UNSENT } from "./unsent";
import { Whereabouts } from "./whereabouts";
import { Wishes } from "./wishes";

export type Picked = { readonly is: "incident" | "brigade"; readonly id: string } | null;
export const TABS = ["incidents", "brigades", "consults"] as const;
export type Tab = (typeof TABS)[number];
export type Asking =
  | { readonly is: "cancel"; readonly assignmentId: string; readonly callsign: string }
  | { readonly is: "close"; readonly incidentId: string }
  | { readonly is: "other"; readonly incidentId: string }
  | { readonly is: "pairing"; readonly brigadeId: string; readonly callsign: string }
  | { readonly is: "out_of_service"; readonly brigadeId: string; readonly callsign: string }
  | { readonly is: "enter"; readonly incidentId: string; readonly brigadeId: string | null; readonly refused: Kept | null }
  | { readonly is: "step"; readonly assignmentId: string; readonly stage: "left_scene" | "cleared" }
  | { readonly is: "help" }
  | null;

/** What deserves a sound: a new waiting incident, a crew that said no. */
export type Announcement = "incident" | "declined";

export class Desk {
  readonly holdings: Holdings;
  readonly callers: Callers;
  readonly places: Places;
  readonly advisor: Advisor;
  readonly thread: Thread;
  readonly draft: Draft;
  readonly finder: Finder;
  readonly whereabouts: Whereabouts;
  readonly wishes: Wishes;
  readonly away: Away;
  readonly gaps: Gaps;
  readonly figuresWay: FiguresWay;
  readonly picked: Signal<Picked> = signal(null);
  readonly tab: Signal<Tab> = signal("incidents");
  readonly form: Signal<boolean> = signal(false);
  readonly asking: Signal<Asking> = signal(null);
  readonly reasons: Signal<ReasonListView | null> = signal(null);
  readonly map: Signal<MapInfo | null> = signal(null);
  /** Whether a hand (pointer or focus) is on the queue. */
  readonly handOn: Signal<boolean> = signal(false);
  /** Where the map shall go next; the map takes it. */
  readonly goTo: Signal<Point | "everything" | null> = signal(null);
  readonly queue: ReadonlySignal<readonly QueueRow[]>;
  readonly #held: Signal<Held> = signal({ shown: [], divider: 0, waiting: [] });
  readonly #announce = new Set<(what: Announcement, event: EventLine) => void>();

  constructor(readonly session: Session) {
    this.holdings = new Holdings(session, this.reasons);
    this.callers = new Callers(session);
    this.places = new Places(session);
    this.advisor = new Advisor(session);
    this.thread = new Thread(session);
    this.wishes = new Wishes(session);
    this.away = new Away(session, this.wishes);
    this.gaps = new Gaps(session);
    this.figuresWay = new FiguresWay(session);
    const near = (): Point | null => this.map.value?.center ?? null;
    this.draft = new Draft(session, near);
    this.finder = new Finder(session, near);
    this.whereabouts = new Whereabouts(session, near);
    this.queue = computed(() => queueOf(this.holdings.incidents.value, this.holdings.assignments.value));
    effect(() => {
      this.#held.value = hold(this.#held.peek(), this.queue.value, this.handOn.value);
    });
    const looked = computed(() => this.#lookedAtKey());
    effect(() => {
      void looked.value;
      untracked(() => this.#lookedAt());
    });
    this.advisor.followRoute(() => this.#ends());
    session.learn(() => ({ type: "reasons.list" }), (list) => void (this.reasons.value = list));
    session.learn(() => ({ type: "crews.reached" }), (crews) => this.away.learnt(crews));
    session.learn(() => ({ type: "map.in_use" }), (map) => void (this.map.value = map));
    session.onEvents((events) => this.#hear(events));
  }

  /** Rows as they stand, and how many wait to be let in. */
  get held(): ReadonlySignal<Held> {
    return this.#held;
  }

  /** Lets the waiting rows in although a hand is on the list. */
  letIn(): void {
    this.#held.value = hold(this.#held.value, this.queue.value, false);
  }

  pick(picked: Picked): void {
    batch(() => {
      this.picked.value = picked;
      if (picked !== null) this.form.value = false;
      this.advisor.look(0);
    });
  }

  pickIncident(id: string): void {
    this.pick({ is: "incident", id });
    const point = this.holdings.incident(id)?.point;
    if (point != null) this.goTo.value = point;
  }

  pickBrigade(id: string): void {
    this.pick({ is: "brigade", id });
    const point = this.places.positions.value.get(id)?.point;
    if (point !== undefined) this.goTo.value = point;
  }

  /** The neighbour in the queue. */
  move(step: 1 | -1): void {
    const picked = this.picked.value;
    const next = neighbour(this.#held.value.shown, picked?.is === "incident" ? picked.id : null, step);
    if (next !== null) this.pickIncident(next);
  }

  openForm(): void {
    if (this.draft.amending.value !== null) this.draft.clear();
    this.draft.begin();
    this.form.value = true;
  }

  /** Whether the server has the incident. */
  known(incidentId: string): boolean {
    return (this.holdings.incidents.value.get(incidentId)?.version ?? UNSENT) !== UNSENT;
  }

  reason(code: string): ReasonView | undefined {
    return this.reasons.value?.reasons.find((one) => one.code === code);
  }

  onAnnounce(hear: (what: Announcement, event: EventLine) => void): void {
    this.#announce.add(hear);
  }

  /** Changes when another thing is looked at, or the incident looked at begins to need a brigade. */
  #lookedAtKey(): string {
    const picked = this.picked.value;
    const incident = picked?.is === "incident" ? this.holdings.incident(picked.id) : undefined;
    const known = picked !== null && this.known(picked.id);
    return `${picked?.is} ${picked?.id} ${incident?.status} ${incident?.point != null} ${incident?.address?.label} ${known} ${this.away.is.value}`;
  }

  #lookedAt(): void {
    const picked = this.picked.value;
    const incident = picked?.is === "incident" ? this.holdings.incident(picked.id) : undefined;
    this.thread.follow(picked?.is === "incident" ? picked.id : null);
    void this.places.followTrail(picked?.is === "brigade" ? picked.id : null);
    if (incident === undefined || !this.known(incident.incident_id) || this.away.is.value) return;
    if (incident.point === null) void this.whereabouts.look(incident);
    else if (incident.status === "waiting") this.advisor.wanted(incident.incident_id);
  }

  /** The route on the map: of the candidate looked at, else of the brigade under way, to where it goes. */
  #ends(): { origin: Point | null; to: Point | null } {
    const picked = this.picked.value;
    const incident = picked?.is === "incident" ? this.holdings.incident(picked.id) : undefined;
    if (incident === undefined || incident.point === null) return { origin: null, to: null };
    const assignment = this.holdings.assignmentsOf(incident.incident_id).find((one) => one.active);
    const brigadeId = assignment?.brigade_id ?? this.advisor.candidate(incident.incident_id)?.brigade_id;
    const known = brigadeId === undefined ? undefined : this.places.positions.value.get(brigadeId)?.point;
    const origin = known ?? this.holdings.brigade(brigadeId ?? null)?.station_point ?? null;
    const hospital = assignment?.hospital_id == null ? undefined : this.holdings.hospitals.value.get(assignment.hospital_id)?.view;
    if (assignment !== undefined && ["arrived", "patient_contact"].includes(assignment.stage)) return { origin: null, to: null };
    return { origin, to: hospital?.point ?? incident.point };
  }

  /** Only what is fresh is announced: after a lost link the past is not rung out. */
  #hear(events: readonly EventLine[]): void {
    const fresh = this.session.nowMs() - 30_000;
    for (const event of events) {
      if (event.at_ms < fresh) continue;
      if (event.type === "incident.opened") for (const hear of this.#announce) hear("incident", event);
      if (event.type === "assignment.declined") for (const hear of this.#announce) hear("declined", event);
    }
  }
}
