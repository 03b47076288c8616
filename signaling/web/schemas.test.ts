import { describe, expect, it } from "vitest";
import { HeldSurroundings } from "./held";
import { Session } from "./session";
import { ForgetfulShelf } from "./shelf";
import { SCHEMA } from "./wire";

const SNAPSHOT = { type: "frame", stream: "city", after: null, upto: 7, changes: [], events: [] };

async function begun(): Promise<[Session, HeldSurroundings]> {
  const around = new HeldSurroundings();
  const session = new Session({ around, shelf: new ForgetfulShelf(), language: () => "uz", signInId: "sign-in-1" });
  await session.begin();
  return [session, around];
}

/** The server answers the greeting with a goodbye. */
function turnedAway(around: HeldSurroundings, verdict: string, reason: string): void {
  around.ears?.opened();
  around.hear({ type: "bye", verdict, reason });
}

const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

describe("a page whose server is of another release", () => {
  it("[W11] newer than its server it waits, keeps what it holds and wants to say, and comes back by the ladder", async () => {
    const [session, around] = await begun();
    around.welcome();
    around.hear(SNAPSHOT);
    around.ears?.closed();
    const done = session.send({ type: "duty.on" });
    await settled();
    let greeted = 0;
    for (let round = 1; round <= 5; round += 1) {
      around.goTo(around.clock + 7_700);
      expect(around.sent.at(-1)).not.toMatchObject({ type: "duty.on" });
      turnedAway(around, "wait", "server_older");
      greeted += 1;
      expect(session.link.value).toMatchObject({ phase: "waiting", reason: "server_older" });
    }
    expect(around.dials).toBe(1 + greeted);
    expect(session.board.upto.value).toBe(7);
    expect(session.outbox.unsentCount.value).toBe(1);
    around.goTo(around.clock + 7_700);
    around.welcome();
    expect(around.sent.findLast((one) => one.type === "hello")).toMatchObject({ schema: SCHEMA, after: 7 });
    expect(session.link.value).toMatchObject({ phase: "open", reason: "" });
    await settled();
    const sent = around.sent.filter((one) => one.type === "duty.on");
    expect(sent).toHaveLength(1);
    around.hear({ type: "done", to: sent[0]?.["id"], upto: 8, result: null });
    await expect(done).resolves.toBeNull();
  });

  it("[W11] too old for its server it stops, says why, and keeps what it wants to say", async () => {
    const [session, around] = await begun();
    void session.send({ type: "duty.on" });
    await settled();
    turnedAway(around, "stop", "client_older");
    around.networkReturns();
    around.goTo(around.clock + 60_000);
    expect(session.link.value).toMatchObject({ phase: "stopped", reason: "client_older" });
    expect(around.dials).toBe(1);
    expect(session.outbox.unsentCount.value).toBe(1);
  });

  it("[W11] older than its server, within what that serves, it takes the greeting", async () => {
    const [session, around] = await begun();
    around.ears?.opened();
    const server = { schema: SCHEMA + 3, session_id: "s", stream: "city", now_ms: around.nowMs(), heartbeat_ms: 5_000 };
    around.hear({ type: "welcome", ...server, me: {}, time_zone: "Asia/Tashkent", demo: false, invented: true });
    around.hear({ ...SNAPSHOT, changes: [{ op: "put", kind: "invented", id: "1", version: 1, view: {} }] });
    expect(session.link.value.phase).toBe("open");
    expect(session.board.upto.value).toBe(7);
  });
});
