import { expect, test } from "vitest";
import type { ConsultView, LineView, MedicalOrdersView, MedicalOrderView, VitalsEntryView, VitalsView } from "~/signaling/web/wire";
import { catchUpOf, shortened } from "./catch-up";

const line = (id: string, author: string, text: string, kind: LineView["kind"] = "said"): LineView => ({
  line_id: id, author_id: author, author_name: author, text, at_ms: 1, made_at_ms: 1, by_sms: false, kind, telephoned: null,
});

const view = (more: Partial<ConsultView> = {}): ConsultView =>
  ({
    consult_id: "c", state: "accepted", relation: "hospital", age_years: 61, sex: "male", question: "Lysis before the transport?", conclusion: null,
    lines: [], called: [], missing: [], specialist_id: "s", specialist_name: "Dilfuza Rasulova", asker_id: "b", asker_name: "Reanimatsion 2", hospital_name: "Viloyat shifoxonasi",
    ...more,
  }) as unknown as ConsultView;

const entry = (id: string, atMs: number, values: VitalsEntryView["measured"] extends infer M ? (M extends { values: infer V } ? V : never) : never, struck = false): VitalsEntryView =>
  ({ entry_id: id, measured_at_ms: atMs, struck: struck ? {} : null, measured: { values, on_oxygen: null, oxygen_l_min: null, note: "" } }) as unknown as VitalsEntryView;

const order = (id: string, what: string, state: MedicalOrderView["state"], ended: MedicalOrderView["ended"] = null): MedicalOrderView =>
  ({ medical_order_id: id, state, ended, versions: [{ version: 1, wanted: { what, dose: 300, unit: "mg" } }] }) as unknown as MedicalOrderView;

const orders = (...all: MedicalOrderView[]): MedicalOrdersView => ({ consult_id: "c", medical_orders: all });
const vitals = (...entries: VitalsEntryView[]): VitalsView => ({ consult_id: "c", entries }) as unknown as VitalsView;

test("the newest of each vital is found, and what was struck out is not [CH5]", () => {
  const measured = vitals(entry("1", 10, { pulse: 120, spo2: 88 }), entry("2", 20, { pulse: 96 }), entry("3", 30, { pulse: 20 }, true));
  const { found, measuredAtMs } = catchUpOf(view(), measured, undefined);
  expect(found.map(({ kind, value }) => [kind, value])).toEqual([["pulse", 96], ["spo2", 88]]);
  expect(measuredAtMs).toBe(20);
});

test("what still has to happen stands before what is over", () => {
  const { told, open } = catchUpOf(view(), undefined, orders(order("1", "Aspirin", "confirmed"), order("2", "Heparin", "seen", "done"), order("3", "Morphine", "stopped", "stopped")));
  expect(told).toEqual([
    { what: "Aspirin", dose: 300, unit: "mg", state: "confirmed" },
    { what: "Morphine", dose: 300, unit: "mg", state: "stopped" },
    { what: "Heparin", dose: 300, unit: "mg", state: "done" },
  ]);
  expect(open).toEqual([{ is: "medical_orders", count: 1 }, { is: "conclusion" }]);
});

test("what was asked back is open until somebody else has written", () => {
  const asked = [line("1", "b", "chest pain"), line("2", "s", "Since when?", "asked_back")];
  expect(catchUpOf(view({ lines: asked }), undefined, undefined).open).toContainEqual({ is: "asked_back" });
  expect(catchUpOf(view({ lines: [...asked, line("3", "b", "an hour")] }), undefined, undefined).open).not.toContainEqual({ is: "asked_back" });
});

test("the last word of a specialist, the conclusion before all", () => {
  const lines = [line("1", "s", "Aspirin now"), line("2", "b", "given")];
  expect(catchUpOf(view({ lines }), undefined, undefined).said).toBe("Aspirin now");
  expect(catchUpOf(view({ lines, conclusion: "To the centre" }), undefined, undefined).said).toBe("To the centre");
});

test("who is in it, without who was only rung", () => {
  const called = [{ person_id: "x", name: "Rung Only", state: "rung" }, { person_id: "y", name: "Malika Yusupova Qizi", state: "inside" }];
  const { inside } = catchUpOf(view({ called } as unknown as Partial<ConsultView>), undefined, undefined);
  expect(inside.map(({ part, name }) => `${part} ${name}`)).toEqual([
    "specialist Dilfuza Rasulova", "hospital Viloyat shifoxonasi", "asker Reanimatsion 2", "called_in Malika Yusupova…",
  ]);
});

test("nobody yet, and over", () => {
  expect(catchUpOf(view({ state: "ringing", specialist_id: null, specialist_name: null }), undefined, undefined).open).toEqual([{ is: "nobody" }]);
  expect(catchUpOf(view({ state: "closed" }), undefined, undefined).open).toEqual([{ is: "over" }]);
});

test("an erased record says nothing and breaks nothing", () => {
  const told = orders({ ...order("1", "", "done", "done"), versions: [{ version: 1, wanted: null }] } as unknown as MedicalOrderView);
  const empty = catchUpOf(view({ question: null, age_years: null, asker_name: null, specialist_name: null, hospital_name: null }), undefined, told);
  expect([empty.question, empty.said, empty.inside]).toEqual(["", "", []]);
  expect(catchUpOf(view(), undefined, { consult_id: "c", medical_orders: null }).told).toEqual([]);
});

test("words are cut, never letters", () => {
  expect(shortened("  one two   three ", 3)).toBe("one two three");
  expect(shortened("one two three four", 3)).toBe("one two three…");
});
