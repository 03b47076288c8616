import { expect, test } from "vitest";
import type { MedicalOrdersView } from "~/signaling/web/wire";
import { waitingIn } from "./consults";

const orders = (...states: string[]): MedicalOrdersView => ({ consult_id: "c", medical_orders: states.map((state) => ({ state })) }) as unknown as MedicalOrdersView;

test("what the crew has to read back, to do and to see stopped waits for it; what waits for others does not", () => {
  expect(waitingIn(orders("told", "read_back", "confirmed", "done", "not_done", "stopped", "seen"))).toBe(3);
});

test("nothing is told, or all of it is erased", () => {
  expect([waitingIn(undefined), waitingIn({ consult_id: "c", medical_orders: null })]).toEqual([0, 0]);
});
