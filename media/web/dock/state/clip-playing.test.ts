import { beforeEach, expect, test } from "vitest";
import type { ClipView } from "~/signaling/web/wire";
import { Player } from "./clip-playing";

type How = "ended" | "held" | "broken";
let played: string[] = [];
let heard: string[] = [];
let end: (how: How) => void = () => undefined;
let stopped = 0;
let sounds: Map<string, object | "gone" | null>;
let waits: (() => void)[] = [];

function view(clip_id: string, at_ms: number, more: Partial<ClipView> = {}): ClipView {
  return { clip_id, conversation_id: "c1", of_relation: "brigade", of_id: "b1", of_name: null, lasts_ms: 2_000, size: 4_000, spoken_at_ms: at_ms, at_ms, heard_by: [], forgotten: false, ...more };
}

function player(): Player {
  return new Player("person:d1", {
    fetch: async (clipId) => (sounds.has(clipId) ? (sounds.get(clipId) ?? null) : { clipId }),
    play: (sound, ended) => {
      played.push((sound as { clipId: string }).clipId);
      end = ended;
      return () => void (stopped += 1);
    },
    heard: (clipId) => void heard.push(clipId),
    wait: (_ms, act) => {
      waits.push(act);
      return () => undefined;
    },
  });
}

async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
}

beforeEach(() => {
  [played, heard, stopped, sounds, waits] = [[], [], 0, new Map(), []];
});

test("where nobody is heard live they play by themselves, in order, one after another, and are said to be heard", async () => {
  const one = player();
  one.follow([view("a", 10), view("b", 20)], 0, true);
  await settle();
  expect([played, one.playing.value]).toEqual([["a"], { clipId: "a", wished: false }]);
  end("ended");
  await settle();
  expect([played, heard, one.unheard.value.map(({ clip_id }) => clip_id)]).toEqual([["a", "b"], ["a"], ["b"]]);
  end("ended");
  await settle();
  expect([heard, one.playing.value]).toEqual([["a", "b"], null]);
});

test("one's own, what was heard, what is forgotten and what came before one did are not played", async () => {
  const one = player();
  one.follow(
    [view("before", 5), view("mine", 10, { of_relation: "person", of_id: "d1" }), view("heard", 11, { heard_by: ["person:d1"] }), view("forgotten", 12, { forgotten: true })],
    8, true,
  );
  await settle();
  expect([played, one.unheard.value]).toEqual([[], []]);
});

test("over live speech nothing begins, what plays by itself stops, and waits from its beginning", async () => {
  const one = player();
  const clips = [view("a", 10)];
  one.follow(clips, 0, false);
  await settle();
  expect([played, one.unheard.value.length]).toEqual([[], 1]);
  one.follow(clips, 0, true);
  await settle();
  one.follow(clips, 0, false);
  expect([played, stopped, one.playing.value, one.unheard.value.length, heard]).toEqual([["a"], 1, null, 1, []]);
  one.follow(clips, 0, true);
  expect(played).toEqual(["a", "a"]);
});

test("a person hears what they wish, over live speech too, all that waits or one again", async () => {
  const one = player();
  const clips = [view("a", 10), view("b", 20)];
  one.follow(clips, 0, false);
  await settle();
  one.playUnheard();
  expect(one.playing.value).toEqual({ clipId: "a", wished: true });
  one.follow(clips, 0, false);
  expect(stopped).toBe(0);
  end("ended");
  end("ended");
  await settle();
  expect([played, heard]).toEqual([["a", "b"], ["a", "b"]]);
  one.toggle("a");
  end("ended");
  expect([played, heard]).toEqual([["a", "b", "a"], ["a", "b"]]);
  one.toggle("b");
  one.toggle("b");
  expect([one.playing.value, stopped]).toEqual([null, 1]);
});

test("a browser that wants a touch first gets one; until then it waits", async () => {
  const one = player();
  one.follow([view("a", 10)], 0, true);
  await settle();
  end("held");
  one.follow([view("a", 10), view("b", 20)], 0, true);
  await settle();
  expect([played, one.unheard.value.length]).toEqual([["a"], 2]);
  one.playUnheard();
  expect(played).toEqual(["a", "a"]);
});

test("what is gone or cannot be played does not hold up the next; what did not come is asked for again", async () => {
  sounds = new Map<string, object | "gone" | null>([["gone", "gone"], ["late", null]]);
  const one = player();
  one.follow([view("gone", 1), view("odd", 2), view("late", 3)], 0, true);
  await settle();
  expect(played).toEqual(["odd"]);
  end("broken");
  await settle();
  expect([[...one.broken.value], one.playing.value, heard]).toEqual([["gone", "odd"], null, []]);
  sounds.delete("late");
  for (const again of waits.splice(0)) again();
  await settle();
  expect(played).toEqual(["odd", "late"]);
  one.close();
  expect(stopped).toBe(1);
});
