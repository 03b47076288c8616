/** The voice clips of the conversation that this page is in: spoken, sent, received, played; and whether live speech flows. */

import { computed, effect, signal, untracked, type ReadonlySignal } from "@preact/signals-core";
import type { Session } from "~/signaling/web/session";
import type { ClipView } from "~/signaling/web/wire";
import { keyOf, Player, type PlayingPorts } from "./clip-playing";
import { Sending, type ClipShelf, type Outgoing, type Sent, type ShelvedClip } from "./clip-sending";
import { Taking, type Take } from "./clip-taking";
import type { Standing } from "./ladder";
import type { LinkReport, LinkShown } from "./link";
import { meIn } from "./people";
import type { Media } from "./ports";
import { placeOf } from "./rungs";
import { partyOf, type ConversationView, type Self } from "./words";

/** What clips need of the browser. */
export interface ClipPorts {
  /** Records from the microphone that is open already; muting its live track does not mute the recording. `lost`: the microphone is gone. */
  record(media: Media, lost: () => void): Take | null;
  post(clip: ShelvedClip): Promise<Sent>;
  readonly shelf: ClipShelf;
  fetch: PlayingPorts["fetch"];
  play: PlayingPorts["play"];
  wait(ms: number, act: () => void): () => void;
}

/** A clip as it stands in the list. */
export interface ShownClip {
  readonly clipId: string;
  readonly mine: boolean;
  readonly relation: string;
  readonly id: string;
  readonly name: string | null;
  readonly lastsMs: number;
  readonly bytes: number;
  readonly spokenAtMs: number;
  readonly phase: Outgoing["phase"];
  readonly code: string | null;
  /** The keys of those who have listened to the end. */
  readonly heardBy: readonly string[];
}

interface TalkSeen {
  readonly connection: ReadonlySignal<string>;
  readonly link: { readonly shown: ReadonlySignal<LinkShown>; readonly far: ReadonlySignal<ReadonlyMap<string, LinkReport>> };
  readonly own: { readonly media: ReadonlySignal<Media | null>; holdBack(on: boolean): void };
}

type ClipSession = Pick<Session, "kind" | "send" | "newId" | "nowMs" | "link">;

export class Clips {
  readonly taking: Taking;
  readonly player: Player;
  readonly #sending: Sending;
  readonly #session: ClipSession;
  readonly #view = signal<ConversationView | null>(null);
  readonly #stops: (() => void)[] = [];
  #began = false;
  /** Oldest first; what has not reached the server stands among the others by when it was spoken. */
  readonly all: ReadonlySignal<readonly ShownClip[]>;
  /** Others are heard live. */
  readonly live: ReadonlySignal<boolean>;
  /** Speech does not get through: what is said should be said as a clip. */
  readonly needed: ReadonlySignal<boolean>;

  constructor(conversationId: string, self: Self, session: ClipSession, talk: TalkSeen, ports: ClipPorts) {
    this.#session = session;
    const party = partyOf(self);
    const key = `${party.relation}:${party.id}`;
    this.#sending = new Sending(conversationId, key, ports);
    this.player = new Player(key, { ...ports, heard: (clipId) => this.#heard(clipId) });
    this.taking = new Taking({
      begin: (lost) => {
        this.#began = this.needed.peek();
        const media = talk.own.media.peek();
        return media?.microphone === true ? ports.record(media, lost) : null;
      },
      nowMs: () => session.nowMs(),
      wait: (ms, act) => ports.wait(ms, act),
      done: (recorded, spokenAtMs) => this.#sending.add({ ...recorded, clipId: session.newId(), conversationId, owner: key, spokenAtMs }),
    });
    const things = session.kind<ClipView>("clip");
    const views = computed(() =>
      [...things.value.values()].map(({ view }) => view).filter((clip) => clip.conversation_id === conversationId).sort((one, other) => one.at_ms - other.at_ms),
    );
    this.all = computed(() => listOf(views.value, this.#sending.all.value, key));
    this.live = computed(() => speechFlows(talk.connection.value, talk.link.shown.value.standing, [...talk.link.far.value.values()]));
    this.needed = computed(() => {
      // The button stays where it is while somebody speaks into it.
      const now = placeOf(talk.link.shown.value.standing.rung) > placeOf("voice");
      return this.taking.state.value.is === "recording" ? this.#began : now;
    });
    this.#stops.push(
      effect(() => {
        const speaks = this.taking.state.value.is === "recording";
        untracked(() => talk.own.holdBack(speaks));
      }),
      effect(() => {
        const view = this.#view.value;
        const free = !this.live.value && this.taking.state.value.is === "idle";
        const sinceMs = view === null ? Infinity : (meIn(view, self)?.entered_at_ms ?? view.accepted_at_ms ?? Infinity);
        const clips = views.value;
        untracked(() => this.player.follow(clips, sinceMs, free));
      }),
      effect(() => {
        const open = session.link.value.phase === "open";
        untracked(() => this.#sending.follow(open));
      }),
    );
  }

  follow(view: ConversationView): void {
    this.#view.value = view;
  }

  /** What was refused has been read. */
  putAway(clipId: string): void {
    this.#sending.putAway(clipId);
  }

  close(): void {
    // While somebody still follows: the live sound is given back.
    this.taking.drop();
    for (const stop of this.#stops) stop();
    this.player.close();
    this.#sending.close();
  }

  #heard(clip_id: string): void {
    // Refused once it is over, which is no trouble.
    void this.#session.send({ type: "clip.hear", clip_id }, { lasting: false }).catch(() => undefined);
  }
}

/** Whether others are heard live: a path carries, we hear, and one of them at least still sends speech. */
export function speechFlows(connection: string, { rung, reason }: Pick<Standing, "rung" | "reason">, far: readonly Pick<LinkReport, "rung">[]): boolean {
  if (connection !== "connected") return false;
  if (reason === "broken" && placeOf(rung) > placeOf("voice")) return false;
  return far.length === 0 || far.some((one) => placeOf(one.rung) <= placeOf("voice"));
}

function listOf(views: readonly ClipView[], outgoing: readonly Outgoing[], key: string): readonly ShownClip[] {
  const there = new Set(views.map(({ clip_id }) => clip_id));
  const kept = views.map((clip): ShownClip => ({
    clipId: clip.clip_id,
    mine: keyOf(clip) === key,
    relation: clip.of_relation,
    id: clip.of_id,
    name: clip.of_name,
    lastsMs: clip.lasts_ms,
    bytes: clip.size,
    spokenAtMs: clip.spoken_at_ms,
    phase: "delivered",
    code: null,
    heardBy: clip.heard_by,
  }));
  const own = outgoing.filter(({ clip }) => !there.has(clip.clipId)).map(({ clip, phase, code }): ShownClip => {
    const [relation = "", ...id] = clip.owner.split(":");
    const { clipId, lastsMs, bytes, spokenAtMs } = clip;
    return { clipId, mine: true, relation, id: id.join(":"), name: null, lastsMs, bytes, spokenAtMs, phase, code, heardBy: [] };
  });
  return [...kept, ...own].sort((one, other) => one.spokenAtMs - other.spokenAtMs);
}
