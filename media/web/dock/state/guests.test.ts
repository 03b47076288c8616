import { describe, expect, it } from "vitest";
import { Refusal } from "~/signaling/web/frames";
import type { ExpectedView } from "~/signaling/web/wire";
import { Guests } from "./guests";
import type { ConversationView } from "./words";

const ONE: ExpectedView = {
  link_id: "l1", role: "interpreter", name: "Madina", language: "ru", phase: "knocking", by_id: "d1", by_name: "Nodira", expires_at_ms: 9, knock_until_ms: 5, delivery: null,
};
const SELF = { id: "d1", role: "dispatcher", brigade_id: null };
const VIEW = {
  conversation_id: "c1", phase: "accepted", participants: [{ relation: "person", id: "d1" }, { relation: "guest", id: "l0" }],
  expected: [{ ...ONE, link_id: "l2", knock_until_ms: 9 }, ONE, { ...ONE, link_id: "l3", phase: "ready", knock_until_ms: null }],
} as unknown as ConversationView;

function desk(refuses: string | null = null) {
  const sent: unknown[] = [];
  const session = {
    newId: () => "new",
    send: (body: unknown) => (sent.push(body), refuses === null ? Promise.resolve(null) : Promise.reject(new Refusal("refused", refuses))),
  };
  return { guests: new Guests(session as never), sent };
}

describe("guests of a conversation", () => {
  it("shows who knocks to everybody inside but guests, the longest waiting first", () => {
    const { guests } = desk();
    expect(guests.knocking(VIEW, SELF).map(({ link_id }) => link_id)).toEqual(["l1", "l2"]);
    expect(guests.knocking(VIEW, { ...SELF, id: "d2" })).toEqual([]);
    expect(guests.knocking(VIEW, { id: "l0", role: "guest", brigade_id: null })).toEqual([]);
    expect(guests.expected(VIEW).map(({ link_id }) => link_id)).toEqual(["l3"]);
  });

  it("makes a link, with a number or without", async () => {
    const { guests, sent } = desk();
    const wish = { role: "relative", name: " Aziza ", language: "uz", telephone: " " } as const;
    expect(await guests.invite("c1", wish)).toBe("new");
    await guests.invite("c1", { ...wish, telephone: "+998 90 123-45-67" });
    expect(sent).toMatchObject([
      { type: "guest.invite", link_id: "new", conversation_id: "c1", role: "relative", name: "Aziza", telephone: null },
      { telephone: "+998 90 123-45-67" },
    ]);
  });

  it("says why a link was not made", async () => {
    const { guests } = desk("not_a_number");
    expect(await guests.invite("c1", { role: "expert", name: "N", language: "en", telephone: "103" })).toBeNull();
    expect(guests.refused.value).toBe("not_a_number");
  });

  it("is content when somebody else was faster, and says any other refusal", async () => {
    const slow = desk("already_answered").guests;
    expect([await slow.admit(ONE), slow.refused.value]).toEqual([true, null]);
    const late = desk("consent_needed").guests;
    expect([await late.admit(ONE), late.refused.value]).toEqual([false, "consent_needed"]);
  });

  it.each([["dispatcher", true], ["physician", true], ["crew", false], ["guest", false]])("lets a %s make links: %s", (role, may) => {
    expect(desk().guests.mayInvite({ ...SELF, role })).toBe(may);
  });
});
