/** Who is coming, when, with what; and that we know. */

import { Ambulance, Check, LogOut, SunMoon } from "lucide-preact";
import { useState } from "preact/hooks";
import { LinkBand, note, Notes, RefusalBand, UnsentMark } from "~/interface/bands";
import { clockMinute, clockTime, secondNow, span } from "~/interface/clock";
import { chosenByPerson } from "~/interface/page";
import { Blank, Button, LanguageSwitch, Loading, SoundBand, Tag } from "~/interface/parts";
import { BrigadeTag, patient, PriorityTag } from "~/interface/states";
import { label, say } from "~/interface/words";
import type { ConsultView } from "~/signaling/web/wire";
import { signOut, type Me } from "~/signaling/web/account";
import { consultsOf, stampedAtMs, type Coming, type Done, type Reception } from "../state/reception";
import { OpenConsult } from "./open-consult";
import { otherTheme } from "~/interface/theme";

export function HospitalPage({ reception, me }: { reception: Reception; me: Me }) {
  const coming = reception.coming.value;
  const consults = consultsOf(reception.session.kind<ConsultView>("consult").value, coming);
  const here = reception.session.board.upto.value !== null;
  return (
    <div class="hospital">
      <Head reception={reception} me={me} />
      <main class="hospital-main">
        <section aria-labelledby="coming">
          <h1 id="coming">
            {say("hospital-title")} <span class="muted number">{here ? coming.length : ""}</span>
          </h1>
          {!here && <Loading />}
          {here && coming.length === 0 && (
            <Blank title={say("hospital-empty")} icon={<Ambulance size={40} aria-hidden="true" />}>
              <p>{say("hospital-empty-how")}</p>
            </Blank>
          )}
          <ul class="arrivals">
            {coming.map((one) => (
              <li key={one.assignment.assignment_id}>
                <Arrival reception={reception} coming={one} consults={consults.of.get(one.assignment.incident_id) ?? []} me={me} />
              </li>
            ))}
          </ul>
        </section>
        <section aria-labelledby="done" class="done">
          <h2 id="done">{say("hospital-done")}</h2>
          <DoneList reception={reception} />
          {consults.others.length > 0 && (
            <div class="hospital-consults">
              <h2>{say("hospital-consults")}</h2>
              {consults.others.map((view) => (
                <OpenConsult key={view.consult_id} reception={reception} view={view} me={me} />
              ))}
            </div>
          )}
        </section>
      </main>
      {/* At the foot: what comes and goes here moves nothing under a hand. */}
      <div class="hospital-bands">
        <SoundBand />
        <LinkBand session={reception.session} />
        <RefusalBand session={reception.session} />
      </div>
      <Notes />
    </div>
  );
}

function Head({ reception, me }: { reception: Reception; me: Me }) {
  return (
    <header class="hospital-head">
      <span class="brand">
        <svg width="18" height="18" viewBox="0 0 12 12" aria-hidden="true" data-tone="p1">
          <path d="M6 1v10M1 6h10" stroke="currentColor" stroke-width="3.4" />
        </svg>
        {reception.hospital.value?.name ?? "Tez Yordam"}
      </span>
      <span class="spring" />
      <UnsentMark session={reception.session} />
      <a href="/trust">{say("hospital-trust")}</a>
      <b class="number hospital-clock">{clockTime(secondNow.value)}</b>
      <Button look="quiet" onClick={otherTheme} aria-label={say("hospital-theme")} title={say("hospital-theme")}>
        <SunMoon size={20} aria-hidden="true" />
      </Button>
      <LanguageSwitch onChoose={chosenByPerson} />
      <span class="who muted">{me.name}</span>
      <Button look="quiet" aria-label={say("sign-out")} title={say("sign-out")} onClick={() => void leave(reception)}>
        <LogOut size={20} aria-hidden="true" />
      </Button>
    </header>
  );
}

async function leave(reception: Reception): Promise<void> {
  await signOut().catch(() => undefined);
  reception.session.leave();
  location.assign("/");
}

function reasonName(reception: Reception, code: string): string {
  return label(reception.reasons.value?.reasons.find((one) => one.code === code)?.label, code.replaceAll("_", " "));
}

function Arrival({ reception, coming, consults, me }: { reception: Reception; coming: Coming; consults: readonly ConsultView[]; me: Me }) {
  const { assignment, incident } = coming;
  const who = patient(assignment.age_years, assignment.sex);
  return (
    <article class="arrival" data-priority={assignment.priority} data-here={coming.here}>
      <div class="arrival-when">
        <When coming={coming} />
      </div>
      <div class="arrival-what">
        <p class="arrival-tags">
          <PriorityTag priority={assignment.priority} />
          <BrigadeTag state={coming.here ? "at_hospital" : "transporting"} />
          <span class="muted number">
            {assignment.callsign} · №{assignment.incident_number}
          </span>
        </p>
        <h2>{reasonName(reception, assignment.reason)}</h2>
        <p class="arrival-who">
          {incident?.patient_name != null && incident.patient_name !== "" && <b>{incident.patient_name} · </b>}
          {who === "" ? <span class="muted">{say("hospital-patient-unknown")}</span> : who}
        </p>
        {incident?.description != null && incident.description !== "" && <p class="arrival-description">{incident.description}</p>}
        {consults.map((view) => (
          <OpenConsult key={view.consult_id} reception={reception} view={view} me={me} />
        ))}
        <Acknowledge reception={reception} coming={coming} />
      </div>
    </article>
  );
}

function When({ coming }: { coming: Coming }) {
  const { assignment, here } = coming;
  const now = secondNow.value;
  if (here) {
    const since = stampedAtMs(assignment, "at_hospital") ?? now;
    return (
      <>
        <span class="arrival-figure number">{span(now - since)}</span>
        <span class="muted">{say("hospital-here")}</span>
      </>
    );
  }
  if (assignment.eta_at_ms === null) return <span class="muted">{say("hospital-no-eta")}</span>;
  const left = assignment.eta_at_ms - now;
  return (
    <>
      <span class="arrival-figure number" data-tone={left < 0 ? "warn" : undefined}>
        {left < 0 ? `+${span(left)}` : span(left)}
      </span>
      <span class="muted">
        {left < 0 ? say("hospital-late", { time: span(left) }) : say("hospital-arrives-at", { time: clockMinute(assignment.eta_at_ms) })}
      </span>
    </>
  );
}

function Acknowledge({ reception, coming }: { reception: Reception; coming: Coming }) {
  const [text, setText] = useState("");
  const [busy, setBusy] = useState(false);
  const { assignment } = coming;
  if (assignment.acknowledged_at_ms !== null) {
    return (
      <p class="arrival-known">
        <Tag tone="ok">
          <Check size={14} aria-hidden="true" />
          {say("hospital-acknowledged-by", { time: clockMinute(assignment.acknowledged_at_ms), name: assignment.acknowledged_by ?? "" })}
        </Tag>
        {assignment.acknowledged_note !== null && assignment.acknowledged_note !== "" && <span>{assignment.acknowledged_note}</span>}
      </p>
    );
  }
  return (
    <form
      class="arrival-form"
      onSubmit={(event) => {
        event.preventDefault();
        setBusy(true);
        reception.acknowledge(coming, text.trim()).then(
          () => note(say("hospital-acknowledged", { time: clockMinute(secondNow.peek()) })),
          () => setBusy(false),
        );
      }}
    >
      <input
        class="input"
        maxLength={200}
        value={text}
        placeholder={say("hospital-note")}
        aria-label={say("hospital-note")}
        onInput={(event) => setText(event.currentTarget.value)}
      />
      <Button look="main" size="large" type="submit" busy={busy}>
        <Check size={20} aria-hidden="true" />
        {say(coming.here ? "hospital-take-over" : "hospital-acknowledge")}
      </Button>
    </form>
  );
}

function DoneList({ reception }: { reception: Reception }) {
  const done = reception.done.value;
  if (done.length === 0) return <p class="muted">{say("hospital-done-none")}</p>;
  return (
    <ul>
      {done.map((one) => (
        <DoneRow key={one.assignment.assignment_id} reception={reception} done={one} />
      ))}
    </ul>
  );
}

function DoneRow({ reception, done }: { reception: Reception; done: Done }) {
  const { assignment, incident, handedOverAtMs } = done;
  return (
    <li class="done-row">
      <span class="number">{clockMinute(handedOverAtMs)}</span>
      <span>
        <b>{reasonName(reception, assignment.reason)}</b>{" "}
        <span class="muted">{[patient(assignment.age_years, assignment.sex), incident?.patient_name ?? ""].filter((part) => part !== "").join(" · ")}</span>
      </span>
      <span class="muted number">
        {assignment.callsign} · №{assignment.incident_number}
      </span>
    </li>
  );
}
