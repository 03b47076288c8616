import { signal } from "@preact/signals-core";
import { beforeEach, describe, expect, test } from "vitest";
import type { EventLine } from "~/signaling/web/frames";
import { Refusal } from "~/signaling/web/frames";
import { Dock, type DockPorts } from "./dock";
import type { Sample } from "./freshness";
import type { Media, PathState, WatchedPeer } from "./ports";
import type { InvitationView, ParticipantView } from "./people";
import type { ConversationView } from "./words";

const START: ConversationView = {
  conversation_id: "c1", about: "i1", about_kind: "incident", phase: "asked", asker_relation: "person", asker_id: "d1",
  asker_name: "Nodira", to_relation: "brigade", to_id: "b1", answerer_relation: null, answerer_id: null, answerer_name: null,
  video: true, asked_at_ms: 1, ring_until_ms: 30_001, accepted_at_ms: null, ended_at_ms: null, ended_because: null, ended_by_side: null, round: 0, asker_endpoint: null, answerer_endpoint: null,
  participants: [], invitations: [], tried: [], then: [], ringing_on: [], path: "direct", move: 0, held_by: [], no_worker: false, texts: 0, expected: [],
};
const ACCEPTED: Partial<ConversationView> = { phase: "accepted", answerer_relation: "brigade", answerer_id: "b1", accepted_at_ms: 5 };

type Me = { id: string; role: string; brigade_id: string | null };
const DISPATCHER: Me = { id: "d1", role: "dispatcher", brigade_id: null };
const CREW: Me = { id: "b1", role: "crew", brigade_id: "b1" };

/** A session whose server is the test: it holds a board, and writes down what is sent. */
class HeldSession {
  readonly #things = signal<ReadonlyMap<string, { id: string; version: number; view: ConversationView }>>(new Map());
  readonly welcome;
  readonly link = signal({ phase: "open" as const, roundTripMs: null, lostAtMs: null, reason: "" });
  readonly sent: { type: string; [field: string]: unknown }[] = [];
  refuse: string | null = null;
  now = 0;
  #events: (events: readonly EventLine[]) => void = () => undefined;
  #signals = new Map<string, (message: never) => void>();

  constructor(me: Me) {
    this.welcome = signal({ type: "welcome" as const, schema: 1, session_id: "s", stream: "x", now_ms: 0, heartbeat_ms: 5000, me });
  }

  kind = () => this.#things as never;
  newId = () => "c1";
  nowMs = () => this.now;
  ask = async () => [] as never;
  onWelcome = () => () => undefined;
  signal = (message: { type: string }) => this.sent.push(message) > 0;
  doubts = 0;
  doubt = () => void (this.doubts += 1);
  send = async (body: { type: string }) => {
    this.sent.push(body);
    if (this.refuse !== null) throw new Refusal("refused", this.refuse);
    return null as never;
  };
  onEvents = (hear: (events: readonly EventLine[]) => void) => {
    this.#events = hear;
    return () => undefined;
  };
  onSignal = (type: string, hear: (message: never) => void) => {
    this.#signals.set(type, hear);
    return () => undefined;
  };

  put(...views: Partial<ConversationView>[]): void {
    this.#things.value = new Map(views.map((view) => ["c1", { id: "c1", version: 1, view: { ...START, ...view } }]));
  }
  happen(type: string, body: Record<string, unknown> = {}): void {
    this.#events([{ seq: 1, type, at_ms: 0, made_at_ms: 0, actor: "x", actor_name: "", about: [], body: { conversation_id: "c1", ...body } }]);
  }
  tell(message: { type: string; [field: string]: unknown }): void {
    this.#signals.get(message.type)?.(message as never);
  }
  types(): string[] {
    return this.sent.map((message) => message.type.replace("conversation.", ""));
  }
}

class Devices implements DockPorts {
  readonly kept = new Set<string>();
  readonly claims = { has: (id: string) => this.kept.has(id), add: (id: string) => void this.kept.add(id), drop: (id: string) => void this.kept.delete(id) };
  sampled: Sample = { framesDecoded: 0, audioPackets: 0, heard: 0 };
  path: (state: PathState) => void = () => undefined;
  peers = 0;
  stopped = 0;
  alarms: (() => void)[] = [];
  done: string[] = [];
  #endpoints = 0;

  readonly deviceLabel = "test";
  readonly clips = {
    record: () => null, post: async () => "kept" as const, fetch: async () => null, play: () => () => undefined, wait: () => () => undefined,
    shelf: { all: async () => [], put: async () => undefined, remove: async () => undefined },
  };
  makeUp: DockPorts["makeUp"] = () => ({
    offer: async () => "up", accept: async () => undefined, sendPictures: async () => undefined, apply: async () => undefined, statistics: async () => [], close: () => undefined,
  });
  makeDown: DockPorts["makeDown"] = () => ({ answer: async () => ({ sdp: "down", streams: new Map() }), statistics: async () => [], close: () => undefined });
  newEndpoint = () => `endpoint-${(this.#endpoints += 1)}`;
  openMedia = async (): Promise<Media> => ({
    microphone: true, camera: true, missing: "none", setMicrophone: () => undefined, setCamera: async () => true,
    setScreen: async () => true, farCamera: () => null, setFarCamera: async () => undefined,
    stop: () => { this.stopped += 1; },
  });
  makePeer: DockPorts["makePeer"] = (options): WatchedPeer => {
    this.peers += 1;
    this.path = options.path;
    const note = async (what: string) => { this.done.push(what); return what; };
    return {
      offer: (iceRestart) => note(iceRestart ? "restart" : "offer"), answer: () => note("answer"), accept: async () => void (await note("accept")),
      add: async () => undefined, close: () => undefined, sample: async () => this.sampled,
      statistics: async () => [], apply: async () => undefined, stopPictures: () => undefined,
    };
  };
  wait = (_ms: number, act: () => void) => {
    this.alarms.push(act);
    return () => { this.alarms = this.alarms.filter((one) => one !== act); };
  };
}

async function settle(): Promise<void> {
  for (let turn = 0; turn < 30; turn += 1) await Promise.resolve();
}

describe("who is rung", () => {
  let session: HeldSession;
  let dock: Dock;
  const on = (me: Me): void => {
    session = new HeldSession(me);
    dock = new Dock(session as never, new Devices());
  };

  test("the brigade that is asked rings aloud, and says so to the server once", () => {
    on(CREW);
    session.put({});
    session.put({ phase: "ringing" });
    expect(dock.rings.incoming.value.map((ring) => ring.id)).toEqual(["c1"]);
    expect(dock.aloud.value).toBe(true);
    expect(session.types()).toEqual(["ring"]);
    for (const ring of dock.rings.incoming.value) dock.rings.silence(ring);
    expect(dock.aloud.value).toBe(false);
  });

  test("a ring to the desk rings at every dispatcher, and at nobody else", () => {
    const ring: Partial<ConversationView> = { asker_relation: "brigade", asker_id: "b1", to_relation: "service", to_id: "" };
    for (const [me, count] of [[DISPATCHER, 1], [CREW, 0], [{ id: "p", role: "physician", brigade_id: null }, 0]] as const) {
      on(me);
      session.put(ring);
      expect(dock.rings.incoming.value).toHaveLength(count);
    }
  });

  test("the asker sees its ring go out, and how it ends", async () => {
    on(DISPATCHER);
    await dock.start({ about: "i1", to_relation: "brigade", to_id: "b1" });
    session.put({ phase: "ringing" });
    expect(dock.showing.value).toMatchObject({ is: "outgoing", view: { phase: "ringing" } });
    session.put();
    session.happen("conversation.unanswered");
    expect(dock.showing.value).toMatchObject({ is: "over", outcome: { how: "no_answer", canAskAgain: true, other: { id: "b1" } } });
    dock.dismiss();
    expect(dock.showing.value.is).toBe("idle");
  });

  test("a refusal is said", async () => {
    on(DISPATCHER);
    session.refuse = "person_busy";
    expect(await dock.start({ to_relation: "brigade", to_id: "b1" })).toBeNull();
    expect(dock.showing.value).toEqual({ is: "refused", code: "person_busy" });
  });
});

describe("a conversation", () => {
  let session: HeldSession;
  let devices: Devices;
  let dock: Dock;
  beforeEach(() => {
    session = new HeldSession(CREW);
    devices = new Devices();
    dock = new Dock(session as never, devices);
  });

  async function talk(): Promise<void> {
    session.put({});
    for (const ring of dock.rings.incoming.value) await dock.accept(ring);
    session.put(ACCEPTED);
    await settle();
    session.put({ ...ACCEPTED, round: 2, asker_endpoint: "desk-1", answerer_endpoint: "endpoint-1" });
    await settle();
  }

  async function second(atMs: number): Promise<void> {
    session.now = atMs;
    const due = devices.alarms;
    devices.alarms = [];
    for (const act of due) act();
    await settle();
  }

  test("is joined by the page that accepted it, and answers the asker's offer", async () => {
    await talk();
    session.tell({ type: "peer.description", conversation_id: "c1", to_endpoint: "endpoint-1", round: 2, restart: 0, kind: "offer", sdp: "o" });
    await settle();
    expect(session.types()).toEqual(["ring", "accept", "join", "description"]);
    devices.path("connected");
    expect(dock.showing.value).toMatchObject({ is: "talking", self: CREW });
  });

  test("what is for another device is not heard", async () => {
    await talk();
    session.tell({ type: "peer.description", conversation_id: "c1", to_endpoint: "endpoint-0", round: 2, restart: 0, kind: "offer", sdp: "o" });
    await settle();
    expect(devices.done).toEqual([]);
  });

  test("is taken up again after a reload of the page, and only there", async () => {
    devices.kept.add("c1");
    session.put({ ...ACCEPTED, round: 2, asker_endpoint: "desk-1", answerer_endpoint: "before" });
    await settle();
    expect(session.types()).toEqual(["join"]);
    const other = new HeldSession(CREW);
    const elsewhere = new Dock(other as never, new Devices());
    other.put(ACCEPTED);
    expect(elsewhere.showing.value.is).toBe("elsewhere");
    expect(other.types()).toEqual([]);
  });

  test("that began without a ring is taken up by the first page of its side", async () => {
    session.put({ ...ACCEPTED, asked_at_ms: 5 });
    await settle();
    expect(session.types()).toEqual(["join"]);
    const later = new HeldSession(CREW);
    const second = new Dock(later as never, new Devices());
    later.put({ ...ACCEPTED, asked_at_ms: 5, round: 1, answerer_endpoint: "endpoint-1" });
    expect([second.showing.value.is, later.types()]).toEqual(["elsewhere", []]);
  });

  test("moves to the page that takes it over", async () => {
    await talk();
    session.put({ ...ACCEPTED, round: 3, asker_endpoint: "desk-1", answerer_endpoint: "my other page" });
    expect(dock.showing.value.is).toBe("elsewhere");
    expect(devices.stopped).toBe(1);
    expect(devices.kept.has("c1")).toBe(false);
    const showing = dock.showing.value;
    if (showing.is === "elsewhere") dock.takeOver(showing.view);
    await settle();
    expect(session.sent.at(-1)).toMatchObject({ type: "conversation.join", endpoint: "endpoint-2" });
  });

  test("recovers when speech stops: restarts first, then a new round", async () => {
    await talk();
    devices.path("connected");
    devices.sampled = { framesDecoded: 9, audioPackets: 50, heard: 60 };
    await second(1000);
    const before = session.sent.length;
    for (let s = 2; s <= 18; s += 1) await second(s * 1000);
    const done = session.sent.slice(before).filter((message) => message["restart"] === true || message.type.endsWith("join"));
    expect(done.map((message) => message.type)).toEqual(["negotiation.wanted", "negotiation.wanted", "conversation.join"]);
    devices.sampled = { framesDecoded: 9, audioPackets: 80, heard: 99 };
    await second(19_000);
    expect(dock.showing.value.is === "talking" && dock.showing.value.talk.connection.value).toBe("connected");
  });

  test("ends for both, and the devices are given back", async () => {
    await talk();
    session.put();
    session.happen("conversation.ended", { because: "hung_up", by_side: "asker" });
    expect(dock.showing.value).toMatchObject({ is: "over", outcome: { how: "other_hung_up", canAskAgain: false } });
    expect(devices.stopped).toBe(1);
    await second(9000);
    expect(dock.showing.value.is).toBe("idle");
  });
});

describe("while it rings", () => {
  const offer = { type: "peer.description", conversation_id: "c1", to_endpoint: "", round: 2, restart: 0, kind: "offer", sdp: "v=0" };

  test("the asker's page joins and offers for the round that the answerer will begin", async () => {
    const [session, devices] = [new HeldSession(DISPATCHER), new Devices()];
    const dock = new Dock(session as never, devices);
    await dock.start({ about: "i1", to_relation: "brigade", to_id: "b1" });
    session.put({ phase: "ringing" });
    await settle();
    session.put({ phase: "ringing", round: 1, asker_endpoint: "endpoint-1" });
    await settle();
    expect(dock.showing.value.is).toBe("outgoing");
    expect(session.types()).toEqual(["ask", "join", "description"]);
    expect(session.sent.at(-1)).toMatchObject({ round: 2, kind: "offer" });
    session.put();
    expect(devices.stopped).toBe(1);
  });

  test("a tap accepts, joins and answers the offer that lies ready, without waiting in between", async () => {
    const [session, devices] = [new HeldSession(CREW), new Devices()];
    const dock = new Dock(session as never, devices);
    session.put({ phase: "ringing", round: 1, asker_endpoint: "desk-1" });
    session.tell(offer);
    expect(devices.peers).toBe(0);
    for (const ring of dock.rings.incoming.value) void dock.accept(ring);
    await settle();
    expect(session.types()).toEqual(["accept", "join", "description"]);
    expect(session.sent.at(-1)).toMatchObject({ round: 2, kind: "answer", endpoint: "endpoint-1" });
    session.put({ ...ACCEPTED, round: 2, asker_endpoint: "desk-1", answerer_endpoint: "endpoint-1" });
    await settle();
    expect([dock.showing.value.is, devices.peers]).toEqual(["talking", 1]);
  });

  test("a tap that came too late gives the devices back", async () => {
    const [session, devices] = [new HeldSession(CREW), new Devices()];
    const dock = new Dock(session as never, devices);
    session.put({ phase: "ringing", round: 1, asker_endpoint: "desk-1" });
    session.tell(offer);
    session.refuse = "already_answered";
    for (const ring of dock.rings.incoming.value) await dock.accept(ring);
    await settle();
    expect([dock.showing.value.is, devices.stopped, devices.kept.size]).toEqual(["refused", 1, 0]);
  });
});

const NODIRA: ParticipantView = { place: "asker", relation: "person", id: "d1", name: "Nodira", role: "dispatcher", endpoint: "desk-1", entered_at_ms: 5, muted_by: null };
const BRIGADE: ParticipantView = { ...NODIRA, place: "answerer", relation: "brigade", id: "b1", name: null, role: "crew", endpoint: "endpoint-1" };
const DOCTOR: ParticipantView = { ...NODIRA, place: "other", id: "p1", name: "Karimov", role: "physician", endpoint: "endpoint-1" };
const INVITATION: InvitationView = {
  invitation_id: "i1", to_relation: "person", to_id: "p1", to_name: "Karimov", by_relation: "person", by_id: "d1", by_name: "Nodira", rings: false, ringing_on: [], ring_until_ms: 30_000,
};

describe("three and more", () => {
  const THREE: Partial<ConversationView> = { ...ACCEPTED, round: 2, participants: [NODIRA, { ...BRIGADE, endpoint: "tablet-1" }, DOCTOR], path: "forwarder", move: 1 };
  let session: HeldSession;
  let devices: Devices;
  let dock: Dock;
  beforeEach(() => {
    session = new HeldSession({ id: "p1", role: "physician", brigade_id: null });
    devices = new Devices();
    dock = new Dock(session as never, devices);
  });

  test("an invitation rings, and who accepts it enters and joins, without a path of its own to anybody", async () => {
    session.put({ ...ACCEPTED, participants: [NODIRA, BRIGADE], invitations: [INVITATION] });
    expect([dock.aloud.value, dock.rings.incoming.value[0]?.id]).toEqual([true, "i1"]);
    for (const ring of dock.rings.incoming.value) await dock.accept(ring);
    session.put({ ...THREE, participants: [NODIRA, BRIGADE, { ...DOCTOR, endpoint: null }] });
    await settle();
    expect(session.types()).toEqual(["ring", "enter", "join"]);
    session.put(THREE);
    await settle();
    expect(devices.peers).toBe(0);
    expect(session.sent.at(-1)).toMatchObject({ type: "forward.up_offer", move: 1, endpoint: "endpoint-1" });
  });

  test("who is taken out is told so, and their devices are given back", async () => {
    devices.kept.add("c1");
    session.put(THREE);
    await settle();
    session.put({ ...THREE, participants: [NODIRA, BRIGADE] });
    session.happen("conversation.left", { of_relation: "person", of_id: "p1", because: "removed" });
    expect(dock.showing.value).toMatchObject({ is: "over", outcome: { how: "removed" } });
    expect(devices.stopped).toBe(1);
  });

  test("who is asked to be still is, until they speak again of themselves", async () => {
    devices.kept.add("c1");
    session.put(THREE);
    await settle();
    session.put({ ...THREE, participants: [NODIRA, BRIGADE, { ...DOCTOR, muted_by: "d1" }] });
    const showing = dock.showing.value;
    if (showing.is !== "talking") throw new Error(showing.is);
    expect(showing.talk.own.microphoneOn.value).toBe(false);
    showing.talk.own.toggleMicrophone();
    expect(session.sent.at(-1)).toMatchObject({ type: "conversation.mute", of_id: "p1", muted: false });
  });

  test("a refused wish is said beside the conversation, which goes on", async () => {
    devices.kept.add("c1");
    session.put(THREE);
    await settle();
    session.refuse = "person_busy";
    await dock.wishes.invite("c1", { relation: "brigade", id: "b2", name: null });
    expect([dock.wishes.notice.value, dock.showing.value.is]).toEqual(["person_busy", "talking"]);
  });

  test("without a worker a third has nothing to join, and the two sides go on", async () => {
    devices.kept.add("c1");
    session.put({ ...THREE, no_worker: true });
    await settle();
    expect(session.types()).toEqual(["join"]);
  });

  test("who hung up themselves is told nothing, whoever was the last to leave", async () => {
    devices.kept.add("c1");
    session.put(THREE);
    await settle();
    await dock.hangUp("c1");
    expect(dock.showing.value.is).toBe("idle");
    session.put();
    session.happen("conversation.ended", { because: "hung_up", by_side: null });
    expect(dock.showing.value.is).toBe("idle");
  });
});
