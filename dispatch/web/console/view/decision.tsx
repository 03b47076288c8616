/** The right side: what and where, whom to send, who goes, who was alerted, the thread. */

import { MapPin, Pencil, Phone, XCircle } from "lucide-preact";
import { clockMinute, clockTime, dayAndMinute, secondNow, span } from "~/interface/clock";
import { Blank, Button } from "~/interface/parts";
import { PriorityTag } from "~/interface/states";
import { label, say, sayCode } from "~/interface/words";
import type { IncidentView } from "~/signaling/web/wire";
import type { Desk } from "../state/desk";
import { questionsFor } from "../state/draft";
import { latenessMs, rowOf } from "../state/queue";
import { UNSENT } from "../state/unsent";
import { wish } from "./actions";
import { Assignments } from "./assignments";
import { ByTelephone } from "./by-telephone";
import { CallerLink } from "./caller-link";
import { amend, askToClose } from "./keys";
import { Ladder } from "./ladder";
import { addressLine, numberOf, reasonName, title } from "./names";
import { Recommendation } from "./recommendation";
import { ThreadList } from "./thread-list";
import { ToldOutside } from "./told";

export function Decision({ desk, incidentId }: { desk: Desk; incidentId: string | null }) {
  const thing = incidentId === null ? undefined : desk.holdings.incidents.value.get(incidentId);
  if (incidentId === null) {
    return (
      <Blank title={say("decision-empty")}>
        <p>{say("decision-empty-how")}</p>
      </Blank>
    );
  }
  if (thing === undefined) return <Blank title={say("incident-gone")} />;
  const incident = thing.view;
  const waiting = incident.status === "waiting";
  const known = thing.version !== UNSENT;
  return (
    <div class="decision" key={incidentId}>
      <What desk={desk} incident={incident} version={thing.version} />
      {waiting && (desk.away.is.value ? <ByTelephone desk={desk} incident={incident} /> : known && <Recommendation desk={desk} incident={incident} />)}
      <Assignments desk={desk} incident={incident} />
      {known && (
        <>
          <CallerLink desk={desk} incident={incident} version={thing.version} />
          <ToldOutside desk={desk} incident={incident} />
          <Ladder desk={desk} aboutId={incidentId} />
          <ThreadList desk={desk} incidentId={incidentId} />
        </>
      )}
    </div>
  );
}

/** One that came so much later than it was taken says so, ms. */
const WORTH_TELLING_MS = 60_000;

function What({ desk, incident, version }: { desk: Desk; incident: IncidentView; version: number }) {
  const now = secondNow.value;
  const assignments = desk.holdings.assignmentsOf(incident.incident_id);
  const late = latenessMs(rowOf({ id: incident.incident_id, version, view: incident }, assignments), now);
  const running = incident.status !== "closed";
  return (
    <div class="card what">
      <div class="what-head">
        <PriorityTag priority={incident.priority} />
        <span class="muted number">
          {numberOf(incident)} · {clockTime(incident.opened_at_ms)}
        </span>
        <span class="spring" />
        <span class="what-clock number" data-tone={late !== null && late >= 0 ? "bad" : undefined}>
          {running ? span(now - incident.opened_at_ms) : sayCode("result", incident.result ?? "withdrawn")}
        </span>
      </div>
      <h2 class="what-title">{title(desk, incident)}</h2>
      {version === UNSENT && (
        <p role="status" data-tone="warn">
          {say("incident-on-its-way")}
        </p>
      )}
      {incident.entered_at_ms !== null && incident.entered_at_ms - incident.opened_at_ms > WORTH_TELLING_MS && (
        <p class="muted">{say("taken-later", { taken: clockMinute(incident.opened_at_ms), entered: clockMinute(incident.entered_at_ms), person: incident.opened_by })}</p>
      )}
      {incident.consult_id !== null && <p class="what-consult">{say("from-consult")}</p>}
      <p class="what-place">
        <MapPin size={16} aria-hidden="true" />
        <span>{addressLine(incident.address)}</span>
        {incident.point === null && <b data-tone="warn">{say("address-no-point")}</b>}
      </p>
      <Offered desk={desk} incident={incident} version={version} />
      <CallerLine incident={incident} />
      <Because desk={desk} incident={incident} />
      {incident.description !== null && incident.description !== "" && <p class="what-description">{incident.description}</p>}
      {running && (
        <div class="what-actions">
          <Button size="small" hotkey="E" onClick={() => amend(desk, incident.incident_id)}>
            <Pencil size={14} aria-hidden="true" />
            {say("incident-amend")}
          </Button>
          {incident.status === "waiting" && (
            <Button size="small" hotkey="X" onClick={() => askToClose(desk, incident.incident_id)}>
              <XCircle size={14} aria-hidden="true" />
              {say("incident-close")}
            </Button>
          )}
        </div>
      )}
    </div>
  );
}

/** Places that the address may mean: one touch puts the incident on the map. */
function Offered({ desk, incident, version }: { desk: Desk; incident: IncidentView; version: number }) {
  const places = desk.away.is.value ? [] : desk.whereabouts.of(incident);
  if (places.length === 0) return null;
  return (
    <div class="what-offered" role="group" aria-label={say("address-offered")}>
      <span class="muted">{say("address-offered")}</span>
      {places.map((found) => (
        <Button size="small" key={`${found.label} ${found.point.lon} ${found.point.lat}`} onClick={() => wish(desk.wishes.place(incident, version, found), say("address-placed-note"))}>
          {found.label}
        </Button>
      ))}
    </div>
  );
}

function CallerLine({ incident }: { incident: IncidentView }) {
  const { caller, patient_name: patientName } = incident;
  const parts = [caller?.number, caller?.name, caller?.relation].filter((part) => part !== undefined && part !== "");
  return (
    <>
      {parts.length > 0 && (
        <p class="what-caller muted number">
          <Phone size={14} aria-hidden="true" />
          {parts.join(" · ")}
        </p>
      )}
      {patientName !== null && patientName !== "" && (
        <p class="muted">
          {say("patient")}: {patientName}
        </p>
      )}
    </>
  );
}

/** Why the server gave this urgency: the reason itself, and what the caller affirmed. */
function Because({ desk, incident }: { desk: Desk; incident: IncidentView }) {
  const questions = questionsFor(desk.reasons.value, incident.reason);
  const words = (code: string): string => {
    if (code === "doctor:life_threat") return say("because-doctor");
    if (code.startsWith("reason:")) return reasonName(desk, code.slice("reason:".length));
    return label(questions.find((one) => one.code === code)?.label, code);
  };
  const because = [...new Set([...incident.priority_because, ...incident.answers].map((code) => code.replace(/^answer:/, "")))];
  if (because.length === 0) return null;
  return (
    <p class="what-because muted">
      {say("priority-because")}: {because.map(words).join(" · ")}
      {incident.closed_at_ms !== null && ` · ${say("closed-at", { time: dayAndMinute(incident.closed_at_ms) })}`}
      {incident.closing_entered_at_ms !== null && ` · ${say("closing-entered", { time: clockMinute(incident.closing_entered_at_ms) })}`}
    </p>
  );
}
