/** The tablet: what it knows from the board, what it wishes for, what it confirms by itself. Knows no screen. */

import { computed, effect, signal, untracked, type ReadonlySignal } from "@preact/signals-core";
import type { Session } from "~/signaling/web/session";
import type {
  AssignmentView,
  BrigadeView,
  HospitalView,
  IncidentView,
  MapInfo,
  ReasonListView,
  Result,
  RouteView,
  TabletView,
} from "~/signaling/web/wire";
import { asSignal, due, type Fix } from "./fixes";
import { keep, kept, type Pocket } from "./kept";
import { currentOf, destination, returningOf, unanswered, withUnsent, type Milestone, type Order, type Wish } from "./order";
import { metresBetween, progress, type Place, type Progress } from "./places";
import { look, NOT_LOOKING, type Looking } from "./seen";

export interface Suggestion {
  readonly assignment_id: string;
  readonly milestone: string;
  readonly metres: number;
}

/** A way is asked anew when the vehicle is this far beside it. */
const OFF_ROUTE_M = 120;
/** And not more often than this. */
const ROUTE_PAUSE_MS = 10_000;

export class Tablet {
  readonly session: Session;
  readonly brigadeId: string;
  readonly brigade: ReadonlySignal<BrigadeView | null>;
  readonly own: ReadonlySignal<TabletView | null>;
  readonly order: ReadonlySignal<Order | null>;
  readonly returning: ReadonlySignal<AssignmentView | null>;
  readonly onShift: ReadonlySignal<boolean>;
  readonly fix = signal<Fix | null>(null);
  readonly route = signal<RouteView | null>(null);
  readonly progress: ReadonlySignal<Progress | null>;
  readonly goal: ReadonlySignal<Place | null>;
  readonly hospitals = signal<readonly HospitalView[]>([]);
  readonly reasons = signal<ReasonListView | null>(null);
  readonly map = signal<MapInfo | null>(null);
  readonly suggestion = signal<Suggestion | null>(null);
  readonly #pocket: Pocket;
  readonly #deviceMs: () => number;
  readonly #asIs: ReadonlySignal<readonly AssignmentView[]>;
  readonly #delivered = new Set<string>();
  readonly #places = signal<ReadonlyMap<string, Place>>(new Map());
  #looking: Looking = NOT_LOOKING;
  #sent: Fix | null = null;
  #sentAtMs = 0;
  #routeAskedMs = -Infinity;
  #routeGoal: Place | null = null;

  /** `deviceMs` is the device's wall clock: milestones carry it beside the server's own time. */
  constructor(session: Session, brigadeId: string, pocket: Pocket, deviceMs: () => number) {
    this.#deviceMs = () => Math.round(deviceMs());
    this.session = session;
    this.brigadeId = brigadeId;
    this.#pocket = pocket;
    const brigade = session.thing<BrigadeView>("brigade", brigadeId);
    const own = session.thing<TabletView>("tablet", brigadeId);
    const assignments = session.kind<AssignmentView>("assignment");
    const incidents = session.kind<IncidentView>("incident");
    const fromBefore = kept(pocket);
    this.brigade = computed(() => brigade.value?.view ?? null);
    this.own = computed(() => own.value?.view ?? null);
    this.onShift = computed(() => this.own.value?.shift_since_ms != null);
    this.#asIs = computed(() => {
      if (session.board.upto.value === null) return fromBefore === null ? [] : [fromBefore.assignment];
      return [...assignments.value.values()].map((one) => one.view).filter((one) => one.brigade_id === brigadeId);
    });
    const mine = computed(() => this.#asIs.value.map((one) => withUnsent(one, wishes(session))));
    this.order = computed(() => {
      const assignment = currentOf(mine.value);
      if (assignment === null) return null;
      const incident = incidents.value.get(assignment.incident_id)?.view ?? null;
      return { assignment, incident: incident ?? keptIncident(fromBefore, assignment) };
    });
    this.returning = computed(() => (this.order.value === null ? returningOf(mine.value) : null));
    this.goal = computed(() => this.#goal());
    this.progress = computed(() => {
      const [route, fix] = [this.route.value, this.fix.value];
      return route === null || fix === null ? null : progress(route, fix.point);
    });
    session.onSignal<Suggestion & { type: string }>("arrival.suggested", (told) => {
      this.suggestion.value = told;
    });
  }

  /** Starts what goes on by itself: keeping and confirming orders, forgetting what is over. */
  begin(): void {
    effect(() => {
      const order = this.order.value;
      const known = this.session.board.upto.value !== null;
      if (order === null && !known) return;
      if (!keep(this.#pocket, order) || order === null) return;
      untracked(() => this.#confirmDelivery(order.assignment.assignment_id));
    });
    effect(() => {
      const order = this.order.value;
      const told = this.suggestion.peek();
      if (told !== null && order?.assignment.assignment_id !== told.assignment_id) this.suggestion.value = null;
    });
    effect(() => {
      if (this.onShift.value) untracked(() => this.#tellPlace());
    });
    this.session.onWelcome(() => this.#tellPlace());
    this.#learn();
  }

  /** What changes rarely: the map, the words of the reasons, the hospitals nearest to here. */
  #learn(): void {
    const near = (): Place | null => this.fix.peek()?.point ?? this.order.peek()?.incident?.point ?? null;
    this.session.learn(() => ({ type: "map.in_use" }), (found) => void (this.map.value = found));
    this.session.learn(() => ({ type: "reasons.list" }), (found) => void (this.reasons.value = found));
    this.session.learn(() => ({ type: "hospitals.list", near: near() }), (found) => {
      this.hospitals.value = found;
      this.#places.value = new Map(found.map((one) => [one.hospital_id, one.point]));
    });
  }

  accept(): void {
    this.#about("assignment.accept");
  }

  decline(reason: string): void {
    this.#about("assignment.decline", { reason });
  }

  report(milestone: Milestone, more: { hospital_id?: string; result?: Result } = {}): void {
    this.suggestion.value = null;
    this.#about("milestone.report", { milestone, ...more });
  }

  returned(): void {
    const assignment = this.returning.peek();
    if (assignment === null) return;
    this.#send({ type: "milestone.report", assignment_id: assignment.assignment_id, milestone: "returned", at_device_ms: this.#deviceMs() });
  }

  changeHospital(hospital_id: string): void {
    const order = this.order.peek();
    if (order !== null) this.#send({ type: "assignment.change_hospital", assignment_id: order.assignment.assignment_id, hospital_id });
  }

  startShift(crew_names: readonly string[]): Promise<unknown> {
    return this.session.send({ type: "shift.start", brigade_id: this.brigadeId, crew_names });
  }

  endShift(): void {
    this.#send({ type: "shift.end", brigade_id: this.brigadeId });
  }

  takeBreak(): void {
    this.#send({ type: "brigade.take_break", brigade_id: this.brigadeId });
  }

  endBreak(): void {
    this.#send({ type: "brigade.end_break", brigade_id: this.brigadeId });
  }

  raiseSos(): void {
    const point = this.fix.peek()?.point ?? null;
    this.#send({ type: "sos.raise", at_device_ms: this.#deviceMs(), point });
  }

  settleSos(): void {
    this.#send({ type: "sos.settle", brigade_id: this.brigadeId });
  }

  /** The page says, about twice a second and at each touch, whether it is looked at. */
  looked(now: { visible: boolean; touched: boolean; clockMs: number }): void {
    const assignment = this.order.peek()?.assignment ?? null;
    const waiting = assignment !== null && unanswered(assignment.stage) ? assignment.assignment_id : null;
    const before = this.#looking;
    this.#looking = look(before, { assignmentId: waiting, ...now });
    const fresh = this.#looking.seen && !(before.seen && before.assignmentId === waiting);
    if (fresh && waiting !== null && !this.#stamped("seen")) this.#confirm("assignment.see", waiting);
  }

  /** The device knows where it is; on shift it is sent when it is due. */
  located(fix: Fix, nowMs: number): void {
    this.fix.value = fix;
    if (this.onShift.peek() && due(fix, this.#sent, this.#sentAtMs, nowMs) && this.session.signal(asSignal(fix, nowMs))) {
      this.#sent = fix;
      this.#sentAtMs = nowMs;
    }
  }

  /** A standing device may be silent for long: what it said last is told when the shift or the line begins. */
  #tellPlace(): void {
    const fix = this.fix.peek();
    if (fix !== null) this.located(fix, this.#deviceMs());
  }

  /** Asks for the way when the goal is new or the vehicle has left it. `nowMs` is any steady clock. */
  async keepRoute(nowMs: number): Promise<void> {
    const goal = this.goal.peek();
    const here = this.fix.peek()?.point ?? null;
    if (goal === null) {
      this.route.value = null;
      this.#routeGoal = null;
      return;
    }
    const fresh = this.#routeGoal !== null && metresBetween(this.#routeGoal, goal) < 1;
    const off = this.progress.peek()?.offM ?? Infinity;
    if (here === null || (fresh && off < OFF_ROUTE_M) || nowMs - this.#routeAskedMs < ROUTE_PAUSE_MS) return;
    this.#routeAskedMs = nowMs;
    if (!fresh) this.route.value = null;
    try {
      const route = await this.session.ask<RouteView>({ type: "route.ask", origin: here, to: goal, siren: true });
      this.route.value = route;
      this.#routeGoal = goal;
    } catch {
      // The way is a help; the order, the address and the steps stand without it, and it is asked again.
    }
  }

  #goal(): Place | null {
    const order = this.order.value;
    if (order === null) return null;
    const where = destination(order.assignment.stage);
    if (where === "scene") return order.incident?.point ?? null;
    if (where === "hospital") return this.#places.value.get(order.assignment.hospital_id ?? "") ?? null;
    return null;
  }

  #confirmDelivery(assignmentId: string): void {
    if (this.#delivered.has(assignmentId) || this.session.board.upto.peek() === null) return;
    const stage = this.#asIs.peek().find((one) => one.assignment_id === assignmentId)?.stage;
    if (stage !== "ordered") return;
    this.#delivered.add(assignmentId);
    this.#confirm("assignment.deliver", assignmentId);
  }

  /** What the tablet says by itself: if it is refused (called back meanwhile), no person has to read of it. */
  #confirm(type: string, assignment_id: string): void {
    const wish = { type, assignment_id, at_device_ms: this.#deviceMs() };
    this.session.send(wish, { lasting: false }).catch(() => undefined);
  }

  #stamped(stage: string): boolean {
    return this.order.peek()?.assignment.milestones.some((one) => one.stage === stage) ?? false;
  }

  #about(type: string, more: Record<string, unknown> = {}): void {
    const order = this.order.peek();
    if (order === null) return;
    const assignment_id = order.assignment.assignment_id;
    this.#send({ type, assignment_id, at_device_ms: this.#deviceMs(), ...more });
  }

  /** A refusal is shown by the outbox's band, with what was wished. */
  #send(wish: { type: string; [field: string]: unknown }): void {
    this.session.send(wish).catch(() => undefined);
  }
}

function wishes(session: Session): readonly Wish[] {
  return session.outbox.unsent.value.map((one) => one.message as unknown as Wish);
}

function keptIncident(fromBefore: Order | null, assignment: AssignmentView): IncidentView | null {
  return fromBefore?.assignment.incident_id === assignment.incident_id ? fromBefore.incident : null;
}
