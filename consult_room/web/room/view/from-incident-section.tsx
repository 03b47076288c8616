/** The tab of what came with the patient from the incident; it loads when it is opened. */

import { later } from "./later";
import type { SectionProps } from "./section";

export const FromIncidentSection = later<SectionProps>(() => import("./from-incident").then((part) => part.FromIncident));
