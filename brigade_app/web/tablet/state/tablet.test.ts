/** The tablet against a server that the test holds in its hand: what it confirms by itself, what it keeps. */

import { expect, test } from "vitest";
import { HeldSurroundings } from "~/signaling/web/held";
import { Session } from "~/signaling/web/session";
import { ForgetfulShelf } from "~/signaling/web/shelf";
import type { Stage } from "~/signaling/web/wire";
import { assignment } from "./sample";
import { Tablet } from "./tablet";

function pocket(first: string | null = null) {
  let text = first;
  return { read: () => text, write: (one: string) => void (text = one), empty: () => void (text = null) };
}

interface Held {
  readonly around: HeldSurroundings;
  readonly tablet: Tablet;
  readonly place: ReturnType<typeof pocket>;
}

async function opened(place = pocket()): Promise<Held> {
  const around = new HeldSurroundings();
  const session = new Session({ around, shelf: new ForgetfulShelf(), language: () => "uz", signInId: "s1" });
  const tablet = new Tablet(session, "b1", place, around.nowMs);
  tablet.begin();
  await session.begin();
  return { around, tablet, place };
}

function board(held: Held, stage: Stage | null, more: Parameters<typeof assignment>[1] = {}): void {
  const order = stage === null ? [] : [{ op: "put", kind: "assignment", id: "a1", version: 1, view: assignment(stage, more) }];
  const own = { op: "put", kind: "tablet", id: "b1", version: 1, view: { brigade_id: "b1", shift_since_ms: 5 } };
  held.around.hear({ type: "frame", stream: "city", after: null, upto: 7, changes: [own, ...order], events: [] });
}

const wishes = (held: Held, type: string) => held.around.sent.filter((one) => one.type === type);

test("an order is confirmed as delivered once, after it is kept", async () => {
  const held = await opened();
  held.around.welcome();
  board(held, "ordered");
  expect(held.place.read()).toContain('"a1"');
  board(held, "ordered");
  expect(wishes(held, "assignment.deliver")).toHaveLength(1);
  expect(wishes(held, "assignment.deliver")[0]).toMatchObject({ assignment_id: "a1", at_device_ms: held.around.nowMs() });
});

test("an order that the device cannot keep is not confirmed", async () => {
  const full = { ...pocket(), write: () => { throw new Error("full"); } };
  const held = await opened(full);
  held.around.welcome();
  board(held, "ordered");
  expect(held.tablet.order.value?.assignment.assignment_id).toBe("a1");
  expect(wishes(held, "assignment.deliver")).toHaveLength(0);
});

test("seen is told once, by looking, and not by delivery", async () => {
  const held = await opened();
  held.around.welcome();
  board(held, "delivered");
  held.tablet.looked({ visible: false, touched: false, clockMs: 0 });
  expect(wishes(held, "assignment.see")).toHaveLength(0);
  for (const clockMs of [1_000, 2_000, 3_000, 4_000]) held.tablet.looked({ visible: true, touched: false, clockMs });
  expect(wishes(held, "assignment.see")).toHaveLength(1);
});

test("a step without a network is shown at once, kept, and sent when the line is back", async () => {
  const held = await opened();
  held.around.welcome();
  board(held, "accepted");
  held.around.ears?.closed();
  held.tablet.report("departed");
  expect(held.tablet.order.value?.assignment.stage).toBe("departed");
  expect(held.tablet.session.outbox.unsentCount.value).toBe(1);
  const before = wishes(held, "milestone.report").length;
  held.around.goTo(10_000);
  held.around.welcome();
  expect(wishes(held, "milestone.report").length).toBeGreaterThan(before);
});

test("the order from before is shown until the server has spoken, and the server has the last word", async () => {
  const before = JSON.stringify({ assignment: assignment("accepted"), incident: null });
  const held = await opened(pocket(before));
  expect(held.tablet.order.value?.assignment.stage).toBe("accepted");
  held.around.welcome();
  board(held, null);
  expect(held.tablet.order.value).toBeNull();
  expect(held.place.read()).toBeNull();
});

test("positions go out on shift only", async () => {
  const held = await opened();
  held.around.welcome();
  const fix = { point: { lon: 66.9, lat: 39.6 }, atMs: 1, accuracyM: 5, speedKmh: 40, headingDegrees: 90 };
  held.tablet.located(fix, 1);
  expect(wishes(held, "position.fix")).toHaveLength(0);
  board(held, null);
  held.tablet.located({ ...fix, atMs: 2 }, 2);
  held.tablet.located({ ...fix, atMs: 3 }, 3);
  expect(wishes(held, "position.fix")).toHaveLength(1);
});

test("a suggested arrival is only a suggestion: nothing is stamped by it", async () => {
  const held = await opened();
  held.around.welcome();
  board(held, "departed");
  held.around.hear({ type: "arrival.suggested", brigade_id: "b1", assignment_id: "a1", milestone: "arrived", metres: 30, at_ms: 1 });
  expect(held.tablet.suggestion.value?.metres).toBe(30);
  expect(wishes(held, "milestone.report")).toHaveLength(0);
  expect(held.tablet.order.value?.assignment.stage).toBe("departed");
});
