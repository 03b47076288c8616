/** What is noticed about a dose, as the server notices it, from the same file of drugs [CM6]. */

import data from "~/consult_room/medical_orders/data/drugs.json";
import type { MedicalOrderVersionView } from "~/signaling/web/wire";
import type { Wanted } from "./medical-orders";

export type Danger = MedicalOrderVersionView["dangers"][number];

interface Use {
  readonly routes: readonly string[];
  readonly unit: string;
  readonly source: string;
  readonly adult?: readonly number[];
  readonly per_kg?: readonly number[];
  readonly child_most?: number;
}

export interface Drug {
  readonly code: string;
  readonly name: string;
  readonly name_ru: string;
  readonly also?: readonly string[];
  readonly uses: readonly Use[];
}

export const DRUGS = data.drugs as readonly Drug[];
export const REVIEWED_BY: string = data.reviewed_by;

const IN_MG: Readonly<Record<string, number>> = { mcg: 0.001, mg: 1, g: 1000 };
const CHILD_UNDER_YEARS = 16;

interface Patient {
  readonly weightKg: number | null;
  readonly ageYears: number | null;
}

/** The drug that is meant by a name, in any of its names. */
export function drugOf(name: string): Drug | null {
  const sought = name.trim().toLowerCase();
  if (sought === "") return null;
  return DRUGS.find((drug) => [drug.name, drug.name_ru, ...(drug.also ?? [])].some((one) => one.toLowerCase() === sought)) ?? null;
}

/** To be asked about before it is told. */
export const toBeConfirmed = (danger: Danger): boolean => danger === "ten_fold_above" || danger === "ten_fold_below";

export function dangersOf(wanted: Pick<Wanted, "drug" | "dose" | "unit" | "route" | "times" | "most">, patient: Patient): Danger[] {
  const { dose, unit } = wanted;
  if (dose === null || unit === null) return [];
  const found: Danger[] = wanted.most !== null && dose * wanted.times > wanted.most ? ["above_most"] : [];
  const drug = DRUGS.find((one) => one.code === wanted.drug);
  const judged = drug === undefined ? [] : rangesOf(drug, wanted, patient).map(([low, high]) => judge(dose, low, high));
  if (judged.length > 0 && !judged.includes(null)) {
    const worst = judged.find((one) => one !== null && !toBeConfirmed(one)) ?? judged[0];
    if (worst != null) found.push(worst);
  }
  return found;
}

/** The usual doses of a drug by a route, in the unit of what is wanted: by weight for a child, else an adult's. */
export function rangesOf(drug: Drug, wanted: Pick<Wanted, "unit" | "route">, { weightKg, ageYears }: Patient): (readonly [number, number])[] {
  const byRoute = drug.uses.filter((use) => wanted.route !== null && use.routes.includes(wanted.route));
  return (byRoute.length > 0 ? byRoute : drug.uses).flatMap((use) => {
    const factor = factorOf(use.unit, wanted.unit);
    if (factor === null) return [];
    let range: readonly number[] | undefined = use.adult;
    if (ageYears !== null && ageYears < CHILD_UNDER_YEARS) {
      if (use.per_kg === undefined || weightKg === null) return [];
      const most = use.child_most ?? Infinity;
      range = use.per_kg.map((perKg) => Math.min(perKg * weightKg, most));
    }
    const [low, high] = range ?? [];
    return low === undefined || high === undefined ? [] : [[low * factor, high * factor] as const];
  });
}

function factorOf(given: string, wanted: string | null): number | null {
  if (given === wanted) return 1;
  const from = IN_MG[given];
  const to = wanted === null ? undefined : IN_MG[wanted];
  return from === undefined || to === undefined ? null : from / to;
}

function judge(dose: number, low: number, high: number): Danger | null {
  if (dose > high) return dose >= 10 * low ? "ten_fold_above" : "above_usual";
  if (dose < low) return dose <= high / 10 ? "ten_fold_below" : "below_usual";
  return null;
}
