/** The tab of vitals and their places in the thread. What draws them comes when it is opened. */

import { entriesOf, type Entry } from "../state/vitals";
import { later } from "./later";
import type { PlacedEntry } from "./placed";
import type { SectionProps } from "./section";
import { vitalsOf } from "./vitals-of";

export const VitalsSection = later<SectionProps>(() => import("./vitals").then((part) => part.Vitals));

const VitalsLine = later<{ one: Entry }>(() => import("./vitals").then((part) => part.VitalsLine), true);

export function vitalsEntries(props: SectionProps): PlacedEntry[] {
  const entries = entriesOf(vitalsOf(props), props.session.outbox.unsent.value, props.shown.view.consult_id);
  return entries.map((one) => ({
    key: `vitals ${one.entry.entry_id}`,
    atMs: one.entry.measured_at_ms,
    unsent: one.unsent,
    draw: () => <VitalsLine one={one} />,
  }));
}
