import { describe, expect, it } from "vitest";
import type { Kept } from "~/signaling/web/outbox";
import { bandOf, coursesOf, doubtsOf, entriesOf, measuringOf, outside, valueOf } from "./vitals";
import type { VitalsEntryView, VitalsView } from "./vitals-data";
import { readLine, toMmolL } from "./vitals-line";

function entry(entry_id: string, measured_at_ms: number, values: Record<string, number>, struck = false): VitalsEntryView {
  return {
    entry_id,
    author_id: "a",
    author_name: "A",
    measured_at_ms,
    at_ms: measured_at_ms,
    made_at_ms: measured_at_ms,
    means: "typed",
    measured: { values, on_oxygen: null, oxygen_l_min: null, note: "" },
    unlikely: [],
    instead_of: null,
    struck: struck ? { striker_name: "B", at_ms: 9, reason: "x" } : null,
  };
}

const view = (...entries: VitalsEntryView[]): VitalsView => ({ consult_id: "c", entries, earlier: 0, weight_kg: null });

const kept = (type: string, more: Record<string, unknown>): Kept => ({
  order: 1,
  message: { type, id: "new", made_at_ms: 5, clock_ms: 0, by: null, seen: null, consult_id: "c", ...more },
});

describe("one quick line", () => {
  it.each([
    ["BP 90/60, HR 120, SpO2 88", { systolic: 90, diastolic: 60, pulse: 120, spo2: 88 }],
    ["bp90/60 hr:120 rr 24 t 38,2", { systolic: 90, diastolic: 60, pulse: 120, breathing_rate: 24, temperature: 38.2 }],
    ["АД 90/60, ЧСС 120, СпО2 88, ЧДД 24, вес 71,5", { systolic: 90, diastolic: 60, pulse: 120, spo2: 88, breathing_rate: 24, weight: 71.5 }],
    ["Puls 120; harorat 38.2 og‘riq 7 vazn 12 kg", { pulse: 120, temperature: 38.2, pain: 7, weight: 12 }],
    ["GCS E3V4M6 pupils 3/4", { gcs_eye: 3, gcs_verbal: 4, gcs_motor: 6, pupil_left: 3, pupil_right: 4 }],
    ["ШКГ 14 глюкоза 5,6 ммоль/л", { gcs_total: 14, glucose: 5.6 }],
    ["glu 180 mg/dl", { glucose: 10 }],
    ["BP 80/-", { systolic: 80 }],
    ["CRT 3 s", { capillary_refill: 3 }],
    ["", {}],
  ])("%s", (line, values) => {
    expect(readLine(line)).toMatchObject({ values, unread: [] });
  });

  it("hears of oxygen and of air", () => {
    expect(readLine("SpO2 88 O2 4 l/min")).toMatchObject({ values: { spo2: 88 }, onOxygen: true, oxygenLMin: 4 });
    expect(readLine("SpO2 95 on air")).toMatchObject({ values: { spo2: 95 }, onOxygen: false, oxygenLMin: null });
    expect(readLine("сатурация 91% на воздухе")).toMatchObject({ values: { spo2: 91 }, onOxygen: false, unread: [] });
  });

  it("names what it cannot read, and reads the rest", () => {
    expect(readLine("BP ?, HR 120 hello")).toMatchObject({ values: { pulse: 120 }, unread: ["BP", "?", "hello"] });
  });

  it("turns mg/dl into mmol/l", () => {
    expect([toMmolL(90), toMmolL(180)]).toEqual([5, 10]);
  });
});

describe("what is doubtful", () => {
  it("is what cannot be, and what is hardly ever so [CV2]", () => {
    expect(doubtsOf({ pulse: 24, spo2: 101, pain: 3 })).toEqual([
      { kind: "pulse", is: "unlikely" },
      { kind: "spo2", is: "impossible" },
    ]);
    expect(doubtsOf({ systolic: 80, diastolic: 120 })).toEqual([{ kind: "diastolic", is: "impossible" }]);
    expect(doubtsOf({ gcs_eye: 2.5 })).toEqual([{ kind: "gcs_eye", is: "impossible" }]);
  });
});

describe("entries", () => {
  it("stand in the order of measuring, what is not sent yet among them [CV1]", () => {
    const unsent = kept("vitals.measure", { measuring: measuringOf({ pulse: 90 }, 15, { onOxygen: true }) });
    const entries = entriesOf(view(entry("a", 10, { pulse: 80 }), entry("b", 20, { pulse: 100 })), [unsent], "c");
    expect(entries.map((one) => [one.entry.entry_id, one.unsent])).toEqual([["a", false], ["new", true], ["b", false]]);
    expect(entries[1]?.entry.measured?.on_oxygen).toBe(true);
    expect(entriesOf(view(entry("new", 15, { pulse: 90 })), [unsent], "c")).toHaveLength(1);
  });

  it("are struck out on the screen at once, and put right [CV4]", () => {
    const strike = kept("vitals.strike", { entry_id: "a", reason: "x", instead: measuringOf({ pulse: 88 }, 10) });
    const entries = entriesOf(view(entry("a", 10, { pulse: 880 })), [strike], "c");
    expect(entries.map((one) => [one.striking, one.unsent])).toEqual([[true, false], [false, true]]);
    expect(coursesOf(entries, 40)[0]?.lines[0]?.points).toEqual([{ atMs: 10, value: 88 }]);
  });

  it("are drawn without what was struck out, pressure in one picture [CV4]", () => {
    const entries = entriesOf(view(entry("a", 10, { systolic: 90, diastolic: 60 }), entry("b", 20, { systolic: 900 }, true)), [], "c");
    const [pressure] = coursesOf(entries, 40);
    expect(pressure?.lines.map((line) => [line.kind, line.points.length])).toEqual([["systolic", 1], ["diastolic", 1]]);
  });
});

it("adds up the Glasgow scale from its parts", () => {
  expect(valueOf(entry("a", 1, { gcs_eye: 3, gcs_verbal: 4, gcs_motor: 6 }).measured, "gcs_total")).toBe(13);
  expect(valueOf(entry("a", 1, { gcs_eye: 3 }).measured, "gcs_total")).toBeNull();
});

it("knows what is usual by age, and nothing where nobody knows the age", () => {
  expect([bandOf("pulse", 0)?.low, bandOf("pulse", 40)?.low, bandOf("pulse", null)]).toEqual([109, 51, null]);
  expect([outside(120, bandOf("pulse", 40)), outside(120, bandOf("pulse", 0)), outside(120, null)]).toEqual([true, false, false]);
});
