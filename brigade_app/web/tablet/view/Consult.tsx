/** A specialist, asked from the field: the consult room inside this page, which stays open under it, with its order and
 * the fixes of its place. What is said is carried by this page's own dock [CH1]. */

import { signal } from "@preact/signals";
import { MapPinned, Stethoscope } from "lucide-preact";
import { useEffect } from "preact/hooks";
import { readMarksChanged, readUpTo, unreadOf } from "~/interface/read-marks";
import { play } from "~/interface/sound";
import { say } from "~/interface/words";
import type { StartWish } from "~/media/web/dock";
import type { ConsultView, MedicalOrdersView } from "~/signaling/web/wire";
import { waitingIn } from "../state/consults";
import type { Tablet } from "../state/tablet";
import { dock } from "./Dock";

/** The address of the room in the half of the map; null while the map is there. */
export const asking = signal<string | null>(null);

export function AskTile({ tablet }: { tablet: Tablet }) {
  const { session } = tablet;
  const consults = [...session.kind<ConsultView>("consult").value.values()].map(({ view }) => view);
  const orders = session.kind<MedicalOrdersView>("medical_orders").value;
  const self = session.welcome.value?.me["id"];
  const id = typeof self === "string" ? self : "";
  // Read again whenever the room inside has read it.
  const marks = readMarksChanged.value;
  const waits = marks < 0 ? 0 : consults.reduce((sum, view) => sum + unreadOf(view.lines, id, readUpTo(id, view.consult_id)) + waitingIn(orders.get(view.consult_id)?.view), 0);
  useEffect(() => {
    if (waits > 0 && asking.peek() === null) play("notice");
  }, [waits]);
  const order = tablet.order.value;
  const open = asking.value !== null;
  if (order === null && consults.length === 0 && !open) return null;
  return (
    <button type="button" class="tile ask-tile" aria-pressed={open} onClick={() => (asking.value = open ? null : roomFor(order?.assignment.incident_id ?? null))}>
      <Stethoscope size={24} aria-hidden="true" />
      <span class="ask-words">{say(consults.length > 0 ? "tablet-consult" : "tablet-ask")}</span>
      {waits > 0 && !open && (
        <span class="ask-badge number" role="status">
          {waits} <span class="unseen">{say("tablet-consult-new")}</span>
        </span>
      )}
    </button>
  );
}

function roomFor(incidentId: string | null): string {
  return `/room?within=tablet${incidentId === null ? "" : `#incident=${incidentId}`}`;
}

export function Consult() {
  useEffect(() => {
    const hear = (message: MessageEvent): void => {
      const said = message.data as { readonly type?: unknown; readonly wish?: StartWish } | null;
      if (message.origin !== location.origin || said?.type !== "consult.talk" || said.wish === undefined) return;
      void dock.peek()?.start(said.wish);
    };
    addEventListener("message", hear);
    return () => removeEventListener("message", hear);
  }, []);
  return (
    <div class="consult-half">
      <button type="button" class="tile consult-back" onClick={() => (asking.value = null)}>
        <MapPinned size={24} aria-hidden="true" />
        {say("tablet-consult-close")}
      </button>
      <iframe class="consult-frame" title={say("tablet-consult")} src={asking.value ?? ""} />
    </div>
  );
}
