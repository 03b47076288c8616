import { describe, expect, it } from "vitest";
import type { Put } from "~/signaling/web/frames";
import { HeldSurroundings } from "~/signaling/web/held";
import { Session } from "~/signaling/web/session";
import { ForgetfulShelf } from "~/signaling/web/shelf";
import { Desk } from "./desk";
import { ageP99Ms, hearingOf } from "./places";

const POINT = { lon: 69, lat: 41 };
const incident = (id: string, change: object = {}): Put => ({
  op: "put",
  kind: "incident",
  id,
  version: 1,
  view: { incident_id: id, number: 1, status: "waiting", priority: 1, point: POINT, opened_at_ms: 0, assign_by_ms: 1, arrive_by_ms: 2, ...change },
});

async function desk(): Promise<[Desk, HeldSurroundings]> {
  const around = new HeldSurroundings();
  const session = new Session({ around, shelf: new ForgetfulShelf(), language: () => "uz", signInId: null });
  const made = new Desk(session);
  await session.begin();
  around.welcome();
  around.hear({ type: "frame", stream: "city", after: null, upto: 1, changes: [incident("a"), incident("b", { assign_by_ms: 9 })], events: [] });
  return [made, around];
}

const asked = (around: HeldSurroundings, type: string) => around.sent.filter((one) => one.type === type);

describe("the desk", () => {
  it("asks whom to send once when an incident that waits is looked at", async () => {
    const [made, around] = await desk();
    made.pickIncident("a");
    expect(asked(around, "recommendation.ask")).toMatchObject([{ incident_id: "a" }]);
    around.hear({ type: "frame", stream: "city", after: 1, upto: 2, changes: [incident("b", { priority: 2 })], events: [] });
    made.pickIncident("a");
    expect(asked(around, "recommendation.ask")).toHaveLength(1);
  });

  it("asks nothing for an incident without a place", async () => {
    const [made, around] = await desk();
    around.hear({ type: "frame", stream: "city", after: 1, upto: 2, changes: [incident("c", { point: null })], events: [] });
    made.pickIncident("c");
    expect(asked(around, "recommendation.ask")).toEqual([]);
    around.hear({ type: "frame", stream: "city", after: 2, upto: 3, changes: [incident("c")], events: [] });
    expect(asked(around, "recommendation.ask")).toMatchObject([{ incident_id: "c" }]);
  });

  it("reads the thread again when something happened about the incident, and only then", async () => {
    const [made, around] = await desk();
    made.pickIncident("a");
    const event = { seq: 2, type: "brigade.assigned", at_ms: around.nowMs(), made_at_ms: 0, actor: "", actor_name: "", body: {} };
    around.hear({ type: "frame", stream: "city", after: 1, upto: 2, changes: [], events: [{ ...event, about: ["b"] }] });
    expect(asked(around, "thread")).toHaveLength(1);
    around.hear({ type: "frame", stream: "city", after: 2, upto: 3, changes: [], events: [{ ...event, about: ["a"] }] });
    expect(asked(around, "thread")).toHaveLength(2);
  });

  it("announces what is fresh and keeps silent about the past", async () => {
    const [made, around] = await desk();
    const heard: string[] = [];
    made.onAnnounce((what, event) => void heard.push(`${what} ${event.seq}`));
    const event = { type: "incident.opened", made_at_ms: 0, actor: "", actor_name: "", about: [], body: {} };
    const events = [{ ...event, seq: 2, at_ms: around.nowMs() - 60_000 }, { ...event, seq: 3, at_ms: around.nowMs() }];
    around.hear({ type: "frame", stream: "city", after: 1, upto: 3, changes: [], events });
    expect(heard).toEqual(["incident 3"]);
  });

  it("keeps the newest position of a brigade whatever order they come in", async () => {
    const [made, around] = await desk();
    const position = (at_ms: number) => ({ brigade_id: "x", point: POINT, at_ms, received_at_ms: at_ms });
    around.hear({ type: "positions", items: [position(20)] });
    around.hear({ type: "positions", items: [position(10)] });
    expect(made.places.positions.value.get("x")?.at_ms).toBe(20);
  });
});

describe("places", () => {
  it("say whether a brigade hears", () => {
    const item = { id: "x", role: "crew", connected: true, audible: true, since_ms: 0 };
    expect([hearingOf(item), hearingOf({ ...item, audible: false }), hearingOf({ ...item, connected: false }), hearingOf(undefined)]).toEqual([
      "hears",
      "silent",
      "away",
      "away",
    ]);
  });

  it("tell the age that 99 of 100 are younger than", () => {
    const positions = Array.from({ length: 200 }, (_, index) => ({ brigade_id: "", point: POINT, at_ms: 1_000 - index, received_at_ms: 0, speed_kmh: null, heading_degrees: null, accuracy_m: null }));
    expect(ageP99Ms(positions, 1_000)).toBe(197);
    expect(ageP99Ms([], 1_000)).toBeNull();
  });
});
