/** The specialties that may be asked, in the order in which they are offered. */

import type { ConsultAsk } from "~/signaling/web/wire";

export type Specialty = ConsultAsk["specialty"];

export const SPECIALTIES: readonly Specialty[] = [
  "cardiology",
  "neurology",
  "surgery",
  "paediatrics",
  "obstetrics",
  "intensive_care",
  "therapy",
  "toxicology",
];
