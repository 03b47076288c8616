import { signal } from "@preact/signals-core";
import { describe, expect, it } from "vitest";
import type { EventLine } from "~/signaling/web/frames";
import { Carried, type CarriedSession } from "./carried";
import type { ParticipantView } from "./people";
import type { Media, TalkPorts, WatchedPeer } from "./ports";
import type { ConversationView } from "./words";

type Said = { readonly type: string; readonly [field: string]: unknown };

const SEEN = { name: null, muted_by: null, entered_at_ms: 1 };
const CALLER: ParticipantView = { ...SEEN, place: "asker", relation: "guest", id: "l1", role: "guest", endpoint: "page-1" };
const DESK: ParticipantView = { ...SEEN, place: "answerer", relation: "person", id: "d1", role: "dispatcher", name: "Nodira", endpoint: "desk-1" };
const CREW: ParticipantView = { ...SEEN, place: "other", relation: "brigade", id: "b1", role: "crew", name: "Reanimatsion 2", endpoint: "crew-1" };
const VIEW = {
  conversation_id: "c1", about: "", about_kind: "incident", phase: "accepted", asker_relation: "guest", asker_id: "l1", asker_name: null, to_relation: "person", to_id: "d1",
  answerer_relation: "person", answerer_id: "d1", answerer_name: "Nodira", video: true, asked_at_ms: 1, ring_until_ms: 1, accepted_at_ms: 1, ended_at_ms: null, ended_because: null,
  ended_by_side: null, round: 0, asker_endpoint: null, answerer_endpoint: null, participants: [{ ...CALLER, endpoint: null }, DESK], invitations: [], tried: [], then: [], ringing_on: [],
  path: "direct", move: 0, held_by: [], no_worker: false, texts: 0,
} as unknown as ConversationView;

/** A telephone whose server and camera are the test's own. */
class Telephone {
  readonly wanted = signal<string | null>("c1");
  readonly sent: Said[] = [];
  readonly signals: Said[] = [];
  readonly made: string[] = [];
  opened = 0;
  stopped = 0;
  readonly carried: Carried;
  readonly #board = signal<ReadonlyMap<string, { readonly view: ConversationView }>>(new Map());
  readonly #welcome = signal({ me: { id: "l1", role: "guest", brigade_id: null } });
  readonly #hear = new Map<string, (message: never) => void>();
  #events: (events: readonly EventLine[]) => void = () => undefined;
  #welcomed: () => void = () => undefined;

  constructor() {
    this.carried = new Carried(this.#session(), this.#ports(), this.wanted);
  }

  #session(): CarriedSession {
    return {
      kind: () => this.#board, welcome: this.#welcome, link: signal({ phase: "open", roundTripMs: 40 }),
      send: (body: Said) => (this.sent.push(body), Promise.resolve(null)),
      signal: (message: Said) => this.signals.push(message) > 0,
      ask: () => Promise.resolve([]), nowMs: () => 0, doubt: () => undefined,
      onSignal: (type: string, hear: (message: never) => void) => (this.#hear.set(type, hear), () => this.#hear.delete(type)),
      onEvents: (hear: (events: readonly EventLine[]) => void) => ((this.#events = hear), () => undefined),
      onWelcome: (act: () => void) => ((this.#welcomed = act), () => undefined),
    } as unknown as CarriedSession;
  }

  #ports(): TalkPorts {
    const media = { microphone: true, camera: true, missing: "none", setMicrophone: () => undefined, farCamera: () => null, stop: () => void (this.stopped += 1) } as unknown as Media;
    const told = (name: string, made: object) => (this.made.push(name), made);
    const peer = { offer: () => Promise.resolve("offer"), stopPictures: () => undefined, close: () => undefined } as unknown as WatchedPeer;
    const wire = { offer: () => Promise.resolve("up"), close: () => undefined };
    return {
      openMedia: () => ((this.opened += 1), Promise.resolve(media)),
      makePeer: () => told("peer", peer) as WatchedPeer, makeUp: () => told("up", wire) as never, makeDown: () => told("down", wire) as never,
      wait: () => () => undefined, newEndpoint: () => `page-${this.opened + 1}`,
    };
  }

  async shows(change: Partial<ConversationView> | null): Promise<void> {
    this.#board.value = change === null ? new Map() : new Map([["c1", { view: { ...VIEW, ...change } }]]);
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
  }

  happens(type: string, body: object): void {
    this.#events([{ seq: 1, type, at_ms: 0, made_at_ms: 0, actor: "x", actor_name: "", about: [], body: { conversation_id: "c1", ...body } }]);
  }

  lineIsBack(): void {
    this.#welcomed();
  }

  joins(): readonly unknown[] {
    return this.sent.filter(({ type }) => type === "conversation.join").map((one) => one["endpoint"]);
  }
}

const JOINED: Partial<ConversationView> = { round: 2, asker_endpoint: "page-1", answerer_endpoint: "desk-1", participants: [CALLER, DESK] };

async function talking(): Promise<Telephone> {
  const phone = new Telephone();
  await phone.shows({});
  await phone.shows(JOINED);
  return phone;
}

describe("a conversation carried by a guest's page", () => {
  it("begins when it is there and offers, since the caller is its asker", async () => {
    const phone = new Telephone();
    await phone.shows(null);
    expect([phone.carried.now.value, phone.opened]).toEqual([null, 0]);
    await phone.shows({});
    expect(phone.joins()).toEqual(["page-1"]);
    await phone.shows(JOINED);
    expect(phone.signals).toMatchObject([{ type: "conversation.description", kind: "offer", round: 2 }]);
    expect(phone.carried.now.value?.self).toMatchObject({ role: "guest", id: "l1" });
  });

  it("goes along to the forwarder when a third comes in", async () => {
    const phone = await talking();
    await phone.shows({ ...JOINED, participants: [CALLER, DESK, CREW], path: "forwarder", move: 1 });
    expect(phone.made).toContain("up");
    expect(phone.signals.at(-1)).toMatchObject({ type: "forward.up_offer", move: 1, endpoint: "page-1" });
    expect(phone.carried.now.value?.talk.replaced.value).toBe(false);
  });

  it("takes no other's conversation, and none that it is not told of", async () => {
    const phone = new Telephone();
    await phone.shows({ participants: [DESK, CREW] });
    expect([phone.carried.now.value, phone.joins()]).toEqual([null, []]);
    phone.wanted.value = "c2";
    await phone.shows({});
    expect(phone.joins()).toEqual([]);
  });

  it("says again that it is here when the line is back", async () => {
    const phone = await talking();
    phone.lineIsBack();
    expect(phone.signals).toContainEqual({ type: "conversation.here", conversation_id: "c1", endpoint: "page-1" });
  });

  it.each([
    ["conversation.ended", { because: "hung_up", by_side: "answerer" }, "other_hung_up"],
    ["conversation.ended", { because: "hung_up", by_side: "asker" }, null],
    ["conversation.ended", { because: "link_over", by_side: null }, null],
    ["conversation.ended", { because: "lost" }, "lost"],
    ["conversation.left", { of_relation: "guest", of_id: "l1", because: "removed" }, "removed"],
    ["conversation.left", { of_relation: "brigade", of_id: "b1", because: "removed" }, null],
  ])("says how it ended: %s %o", async (type, body, how) => {
    const phone = await talking();
    phone.happens(type, body);
    await phone.shows(null);
    expect([phone.carried.now.value, phone.carried.over.value, phone.stopped]).toEqual([null, how, 1]);
  });

  it("begins anew with another page's endpoint only when its person wishes it", async () => {
    const phone = await talking();
    const elsewhere = { ...JOINED, round: 3, asker_endpoint: "page-9", participants: [{ ...CALLER, endpoint: "page-9" }, DESK] };
    await phone.shows(elsewhere);
    expect([phone.carried.now.value?.talk.replaced.value, phone.joins()]).toEqual([true, ["page-1"]]);
    phone.carried.takeOver();
    await phone.shows(elsewhere);
    expect(phone.joins()).toEqual(["page-1", "page-2"]);
  });

  it("is silent once it is closed", async () => {
    const phone = await talking();
    phone.carried.close();
    expect(phone.stopped).toBe(1);
  });
});
