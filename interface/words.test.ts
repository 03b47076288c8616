import { beforeEach, describe, expect, it } from "vitest";
import { age, span } from "./clock";
import { INTERFACE_WORDS } from "./catalogue";
import { addWords, chooseLanguage, label, say, sayCode } from "./words";

beforeEach(() => {
  addWords(INTERFACE_WORDS);
  chooseLanguage("ru");
});

describe("words", () => {
  it("are switched at once", () => {
    expect(say("close")).toBe("Закрыть");
    chooseLanguage("uz");
    expect(say("close")).toBe("Yopish");
  });

  it("follow the language's plurals", () => {
    expect([1, 3, 61, 65].map((years) => say("patient-age", { years }))).toEqual(["1 год", "3 года", "61 год", "65 лет"]);
  });

  it("show the code where a code has no words", () => {
    expect(sayCode("refusal", "brigade_busy")).toContain("занята");
    expect(sayCode("refusal", "something_new")).toBe("something_new");
  });

  it("take the server's label in the language, else another", () => {
    expect(label({ uz: "Isitma", ru: "Жар" })).toBe("Жар");
    expect(label({ uz: "Isitma" })).toBe("Isitma");
  });
});

describe("times", () => {
  it("keep their figures in place", () => {
    expect([0, 64_000, 3_909_999, -5_000].map(span)).toEqual(["0:00", "1:04", "1:05:09", "0:05"]);
  });

  it("tell an age in its largest whole unit", () => {
    expect([900, 59_000, 360_000, 7_200_000, 2 * 86_400_000].map(age)).toEqual(["1 с", "59 с", "6 мин", "2 ч", "2 дн"]);
  });
});
