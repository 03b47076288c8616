/** What a desk prints to go on without the server, or without the console: the open incidents, an order, a blank form. */

import { useEffect } from "preact/hooks";
import { clockMinute, clockTime, dayAndMinute, secondNow, span } from "~/interface/clock";
import { patient } from "~/interface/states";
import { label, say, sayCode } from "~/interface/words";
import type { AssignmentView, IncidentView } from "~/signaling/web/wire";
import { TELLABLE } from "../state/away";
import type { Desk } from "../state/desk";
import { questionsFor } from "../state/draft";
import { brigadesInOrder } from "./brigades";
import { addressLine, numberOf, place, reasonName } from "./names";

/** Shown by a printer alone. While the server is away the list lies ready, also for the browser's own "Print". */
export function PaperPlace({ desk }: { desk: Desk }) {
  const asked = desk.away.paper.value;
  useEffect(() => {
    if (asked === null) return;
    const frame = requestAnimationFrame(() => window.print());
    return () => cancelAnimationFrame(frame);
  }, [asked]);
  useEffect(() => {
    const done = (): void => void (desk.away.paper.value = null);
    addEventListener("afterprint", done);
    return () => removeEventListener("afterprint", done);
  }, [desk]);
  const shown = asked ?? (desk.away.is.value ? { is: "list" as const } : null);
  if (shown === null) return null;
  return <div class="paper">{shown.is === "list" ? <OpenList desk={desk} /> : <OrderForm desk={desk} incidentId={shown.incidentId} />}</div>;
}

function PaperHead({ desk, title }: { desk: Desk; title: string }) {
  return (
    <header class="paper-head">
      <h1>{title}</h1>
      <p>
        {desk.map.value?.name} · {say("paper-printed", { time: dayAndMinute(secondNow.peek()) })}
        {desk.away.is.value && ` · ${say("away-board", { time: clockTime(desk.away.boardAsOfMs() ?? secondNow.peek()) })}`}
      </p>
    </header>
  );
}

function OpenList({ desk }: { desk: Desk }) {
  const rows = desk.queue.value;
  const brigades = brigadesInOrder([...desk.holdings.brigades.value.values()].map((thing) => thing.view).filter((one) => one.on_shift));
  return (
    <>
      <PaperHead desk={desk} title={say("paper-list")} />
      <table>
        <thead>
          <tr>
            {["number", "taken", "what", "where", "caller", "who"].map((name) => (
              <th key={name}>{say(`paper-${name}`)}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ incident, assignment }) => (
            <tr key={incident.incident_id}>
              <td>{numberOf(incident)}</td>
              <td>{clockMinute(incident.opened_at_ms)}</td>
              <td>
                <b>{incident.priority}</b> {reasonName(desk, incident.reason)}
                <br />
                {patient(incident.age_years, incident.sex)} {incident.patient_name}
              </td>
              <td>{addressLine(incident.address) || place(incident)}</td>
              <td>
                {incident.caller?.number}
                <br />
                {incident.caller?.name}
              </td>
              <td>{assignment === null ? "" : `${assignment.callsign}: ${sayCode("stage", assignment.stage)}`}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <h2>{say("paper-brigades")}</h2>
      <table>
        <thead>
          <tr>
            {["brigade", "paper-profile", "paper-state", "paper-telephone", "paper-notes"].map((name) => (
              <th key={name}>{say(name)}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {brigades.map((one) => (
            <tr key={one.brigade_id}>
              <td>
                <b>{one.callsign}</b>
              </td>
              <td>{sayCode("profile", one.profile)}</td>
              <td>
                {sayCode("brigade-state", one.state)}, {span(secondNow.peek() - one.state_since_ms)}
              </td>
              <td>{(desk.away.crews.value.get(one.brigade_id) ?? []).map((crew) => `${crew.name} ${crew.telephone}`).join("; ")}</td>
              <td class="paper-write" />
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

function OrderForm({ desk, incidentId }: { desk: Desk; incidentId: string | null }) {
  const incident = desk.holdings.incident(incidentId);
  const assignment = incidentId === null ? undefined : desk.holdings.assignmentsOf(incidentId)[0];
  const telephones = assignment === undefined ? [] : (desk.away.crews.value.get(assignment.brigade_id) ?? []);
  const hospital = assignment?.hospital_id == null ? undefined : desk.holdings.hospitals.value.get(assignment.hospital_id)?.view.name;
  return (
    <>
      <PaperHead desk={desk} title={say("paper-order", { incident: incident === undefined ? "__________" : numberOf(incident) })} />
      <dl class="paper-fields">
        {fieldsOf(desk, incident).map(([name, text]) => (
          <div key={name}>
            <dt>{say(name)}</dt>
            <dd>{text}</dd>
          </div>
        ))}
        <div>
          <dt>{say("brigade")}</dt>
          <dd>{assignment === undefined ? "" : [assignment.callsign, ...telephones.map((one) => one.telephone)].join(" · ")}</dd>
        </div>
      </dl>
      <StepsTable assignment={assignment} />
      <dl class="paper-fields">
        <div>
          <dt>{say("enter-hospital")}</dt>
          <dd>{hospital}</dd>
        </div>
        <div>
          <dt>{say("enter-result")}</dt>
          <dd />
        </div>
        <div>
          <dt>{say("paper-signed")}</dt>
          <dd />
        </div>
      </dl>
      <p>{say("paper-enter")}</p>
    </>
  );
}

function StepsTable({ assignment }: { assignment: AssignmentView | undefined }) {
  return (
    <table class="paper-steps">
      <thead>
        <tr>
          <th>{say("enter-steps")}</th>
          <th>{say("paper-time")}</th>
          <th>{say("enter-heard")}</th>
        </tr>
      </thead>
      <tbody>
        {TELLABLE.map((stage) => {
          const stamped = assignment?.milestones.find((one) => one.stage === stage);
          return (
            <tr key={stage}>
              <td>{sayCode("stage", stage)}</td>
              <td>{stamped === undefined ? "" : clockMinute(stamped.at_device_ms)}</td>
              <td>{stamped?.heard == null ? "" : sayCode("heard", stamped.heard)}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function fieldsOf(desk: Desk, incident: IncidentView | undefined): [string, string][] {
  if (incident === undefined) return ["paper-taken", "reason", "address", "caller", "patient", "description"].map((name) => [name, ""]);
  const asked = questionsFor(desk.reasons.value, incident.reason);
  const answers = incident.answers.map((code) => label(asked.find((one) => one.code === code)?.label, code));
  const { caller, point } = incident;
  const where = [addressLine(incident.address), point === null ? "" : `${point.lat.toFixed(5)}, ${point.lon.toFixed(5)}`];
  return [
    ["paper-taken", dayAndMinute(incident.opened_at_ms)],
    ["reason", [`${incident.priority} ${reasonName(desk, incident.reason)}`, ...answers].join(" · ")],
    ["address", where.filter((part) => part !== "").join(" · ")],
    ["caller", [caller?.number, caller?.name, caller?.relation].filter((part) => part !== undefined && part !== "").join(" · ")],
    ["patient", [patient(incident.age_years, incident.sex), incident.patient_name ?? ""].filter((part) => part !== "").join(" · ")],
    ["description", incident.description ?? ""],
  ];
}
