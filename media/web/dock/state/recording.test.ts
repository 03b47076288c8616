import { signal } from "@preact/signals-core";
import { describe, expect, it } from "vitest";
import { Refusal, type EventLine } from "~/signaling/web/frames";
import type { RecordingView } from "~/signaling/web/wire";
import { Recordings, TEXT_VERSION } from "./recording";
import type { Self } from "./words";

const NODIRA: Self = { id: "nodira", role: "dispatcher", brigade_id: null };
const CREW: Self = { id: "tablet", role: "crew", brigade_id: "b1" };
const ASKED: RecordingView = {
  recording_id: "r1",
  conversation_id: "c1",
  phase: "asked",
  asked_by: "person:nodira",
  asked_at_ms: 0,
  text_version: TEXT_VERSION,
  agreements: [
    { key: "person:nodira", answer: "yes", at_ms: 0 },
    { key: "brigade:b1", answer: "open", at_ms: null },
  ],
  began_at_ms: null,
  paused_because: null,
};
const AGREED = ASKED.agreements.map((one) => ({ ...one, answer: "yes" as const }));

function desk(view: RecordingView | null) {
  const things = signal(new Map(view === null ? [] : [[view.recording_id, { version: 1, view }]]));
  const sent: { type: string }[] = [];
  const heard: ((events: readonly EventLine[]) => void)[] = [];
  const waits: (() => void)[] = [];
  const answer = { refuses: null as string | null };
  const session = {
    kind: () => things as never,
    send: (async (body: { type: string }) => {
      if (answer.refuses !== null) throw new Refusal("refused", answer.refuses);
      sent.push(body);
    }) as never,
    newId: () => "new",
    onEvents: (hear: (events: readonly EventLine[]) => void) => {
      heard.push(hear);
      return () => undefined;
    },
  };
  const recordings = new Recordings(session, (_ms, act) => {
    waits.push(act);
    return () => undefined;
  });
  const say = (type: string, body: Record<string, unknown>): void => heard.forEach((hear) => hear([{ type, body } as never]));
  return { recordings, sent, say, waits, answer };
}

describe("the sign of a recording", () => {
  it("asks whoever has not answered, and shows the others who is missing", () => {
    const { recordings } = desk(ASKED);
    expect(recordings.sign("c1", CREW)).toMatchObject({ is: "question", paused: false });
    expect(recordings.sign("c1", NODIRA)).toMatchObject({ is: "waiting", open: ["brigade:b1"] });
    expect(recordings.sign("another", NODIRA)).toEqual({ is: "none", mayAsk: true });
  });

  it("says that it runs only when the server says so", () => {
    expect(desk({ ...ASKED, agreements: AGREED }).recordings.sign("c1", CREW)).toMatchObject({ is: "waiting", open: [] });
    expect(desk({ ...ASKED, phase: "running", agreements: AGREED }).recordings.sign("c1", CREW).is).toBe("running");
  });

  it("says why it is paused, also to who has said no", () => {
    const paused = { ...ASKED, phase: "paused" as const, paused_because: "not_agreed" as const };
    expect(desk(paused).recordings.sign("c1", CREW)).toMatchObject({ is: "question", paused: true });
    const refused = { ...paused, agreements: [ASKED.agreements[0]!, { key: "brigade:b1", answer: "no" as const, at_ms: 1 }] };
    expect(desk(refused).recordings.sign("c1", CREW)).toMatchObject({ is: "paused", open: ["brigade:b1"] });
  });

  it("lets a hospital's user and a guest answer, and not ask", () => {
    const { recordings } = desk(null);
    expect(recordings.sign("c1", { id: "x", role: "hospital", brigade_id: null })).toEqual({ is: "none", mayAsk: false });
    expect([NODIRA, CREW].map((self) => recordings.mayWatch(self))).toEqual([true, false]);
  });
});

describe("what is wished", () => {
  it("goes out under the text that is shown", async () => {
    const { recordings, sent } = desk(ASKED);
    await recordings.ask("c1");
    await recordings.consent(ASKED);
    await recordings.refuse(ASKED);
    await recordings.stop(ASKED);
    expect(sent).toMatchObject([
      { type: "recording.ask", recording_id: "new", text_version: TEXT_VERSION },
      { type: "recording.consent", text_version: TEXT_VERSION },
      { type: "recording.refuse" },
      { type: "recording.stop" },
    ]);
  });

  it("tells why the server said no", async () => {
    const { recordings, answer } = desk(ASKED);
    answer.refuses = "changed_meanwhile";
    expect(await recordings.consent(ASKED)).toBe(false);
    expect(recordings.refused.value).toBe("changed_meanwhile");
  });
});

describe("how it ended", () => {
  it("is told once, and goes by itself", () => {
    const { recordings, say, waits } = desk(null);
    say("recording.declined", { conversation_id: "c1", by_key: "brigade:b1", refused: true });
    expect(recordings.notice("c1")).toEqual({ conversation_id: "c1", how: "refused", by: "brigade:b1" });
    expect(recordings.notice("c2")).toBeNull();
    waits[0]!();
    expect(recordings.notice("c1")).toBeNull();
  });

  it("is no news when the conversation itself is over, or a newcomer's no only pauses it", () => {
    const { recordings, say } = desk(null);
    say("recording.stopped", { conversation_id: "c1", by_key: null, because: "conversation_over" });
    say("recording.declined", { conversation_id: "c1", by_key: "brigade:b1", refused: false });
    expect(recordings.notice("c1")).toBeNull();
    say("recording.stopped", { conversation_id: "c1", by_key: "brigade:b1", because: "taken_back" });
    expect(recordings.notice("c1")?.how).toBe("taken_back");
  });
});
