import { expect, test } from "vitest";
import type { PageMessage } from "~/signaling/web/wire";
import { Telephones, pieces } from "./telephones";

function message(sid: string, to: string): PageMessage {
  return { sid, to, body: `text ${sid}`, segments: 1, at_ms: 1, channel: "sms" };
}

test("messages stand by telephone, the newest first", async () => {
  const telephones = new Telephones(async () => [message("3", "+998B"), message("2", "+998A"), message("1", "+998B")]);
  expect(telephones.loading.value).toBe(true);
  await telephones.look(5);
  expect(telephones.loading.value).toBe(false);
  expect(telephones.all.value.map((one) => [one.number, one.messages.map((each) => each.sid)])).toEqual([
    ["+998B", ["3", "1"]],
    ["+998A", ["2"]],
  ]);
});

test("a lost link keeps what is shown and says since when", async () => {
  const answers = [[message("1", "+998A")], null];
  const telephones = new Telephones(async () => answers.shift() ?? null);
  await telephones.look(5);
  await telephones.look(9);
  expect(telephones.lost.value).toBe(true);
  expect(telephones.asOfMs.value).toBe(5);
  expect(telephones.all.value).toHaveLength(1);
});

test("an unchanged list is not drawn again", async () => {
  const telephones = new Telephones(async () => [message("1", "+998A")]);
  await telephones.look(1);
  const before = telephones.all.value;
  await telephones.look(2);
  expect(telephones.all.value).toBe(before);
});

test("links stand apart from the text", () => {
  expect(pieces("103: https://tez.example.uz/a/AAAA Kod QW2RT")).toEqual([
    { text: "103: " },
    { link: "https://tez.example.uz/a/AAAA" },
    { text: " Kod QW2RT" },
  ]);
});
