import { describe, expect, it } from "vitest";
import { Refusal } from "~/signaling/web/frames";
import type { RecordedTake, RecordingWhole } from "~/signaling/web/wire";
import { Archive, placeOf } from "./archive";

const TAKE: RecordedTake = { reel_id: "reel", take: 2, key: "person:n", filmed: "person", from_ms: 0, until_ms: 9_000, parts: 1, size: 1 };
const WHOLE: RecordingWhole = {
  summary: { recording_id: "r1", conversation_id: "c1", phase: "stopped", asked_at_ms: 0, began_at_ms: 0, ended_at_ms: 9_000, keep_until_ms: 1, participants: 2, viewings: 0 },
  took_part: true, text_version: 1, participants: [], takes: [], watched: [],
};

function archive(role: string, refuses = false) {
  const said: Record<string, unknown>[] = [];
  const made = new Archive(
    {
      nowMs: () => 100 * 86_400_000,
      ask: (async (body: Record<string, unknown>) => {
        said.push(body);
        if (body["type"] === "recordings.list") return [WHOLE.summary];
        return { ...WHOLE, takes: body["viewing_id"] === "v1" ? [TAKE] : [] };
      }) as never,
      send: (async (body: Record<string, unknown>) => {
        said.push(body);
        if (refuses) throw new Refusal("refused", "not_yours");
        return { viewing_id: "v1" };
      }) as never,
    },
    role,
  );
  return { made, said };
}

describe("the archive", () => {
  it("gives nothing to play before a viewing is written down", async () => {
    const { made, said } = archive("dispatcher");
    await made.list();
    await made.pick("r1");
    expect(made.watching.value).toBeNull();
    await made.watch("quality");
    expect(said.at(-2)).toEqual({ type: "recording.watch", recording_id: "r1" });
    expect(made.watching.value?.viewingId).toBe("v1");
    expect(placeOf("r1", "v1", TAKE)).toBe("/api/recordings/r1/viewings/v1/reel/2.webm");
  });

  it("asks an administrator for a reason", async () => {
    const { made, said } = archive("administrator");
    await made.pick("r1");
    await made.watch("complaint");
    expect(said.at(-2)).toEqual({ type: "recording.inspect", recording_id: "r1", reason: "complaint" });
  });

  it("tells a refusal, and plays nothing", async () => {
    const { made } = archive("dispatcher", true);
    await made.pick("r1");
    await made.watch("quality");
    expect(made.problem.value).toBe("not_yours");
    expect(made.watching.value).toBeNull();
  });

  it("goes back and forth by 31 days, never beyond now", async () => {
    const { made, said } = archive("dispatcher");
    await made.earlier();
    expect(said.at(-1)).toMatchObject({ until_ms: 69 * 86_400_000 });
    await made.later();
    expect(said.at(-1)).toMatchObject({ until_ms: null });
  });
});
