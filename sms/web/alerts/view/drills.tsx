/** The button that tests the ladder of a rota, and whom the test has reached. */

import { BellRing, CircleCheck, X } from "lucide-preact";
import { useState } from "preact/hooks";
import { clockTime, span } from "~/interface/clock";
import { Button, Field } from "~/interface/parts";
import { say, sayCode } from "~/interface/words";
import type { AlertView } from "~/signaling/web/wire";
import type { Alerts, Drill } from "../state/alerts";

const SPECIALTIES = ["cardiology", "neurology", "surgery", "paediatrics", "obstetrics", "intensive_care", "therapy", "toxicology"] as const;

export function Drills({ alerts }: { alerts: Alerts }) {
  const [specialty, setSpecialty] = useState<string>(SPECIALTIES[0]);
  return (
    <section aria-label={say("alerts-drill")}>
      <h2>{say("alerts-drill")}</h2>
      <p class="muted">{say("alerts-drill-note")}</p>
      <form
        class="alerts-row"
        onSubmit={(event) => {
          event.preventDefault();
          void alerts.test(specialty);
        }}
      >
        <Field label={say("alerts-specialty")}>
          {(ids) => (
            <select {...ids} value={specialty} onChange={(event) => setSpecialty(event.currentTarget.value)}>
              {SPECIALTIES.map((one) => (
                <option key={one} value={one}>
                  {sayCode("specialty", one)}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Button type="submit" look="main" busy={alerts.busy.value}>
          <BellRing size={18} aria-hidden="true" /> {say("alerts-drill-start")}
        </Button>
      </form>
      {alerts.drills.value.map((drill) => (
        <DrillShown key={drill.drillId} alerts={alerts} drill={drill} />
      ))}
    </section>
  );
}

function DrillShown({ alerts, drill }: { alerts: Alerts; drill: Drill }) {
  return (
    <div class="alerts-drill" data-drill={drill.drillId}>
      <div class="alerts-drill-head">
        <h3>{sayCode("specialty", drill.specialty)}</h3>
        <span class="muted number">{clockTime(drill.startedAtMs)}</span>
        <b class="number">{say("alerts-drill-reached", { reached: drill.reached, asked: drill.people.length })}</b>
        <span class="spring" />
        <Button look="quiet" onClick={() => void alerts.end(drill.drillId)}>
          <X size={16} aria-hidden="true" /> {say("alerts-drill-end")}
        </Button>
      </div>
      <ul class="alerts-people">
        {drill.people.map((alert) => (
          <Person key={alert.alert_id} alert={alert} />
        ))}
      </ul>
    </div>
  );
}

/** How far the test has come to one person: the best step says most. */
function Person({ alert }: { alert: AlertView }) {
  const person = alert.people[0];
  if (person === undefined) return null;
  const reached = alert.status === "acknowledged" && alert.acknowledged_at_ms !== null;
  const sent = person.steps.filter((step) => step.status !== null);
  return (
    <li data-status={alert.status}>
      <b>{person.name ?? say("erased")}</b>
      {reached ? (
        <span data-tone="ok">
          <CircleCheck size={14} aria-hidden="true" /> {say("alerts-drill-after", { time: span((alert.acknowledged_at_ms ?? 0) - alert.raised_at_ms) })}
        </span>
      ) : alert.status === "expired" ? (
        <span data-tone="bad">{say("alerts-drill-silent")}</span>
      ) : sent.length === 0 ? (
        <span data-tone="bad">{say("alerts-drill-no-address")}</span>
      ) : (
        <span class="muted">{sent.map((step) => `${sayCode("alerts-channel", step.channel)}: ${sayCode("alerts-step", step.status ?? "queued")}`).join(" · ")}</span>
      )}
    </li>
  );
}
