import { signal } from "@preact/signals-core";
import { describe, expect, it } from "vitest";
import { LiveTalk, type LivePorts, type LiveSession, type PeerWish } from "./live";

type Said = { readonly type: string; readonly [field: string]: unknown };

/** A telephone with a line and a camera of the test's own; time passes when it is told to. */
class Telephone {
  readonly wanted = signal<string | null>(null);
  readonly board = signal(new Map<string, { id: string; version: number; view: object }>());
  readonly sent: Said[] = [];
  readonly signals: Said[] = [];
  readonly peers: { readonly wish: PeerWish; offers: boolean[]; answers: string[]; closed: boolean }[] = [];
  readonly #hear = new Map<string, (message: never) => void>();
  #waits: { readonly atMs: number; readonly act: () => void }[] = [];
  #nowMs = 0;
  readonly talk: LiveTalk;

  constructor() {
    this.talk = new LiveTalk(this.#session(), this.#ports(), this.wanted);
  }

  #session(): LiveSession {
    return {
      kind: () => this.board,
      send: (body: Said) => {
        this.sent.push(body);
        return Promise.resolve(null);
      },
      signal: (message: Said) => this.signals.push(message) > 0,
      ask: () => Promise.resolve([]),
      onSignal: (type: string, hear: (message: never) => void) => {
        this.#hear.set(type, hear);
        return () => this.#hear.delete(type);
      },
      newId: () => "page-0001",
      nowMs: () => this.#nowMs,
    } as unknown as LiveSession;
  }

  #ports(): LivePorts {
    return {
      makePeer: (wish) => {
        const peer = { wish, offers: [] as boolean[], answers: [] as string[], closed: false };
        this.peers.push(peer);
        return {
          offer: (restart) => {
            peer.offers.push(restart);
            return Promise.resolve(`offer ${peer.offers.length}`);
          },
          answer: () => Promise.reject(new Error("never")),
          accept: (sdp) => {
            peer.answers.push(sdp);
            return Promise.resolve();
          },
          add: () => Promise.resolve(),
          close: () => {
            peer.closed = true;
          },
        };
      },
      wait: (ms, act) => {
        const one = { atMs: this.#nowMs + ms, act };
        this.#waits.push(one);
        return () => {
          this.#waits = this.#waits.filter((other) => other !== one);
        };
      },
    };
  }

  async settle(): Promise<void> {
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
  }

  async pass(ms: number): Promise<void> {
    this.#nowMs += ms;
    for (const one of this.#waits.filter(({ atMs }) => atMs <= this.#nowMs)) {
      this.#waits = this.#waits.filter((other) => other !== one);
      one.act();
      await this.settle();
    }
  }

  /** The server shows the conversation in this round. */
  async shows(id: string | null, round = 0, change: object = {}): Promise<void> {
    const view = { conversation_id: id, phase: "accepted", round, asker_endpoint: "page-0001", answerer_endpoint: "desk-0001", ...change };
    this.board.value = id === null ? new Map() : new Map([[id, { id, version: 1, view }]]);
    this.wanted.value = id;
    await this.settle();
  }

  async hears(message: Said): Promise<void> {
    this.#hear.get(message.type)?.({ conversation_id: "c1", to_endpoint: "page-0001", ...message } as never);
    await this.settle();
  }

  joins(): number {
    return this.sent.filter(({ type }) => type === "conversation.join").length;
  }
}

async function offered(): Promise<Telephone> {
  const phone = new Telephone();
  await phone.settle();
  await phone.shows("c1", 0, { asker_endpoint: null });
  await phone.shows("c1", 2);
  return phone;
}

describe("the caller's video", () => {
  it("joins the conversation that the server opened, and offers", async () => {
    const phone = new Telephone();
    await phone.settle();
    expect([phone.talk.state.value, phone.sent]).toEqual(["asking", []]);
    await phone.shows("c1", 0, { asker_endpoint: null });
    expect(phone.sent).toEqual([{ type: "conversation.join", conversation_id: "c1", endpoint: "page-0001" }]);
    await phone.shows("c1", 2);
    expect(phone.talk.state.value).toBe("connecting");
    expect(phone.signals).toMatchObject([{ type: "conversation.description", kind: "offer", round: 2, sdp: "offer 1" }]);
    await phone.hears({ type: "peer.description", round: 2, restart: 0, kind: "answer", sdp: "answer" });
    phone.peers[0]?.wish.path("connected");
    expect([phone.talk.state.value, phone.peers[0]?.answers]).toEqual(["connected", ["answer"]]);
  });

  it("does not listen to what is for another page or another conversation", async () => {
    const phone = await offered();
    const answer = { type: "peer.description", round: 2, restart: 0, kind: "answer", sdp: "answer" } as const;
    await phone.hears({ ...answer, to_endpoint: "page-0002" });
    await phone.hears({ ...answer, conversation_id: "c2" });
    expect(phone.peers[0]?.answers).toEqual([]);
  });

  it("restarts when the path is lost, and begins a new round when that does not help", async () => {
    const phone = await offered();
    phone.peers[0]?.wish.path("connected");
    phone.peers[0]?.wish.path("lost");
    await phone.settle();
    expect([phone.talk.state.value, phone.peers[0]?.offers]).toEqual(["recovering", [false, true]]);
    await phone.pass(6_000);
    expect(phone.peers[0]?.offers.slice(0, 3)).toEqual([false, true, true]);
    expect(phone.joins()).toBe(1);
    await phone.pass(6_000);
    expect(phone.joins()).toBe(2);
    await phone.shows("c1", 3);
    expect([phone.peers.length, phone.peers[0]?.closed]).toEqual([2, true]);
    phone.peers[1]?.wish.path("connected");
    expect(phone.talk.state.value).toBe("connected");
  });

  it("follows to whoever at the desk takes it over", async () => {
    const phone = await offered();
    await phone.shows("c2", 0, { asker_endpoint: null });
    expect([phone.peers[0]?.closed, phone.joins()]).toEqual([true, 2]);
    await phone.shows("c2", 2);
    expect(phone.signals.at(-1)).toMatchObject({ conversation_id: "c2", kind: "offer" });
  });

  it("waits again when the desk hangs up, and is silent once it is closed", async () => {
    const phone = await offered();
    await phone.shows(null);
    expect([phone.talk.state.value, phone.peers[0]?.closed]).toEqual(["asking", true]);
    phone.talk.close();
    await phone.shows("c3", 0, { asker_endpoint: null });
    expect(phone.joins()).toBe(1);
  });
});
