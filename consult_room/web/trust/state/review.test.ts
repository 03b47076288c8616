import { signal } from "@preact/signals-core";
import { expect, test } from "vitest";
import { Refusal } from "~/signaling/web/frames";
import { named, Review } from "./review";

const ID = "0193a000-0000-7000-8000-000000000001";

function reviewing(role: string, answer: (question: Record<string, unknown>) => unknown) {
  const sent: Record<string, unknown>[] = [];
  const asked: Record<string, unknown>[] = [];
  const session = {
    kind: () => signal(new Map()),
    ask: (question: Record<string, unknown>) => {
      asked.push(question);
      return Promise.resolve().then(() => answer(question));
    },
    send: (body: Record<string, unknown>) => (sent.push(body), Promise.resolve()),
  };
  return { review: new Review(session as never, role), sent, asked };
}

test("a record is named by its number or its id, and by nothing else", () => {
  expect(named(" № 12 ")).toEqual({ number: 12 });
  expect(named(ID.toUpperCase())).toEqual({ consult_id: ID });
  for (const wrong of ["", "0", "-1", "12a", "1e3", "1234567890", ID.slice(1)]) expect(named(wrong)).toBeNull();
});

test("who is neither administrator nor a hospital asks nothing", () => {
  const { review, asked } = reviewing("physician", () => null);
  review.begin();
  expect(asked).toEqual([]);
});

test("the answer to the newest question of openings counts", async () => {
  const waiting: (() => void)[] = [];
  const { review } = reviewing("administrator", (question) => new Promise((resolve) => waiting.push(() => resolve({ new: question["only_new"] === true ? 1 : 2 }))));
  const first = review.showOnlyNew(false);
  const second = review.showOnlyNew(true);
  await Promise.resolve().then(() => undefined);
  await Promise.resolve();
  waiting[1]?.();
  waiting[0]?.();
  await Promise.all([first, second]);
  expect(review.glasses.value?.new).toBe(1);
});

test("a hospital names its own records by number and asks by their ids, and that it has looked is written down", async () => {
  const { review, asked, sent } = reviewing("hospital", (question) =>
    question["type"] === "consult.mine" ? [{ consult_id: ID, number: 7, specialty: "neurology", asked_at_ms: 1 }] : { consult_id: ID, lines: [] },
  );
  review.begin();
  await new Promise((resolve) => setTimeout(resolve, 0));
  expect(await review.choose("8")).toBe(false);
  expect(await review.choose("7")).toBe(true);
  expect(asked.at(-1)).toEqual({ type: "consult.readers", consult_id: ID });
  expect(sent).toEqual([{ type: "consult.open", consult_id: ID, what: "readers" }]);
});

test("after a hold is ended, what is kept and the record that is looked at are read anew", async () => {
  const { review, asked, sent } = reviewing("administrator", () => ({ consult_id: ID }));
  await review.choose("7");
  await review.endHold(ID, " It was settled ");
  expect(sent).toEqual([{ type: "record.end_hold", consult_id: ID, reason: "It was settled" }]);
  expect(asked.slice(1)).toEqual([{ type: "record.keeping" }, { type: "consult.readers", consult_id: ID }]);
});

test("a refusal is told by its code", async () => {
  const { review } = reviewing("administrator", () => Promise.reject(new Refusal("refused", "not_found")));
  await review.choose("99");
  expect(review.problem.value).toBe("not_found");
});
