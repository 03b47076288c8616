import { signal } from "@preact/signals-core";
import { describe, expect, it } from "vitest";
import { Refusal } from "~/signaling/web/frames";
import type { CourseView, ProcessQuality, QualityCourse, QualityNow, SideQuality } from "~/signaling/web/wire";
import { Rooms } from "./rooms";

const COURSE: CourseView = {
  conversation_id: "c1", about_kind: "incident", began_at_ms: 5_000, ended_at_ms: null, path: "direct", process: null, recording: false,
  members: [{ key: "person:n", role: "dispatcher", entered_at_ms: 5_000, left_at_ms: null }], entries: 1,
};
const SIDE: SideQuality = {
  key: "person:n", at_ms: 9_000, score: 70, rung: "video", reason: "good", choice: "auto",
  lost_permille: 0, concealed_permille: 0, round_trip_ms: 30,
};
const PROCESS: ProcessQuality = {
  worker_id: "w", process: "w.0", connected: true, rooms: 1, members: 2, up_kbps: 900, down_kbps: 800, lost_permille: 3, round_trip_ms: 20,
};

function thing<View>(id: string, view: View) {
  return [id, { id, version: 1, view }] as const;
}

function page(refuses = false) {
  const asked: Record<string, unknown>[] = [];
  const kinds: Record<string, ReturnType<typeof signal<Map<string, unknown>>>> = {
    conversation_course: signal(new Map<string, unknown>([thing("c1", COURSE)])),
    worker: signal(new Map<string, unknown>([thing("w", { worker_id: "w", name: "first" })])),
    person: signal(new Map<string, unknown>([thing("n", { name: "Nodira Aliyeva" })])),
    brigade: signal(new Map<string, unknown>([thing("b", { callsign: "Brigada 1" })])),
  };
  let hear: (now: QualityNow) => void = () => undefined;
  const rooms = new Rooms({
    nowMs: () => 10_000,
    kind: ((kind: string) => kinds[kind]) as never,
    ask: (async (body: Record<string, unknown>) => {
      asked.push(body);
      if (refuses) throw new Refusal("refused", "not_found");
      const whole: QualityCourse = { course: COURSE, entries: [], sides: [], cut: false };
      return body["type"] === "conversation.quality" ? whole : [];
    }) as never,
    onSignal: ((_type: string, listen: (now: QualityNow) => void) => {
      hear = listen;
    }) as never,
    onWelcome: (() => undefined) as never,
  });
  const tell = (at_ms: number, sides: SideQuality[], processes: ProcessQuality[] = []): void =>
    hear({ type: "quality.now", at_ms, rooms: [{ conversation_id: "c1", sides }], processes });
  return { rooms, asked, kinds, tell };
}

describe("the rooms", () => {
  it("show each side's newest second, of whichever server it came, until it is old", () => {
    const { rooms, tell } = page();
    tell(9_000, [SIDE]);
    tell(9_400, [{ ...SIDE, key: "brigade:b", score: 20 }]);
    expect([rooms.sideOf("c1", "person:n")?.score, rooms.sideOf("c1", "brigade:b")?.score]).toEqual([70, 20]);
    tell(16_000, []);
    expect(rooms.sideOf("c1", "person:n")).toBeNull();
  });

  it("name workers by their machine and keep the traffic that another server told", () => {
    const { rooms, tell } = page();
    tell(9_000, [], [PROCESS]);
    tell(9_500, [], [{ ...PROCESS, up_kbps: null, down_kbps: null, lost_permille: null, round_trip_ms: null }]);
    expect(rooms.processes.value).toMatchObject([{ name: "first", up_kbps: 900 }]);
    tell(10_000, [], [{ ...PROCESS, rooms: 0, up_kbps: null, down_kbps: null, lost_permille: null, round_trip_ms: null }]);
    expect(rooms.processes.value).toMatchObject([{ up_kbps: null }]);
  });

  it("know names from the board, and a guest's from nowhere", () => {
    const { rooms } = page();
    expect(["person:n", "brigade:b", "guest:g", "person:x"].map((key) => rooms.nameOf(key))).toEqual(["Nodira Aliyeva", "Brigada 1", null, null]);
  });

  it("follow the picked one each second, and ask again when something happened", async () => {
    const { rooms, asked, kinds, tell } = page();
    await rooms.pick("c1");
    expect(asked).toEqual([{ type: "conversation.quality", conversation_id: "c1" }]);
    tell(9_000, [SIDE]);
    expect(rooms.picked.value?.sides.map(({ key }) => key)).toEqual(["person:n"]);
    kinds["conversation_course"]!.value = new Map([thing("c1", { ...COURSE, entries: 2 })]);
    expect(asked).toHaveLength(2);
    rooms.close();
    kinds["conversation_course"]!.value = new Map();
    expect(asked).toHaveLength(2);
  });

  it("list the last ones again when one is over", async () => {
    const { rooms, asked, kinds } = page();
    await rooms.list("318");
    kinds["conversation_course"]!.value = new Map();
    expect(asked).toEqual([1, 2].map(() => ({ type: "conversations.ended", number: "318" })));
  });

  it("tell a refusal", async () => {
    const { rooms } = page(true);
    await rooms.pick("c9");
    expect(rooms.problem.value).toBe("not_found");
  });
});
