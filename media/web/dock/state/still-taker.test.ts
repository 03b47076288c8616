import { signal } from "@preact/signals-core";
import { describe, expect, it } from "vitest";
import type { StillView } from "~/signaling/web/wire";
import { Pace, StillTaker, type Piece, type Posted, type TakenStill } from "./still-taker";

const PLAN = { width: 100, height: 100, left: 0, top: 0, right: 1, bottom: 1, columns: 1, rows: 1 };

function view(still_id: string, phase: StillView["phase"] = "asked", of_endpoint = "own-page"): StillView {
  return { still_id, phase, of_endpoint, x: 0.2, y: 0.8, conversation_id: "c1" } as StillView;
}

const still = (size = 3_000): TakenStill => ({
  plan: PLAN,
  parts: ["preview", "detail", "tile-0-0"].map((name) => ({ name, make: async () => ({ content: {}, size }) })),
});

function device(taken: TakenStill | "no_camera" = still(), took = 10) {
  const endpoint = signal<string | null>("own-page");
  const things = signal(new Map<string, { version: number; view: StillView }>());
  const posted: Piece[] = [];
  const sent: object[] = [];
  const waits: { ms: number; act: () => void }[] = [];
  const line = { answer: null as ((piece: Piece) => Posted) | null, nowMs: 0, asked: 0 };
  const taker = new StillTaker(
    { kind: () => things as never, send: (async (body: object) => void sent.push(body)) as never },
    {
      take: async () => {
        line.asked += 1;
        return taken;
      },
      post: async (piece) => {
        posted.push(piece);
        line.nowMs += took;
        return line.answer?.(piece) ?? { have: piece.until, kept: piece.until === piece.size };
      },
      wait: (ms, act) => {
        const one = { ms, act };
        waits.push(one);
        return () => void waits.splice(waits.indexOf(one), 1);
      },
      nowMs: () => line.nowMs,
    },
    endpoint,
  );
  const show = (...views: StillView[]): void => void (things.value = new Map(views.map((one) => [one.still_id, { version: 1, view: one }])));
  const settle = async (): Promise<void> => {
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
  };
  const work = async (): Promise<void> => {
    await settle();
    for (let next = waits.shift(); next !== undefined; next = waits.shift()) {
      next.act();
      await settle();
    }
  };
  return { taker, endpoint, show, posted, sent, waits, line, settle, work, said: () => posted.map(({ part, at, until }) => `${part} ${at}-${until}`) };
}

describe("[F3] a still that this page is asked for", () => {
  it("goes out in the order of its worth, the plan with the preview", async () => {
    const { show, work, said, posted } = device();
    show(view("s1"));
    await work();
    expect(said()).toEqual(["preview 0-3000", "detail 0-3000", "tile-0-0 0-3000"]);
    expect(posted.map(({ plan }) => plan)).toEqual([PLAN, null, null]);
  });

  it("is taken once, by the page that was asked alone", async () => {
    const { show, work, line } = device();
    show(view("s1"), view("s2", "asked", "another-page"), view("s3", "arriving"));
    await work();
    show(view("s1", "arriving"));
    await work();
    expect(line.asked).toBe(1);
  });

  it("says when there is no camera", async () => {
    const { show, work, sent } = device("no_camera");
    show(view("s1"));
    await work();
    expect(sent).toEqual([{ type: "still.fail", still_id: "s1", because: "no_camera" }]);
  });

  it("of two, shows the newer one's first look before the older one's tiles", async () => {
    const { show, settle, work, said, waits } = device();
    show(view("s1"));
    await settle();
    waits.shift()?.act();
    await settle();
    show(view("s1", "arriving"), view("s2"));
    await work();
    expect(said().map((one) => one.split(" ")[0])).toEqual(["preview", "detail", "preview", "detail", "tile-0-0", "tile-0-0"]);
  });
});

describe("[F8] a line that is narrow or lost", () => {
  it("goes on from the byte that the server has", async () => {
    const { show, work, said, line } = device(still(9_000));
    const answers: Posted[] = [{ have: 4_096, kept: false }, "lost", { have: 2_000, kept: false }];
    line.answer = (piece) => answers.shift() ?? { have: piece.until, kept: piece.until === piece.size };
    show(view("s1"));
    await work();
    expect(said().slice(0, 5)).toEqual(["preview 0-4096", "preview 4096-9000", "preview 4096-8192", "preview 2000-9000", "detail 0-9000"]);
  });

  it("stops when the server wants no more of it, or nobody does", async () => {
    const { show, work, said, line } = device();
    line.answer = () => ({ refused: "409" });
    show(view("s1"));
    await work();
    expect(said()).toHaveLength(1);
    const other = device();
    other.show(view("s1"));
    await other.settle();
    other.show(view("s1", "broken"));
    await other.work();
    expect(other.said()).toHaveLength(1);
  });

  it("is left to sound between slow pieces, which become small", async () => {
    const { show, settle, waits, posted } = device(still(30_000), 2_000);
    show(view("s1"));
    for (let turn = 0; turn < 4; turn += 1) {
      await settle();
      const wait = waits.shift();
      expect(wait?.ms).toBe(1_000);
      wait?.act();
    }
    await settle();
    expect(posted.map(({ at, until }) => until - at).slice(0, 4)).toEqual([4_096, 2_048, 2_048, 2_048]);
  });

  it("is used well where it is wide", () => {
    const pace = new Pace();
    for (let turn = 0; turn < 10; turn += 1) expect(pace.after(30)).toBe(0);
    expect(pace.bytes).toBe(262_144);
    expect(pace.after(400)).toBe(200);
    expect(pace.bytes).toBe(262_144);
  });
});
