/** The alert's ladder: who was asked, how far each message came, who took it. Green once somebody did. */

import { Bell, BellRing, CircleCheck, CircleX, Mail, MessageSquare, Phone, PhoneCall } from "lucide-preact";
import { clockTime, secondNow, span } from "~/interface/clock";
import { Button, Tag } from "~/interface/parts";
import { say, sayCode } from "~/interface/words";
import type { AlertPersonView, AlertStepView, AlertView } from "~/signaling/web/wire";
import type { Desk } from "../state/desk";
import { wish } from "./actions";
import { stepState } from "./names";

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
  const now = secondNow.value;
  const left = alert.expires_at_ms - now;
  return (
    <div class="card alert" data-status={alert.status}>
      <div class="card-head">
        <BellRing size={16} aria-hidden="true" />
        <h3>{say("alert-to", { specialty: sayCode("specialty", alert.specialty) })}</h3>
        {alert.round > 1 && <span class="muted">{say("alert-round", { round: alert.round })}</span>}
        <span class="spring" />
        {open && left > 0 && <span class="muted number">{span(left)}</span>}
        <Tag tone={TONES[alert.status]}>{sayCode("alert-status", alert.status)}</Tag>
      </div>
      {alert.status === "acknowledged" && <Taken desk={desk} alert={alert} now={now} />}
      {open && alert.next_step_at_ms !== null && alert.next_step_at_ms > now && (
        <p class="muted alert-next">{say("alert-next-step", { time: span(alert.next_step_at_ms - now) })}</p>
      )}
      <ul class="ladder">
        {alert.people.map((person) => (
          <Line key={person.person_id} desk={desk} alert={alert} person={person} />
        ))}
      </ul>
    </div>
  );
}

/** Who took it, by when they are expected, and whether they are there. */
function Taken({ desk, alert, now }: { desk: Desk; alert: AlertView; now: number }) {
  const { acknowledged_by: taker, confirm_by_ms: confirmBy, confirmed_at_ms: confirmedAt } = alert;
  return (
    <div class="alert-taken" data-tone="ok">
      <CircleCheck size={18} aria-hidden="true" />
      <b>{alert.acknowledged_by_name ?? say("erased")}</b>
      <span class="muted">
        {alert.channel !== null && sayCode("channel", alert.channel)}
        {alert.acknowledged_at_ms !== null && ` · ${clockTime(alert.acknowledged_at_ms)}`}
        {confirmedAt !== null && ` · ${say("alert-confirmed-at", { time: clockTime(confirmedAt) })}`}
        {confirmedAt === null && alert.promised_at_ms !== null && ` · ${say("alert-expected", { time: clockTime(alert.promised_at_ms) })}`}
      </span>
      {confirmedAt === null && confirmBy !== null && confirmBy > now && <span class="muted number">{say("alert-begins-again", { time: span(confirmBy - now) })}</span>}
      {confirmedAt === null && taker !== null && (
        <Button size="small" onClick={() => wish(desk.wishes.confirmAlert(alert.alert_id, taker))}>
          {say("alert-is-there")}
        </Button>
      )}
    </div>
  );
}

function Line({ desk, alert, person }: { desk: Desk; alert: AlertView; person: AlertPersonView }) {
  const at = person.answered_at_ms ?? person.opened_at_ms ?? person.called_at_ms;
  const answered = person.status === "acknowledged" || person.status === "declined";
  return (
    <li>
      <span class="number muted">{at === null ? "" : clockTime(at)}</span>
      <span class="rung-what">
        <b>{person.name ?? say("erased")}</b>
        {person.senior && <Tag tone="off">{say("alert-senior")}</Tag>}
        <span class="rung-status" data-tone={person.status === "acknowledged" ? "ok" : person.status === "declined" || person.status === "silent" ? "bad" : undefined}>
          {person.status === "acknowledged" && <CircleCheck size={14} aria-hidden="true" />}
          {(person.status === "declined" || person.status === "silent") && <CircleX size={14} aria-hidden="true" />}
          {sayCode("alert-person", person.status)}
        </span>
        {!answered && person.steps.filter(saysSomething).map((step) => <StepSign key={`${step.channel} ${step.at_ms}`} step={step} />)}
      </span>
      {alert.status === "open" && !answered && person.status !== "listed" && (
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

/** Most people have no browser to notify; that is no news. */
function saysSomething(step: AlertStepView): boolean {
  return step.status !== null || step.channel !== "push";
}

const CHANNEL_SIGNS = { sms: MessageSquare, voice: PhoneCall, push: Bell, email: Mail } as const;

function StepSign({ step }: { step: AlertStepView }) {
  const Sign = CHANNEL_SIGNS[step.channel];
  return (
    <span class="rung-step" data-tone={step.status === "failed" || step.status === null ? "bad" : step.status === "delivered" ? "ok" : undefined}>
      <Sign size={13} aria-hidden="true" />
      <span class="unseen">{sayCode("step", step.channel)}: </span>
      {stepState(step.channel, step.status)}
      {step.repeated && ` · ${say("delivery-repeated")}`}
    </span>
  );
}
