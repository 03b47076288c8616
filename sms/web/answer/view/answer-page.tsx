/** Why and where in the largest type, one huge button; and a drawing for each way it can end. */

import { CircleCheck, Clock, Link2Off, LoaderCircle, RefreshCw, Stethoscope, UserCheck, Users, WifiOff } from "lucide-preact";
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { clockMinute, secondNow, span } from "~/interface/clock";
import { Button, LanguageSwitch, Shape, Tag } from "~/interface/parts";
import { label, say } from "~/interface/words";
import type { Alert, Answer, Drawing } from "../state/answer";

const TONES = { life_threat: "p1", urgent: "p2", routine: "p4" } as const;

export function AnswerPage({ answer }: { answer: Answer }) {
  const drawing = answer.drawing;
  return (
    <div class="answer" data-drawing={drawing}>
      <header class="answer-head">
        <span class="answer-brand">
          <Shape name="cross" size={16} /> Tez Yordam <span class="number">103</span>
        </span>
        <LanguageSwitch large />
      </header>
      {drawing === "open" && answer.alert.value !== null ? (
        <Open answer={answer} alert={answer.alert.value} />
      ) : (
        <Ended drawing={drawing} answer={answer} />
      )}
    </div>
  );
}

function Open({ answer, alert }: { answer: Answer; alert: Alert }) {
  const left = alert.expires_at_ms - secondNow.value;
  return (
    <>
      <main class="answer-main">
        <div class="answer-tags">
          {alert.about_kind !== "drill" && <Tag tone={TONES[alert.urgency]}>{say("urgency", { urgency: alert.urgency })}</Tag>}
          {alert.number !== null && <span class="muted number">{about(alert)}</span>}
        </div>
        <h1 class="answer-needed">{needed(alert)}</h1>
        {answer.lapsed && (
          <p class="band answer-lapsed" data-tone="warn" role="status">
            <Clock size={22} aria-hidden="true" />
            <span class="band-text">{say("answer-lapsed")}</span>
          </p>
        )}
        <p class="answer-reason">{why(alert)}</p>
        {alert.address_label !== null && (
          <dl class="answer-where">
            <dt>{say("answer-where")}</dt>
            <dd>{alert.address_label}</dd>
          </dl>
        )}
        <p class="answer-times number">
          <span class="muted">{say("answer-asked-at", { time: clockMinute(alert.raised_at_ms) })}</span>
          <span data-tone={left < 60_000 ? "bad" : "muted"}>{say("answer-time-left", { time: span(Math.max(0, left)) })}</span>
        </p>
      </main>
      <Buttons answer={answer} />
    </>
  );
}

function needed(alert: Alert): string {
  return alert.about_kind === "drill" ? say("answer-drill") : say("answer-needed", { specialty: say("specialty", { specialty: alert.specialty }) });
}

function why(alert: Alert): string {
  if (alert.about_kind === "drill") return say("answer-drill-more");
  return alert.about_kind === "consult" ? say("answer-consult") : label(alert.reason_labels);
}

function about(alert: Alert): string {
  const number = String(alert.number);
  return alert.about_kind === "incident" ? say("answer-incident", { number }) : `№ ${number}`;
}

function Buttons({ answer }: { answer: Answer }) {
  const [sure, setSure] = useState(false);
  const saying = answer.saying.value;
  const drill = answer.alert.value?.about_kind === "drill";
  return (
    <footer class="answer-foot">
      {answer.unsent.value !== null && (
        <p class="band answer-unsent" data-tone="bad" role="alert">
          <WifiOff size={22} aria-hidden="true" />
          <span class="band-text">
            <b>{say("answer-not-sent")}</b> {say("answer-not-sent-more")}
          </span>
        </p>
      )}
      <button
        type="button"
        class="answer-accept"
        disabled={saying !== null}
        aria-busy={saying === "accept"}
        onClick={() => void answer.say("accept")}
      >
        {saying === "accept" ? <LoaderCircle size={32} aria-hidden="true" /> : <Stethoscope size={32} aria-hidden="true" />}
        {saying === "accept" ? say("answer-accepting") : say(drill ? "answer-drill-accept" : "answer-accept")}
      </button>
      {drill ? null : sure ? (
        <div class="answer-sure" role="group" aria-label={say("answer-sure")}>
          <p>{say("answer-sure")}</p>
          <Button size="large" busy={saying === "decline"} disabled={saying !== null} onClick={() => void answer.say("decline")}>
            {say("answer-sure-yes")}
          </Button>
          <Button size="large" disabled={saying !== null} onClick={() => setSure(false)}>
            {say("answer-sure-no")}
          </Button>
        </div>
      ) : (
        <Button class="answer-decline" disabled={saying !== null} onClick={() => setSure(true)}>
          {say("answer-decline")}
        </Button>
      )}
    </footer>
  );
}

interface End {
  readonly icon: ComponentChildren;
  readonly title: string;
  readonly more?: string;
}

function ended(drawing: Drawing, alert: Alert | null): End {
  switch (drawing) {
    case "accepted":
      return {
        icon: <CircleCheck size={72} aria-hidden="true" />,
        title: say(alert?.about_kind === "drill" ? "answer-drill-accepted" : "answer-accepted"),
        more: alert?.about_kind === "drill" ? say("answer-drill-accepted-more") : alert?.about_kind === "consult" ? say("answer-accepted-consult") : say("answer-accepted-incident"),
      };
    case "declined":
      return { icon: <Users size={56} aria-hidden="true" />, title: say("answer-declined"), more: say("answer-declined-more") };
    case "covered":
      return { icon: <UserCheck size={56} aria-hidden="true" />, title: say("answer-covered"), more: say("answer-covered-more") };
    case "expired":
      return { icon: <Clock size={56} aria-hidden="true" />, title: say("answer-expired"), more: say("answer-expired-more") };
    case "invalid":
      return { icon: <Link2Off size={56} aria-hidden="true" />, title: say("answer-invalid"), more: say("answer-invalid-more") };
    case "lost":
      return { icon: <WifiOff size={56} aria-hidden="true" />, title: say("answer-no-link"), more: say("answer-no-link-more") };
    case "loading":
    case "open":
      return { icon: <LoaderCircle class="answer-turning" size={56} aria-hidden="true" />, title: say("answer-loading") };
  }
}

function Ended({ drawing, answer }: { drawing: Drawing; answer: Answer }) {
  const alert = answer.alert.value;
  const end = ended(drawing, alert);
  return (
    <main class="answer-end">
      <div class="answer-end-told" role="status">
        {end.icon}
        <h1>{end.title}</h1>
        {end.more !== undefined && <p>{end.more}</p>}
      </div>
      {drawing === "accepted" && alert !== null && alert.about_kind !== "drill" && <Taken answer={answer} alert={alert} />}
      {drawing === "lost" && (
        <Button look="main" size="large" onClick={() => void answer.look()}>
          <RefreshCw size={20} aria-hidden="true" /> {say("answer-again")}
        </Button>
      )}
    </main>
  );
}

/** What was accepted stays in view, for the way there. */
function Taken({ answer, alert }: { answer: Answer; alert: Alert }) {
  return (
    <>
      <Coming answer={answer} alert={alert} />
      <div class="answer-taken">
        {alert.number !== null && <p class="number">{about(alert)}</p>}
        {alert.about_kind === "incident" && <p class="answer-reason">{label(alert.reason_labels)}</p>}
        {alert.address_label !== null && <p>{alert.address_label}</p>}
      </div>
      {alert.about_kind === "consult" && (
        <a class="answer-room" href="/room">
          {say("answer-open-room")}
        </a>
      )}
    </>
  );
}

/** In how many minutes somebody may say that they will be there. */
const PROMISES_MIN = [5, 10, 20, 40] as const;

/** The second clock: by when they are expected, one button that says they are there, and other times to name. */
function Coming({ answer, alert }: { answer: Answer; alert: Alert }) {
  const saying = answer.saying.value;
  if (alert.confirmed_at_ms !== null) return <p class="answer-confirmed">{say("answer-confirmed")}</p>;
  const left = (alert.confirm_by_ms ?? 0) - secondNow.value;
  return (
    <div class="answer-coming">
      <p class="number" role="timer">
        {alert.promised_at_ms !== null && say("answer-expected", { time: clockMinute(alert.promised_at_ms) })} {say("answer-confirm-left", { time: span(Math.max(0, left)) })}
      </p>
      {answer.unsent.value !== null && <p role="alert">{say("answer-not-sent")}</p>}
      <button type="button" class="answer-confirm" disabled={saying !== null} aria-busy={saying === "confirm"} onClick={() => void answer.say("confirm")}>
        {say(alert.about_kind === "consult" ? "answer-confirm-consult" : "answer-confirm")}
      </button>
      <div class="answer-promises" role="group" aria-label={say("answer-promise")}>
        <span>{say("answer-promise")}</span>
        {PROMISES_MIN.map((minutes) => (
          <button key={minutes} type="button" disabled={saying !== null} onClick={() => void answer.say("accept", minutes * 60)}>
            {say("answer-promise-minutes", { minutes })}
          </button>
        ))}
      </div>
    </div>
  );
}
