import { signal } from "@preact/signals-core";
import { expect, test } from "vitest";
import type { ClipView } from "~/signaling/web/wire";
import type { Recorded } from "./clip-taking";
import { Clips, speechFlows, type ClipPorts } from "./clips";
import type { LinkReport, LinkShown } from "./link";
import { Own } from "./own";
import type { Media } from "./ports";
import type { Rung } from "./rungs";
import type { ConversationView } from "./words";

const SOUND: Recorded = { sound: {}, mediaType: "audio/webm", bytes: 4_000, lastsMs: 2_000 };
const ME = { id: "d1", role: "dispatcher", brigade_id: null };
const VIEW = { conversation_id: "c1", accepted_at_ms: 1, participants: [{ relation: "person", id: "d1", entered_at_ms: 5 }] } as unknown as ConversationView;

function standing(rung: Rung, reason: LinkShown["standing"]["reason"] = "good"): LinkShown {
  return { standing: { rung, reason, sinceMs: 0 } } as LinkShown;
}

class Far {
  readonly things = signal<ReadonlyMap<string, { id: string; version: number; view: ClipView }>>(new Map());
  readonly link = signal({ phase: "open" as string, roundTripMs: null, lostAtMs: null, reason: "" });
  readonly talk = {
    connection: signal("connected"),
    link: { shown: signal(standing("voice")), far: signal<ReadonlyMap<string, LinkReport>>(new Map()) },
    own: new Own(ME, false, () => undefined),
  };
  /** Whether the live track carries speech. */
  live = true;
  lose: () => void = () => undefined;
  readonly sent: unknown[] = [];
  readonly posted: string[] = [];
  played: string[] = [];
  now = 100;
  #ids = 0;
  end: (how: "ended" | "held" | "broken") => void = () => undefined;
  readonly session = {
    kind: () => this.things as never,
    send: async (body: unknown) => void this.sent.push(body) as never,
    newId: () => `clip-${(this.#ids += 1)}`,
    nowMs: () => this.now,
    link: this.link as never,
  };
  readonly ports: ClipPorts = {
    record: (_media, lost) => {
      this.lose = lost;
      return { stop: async () => SOUND, drop: () => undefined };
    },
    post: async ({ clipId }) => {
      this.posted.push(clipId);
      return "kept";
    },
    shelf: { all: async () => [], put: async () => undefined, remove: async () => undefined },
    fetch: async (clipId) => ({ clipId }),
    play: (sound, ended) => {
      this.played.push((sound as { clipId: string }).clipId);
      this.end = ended;
      return () => undefined;
    },
    wait: () => () => undefined,
  };
  readonly clips = new Clips("c1", ME, this.session, this.talk, this.ports);

  constructor() {
    this.talk.own.open({ microphone: true, setMicrophone: (on: boolean) => void (this.live = on) } as Media, false);
  }

  put(...clips: Partial<ClipView>[]): void {
    const start: ClipView = { clip_id: "", conversation_id: "c1", of_relation: "brigade", of_id: "b1", of_name: "Crew", lasts_ms: 3_000, size: 5_000, spoken_at_ms: 50, at_ms: 60, heard_by: [], forgotten: false };
    this.things.value = new Map(clips.map((clip) => [clip.clip_id ?? "", { id: clip.clip_id ?? "", version: 1, view: { ...start, ...clip } }]));
  }
  speak(): void {
    this.clips.taking.press();
    this.now += 2_000;
    this.clips.taking.release();
  }
}

async function settle(): Promise<void> {
  for (let turn = 0; turn < 40; turn += 1) await Promise.resolve();
}

test("whose speech is heard live", () => {
  const far = (rung: Rung) => ({ rung });
  expect(speechFlows("connected", standing("voice").standing, [])).toBe(true);
  expect(speechFlows("recovering", standing("voice").standing, [far("voice")])).toBe(false);
  expect(speechFlows("connected", standing("clips", "broken").standing, [far("voice")])).toBe(false);
  // Our own way out is lost, theirs is not: they are heard.
  expect(speechFlows("connected", standing("clips", "loss").standing, [far("voice")])).toBe(true);
  expect(speechFlows("connected", standing("video").standing, [far("clips")])).toBe(false);
  expect(speechFlows("connected", standing("video").standing, [far("clips"), far("stills")])).toBe(true);
});

test("clips are offered where speech does not get through, and the button stays while somebody speaks into it", async () => {
  const far = new Far();
  expect(far.clips.needed.value).toBe(false);
  far.talk.link.shown.value = standing("clips", "broken");
  expect(far.clips.needed.value).toBe(true);
  far.clips.taking.press();
  far.talk.link.shown.value = standing("voice");
  expect(far.clips.needed.value).toBe(true);
  far.now += 2_000;
  far.clips.taking.release();
  expect(far.clips.needed.value).toBe(false);
});

test("what is said waits, is sent, is delivered, and is heard by whom", async () => {
  const far = new Far();
  far.link.value = { ...far.link.value, phase: "waiting" };
  far.speak();
  await settle();
  expect(far.clips.all.value).toMatchObject([{ clipId: "clip-1", mine: true, phase: "waiting", lastsMs: 2_000, bytes: 4_000 }]);
  far.link.value = { ...far.link.value, phase: "open" };
  await settle();
  expect([far.posted, far.clips.all.value.map(({ phase }) => phase)]).toEqual([["clip-1"], ["delivered"]]);
  far.put({ clip_id: "clip-1", of_relation: "person", of_id: "d1", heard_by: ["brigade:b1"] });
  expect(far.clips.all.value).toMatchObject([{ clipId: "clip-1", mine: true, phase: "delivered", heardBy: ["brigade:b1"] }]);
});

test("what comes plays once nobody is heard live and nobody speaks here, and the server is told", async () => {
  const far = new Far();
  far.clips.follow(VIEW);
  far.put({ clip_id: "a" }, { clip_id: "elsewhere", conversation_id: "c2" });
  await settle();
  expect([far.played, far.clips.player.unheard.value.length]).toEqual([[], 1]);
  far.clips.taking.press();
  far.talk.connection.value = "recovering";
  await settle();
  expect(far.played).toEqual([]);
  far.now += 2_000;
  far.clips.taking.release();
  await settle();
  expect(far.played).toEqual(["a"]);
  far.end("ended");
  expect(far.sent).toEqual([{ type: "clip.hear", clip_id: "a" }]);
  far.clips.close();
});

test("while a clip is spoken nobody hears it live, and afterwards the live sound is as it was, however it ends", () => {
  const far = new Far();
  const { taking } = far.clips;
  const lives = (): boolean[] => [far.live, far.talk.own.microphoneOn.value];
  const ends: (() => void)[] = [() => taking.drop(), () => taking.release(), () => far.lose(), () => far.clips.close()];
  for (const end of ends) {
    taking.press();
    far.now += 2_000;
    expect(lives()).toEqual([false, true]);
    end();
    expect(lives()).toEqual([true, true]);
  }
});

test("who was muted stays muted, and what a person wishes while they speak holds afterwards", () => {
  const far = new Far();
  far.talk.own.toggleMicrophone();
  far.speak();
  expect(far.live).toBe(false);
  far.clips.taking.press();
  far.talk.own.toggleMicrophone();
  expect(far.live).toBe(false);
  far.clips.taking.drop();
  expect(far.live).toBe(true);
});
