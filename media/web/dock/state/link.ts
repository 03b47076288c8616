/** The link of one conversation, second by second: what is measured, where the ladder stands, and what both sides are told. */

import { signal, type ReadonlySignal } from "@preact/signals-core";
import type { FarCamera } from "~/signaling/web/wire";
import { Ladder, type Reason, type Standing } from "./ladder";
import { badSideOf, scoreOf, type BadSide, type LinkFigures } from "./quality";
import { Reader, UNREAD, type Reading, type Statistics } from "./reading";
import { pictureOf, type Choice, type Picture, type Rung, type Speech } from "./rungs";
import { Speaking } from "./speaking";

/** What one device tells the others of its link, each second. */
export interface LinkReport extends LinkFigures {
  /** What its camera lets others do. */
  readonly camera?: FarCamera | null;
  readonly rung: Rung;
  readonly reason: Reason;
  readonly choice: Choice;
}

/** The line to the server: how long there and back (null: unknown), and whether it is open. */
export interface ServerLine {
  readonly roundTripMs: number | null;
  readonly open: boolean;
}

/** What is drawn: our rung and score, and whose link is bad. */
export interface LinkShown {
  readonly standing: Standing;
  readonly score: number;
  readonly badSide: BadSide;
  readonly reading: Reading;
}

interface Heard {
  readonly report: LinkReport;
  readonly atMs: number;
}

/** A report that is older says nothing of now. */
const REPORT_LIMIT_MS = 5_000;

export class Link {
  readonly #ladder: Ladder;
  #reader = new Reader();
  readonly #speaking: Speaking;
  readonly #far = new Map<string, Heard>();
  readonly #shown;
  readonly #choice = signal<Choice>("auto");
  readonly #farShown = signal<ReadonlyMap<string, LinkReport>>(new Map());

  constructor(video: boolean, nowMs: number) {
    this.#ladder = new Ladder(video ? "video" : "voice", nowMs);
    this.#speaking = new Speaking(nowMs);
    this.#shown = signal<LinkShown>({ standing: this.#ladder.standing, score: 100, badSide: "none", reading: UNREAD });
  }

  get shown(): ReadonlySignal<LinkShown> {
    return this.#shown;
  }
  get choice(): ReadonlySignal<Choice> {
    return this.#choice;
  }
  /** What the others told last, by their endpoint. */
  get far(): ReadonlySignal<ReadonlyMap<string, LinkReport>> {
    return this.#farShown;
  }

  choose(choice: Choice): void {
    this.#choice.value = choice;
  }

  /** Another connection carries from now on. */
  renew(nowMs: number): void {
    this.#reader = new Reader();
    this.#ladder.renew(nowMs);
    this.#speaking.renew(nowMs);
  }

  hear(endpoint: string, report: LinkReport, nowMs: number): void {
    this.#far.set(endpoint, { report, atMs: nowMs });
  }

  /** Says what the encoders are to do now, and what the others are to be told. */
  second(statistics: Statistics, line: ServerLine, nowMs: number): { readonly picture: Picture | null; readonly speech: Speech; readonly report: LinkReport } {
    const reading = this.#reader.read(statistics, nowMs);
    this.#forgetOld(nowMs);
    const far = [...this.#far.values()].map(({ report }) => report);
    const standing = this.#ladder.feed(
      { reading, farConcealed: worst(far.map((one) => one.concealed)), choice: this.#choice.peek(), farChoice: wishOf(far), serverOpen: line.open },
      nowMs,
    );
    const ours: LinkFigures = {
      score: scoreOf(reading),
      lost: reading.downLoss,
      concealed: reading.concealed,
      roundTripMs: reading.roundTripMs,
      serverMs: line.open ? (line.roundTripMs ?? 0) : null,
    };
    const theirs = far.length === 1 ? (far[0] ?? null) : null;
    this.#shown.value = { standing, score: ours.score, badSide: badSideOf(ours, theirs), reading };
    return {
      picture: pictureOf(standing.rung),
      speech: this.#speaking.second(standing.rung, reading, line.roundTripMs, nowMs),
      report: { ...ours, rung: standing.rung, reason: standing.reason, choice: this.#choice.peek() },
    };
  }

  #forgetOld(nowMs: number): void {
    for (const [endpoint, { atMs }] of this.#far) if (nowMs - atMs > REPORT_LIMIT_MS) this.#far.delete(endpoint);
    this.#farShown.value = new Map([...this.#far].map(([endpoint, { report }]) => [endpoint, report]));
  }
}

function worst(shares: readonly (number | null)[]): number | null {
  const told = shares.filter((share) => share !== null);
  return told.length === 0 ? null : Math.max(...told);
}

/** Between two both wishes count. With more the forwarder gives each what they want, and only a wished picture concerns us. */
function wishOf(far: readonly LinkReport[]): Choice {
  if (far.length === 1) return far[0]?.choice ?? "auto";
  return far.some((one) => one.choice === "picture") ? "picture" : "auto";
}
