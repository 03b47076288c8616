import { describe, expect, it } from "vitest";
import type { ConsentView, RecordAccessView } from "~/signaling/web/wire";
import { readingNow, stateOf } from "./trust";

const GIVEN: ConsentView = {
  consent_id: "1", purpose: "consult", answer: "given", given_by: "patient", how: "spoken", text_version: 1, noted_at_ms: 1, noted_by_name: "K",
  until_ms: null, giver_name: null, why: null, withdrawn_at_ms: null, withdrawn_by: null, withdrawn_noted_by_name: null, withdrawn_why: null,
};

describe("what the patient has agreed to", () => {
  it("is what was answered last for that purpose", () => {
    expect(stateOf([], "consult", 5)).toBe("not_asked");
    expect(stateOf([GIVEN], "recording", 5)).toBe("not_asked");
    expect(stateOf([GIVEN], "consult", 5)).toBe("given");
    expect(stateOf([GIVEN, { ...GIVEN, answer: "refused" }], "consult", 5)).toBe("refused");
  });

  it("ends by its time, and when it is withdrawn", () => {
    expect(stateOf([{ ...GIVEN, until_ms: 5 }], "consult", 4)).toBe("given");
    expect(stateOf([{ ...GIVEN, until_ms: 5 }], "consult", 5)).toBe("ended");
    expect(stateOf([{ ...GIVEN, withdrawn_at_ms: 3 }], "consult", 4)).toBe("withdrawn");
    expect(stateOf([{ ...GIVEN, given_by: "nobody_emergency" }], "consult", 4)).toBe("emergency");
  });
});

describe("who reads from outside", () => {
  it("is who has not ended", () => {
    const glass = { glass_id: "g", person_id: "p", name: "T", reason: "other", reason_text: "x", at_ms: 1, until_ms: 9, ended_at_ms: null } as const;
    const access: RecordAccessView = { consult_id: "c", held: false, glasses: [glass, { ...glass, glass_id: "h", ended_at_ms: 2 }] };
    expect(readingNow(access).map((one) => one.glass_id)).toEqual(["g"]);
    expect(readingNow(null)).toEqual([]);
  });
});
