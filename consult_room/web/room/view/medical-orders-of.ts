/** The medical orders of the consult that is shown, and what this viewer may do with them. */

import type { MedicalOrdersView } from "~/signaling/web/wire";
import { DOERS, TELLERS } from "../state/medical-orders";
import type { SectionProps } from "./section";

export function medicalOrdersOf({ session, shown }: SectionProps): MedicalOrdersView | undefined {
  return session.kind<MedicalOrdersView>("medical_orders").value.get(shown.view.consult_id)?.view;
}

export const mayTell = ({ shown }: SectionProps): boolean => shown.live && TELLERS.includes(shown.view.relation);
export const mayDo = ({ shown }: SectionProps): boolean => shown.live && DOERS.includes(shown.view.relation);
