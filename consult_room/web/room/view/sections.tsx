/** The sections of a record, in the order of their tabs. A part of the consult room adds its own with one line. What is
 * heavy loads by `import()` when it is opened: the list itself is in the first load. */

import type { ComponentType } from "preact";
import { say } from "~/interface/words";
import { CircleSection } from "./Circle";
import { FilesSection, countFiles } from "./files";
import { AskedSection } from "./forms-values";
import { ConclusionSection, waitsForReading } from "./conclusion-section";
import type { SectionProps } from "./section";
import { FromIncidentSection } from "./from-incident-section";
import { MedicalOrdersSection, medicalOrdersWaiting } from "./medical-orders-section";
import { PatientSection, patientWaits } from "./patient-section";
import { ThreadSection } from "./Thread";
import { VitalsSection } from "./vitals-section";
import { TrustSection } from "./trust-section";

export interface Section {
  readonly key: string;
  readonly title: () => string;
  /** A number on the tab; none when 0. */
  readonly count?: (props: SectionProps) => number;
  /** Whether this viewer has it at all. */
  readonly isFor: (props: SectionProps) => boolean;
  readonly Body: ComponentType<SectionProps>;
}

/** Whoever reads the record. */
export const forReaders = ({ shown }: SectionProps): boolean => !["former", "invited", "called", "stood_down"].includes(shown.view.relation);

export const SECTIONS: readonly Section[] = [
  { key: "thread", title: () => say("room-thread"), isFor: () => true, Body: ThreadSection },
  { key: "medical-orders", title: () => say("room-medical-orders"), count: medicalOrdersWaiting, isFor: forReaders, Body: MedicalOrdersSection },
  { key: "vitals", title: () => say("room-vitals"), isFor: forReaders, Body: VitalsSection },
  { key: "conclusion", title: () => say("room-conclusion"), count: waitsForReading, isFor: (props) => forReaders(props) || props.shown.view.relation === "former", Body: ConclusionSection },
  { key: "asked", title: () => say("room-asked"), count: ({ shown }) => shown.view.missing.length, isFor: (props) => forReaders(props) && props.shown.view.problem !== null, Body: AskedSection },
  { key: "incident", title: () => say("room-from-incident"), isFor: (props) => forReaders(props) && props.shown.view.incident_number !== null, Body: FromIncidentSection },
  { key: "files", title: () => say("room-files"), count: countFiles, isFor: forReaders, Body: FilesSection },
  { key: "patient", title: () => say("room-patient-link"), count: patientWaits, isFor: forReaders, Body: PatientSection },
  { key: "trust", title: () => say("room-trust"), isFor: forReaders, Body: TrustSection },
  { key: "circle", title: () => say("room-circle"), isFor: forReaders, Body: CircleSection },
];
