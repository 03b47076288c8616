import { describe, expect, it } from "vitest";
import type { RecalledPersonView } from "~/signaling/web/wire";
import { silent, sums } from "./recall";

const MINUTE = 60_000;

function person(by: number | null, more: Partial<RecalledPersonView> = {}): RecalledPersonView {
  return {
    recalled_id: "r",
    person_id: "p",
    name: "x",
    role: "physician",
    specialty: null,
    telephone: null,
    absent: false,
    round: 1,
    stage: "left",
    reply: by === null ? null : "in_20",
    opened_at_ms: null,
    replied_at_ms: null,
    by_ms: by === null ? null : by * MINUTE,
    ...more,
  };
}

describe("who comes by when", () => {
  it("counts those who come sooner in, and rounds up to five minutes", () => {
    expect(sums([person(19), person(20), person(41), person(null)])).toEqual([
      { by_ms: 20 * MINUTE, count: 2 },
      { by_ms: 45 * MINUTE, count: 3 },
    ]);
    expect(sums([])).toEqual([]);
  });

  it("calls silent who was asked and has not answered", () => {
    expect(silent([person(null), person(20), person(null, { round: 0 }), person(null, { reply: "cannot" })])).toHaveLength(1);
  });
});
