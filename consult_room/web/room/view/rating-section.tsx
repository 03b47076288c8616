/** Whose word on the consult is asked for, and when. The card comes when there is somebody to ask: the first load bears
 * this file alone. */

import type { ConsultView } from "~/signaling/web/wire";
import { later } from "./later";
import type { SectionProps } from "./section";

const Card = later<SectionProps>(() => import("./rating").then((part) => part.RatingCard), true);

/** The specialist once it is concluded, though they read nothing of it later; the asker once they have read the end. */
function isAsked({ relation, state, concluded_at_ms }: ConsultView): boolean {
  if (concluded_at_ms === null) return false;
  return relation === "specialist" ? state === "concluded" : state === "closed" && (relation === "asker" || relation === "former");
}

export function RatingLine(props: SectionProps) {
  const { view } = props.shown;
  return isAsked(view) ? <Card key={view.consult_id} {...props} /> : null;
}
