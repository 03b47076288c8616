/** What the caller's page says of its video: how it stands, in one sentence, and why it is not better. */

import type { Carrying } from "~/media/web/dock/state/carried";
import type { LinkShown } from "~/media/web/dock/state/link";
import type { Outcome } from "~/media/web/dock/state/outcome";
import type { Connection } from "~/media/web/dock/state/talk";

/** `asking`: nobody has taken it up yet. `elsewhere`: another page of this telephone carries it. */
export type LiveDrawing = "asking" | "elsewhere" | Connection;
export type Ended = Outcome["how"];

/** A key of the catalogue with its arguments. */
export interface Sentence {
  readonly key: string;
  readonly count?: number;
  readonly tone: "ok" | "warn" | "muted";
}

export function liveDrawing(now: Carrying | null): LiveDrawing {
  if (now === null) return "asking";
  return now.talk.replaced.value ? "elsewhere" : now.talk.connection.value;
}

/** What others get of the caller now. `sends`: what the person lets out. */
export function sentenceOf(drawing: LiveDrawing, others: number, shown: LinkShown | null, sends: { readonly sound: boolean; readonly picture: boolean }): Sentence {
  switch (drawing) {
    case "asking":
    case "waiting":
      return { key: "caller-live-asking", tone: "muted" };
    case "elsewhere":
      return { key: "caller-live-elsewhere", tone: "warn" };
    case "connecting":
      return { key: "caller-live-connecting", tone: "muted" };
    case "recovering":
      return { key: "caller-live-recovering", tone: "warn" };
    case "connected":
      return gets(others, shown?.standing.rung ?? "video", sends);
  }
}

function gets(count: number, rung: LinkShown["standing"]["rung"], sends: { readonly sound: boolean; readonly picture: boolean }): Sentence {
  if (rung === "text" || rung === "clips") return { key: "caller-live-rung-text", tone: "warn" };
  if (!sends.sound && !sends.picture) return { key: "caller-live-nothing", tone: "warn" };
  if (!sends.picture) return { key: "caller-live-heard", count, tone: "ok" };
  if (rung === "voice") return { key: "caller-live-rung-voice", tone: "warn" };
  if (!sends.sound) return { key: "caller-live-seen", count, tone: "ok" };
  if (rung === "stills") return { key: "caller-live-rung-stills", tone: "warn" };
  return rung === "low_video" ? { key: "caller-live-rung-low-video", tone: "warn" } : { key: "caller-live-connected", count, tone: "ok" };
}

/** Why the picture is not as good as it could be, and at whose end; nothing while it is. */
export function reasonOf(shown: LinkShown): string | null {
  const { rung, reason } = shown.standing;
  if (rung === "video") return null;
  if (reason === "asked") return "caller-live-reason-asked";
  if (shown.badSide === "theirs") return "caller-live-reason-theirs";
  return reason === "good" || reason === "chosen" ? null : `caller-live-reason-${reason}`;
}
