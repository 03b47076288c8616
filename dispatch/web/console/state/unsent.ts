/**
 * What this desk has wished and the server has not answered yet, laid over the board: while the server is away the
 * queue, the brigades and the paper show it as it stands. The server's own word takes its place. Knows no page.
 */

import type { Thing, Things } from "~/signaling/web/board";
import type { Kept } from "~/signaling/web/outbox";
import type {
  AssignmentView,
  BrigadeState,
  BrigadeView,
  EnterAssignment,
  IncidentView,
  OpenIncident,
  ReasonListView,
  Stage,
} from "~/signaling/web/wire";

export interface Held {
  readonly incidents: Things<IncidentView>;
  readonly assignments: Things<AssignmentView>;
  readonly brigades: Things<BrigadeView>;
}

/** The version of a thing that the server has not yet. */
export const UNSENT = 0;

/** The stages of a whole way, in order. */
export const WAY: readonly Stage[] = [
  "ordered", "delivered", "seen", "accepted", "departed", "arrived", "patient_contact", "left_scene", "at_hospital", "handed_over", "cleared", "returned",
];

const BECOMES: Readonly<Partial<Record<Stage, BrigadeState>>> = {
  ordered: "assigned",
  accepted: "assigned",
  departed: "en_route",
  arrived: "on_scene",
  patient_contact: "on_scene",
  left_scene: "transporting",
  at_hospital: "at_hospital",
  handed_over: "at_hospital",
  cleared: "returning",
  returned: "available",
};

/** The board with the unsent wishes on it; the same object where none of them changes it. */
export function withUnsent(board: Held, unsent: readonly Kept[], reasons: ReasonListView | null): Held {
  let held = board;
  for (const { message } of unsent) {
    const wish = message as unknown as { readonly type: string; readonly made_at_ms: number };
    if (wish.type === "incident.open") held = opened(held, wish as unknown as OpenIncident & Made, reasons);
    else if (wish.type === "incident.amend") held = amended(held, wish as unknown as Amendment, reasons);
    else if (wish.type === "incident.close") held = changed(held, idOf(message), () => ({ status: "closed" }));
    else if (wish.type === "assignment.enter") held = entered(held, wish as unknown as EnterAssignment & Made);
  }
  return held;
}

interface Made {
  readonly made_at_ms: number;
}

type Amendment = Partial<IncidentView> & { readonly incident_id: string };

function idOf(message: object): string {
  const id = (message as { readonly incident_id?: unknown }).incident_id;
  return typeof id === "string" ? id : "";
}

function opened(held: Held, wish: OpenIncident & Made, reasons: ReasonListView | null): Held {
  const id = wish.incident_id ?? "";
  if (id === "" || held.incidents.has(id)) return held;
  const takenMs = wish.taken_at_ms ?? wish.made_at_ms;
  const { caller, address } = wish;
  const view: IncidentView = {
    incident_id: id,
    number: 0,
    day_number: 0,
    status: "waiting",
    opened_at_ms: takenMs,
    answered_at_ms: wish.answered_at_ms ?? null,
    opened_by: "",
    reason: wish.reason,
    answers: wish.answers ?? [],
    ...judged(reasons, wish.reason, wish.answers ?? []),
    // What the service promises is counted by the server.
    assign_by_ms: takenMs,
    arrive_by_ms: takenMs,
    wanted: [],
    alert_specialty: null,
    caller: { number: "", name: "", relation: "", ...caller },
    address: { label: "", district: "", settlement: "", street: "", house: "", flat: "", entrance: "", floor: "", door_code: "", landmark: "", ...address },
    point: wish.point ?? null,
    description: wish.description ?? "",
    patient_name: wish.patient_name ?? "",
    age_years: wish.age_years ?? null,
    sex: wish.sex ?? null,
    brigades: [],
    closed_at_ms: null,
    result: null,
    consult_id: null,
    entered_at_ms: null,
    closing_entered_at_ms: null,
  };
  return { ...held, incidents: put(held.incidents, { id, version: UNSENT, view }) };
}

function amended(held: Held, wish: Amendment, reasons: ReasonListView | null): Held {
  const fields = ["reason", "answers", "caller", "address", "point", "description", "patient_name", "age_years", "sex"] as const;
  return changed(held, wish.incident_id, (view) => {
    const known = Object.fromEntries(fields.filter((name) => wish[name] != null).map((name) => [name, wish[name]])) as Partial<IncidentView>;
    const after = { ...view, ...known };
    return { ...known, ...judged(reasons, after.reason, after.answers) };
  });
}

function changed(held: Held, id: string, change: (view: IncidentView) => Partial<IncidentView>): Held {
  const thing = held.incidents.get(id);
  if (thing === undefined) return held;
  return { ...held, incidents: put(held.incidents, { ...thing, view: { ...thing.view, ...change(thing.view) } }) };
}

/** The urgency as the server's own list has it; the server has the last word. */
export function judged(reasons: ReasonListView | null, reason: string, answers: readonly string[]): { readonly priority: number; readonly priority_because: string[] } {
  const entry = reasons?.reasons.find((one) => one.code === reason);
  const questions = [...(reasons?.threats ?? []), ...(entry?.questions ?? [])];
  let priority = entry?.priority ?? 1;
  let because = [`reason:${reason}`];
  for (const answer of answers) {
    const raises = questions.find((one) => one.code === answer)?.raises_to ?? priority + 1;
    if (raises < priority) [priority, because] = [raises, [`answer:${answer}`]];
  }
  return { priority, priority_because: because };
}

function entered(held: Held, wish: EnterAssignment & Made): Held {
  const incident = held.incidents.get(wish.incident_id);
  const brigade = held.brigades.get(wish.brigade_id);
  if (incident === undefined || brigade === undefined) return held;
  const known = knownAssignment(held, wish);
  const before = known?.view ?? begun(wish, incident.view, brigade.view);
  const view = withSteps(before, wish);
  const active = view.active;
  const own = active || brigade.view.assignment_id === view.assignment_id;
  const nextBrigade: BrigadeView = own
    ? { ...brigade.view, state: BECOMES[view.stage] ?? brigade.view.state, assignment_id: active ? view.assignment_id : null, incident_id: active ? wish.incident_id : null }
    : brigade.view;
  const leads = view.part === "lead";
  return {
    incidents: leads ? put(held.incidents, { ...incident, view: { ...incident.view, status: active ? "attended" : "closed" } }) : held.incidents,
    assignments: put(held.assignments, { id: view.assignment_id, version: known?.version ?? UNSENT, view }),
    brigades: put(held.brigades, { ...brigade, view: nextBrigade }),
  };
}

/** The one of this id, else what the brigade does for the incident now. */
function knownAssignment(held: Held, wish: EnterAssignment): Thing<AssignmentView> | undefined {
  const own = held.assignments.get(wish.assignment_id);
  if (own !== undefined) return own;
  return [...held.assignments.values()].find(({ view }) => view.active && view.brigade_id === wish.brigade_id && view.incident_id === wish.incident_id);
}

function begun(wish: EnterAssignment, incident: IncidentView, brigade: BrigadeView): AssignmentView {
  return {
    assignment_id: wish.assignment_id,
    incident_id: wish.incident_id,
    incident_number: incident.number,
    brigade_id: wish.brigade_id,
    callsign: brigade.callsign,
    part: wish.part ?? (incident.status === "attended" ? "assisting" : "lead"),
    stage: "ordered",
    active: true,
    milestones: [],
    reason: incident.reason,
    priority: incident.priority,
    age_years: incident.age_years,
    sex: incident.sex,
    eta_at_ms: null,
    hospital_id: null,
    hospital_name: null,
    acknowledged_at_ms: null,
    acknowledged_by: null,
    acknowledged_note: null,
    result: null,
    ended_because: null,
    recommendation_id: null,
    recommended_rank: null,
  };
}

function withSteps(before: AssignmentView, wish: EnterAssignment & Made): AssignmentView {
  const stamped = new Set<string>(before.milestones.map((one) => one.stage));
  const told = wish.steps.filter((step) => !stamped.has(step.stage));
  const more = told.map((step) => ({
    stage: step.stage, at_device_ms: step.at_ms, at_ms: wish.made_at_ms, by: "", heard: wish.heard ?? "telephone", again_at_ms: null, again_by: null,
  }));
  const milestones = [...before.milestones, ...more].sort((one, other) => WAY.indexOf(one.stage) - WAY.indexOf(other.stage));
  const stage = milestones[milestones.length - 1]?.stage ?? before.stage;
  return {
    ...before,
    milestones,
    stage,
    active: before.active && WAY.indexOf(stage) < WAY.indexOf("cleared"),
    hospital_id: wish.hospital_id ?? before.hospital_id,
    result: wish.result ?? before.result,
  };
}

function put<View>(things: Things<View>, thing: Thing<View>): Things<View> {
  return new Map(things).set(thing.id, thing);
}
