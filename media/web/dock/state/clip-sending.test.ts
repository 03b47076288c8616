import { beforeEach, expect, test, vi } from "vitest";
import { Sending, type Sent, type ShelvedClip } from "./clip-sending";

let shelf: Map<string, ShelvedClip>;
let [posted, answers, waits]: [string[], Sent[], { ms: number; act: () => void }[]] = [[], [], []];

function clip(clipId: string, spokenAtMs: number, more: Partial<ShelvedClip> = {}): ShelvedClip {
  return { clipId, conversationId: "c1", owner: "person:d1", spokenAtMs, sound: {}, mediaType: "audio/webm", bytes: 4_000, lastsMs: 2_000, ...more };
}

function sending(broken = false, put = async (one: ShelvedClip): Promise<void> => void shelf.set(one.clipId, one)): Sending {
  const refuse = async (): Promise<never> => Promise.reject(new Error("no storage"));
  return new Sending("c1", "person:d1", {
    shelf: broken
      ? { all: refuse, put: refuse, remove: refuse }
      : {
          all: async () => [...shelf.values()],
          put,
          remove: async (id) => void shelf.delete(id),
        },
    post: async ({ clipId }) => {
      posted.push(clipId);
      return answers.shift() ?? "kept";
    },
    wait: (ms, act) => {
      const one = { ms, act };
      waits.push(one);
      return () => void (waits = waits.filter((other) => other !== one));
    },
  });
}

async function settle(): Promise<void> {
  for (let turn = 0; turn < 40; turn += 1) await Promise.resolve();
}

function phases(one: Sending): string[] {
  return one.all.value.map(({ clip: { clipId }, phase }) => `${clipId} ${phase}`);
}

beforeEach(() => {
  [shelf, posted, answers, waits] = [new Map(), [], [], []];
});

test("without a line clips wait on the shelf, and go out in order once it is back", async () => {
  const one = sending();
  one.add(clip("a", 1));
  one.add(clip("b", 2));
  expect(phases(one)).toEqual(["a keeping", "b keeping"]);
  await settle();
  expect([phases(one), posted, [...shelf.keys()]]).toEqual([["a waiting", "b waiting"], [], ["a", "b"]]);
  one.follow(true);
  expect(phases(one)).toEqual(["a sending", "b waiting"]);
  await settle();
  expect([phases(one), posted, shelf.size]).toEqual([["a delivered", "b delivered"], ["a", "b"], 0]);
});

test("that a clip waits is said once a reload would find it; a shelf that does not answer holds up nothing", async () => {
  let kept = (): void => undefined;
  const put = vi.fn(async () => new Promise<void>((done) => void (kept = done)));
  const one = sending(false, put);
  one.follow(true);
  await settle();
  one.add(clip("a", 1));
  one.add(clip("b", 2));
  await settle();
  expect([phases(one), posted]).toEqual([["a keeping", "b keeping"], []]);
  kept(); // of "b", which must not overtake
  await settle();
  expect([phases(one), posted]).toEqual([["a keeping", "b waiting"], []]);
  waits.shift()?.act(); // of "a": silent for too long
  await settle();
  expect([phases(one), posted]).toEqual([["a delivered", "b delivered"], ["a", "b"]]);
});

test("a reload goes on with what lay there: of this conversation, of this person", async () => {
  for (const each of [clip("late", 9), clip("early", 3), clip("other", 1, { conversationId: "c2" }), clip("hers", 1, { owner: "person:d2" })]) shelf.set(each.clipId, each);
  const one = sending();
  one.follow(true);
  await settle();
  expect([posted, [...shelf.keys()]]).toEqual([["early", "late"], ["other", "hers"]]);
});

test("an attempt in vain is made again, later and later, and nothing overtakes it", async () => {
  answers = ["later", "later", "later", "later", "later"];
  const one = sending();
  one.follow(true);
  await settle();
  one.add(clip("a", 1));
  one.add(clip("b", 2));
  const spans: number[] = [];
  for (let turn = 0; turn < 5; turn += 1) {
    await settle();
    const next = waits.pop();
    spans.push(next?.ms ?? 0);
    next?.act();
  }
  await settle();
  expect([spans, posted]).toEqual([[1_000, 2_000, 4_000, 8_000, 8_000], ["a", "a", "a", "a", "a", "a", "b"]]);
});

test("what the rules refuse is said, kept no longer, and does not hold up the next", async () => {
  answers = [{ code: "conversation_ended" }];
  const one = sending();
  one.add(clip("a", 1));
  one.add(clip("b", 2));
  one.follow(true);
  await settle();
  expect([phases(one), one.all.value[0]?.code, shelf.size]).toEqual([["a refused", "b delivered"], "conversation_ended", 0]);
  one.putAway("b");
  one.putAway("a");
  expect(phases(one)).toEqual(["b delivered"]);
});

test("a browser without storage sends all the same, and a closed page sends nothing", async () => {
  const one = sending(true);
  one.add(clip("a", 1));
  one.follow(true);
  await settle();
  expect(phases(one)).toEqual(["a delivered"]);
  one.close();
  one.add(clip("b", 2));
  await settle();
  expect(posted).toEqual(["a"]);
});
