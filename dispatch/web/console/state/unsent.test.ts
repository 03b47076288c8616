import { describe, expect, it } from "vitest";
import type { Thing } from "~/signaling/web/board";
import type { Kept } from "~/signaling/web/outbox";
import type { AssignmentView, BrigadeView, IncidentView, ReasonListView, Stage } from "~/signaling/web/wire";
import { UNSENT, withUnsent, type Held } from "./unsent";

const NOON = 1_790_000_000_000;
const MINUTE = 60_000;
const REASONS = {
  threats: [{ code: "unconscious", label: {}, raises_to: 1 }],
  reasons: [{ code: "fever", label: {}, priority: 3, questions: [] }],
} as unknown as ReasonListView;

const things = <View>(...all: Thing<View>[]): ReadonlyMap<string, Thing<View>> => new Map(all.map((one) => [one.id, one]));
const brigade = (id: string, state: string, more: object = {}): Thing<BrigadeView> =>
  ({ id, version: 4, view: { brigade_id: id, callsign: `Brigada ${id}`, state, on_shift: true, assignment_id: null, incident_id: null, ...more } }) as unknown as Thing<BrigadeView>;
const incident = (id: string, more: object = {}): Thing<IncidentView> =>
  ({ id, version: 2, view: { incident_id: id, number: 7, status: "waiting", reason: "fever", answers: [], priority: 3, ...more } }) as unknown as Thing<IncidentView>;
const board = (held: Partial<Held> = {}): Held => ({ incidents: things(), assignments: things(), brigades: things(brigade("b1", "available")), ...held });

let order = 0;
const wish = (type: string, fields: object): Kept => ({
  order: (order += 1),
  message: { type, id: `w${order}`, made_at_ms: NOON, clock_ms: 0, by: null, seen: null, ...fields },
});
const told = (incident_id: string, steps: readonly (readonly [Stage, number])[], more: object = {}): Kept =>
  wish("assignment.enter", { assignment_id: "a1", incident_id, brigade_id: "b1", steps: steps.map(([stage, at_ms]) => ({ stage, at_ms })), ...more });
const OPEN = wish("incident.open", { incident_id: "i1", reason: "fever", answers: ["unconscious"], taken_at_ms: NOON - MINUTE, address: { label: "Registon 14" } });

describe("the board with what is not sent", () => {
  it("is the same object when nothing of it is unsent", () => {
    const held = board();
    expect(withUnsent(held, [wish("telephone.note", { telephone_id: "t" })], REASONS)).toBe(held);
  });

  it("shows an incident that was taken, with its time and the urgency of the service's list, without a number", () => {
    const found = withUnsent(board(), [OPEN], REASONS).incidents.get("i1");
    expect(found?.version).toBe(UNSENT);
    expect(found?.view).toMatchObject({ number: 0, status: "waiting", opened_at_ms: NOON - MINUTE, priority: 1, priority_because: ["answer:unconscious"], address: { label: "Registon 14", flat: "" } });
  });

  it("gives way to the server's own", () => {
    const held = board({ incidents: things(incident("i1")) });
    expect(withUnsent(held, [OPEN], REASONS).incidents.get("i1")?.view.number).toBe(7);
  });

  it("amends and closes what it shows, sent or not", () => {
    const amend = wish("incident.amend", { incident_id: "i1", reason: "fever", answers: [], description: "code 27K", point: null });
    const found = withUnsent(board(), [OPEN, amend], REASONS).incidents.get("i1")?.view;
    expect(found).toMatchObject({ priority: 3, description: "code 27K", address: { label: "Registon 14" } });
    const close = wish("incident.close", { incident_id: "i1", result: "advice" });
    expect(withUnsent(board({ incidents: things(incident("i1")) }), [close], REASONS).incidents.get("i1")?.view.status).toBe("closed");
  });

  it("sends a brigade that was told by telephone, step by step", () => {
    const first = withUnsent(board(), [OPEN, told("i1", [["ordered", NOON], ["accepted", NOON]])], REASONS);
    expect(first.assignments.get("a1")?.view).toMatchObject({ stage: "accepted", part: "lead", active: true, callsign: "Brigada b1" });
    expect(first.brigades.get("b1")?.view).toMatchObject({ state: "assigned", assignment_id: "a1", incident_id: "i1" });
    expect(first.incidents.get("i1")?.view.status).toBe("attended");
    const later = withUnsent(first, [told("i1", [["departed", NOON + MINUTE]])], REASONS);
    expect(later.brigades.get("b1")?.view.state).toBe("en_route");
    expect(later.assignments.get("a1")?.view.milestones.map((one) => [one.stage, one.at_device_ms - NOON])).toEqual([["ordered", 0], ["accepted", 0], ["departed", MINUTE]]);
  });

  it("frees the brigade that is done and closes what it led", () => {
    const over = withUnsent(board(), [OPEN, told("i1", [["ordered", NOON], ["cleared", NOON + 9 * MINUTE]], { result: "improved" })], REASONS);
    expect(over.assignments.get("a1")?.view).toMatchObject({ active: false, stage: "cleared", result: "improved" });
    expect(over.brigades.get("b1")?.view).toMatchObject({ state: "available", assignment_id: null });
    expect(over.incidents.get("i1")?.view.status).toBe("closed");
  });

  it("goes on with what the board knows, and leaves what is stamped", () => {
    const known = { assignment_id: "known", incident_id: "i1", brigade_id: "b1", active: true, stage: "accepted", part: "lead", milestones: [{ stage: "ordered", at_device_ms: 1, at_ms: 1 }, { stage: "accepted", at_device_ms: 2, at_ms: 2 }] };
    const held = board({
      incidents: things(incident("i1", { status: "attended" })),
      assignments: things({ id: "known", version: 9, view: known as unknown as AssignmentView }),
      brigades: things(brigade("b1", "assigned", { assignment_id: "known", incident_id: "i1" })),
    });
    const found = withUnsent(held, [told("i1", [["accepted", NOON], ["arrived", NOON]])], REASONS);
    expect([...found.assignments.keys()]).toEqual(["known"]);
    expect(found.assignments.get("known")?.view.milestones.map((one) => one.at_device_ms)).toEqual([1, 2, NOON]);
    expect(found.brigades.get("b1")?.view.state).toBe("on_scene");
  });

  it("leaves alone what it does not know", () => {
    const held = board();
    expect(withUnsent(held, [told("nothing", [["ordered", NOON]])], REASONS)).toBe(held);
  });
});
