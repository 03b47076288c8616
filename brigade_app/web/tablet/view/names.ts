import { label } from "~/interface/words";
import type { Tablet } from "../state/tablet";

/** What a reason is called; its code until the list has come. */
export function reasonWords(tablet: Tablet, code: string): string {
  return label(tablet.reasons.value?.reasons.find((one) => one.code === code)?.label, code);
}
