/** The tab of medical orders, their places in the thread, and the band that nobody overlooks. What draws them whole comes
 * when it is opened. */

import { Syringe, VolumeX } from "lucide-preact";
import { useEffect, useState } from "preact/hooks";
import { Button } from "~/interface/parts";
import { play } from "~/interface/sound";
import { say } from "~/interface/words";
import type { Me } from "~/signaling/web/account";
import type { Session } from "~/signaling/web/session";
import type { ConsultView, MedicalOrdersView } from "~/signaling/web/wire";
import { itemsOf, now, pressing, unsentTold, waiting, type Item, type UnsentTold } from "../state/medical-orders";
import type { Room } from "../state/room";
import { later } from "./later";
import { medicalOrdersOf } from "./medical-orders-of";
import type { PlacedEntry } from "./placed";
import type { SectionProps } from "./section";

export const MedicalOrdersSection = later<SectionProps>(() => import("./medical-orders").then((part) => part.MedicalOrders));

const MedicalOrderLine = later<{ item: Item; shown: "told" | "end" }>(() => import("./medical-orders").then((part) => part.MedicalOrderLine), true);
const UnsentLine = later<{ one: UnsentTold }>(() => import("./medical-orders").then((part) => part.UnsentLine), true);

/** For the tab: how many wait for the viewer. */
export function medicalOrdersWaiting(props: SectionProps): number {
  return waiting(itemsOf(medicalOrdersOf(props), props.session.outbox.unsent.value), props.shown.view, props.self.id).length;
}

/** Where it was told, and where it ended. */
export function medicalOrderEntries(props: SectionProps): PlacedEntry[] {
  const unsent = props.session.outbox.unsent.value;
  const view = medicalOrdersOf(props);
  const entries: PlacedEntry[] = itemsOf(view, unsent).flatMap((item) => {
    const { medical_order_id: id, end, doses, ended } = item.view;
    const told = { key: `told ${id}`, atMs: now(item.view).told.at_ms, unsent: false, draw: () => <MedicalOrderLine item={item} shown="told" /> };
    const endMs = end?.at_ms ?? doses.at(-1)?.done_at_ms;
    if (ended === null || endMs === undefined) return [told];
    return [told, { key: `end ${id}`, atMs: endMs, unsent: false, draw: () => <MedicalOrderLine item={item} shown="end" /> }];
  });
  const told = unsentTold(view, unsent, props.shown.view.consult_id);
  return [...entries, ...told.map((one) => ({ key: one.id, atMs: one.madeAtMs, unsent: true, draw: () => <UnsentLine one={one} /> }))];
}

interface Pressing {
  readonly consult: ConsultView;
  readonly item: Item;
}

/** Over the page while a medical order waits to be read back, confirmed or seen, whatever is looked at; it sounds once,
 * and on and on for what is to be done now. */
export function MedicalOrderBand({ session, room, me }: { session: Session; room: Room; me: Me }) {
  const [silenced, setSilenced] = useState<ReadonlySet<string>>(new Set());
  const consults = session.kind<ConsultView>("consult").value;
  const unsent = session.outbox.unsent.value;
  const found: Pressing[] = [...session.kind<MedicalOrdersView>("medical_orders").value.values()].flatMap(({ view }) => {
    const consult = consults.get(view.consult_id)?.view;
    return consult === undefined ? [] : pressing(itemsOf(view, unsent), consult, me.id).map((item) => ({ consult, item }));
  });
  const keys = found.map(({ item }) => `${item.view.medical_order_id} ${item.view.state} ${now(item.view).version}`);
  const all = keys.join(",");
  const aloud = found.some(({ item }, place) => now(item.view).wanted?.urgency === "now" && !silenced.has(keys[place] ?? ""));
  useEffect(() => (all === "" ? undefined : play("notice")), [all]);
  useEffect(() => (aloud ? play("order") : undefined), [aloud]);
  const [first] = found;
  return (
    <div aria-live="assertive">
      {first !== undefined && (
        <div class="band" data-tone="bad" data-medical-order={first.item.view.state}>
          <Syringe size={20} aria-hidden="true" />
          <span class="band-text">
            <b>{say(`room-medical-order-${first.item.view.state}`)}</b> {now(first.item.view).wanted?.what ?? ""}
            {found.length > 1 && ` · ${say("room-medical-order-more", { count: found.length - 1 })}`}
          </span>
          {aloud && (
            <Button look="quiet" class="room-band-button" aria-label={say("room-silence")} onClick={() => setSilenced(new Set([...silenced, ...keys]))}>
              <VolumeX size={18} aria-hidden="true" />
            </Button>
          )}
          <Button
            look="main"
            class="room-band-button"
            onClick={() => {
              setSilenced(new Set([...silenced, ...keys]));
              room.goTo(first.consult.consult_id);
              room.openSection("medical-orders");
            }}
          >
            {say("room-medical-order-look")}
          </Button>
        </div>
      )}
    </div>
  );
}
