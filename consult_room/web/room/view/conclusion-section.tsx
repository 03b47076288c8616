/** The tab of the conclusion. What it holds comes when it is opened: the first load bears this file alone. */

import type { ConclusionView } from "~/signaling/web/wire";
import { later } from "./later";
import type { SectionProps } from "./section";

/** Signed versions that the asker has not read yet. */
export function waitsForReading({ session, shown }: SectionProps): number {
  const view = session.kind<ConclusionView>("conclusion").value.get(shown.view.consult_id)?.view;
  if (view?.part !== "asker") return 0;
  return view.versions.filter((version) => version.acknowledged_at_ms === null).length;
}

export const ConclusionSection = later<SectionProps>(async () => (await import("./conclusion")).Conclusion);
