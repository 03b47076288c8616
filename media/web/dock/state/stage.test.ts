import { expect, test } from "vitest";
import type { ParticipantView } from "~/signaling/web/wire";
import { Moving } from "./counts";
import { streamsOf, tilesOf, wishesOf } from "./stage";

const person = (id: string): ParticipantView => ({
  place: "other", relation: "person", id, name: id, role: "physician", endpoint: `of ${id}`, entered_at_ms: 1, muted_by: null,
});
const [ANORA, BOTIR, DILNOZA] = [person("anora"), person("botir"), person("dilnoza")];

test("the screen comes first, then the speaker, then the others as they came in", () => {
  const streams = [
    { endpoint: "of anora", source: "picture", stream: { a: 1 } },
    { endpoint: "of dilnoza", source: "screen", stream: { d: 1 }, mid: "5" },
    { endpoint: "of botir", source: "screen", stream: { b: 1 }, mid: "3" },
  ] as const;
  const tiles = tilesOf([ANORA, BOTIR, DILNOZA], streams, new Set(["5"]), "of botir");
  expect(tiles.map(({ key }) => key)).toEqual(["screen of person:dilnoza", "person:botir", "person:anora", "person:dilnoza"]);
  expect(tiles[2]?.picture).toEqual({ a: 1 });
  expect(tiles[1]?.picture).toBeNull();
});

test("fine for the large one, coarse for the small ones, less for who saves data", () => {
  const tiles = tilesOf([ANORA, BOTIR, { ...DILNOZA, endpoint: null }], [], new Set(), "of botir");
  expect(wishesOf(tiles, "auto")).toEqual({ "of botir/picture": "high", "of anora/picture": "low" });
  expect(wishesOf(tiles, "save_data")).toEqual({ "of botir/picture": "low", "of anora/picture": "off" });
  expect(wishesOf(tiles, "voice")).toEqual({ "of botir/picture": "off", "of anora/picture": "off" });
});

test("of two paths the one that is heard is seen", () => {
  const [old, young] = [{ endpoint: "a", source: "picture", stream: {} }, { endpoint: "b", source: "picture", stream: {} }] as const;
  expect(streamsOf([{ name: "move 1", muted: true, streams: [young] }, { name: "direct", muted: false, streams: [old] }])).toEqual([old]);
  expect(streamsOf([])).toEqual([]);
});

test("a picture that has not moved for five seconds moves no more, and may again", () => {
  const moving = new Moving();
  const row = (framesDecoded: number) => [{ type: "inbound-rtp", kind: "video", mid: "5", framesDecoded }];
  expect([...moving.feed(row(0), 0)]).toEqual([]);
  expect([...moving.feed(row(9), 1000)]).toEqual(["5"]);
  expect([...moving.feed(row(9), 5000)]).toEqual(["5"]);
  expect([...moving.feed(row(9), 6000)]).toEqual([]);
  expect([...moving.feed(row(10), 7000)]).toEqual(["5"]);
});
