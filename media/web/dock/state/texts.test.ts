import { expect, test } from "vitest";
import type { WrittenText } from "~/signaling/web/wire";
import { Texts } from "./texts";

const FIRST: WrittenText = { relation: "person", id: "d1", name: "Nodira", text: "Blood pressure?", at_ms: 5 };

test("what is written stands at the end until the server has it", async () => {
  let answer: (kept: boolean) => void = () => undefined;
  let kept: WrittenText[] = [FIRST];
  const sent: unknown[] = [];
  const texts = new Texts("c1", {
    ask: (async () => kept) as never,
    send: ((body: unknown) => {
      sent.push(body);
      return new Promise((done, fail) => (answer = (good) => (good ? done(null) : fail(new Error("no")))));
    }) as never,
  });
  texts.follow(1);
  await Promise.resolve();
  await Promise.resolve();
  expect([texts.unread, texts.all.value.map(({ text }) => text)]).toEqual([1, ["Blood pressure?"]]);
  texts.lookedAt();
  expect(texts.unread).toBe(0);
  const written = texts.write("170 to 95");
  expect(sent).toEqual([{ type: "conversation.write", conversation_id: "c1", text: "170 to 95" }]);
  expect(texts.all.value.at(-1)).toMatchObject({ text: "170 to 95", atMs: null });
  kept = [FIRST, { ...FIRST, id: "b1", text: "170 to 95", at_ms: 9 }];
  answer(true);
  expect(await written).toBe(true);
  texts.follow(2);
  await Promise.resolve();
  await Promise.resolve();
  expect(texts.all.value.map(({ atMs }) => atMs)).toEqual([5, 9]);
  const refused = texts.write("again");
  answer(false);
  expect(await refused).toBe(false);
  expect(texts.all.value).toHaveLength(2);
});
