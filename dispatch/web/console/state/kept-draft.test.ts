import "fake-indexeddb/auto";
import { signal, type Signal } from "@preact/signals-core";
import { afterEach, describe, expect, it } from "vitest";
import { openDrawer } from "~/signaling/web/drawer";
import { HeldSurroundings } from "~/signaling/web/held";
import { erasePrivate } from "~/signaling/web/private";
import { Session } from "~/signaling/web/session";
import { ForgetfulShelf } from "~/signaling/web/shelf";
import { BLANK, Draft } from "./draft";
import { keepDraft } from "./kept-draft";

const PLACE = { point: { lon: 69, lat: 41 }, found: null };
const PAUSE_MS = 300;
const DAY_MS = 24 * 3_600_000;

afterEach(() => erasePrivate());

interface Page {
  readonly draft: Draft;
  readonly form: Signal<boolean>;
  readonly around: HeldSurroundings;
}

/** Sealing and storing take turns of the real loop. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 40; turn += 1) await new Promise((resolve) => setTimeout(resolve));
}

async function page({ laterMs = 0, begin = (_draft: Draft): void => undefined } = {}): Promise<Page> {
  const around = new HeldSurroundings();
  around.wall += laterMs;
  const drawer = await openDrawer("console");
  await drawer.give("p1");
  const session = new Session({ around, shelf: new ForgetfulShelf(), language: () => "uz", signInId: "s1", drawer });
  const draft = new Draft(session, () => null);
  const form = signal(false);
  begin(draft);
  await keepDraft(session, draft, form);
  return { draft, form, around };
}

async function typedAndLeft({ open = true } = {}): Promise<Page> {
  const before = await page();
  before.form.value = open;
  before.draft.begin();
  before.draft.set({ address: "Registon 14", number: "+998 90" });
  before.draft.place.value = PLACE;
  before.around.goTo(PAUSE_MS);
  await settled();
  return before;
}

describe("what is typed into the form", () => {
  it("is there in the page after this one", async () => {
    const before = await typedAndLeft();
    const after = await page();
    expect(after.draft.typed.value).toEqual({ ...BLANK, address: "Registon 14", number: "+998 90" });
    expect(after.draft.place.value).toEqual(PLACE);
    expect(after.draft.answeredAtMs).toBe(before.draft.answeredAtMs);
    expect(after.form.value).toBe(true);
  });

  it("is there also when it was put aside, and the form stays closed", async () => {
    await typedAndLeft({ open: false });
    const after = await page();
    expect([after.draft.touched.value, after.form.value]).toEqual([true, false]);
  });

  it("is offered no second time once it was sent or thrown away", async () => {
    const before = await typedAndLeft();
    before.draft.clear();
    await settled();
    expect((await page()).draft.touched.value).toBe(false);
  });

  it("gives way to what is typed already, and to a day", async () => {
    await typedAndLeft();
    expect((await page({ begin: (draft) => draft.set({ address: "Navoiy 1" }) })).draft.typed.value.address).toBe("Navoiy 1");
    await typedAndLeft();
    expect((await page({ laterMs: 2 * DAY_MS })).draft.touched.value).toBe(false);
  });

  it("knows which incident it amends", async () => {
    const before = await page();
    before.draft.set({ description: "code 27K" });
    before.draft.amending.value = { id: "i1", version: 4 };
    before.around.goTo(PAUSE_MS);
    await settled();
    expect((await page()).draft.amending.value).toEqual({ id: "i1", version: 4 });
  });
});
