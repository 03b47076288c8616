/** The vitals of the consult that is shown, and whether this viewer enters any. */

import type { ConsultView, VitalsView } from "~/signaling/web/wire";
import type { SectionProps } from "./section";

const MEASURE: readonly ConsultView["relation"][] = ["asker", "specialist", "called_in", "hospital"];

/** Whether this viewer may enter any now. */
export const mayMeasure = ({ shown }: SectionProps): boolean => shown.live && MEASURE.includes(shown.view.relation);

export function vitalsOf({ session, shown }: SectionProps): VitalsView | undefined {
  return session.kind<VitalsView>("vitals").value.get(shown.view.consult_id)?.view;
}
