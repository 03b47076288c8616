import { signal } from "@preact/signals-core";
import { expect, test } from "vitest";
import { Refusal } from "~/signaling/web/frames";
import type { ConsultView, FreeSlot } from "~/signaling/web/wire";
import { bookedByDay, Booking, byDay, comesUp, DAY_MS, DAYS_SHOWN, slotWish, stageOf } from "./booking";

const NINE = Date.UTC(2026, 10, 23, 4);
const utcDay = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

const consult = (more: Partial<ConsultView>): ConsultView =>
  ({ consult_id: "c", state: "booked", relation: "asker", slot: null, slot_steps: [], look_again_ms: null, ...more }) as unknown as ConsultView;
const slot = (fromMs: number, state = "booked"): ConsultView["slot"] => ({ from_ms: fromMs, until_ms: fromMs + 1_200_000, state }) as unknown as ConsultView["slot"];
const free = (fromMs: number): FreeSlot => ({ specialist_id: "s", name: "Li", from_ms: fromMs, until_ms: fromMs + 1_200_000, place: "" });

interface Sent {
  readonly asked: Record<string, unknown>[];
  readonly wished: Record<string, unknown>[];
}

/** A session that keeps what is sent; `refuses`: the server's no to everything. */
function bookingOf(refuses: Error | null = null, own: readonly string[] = []): Booking & { readonly sent: Sent } {
  const sent: Sent = { asked: [], wished: [] };
  const things = new Map(own.map((id) => [id, { view: { hours_id: id } }]));
  const answer = <T>(kept: Record<string, unknown>[], body: Record<string, unknown>, value: T): Promise<T> => {
    kept.push(body);
    return refuses === null ? Promise.resolve(value) : Promise.reject(refuses);
  };
  const session = {
    kind: () => signal(things),
    ask: (body: Record<string, unknown>) => answer(sent.asked, body, [free(NINE)]),
    send: (body: Record<string, unknown>) => answer(sent.wished, body, null),
    newId: () => "new",
  };
  return Object.assign(new Booking(session as unknown as ConstructorParameters<typeof Booking>[0]), { sent });
}

test("a consult with a slot is booked, then rung, then lost when nobody came", () => {
  expect(stageOf(consult({ slot: slot(NINE) }))).toBe("booked");
  expect(stageOf(consult({ state: "ringing", slot: slot(NINE, "rung") }))).toBe("rung");
  const step = [{ what: "specialist_absent" }] as unknown as ConsultView["slot_steps"];
  expect(stageOf(consult({ state: "waiting", slot: slot(NINE, "specialist_absent"), slot_steps: step }))).toBe("lost");
  expect(stageOf(consult({ state: "waiting", slot_steps: step, look_again_ms: 1 }))).toBeNull();
  expect(stageOf(consult({ state: "ringing" }))).toBeNull();
});

test("a slot rings for the two of them and for nobody who only reads", () => {
  const view = consult({ state: "ringing", relation: "specialist", slot: slot(NINE, "rung") });
  expect(comesUp(view, "specialist")).toBe(true);
  expect(comesUp(view, "asker")).toBe(false);
});

test("free slots are told by their days, in their order", () => {
  const slots = [free(NINE), free(NINE + 1_200_000), free(NINE + DAY_MS)];
  expect(byDay(slots, utcDay).map(([day, of]) => [day, of.length])).toEqual([["2026-11-23", 2], ["2026-11-24", 1]]);
  expect(byDay([], utcDay)).toEqual([]);
});

test("booked consults stand by their days, the nearest first, and what is not booked is not among them", () => {
  const views = [
    consult({ consult_id: "later", slot: slot(NINE + DAY_MS) }),
    consult({ consult_id: "second", slot: slot(NINE + 1_200_000) }),
    consult({ consult_id: "rings", state: "ringing", slot: slot(NINE, "rung") }),
    consult({ consult_id: "first", slot: slot(NINE) }),
    consult({ consult_id: "without", slot: null }),
  ];
  expect(bookedByDay(views, utcDay).map(([day, of]) => [day, of.map((one) => one.consult_id)])).toEqual([
    ["2026-11-23", ["first", "second"]],
    ["2026-11-24", ["later"]],
  ]);
});

test("two weeks are looked through at once, of everybody or of one specialist", async () => {
  const booking = bookingOf();
  expect(await booking.free("cardiology", NINE)).toEqual([free(NINE)]);
  await booking.free("cardiology", NINE, "li");
  const window = { type: "consult.slots", specialty: "cardiology", from_ms: NINE, until_ms: NINE + DAYS_SHOWN * DAY_MS };
  expect(booking.sent.asked).toEqual([{ ...window, person_id: null }, { ...window, person_id: "li" }]);
});

test("no answer is no empty list of slots", async () => {
  expect(await bookingOf(new Refusal("unavailable", "geography")).free("cardiology", NINE)).toBeNull();
  await expect(bookingOf(new TypeError("ours")).free("cardiology", NINE)).rejects.toThrow("ours");
});

test("new hours get an id of their own, others keep theirs", async () => {
  const booking = bookingOf();
  const hours = { specialty: "cardiology", slot_minutes: 20 } as unknown as Parameters<Booking["publish"]>[0];
  expect(await booking.publish(hours, null)).toBe(true);
  expect(await booking.publish(hours, "old")).toBe(true);
  expect(booking.sent.wished.map((one) => one["hours_id"])).toEqual(["new", "old"]);
});

test("what is refused is told as not done, and what was typed goes without blanks around it", async () => {
  const refused = bookingOf(new Refusal("refused", "slot_taken"));
  expect(await refused.book("c", { slot: free(NINE), telephone: " +998931112233 " }, " earlier ")).toBe(false);
  expect(refused.sent.wished).toEqual([
    { type: "consult.book", consult_id: "c", slot: { specialist_id: "s", from_ms: NINE, patient_telephone: "+998931112233" }, reason: "earlier" },
  ]);
  expect(await refused.drop("c", "ill")).toBe(false);
  expect(await refused.remove("h", "ill")).toBe(false);
  expect(slotWish({ slot: free(NINE), telephone: "" }).patient_telephone).toBe("");
});

test("one's own hours stand in the order of their publishing", () => {
  expect(bookingOf(null, ["b", "a"]).hours.value.map((one) => one.hours_id)).toEqual(["a", "b"]);
});
