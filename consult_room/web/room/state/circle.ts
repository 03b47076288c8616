/** The words of who is in a consult and how they were reached. */

import type { ConsultNoteTelephone } from "~/signaling/web/wire";

export type TelephoneOutcome = ConsultNoteTelephone["outcome"];

export const TELEPHONE_OUTCOMES: readonly TelephoneOutcome[] = ["talked", "nobody_answered", "cut_off", "wrong_number"];
