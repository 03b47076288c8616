/** Who goes: each brigade's steps with their times, whether its order was heard, and what the desk may do. */

import { Hospital, MessageSquare, PencilLine, Phone, TriangleAlert, Undo2, UserPlus } from "lucide-preact";
import type { ComponentChildren } from "preact";
import { clockMinute, clockTime, secondNow, span } from "~/interface/clock";
import { Button, Tag } from "~/interface/parts";
import { BrigadeTag } from "~/interface/states";
import { say, sayCode } from "~/interface/words";
import type { AssignmentView, IncidentView, Stamped } from "~/signaling/web/wire";
import type { Desk } from "../state/desk";
import { EnterButton, PrintOrder, StepsByTelephone } from "./by-telephone";
import { converse } from "./keys";
import { Unhearing } from "./queue";

/** The steps that are drawn, in their order; who is not bringing anybody has no hospital steps. */
const STEPS = ["ordered", "delivered", "seen", "accepted", "departed", "arrived", "patient_contact", "left_scene", "at_hospital", "handed_over", "cleared"];
const HOSPITAL_STEPS: ReadonlySet<string> = new Set(["left_scene", "at_hospital", "handed_over"]);

export function Assignments({ desk, incident }: { desk: Desk; incident: IncidentView }) {
  const assignments = desk.holdings.assignmentsOf(incident.incident_id);
  if (assignments.length === 0) return null;
  const attended = incident.status === "attended";
  return (
    <div class="card">
      <div class="card-head">
        <h3>{say("who-goes")}</h3>
        <span class="spring" />
        {attended && (
          <Button size="small" hotkey="B" onClick={() => (desk.asking.value = { is: "other", incidentId: incident.incident_id })}>
            <UserPlus size={14} aria-hidden="true" />
            {say("send-another")}
          </Button>
        )}
      </div>
      {assignments.map((assignment) => (
        <AssignmentCard key={assignment.assignment_id} desk={desk} assignment={assignment} />
      ))}
    </div>
  );
}

export function AssignmentCard({ desk, assignment }: { desk: Desk; assignment: AssignmentView }) {
  return assignment.active ? <ActiveCard desk={desk} assignment={assignment} /> : <PastCard assignment={assignment} />;
}

/** One that is over: a line that opens to its steps. */
function PastCard({ assignment }: { assignment: AssignmentView }) {
  const because = assignment.ended_because ?? "";
  return (
    <details class="assignment past" data-active="false">
      <summary>
        <b>{assignment.callsign}</b> <Tag tone="off">{sayCode("stage", assignment.stage)}</Tag>
        <span class="muted">{because !== "" ? sayCode("cancel-reason", because) : assignment.result === null ? "" : sayCode("result", assignment.result)}</span>
      </summary>
      <Steps assignment={assignment} />
      <HospitalLine assignment={assignment} />
    </details>
  );
}

function ActiveCard({ desk, assignment }: { desk: Desk; assignment: AssignmentView }) {
  const brigade = desk.holdings.brigade(assignment.brigade_id);
  return (
    <div class="assignment" data-active="true">
      <div class="assignment-head">
        <button type="button" class="link" onClick={() => desk.pickBrigade(assignment.brigade_id)}>
          {assignment.callsign}
        </button>
        {brigade !== undefined && <BrigadeTag state={brigade.state} />}
        {assignment.part === "assisting" && <span class="muted">{say("part-assisting")}</span>}
        <Unhearing desk={desk} brigadeId={assignment.brigade_id} />
        <span class="spring" />
        <Eta assignment={assignment} />
      </div>
      {assignment.recommended_rank !== null && assignment.recommended_rank > 1 && (
        <p class="muted">{say("recommended-rank", { rank: assignment.recommended_rank })}</p>
      )}
      <CrewMessageLine desk={desk} assignmentId={assignment.assignment_id} />
      <Steps assignment={assignment} />
      <HospitalLine assignment={assignment} />
      {desk.away.is.value && <StepsByTelephone desk={desk} assignment={assignment} />}
      <div class="assignment-actions">
        <Button size="small" hotkey="C" onClick={() => converse(desk, assignment.brigade_id)}>
          <Phone size={14} aria-hidden="true" />
          {say("conversation-start")}
        </Button>
        <Button
          size="small"
          onClick={() => (desk.asking.value = { is: "cancel", assignmentId: assignment.assignment_id, callsign: assignment.callsign })}
        >
          <Undo2 size={14} aria-hidden="true" />
          {say("assignment-cancel")}
        </Button>
        <EnterButton desk={desk} incidentId={assignment.incident_id} brigadeId={assignment.brigade_id} />
        {desk.away.is.value && <PrintOrder desk={desk} incidentId={assignment.incident_id} />}
      </div>
    </div>
  );
}

function Eta({ assignment }: { assignment: AssignmentView }) {
  if (assignment.eta_at_ms === null) return null;
  const left = assignment.eta_at_ms - secondNow.value;
  return (
    <span class="assignment-eta number" data-tone={left < 0 ? "warn" : undefined}>
      {left >= 0 ? span(left) : `+${span(left)}`}
      <small class="muted">{clockMinute(assignment.eta_at_ms)}</small>
    </span>
  );
}

function Steps({ assignment }: { assignment: AssignmentView }) {
  const stamped = new Map(assignment.milestones.map((one) => [one.stage as string, one]));
  const brings = assignment.milestones.some((one) => one.stage === "left_scene");
  const cleared = stamped.has("cleared");
  const steps = STEPS.filter((step) => brings || !HOSPITAL_STEPS.has(step) || (!cleared && step === "left_scene"));
  const last = steps.findLastIndex((step) => stamped.has(step));
  const next = steps[last + 1];
  return (
    <>
      <ol class="steps">
        {steps.map((step) => {
          const stamp = stamped.get(step);
          const state = stamp !== undefined ? "done" : step === next && assignment.active ? "next" : "open";
          return (
            <li key={step} data-state={state}>
              <span class="step-name">{sayCode("stage", step)}</span>
              <span class="step-time number">
                {stamp !== undefined && cameLater(stamp) && <PencilLine size={12} aria-hidden="true" />} {stamp === undefined ? (state === "next" ? "…" : "–") : clockTime(trueMs(stamp))}
              </span>
              {stamp !== undefined && <ToldAgain stamp={stamp} />}
            </li>
          );
        })}
      </ol>
      {laterBy(assignment.milestones).map((words) => (
        <p class="muted entered-later" key={words}>
          <PencilLine size={12} aria-hidden="true" /> {words}
        </p>
      ))}
    </>
  );
}

/** Two times further apart than this are two times, ms. */
const SAME_MS = 60_000;

/** When it was: by the server's clock, but for what came later than it was. */
function trueMs(stamp: Stamped): number {
  return cameLater(stamp) ? stamp.at_device_ms : stamp.at_ms;
}

function cameLater(stamp: Stamped): boolean {
  return stamp.heard !== null || stamp.at_ms - stamp.at_device_ms > SAME_MS;
}

/** When the marked steps were entered, by whom, and how they were known; or that the tablet's came later. */
function laterBy(milestones: readonly Stamped[]): string[] {
  const words = milestones.filter(cameLater).map((stamp) => {
    if (stamp.heard === null) return say("step-sent-later", { time: clockMinute(stamp.at_ms), person: stamp.by });
    const heard = sayCode("heard", stamp.heard);
    return stamp.by === "" ? say("step-not-sent", { heard }) : say("step-entered-later", { time: clockMinute(stamp.at_ms), person: stamp.by, heard });
  });
  return [...new Set(words)];
}

/** Somebody else has another time for the step. */
function ToldAgain({ stamp }: { stamp: Stamped }) {
  const again = stamp.again_at_ms;
  if (again === null || Math.abs(again - stamp.at_device_ms) <= SAME_MS) return null;
  return (
    <b class="step-told-again" data-tone="warn">
      <TriangleAlert size={12} aria-hidden="true" /> {say("step-told-again", { time: clockTime(again), person: stamp.again_by ?? "" })}
    </b>
  );
}

/** The tablet was silent: what became of the order by SMS. */
function CrewMessageLine({ desk, assignmentId }: { desk: Desk; assignmentId: string }) {
  const message = desk.holdings.crewMessage(assignmentId);
  if (message === undefined) return null;
  const { phase, outcome, delivery } = message;
  if (outcome === "accepted_by_message") return <CrewMessageTold tone="ok">{say("crew-message-accepted")}</CrewMessageTold>;
  if (outcome !== null) return <CrewMessageTold tone="off">{say("crew-message-woke")}</CrewMessageTold>;
  if (phase !== "sent") return <CrewMessageTold tone="bad">{say(`crew-message-${phase}`)}</CrewMessageTold>;
  return <CrewMessageTold tone={delivery === "failed" ? "bad" : "warn"}>{say("crew-message-sent", { state: sayCode("delivery", delivery ?? "queued") })}</CrewMessageTold>;
}

function CrewMessageTold({ tone, children }: { tone: string; children: ComponentChildren }) {
  return (
    <p class="assignment-hospital crew-message" role="status">
      <MessageSquare size={16} aria-hidden="true" />
      <Tag tone={tone}>{children}</Tag>
    </p>
  );
}

function HospitalLine({ assignment }: { assignment: AssignmentView }) {
  if (assignment.hospital_name === null) return null;
  return (
    <p class="assignment-hospital">
      <Hospital size={16} aria-hidden="true" />
      <span>{assignment.hospital_name}</span>
      {assignment.acknowledged_at_ms === null ? (
        <Tag tone="warn">{say("hospital-not-acknowledged")}</Tag>
      ) : (
        <Tag tone="ok">{say("hospital-acknowledged", { time: clockMinute(assignment.acknowledged_at_ms) })}</Tag>
      )}
    </p>
  );
}
