import { describe, expect, it } from "vitest";
import { Refusal } from "~/signaling/web/frames";
import { Asking, type AskingPorts, type KeptDraft } from "./asking";
import { EMPTY_DRAFT, type Draft } from "./draft";

const NOON = 1_790_000_000_000;
const FULL: Draft = { ...EMPTY_DRAFT, specialty: "neurology", urgency: "emergency", question: "Stroke?" };

/** One browser and one server: pages of the same person open one after another. */
class Desk {
  kept: KeptDraft | null = null;
  sent = new Set<string>();
  memory = new Map<string, string>();
  answers = true;
  writes = 0;
  #ids = 0;

  async open(): Promise<Asking> {
    const session = {
      newId: () => `id ${(this.#ids += 1)}`,
      onWelcome: () => () => undefined,
      ask: (question: { type: string }) => (this.answers ? Promise.resolve(question.type === "forms.problems" ? [{ problem: "stroke", names: { en: "Stroke" } }] : []) : Promise.reject(new Refusal("late", "offline"))),
    } as unknown as ConstructorParameters<typeof Asking>[0];
    const ports: AskingPorts = {
      drafts: {
        read: () => Promise.resolve(this.kept),
        write: (kept) => ((this.writes += 1), (this.kept = kept), Promise.resolve()),
        remove: () => ((this.kept = null), Promise.resolve()),
      },
      forms: { get: (key) => this.memory.get(key) ?? null, set: (key, text) => void this.memory.set(key, text) },
      nowMs: () => NOON,
      isSent: (id) => this.sent.has(id),
    };
    const asking = new Asking(session, ports);
    await asking.takeUp();
    return asking;
  }
}

/** Everything that has been promised is done. */
const rest = (): Promise<void> => new Promise((done) => setTimeout(done, 0));

describe("a draft", () => {
  it("[CD10] outlives the page and is the next one's", async () => {
    const desk = new Desk();
    const before = await desk.open();
    before.change({ question: "Str" });
    before.change({ question: "Stroke?" });
    before.enter("glucose", "6");
    await rest();
    const after = await desk.open();
    expect(after.draft.value).toMatchObject({ question: "Stroke?", entries: { glucose: "6" } });
    expect(after.takenUpMs.value).toBe(NOON);
    expect(after.begun.value).toBe(true);
  });

  it("[CD10] is gone once it was sent", async () => {
    const desk = new Desk();
    const asking = await desk.open();
    asking.change(FULL);
    await rest();
    asking.take()?.answered(true);
    await rest();
    expect(desk.kept).toBeNull();
    expect(asking.begun.value).toBe(false);
  });

  it("[CD10] is neither lost nor asked twice when the page dies while sending", async () => {
    const desk = new Desk();
    const asking = await desk.open();
    asking.change(FULL);
    await rest();
    const taken = asking.take();
    expect(desk.kept).not.toBeNull();
    desk.sent.add(taken?.wish.consult_id ?? "");
    expect((await desk.open()).begun.value).toBe(false);
    expect(desk.kept).toBeNull();
  });

  it("is a draft again, with all that was typed, when the server said no", async () => {
    const desk = new Desk();
    const asking = await desk.open();
    asking.change(FULL);
    const first = asking.take();
    first?.answered(false);
    expect(asking.draft.value).toEqual(FULL);
    expect(asking.take()?.wish.consult_id).not.toBe(first?.wish.consult_id);
  });

  it("is thrown away on a wish", async () => {
    const desk = new Desk();
    const asking = await desk.open();
    asking.change(FULL);
    await rest();
    asking.discard();
    await rest();
    expect([desk.kept, asking.begun.value]).toEqual([null, false]);
  });

  it("with problems is not taken, and they are shown from then on", async () => {
    const asking = await new Desk().open();
    expect(asking.problems.value).toEqual([]);
    expect(asking.take()).toBeNull();
    expect(asking.problems.value).toEqual(["specialty", "urgency", "question"]);
  });
});

it("forms are remembered, so that one can begin without a link", async () => {
  const desk = new Desk();
  (await desk.open()).change({ specialty: "neurology" });
  await rest();
  desk.answers = false;
  desk.kept = null;
  const offline = await desk.open();
  offline.change({ specialty: "neurology" });
  expect(offline.offered.value).toEqual([{ problem: "stroke", names: { en: "Stroke" } }]);
});
