/** Without the server no tablet rings: whom to telephone, and what the crews say, entered with its true time. */

import { PencilLine, Phone, Printer, Timer } from "lucide-preact";
import { useState } from "preact/hooks";
import { age, kilometres, secondNow } from "~/interface/clock";
import { Button } from "~/interface/parts";
import { BrigadeTag } from "~/interface/states";
import { say, sayCode } from "~/interface/words";
import type { AssignmentView, IncidentView, Stage } from "~/signaling/web/wire";
import { candidatesFor, nextSteps, type Candidate } from "../state/away";
import type { Desk } from "../state/desk";
import { wish } from "./actions";

/** So many are shown at first. */
const SHOWN = 6;

export function ByTelephone({ desk, incident }: { desk: Desk; incident: IncidentView }) {
  const brigades = [...desk.holdings.brigades.value.values()].map((thing) => thing.view);
  const [all, setAll] = useState(false);
  const found = candidatesFor(incident, brigades, desk.places.positions.value);
  const candidates = all ? found : found.slice(0, SHOWN);
  const order = desk.away.unsentOrder(incident.incident_id);
  const ordered = desk.holdings.brigade(typeof order?.message["brigade_id"] === "string" ? order.message["brigade_id"] : null);
  return (
    <div class="card">
      <div class="card-head">
        <h3>{say("by-telephone")}</h3>
      </div>
      <p class="card-note" data-tone="warn">
        {ordered === undefined ? say("by-telephone-how") : say("by-telephone-order-waits", { brigade: ordered.callsign })}
      </p>
      <ol class="candidates">
        {candidates.map((candidate) => (
          <li key={candidate.brigade.brigade_id}>
            <CandidateRow desk={desk} incident={incident} candidate={candidate} />
          </li>
        ))}
      </ol>
      {found.length > candidates.length && (
        <Button look="quiet" size="small" onClick={() => setAll(true)}>
          {say("by-telephone-all", { count: found.length })}
        </Button>
      )}
      <div class="card-actions">
        <PrintOrder desk={desk} incidentId={incident.incident_id} />
        <EnterButton desk={desk} incidentId={incident.incident_id} />
      </div>
    </div>
  );
}

function CandidateRow({ desk, incident, candidate }: { desk: Desk; incident: IncidentView; candidate: Candidate }) {
  const { brigade, metres, positionAtMs } = candidate;
  const free = brigade.state === "available" || brigade.state === "returning";
  return (
    <div class="by-telephone">
      <span class="candidate-what">
        <span class="candidate-name">
          <b>{brigade.callsign}</b> <BrigadeTag state={brigade.state} />
        </span>
        <Telephones desk={desk} brigadeId={brigade.brigade_id} />
        <span class="muted">
          {sayCode("profile", brigade.profile)}
          {metres !== null && ` · ${say("by-telephone-straight", { distance: kilometres(metres) })}`}
          {positionAtMs !== null && ` · ${say("position-age", { age: age(secondNow.value - positionAtMs) })}`}
        </span>
      </span>
      {free && (
        <Button
          look="main"
          size="small"
          aria-label={`${brigade.callsign}: ${say("by-telephone-told")}`}
          onClick={() => wish(desk.away.tell(incident.incident_id, brigade.brigade_id), say("entered-note"))}
        >
          {say("by-telephone-told")}
        </Button>
      )}
    </div>
  );
}

/** The crew's numbers, to be dialled or read. */
export function Telephones({ desk, brigadeId }: { desk: Desk; brigadeId: string }) {
  const crew = desk.away.crews.value.get(brigadeId) ?? [];
  return (
    <span class="number crew-telephones">
      <Phone size={13} aria-hidden="true" />
      {crew.length === 0
        ? say("by-telephone-no-number")
        : crew.map((one) => (
            <a key={one.telephone} href={`tel:${one.telephone}`} title={one.name}>
              {one.telephone}
            </a>
          ))}
    </span>
  );
}

/** What the crew says next, stamped as it is said. */
export function StepsByTelephone({ desk, assignment }: { desk: Desk; assignment: AssignmentView }) {
  const told = (stage: Stage): void => {
    if (stage === "left_scene" || stage === "cleared") desk.asking.value = { is: "step", assignmentId: assignment.assignment_id, stage };
    else wish(desk.away.step(assignment, stage), say("entered-note"));
  };
  return (
    <div class="by-telephone-steps">
      <Telephones desk={desk} brigadeId={assignment.brigade_id} />
      {nextSteps(assignment.stage).map((stage) => (
        <Button key={stage} size="small" onClick={() => told(stage)}>
          <Timer size={14} aria-hidden="true" />
          {say("step-now", { stage: sayCode("stage", stage) })}
        </Button>
      ))}
    </div>
  );
}

export function EnterButton({ desk, incidentId, brigadeId = null }: { desk: Desk; incidentId: string; brigadeId?: string | null }) {
  return (
    <Button size="small" hotkey="T" onClick={() => (desk.asking.value = { is: "enter", incidentId, brigadeId, refused: null })}>
      <PencilLine size={14} aria-hidden="true" />
      {say("enter-later")}
    </Button>
  );
}

export function PrintOrder({ desk, incidentId }: { desk: Desk; incidentId: string | null }) {
  return (
    <Button size="small" onClick={() => (desk.away.paper.value = { is: "order", incidentId })}>
      <Printer size={14} aria-hidden="true" />
      {say(incidentId === null ? "print-blank" : "print-order")}
    </Button>
  );
}
