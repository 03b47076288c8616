/** Consults as the desk may see them: that they are, who is asked, how long they wait; never what they say. */

import { Stethoscope } from "lucide-preact";
import { secondNow, span } from "~/interface/clock";
import { Blank, Tag } from "~/interface/parts";
import { say, sayCode } from "~/interface/words";
import type { ConsultView } from "~/signaling/web/wire";
import type { Desk } from "../state/desk";

const TONES: Readonly<Record<string, string>> = { waiting: "bad", ringing: "warn", accepted: "ok", concluded: "accent" };

export function ConsultList({ desk }: { desk: Desk }) {
  const consults = desk.holdings.openConsults.value;
  if (consults.length === 0) return <Blank title={say("consults-none")} icon={<Stethoscope size={32} aria-hidden="true" />} />;
  return (
    <ul class="brigades">
      {consults.map((consult) => (
        <li key={consult.consult_id} class="brigade-row">
          <b>
            №{consult.number} · {sayCode("specialty", consult.specialty)}
          </b>
          <span class="brigade-row-state">
            <Tag tone={TONES[consult.state] ?? "off"}>{sayCode("consult-state", consult.state)}</Tag>
          </span>
          <span class="muted brigade-row-what">
            {[consult.asker_name ?? "", consult.asker_place].filter((part) => part !== "").join(" · ")}
            {consult.specialist_name != null && ` → ${consult.specialist_name}`}
          </span>
          <span class="number position-age">{span(secondNow.value - consult.asked_at_ms)}</span>
          <Incident desk={desk} consult={consult} />
        </li>
      ))}
    </ul>
  );
}

function Incident({ desk, consult }: { desk: Desk; consult: ConsultView }) {
  const { incident_id: id, incident_number: number } = consult;
  if (id === null) return null;
  return (
    <button type="button" class="link consult-incident" onClick={() => desk.pickIncident(id)}>
      {say("consult-of-incident", { number: number ?? 0 })}
    </button>
  );
}
