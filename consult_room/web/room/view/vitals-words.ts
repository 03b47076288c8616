/** How vitals are said: a value with its unit, an entry in one line. */

import en from "~/consult_room/vitals/words/en.ftl?raw";
import ru from "~/consult_room/vitals/words/ru.ftl?raw";
import uz from "~/consult_room/vitals/words/uz.ftl?raw";
import { addWords, language, localeOf, say, sayCode } from "~/interface/words";
import { boundOf, type Measured, type VitalKind } from "../state/vitals-data";
import { valueOf } from "../state/vitals";

addWords({ uz, ru, en });

const ORDER: readonly VitalKind[] = [
  "pulse", "breathing_rate", "spo2", "temperature", "glucose", "gcs_total", "pain", "capillary_refill", "urine_output", "weight",
];

export function figure(kind: VitalKind, value: number): string {
  const digits = boundOf(kind).decimals;
  return new Intl.NumberFormat(localeOf(language.value), { maximumFractionDigits: digits }).format(value);
}

export const kindWords = (kind: VitalKind): string => sayCode("vitals-kind", kind);
export const unitWords = (kind: VitalKind): string => sayCode("vitals-unit", boundOf(kind).unit);

export function valueWords(kind: VitalKind, value: number): string {
  if (kind.endsWith("_reaction")) return sayCode("vitals-reaction", String(value));
  return `${figure(kind, value)} ${unitWords(kind)}`.trim();
}

/** Each thing measured: its name and its value. */
export function partsOf(measured: Measured): (readonly [string, string])[] {
  const { values } = measured;
  const parts: (readonly [string, string])[] = [];
  const { systolic, diastolic } = values;
  if (systolic !== undefined || diastolic !== undefined) {
    parts.push([say("vitals-pressure"), `${systolic === undefined ? "–" : figure("systolic", systolic)}/${diastolic === undefined ? "–" : figure("diastolic", diastolic)}`]);
  }
  for (const kind of ORDER) {
    const value = valueOf(measured, kind);
    if (value === null) continue;
    const glasgow = kind === "gcs_total" && values["gcs_eye"] !== undefined ? ` (E${values["gcs_eye"]}V${values["gcs_verbal"] ?? "–"}M${values["gcs_motor"] ?? "–"})` : "";
    parts.push([kindWords(kind), valueWords(kind, value) + glasgow + (kind === "spo2" ? oxygenWords(measured) : "")]);
  }
  for (const side of ["pupil_left", "pupil_right"] as const) {
    const size = values[side];
    const reaction = values[`${side}_reaction`];
    if (size === undefined && reaction === undefined) continue;
    parts.push([kindWords(side), [size === undefined ? "" : valueWords(side, size), reaction === undefined ? "" : sayCode("vitals-reaction", String(reaction))].filter((one) => one !== "").join(", ")]);
  }
  return parts;
}

function oxygenWords({ on_oxygen, oxygen_l_min }: Measured): string {
  if (oxygen_l_min !== null) return ` ${say("vitals-on-oxygen-at", { rate: oxygen_l_min })}`;
  return on_oxygen === null ? "" : ` ${say(on_oxygen ? "vitals-on-oxygen" : "vitals-on-air")}`;
}

export function sentence(measured: Measured | null): string {
  if (measured === null) return say("room-erased");
  const said = partsOf(measured).map(([name, value]) => `${name} ${value}`);
  return [...said, ...(measured.note === "" ? [] : [measured.note])].join(" · ");
}
