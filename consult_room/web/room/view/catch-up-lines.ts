/** How a catch-up is said: few words, and figures. */

import en from "~/consult_room/catch_up/words/en.ftl?raw";
import ru from "~/consult_room/catch_up/words/ru.ftl?raw";
import uz from "~/consult_room/catch_up/words/uz.ftl?raw";
import { clockMinute, dayAndMinute } from "~/interface/clock";
import { patient } from "~/interface/states";
import { addWords, label, say } from "~/interface/words";
import type { CatchUp, Found, KeyDatum, Open } from "../state/catch-up";
import { shortened } from "../state/catch-up";
import { doseWords } from "./medical-orders-words";
import { figure, kindWords, unitWords } from "./vitals-words";

addWords({ uz, ru, en });

export interface CatchUpLine {
  readonly key: "asked" | "found" | "said" | "told" | "open" | "inside";
  readonly label: string;
  readonly parts: readonly { readonly text: string; readonly bad: boolean }[];
}

/** Who it is about. */
export const whoWords = ({ ageYears, sex }: CatchUp): string => patient(ageYears, sex);

/** Lines that would be empty are left out, but what was found and what is open. */
export function linesOf(catchUp: CatchUp, keyData: readonly KeyDatum[]): CatchUpLine[] {
  const { found, measuredAtMs, said, told, open, inside } = catchUp;
  const foundLabel = measuredAtMs === null ? say("catch-up-found") : say("catch-up-found-at", { time: clockMinute(measuredAtMs) });
  const lines: CatchUpLine[] = [
    line("asked", say("catch-up-asked"), [catchUp.question]),
    { key: "found", label: foundLabel, parts: [...vitalParts(found), ...keyData.map((one) => ({ text: datumWords(one), bad: false }))] },
    line("said", say("catch-up-said"), [said]),
    line("told", say("catch-up-told"), told.map(({ what, dose, unit, state }) => `${`${what} ${doseWords(dose, unit)}`.trim()}: ${say(`catch-up-told-${state}`)}`)),
    line("open", say("catch-up-open"), open.map(openWords)),
    line("inside", say("catch-up-inside"), inside.map(({ part, name }) => `${name} (${say(`catch-up-part-${part}`)})`)),
  ];
  return lines.flatMap((one) => {
    if (one.parts.length > 0) return [one];
    return one.key === "found" || one.key === "open" ? [{ ...one, parts: [{ text: say("catch-up-nothing"), bad: false }] }] : [];
  });
}

function line(key: CatchUpLine["key"], name: string, texts: readonly string[]): CatchUpLine {
  return { key, label: name, parts: texts.filter((text) => text !== "").map((text) => ({ text, bad: false })) };
}

/** Both pressures are one figure. */
function vitalParts(found: readonly Found[]): { text: string; bad: boolean }[] {
  const upper = found.find(({ kind }) => kind === "systolic");
  const lower = found.find(({ kind }) => kind === "diastolic");
  const pressures = [upper, lower].filter((one) => one !== undefined);
  const pressure = `${say("vitals-pressure")} ${upper === undefined ? "–" : figure("systolic", upper.value)}/${lower === undefined ? "–" : figure("diastolic", lower.value)}`;
  const others = found.filter(({ kind }) => kind !== "systolic" && kind !== "diastolic");
  return [
    ...(pressures.length === 0 ? [] : [{ text: pressure, bad: pressures.some((one) => one.outside) }]),
    ...others.map((one) => ({ text: `${kindWords(one.kind)} ${figure(one.kind, one.value)} ${unitWords(one.kind)}`.trim(), bad: one.outside })),
  ];
}

function datumWords({ field, is, value }: KeyDatum): string {
  return `${shortened(label(field.names), 2)} ${is === "time" ? dayAndMinute(value) : String(value)}`;
}

function openWords(open: Open): string {
  return "count" in open ? say(`catch-up-open-${open.is}`, { count: open.count }) : say(`catch-up-open-${open.is}`);
}
