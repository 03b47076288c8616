import { signal } from "@preact/signals-core";
import { describe, expect, it } from "vitest";
import type { Carrying } from "~/media/web/dock/state/carried";
import type { LinkShown } from "~/media/web/dock/state/link";
import { liveDrawing, reasonOf, sentenceOf } from "./live";

const BOTH = { sound: true, picture: true };

function shown(rung: LinkShown["standing"]["rung"], reason: LinkShown["standing"]["reason"] = "good", badSide: LinkShown["badSide"] = "none"): LinkShown {
  return { standing: { rung, reason }, badSide } as LinkShown;
}

describe("what the caller is told of the video", () => {
  it("waits, goes on in another tab, or says how it goes", () => {
    const carrying = (replaced: boolean): Carrying => ({ talk: { replaced: signal(replaced), connection: signal("recovering") } }) as unknown as Carrying;
    expect([liveDrawing(null), liveDrawing(carrying(true)), liveDrawing(carrying(false))]).toEqual(["asking", "elsewhere", "recovering"]);
    expect(sentenceOf("waiting", 1, null, BOTH).key).toBe("caller-live-asking");
    expect(sentenceOf("recovering", 1, null, BOTH)).toEqual({ key: "caller-live-recovering", tone: "warn" });
  });

  it.each([
    ["video", BOTH, "caller-live-connected"],
    ["low_video", BOTH, "caller-live-rung-low-video"],
    ["stills", BOTH, "caller-live-rung-stills"],
    ["voice", BOTH, "caller-live-rung-voice"],
    ["clips", BOTH, "caller-live-rung-text"],
    ["text", BOTH, "caller-live-rung-text"],
    ["video", { sound: true, picture: false }, "caller-live-heard"],
    ["voice", { sound: true, picture: false }, "caller-live-heard"],
    ["stills", { sound: false, picture: true }, "caller-live-seen"],
    ["video", { sound: false, picture: false }, "caller-live-nothing"],
    ["text", { sound: false, picture: false }, "caller-live-rung-text"],
  ] as const)("on the rung %s with %o it says %s", (rung, sends, key) => {
    expect(sentenceOf("connected", 2, shown(rung), sends).key).toBe(key);
  });

  it("says why, and at whose end; nothing while all goes well", () => {
    expect(reasonOf(shown("video", "loss", "ours"))).toBeNull();
    expect(reasonOf(shown("stills", "loss", "ours"))).toBe("caller-live-reason-loss");
    expect(reasonOf(shown("stills", "bandwidth", "theirs"))).toBe("caller-live-reason-theirs");
    expect(reasonOf(shown("voice", "asked", "theirs"))).toBe("caller-live-reason-asked");
    expect(reasonOf(shown("low_video", "good"))).toBeNull();
  });
});
