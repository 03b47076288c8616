import { describe, expect, it } from "vitest";
import { outcomeOf } from "./outcome";
import type { ConversationView, Self } from "./words";

const VIEW: ConversationView = {
  conversation_id: "c1", about: "k1", about_kind: "consult", phase: "accepted", asker_relation: "person", asker_id: "p1",
  asker_name: "Sh. Karimov", to_relation: "person", to_id: "p2", answerer_relation: "person", answerer_id: "p2", answerer_name: "N. Li",
  video: true, asked_at_ms: 1, ring_until_ms: 1, accepted_at_ms: 1, ended_at_ms: null, ended_because: null, ended_by_side: null, round: 2,
  asker_endpoint: "doctor-01", answerer_endpoint: "doctor-02",
  participants: [], invitations: [], tried: [], then: [], ringing_on: [], path: "direct", move: 0, held_by: [], no_worker: false, texts: 0, expected: [],
};
const ASKER: Self = { id: "p1", role: "physician", brigade_id: null };

function ended(body: Record<string, unknown>): string | null {
  return outcomeOf({ type: "conversation.ended", body }, VIEW, ASKER)?.how ?? null;
}

describe("how a conversation ended", () => {
  it("[C8] is not told when its consult is over: both have seen that", () => {
    expect(ended({ because: "consult_over", by_side: null })).toBeNull();
  });

  it("[C3] is told when the clock ended it, and when the other side did", () => {
    expect(ended({ because: "too_long", by_side: null })).toBe("too_long");
    expect(ended({ because: "hung_up", by_side: "answerer" })).toBe("other_hung_up");
    expect(ended({ because: "hung_up", by_side: "asker" })).toBeNull();
  });
});
