import { signal } from "@preact/signals-core";
import { describe, expect, it } from "vitest";
import { Refusal } from "~/signaling/web/frames";
import type { Session } from "~/signaling/web/session";
import type { TelephoneView, UnplacedText } from "~/signaling/web/wire";
import { Returned } from "./returned";

const TEXTS = ["second", "first"].map((id) => ({ inbound_id: id, at_ms: 1, name: null, telephone: "+998000009999", text: id })) as UnplacedText[];

function told(answers: { ask?: () => Promise<unknown>; send?: () => Promise<unknown> }) {
  const sent: unknown[] = [];
  const telephones = signal(
    new Map([1, 3, 2].map((since) => [String(since), { id: String(since), view: { telephone_id: String(since), since_ms: since } as TelephoneView }])),
  );
  const session = {
    ask: answers.ask ?? (async () => TEXTS),
    send: (message: unknown) => {
      sent.push(message);
      return answers.send?.() ?? Promise.resolve(null);
    },
    kind: () => telephones,
  } as unknown as Session;
  return { returned: new Returned(session), sent };
}

describe("texts that came back", () => {
  it("are there once they were read, and leave one by one", async () => {
    const { returned, sent } = told({});
    expect(returned.texts.value).toBeNull();
    await returned.read();
    await returned.putAway("second");
    expect(returned.texts.value?.map((one) => one.inbound_id)).toEqual(["first"]);
    expect(sent).toEqual([{ type: "inbound.note", inbound_id: "second" }]);
  });

  it("stay when putting away is refused, which is said", async () => {
    const { returned } = told({ send: () => Promise.reject(new Refusal("refused", "not_allowed")) });
    await returned.read();
    await returned.putAway("second");
    expect([returned.problem.value, returned.texts.value?.length]).toEqual(["not_allowed", 2]);
  });

  it("stay when there is no line", async () => {
    let line = true;
    const { returned } = told({ ask: () => (line ? Promise.resolve(TEXTS) : Promise.reject(new Error("lost"))) });
    await returned.read();
    line = false;
    await returned.read();
    expect([returned.problem.value, returned.texts.value?.length]).toEqual([null, 2]);
  });
});

describe("telephones that take no more messages", () => {
  it("stand with the newest first", () => {
    expect(told({}).returned.stopped.value.map((one) => one.since_ms)).toEqual([3, 2, 1]);
  });
});
