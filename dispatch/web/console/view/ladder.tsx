/** The alert's ladder: who was asked, how far each message came, who took it. Green once somebody did. */

import { BellRing, CircleCheck, CircleX, Phone } from "lucide-preact";
import { clockTime, secondNow, span } from "~/interface/clock";
import { Button, Tag } from "~/interface/parts";
import { say, sayCode } from "~/interface/words";
import type { AlertPersonView, AlertView } from "~/signaling/web/wire";
import type { Desk } from "../state/desk";
import { wish } from "./actions";

export function Ladder({ desk, aboutId }: { desk: Desk; aboutId: string }) {
  return (
    <>
      {desk.holdings.alertsAbout(aboutId).map((alert) => (
        <AlertCard key={alert.alert_id} desk={desk} alert={alert} />
      ))}
    </>
  );
}

const TONES: Readonly<Record<AlertView["status"], string>> = {
  open: "warn",
  uncovered: "bad",
  acknowledged: "ok",
  declined_by_all: "bad",
  expired: "bad",
  cancelled: "off",
};

function AlertCard({ desk, alert }: { desk: Desk; alert: AlertView }) {
  const open = alert.status === "open";
  const left = alert.expires_at_ms - secondNow.value;
  return (
    <div class="card alert" data-status={alert.status}>
      <div class="card-head">
        <BellRing size={16} aria-hidden="true" />
        <h3>{say("alert-to", { specialty: sayCode("specialty", alert.specialty) })}</h3>
        <span class="spring" />
        {open && left > 0 && <span class="muted number">{span(left)}</span>}
        <Tag tone={TONES[alert.status]}>{sayCode("alert-status", alert.status)}</Tag>
      </div>
      {alert.status === "acknowledged" && (
        <p class="alert-taken" data-tone="ok">
          <CircleCheck size={18} aria-hidden="true" />
          <b>{alert.acknowledged_by_name ?? say("erased")}</b>
          <span class="muted">
            {alert.channel !== null && sayCode("channel", alert.channel)}
            {alert.acknowledged_at_ms !== null && ` · ${clockTime(alert.acknowledged_at_ms)}`}
          </span>
        </p>
      )}
      <ul class="ladder">
        {alert.people.map((person) => (
          <Rung key={person.person_id} desk={desk} alert={alert} person={person} />
        ))}
      </ul>
    </div>
  );
}

function Rung({ desk, alert, person }: { desk: Desk; alert: AlertView; person: AlertPersonView }) {
  const at = person.answered_at_ms ?? person.opened_at_ms ?? person.delivery_at_ms ?? person.called_at_ms;
  const answered = person.status === "acknowledged" || person.status === "declined";
  return (
    <li>
      <span class="number muted">{at === null ? "" : clockTime(at)}</span>
      <span class="rung-what">
        <b>{person.name ?? say("erased")}</b>
        <span class="rung-status" data-tone={person.status === "acknowledged" ? "ok" : person.status === "declined" ? "bad" : undefined}>
          {person.status === "acknowledged" && <CircleCheck size={14} aria-hidden="true" />}
          {person.status === "declined" && <CircleX size={14} aria-hidden="true" />}
          {sayCode("alert-person", person.status)}
        </span>
        {person.delivery !== null && !answered && (
          <span class="muted" data-tone={person.delivery === "failed" ? "bad" : undefined}>
            {sayCode("delivery", person.delivery)}
            {person.repeated && ` · ${say("delivery-repeated")}`}
          </span>
        )}
      </span>
      {alert.status === "open" && !answered && (
        <Button look="quiet" size="small" onClick={() => wish(desk.wishes.acknowledgeAlert(alert.alert_id, person.person_id))} title={say("alert-taken-by-voice")}>
          <Phone size={14} aria-hidden="true" />
          <span class="unseen">
            {say("alert-taken-by-voice")}: {person.name}
          </span>
        </Button>
      )}
    </li>
  );
}
