/** What is typed is kept, in small pieces, and never lost: rule [CC1]. */

import { signal } from "@preact/signals-core";
import { expect, test } from "vitest";
import { Refusal } from "~/signaling/web/frames";
import { ConclusionDesk, EMPTY, type Reply } from "./conclusion";

interface Sent {
  readonly body: { readonly [field: string]: unknown };
  readonly seen: number | undefined;
}

/** A session that answers what it is told to, and a clock that is moved. */
function table(replies: (unknown | Refusal)[] = []) {
  const sent: Sent[] = [];
  const posted: { path: string; body: object }[] = [];
  const timers: { at: number; act: () => void }[] = [];
  let now = 0;
  let record: object = { outline: { consult_id: "c", part: "specialist", draft: null, versions: [], transfer: null }, draft: null, contents: [], may: ["draft"], providers: [], code: null, place: "" };
  const session = {
    kind: () => signal(new Map()),
    send: (body: object, options: { seen?: number } = {}) => {
      sent.push({ body: body as Sent["body"], seen: options.seen });
      const reply = replies.shift() ?? { revision: sent.length };
      return reply instanceof Refusal ? Promise.reject(reply) : Promise.resolve(reply);
    },
    ask: () => Promise.resolve(record),
    newId: () => "editor",
    nowMs: () => now,
    wait: (ms: number, act: () => void) => {
      const timer = { at: now + ms, act };
      timers.push(timer);
      return () => void timers.splice(timers.indexOf(timer) >>> 0, timers.includes(timer) ? 1 : 0);
    },
  };
  const post = (path: string, body: object): Promise<Reply | null> => {
    posted.push({ path, body });
    return Promise.resolve({ status: 200, body: { version: 1 } });
  };
  const desk = new ConclusionDesk(session as never, "c", { post });
  const pass = async (ms: number): Promise<void> => {
    now += ms;
    for (const timer of [...timers]) if (timer.at <= now) timers.splice(timers.indexOf(timer), 1)[0]?.act();
    for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
  };
  return { desk, sent, posted, pass, tell: (next: object) => (record = next) };
}

test("[CC1] it is kept after a pause, and only what changed goes out", async () => {
  const { desk, sent, pass } = table();
  await desk.read();
  desk.change("findings", "a");
  await pass(1_000);
  desk.change("findings", "ab");
  await pass(1_000);
  expect(sent).toEqual([]);
  await pass(600);
  expect(sent.map((one) => one.body["change"])).toEqual([{ findings: "ab" }]);
  expect([desk.unkept.value, desk.keptAt.value]).toEqual([false, 2_600]);
});

test("[CC1] whoever types without a pause is kept every eight seconds", async () => {
  const { desk, sent, pass } = table();
  await desk.read();
  for (let second = 0; second < 10; second += 1) {
    desk.change("findings", "x".repeat(second + 1));
    await pass(1_000);
  }
  expect(sent.length).toBe(1);
});

test("[CC1] what another page changed is asked about, and the words here stay", async () => {
  const { desk, sent, pass, tell } = table([new Refusal("refused", "changed_meanwhile", { fields: ["findings"], revision: 7 })]);
  await desk.read();
  desk.change("findings", "mine");
  await pass(2_000);
  expect([desk.conflict.value, desk.content.value.findings, desk.unkept.value]).toEqual([["findings"], "mine", true]);
  tell({ outline: { draft: { revision: 7, kept_at_ms: 1 }, versions: [] }, draft: { ...EMPTY, findings: "theirs", limits: "no CT" }, contents: [], may: [], providers: [] });
  await desk.settle("mine");
  expect(sent.at(-1)).toMatchObject({ body: { change: { findings: "mine" } }, seen: 7 });
  expect(desk.content.value.limits).toBe("no CT");
});

test("[CC1] or the words there win", async () => {
  const { desk, sent, pass, tell } = table([new Refusal("refused", "changed_meanwhile", { fields: ["findings"], revision: 7 })]);
  await desk.read();
  desk.change("findings", "mine");
  await pass(2_000);
  tell({ outline: { draft: { revision: 7, kept_at_ms: 1 }, versions: [] }, draft: { ...EMPTY, findings: "theirs" }, contents: [], may: [], providers: [] });
  await desk.settle("theirs");
  expect(sent.length).toBe(1);
  expect([desk.content.value.findings, desk.unkept.value]).toEqual(["theirs", false]);
});

test("[CC8] an amendment begins from what was signed", async () => {
  const { desk, sent, pass, tell } = table();
  const signed = { ...EMPTY, findings: "NIHSS 9", recommendation: "Transfer" };
  tell({ outline: { draft: null, versions: [{ version: 1 }] }, draft: null, contents: [{ version: 1, content: signed }], may: ["draft"], providers: [] });
  await desk.read();
  desk.change("findings", "NIHSS 11");
  await pass(2_000);
  expect(sent[0]?.body["change"]).toMatchObject({ findings: "NIHSS 11", recommendation: "Transfer", transfer: "none" });
});

test("[CC7] it is kept before it is prepared, and signed where it was prepared", async () => {
  const { desk, sent, posted } = table([{ revision: 4 }, { signing_id: "s", version: 1 }]);
  await desk.read();
  desk.change("findings", "x");
  const waiting = await desk.prepare("drawn", "", null);
  expect(sent.map((one) => one.body["type"])).toEqual(["conclusion.draft", "conclusion.prepare"]);
  expect(sent[1]?.body["revision"]).toBe(4);
  if (waiting instanceof Refusal) throw waiting;
  expect(await desk.sign(waiting, { drawing: { strokes: [], typed: "N. Li" } }, "word")).toEqual({ is: "signed" });
  expect(posted[0]?.path).toBe("/api/conclusions/c/signings/s");
});

test("a code that its list has no more is left out, and all else that was typed is kept", async () => {
  const refusal = new Refusal("refused", "not_found", { kind: "code", id: "I63.9" });
  const { desk, sent, pass } = table([refusal]);
  await desk.read();
  const stroke = { system: "icd10", code: "I63.9", name: "Stroke", version: "", source: "", official: false, reviewed_by: "" };
  desk.change("diagnoses", [stroke, { ...stroke, code: "I10" }]);
  desk.change("findings", "NIHSS 9");
  await pass(2_000);
  expect(desk.unlisted.value).toBe("I63.9");
  await pass(2_000);
  expect(sent.at(-1)?.body["change"]).toEqual({ diagnoses: [{ ...stroke, code: "I10" }], findings: "NIHSS 9" });
  expect(desk.unkept.value).toBe(false);
});
