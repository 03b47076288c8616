import { describe, expect, it } from "vitest";
import cases from "~/tests/consult_room/medical_orders/danger_cases.json";
import type { Kept } from "~/signaling/web/outbox";
import type { ConsultView, MedicalOrderView } from "~/signaling/web/wire";
import { itemsOf, lacks, lean, nextStep, pressing, unsentTold, waiting, whole } from "./medical-orders";
import { dangersOf, drugOf } from "./medical-orders-danger";

const MARK = { person_id: "li", name: "N. Li", at_ms: 1, made_at_ms: 1, words: null, aloud: false };
const WANTED = whole({ what: "epinephrine", drug: "epinephrine", dose: 0.5, unit: "mg", route: "im" });

function order(state: MedicalOrderView["state"]): MedicalOrderView {
  const version = { version: 1, wanted: WANTED, told: MARK, dangers: [], weight_kg: null, read_back: null, confirmed: null };
  return { medical_order_id: state, state, versions: [version], doses: [], ended: null, end: null, because: null, seen: null };
}

const consult = (relation: ConsultView["relation"], ...members: string[]): Pick<ConsultView, "relation" | "members"> => ({
  relation,
  members: members.map((id) => ({ relation: "person", id, part: "specialist" })),
});

const STATES = ["told", "read_back", "confirmed", "done", "not_done", "stopped", "seen"] as const;

describe("what waits for whom", () => {
  it("asks the asker's side to read back, to do, and to see what was stopped [CM1]", () => {
    expect(STATES.map((state) => nextStep(order(state), consult("asker"), "asker"))).toEqual(["read_back", null, "do", null, null, "see", null]);
    expect(nextStep(order("told"), consult("hospital"), "reception")).toBe("read_back");
  });

  it("asks who told it to confirm, and to see its end [CM2]", () => {
    expect(STATES.map((state) => nextStep(order(state), consult("specialist", "li"), "li"))).toEqual([null, "confirm", null, "see", "see", null, null]);
    expect(nextStep(order("read_back"), consult("called_in", "li"), "called")).toBeNull();
    expect(nextStep(order("read_back"), consult("called_in", "called"), "called")).toBe("confirm");
  });

  it("presses for what the other side waits for, and not for what was answered here and is not sent yet", () => {
    const view = { consult_id: "c", medical_orders: STATES.map(order) };
    const items = itemsOf(view, []);
    expect(waiting(items, consult("asker"), "asker").map((item) => item.view.state)).toEqual(["told", "confirmed", "stopped"]);
    expect(pressing(items, consult("asker"), "asker").map((item) => item.view.state)).toEqual(["told", "stopped"]);
    const unsent = itemsOf(view, [kept("medical_order.read_back", { medical_order_id: "told" })]);
    expect(unsent[0]?.unsent).toEqual(["medical_order.read_back"]);
    expect(pressing(unsent, consult("asker"), "asker").map((item) => item.view.state)).toEqual(["stopped"]);
  });
});

function kept(type: string, more: Record<string, unknown>): Kept {
  return { order: 1, message: { type, id: "new", made_at_ms: 5, clock_ms: 0, by: null, seen: null, consult_id: "c", ...more } };
}

describe("what goes out", () => {
  it("says only what is not as usual, and is whole again", () => {
    expect(lean(WANTED)).toEqual({ kind: "drug", what: "epinephrine", drug: "epinephrine", dose: 0.5, unit: "mg", route: "im" });
    expect(whole(lean(WANTED))).toEqual(WANTED);
  });

  it("is shown as unsent until the server has it", () => {
    const told = kept("medical_order.tell", { wanted: lean(WANTED) });
    expect(unsentTold(undefined, [told], "c")).toEqual([{ id: "new", madeAtMs: 5, wanted: WANTED }]);
    expect(unsentTold(undefined, [told], "other")).toEqual([]);
    const there = { consult_id: "c", medical_orders: [{ ...order("told"), medical_order_id: "new" }] };
    expect(unsentTold(there, [told], "c")).toEqual([]);
  });

  it("lacks what the server would miss [CM6]", () => {
    expect(lacks(whole({}))).toEqual(["what", "dose", "unit", "route"]);
    expect(lacks({ ...WANTED, times: 3 })).toEqual(["every_min"]);
    expect(lacks(whole({ kind: "procedure", what: "Cannula" }))).toEqual([]);
  });
});

describe("a dose", () => {
  it.each(cases.map((one) => [one.says, one] as const))("is held against the usual one as on the server: %s [CM6]", (_says, one) => {
    const wanted = whole(one.wanted as Parameters<typeof whole>[0]);
    expect(dangersOf(wanted, { weightKg: one.weight_kg, ageYears: one.age_years })).toEqual(one.dangers);
  });

  it("belongs to a drug by any of its names", () => {
    expect(["Adrenaline", "эпинефрин", "EPINEPHRINE"].map((name) => drugOf(name)?.code)).toEqual(["epinephrine", "epinephrine", "epinephrine"]);
    expect([drugOf(""), drugOf("water")]).toEqual([null, null]);
  });
});
