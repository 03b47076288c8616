/** One thing at a time, in large type; a drawing for each way it can stand, and 103 always at the bottom. */

import "@preact/signals";
import { Camera, CircleCheck, HandHeart, History, Link2Off, LoaderCircle, MessageSquare, MonitorSmartphone, Phone, WifiOff } from "lucide-preact";
import type { ComponentChildren } from "preact";
import { LANGUAGES, LANGUAGE_NAMES, chooseLanguage, language, say } from "~/interface/words";
import type { Patient } from "../state/patient";
import { Inside } from "./inside";

export function PatientPage({ patient }: { patient: Patient }) {
  const drawing = patient.drawing.value;
  return (
    <div class="patient" data-drawing={drawing}>
      <header class="patient-head">
        <span class="patient-brand">
          <b>103</b> Tez Yordam
        </span>
        <Languages />
      </header>
      <main class="patient-main">
        {drawing === "ask" && <Ask patient={patient} />}
        {drawing === "declined" && <Declined patient={patient} />}
        {drawing === "inside" && <Inside patient={patient} />}
        {!["ask", "declined", "inside"].includes(drawing) && <Told patient={patient} />}
      </main>
      <footer class="patient-foot">
        <a class="patient-call" href="tel:103">
          <Phone size={22} aria-hidden="true" /> {say("patient-call")}
        </a>
        {drawing === "inside" && (
          <button type="button" class="patient-quiet" disabled={patient.busy.value} onClick={() => void patient.decline()}>
            {say("patient-withdraw")}
          </button>
        )}
      </footer>
    </div>
  );
}

function Languages() {
  return (
    <div class="patient-languages" role="group" aria-label={LANGUAGES.map((one) => LANGUAGE_NAMES[one]).join(", ")}>
      {LANGUAGES.map((one) => (
        <button key={one} type="button" lang={one} aria-pressed={language.value === one} aria-label={`${one.toUpperCase()}, ${LANGUAGE_NAMES[one]}`} onClick={() => chooseLanguage(one)}>
          {one.toUpperCase()}
        </button>
      ))}
    </div>
  );
}

/** What happens then, who sees it, and that nobody need wait who gets worse: before anything is shown. */
function Ask({ patient }: { patient: Patient }) {
  return (
    <>
      <div class="patient-question">
        <h1>{say("patient-ask")}</h1>
        <p>{say("patient-ask-what")}</p>
        <ul class="patient-shared">
          <li>
            <MessageSquare size={22} aria-hidden="true" /> {say("patient-ask-talk")}
          </li>
          <li>
            <Camera size={22} aria-hidden="true" /> {say("patient-ask-picture")}
          </li>
          <li>
            <History size={22} aria-hidden="true" /> {say("patient-ask-earlier")}
          </li>
        </ul>
        <p class="patient-small">{say("patient-ask-who")}</p>
        <p class="patient-worse">
          <HandHeart size={22} aria-hidden="true" /> {say("patient-ask-worse")}
        </p>
      </div>
      <div class="patient-answers">
        <Agree patient={patient} />
        <button type="button" class="patient-second" disabled={patient.busy.value} onClick={() => void patient.decline()}>
          {say("patient-decline")}
        </button>
      </div>
    </>
  );
}

function Declined({ patient }: { patient: Patient }) {
  return (
    <>
      <div class="patient-question" role="status">
        <h1>{say("patient-declined")}</h1>
        <p>{say("patient-declined-more")}</p>
      </div>
      <div class="patient-answers">
        <Agree patient={patient} />
      </div>
    </>
  );
}

function Agree({ patient, words = "patient-agree" }: { patient: Patient; words?: string }) {
  const busy = patient.busy.value;
  return (
    <button type="button" class="patient-main-button" disabled={busy} aria-busy={busy} onClick={() => void patient.agree()}>
      {busy && <LoaderCircle class="patient-turning" size={24} aria-hidden="true" />}
      {say(busy ? "patient-agreeing" : words)}
    </button>
  );
}

interface End {
  readonly icon: ComponentChildren;
  readonly title: string;
  readonly more?: string;
}

function ended(patient: Patient): End {
  switch (patient.drawing.value) {
    case "over": {
      const page = patient.page.value;
      const title = say(`patient-over-${page?.ended_because ?? "consult_over"}`);
      return { icon: <CircleCheck size={64} aria-hidden="true" />, title, more: say(page?.helped === true ? "patient-over-helped" : "patient-over-more") };
    }
    case "elsewhere":
      return { icon: <MonitorSmartphone size={56} aria-hidden="true" />, title: say("patient-elsewhere"), more: say("patient-elsewhere-more") };
    case "invalid":
      return { icon: <Link2Off size={56} aria-hidden="true" />, title: say("patient-invalid"), more: say("patient-invalid-more") };
    case "lost":
      return { icon: <WifiOff size={56} aria-hidden="true" />, title: say("patient-no-line"), more: say("patient-no-line-more") };
    default:
      return { icon: <LoaderCircle class="patient-turning" size={56} aria-hidden="true" />, title: say("patient-loading") };
  }
}

function Told({ patient }: { patient: Patient }) {
  const end = ended(patient);
  const drawing = patient.drawing.value;
  return (
    <div class="patient-end">
      <div role="status" class="patient-end-told">
        {end.icon}
        <h1>{end.title}</h1>
        {end.more !== undefined && <p>{end.more}</p>}
      </div>
      {drawing === "elsewhere" && <Agree patient={patient} words="patient-take-back" />}
      {drawing === "lost" && (
        <button type="button" class="patient-main-button" onClick={() => void patient.look()}>
          {say("patient-again")}
        </button>
      )}
    </div>
  );
}
