/** What a page keeps, and what the next one is shown of it without the server. */

import "fake-indexeddb/auto";
import { afterEach, expect, test } from "vitest";
import { openDrawer, type Drawer } from "./drawer";
import { HeldSurroundings } from "./held";
import { OLDEST_MS, TRUE_EVERY_MS, WRITE_EVERY_MS } from "./keeper";
import { erasePrivate, PAGES } from "./private";
import { Session } from "./session";
import { ForgetfulShelf } from "./shelf";
import { SCHEMA } from "./wire";

afterEach(() => erasePrivate());

interface Page {
  readonly session: Session;
  readonly around: HeldSurroundings;
  readonly drawer: Drawer;
  readonly reasons: unknown[];
}

async function page({ personId = "p1", alone = false, wall = 1_700_000_000_000 } = {}): Promise<Page> {
  const around = new HeldSurroundings();
  around.wall = wall;
  const drawer = await openDrawer("console");
  await drawer.give(personId);
  const session = new Session({ around, shelf: new ForgetfulShelf(), language: () => "uz", signInId: "s1", drawer });
  const reasons: unknown[] = [];
  session.learn(() => ({ type: "reasons.list" }), (list) => reasons.push(list));
  await session.begin({ alone });
  return { session, around, drawer, reasons };
}

const put = (id: string, view: object) => ({ op: "put", kind: "incident", id, version: 1, view });
const frame = (after: number | null, upto: number, ...changes: object[]) => ({ type: "frame", stream: "city", after, upto, changes, events: [] });
const views = ({ session }: Page): unknown[] => [...session.kind("incident").value.values()].map((one) => one.view);
/** Sealing and storing take turns of the real loop. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 40; turn += 1) await new Promise((resolve) => setTimeout(resolve));
}

async function kept(): Promise<Page> {
  const before = await page();
  before.around.welcome(1_700_000_060_000);
  before.around.hear(frame(null, 7, put("i1", { number: 318 })));
  const asked = before.around.sent.find((one) => one.type === "reasons.list");
  before.around.hear({ type: "answer", to: asked?.["id"], result: { reasons: ["pain"] } });
  await settled();
  return before;
}

test("the next page shows the last board without the server, and takes the server's word when it is back", async () => {
  await kept();
  const later = await page({ alone: true });
  await settled();
  expect(views(later)).toEqual([{ number: 318 }]);
  expect(later.reasons).toEqual([{ reasons: ["pain"] }]);
  expect(later.session.boardAsOfMs.value).toBe(1_700_000_060_000);
  expect(later.session.board.upto.value).toBeNull();
  expect(later.session.nowMs()).toBe(1_700_000_060_000);
  expect(later.session.timeZone).toBe("Asia/Tashkent");
  later.around.welcome(1_700_000_090_000);
  expect(later.around.sent[0]).toMatchObject({ type: "hello", after: null });
  later.around.hear(frame(null, 9, put("i2", { number: 319 })));
  expect(views(later)).toEqual([{ number: 319 }]);
  expect(later.session.boardAsOfMs.value).toBe(1_700_000_090_000);
});

test("a page that is opened with the server shows nothing old, unless it hears nothing for three seconds", async () => {
  await kept();
  const later = await page();
  await settled();
  expect(views(later)).toEqual([]);
  later.around.goTo(3_000);
  await settled();
  expect(views(later)).toEqual([{ number: 318 }]);
});

test("a snapshot that comes while the drawer is being read stays", async () => {
  await kept();
  const later = await page();
  later.around.goTo(3_000);
  later.around.welcome();
  later.around.hear(frame(null, 9, put("i2", { number: 319 })));
  await settled();
  expect(views(later)).toEqual([{ number: 319 }]);
});

test("a board that changes is written at once and then every five seconds; its end is written when the page is hidden", async () => {
  const before = await kept();
  const shown = async (): Promise<unknown[]> => {
    await settled();
    const later = await page({ alone: true });
    await settled();
    return views(later);
  };
  before.around.hear(frame(7, 8, put("i1", { number: 320 })));
  expect(await shown()).toEqual([{ number: 318 }]);
  before.around.goTo(WRITE_EVERY_MS);
  expect(await shown()).toEqual([{ number: 320 }]);
  before.around.hear(frame(8, 9, put("i1", { number: 321 })));
  expect(await shown()).toEqual([{ number: 320 }]);
  before.around.hide();
  expect(await shown()).toEqual([{ number: 321 }]);
});

test("heartbeats say that the board is still true, without writing it anew", async () => {
  const before = await kept();
  before.around.goTo(TRUE_EVERY_MS);
  before.around.hear(frame(7, 7));
  await settled();
  const later = await page({ alone: true });
  await settled();
  expect(later.session.boardAsOfMs.value).toBe(1_700_000_060_000 + TRUE_EVERY_MS);
});

test("while the line is lost the page knows when its board was last true", async () => {
  const before = await kept();
  before.around.ears?.closed();
  before.around.goTo(2_000);
  expect(before.session.boardAsOfMs.value).toBe(1_700_000_060_000);
});

test("what is older than a day is erased, not shown, also when the page stays open", async () => {
  await kept();
  const open = await page({ alone: true });
  await settled();
  expect(views(open)).toHaveLength(1);
  const late = await page({ alone: true, wall: 1_700_000_000_001 + OLDEST_MS });
  await settled();
  expect(views(late)).toEqual([]);
  expect(late.session.boardAsOfMs.value).toBeNull();
  expect(await late.drawer.read("board")).toBeNull();
  expect(late.reasons).toEqual([]);
  expect(await late.drawer.read("answer reasons.list")).toBeNull();
  open.around.goTo(OLDEST_MS + 1);
  expect(views(open)).toEqual([]);
  expect(open.session.boardAsOfMs.value).toBeNull();
});

test.each([SCHEMA - 1, SCHEMA + 1, undefined])("a board and answers of schema %s are not used", async (schema) => {
  const { drawer } = await kept();
  for (const name of ["board", "answer reasons.list"]) await drawer.write(name, { ...((await drawer.read(name)) as object), schema });
  const later = await page({ alone: true });
  await settled();
  expect(views(later)).toEqual([]);
  expect(later.reasons).toEqual([]);
});

test("another person is shown nothing of it, and the former person's page writes there no more", async () => {
  const before = await kept();
  const other = await page({ personId: "p2", alone: true });
  await settled();
  expect(views(other)).toEqual([]);
  before.around.goTo(WRITE_EVERY_MS);
  before.around.hear(frame(7, 8, put("i1", { number: 320 })));
  await settled();
  expect(await other.drawer.read("board")).toBeNull();
});

test("signing out erases all, and a page that is still open writes nothing more", async () => {
  const before = await kept();
  await erasePrivate();
  before.around.goTo(WRITE_EVERY_MS);
  before.around.hear(frame(7, 8, put("i1", { number: 320 })));
  before.around.hide();
  await settled();
  expect((await indexedDB.databases()).map(({ name }) => name)).not.toContain("tez-private-page-console");
  const later = await page({ alone: true });
  await settled();
  expect(views(later)).toEqual([]);
});

test("a drawer is nobody's after it was emptied, and what is in it is not readable as it lies", async () => {
  const { drawer } = await kept();
  const raw = await new Promise<IDBDatabase>((resolve) => {
    const wish = indexedDB.open("tez-private-page-console");
    wish.onsuccess = () => resolve(wish.result);
  });
  const all = await new Promise<{ sealed: ArrayBuffer }[]>((resolve) => {
    const wish = raw.transaction("things").objectStore("things").getAll();
    wish.onsuccess = () => resolve(wish.result as { sealed: ArrayBuffer }[]);
  });
  raw.close();
  expect(all.length).toBeGreaterThan(1);
  expect(all.map(({ sealed }) => new TextDecoder().decode(sealed)).join()).not.toContain("318");
  await drawer.empty();
  await drawer.write("board", { schema: SCHEMA });
  expect(await drawer.read("board")).toBeNull();
});

test("a new sign-in erases what pages kept, and nothing else that is private", async () => {
  await kept();
  indexedDB.open("tez-private-clips");
  await settled();
  await erasePrivate(PAGES);
  expect((await indexedDB.databases()).map(({ name }) => name)).toEqual(["tez-private-clips"]);
});
