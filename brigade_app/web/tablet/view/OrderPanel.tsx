import { useState } from "preact/hooks";
import { Ban, Check, Hospital, ListChecks, Phone } from "lucide-preact";
import { clockMinute, clockTime } from "~/interface/clock";
import { PriorityTag, patient } from "~/interface/states";
import { label, say, sayCode } from "~/interface/words";
import type { Address, IncidentView } from "~/signaling/web/wire";
import { mayClear, nextAction, orderedAtMs, stampedAtMs, STEPS, unanswered, type Order } from "../state/order";
import type { Tablet } from "../state/tablet";
import { CallerSeen } from "./CallerSeen";
import { Choice } from "./Choice";
import { reasonWords } from "./names";

type Asking = "decline" | "hospital" | "new_hospital" | "result" | null;

const DECLINE_REASONS = ["vehicle", "crew", "access", "other"] as const;
const RESULTS = ["delivered", "improved", "no_change", "refused", "refused_transport", "not_found", "false_call", "handed_to_other", "died_before_arrival", "died_in_care"] as const;

/** The order in hand: what and where largest, the steps, and the one thing to do next. */
export function OrderPanel({ tablet, order }: { tablet: Tablet; order: Order }) {
  const [asking, setAsking] = useState<Asking>(null);
  const { assignment, incident } = order;
  const fresh = unanswered(assignment.stage);
  return (
    <div class="stack grow" data-fresh={fresh}>
      <div class="order-head">
        <PriorityTag priority={incident?.priority ?? assignment.priority} />
        <span class="muted number">
          №{assignment.incident_number} · {say("tablet-ordered-at", { time: clockMinute(orderedAtMs(assignment)) })}
          {assignment.part === "assisting" && ` · ${say("tablet-assisting")}`}
        </span>
      </div>
      <h1 class="what">
        {reasonWords(tablet, incident?.reason ?? assignment.reason)}
        <span class="who">{patient(incident?.age_years ?? assignment.age_years, incident?.sex ?? assignment.sex)}</span>
      </h1>
      <Where incident={incident} />
      <Known tablet={tablet} incident={incident} />
      <CallerSeen tablet={tablet} incidentId={assignment.incident_id} />
      <span class="spring" />
      <Steps order={order} />
      <div class="acts">
        <Suggestion tablet={tablet} order={order} />
        <Primary tablet={tablet} order={order} ask={setAsking} />
        <Secondary tablet={tablet} order={order} ask={setAsking} />
      </div>
      <Questions tablet={tablet} asking={asking} done={() => setAsking(null)} />
    </div>
  );
}

function Where({ incident }: { incident: IncidentView | null }) {
  const address = incident?.address ?? null;
  return (
    <div>
      <p class="where">{address?.label || say(incident?.point ? "tablet-address-point" : "tablet-address-none")}</p>
      {address !== null && <p class="muted details">{details(address)}</p>}
    </div>
  );
}

function details(address: Address): string {
  const parts = [
    ["tablet-entrance", address.entrance],
    ["tablet-floor", address.floor],
    ["tablet-flat", address.flat],
    ["tablet-door-code", address.door_code],
    ["tablet-landmark", address.landmark],
  ] as const;
  return parts
    .filter(([, value]) => value !== "")
    .map(([key, value]) => say(key, { value }))
    .join(" · ");
}

function Known({ tablet, incident }: { tablet: Tablet; incident: IncidentView | null }) {
  if (incident === null) return null;
  const asked = tablet.reasons.value;
  const questions = [...(asked?.threats ?? []), ...(asked?.reasons.find((one) => one.code === incident.reason)?.questions ?? [])];
  const answers = incident.answers.map((code) => label(questions.find((one) => one.code === code)?.label, code));
  const caller = incident.caller;
  return (
    <>
      {(answers.length > 0 || incident.patient_name) && (
        <p class="known">
          {incident.patient_name && <b>{incident.patient_name}. </b>}
          {answers.length > 0 && (
            <>
              <ListChecks size={20} aria-hidden="true" /> {answers.join(" · ")}
            </>
          )}
        </p>
      )}
      {incident.description && <p class="known">{incident.description}</p>}
      {caller !== null && caller.number !== "" && (
        <a class="tile caller" href={`tel:${caller.number}`}>
          <Phone size={22} aria-hidden="true" />
          <span>
            {say("tablet-caller")} <b class="number">{caller.number}</b>
          </span>
          <span class="muted">{[caller.relation, caller.name].filter((one) => one !== "").join(", ")}</span>
        </a>
      )}
    </>
  );
}

function Steps({ order }: { order: Order }) {
  const { assignment } = order;
  const next = nextAction(assignment.stage);
  const last = assignment.milestones.filter((one) => (STEPS as readonly string[]).includes(one.stage)).at(-1);
  const after = next === null || next === "accept" ? null : STEPS[STEPS.indexOf(next as (typeof STEPS)[number]) + 1];
  return (
    <div>
      <ol class="steps">
        {STEPS.map((step) => {
          const at = stampedAtMs(assignment, step);
          return (
            <li key={step} data-done={at !== null} data-next={next === step}>
              <span class="bar" />
              <span class="unseen">{sayCode("tablet-step", step)}</span>
              <span class="step-time number">{at === null ? "" : clockMinute(at)}</span>
            </li>
          );
        })}
      </ol>
      <p class="muted step-line">
        <span>{last === undefined ? "" : `${sayCode("tablet-step", last.stage)} ${clockTime(last.at_device_ms)}`}</span>
        <span>{after ? say("tablet-then", { step: sayCode("tablet-step", after) }) : ""}</span>
      </p>
    </div>
  );
}

/** The place says that the next step may be done; the crew decides. */
function Suggestion({ tablet, order }: { tablet: Tablet; order: Order }) {
  const told = tablet.suggestion.value;
  const mine = told !== null && told.assignment_id === order.assignment.assignment_id;
  if (!mine || told.milestone !== nextAction(order.assignment.stage)) return null;
  return (
    <p class="suggestion" role="status">
      {say("tablet-suggest", { metres: told.metres })}
    </p>
  );
}

interface AskProps {
  readonly tablet: Tablet;
  readonly order: Order;
  readonly ask: (asking: Asking) => void;
}

function Primary({ tablet, order, ask }: AskProps) {
  const next = nextAction(order.assignment.stage);
  if (next === null) return null;
  const act = (): void => {
    if (next === "accept") tablet.accept();
    else if (next === "left_scene") ask("hospital");
    else if (next === "cleared") ask("result");
    else tablet.report(next);
  };
  return (
    <button type="button" class="go" data-action={next} onClick={act}>
      {next === "accept" && <Check size={36} aria-hidden="true" />}
      {say(`tablet-do-${next}`)}
    </button>
  );
}

function Secondary({ tablet, order, ask }: AskProps) {
  const { assignment } = order;
  if (unanswered(assignment.stage)) {
    return (
      <div class="row">
        <button type="button" class="tile" onClick={() => ask("decline")}>
          <Ban size={22} aria-hidden="true" />
          {say("tablet-decline")}
        </button>
      </div>
    );
  }
  if (mayClear(assignment.stage)) {
    return (
      <div class="row">
        <button type="button" class="tile" onClick={() => ask("result")}>
          <Check size={22} aria-hidden="true" />
          {say("tablet-clear-here")}
        </button>
      </div>
    );
  }
  if (assignment.hospital_id === null) return null;
  const name = assignment.hospital_name ?? tablet.hospitals.value.find((one) => one.hospital_id === assignment.hospital_id)?.name;
  return (
    <button type="button" class="tile wide" disabled={assignment.stage !== "left_scene"} onClick={() => ask("new_hospital")}>
      <Hospital size={22} aria-hidden="true" />
      <span>{name}</span>
      <small>{say(assignment.acknowledged_at_ms === null ? "tablet-hospital-not-yet" : "tablet-hospital-knows")}</small>
    </button>
  );
}

function Questions({ tablet, asking, done }: { tablet: Tablet; asking: Asking; done: () => void }) {
  if (asking === null) return null;
  const put = (act: () => void) => (): void => {
    act();
    done();
  };
  if (asking === "decline") {
    const options = DECLINE_REASONS.map((reason) => ({ key: reason, name: say(`tablet-decline-${reason}`), act: put(() => tablet.decline(reason)) }));
    return <Choice title={say("tablet-decline-title")} options={options} onClose={done} />;
  }
  if (asking === "result") {
    const options = RESULTS.map((result) => ({ key: result, name: say(`tablet-result-${result}`), act: put(() => tablet.report("cleared", { result })) }));
    return <Choice title={say("tablet-result-title")} options={options} onClose={done} />;
  }
  const choose = (hospital_id: string): void => {
    if (asking === "new_hospital") tablet.changeHospital(hospital_id);
    else tablet.report("left_scene", { hospital_id });
  };
  const options = tablet.hospitals.value.map((one) => ({ key: one.hospital_id, name: one.name, more: one.address_label, act: put(() => choose(one.hospital_id)) }));
  return <Choice title={say("tablet-hospital-title")} options={options} onClose={done} empty={say("tablet-hospital-none")} />;
}
