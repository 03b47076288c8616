import { beforeEach, describe, expect, test } from "vitest";
import { FORWARD_PATIENCE_MS, Forwarded, type ForwardedMessage, type ShownStream } from "./forwarded";
import { Handover } from "./handover";

/** A worker and a browser, as far as a forwarded path asks of them. */
class Held {
  readonly sent: ForwardedMessage[] = [];
  readonly did: string[] = [];
  shown: readonly ShownStream[] = [];
  alarm: (() => void) | null = null;
  fails = false;
  readonly path = new Forwarded(3, {
    makeUp: () => ({
      offer: async (iceRestart) => (iceRestart ? "offer again" : "offer"),
      accept: async (answer) => {
        if (this.fails) throw new Error("no such description");
        this.did.push(`accept ${answer}`);
      },
      sendPictures: async () => void this.did.push("pictures"),
      apply: async () => undefined,
      statistics: async () => [{ type: "candidate-pair", id: "p", nominated: true }],
      close: () => this.did.push("close up"),
    }),
    makeDown: () => ({
      answer: async (offer) => {
        this.did.push(`answer ${offer}`);
        return { sdp: `to ${offer}`, streams: new Map([["0", { of: offer }]]) };
      },
      statistics: async () => [{ type: "candidate-pair", id: "p", nominated: true }, { type: "transport" }],
      close: () => this.did.push("close down"),
    }),
    send: (message) => this.sent.push(message),
    wait: (ms, act) => {
      expect(ms).toBe(FORWARD_PATIENCE_MS);
      this.alarm = act;
      return () => (this.alarm = null);
    },
    shows: (streams) => (this.shown = streams),
  });

  offer(round: number, sdp: string, move = 3): void {
    this.path.hear({ type: "forward.down_offer", conversation_id: "c", to_endpoint: "e", move, round, sdp, shows: { "0": ["far", "sound"], "7": ["far", "picture"] } });
  }
  answer(move = 3): void {
    this.path.hear({ type: "forward.up_answer", conversation_id: "c", to_endpoint: "e", move, sdp: "ok" });
  }
  async patience(): Promise<void> {
    this.alarm?.();
    await this.path.settled();
  }
  types(): string[] {
    return this.sent.map((message) => message.type.replace("forward.", ""));
  }
}

describe("the way by a forwarder", () => {
  let held: Held;
  beforeEach(async () => {
    held = new Held();
    held.path.begin();
    await held.path.settled();
  });

  test("offers what goes up and answers what comes down", async () => {
    held.answer();
    held.offer(0, "a");
    await held.path.settled();
    expect(held.sent).toEqual([{ type: "forward.up_offer", move: 3, sdp: "offer" }, { type: "forward.down_answer", move: 3, round: 0, sdp: "to a" }]);
    expect(held.did).toEqual(["accept ok", "answer a"]);
    expect(held.shown).toEqual([{ endpoint: "far", source: "sound", stream: { of: "a" }, mid: "0" }]);
    await held.patience();
    expect(held.sent).toHaveLength(2);
  });

  test("drops what belongs to another move, and rounds that are over", async () => {
    held.answer(2);
    held.offer(5, "b", 4);
    held.offer(2, "c");
    held.offer(1, "d");
    await held.path.settled();
    expect(held.did).toEqual(["answer c"]);
  });

  test("of two rounds that wait the newer alone is answered", async () => {
    held.offer(1, "a");
    held.offer(2, "b");
    await held.path.settled();
    expect(held.did).toEqual(["answer b"]);
  });

  test("asks again for what is due and does not come", async () => {
    await held.patience();
    expect(held.types()).toEqual(["up_offer", "restart", "up_offer"]);
    held.answer();
    await held.patience();
    expect(held.types().at(-1)).toBe("restart");
  });

  test("asks once when the sound stops, and again and again while nothing at all comes, as fast as a slow link can follow", async () => {
    held.answer();
    held.offer(0, "a");
    await held.path.settled();
    expect([0, 1000, 2000].map((at) => held.path.feed(at, at === 2000 ? 50 : 50 + at / 100, at).silent)).toEqual([false, false, false]);
    expect(held.path.feed(2000, 50, 2600)).toEqual({ fresh: true, quiet: true, silent: true });
    await held.path.settled();
    expect(held.types().slice(2)).toEqual(["restart", "up_offer"]);
    held.answer();
    expect(held.path.feed(2001, 50, 6000)).toEqual({ fresh: true, quiet: true, silent: true });
    await held.path.settled();
    expect(held.types()).toHaveLength(4);
    for (const at of [12_500, 13_500, 14_500]) {
      expect(held.path.feed(2001, 50, at).fresh).toBe(false);
      held.answer();
      await held.path.settled();
    }
    expect(held.types()).toHaveLength(6);
    expect(held.path.feed(2002, 61, 15_000)).toEqual({ fresh: true, quiet: false, silent: false });
  });

  test("an answer that cannot be used is asked for anew", async () => {
    held.fails = true;
    held.answer();
    await held.path.settled();
    held.fails = false;
    await held.patience();
    held.answer();
    await held.path.settled();
    expect(held.did).toEqual(["accept ok"]);
  });

  test("counts both connections as one, by the path of what is sent", async () => {
    held.offer(0, "a");
    await held.path.settled();
    expect(await held.path.statistics()).toEqual([
      { type: "candidate-pair", id: "p", nominated: true },
      { type: "candidate-pair", id: "down p", nominated: false },
    ]);
  });

  test("ends both, and hears nothing more", async () => {
    held.offer(0, "a");
    await held.path.settled();
    held.path.close();
    held.offer(1, "b");
    await held.path.settled();
    expect(held.did).toEqual(["answer a", "close up", "close down"]);
  });
});

describe("from one path to another", () => {
  const quiet = { connected: false, sounds: false, oldIsQuiet: false, oldIsDead: false };
  let handover: Handover;
  beforeEach(() => {
    handover = new Handover();
    handover.want("direct");
    expect(handover.feed({ ...quiet, connected: true }, 0)).toBe(true);
    handover.want("move 1");
  });

  test("the old one plays until the new one has been heard for a second", () => {
    expect(handover.feed({ ...quiet, connected: true }, 1000)).toBe(false);
    expect(handover.feed({ ...quiet, connected: true, sounds: true }, 2000)).toBe(false);
    expect(handover.playing).toBe("direct");
    expect(handover.feed({ ...quiet, connected: true, sounds: true }, 3000)).toBe(true);
    expect([handover.playing, handover.next]).toEqual(["move 1", null]);
  });

  test("a dead one waits for nothing but the first sound", () => {
    expect(handover.feed({ ...quiet, oldIsDead: true }, 1000)).toBe(false);
    expect(handover.feed({ ...quiet, connected: true, sounds: true, oldIsDead: true }, 1200)).toBe(true);
  });

  test("one whose sound is late waits for the first sound too, and not for a path that is merely connected", () => {
    expect(handover.feed({ ...quiet, connected: true, oldIsQuiet: true }, 1000)).toBe(false);
    expect(handover.feed({ ...quiet, connected: true, sounds: true, oldIsQuiet: true }, 1200)).toBe(true);
  });

  test("where nobody speaks a connected path is good after four seconds", () => {
    for (const at of [0, 1000, 2000, 3000]) expect(handover.feed({ ...quiet, connected: true }, at)).toBe(false);
    expect(handover.feed({ ...quiet, connected: true }, 4000)).toBe(true);
  });

  test("a newer move takes the place of one that was never heard; wanting back what plays ends it", () => {
    handover.feed({ ...quiet, connected: true, sounds: true }, 1000);
    handover.want("move 2");
    expect(handover.feed({ ...quiet, connected: true, sounds: true }, 2000)).toBe(false);
    handover.want("direct");
    expect([handover.playing, handover.next]).toEqual(["direct", null]);
  });
});
