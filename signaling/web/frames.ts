/** The messages of the frame itself: PROTOCOL.md, rules [W1]–[W9] and [S1]–[S6]. The slices' words are in wire.ts. */

/** A wish as a screen writes it: its type and fields, without what the outbox adds. */
export interface CommandBody {
  readonly type: string;
  readonly [field: string]: unknown;
}

/** A wish as it goes out and is kept: [W3]. */
export interface CommandMessage extends CommandBody {
  readonly id: string;
  /** Device's wall clock, ms UTC. */
  readonly made_at_ms: number;
  /** Device's monotonic clock, ms. */
  readonly clock_ms: number;
  /** The sign-in under which it was made. */
  readonly by: string | null;
  /** The version of the thing that the person looked at. */
  readonly seen: number | null;
}

/** A question as a screen writes it: [W5]. */
export interface QuestionBody {
  readonly type: string;
  readonly [field: string]: unknown;
}

/** Anything unnumbered, in either direction: [W6]. */
export interface SignalMessage {
  readonly type: string;
  readonly [field: string]: unknown;
}

export interface Welcome {
  readonly type: "welcome";
  readonly schema: number;
  readonly session_id: string;
  readonly stream: string;
  readonly now_ms: number;
  readonly heartbeat_ms: number;
  readonly me: Readonly<Record<string, unknown>>;
  /** The service's zone, as IANA names it. */
  readonly time_zone: string;
  readonly demo: boolean;
}

/** The echo of `ping`: how long the link takes, and the server's clock. */
export interface Pong {
  readonly type: "pong";
  readonly clock_ms: number;
  readonly now_ms: number;
}

export interface Put {
  readonly op: "put";
  readonly kind: string;
  readonly id: string;
  readonly version: number;
  readonly view: unknown;
}

export interface Drop {
  readonly op: "drop";
  readonly kind: string;
  readonly id: string;
}

/** A fact without its personal fields, for the thread and for announcing: [S4]. */
export interface EventLine {
  readonly seq: number;
  readonly type: string;
  readonly at_ms: number;
  readonly made_at_ms: number;
  readonly actor: string;
  readonly actor_name: string;
  readonly about: readonly string[];
  readonly body: Readonly<Record<string, unknown>>;
}

export interface Frame {
  readonly type: "frame";
  readonly stream: string;
  readonly after: number | null;
  readonly upto: number;
  readonly changes: readonly (Put | Drop)[];
  readonly events: readonly EventLine[];
}

export type Verdict = "resume" | "rejoin" | "wait" | "stop";

export interface Bye {
  readonly type: "bye";
  readonly verdict: Verdict;
  readonly reason: string;
}

/** What may come back to a command or a question. */
export type Reply =
  | { readonly type: "done"; readonly to: string; readonly upto: number; readonly result: unknown }
  | { readonly type: "answer"; readonly to: string; readonly result: unknown }
  | { readonly type: "refused"; readonly to: string; readonly code: string; readonly details?: Details }
  | { readonly type: "rejected"; readonly to: string; readonly rule: string; readonly path: string }
  | { readonly type: "unavailable"; readonly to: string; readonly service: string; readonly retry_after_ms: number }
  | { readonly type: "broken"; readonly to: string; readonly incident: string };

export type Details = Readonly<Record<string, unknown>>;

export type Fate = "refused" | "rejected" | "unavailable" | "broken" | "late";

/** Why a command or a question came to nothing. `code` is for programs; words for it are in the catalogues. */
export class Refusal extends Error {
  constructor(
    readonly fate: Fate,
    readonly code: string,
    readonly details: Details = {},
  ) {
    super(`${fate}: ${code}`);
    this.name = "Refusal";
  }
}

/** The refusal that a reply tells, or null when it is a success. */
export function refusalOf(reply: Reply): Refusal | null {
  switch (reply.type) {
    case "done":
    case "answer":
      return null;
    case "refused":
      return new Refusal("refused", reply.code, reply.details ?? {});
    case "rejected":
      return new Refusal("rejected", "rejected", { rule: reply.rule, path: reply.path });
    case "unavailable":
      return new Refusal("unavailable", "unavailable", { service: reply.service, retry_after_ms: reply.retry_after_ms });
    case "broken":
      return new Refusal("broken", "broken", { incident: reply.incident });
  }
}

const REPLIES: ReadonlySet<string> = new Set(["done", "answer", "refused", "rejected", "unavailable", "broken"]);

/** Whether a message answers a command or a question. */
export function isReply(message: { readonly type: string }): message is Reply {
  return REPLIES.has(message.type);
}
