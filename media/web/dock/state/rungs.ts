/** The rungs of the continuity ladder, and what each of them asks of the encoders. Sound always comes before picture. */

/** From the best to the last: each costs less of the link than the one before. */
export const RUNGS = ["video", "low_video", "stills", "voice", "clips", "text"] as const;
export type Rung = (typeof RUNGS)[number];

/** What a person wants of the link: as good as it goes, few bytes, no picture, or a picture at any price but the sound. */
export const CHOICES = ["auto", "picture", "save_data", "voice"] as const;
export type Choice = (typeof CHOICES)[number];

export function placeOf(rung: Rung): number {
  return RUNGS.indexOf(rung);
}

export function worseOf(one: Rung, other: Rung): Rung {
  return placeOf(one) >= placeOf(other) ? one : other;
}

export function betterOf(one: Rung, other: Rung): Rung {
  return placeOf(one) <= placeOf(other) ? one : other;
}

/** Between these rungs the ladder may stand. */
export interface Bounds {
  readonly best: Rung;
  readonly worst: Rung;
}

const BOUNDS: Readonly<Record<Choice, Bounds>> = {
  auto: { best: "video", worst: "text" },
  save_data: { best: "stills", worst: "text" },
  voice: { best: "voice", worst: "text" },
  picture: { best: "video", worst: "stills" },
};

/** Our choice and the other side's: whoever wants less pays for it, so less is what both get; a wished picture is a floor. */
export function boundsOf(mine: Choice, theirs: Choice): Bounds {
  const best = worseOf(BOUNDS[mine].best, BOUNDS[theirs].best);
  const worst = betterOf(BOUNDS[mine].worst, BOUNDS[theirs].worst);
  return { best, worst: worseOf(best, worst) };
}

/** What the link must carry, loss as a share, bandwidth with the sound in it. */
export interface Need {
  readonly lossAtMost: number;
  readonly kbpsAtLeast: number;
}

export const NEEDS: Readonly<Record<Rung, Need>> = {
  video: { lossAtMost: 0.1, kbpsAtLeast: 250 },
  low_video: { lossAtMost: 0.2, kbpsAtLeast: 130 },
  stills: { lossAtMost: 0.3, kbpsAtLeast: 65 },
  voice: { lossAtMost: 0.5, kbpsAtLeast: 12 },
  clips: { lossAtMost: 1, kbpsAtLeast: 0 },
  text: { lossAtMost: 1, kbpsAtLeast: 0 },
};

/** How the picture is sent; null: not at all. */
export interface Picture {
  readonly kbps: number;
  readonly framesPerSecond: number;
  /** The camera's size divided by this. */
  readonly scale: number;
  readonly keep: "balanced" | "resolution";
}

const PICTURES: Readonly<Record<Rung, Picture | null>> = {
  video: { kbps: 900, framesPerSecond: 20, scale: 1, keep: "balanced" },
  low_video: { kbps: 130, framesPerSecond: 10, scale: 2, keep: "balanced" },
  // A picture a second as video costs a third of what photographs would; it must stay sharp enough to read.
  stills: { kbps: 60, framesPerSecond: 1, scale: 1, keep: "resolution" },
  voice: null,
  clips: null,
  text: null,
};

export function pictureOf(rung: Rung): Picture | null {
  return PICTURES[rung];
}

/** How speech is sent. Forward error correction is always offered; the encoder uses it from 18 kbit/s and when loss is told. */
export interface Speech {
  readonly kbps: number;
  readonly frameMs: 20 | 60;
  /** Each packet brings the one before once more (RFC 2198): twice the bits, and of a fifth lost one in twenty-five is missed. */
  readonly twice?: boolean;
}

export const FULL_SPEECH: Speech = { kbps: 32, frameMs: 20 };
/** For a link that loses much though it is not full. */
export const SPEECH_TWICE: Speech = { ...FULL_SPEECH, twice: true };
/** What a conversation begins with, before anything is known of its link: 25 kbit/s on the wire, so that even 32 carry it. */
export const FIRST_SPEECH: Speech = { kbps: 16, frameMs: 60 };
const SPARE_KBPS = 100;
/** A browser believes in half as much again as it sends: less than this is no more than 16 kbit/s of speech would show on a link of 32. */
const WIDE_KBPS = 52;

/**
 * Longer frames save a third of the bytes (headers), fewer bits save the rest. Below 18 kbit/s the encoder corrects no
 * errors any more, so that is left to links which carry nothing else.
 */
export function speechOf(rung: Rung, limitKbps: number | null): Speech {
  if (rung === "video" || rung === "low_video") return FULL_SPEECH;
  // Loss without want of bandwidth: short frames lose less at a time.
  if (rung === "voice" && limitKbps !== null && limitKbps >= SPARE_KBPS) return FULL_SPEECH;
  // A picture that is tried on a narrow link comes beside speech that stays small: else both together fill it.
  if (rung === "stills") return limitKbps === null || limitKbps >= SPARE_KBPS ? { kbps: 24, frameMs: 60 } : FIRST_SPEECH;
  if (limitKbps === null || limitKbps >= WIDE_KBPS) return { kbps: 24, frameMs: 60 };
  if (limitKbps >= 26) return FIRST_SPEECH;
  return { kbps: limitKbps >= 20 ? 12 : 6, frameMs: 60 };
}

/** The next that costs less; 6 kbit/s is the least that is still understood. */
export function thriftier({ kbps }: Speech): Speech {
  return { kbps: [24, 16, 12].find((less) => less < kbps) ?? 6, frameMs: 60 };
}
