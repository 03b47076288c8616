/** How the desk calls things: incidents by what happened, brigades by their callsign, addresses in one line. */

import { clockMinute } from "~/interface/clock";
import { hasWords, label, say, sayCode } from "~/interface/words";
import { patient } from "~/interface/states";
import type { Address, AlertStepView, EnteredStep, IncidentView, Sex } from "~/signaling/web/wire";
import type { Desk } from "../state/desk";

export function reasonName(desk: Desk, code: string): string {
  return label(desk.reasons.value === null ? undefined : desk.reason(code)?.label, code.replaceAll("_", " "));
}

interface Described {
  readonly reason: string;
  readonly age_years: number | null;
  readonly sex: Sex | null;
}

/** "Chest pain, 61 years old, male" */
export function title(desk: Desk, what: Described): string {
  const who = patient(what.age_years, what.sex);
  const reason = reasonName(desk, what.reason);
  return who === "" ? reason : `${reason}, ${who}`;
}

/** "Registon 14 · entrance 2 · floor 3 · code 27K" */
export function addressLine(address: Address | null): string {
  if (address === null) return say("erased");
  const parts = [address.label];
  if (address.entrance !== "") parts.push(say("address-entrance", { value: address.entrance }));
  if (address.floor !== "") parts.push(say("address-floor", { value: address.floor }));
  if (address.flat !== "") parts.push(say("address-flat", { value: address.flat }));
  if (address.door_code !== "") parts.push(say("address-code", { value: address.door_code }));
  if (address.landmark !== "") parts.push(address.landmark);
  return parts.filter((part) => part !== "").join(" · ");
}

/** As people call it; one that the server has not yet has no number. */
export function numberOf(incident: { readonly number: number }): string {
  return incident.number === 0 ? say("number-none") : `№${incident.number}`;
}

/** The short line of the queue. */
export function place(incident: IncidentView): string {
  const label = incident.address?.label ?? "";
  if (label !== "") return label;
  if (incident.point !== null) return say("address-point-only");
  return say("address-none");
}

/** What a wish was about, as the desk calls it: "Brigade 7 · №318". */
export function named(desk: Desk, wish: Readonly<Record<string, unknown>>): string {
  const { holdings } = desk;
  const id = (name: string): string | null => (typeof wish[name] === "string" ? wish[name] : null);
  const assignment = holdings.assignments.value.get(id("assignment_id") ?? "")?.view;
  const brigade = holdings.brigade(id("brigade_id"))?.callsign ?? assignment?.callsign ?? "";
  const number = holdings.incident(id("incident_id"))?.number ?? assignment?.incident_number;
  const steps = Array.isArray(wish["steps"]) ? (wish["steps"] as EnteredStep[]) : [];
  const told = steps.map((step) => `${sayCode("stage", step.stage)} ${clockMinute(step.at_ms)}`);
  return [brigade, number === undefined ? "" : numberOf({ number }), ...told].filter((part) => part !== "").join(" · ");
}

/** How far a step of an alert has come, in the words of its channel: a message is delivered, a telephone answered. */
export function stepState(channel: string, status: AlertStepView["status"]): string {
  if (status === null) return sayCode("step-missing", channel);
  return hasWords(`step-${channel}-${status}`) ? say(`step-${channel}-${status}`) : sayCode("delivery", status);
}
