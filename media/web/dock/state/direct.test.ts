import { beforeEach, expect, test } from "vitest";
import { Direct, type Connection } from "./direct";
import type { PathState, WatchedPeer } from "./ports";

/** One path whose peer finds what the test says; time is the test's. */
class Held {
  nowMs = 0;
  mayAgree = true;
  standing: Connection = "waiting";
  asked = 0;
  did: string[] = [];
  #packets = 0;
  #path: (state: PathState) => void = () => undefined;
  readonly direct = new Direct("asker", {
    makePeer: ({ path, fresh }) => {
      this.#path = path;
      this.did.push(fresh ? "fresh peer" : "peer");
      return { offer: async (again: boolean) => (again ? this.restarted() : "offer"), answer: async () => "", accept: async () => undefined, add: async () => undefined, close: () => undefined } as unknown as WatchedPeer;
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
    beginRound: () => void this.did.push("round"),
    askForForwarder: () => void (this.asked += 1),
    doubt: () => undefined,
  });

  restarted(): string {
    this.did.push("restart");
    return "offer";
  }
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

test("a line that is back while sound has stopped begins a round with a connection that looks for addresses anew", async () => {
  held.mayAgree = false;
  held.live(2, false);
  held.mayAgree = true;
  held.direct.nudge();
  held.live(3, false);
  await held.direct.negotiation.settled();
  expect(held.did).toEqual(["peer", "round"]);
  held.direct.negotiation.enter(2, true);
  expect(held.did.at(-1)).toBe("fresh peer");
  held.nowMs += 20_000;
  held.direct.negotiation.enter(3, true);
  expect(held.did.at(-1)).toBe("peer");
});

test("a line that is back while sound flows changes nothing", async () => {
  held.direct.nudge();
  await held.direct.negotiation.settled();
  expect(held.did).toEqual(["peer"]);
});

test("a line that is back before any sound came asks for the same path again", async () => {
  const young = new Held();
  young.direct.negotiation.enter(1, true);
  young.direct.nudge();
  await young.direct.negotiation.settled();
  expect(young.did).toEqual(["peer", "restart"]);
});
