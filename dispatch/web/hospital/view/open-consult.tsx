/** The way into the room in which a specialist was asked about a patient who comes: what is new in it, and that one is
 * called into its conversation. It opens beside this page, which goes on telling who comes. */

import { PhoneIncoming, Stethoscope } from "lucide-preact";
import { useEffect } from "preact/hooks";
import { Tag } from "~/interface/parts";
import { readMarksChanged, readUpTo, unreadOf } from "~/interface/read-marks";
import { play } from "~/interface/sound";
import { patient } from "~/interface/states";
import { say, sayCode } from "~/interface/words";
import type { Me } from "~/signaling/web/account";
import type { ConsultView, ConversationView } from "~/signaling/web/wire";
import { calledInto, type Reception } from "../state/reception";

export function OpenConsult({ reception, view, me }: { reception: Reception; view: ConsultView; me: Me }) {
  // Read again whenever a page of this browser has read it.
  const mark = `${readMarksChanged.value}`;
  const unread = unreadOf(view.lines, me.id, readUpTo(me.id, view.consult_id));
  const called = calledInto(reception.session.kind<ConversationView>("conversation").value, me.id).has(view.consult_id);
  useEffect(() => (called ? play("ring") : undefined), [called]);
  const who = patient(view.age_years, view.sex);
  return (
    <a class="button arrival-consult" data-called={called} data-mark={mark} href={`/room#consult=${view.consult_id}`} target="room">
      {called ? <PhoneIncoming size={20} aria-hidden="true" /> : <Stethoscope size={20} aria-hidden="true" />}
      <span>
        {say(called ? "hospital-consult-called" : "hospital-consult", { specialty: sayCode("specialty", view.specialty) })}
        {view.incident_number !== null && <span class="muted number"> №{view.incident_number}</span>}
        {view.incident_number === null && who !== "" && <span class="muted"> {who}</span>}
      </span>
      {unread > 0 && <Tag tone="warn">{say("hospital-consult-unread", { count: unread })}</Tag>}
    </a>
  );
}
