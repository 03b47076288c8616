/** The section of the patient who is met by a link: how they are reached, what was written with them. Comes when opened. */

import type { PatientLinkView } from "~/signaling/web/wire";
import { later } from "./later";
import type { SectionProps } from "./section";

/** What the patient has written since the last line to them. */
export function patientWaits({ session, shown }: SectionProps): number {
  const lines = session.kind<PatientLinkView>("patient_link").value.get(shown.view.consult_id)?.view.lines ?? [];
  return lines.length - 1 - lines.findLastIndex((line) => line.side === "doctor");
}

export const PatientSection = later<SectionProps>(async () => (await import("./patient-panel")).PatientPanel);
