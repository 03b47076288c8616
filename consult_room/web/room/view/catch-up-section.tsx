/** Where the catch-up stands, and for whom it opens by itself. The card comes when it is wanted: the first load bears this
 * file alone. */

import { Timer } from "lucide-preact";
import { useState } from "preact/hooks";
import { say } from "~/interface/words";
import type { ConsultView } from "~/signaling/web/wire";
import { later } from "./later";
import type { SectionProps } from "./section";
import { caughtUpOf } from "./tab";

const Card = later<SectionProps & { onClose: () => void }>(() => import("./catch-up").then((part) => part.CatchUpCard), true);

/** Who comes into something that others have begun. */
const COMES_IN: readonly ConsultView["relation"][] = ["specialist", "called_in", "hospital", "broke_glass"];
const READS: readonly ConsultView["relation"][] = [...COMES_IN, "asker"];

export function CatchUp(props: SectionProps) {
  const { shown, self } = props;
  const { consult_id, relation } = shown.view;
  const known = caughtUpOf(self.id);
  const [open, setOpen] = useState(() => COMES_IN.includes(relation) && !known.has(consult_id));
  if (!READS.includes(relation)) return null;
  if (open) {
    const close = (): void => {
      known.add(consult_id);
      setOpen(false);
    };
    return <Card {...props} onClose={close} />;
  }
  return (
    <button type="button" class="room-trust-more" onClick={() => setOpen(true)}>
      <Timer size={16} aria-hidden="true" /> {say("room-catch-up")}
    </button>
  );
}
