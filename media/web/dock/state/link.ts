/** The link of one conversation, second by second: what is measured, where the ladder stands, and what both sides are told. */

import { signal, type ReadonlySignal } from "@preact/signals-core";
import type { FarCamera } from "~/signaling/web/wire";
import { Ladder, type Reason, type Standing } from "./ladder";
import { badSideOf, scoreOf, type BadSide, type LinkFigures } from "./quality";
import { Reader, UNREAD, type Reading, type Statistics } from "./reading";
import { FIRST_SPEECH, pictureOf, speechOf, type Choice, type Picture, type Rung, type Speech } from "./rungs";

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
/** A change of speech costs the far side up to 50 ms of made-up sound: not more often than this. */
const SPEECH_EVERY_MS = 4_000;

export class Link {
  readonly #ladder: Ladder;
  #reader = new Reader();
  #speech: Speech = FIRST_SPEECH;
  #speechAtMs: number;
  readonly #far = new Map<string, Heard>();
  readonly #shown;
  readonly #choice = signal<Choice>("auto");
  readonly #farShown = signal<ReadonlyMap<string, LinkReport>>(new Map());

  constructor(video: boolean, nowMs: number) {
    this.#ladder = new Ladder(video ? "video" : "voice", nowMs);
    this.#speechAtMs = nowMs - SPEECH_EVERY_MS;
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
    // Speech goes on as it is until something is known of this connection.
    this.#speechAtMs = nowMs;
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
    this.#speak(standing.rung, reading.upLimitKbps, nowMs);
    return {
      picture: pictureOf(standing.rung),
      speech: this.#speech,
      report: { ...ours, rung: standing.rung, reason: standing.reason, choice: this.#choice.peek() },
    };
  }

  #speak(rung: Rung, limitKbps: number | null, nowMs: number): void {
    const wanted = speechOf(rung, limitKbps);
    if (wanted.kbps === this.#speech.kbps && wanted.frameMs === this.#speech.frameMs) return;
    if (nowMs - this.#speechAtMs < SPEECH_EVERY_MS) return;
    this.#speech = wanted;
    this.#speechAtMs = nowMs;
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
