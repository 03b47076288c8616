import { describe, expect, it } from "vitest";
import type { AskedOfProblem, FormField, Scale } from "~/signaling/web/wire";
import { changesOf, dataOf, entriesOf, missingOf, problemOf, wrongIn } from "./forms";
import { bandOf, mostOf, numberOf, resultOf } from "./scales";

const NAMES = { en: "name" };
const NOON = 1_790_000_000_000;

function field(key: string, kind: FormField["kind"], more: Partial<FormField> = {}): FormField {
  return {
    key, kind, names: NAMES, reason: NAMES, required_for: ["emergency"], unit: {}, least: null, most: null, decimals: 0,
    choices: [], scale: null, file: null, from_years: null, under_years: null, ...more,
  };
}

const GCS: Scale = {
  scale: "gcs", names: NAMES, source: "a table", reviewed_by: "nobody yet", calculation: "sum", decimals: 0, unit: {},
  items: ["eyes", "motor"].map((code) => ({
    code, names: NAMES, least: null, most: null, most_by_age: [], unit: {},
    choices: [{ code: "1", names: NAMES, points: 1 }, { code: "4", names: NAMES, points: 4 }, { code: "nt", names: NAMES, points: null }],
  })),
  bands: [
    { code: "severe", least: 2, names: NAMES, tone: "bad", or_one_item: null },
    { code: "mild", least: 7, names: NAMES, tone: "good", or_one_item: null },
  ],
};
const HEAD = { code: "head", names: NAMES, choices: [], least: 0, most: null, most_by_age: [{ from_years: 0, most: 19 }, { from_years: 5, most: 13 }], unit: {} };
const ASKED: AskedOfProblem = {
  form: {
    problem: "trauma", specialties: ["surgery"], names: NAMES, reviewed_by: "nobody yet",
    fields: [
      field("at", "time", { most: 30 }),
      field("pulse", "number", { least: 20, most: 300 }),
      field("gcs", "scale", { scale: "gcs", from_years: 2 }),
      field("child", "scale", { scale: "gcs", under_years: 2 }),
      field("seen", "yes_no"),
      field("note", "text", { required_for: [] }),
      field("ecg", "file", { file: "ecg" }),
    ],
  },
  scales: [GCS],
};

describe("a scale", () => {
  it("[CD5] has no result while an item is missing or could not be tested", () => {
    expect(resultOf(GCS, { eyes: "4" })).toEqual({ value: null, band: null, missing: ["motor"] });
    expect(resultOf(GCS, { eyes: "4", motor: "nt" })).toEqual({ value: null, band: null, missing: [] });
    expect(resultOf(GCS, { eyes: "4", motor: "4" })).toMatchObject({ value: 8, band: { code: "mild" } });
    expect(bandOf(GCS, 1, -1)).toBeNull();
  });

  it("bounds a child's parts by its age", () => {
    expect([null, 0, 4, 5, 30].map((age) => mostOf(HEAD, age))).toEqual([19, 19, 19, 13, 13]);
  });
});

it.each([
  ["6,5", 6.5],
  [" 120 ", 120],
  ["-1", -1],
  ["", null],
  ["1e9", null],
  ["12a", null],
  ["1.2.3", null],
  ["Infinity", null],
])("%j as a number is %j", (text, value) => {
  expect(numberOf(text)).toBe(value);
});

describe("a form", () => {
  it.each<[string, string, string | null]>([
    ["pulse", "", null],
    ["pulse", "abc", "kind"],
    ["pulse", "19", "too_small"],
    ["pulse", "301", "too_large"],
    ["pulse", "80", null],
    ["at", String(NOON - 60_000), null],
    ["at", String(NOON + 3_600_000), "ahead_of_now"],
    ["at", String(NOON - 40 * 86_400_000), "too_small"],
    ["gcs", "9", "too_large"],
  ])("[CD3] says of %s = %j: %j", (key, entry, problem) => {
    const found = ASKED.form.fields.find((one) => one.key === key);
    expect(problemOf(ASKED, found!, key, { [key]: entry }, NOON, 30)).toBe(problem);
    expect(wrongIn(ASKED, { [key]: entry }, NOON, 30)).toEqual(problem === null ? [] : [key]);
  });

  it("[CD6] tells what is missing for this urgency and this age", () => {
    const keys = (age: number | null, entries = {}) => missingOf(ASKED, "emergency", entries, age).map(({ key }) => key);
    expect(keys(30)).toEqual(["at", "pulse", "gcs", "seen", "ecg"]);
    expect(keys(1)).toEqual(["at", "pulse", "child", "seen", "ecg"]);
    expect(keys(30, { at: "1", pulse: "80", "gcs.eyes": "4", seen: "no" })).toEqual(["gcs", "ecg"]);
    expect(missingOf(ASKED, "planned", {}, 30)).toEqual([]);
  });

  it("becomes data, a scale by its items", () => {
    const entries = { at: "5", pulse: "80", gcs: "3", "gcs.eyes": "4", seen: "no", note: " a ", "child.eyes": "1" };
    expect(dataOf(ASKED, entries, 30)).toEqual({ at: 5, pulse: 80, "gcs.eyes": "4", seen: false, note: "a" });
    expect(dataOf(ASKED, { gcs: "3" }, 30)).toEqual({ gcs: 3 });
  });

  it("is shown as it was sent, and a supplement says only what has changed", () => {
    const sent = { at: 5, pulse: 80, "gcs.eyes": "4", "gcs.motor": "4", gcs: 8, seen: false };
    const entries = entriesOf(sent);
    expect(entries["seen"]).toBe("no");
    expect(changesOf(ASKED, sent, entries, 30)).toEqual({});
    expect(changesOf(ASKED, sent, { ...entries, pulse: "", note: "worse" }, 30)).toEqual({ note: "worse", pulse: "" });
    expect(changesOf(ASKED, sent, { ...entries, "gcs.eyes": "1" }, 30)).toEqual({ "gcs.eyes": "1" });
    expect(changesOf(ASKED, null, { pulse: "70" }, 30)).toEqual({ pulse: 70 });
  });
});
