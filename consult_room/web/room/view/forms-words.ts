/** What the fields of a form have in common. */

import { say, sayCode } from "~/interface/words";
import type { AskedOfProblem } from "~/signaling/web/wire";
import type { Entries } from "../state/forms";

export interface FieldsProps {
  readonly asked: AskedOfProblem;
  readonly entries: Entries;
  readonly ageYears: number | null;
  /** The keys of what is wanted now and not there. */
  readonly missing: readonly string[];
  /** Files can only be added to what was asked. */
  readonly files: readonly string[];
  readonly enter: (key: string, entry: string) => void;
}

/** The element of a field, for who goes to what is missing. */
export const fieldId = (key: string): string => `asked-${key}`;

/** The mark of what is wanted is a word of the label: colour is never the only sign. */
export function wanted(title: string, isMissing: boolean): string {
  return isMissing ? `${title} · ${say("room-asked-wanted")}` : title;
}

export function problemWords(problem: string, least: number | null, most: number | null): string {
  return sayCode("room-asked-problem", problem, { least: least ?? 0, most: most ?? 0 });
}

/** Who has reviewed a form or a scale, as its file says. */
export function reviewedWords(who: string): string {
  return who === "nobody yet" ? say("room-reviewed-nobody") : say("room-reviewed-by", { who });
}
