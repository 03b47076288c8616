import { beforeEach, describe, expect, test } from "vitest";
import { Negotiation, PATIENCE_MS, type Outgoing, type Peer } from "./negotiation";
import type { Candidate, PeerCandidate, PeerDescription } from "./words";

/** A connection that writes down what is done to it. */
class WrittenPeer implements Peer {
  readonly done: string[] = [];
  refuses = false;
  #offers = 0;
  constructor(readonly found: (candidate: Candidate) => void) {}

  #note(what: string): void {
    if (this.refuses) throw new Error("InvalidStateError");
    this.done.push(what);
  }

  async offer(iceRestart: boolean): Promise<string> {
    this.#offers += 1;
    this.#note(iceRestart ? "offer with restart" : "offer");
    this.found(candidateOf(`own ${this.#offers}`));
    return `offer ${this.#offers}`;
  }

  async answer(offer: string): Promise<string> {
    this.#note(`answer to ${offer}`);
    return `answer to ${offer}`;
  }

  async accept(answer: string): Promise<void> {
    this.#note(`accept ${answer}`);
  }

  async add(candidate: Candidate): Promise<void> {
    this.#note(`add ${candidate.candidate}`);
  }

  close(): void {
    this.done.push("close");
  }
}

class Rig {
  readonly peers: WrittenPeer[] = [];
  readonly sent: Outgoing[] = [];
  alarms: (() => void)[] = [];
  stuck = 0;
  patienceMs = 0;
  readonly negotiation: Negotiation;

  constructor(side: "asker" | "answerer") {
    this.negotiation = new Negotiation(side, {
      makePeer: (found) => {
        const peer = new WrittenPeer(found);
        this.peers.push(peer);
        return peer;
      },
      send: (message) => this.sent.push(message),
      wait: (ms, act) => {
        expect(ms % PATIENCE_MS).toBe(0);
        this.patienceMs = ms;
        this.alarms.push(act);
        return () => {
          this.alarms = this.alarms.filter((one) => one !== act);
        };
      },
      stuck: () => {
        this.stuck += 1;
      },
    });
  }

  async enter(round: number, both = true): Promise<void> {
    this.negotiation.enter(round, both);
    await this.negotiation.settled();
  }

  async hear(message: PeerDescription | PeerCandidate): Promise<void> {
    this.negotiation.hear(message);
    await this.negotiation.settled();
  }

  async ring(): Promise<void> {
    const due = this.alarms;
    this.alarms = [];
    for (const act of due) act();
    await this.negotiation.settled();
  }

  get said(): string[] {
    return this.sent.map((message) => {
      if (message.type === "negotiation.wanted") return message.restart ? "wanted, restart" : "wanted";
      const what = message.type === "conversation.description" ? message.kind : message.candidate;
      return `${message.round}.${message.restart} ${what}`;
    });
  }
}

function candidateOf(text: string): Candidate {
  return { candidate: text, mid: "0", line: 0 };
}

function description(kind: "offer" | "answer", round: number, restart = 0): PeerDescription {
  return { type: "peer.description", conversation_id: "c", to_endpoint: "me", round, restart, kind, sdp: `${kind} ${round}.${restart}` };
}

function candidate(text: string, round: number, restart = 0): PeerCandidate {
  return { type: "peer.candidate", conversation_id: "c", to_endpoint: "me", round, restart, ...candidateOf(text) };
}

describe("the asker's device", () => {
  let rig: Rig;
  beforeEach(() => {
    rig = new Rig("asker");
  });

  test("offers once both have joined, not before", async () => {
    await rig.enter(1, false);
    expect(rig.said).toEqual([]);
    await rig.enter(2);
    expect(rig.said).toEqual(["2.0 own 1", "2.0 offer"]);
    await rig.enter(2);
    expect(rig.peers).toHaveLength(1);
  });

  test("takes the answer, then the candidates that came before it", async () => {
    await rig.enter(2);
    await rig.hear(candidate("early", 2));
    await rig.hear(description("answer", 2));
    await rig.hear(candidate("late", 2));
    expect(rig.peers[0]?.done).toEqual(["offer", "accept answer 2.0", "add early", "add late"]);
  });

  test("begins anew with a fresh connection when a round begins, and drops what is older", async () => {
    await rig.enter(2);
    await rig.enter(3);
    await rig.hear(description("answer", 2));
    await rig.hear(candidate("old", 2));
    await rig.hear(description("answer", 3));
    expect(rig.peers[0]?.done).toEqual(["offer", "close"]);
    expect(rig.peers[1]?.done).toEqual(["offer", "accept answer 3.0"]);
  });

  test("restarts when nothing comes through, and drops the answer to the offer before", async () => {
    await rig.enter(2);
    await rig.hear(description("answer", 2));
    rig.negotiation.recover();
    await rig.hear(description("answer", 2, 0));
    await rig.hear(candidate("old", 2, 0));
    await rig.hear(description("answer", 2, 1));
    expect(rig.peers[0]?.done).toEqual(["offer", "accept answer 2.0", "offer with restart", "accept answer 2.1"]);
    expect(rig.said.slice(-1)).toEqual(["2.1 offer"]);
  });

  test("offers again when the other says negotiation.wanted, or when no answer comes", async () => {
    await rig.enter(2);
    rig.negotiation.hear({ type: "peer.wants_negotiation", conversation_id: "c", to_endpoint: "me", restart: true });
    await rig.negotiation.settled();
    await rig.ring();
    expect(rig.said.filter((line) => line.endsWith("offer"))).toEqual(["2.0 offer", "2.1 offer", "2.2 offer"]);
    expect(rig.peers[0]?.done).toEqual(["offer", "offer with restart", "offer"]);
  });

  test("never takes an offer", async () => {
    await rig.enter(2);
    await rig.hear(description("offer", 2));
    expect(rig.peers[0]?.done).toEqual(["offer"]);
  });

  test("says that it is stuck when the connection refuses", async () => {
    await rig.enter(2);
    const [peer] = rig.peers;
    if (peer !== undefined) peer.refuses = true;
    await rig.hear(description("answer", 2));
    expect(rig.stuck).toBe(1);
  });

  test("one bad candidate is one path less", async () => {
    await rig.enter(2);
    await rig.hear(description("answer", 2));
    const [peer] = rig.peers;
    if (peer !== undefined) peer.refuses = true;
    await rig.hear(candidate("bad", 2));
    expect(rig.stuck).toBe(0);
  });
});

describe("the other device", () => {
  let rig: Rig;
  beforeEach(() => {
    rig = new Rig("answerer");
  });

  test("answers each offer once and never makes one", async () => {
    await rig.enter(2);
    await rig.hear(candidate("early", 2));
    await rig.hear(description("offer", 2));
    await rig.hear(description("offer", 2));
    await rig.hear(description("offer", 2, 1));
    await rig.hear(description("offer", 2, 0));
    expect(rig.peers[0]?.done).toEqual(["answer to offer 2.0", "add early", "answer to offer 2.1"]);
    expect(rig.said).toEqual(["2.0 answer", "2.1 answer"]);
  });

  test("keeps an offer that came before its round", async () => {
    await rig.enter(1, false);
    await rig.hear(description("offer", 2));
    await rig.hear(candidate("early", 2));
    await rig.enter(2);
    expect(rig.peers[0]?.done).toEqual(["answer to offer 2.0", "add early"]);
  });

  test("asks for the offer that does not come, and for a restart when nothing comes through", async () => {
    await rig.enter(2);
    await rig.ring();
    await rig.ring();
    rig.negotiation.recover();
    expect(rig.said).toEqual(["wanted", "wanted", "wanted, restart"]);
  });

  test("is silent after it was closed", async () => {
    await rig.enter(2);
    rig.negotiation.hear(description("offer", 2));
    rig.negotiation.close();
    await rig.negotiation.settled();
    await rig.ring();
    expect(rig.said).toEqual([]);
  });
});

describe("while it rings", () => {
  test("the asker's device offers for the coming round, waits as long as a person does, and keeps what it began", async () => {
    const rig = new Rig("asker");
    rig.negotiation.prepare(2);
    await rig.negotiation.settled();
    expect(rig.said).toEqual(["2.0 own 1", "2.0 offer"]);
    await rig.ring();
    await rig.enter(1, false);
    expect(rig.sent).toHaveLength(2);
    await rig.enter(2);
    await rig.hear(description("answer", 2));
    expect(rig.peers.map((peer) => peer.done)).toEqual([["offer", "accept answer 2.0"]]);
  });

  test("an answer that does not come after the tap is asked for again", async () => {
    const rig = new Rig("asker");
    rig.negotiation.prepare(2);
    await rig.enter(2);
    await rig.ring();
    expect(rig.said.at(-1)).toBe("2.1 offer");
    expect(rig.patienceMs).toBe(2 * PATIENCE_MS);
  });

  test("another round than the prepared one begins anew", async () => {
    const rig = new Rig("asker");
    rig.negotiation.prepare(2);
    await rig.negotiation.settled();
    await rig.enter(3);
    expect(rig.peers.map((peer) => peer.done)).toEqual([["offer", "close"], ["offer"]]);
  });
});
