import { afterEach, expect, test } from "vitest";
import interfaceEn from "~/interface/words/en.ftl?raw";
import interfaceRu from "~/interface/words/ru.ftl?raw";
import interfaceUz from "~/interface/words/uz.ftl?raw";
import { addWords, chooseLanguage } from "~/interface/words";
import type { FormField } from "~/signaling/web/wire";
import { QUESTION_WORDS, SAID_WORDS, shortened, type CatchUp } from "../state/catch-up";
import { linesOf, whoWords } from "./catch-up-lines";

addWords({ uz: interfaceUz, ru: interfaceRu, en: interfaceEn });
afterEach(() => chooseLanguage("uz"));

const LONG = "word ".repeat(40);
const field = { names: { en: "NIHSS total of all", ru: "NIHSS сумма баллов", uz: "NIHSS umumiy ball" } } as unknown as FormField;

/** As much as there can be of everything. */
const FULL: CatchUp = {
  ageYears: 61,
  sex: "male",
  question: shortened(LONG, QUESTION_WORDS),
  found: [
    { kind: "systolic", value: 80, outside: true },
    { kind: "diastolic", value: 50, outside: false },
    { kind: "pulse", value: 128, outside: true },
    { kind: "spo2", value: 88, outside: true },
    { kind: "breathing_rate", value: 30, outside: false },
    { kind: "gcs_total", value: 13, outside: false },
  ],
  measuredAtMs: 1_800_000_000_000,
  said: shortened(LONG, SAID_WORDS),
  told: [
    { what: "Acetylsalicylic acid", dose: 300, unit: "mg", state: "told" },
    { what: "Heparin", dose: 5000, unit: "units", state: "read_back" },
    { what: "Nitroglycerin", dose: 0.4, unit: "mg", state: "not_done" },
  ],
  open: [{ is: "medical_orders", count: 2 }, { is: "missing", count: 3 }],
  inside: [
    { part: "specialist", name: "Dilfuza Rasulova" },
    { part: "hospital", name: "Viloyat shifoxonasi" },
    { part: "asker", name: "Reanimatsion 2" },
    { part: "called_in", name: "Malika Yusupova" },
  ],
};

/** Words, not figures: a unit belongs to its figure. */
function wordsIn(text: string): string[] {
  const tokens = text.split(/[\s:(),·]+/).filter((token) => token !== "");
  return tokens.filter((token, place) => /\p{L}/u.test(token) && !/\d/.test(token) && !/^[\d.,]+$/.test(tokens[place - 1] ?? ""));
}

test.each(["uz", "ru", "en"] as const)("the fullest catch-up has at most sixty words in %s [CH5]", (chosen) => {
  chooseLanguage(chosen);
  const lines = linesOf(FULL, [{ field, is: "sum", value: 14 }]);
  const whole = [whoWords(FULL), ...lines.flatMap(({ label, parts }) => [label, ...parts.map(({ text }) => text)])].join(" ");
  expect(whole).not.toMatch(/catch-up|vitals-/);
  expect(wordsIn(whole).length).toBeLessThanOrEqual(60);
});

test("nothing found and nothing open are said, what else is empty is left out", () => {
  chooseLanguage("en");
  const none = linesOf({ ...FULL, question: "", found: [], measuredAtMs: null, said: "", told: [], open: [], inside: [] }, []);
  expect(none.map(({ key, parts }) => `${key}: ${parts[0]?.text}`)).toEqual(["found: nothing yet", "open: nothing yet"]);
});

test("a dose is said in the reader's units", () => {
  chooseLanguage("ru");
  const told = linesOf(FULL, []).find(({ key }) => key === "told");
  expect(told?.parts[2]?.text).toContain("Nitroglycerin 0,4 мг");
});

test("both pressures are one figure, marked when one of them is unusual", () => {
  chooseLanguage("en");
  const found = linesOf(FULL, []).find(({ key }) => key === "found");
  expect(found?.parts[0]).toEqual({ text: "BP 80/50", bad: true });
  const upper = linesOf({ ...FULL, found: [{ kind: "systolic", value: 120, outside: false }] }, []).find(({ key }) => key === "found");
  expect(upper?.parts).toEqual([{ text: "BP 120/–", bad: false }]);
});
