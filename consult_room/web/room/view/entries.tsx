/** What the sections of a record put into the thread, each at its place in time. A part adds its own with one line. */

import { fileEntries } from "./files";
import { medicalOrderEntries } from "./medical-orders-section";
import type { PlacedEntry } from "./placed";
import type { SectionProps } from "./section";
import { vitalsEntries } from "./vitals-section";

type EntrySource = (props: SectionProps) => readonly PlacedEntry[];

const SOURCES: readonly EntrySource[] = [vitalsEntries, medicalOrderEntries, fileEntries];

/** All of them, of every section. */
export function placedEntries(props: SectionProps): PlacedEntry[] {
  return SOURCES.flatMap((source) => source(props));
}
