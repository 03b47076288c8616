import { expect, test } from "vitest";
import { Order, type OrderShown, type Reply } from "./order";

const OPEN: OrderShown = {
  state: "open",
  callsign: "Brigada 3",
  number: 318,
  priority: 1,
  reason_labels: { en: "Chest pain" },
  address_label: "Registon 14",
  accepted_at_ms: null,
};

/** A page that hears these replies, one after another. */
function hearing(...replies: Reply[]): { order: Order; asked: string[] } {
  const asked: string[] = [];
  const next = (what: string) => (): Promise<Reply> => {
    asked.push(what);
    return Promise.resolve(replies.shift() ?? { lost: true });
  };
  return { order: new Order({ look: next("look"), accept: next("accept") }), asked };
}

test("looking accepts nothing, one tap accepts", async () => {
  const { order, asked } = hearing({ order: OPEN }, { order: { ...OPEN, state: "accepted" } });
  expect(order.drawing).toBe("loading");
  await order.look();
  expect(order.drawing).toBe("open");
  expect(asked).toEqual(["look"]);
  await order.accept();
  expect(order.drawing).toBe("accepted");
});

test("two taps are one answer", async () => {
  const { order, asked } = hearing({ order: { ...OPEN, state: "accepted" } });
  await Promise.all([order.accept(), order.accept()]);
  expect(asked).toEqual(["accept"]);
});

test("an answer that does not get through is said, and the order stays in view", async () => {
  const { order } = hearing({ order: OPEN }, { lost: true }, { order: { ...OPEN, state: "accepted" } });
  await order.look();
  await order.accept();
  expect([order.drawing, order.unsent.value]).toEqual(["open", true]);
  await order.accept();
  expect([order.drawing, order.unsent.value]).toEqual(["accepted", false]);
});

test("a dead link, an order that is over, and no line are told apart", async () => {
  for (const [reply, drawing] of [
    [{ refused: "ticket_invalid" }, "invalid"],
    [{ refused: "wrong_state" }, "over"],
    [{ order: { ...OPEN, state: "over" } }, "over"],
    [{ lost: true }, "lost"],
  ] as const) {
    const { order } = hearing(reply);
    await order.look();
    expect(order.drawing).toBe(drawing);
  }
});
