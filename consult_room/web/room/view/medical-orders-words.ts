/** How medical orders are said: a dose, the whole of one in a line. */

import en from "~/consult_room/medical_orders/words/en.ftl?raw";
import ru from "~/consult_room/medical_orders/words/ru.ftl?raw";
import uz from "~/consult_room/medical_orders/words/uz.ftl?raw";
import { addWords, language, localeOf, say, sayCode } from "~/interface/words";
import type { Wanted } from "../state/medical-orders";

addWords({ uz, ru, en });

export function amount(value: number): string {
  return new Intl.NumberFormat(localeOf(language.value), { maximumFractionDigits: 4 }).format(value);
}

export function doseWords(dose: number | null, unit: string | null): string {
  return dose === null ? "" : `${amount(dose)} ${unit === null ? "" : sayCode("medical-order-unit", unit)}`.trim();
}

/** All that it says, so that it can be read back. */
export function wantedWords(wanted: Wanted | null): string {
  if (wanted === null) return say("room-erased");
  const parts = [
    wanted.what,
    doseWords(wanted.dose, wanted.unit),
    wanted.route === null ? "" : sayCode("medical-order-route", wanted.route),
    wanted.rate,
    wanted.times > 1 ? say("medical-order-repeated", { times: wanted.times, minutes: wanted.every_min ?? 0 }) : "",
    wanted.most === null ? "" : say("medical-order-at-most", { dose: doseWords(wanted.most, wanted.unit) }),
  ];
  return parts.filter((part) => part !== "").join(", ");
}

export function perKgWords(wanted: Wanted | null, weightKg: number | null): string | null {
  if (wanted === null || wanted.dose === null || weightKg === null || wanted.unit === null) return null;
  const perKg = wanted.dose / weightKg;
  const figures = new Intl.NumberFormat(localeOf(language.value), { maximumSignificantDigits: 2 }).format(perKg);
  return say("medical-order-per-kg", { dose: `${figures} ${sayCode("medical-order-unit", wanted.unit)}`, weight: amount(weightKg) });
}
