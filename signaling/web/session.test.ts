import "fake-indexeddb/auto";
import { describe, expect, it } from "vitest";
import { Refusal } from "./frames";
import { HeldSurroundings } from "./held";
import { newId } from "./ids";
import type { Shelf } from "./outbox";
import { Session } from "./session";
import { ForgetfulShelf, openShelf } from "./shelf";

async function begun(shelf: Shelf = new ForgetfulShelf()): Promise<[Session, HeldSurroundings]> {
  const around = new HeldSurroundings();
  const session = new Session({ around, shelf, language: () => "uz", signInId: "sign-in-1" });
  await session.begin();
  return [session, around];
}

const snapshot = (upto: number) => ({ type: "frame", stream: "city", after: null, upto, changes: [], events: [] });
const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

describe("a session", () => {
  it("[W1] greets with its place in the stream, none at first", async () => {
    const [, around] = await begun();
    around.welcome();
    expect(around.sent[0]).toMatchObject({ type: "hello", after: null, language: "uz" });
    around.hear(snapshot(7));
    around.ears?.closed();
    around.goTo(1_000);
    around.welcome();
    expect(around.sent.at(-1)).toMatchObject({ type: "hello", after: 7 });
  });

  it("[S2] asks to resume once when a frame does not join on", async () => {
    const [session, around] = await begun();
    around.welcome();
    around.hear(snapshot(7));
    around.hear({ ...snapshot(12), after: 10 });
    around.hear({ ...snapshot(13), after: 12 });
    expect(around.sent.filter((one) => one.type === "resume")).toHaveLength(1);
    expect(around.sent.at(-1)).toMatchObject({ type: "resume", after: 7 });
    around.hear({ ...snapshot(13), after: 7 });
    expect(session.board.upto.value).toBe(13);
  });

  it("knows the server's time whatever the device's clock says", async () => {
    const [session, around] = await begun();
    around.wall = 5;
    around.welcome(1_800_000_000_000);
    around.goTo(2_000);
    expect(session.nowMs()).toBe(1_800_000_002_000);
  });

  it("[W5] asks again after a reconnect and pairs the answer", async () => {
    const [session, around] = await begun();
    const asked = session.ask<string[]>({ type: "addresses.suggest", text: "nav" });
    around.welcome();
    const sent = around.sent.at(-1);
    expect(sent).toMatchObject({ type: "addresses.suggest", text: "nav" });
    around.hear({ type: "answer", to: sent?.["id"], result: ["Navoiy"] });
    await expect(asked).resolves.toEqual(["Navoiy"]);
  });

  it("[W5] gives up a question at its deadline", async () => {
    const [session, around] = await begun();
    const asked = session.ask({ type: "thread" }, 500);
    around.goTo(600);
    await expect(asked).rejects.toMatchObject({ fate: "late", code: "offline" });
  });

  it("comes back although the timers fire a little early", async () => {
    const [, around] = await begun();
    around.early = 0.4;
    around.welcome();
    for (let round = 1; round <= 8; round += 1) {
      around.ears?.closed();
      around.goTo(around.clock + 7_700);
      expect(around.dials).toBe(1 + round);
    }
  });

  it("[W5] sends what is asked at the greeting once", async () => {
    const [session, around] = await begun();
    session.onWelcome(() => void session.ask({ type: "reasons.list" }).catch(() => undefined));
    around.welcome();
    expect(around.sent.filter((one) => one.type === "reasons.list")).toHaveLength(1);
  });

  it("stops and says so when the sign-in has ended", async () => {
    const [session, around] = await begun();
    around.alive = false;
    for (const ms of [1_000, 5_000]) {
      around.ears?.closed();
      around.goTo(ms);
    }
    await settled();
    expect(session.link.value).toMatchObject({ phase: "stopped", reason: "signed_out" });
  });
});

describe("the outbox", () => {
  it("[W3] keeps a wish until it is answered, and sends the unanswered again in order", async () => {
    const [session, around] = await begun();
    const first = session.send({ type: "incident.open", incident_id: "1" });
    void session.send({ type: "incident.amend", incident_id: "1" });
    expect(session.outbox.unsentCount.value).toBe(2);
    around.welcome();
    const out = around.sent.filter((one) => one.type.startsWith("incident."));
    expect(out.map((one) => one.type)).toEqual(["incident.open", "incident.amend"]);
    expect(out[0]).toMatchObject({ by: "sign-in-1", seen: null, clock_ms: 0 });
    around.hear({ type: "done", to: out[0]?.["id"], upto: 3, result: { number: 318 } });
    await expect(first).resolves.toEqual({ number: 318 });
    around.ears?.closed();
    around.goTo(1_000);
    around.welcome();
    expect(around.sent.at(-1)).toEqual(out[1]);
    expect(session.outbox.unsentCount.value).toBe(1);
  });

  it("[W4] a wish outlives the page and keeps its id", async () => {
    const shelf = await openShelf("test");
    const [before] = await begun(shelf);
    void before.send({ type: "milestone.report", milestone: "arrived" });
    const id = before.outbox.unsent.value[0]?.message.id;
    const [later, around] = await begun(await openShelf("test"));
    expect(later.outbox.unsentCount.value).toBe(1);
    around.welcome();
    expect(around.sent.at(-1)).toMatchObject({ type: "milestone.report", id });
    around.hear({ type: "done", to: id, upto: 1, result: null });
    await settled();
    expect(await (await openShelf("test")).all()).toEqual([]);
  });

  it("shows what was refused with what was typed, and never sends it again", async () => {
    const shelf = new ForgetfulShelf();
    const [session, around] = await begun(shelf);
    around.welcome();
    const wish = session.send({ type: "brigade.assign", brigade_id: "b" });
    const { id } = around.sent.at(-1) as unknown as { id: string };
    around.hear({ type: "refused", to: id, code: "brigade_busy", details: { number: 317 } });
    await expect(wish).rejects.toBeInstanceOf(Refusal);
    const kept = session.outbox.refused.value[0];
    expect(kept).toMatchObject({ no: { code: "brigade_busy", details: { number: 317 } }, message: { brigade_id: "b" } });
    const count = around.sent.length;
    session.outbox.flush();
    expect(around.sent).toHaveLength(count);
    session.outbox.putAway(id);
    expect(session.outbox.refused.value).toEqual([]);
    expect(await shelf.all()).toEqual([]);
  });

  it("[W7] a rejected wish is shown like a refused one", async () => {
    const [session, around] = await begun();
    around.welcome();
    const wish = session.send({ type: "incident.open" });
    const { id } = around.sent.at(-1) as unknown as { id: string };
    around.hear({ type: "rejected", to: id, rule: "missing field", path: "$.reason" });
    await expect(wish).rejects.toMatchObject({ fate: "rejected" });
    expect(session.outbox.refused.value).toHaveLength(1);
  });

  it("tries again by itself when a service was away", async () => {
    const [session, around] = await begun();
    around.welcome();
    void session.send({ type: "recommendation.ask" }, { lasting: false });
    const { id } = around.sent.at(-1) as unknown as { id: string };
    around.hear({ type: "unavailable", to: id, service: "geography", retry_after_ms: 2_000 });
    const count = around.sent.length;
    around.goTo(2_000);
    expect(around.sent).toHaveLength(count + 1);
    expect(around.sent.at(-1)).toMatchObject({ id });
  });
});

describe("ids", () => {
  it("go up within one millisecond and when the clock goes back", () => {
    const bytes = new Uint8Array(10).fill(9);
    const times = [2e12, 2e12, 2e12, 1e12, 2e12 + 1];
    const made = times.map((time) => newId(time, bytes));
    expect([...made].sort()).toEqual(made);
    expect(new Set(made).size).toBe(made.length);
    for (const id of made) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });
});

describe("a line that is doubted", () => {
  it("is left for a new one when it stays silent, and kept when anything comes", async () => {
    const [session, around] = await begun();
    around.welcome();
    session.doubt();
    session.doubt();
    expect(around.sent.filter((one) => one.type === "ping")).toHaveLength(1);
    around.hear({ type: "pong", clock_ms: 0, now_ms: around.nowMs() });
    around.goTo(1_500);
    expect(around.dials).toBe(1);
    session.doubt();
    around.goTo(3_000);
    expect(around.dials).toBe(2);
    around.welcome();
    expect(session.link.value.phase).toBe("open");
  });

  it("is given the time that the way takes now, and twice as much once two were left", async () => {
    const [session, around] = await begun();
    for (const [dials, keptMs, leftMs] of [[1, 6_000, 6_500], [2, 12_500, 13_000], [3, 25_000, 26_500]] as const) {
      around.welcome();
      session.doubt(3_000);
      around.goTo(keptMs);
      expect(around.dials).toBe(dials);
      around.goTo(leftMs);
      expect(around.dials).toBe(dials + 1);
    }
  });

  it("is dialled anew every few seconds while somebody hears nothing, and more seldom after a minute", async () => {
    const [session, around] = await begun();
    around.welcome();
    around.ears?.closed();
    const dialsAfter = async (seconds: number): Promise<number> => {
      const [before, begunMs] = [around.dials, around.clockMs()];
      for (let at = 1; at <= seconds; at += 1) {
        around.goTo(begunMs + at * 1_000);
        session.doubt();
        await settled();
      }
      return around.dials - before;
    };
    expect(await dialsAfter(60)).toBeGreaterThanOrEqual(10);
    expect(await dialsAfter(120)).toBeLessThanOrEqual(16);
    around.welcome();
    expect(session.link.value.phase).toBe("open");
  });

  it("is sought at once when the server can be reached again", async () => {
    const [session, around] = await begun();
    around.goTo(2_000);
    session.doubt();
    await settled();
    expect(around.dials).toBe(1);
    around.canReach = true;
    around.goTo(2_800);
    session.doubt();
    await settled();
    expect(around.dials).toBe(2);
  });
});
