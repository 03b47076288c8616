import { beforeEach, expect, test } from "vitest";
import type { ForwardedMessage } from "./forwarded";
import { DIRECT, Paths } from "./paths";

/** Two connections a move; the test says what comes by the newest. */
class Held {
  readonly sent: ForwardedMessage[] = [];
  readonly did: string[] = [];
  alarms: { readonly atMs: number; readonly act: () => void }[] = [];
  nowMs = 0;
  /** Of each worker's, the newest last. */
  readonly packets: number[] = [];
  direct = { connected: true, sounds: true };
  readonly paths = new Paths({
    makeUp: () => ({
      offer: async () => "up", accept: async () => undefined, sendPictures: async () => void this.did.push("pictures up"), apply: async () => undefined,
      statistics: async () => [], close: () => this.did.push("close up"),
    }),
    makeDown: () => {
      const place = this.packets.push(0) - 1;
      return {
        answer: async () => ({ sdp: "down", streams: new Map([["0", { from: "worker" }]]) }),
        statistics: async () => [{ type: "inbound-rtp", kind: "audio", packetsReceived: this.packets[place] }], close: () => this.did.push("close down"),
      };
    },
    send: (message) => this.sent.push(message),
    wait: (ms, act) => {
      const alarm = { atMs: this.nowMs + ms, act };
      this.alarms.push(alarm);
      return () => (this.alarms = this.alarms.filter((one) => one !== alarm));
    },
    leaveDirect: () => this.did.push("leave direct"),
    closeDirect: () => this.did.push("close direct"),
  });

  /** A quarter of a second, again and again, in which so many packets came from the newest worker. */
  async live(seconds: number, packets: number): Promise<void> {
    for (let quarter = 0; quarter < seconds * 4; quarter += 1) {
      this.nowMs += 250;
      if (this.packets.length > 0) this.packets[this.packets.length - 1] = (this.packets.at(-1) ?? 0) + packets;
      const due = this.alarms.filter(({ atMs }) => atMs <= this.nowMs);
      this.alarms = this.alarms.filter((one) => !due.includes(one));
      for (const { act } of due) act();
      await this.paths.look(this.direct, this.nowMs);
      for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
    }
  }
  async round(move: number): Promise<void> {
    this.paths.hear({ type: "forward.up_answer", conversation_id: "c", to_endpoint: "me", move, sdp: "ok" });
    this.paths.hear({ type: "forward.down_offer", conversation_id: "c", to_endpoint: "me", move, round: 0, sdp: "o", shows: { "0": ["far", "sound"] } });
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
  }
  heard(): string[] {
    return this.paths.heard.value.map(({ name, muted }) => (muted ? `(${name})` : name));
  }
}

let held: Held;
beforeEach(async () => {
  held = new Held();
  held.paths.wantDirect();
  held.paths.showDirect([{ endpoint: "far", source: "sound", stream: { from: "peer" } }]);
  await held.live(1, 0);
});

test("the direct path goes on playing, alone, until the forwarder has been heard for a second", async () => {
  held.paths.wantForwarder(1);
  expect(held.paths.changing).toBe(true);
  await held.live(1, 0);
  await held.round(1);
  await held.live(0.75, 12);
  expect(held.heard()).toEqual(["direct", "(move 1)"]);
  expect(held.did).toEqual([]);
  await held.live(1, 12);
  expect(held.heard()).toEqual(["move 1"]);
  expect(held.did).toEqual(["leave direct", "pictures up"]);
  expect(held.paths.byForwarder).toBe(true);
  await held.live(4, 12);
  expect(held.did).toEqual(["leave direct", "pictures up", "close direct"]);
});

test("a new move takes over from a dead one with its first sound, and the dead one is closed", async () => {
  held.paths.wantForwarder(1);
  await held.round(1);
  await held.live(3, 12);
  expect(held.paths.playing).toBe("move 1");
  await held.live(2, 0);
  held.paths.wantForwarder(2);
  await held.round(2);
  await held.live(0.5, 12);
  expect(held.heard()).toEqual(["move 2"]);
  await held.live(4, 12);
  expect(held.did.slice(-2)).toEqual(["close up", "close down"]);
});

test("a new move takes over from one whose sound is late with its first sound", async () => {
  held.paths.wantForwarder(1);
  await held.round(1);
  await held.live(3, 12);
  held.paths.wantForwarder(2);
  await held.round(2);
  await held.live(0.25, 12);
  expect(held.heard()).toEqual(["move 1", "(move 2)"]);
  await held.live(0.5, 12);
  expect(held.heard()).toEqual(["move 2"]);
});

test("back to the direct path the same way, and nothing is offered to the forwarder any more", async () => {
  held.paths.wantForwarder(1);
  await held.round(1);
  await held.live(6, 12);
  held.direct = { connected: false, sounds: false };
  held.paths.wantDirect();
  await held.live(1, 12);
  expect(held.paths.playing).toBe("move 1");
  held.direct = { connected: true, sounds: true };
  held.paths.showDirect([{ endpoint: "far", source: "sound", stream: {} }]);
  await held.live(2, 12);
  expect(held.heard()).toEqual([DIRECT]);
  await held.live(4, 12);
  expect(held.did.slice(-2)).toEqual(["close up", "close down"]);
});
