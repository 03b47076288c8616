import { describe, expect, it } from "vitest";
import type { CallerLinkView } from "~/signaling/web/wire";
import { canBeSentTo, metresBetween, stepsOf } from "./callers";

const SENT: CallerLinkView = {
  link_id: "l1", incident_id: "i1", phase: "sent", language: "uz", sent_at_ms: 1_000, expires_at_ms: 9_000, sent_by: "n", sent_by_name: null,
  delivery: "queued", opened_at_ms: null, agreed_at_ms: null, declined_at_ms: null, ended_at_ms: null, ended_because: null, text_only: false,
  passed_on: false, passed_on_to: null, point: null, accuracy_metres: null, placed_at_ms: null, pictures: [], messages: [],
  live_offered_at_ms: null, conversation_id: null,
};
const done = (link: Partial<CallerLinkView>) => stepsOf({ ...SENT, ...link }).map((one) => one.done);

describe("a link at the desk", () => {
  it("goes from sent to agreed", () => {
    expect(done({})).toEqual([true, false, false, false]);
    expect(done({ delivery: "delivered" })).toEqual([true, true, false, false]);
    expect(done({ delivery: "delivered", opened_at_ms: 2_000 })).toEqual([true, true, true, false]);
    expect(done({ opened_at_ms: 2_000, agreed_at_ms: 3_000 })).toEqual([true, true, true, true]);
  });

  it("was delivered once it was opened, whatever the operator said", () => {
    expect(done({ delivery: "failed", opened_at_ms: 2_000 })[1]).toBe(true);
  });

  it("is not agreed to any more when the caller took it back", () => {
    expect(done({ opened_at_ms: 2_000, agreed_at_ms: 3_000, declined_at_ms: 4_000 })[3]).toBe(false);
  });

  it("goes to telephones, not to short numbers", () => {
    expect([undefined, "", "103", "+998 90 123-45-67"].map(canBeSentTo)).toEqual([false, false, false, true]);
  });

  it("knows how far the caller is from the incident's place", () => {
    expect(metresBetween({ lon: 66.95, lat: 39.65 }, { lon: 66.95, lat: 39.66 })).toBeCloseTo(1_113, 0);
  });
});
