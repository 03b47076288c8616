import { beforeEach, expect, test } from "vitest";
import { Direct, type Connection } from "./direct";
import type { PathState, WatchedPeer } from "./ports";

/** One path whose peer finds what the test says; time is the test's. */
class Held {
  nowMs = 0;
  mayAgree = true;
  standing: Connection = "waiting";
  asked = 0;
  #packets = 0;
  #path: (state: PathState) => void = () => undefined;
  readonly direct = new Direct("asker", {
    makePeer: ({ path }) => {
      this.#path = path;
      return { offer: async () => "offer", answer: async () => "", accept: async () => undefined, add: async () => undefined, close: () => undefined } as unknown as WatchedPeer;
    },
    wait: () => () => undefined,
    send: () => undefined,
    media: () => new Promise(() => undefined),
    iceServers: () => [],
    remote: () => undefined,
    nowMs: () => this.nowMs,
    roundTripMs: () => 50,
    mayAgree: () => this.mayAgree,
    isWanted: () => true,
    standing: () => this.standing,
    show: (connection) => (this.standing = connection),
    beginRound: () => undefined,
    askForForwarder: () => void (this.asked += 1),
    doubt: () => undefined,
  });

  connect(): void {
    this.direct.negotiation.enter(1, true);
    this.#path("connected");
  }
  live(seconds: number, flows: boolean): void {
    for (let second = 0; second < seconds; second += 1) {
      this.nowMs += 1_000;
      if (flows) this.#packets += 50;
      this.direct.judge({ framesDecoded: 0, audioPackets: this.#packets, heard: this.#packets });
    }
  }
}

let held: Held;
beforeEach(() => {
  held = new Held();
  held.connect();
  held.live(3, true);
});

test("a path that carries nothing for ten seconds while both are here asks for a forwarder, once", () => {
  held.live(30, false);
  expect(held.asked).toBe(1);
});

test("while the network is away nothing is asked, and after its return the direct path gets its ten seconds", () => {
  held.mayAgree = false;
  held.live(60, false);
  held.mayAgree = true;
  held.live(5, false);
  expect(held.asked).toBe(0);
  held.live(2, true);
  expect(held.standing).toBe("connected");
  held.live(20, true);
  expect(held.asked).toBe(0);
});
