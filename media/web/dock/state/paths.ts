/**
 * By which path the media of one conversation goes: straight to the other device, or by a forwarder. Both may be alive
 * while one takes over from the other; what is heard of each, muted or not, is `heard`.
 */

import { signal, type ReadonlySignal } from "@preact/signals-core";
import type { ForwardDownOffer, ForwardUpAnswer } from "~/signaling/web/wire";
import { Forwarded, type Down, type ForwardedMessage, type ShownStream, type Up } from "./forwarded";
import { Handover, type PathName } from "./handover";
import type { Picture, Speech } from "./rungs";

export const DIRECT: PathName = "direct";
/** The other side plays our old path until it has handed over itself; what it needs for that is about a second. */
const LINGER_MS = 3_000;

export interface PathPorts {
  makeUp(): Up;
  makeDown(): Down;
  send(message: ForwardedMessage): void;
  wait(ms: number, act: () => void): () => void;
  /** The direct path is played no more: its pictures stop at once, all of it after a while. */
  leaveDirect(): void;
  closeDirect(): void;
}

/** One path's streams; of two paths one is muted. */
export interface HeardPath {
  readonly name: PathName;
  readonly muted: boolean;
  readonly streams: readonly ShownStream[];
}

export interface DirectState {
  readonly connected: boolean;
  readonly sounds: boolean;
}

export class Paths {
  readonly #ports: PathPorts;
  readonly #handover = new Handover();
  /** By their move; two only while one takes over from the other. */
  readonly #forwarded = new Map<number, Forwarded>();
  readonly #streams = new Map<PathName, readonly ShownStream[]>();
  /** Sound is late by these, has stopped by those, and nothing at all comes by the last. */
  readonly #quiet = new Set<PathName>();
  readonly #dead = new Set<PathName>();
  readonly #broken = new Set<PathName>();
  readonly #heard = signal<readonly HeardPath[]>([]);
  #closed = false;

  constructor(ports: PathPorts) {
    this.#ports = ports;
  }

  get heard(): ReadonlySignal<readonly HeardPath[]> {
    return this.#heard;
  }
  get playing(): PathName | null {
    return this.#handover.playing;
  }
  /** One path is taking over from another: look more often. */
  get changing(): boolean {
    return this.#handover.next !== null;
  }
  get byForwarder(): boolean {
    return this.#handover.playing !== null && this.#handover.playing !== DIRECT;
  }
  /** Whose each media line of the path that plays is. */
  get endpoints(): ReadonlyMap<string, string> {
    const streams = this.#streams.get(this.#handover.playing ?? "") ?? [];
    return new Map(streams.flatMap(({ mid, endpoint }) => (mid === undefined ? [] : [[mid, endpoint] as const])));
  }
  /** What is wanted, whether it plays yet or not. */
  get wanted(): PathName | null {
    return this.#handover.next ?? this.#handover.playing;
  }

  wantDirect(): void {
    this.#handover.want(DIRECT);
    this.#show();
  }

  wantForwarder(move: number): void {
    this.#handover.want(nameOf(move));
    if (this.#forwarded.has(move) || this.#closed) return;
    const forwarded: Forwarded = new Forwarded(move, {
      makeUp: this.#ports.makeUp,
      makeDown: this.#ports.makeDown,
      send: this.#ports.send,
      wait: this.#ports.wait,
      shows: (streams) => {
        this.#streams.set(nameOf(move), streams);
        this.#show();
      },
    });
    this.#forwarded.set(move, forwarded);
    forwarded.begin();
  }

  /** The direct path's streams, as they come; none when it is closed. */
  showDirect(streams: readonly ShownStream[]): void {
    this.#streams.set(DIRECT, streams);
    this.#show();
  }

  hear(message: ForwardUpAnswer | ForwardDownOffer): void {
    this.#forwarded.get(message.move)?.hear(message);
  }

  /** The line to the server is back: what was asked by it may be lost. */
  nudge(): void {
    const wanted = this.#wantedForwarder();
    if (wanted !== null && !this.#dead.has(nameOf(wanted.move)) && this.#handover.next === null) return;
    wanted?.restart();
  }

  apply(picture: Picture | null, speech: Speech): void {
    for (const forwarded of this.#forwarded.values()) forwarded.apply(picture, speech);
  }

  /** Statistics of each forwarded path; null for the others. */
  async look(direct: DirectState, nowMs: number): Promise<Record<string, unknown>[] | null> {
    let ofPlaying: Record<string, unknown>[] | null = null;
    let state: DirectState = direct;
    for (const [move, forwarded] of [...this.#forwarded]) {
      const rows = await forwarded.statistics();
      const [heard, sounds] = countsOf(rows);
      const { fresh, quiet, silent } = forwarded.feed(heard, sounds, nowMs);
      mark(this.#quiet, nameOf(move), quiet);
      mark(this.#broken, nameOf(move), !fresh);
      mark(this.#dead, nameOf(move), silent || !fresh);
      if (this.#handover.playing === nameOf(move)) ofPlaying = rows;
      if (this.wanted === nameOf(move)) state = { connected: heard > 0 && fresh, sounds: sounds > 0 };
    }
    mark(this.#broken, DIRECT, !direct.connected);
    mark(this.#dead, DIRECT, !direct.connected);
    this.#feed(state, nowMs);
    return ofPlaying;
  }

  /** Nothing comes by the path that plays. */
  get broken(): boolean {
    const playing = this.#handover.playing;
    return playing !== null && this.#broken.has(playing);
  }

  close(): void {
    this.#closed = true;
    for (const forwarded of this.#forwarded.values()) forwarded.close();
    this.#forwarded.clear();
    this.#heard.value = [];
  }

  #feed(state: DirectState, nowMs: number): void {
    const before = this.#handover.playing;
    const old = before ?? "";
    if (!this.#handover.feed({ ...state, oldIsQuiet: this.#quiet.has(old), oldIsDead: this.#dead.has(old) }, nowMs)) return;
    const playing = this.#handover.playing;
    this.#show();
    if (before === DIRECT) this.#ports.leaveDirect();
    this.#wantedForwarder()?.sendPictures();
    this.#ports.wait(LINGER_MS, () => {
      if (this.#closed || this.#handover.playing !== playing) return;
      for (const [move, forwarded] of [...this.#forwarded]) {
        if (nameOf(move) === playing || nameOf(move) === this.#handover.next) continue;
        forwarded.close();
        this.#forwarded.delete(move);
        this.#streams.delete(nameOf(move));
      }
      if (before === DIRECT && this.wanted !== DIRECT) {
        this.#ports.closeDirect();
        this.#streams.delete(DIRECT);
      }
      this.#show();
    });
  }

  #wantedForwarder(): Forwarded | null {
    const wanted = this.wanted;
    return [...this.#forwarded.values()].find(({ move }) => nameOf(move) === wanted) ?? null;
  }

  #show(): void {
    const { playing, next } = this.#handover;
    this.#heard.value = [...this.#streams]
      .filter(([name, streams]) => streams.length > 0 && (name === playing || name === next))
      .map(([name, streams]) => ({ name, streams, muted: playing !== null && name !== playing }));
  }
}

function mark(names: Set<PathName>, name: PathName, on: boolean): void {
  if (on) names.add(name);
  else names.delete(name);
}

export function nameOf(move: number): PathName {
  return `move ${move}`;
}

/** Packets and answered checks; and packets of sound. */
function countsOf(rows: readonly Readonly<Record<string, unknown>>[]): readonly [number, number] {
  let [heard, sounds] = [0, 0];
  for (const row of rows) {
    if (row["type"] === "candidate-pair") heard += Number(row["responsesReceived"] ?? 0);
    else if (row["type"] === "inbound-rtp") {
      const packets = Number(row["packetsReceived"] ?? 0);
      heard += packets;
      if (row["kind"] === "audio") sounds += packets;
    }
  }
  return [heard, sounds];
}
