/** The month's figures: all together, by person, by step, by hour. */

import type { ComponentChildren } from "preact";
import { say, sayCode } from "~/interface/words";
import type { AlertReport, Answering } from "~/signaling/web/wire";

export function Report({ report }: { report: AlertReport }) {
  const answered = report.alerts === 0 ? null : Math.round((report.accepted / report.alerts) * 100);
  return (
    <>
      <dl class="alerts-figures">
        <Figure name={say("alerts-alerts")}>{report.alerts}</Figure>
        <Figure name={say("alerts-accepted")}>{answered === null ? "–" : `${report.accepted} (${answered} %)`}</Figure>
        <Figure name={say("alerts-median")}>{seconds(report.answered_median_s)}</Figure>
        <Figure name={say("alerts-p90")}>{seconds(report.answered_p90_s)}</Figure>
        <Figure name={say("alerts-nobody")}>{report.expired + report.declined_by_all}</Figure>
        <Figure name={say("alerts-uncovered")}>{report.uncovered}</Figure>
        <Figure name={say("alerts-lapsed")}>{report.lapsed}</Figure>
        <Figure name={say("alerts-messages")}>{`${report.messages} / ${report.segments}`}</Figure>
        <Figure name={say("alerts-cost")}>{report.cost === null ? "–" : `${report.cost} ${report.currency}`}</Figure>
      </dl>
      <People report={report} />
      <Steps report={report} />
      <Hours report={report} />
    </>
  );
}

function Figure({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function seconds(value: number | null): string {
  return value === null ? "–" : say("alerts-seconds", { seconds: Math.round(value) });
}

const ANSWERING = ["asked", "accepted", "declined", "unanswered", "lapsed"] as const;

function AnsweringCells({ answering }: { answering: Answering }) {
  return (
    <>
      {ANSWERING.map((name) => (
        <td key={name}>{answering[name]}</td>
      ))}
      <td>{seconds(answering.median_s)}</td>
      <td>{seconds(answering.p90_s)}</td>
    </>
  );
}

function AnsweringHead({ first, last }: { first: string; last?: string }) {
  return (
    <thead>
      <tr>
        <th scope="col">{first}</th>
        {ANSWERING.map((name) => (
          <th key={name} scope="col">
            {sayCode("alerts-answering", name)}
          </th>
        ))}
        <th scope="col">{say("alerts-median")}</th>
        <th scope="col">{say("alerts-p90")}</th>
        {last !== undefined && <th scope="col">{last}</th>}
      </tr>
    </thead>
  );
}

function Table({ caption, children }: { caption: string; children: ComponentChildren }) {
  return (
    <div class="alerts-scroll" tabIndex={0} role="region" aria-label={caption}>
      <table class="alerts-table">
        <caption>{caption}</caption>
        {children}
      </table>
    </div>
  );
}

function People({ report }: { report: AlertReport }) {
  if (report.people.length === 0) return null;
  return (
    <Table caption={say("alerts-by-person")}>
      <AnsweringHead first={say("alerts-person")} last={say("alerts-drills")} />
      <tbody>
        {report.people.map((one) => (
          <tr key={one.person_id} data-never={report.never_answer.includes(one.person_id)}>
            <th scope="row">
              {one.name ?? say("erased")}
              {report.never_answer.includes(one.person_id) && ` · ${say("alerts-never")}`}
            </th>
            <AnsweringCells answering={one.answering} />
            <td>{one.drills.asked === 0 ? "–" : `${one.drills.accepted} / ${one.drills.asked}`}</td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

const STEP = ["steps", "missing", "sent", "delivered", "failed", "repeated", "answers", "segments"] as const;

function Steps({ report }: { report: AlertReport }) {
  return (
    <Table caption={say("alerts-by-step")}>
      <thead>
        <tr>
          <th scope="col">{say("alerts-step")}</th>
          {STEP.map((name) => (
            <th key={name} scope="col">
              {sayCode("alerts-figure", name)}
            </th>
          ))}
          <th scope="col">{say("alerts-delivery-median")}</th>
          <th scope="col">{say("alerts-cost")}</th>
        </tr>
      </thead>
      <tbody>
        {report.steps.map((step) => (
          <tr key={step.channel}>
            <th scope="row">{sayCode("alerts-channel", step.channel)}</th>
            {STEP.map((name) => (
              <td key={name}>{step[name]}</td>
            ))}
            <td>{seconds(step.delivery_median_s)}</td>
            <td>{step.cost === null ? "–" : step.cost}</td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function Hours({ report }: { report: AlertReport }) {
  const hours = report.hours.filter((one) => one.answering.asked > 0);
  if (hours.length === 0) return null;
  return (
    <Table caption={say("alerts-by-hour")}>
      <AnsweringHead first={say("alerts-hour")} />
      <tbody>
        {hours.map((one) => (
          <tr key={one.hour}>
            <th scope="row">{`${String(one.hour).padStart(2, "0")}:00`}</th>
            <AnsweringCells answering={one.answering} />
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
