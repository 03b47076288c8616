/** What was done by telephone, by radio or on paper is entered afterwards: which brigade, which steps, their true times. */

import { useState } from "preact/hooks";
import { note } from "~/interface/bands";
import { clockTime, timeZone } from "~/interface/clock";
import { Button, Dialog, Field } from "~/interface/parts";
import { say, sayCode } from "~/interface/words";
import { lastInstant } from "~/interface/zone";
import type { Kept } from "~/signaling/web/outbox";
import type { AssignmentView, EnterAssignment, EnteredStep, Result, Stage } from "~/signaling/web/wire";
import { TELLABLE } from "../state/away";
import type { Desk } from "../state/desk";
import { wish } from "./actions";
import { brigadesInOrder } from "./brigades";
import { numberOf } from "./names";

type Heard = NonNullable<EnterAssignment["heard"]>;
const HEARD: readonly Heard[] = ["telephone", "radio", "paper"];

/** How a crew's work can end. */
const RESULTS: readonly Result[] = [
  "delivered", "improved", "no_change", "refused", "refused_transport", "not_found", "false_call", "handed_to_other", "died_before_arrival", "died_in_care", "advice",
];

type Problem = "brigade" | "ordered" | "time" | "order" | "hospital" | "result";

interface Filled {
  readonly brigadeId: string;
  readonly heard: Heard;
  /** By stage, as typed. */
  readonly times: Readonly<Partial<Record<Stage, string>>>;
  readonly hospitalId: string;
  readonly result: Result | "";
}

interface EnterDialogProps {
  readonly desk: Desk;
  readonly incidentId: string;
  readonly brigadeId: string | null;
  /** One that was refused, to be corrected. */
  readonly refused: Kept | null;
  readonly onClose: () => void;
}

export function EnterDialog({ desk, incidentId, brigadeId, refused, onClose }: EnterDialogProps) {
  const [filled, setFilled] = useState<Filled>(() => filledFrom(refused, brigadeId ?? atWork(desk, incidentId)));
  const [problem, setProblem] = useState<{ readonly is: Problem; readonly stage: Stage | null } | null>(null);
  const fill = (change: Partial<Filled>): void => {
    setFilled({ ...filled, ...change });
    setProblem(null);
  };
  const number = desk.holdings.incident(incidentId)?.number ?? 0;
  const known = knownOf(desk, incidentId, filled.brigadeId);
  const send = (): void => {
    const steps = stepsOf(filled, desk.session.nowMs());
    const wrong = "is" in steps ? steps : lacking(filled, steps, known);
    if (wrong !== null || "is" in steps) return setProblem(wrong);
    wish(enter(desk, incidentId, filled, steps, known), say("entered-note"));
    if (refused !== null) desk.session.outbox.putAway(refused.message.id);
    onClose();
  };
  return (
    <Dialog title={say("enter-title", { incident: numberOf({ number }) })} onClose={onClose} wide>
      <form
        class="enter"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <p class="muted">{say("enter-how")}</p>
        <Top desk={desk} filled={filled} fill={fill} bad={problem?.is === "brigade"} />
        <fieldset class="enter-steps">
          <legend>{say("enter-steps")}</legend>
          {TELLABLE.map((stage) => (
            <StepField key={stage} stage={stage} known={known} filled={filled} fill={fill} bad={problem?.stage === stage} />
          ))}
        </fieldset>
        {filled.times.left_scene !== undefined && <HospitalField desk={desk} filled={filled} fill={fill} bad={problem?.is === "hospital"} />}
        {filled.times.cleared !== undefined && <ResultField filled={filled} fill={fill} bad={problem?.is === "result"} />}
        {problem !== null && (
          <p role="alert" data-tone="bad">
            {say(`enter-problem-${problem.is}`, { stage: problem.stage === null ? "" : sayCode("stage", problem.stage) })}
          </p>
        )}
        <div class="dialog-foot">
          <Button look="main" type="submit">
            {say("enter-send")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

interface PartProps {
  readonly filled: Filled;
  readonly fill: (change: Partial<Filled>) => void;
  readonly bad: boolean;
}

function Top({ desk, filled, fill, bad }: PartProps & { readonly desk: Desk }) {
  const brigades = brigadesInOrder([...desk.holdings.brigades.value.values()].map((thing) => thing.view));
  return (
    <div class="enter-top">
      <Field label={say("brigade")} bad={bad}>
        {(ids) => (
          <select class="input" {...ids} autofocus value={filled.brigadeId} onChange={(event) => fill({ brigadeId: event.currentTarget.value })}>
            <option value="">{say("enter-choose")}</option>
            {brigades.map((one) => (
              <option key={one.brigade_id} value={one.brigade_id}>
                {one.callsign} · {sayCode("brigade-state", one.state)}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label={say("enter-heard")}>
        {(ids) => (
          <select class="input" {...ids} value={filled.heard} onChange={(event) => fill({ heard: event.currentTarget.value as Heard })}>
            {HEARD.map((one) => (
              <option key={one} value={one}>
                {sayCode("heard", one)}
              </option>
            ))}
          </select>
        )}
      </Field>
    </div>
  );
}

function StepField({ stage, known, filled, fill, bad }: PartProps & { readonly stage: Stage; readonly known: AssignmentView | undefined }) {
  const stamped = known?.milestones.find((one) => one.stage === stage);
  if (stamped !== undefined) {
    return (
      <p class="enter-stamped">
        <span>{sayCode("stage", stage)}</span>
        <span class="number muted">{clockTime(stamped.at_device_ms)}</span>
      </p>
    );
  }
  return (
    <Field label={sayCode("stage", stage)} bad={bad}>
      {(ids) => (
        <input
          class="input number"
          {...ids}
          inputMode="numeric"
          autocomplete="off"
          maxLength={8}
          placeholder={say("enter-clock")}
          value={filled.times[stage] ?? ""}
          onInput={(event) => {
            const { [stage]: _, ...others } = filled.times;
            const text = event.currentTarget.value;
            fill({ times: text.trim() === "" ? others : { ...others, [stage]: text } });
          }}
        />
      )}
    </Field>
  );
}

export function HospitalField({ desk, filled, fill, bad }: { desk: Desk; filled: Pick<Filled, "hospitalId">; fill: (change: { hospitalId: string }) => void; bad: boolean }) {
  const hospitals = [...desk.holdings.hospitals.value.values()].map((thing) => thing.view);
  return (
    <Field label={say("enter-hospital")} bad={bad}>
      {(ids) => (
        <select class="input" {...ids} value={filled.hospitalId} onChange={(event) => fill({ hospitalId: event.currentTarget.value })}>
          <option value="">{say("enter-choose")}</option>
          {hospitals.map((one) => (
            <option key={one.hospital_id} value={one.hospital_id}>
              {one.name}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

export function ResultField({ filled, fill, bad }: { filled: Pick<Filled, "result">; fill: (change: { result: Result | "" }) => void; bad: boolean }) {
  return (
    <Field label={say("enter-result")} bad={bad}>
      {(ids) => (
        <select class="input" {...ids} value={filled.result} onChange={(event) => fill({ result: event.currentTarget.value as Result | "" })}>
          <option value="">{say("enter-choose")}</option>
          {RESULTS.map((one) => (
            <option key={one} value={one}>
              {sayCode("result", one)}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

/** The crew says that it leaves with the patient, or that it is done: where to, or how it ended. */
export function StepDialog({ desk, assignmentId, stage, onClose }: { desk: Desk; assignmentId: string; stage: "left_scene" | "cleared"; onClose: () => void }) {
  const [chosen, setChosen] = useState<{ readonly hospitalId: string; readonly result: Result | "" }>({ hospitalId: "", result: "" });
  const assignment = desk.holdings.assignments.value.get(assignmentId)?.view;
  const leaves = stage === "left_scene";
  const missing = leaves ? chosen.hospitalId === "" : chosen.result === "";
  const send = (): void => {
    if (missing || assignment === undefined) return;
    const more = leaves ? { hospital_id: chosen.hospitalId } : chosen.result === "" ? {} : { result: chosen.result };
    wish(desk.away.step(assignment, stage, more), say("entered-note"));
    onClose();
  };
  return (
    <Dialog title={say("step-now", { stage: sayCode("stage", stage) })} onClose={onClose}>
      {leaves ? (
        <HospitalField desk={desk} filled={chosen} fill={(change) => setChosen({ ...chosen, ...change })} bad={false} />
      ) : (
        <ResultField filled={chosen} fill={(change) => setChosen({ ...chosen, ...change })} bad={false} />
      )}
      <div class="dialog-foot">
        <Button look="main" disabled={missing} onClick={send}>
          {say("enter-send")}
        </Button>
      </div>
    </Dialog>
  );
}

/** Who is at work on the incident is most likely whom it is about. */
function atWork(desk: Desk, incidentId: string): string | null {
  return desk.holdings.assignmentsOf(incidentId).find((one) => one.active)?.brigade_id ?? null;
}

function filledFrom(refused: Kept | null, brigadeId: string | null): Filled {
  const told = refused?.message as unknown as EnterAssignment | undefined;
  const times: Partial<Record<Stage, string>> = {};
  for (const step of told?.steps ?? []) times[step.stage] = clockTime(step.at_ms);
  return {
    brigadeId: told?.brigade_id ?? brigadeId ?? "",
    heard: told?.heard ?? "telephone",
    times,
    hospitalId: told?.hospital_id ?? "",
    result: told?.result ?? "",
  };
}

/** What the brigade does, or did, for the incident as far as the desk knows. */
function knownOf(desk: Desk, incidentId: string, brigadeId: string): AssignmentView | undefined {
  return desk.holdings.assignmentsOf(incidentId).find((one) => one.brigade_id === brigadeId && !["declined", "cancelled", "diverted"].includes(one.stage));
}

/** The typed times in the order of the way, or what is wrong with one of them. */
function stepsOf(filled: Filled, nowMs: number): EnteredStep[] | { readonly is: Problem; readonly stage: Stage } {
  const steps: EnteredStep[] = [];
  for (const stage of TELLABLE) {
    const text = filled.times[stage];
    if (text === undefined) continue;
    const at_ms = lastInstant(text, nowMs, timeZone.value);
    if (at_ms === null) return { is: "time", stage };
    const before = steps[steps.length - 1];
    if (before !== undefined && at_ms < before.at_ms) return { is: "order", stage };
    steps.push({ stage, at_ms });
  }
  return steps;
}

function lacking(filled: Filled, steps: readonly EnteredStep[], known: AssignmentView | undefined): { readonly is: Problem; readonly stage: Stage | null } | null {
  if (filled.brigadeId === "") return { is: "brigade", stage: null };
  if (steps.length === 0 || (known === undefined && filled.times.ordered === undefined)) return { is: "ordered", stage: known === undefined ? "ordered" : null };
  if (filled.times.left_scene !== undefined && filled.hospitalId === "") return { is: "hospital", stage: null };
  if (filled.times.cleared !== undefined && filled.result === "") return { is: "result", stage: null };
  return null;
}

async function enter(desk: Desk, incidentId: string, filled: Filled, steps: EnteredStep[], known: AssignmentView | undefined): Promise<void> {
  const answer = await desk.wishes.enter({
    assignment_id: known?.assignment_id ?? desk.session.newId(),
    incident_id: incidentId,
    brigade_id: filled.brigadeId,
    steps,
    heard: filled.heard,
    hospital_id: filled.hospitalId === "" ? null : filled.hospitalId,
    result: filled.result === "" ? null : filled.result,
  });
  if (answer.again > 0) note(say("entered-beside-note", { count: answer.again }));
}
