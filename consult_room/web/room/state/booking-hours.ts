/** Consulting hours as one row of fields has them: the same each day, or of one date. Knows no screen. */

import type { ConsultHoursView, ConsultPublishHours } from "~/signaling/web/wire";
import type { Specialty } from "./specialties";

export interface HoursDraft {
  readonly specialty: Specialty;
  readonly once: boolean;
  readonly days: readonly number[];
  readonly date: string;
  readonly from: string;
  readonly until: string;
  readonly breakFrom: string;
  readonly breakUntil: string;
  readonly minutes: number;
  readonly validFrom: string;
  readonly validUntil: string;
  readonly place: string;
  readonly holds: boolean;
}

export const LENGTHS: readonly number[] = [5, 10, 15, 20, 30, 45, 60];

export const NO_HOURS: HoursDraft = {
  specialty: "cardiology", once: false, days: [], date: "", from: "09:00", until: "12:00", breakFrom: "", breakUntil: "", minutes: 20,
  validFrom: "", validUntil: "", place: "", holds: false,
};

export type HoursWish = Omit<ConsultPublishHours, "type" | "id" | "made_at_ms" | "clock_ms" | "by" | "seen" | "hours_id">;

/** Minutes since midnight of `08:30`; null for what is no time. */
export function minutesOf(text: string): number | null {
  const found = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(text);
  return found === null ? null : Number(found[1]) * 60 + Number(found[2]);
}

/** `08:30`; minutes beyond midnight are those of the next day. */
export function hourOf(minutes: number): string {
  const of = minutes % 1440;
  return `${String(Math.floor(of / 60)).padStart(2, "0")}:${String(of % 60).padStart(2, "0")}`;
}

/** Weekdays one after another, both ends among them. */
export interface Run {
  readonly first: number;
  readonly last: number;
}

export interface WeeklyStretch {
  readonly runs: readonly Run[];
  readonly from_minute: number;
  readonly until_minute: number;
}

/** Weekly hours with the days of the same hours together; three days on end are a run, two are told one by one. */
export function stretchesOf(weekly: ConsultHoursView["weekly"]): readonly WeeklyStretch[] {
  const found = new Map<string, { days: number[]; from_minute: number; until_minute: number }>();
  for (const { weekday, from_minute, until_minute } of weekly) {
    const key = `${from_minute} ${until_minute}`;
    const same = found.get(key) ?? { days: [], from_minute, until_minute };
    same.days.push(weekday);
    found.set(key, same);
  }
  return [...found.values()].map(({ days, ...hours }) => ({ runs: runsOf(days), ...hours }));
}

function runsOf(days: readonly number[]): readonly Run[] {
  const runs: Run[] = [];
  for (const day of [...new Set(days)].sort((one, other) => one - other)) {
    const before = runs.at(-1);
    if (before?.last === day - 1) runs[runs.length - 1] = { first: before.first, last: day };
    else runs.push({ first: day, last: day });
  }
  return runs.flatMap((run) => (run.last - run.first === 1 ? [{ first: run.first, last: run.first }, { first: run.last, last: run.last }] : [run]));
}

/** The wish of a draft; null while something in it is missing. An end that is not later lies in the next day. */
export function hoursWish(draft: HoursDraft): HoursWish | null {
  const stretch = stretchOf(draft.from, draft.until);
  if (stretch === null || (draft.once ? draft.date === "" : draft.days.length === 0)) return null;
  const pause = draft.breakFrom === "" && draft.breakUntil === "" ? [] : [stretchOf(draft.breakFrom, draft.breakUntil)];
  if (pause.includes(null)) return null;
  return {
    specialty: draft.specialty,
    slot_minutes: draft.minutes,
    weekly: draft.once ? [] : draft.days.map((weekday) => ({ weekday, ...stretch })),
    dates: draft.once ? [{ date: draft.date, ...stretch }] : [],
    breaks: pause.filter((one) => one !== null),
    valid_from: draft.once || draft.validFrom === "" ? null : draft.validFrom,
    valid_until: draft.once || draft.validUntil === "" ? null : draft.validUntil,
    place: draft.place.trim(),
    holds_on_holidays: !draft.once && draft.holds,
  };
}

function stretchOf(from: string, until: string): { readonly from_minute: number; readonly until_minute: number } | null {
  const [begin, end] = [minutesOf(from), minutesOf(until)];
  return begin === null || end === null ? null : { from_minute: begin, until_minute: end > begin ? end : end + 1440 };
}

/** Published hours as the form shows them; null for what one row of fields cannot show. */
export function draftOf(view: ConsultHoursView): HoursDraft | null {
  const stretches = [...view.weekly, ...view.dates];
  const first = stretches[0];
  const same = stretches.every((one) => one.from_minute === first?.from_minute && one.until_minute === first.until_minute);
  const once = view.weekly.length === 0;
  if (first === undefined || !same || view.breaks.length > 1 || view.dates.length > (once ? 1 : 0)) return null;
  const pause = view.breaks[0];
  return {
    specialty: view.specialty,
    once,
    days: view.weekly.map((one) => one.weekday).sort(),
    date: view.dates[0]?.date ?? "",
    from: hourOf(first.from_minute),
    until: hourOf(first.until_minute),
    breakFrom: pause === undefined ? "" : hourOf(pause.from_minute),
    breakUntil: pause === undefined ? "" : hourOf(pause.until_minute),
    minutes: view.slot_minutes,
    validFrom: view.valid_from ?? "",
    validUntil: view.valid_until ?? "",
    place: view.place,
    holds: view.holds_on_holidays,
  };
}
