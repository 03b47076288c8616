/** The patient at the other end of a link: sending it, writing, earlier contacts, an ambulance, the end. */

import "./patient-words";
import "./patient.css";
import { Ambulance, Send } from "lucide-preact";
import { useState } from "preact/hooks";
import { clockMinute, dayAndMinute } from "~/interface/clock";
import { failureWords } from "~/interface/bands";
import { Button, Field } from "~/interface/parts";
import { LANGUAGES, LANGUAGE_NAMES, say, sayCode } from "~/interface/words";
import type { Session } from "~/signaling/web/session";
import type { ConsultView, EarlierContact, PatientConsultEnd, PatientLinkSend, PatientLinkView } from "~/signaling/web/wire";
import type { SectionProps } from "./section";

const CLOSINGS: readonly PatientConsultEnd["closing"][] = ["advice", "see_own_doctor", "prescribed", "other", "nobody_answered", "emergency"];

interface Of {
  readonly session: Session;
  readonly id: string;
}

export function PatientPanel({ session, shown }: SectionProps) {
  const { consult_id: id, relation } = shown.view;
  const link = session.kind<PatientLinkView>("patient_link").value.get(id)?.view ?? null;
  const open = !["closed", "cancelled"].includes(shown.view.state);
  const sends = open && ["asker", "specialist"].includes(relation);
  return (
    <div class="patient-panel">
      {link !== null && <Reached link={link} />}
      {open && relation === "specialist" && link !== null && <Emergency session={session} id={id} link={link} />}
      {link !== null && <Lines session={session} id={id} link={link} writes={open && link.phase !== "ended"} />}
      {sends && link !== null && <Earlier session={session} id={id} />}
      {open && relation === "specialist" && link?.own === true && <End session={session} id={id} view={shown.view} link={link} />}
      {sends && <SendLink key={link?.sent_at_ms ?? 0} session={session} id={id} link={link} />}
    </div>
  );
}

function useWish(): [string | null, (wish: Promise<unknown>) => void] {
  const [failed, setFailed] = useState<string | null>(null);
  return [
    failed,
    (wish) => {
      setFailed(null);
      wish.catch((problem: unknown) => setFailed(failureWords(problem)));
    },
  ];
}

function Failed({ words }: { words: string | null }) {
  return words === null ? null : (
    <p class="patient-failed" role="alert">
      {words}
    </p>
  );
}

function Reached({ link }: { link: PatientLinkView }) {
  const at = link.phase === "agreed" ? link.agreed_at_ms : link.sent_at_ms;
  return (
    <div class="patient-reached">
      <p>
        <b>{link.name ?? say("patient-nameless")}</b>
        {link.telephone !== null && (
          <>
            {" "}
            <a class="number" href={`tel:${link.telephone.replaceAll(/[^+0-9]/g, "")}`}>
              {link.telephone}
            </a>
          </>
        )}
      </p>
      <p class="muted" role="status">
        {say(`patient-link-${link.phase}`)}
        {at !== null && `, ${dayAndMinute(at)}`}
        {link.phase === "sent" && link.delivery !== null && ` · ${say(`patient-delivery-${["delivered", "failed", "withdrawn"].includes(link.delivery) ? link.delivery : "sent"}`)}`}
      </p>
    </div>
  );
}

/** One key: whoever decides it has no time for a question. What is not known has to be said, for an ambulance must find it. */
function Emergency({ session, id, link }: Of & { link: PatientLinkView }) {
  const [place, setPlace] = useState("");
  const [note, setNote] = useState("");
  const [failed, wish] = useWish();
  if (link.emergency_at_ms !== null) {
    const number = link.help_number;
    return (
      <p class="patient-helped" role="status">
        {number === null ? say("patient-emergency-made", { time: clockMinute(link.emergency_at_ms) }) : say(link.help_sent ? "patient-emergency-sent" : "patient-emergency-number", { time: clockMinute(link.emergency_at_ms), number })}
      </p>
    );
  }
  const missing = !link.place_known && place.trim() === "";
  return (
    <section class="patient-emergency" aria-label={say("patient-emergency")}>
      {!link.place_known && (
        <Field label={say("patient-emergency-place")}>
          {(ids) => <input class="input" {...ids} maxLength={200} value={place} onInput={(event) => setPlace(event.currentTarget.value)} />}
        </Field>
      )}
      <Field label={say("patient-emergency-note")}>
        {(ids) => <input class="input" {...ids} maxLength={2000} value={note} onInput={(event) => setNote(event.currentTarget.value)} />}
      </Field>
      <Button look="bad" size="large" disabled={missing} onClick={() => wish(session.send({ type: "patient.make_emergency", consult_id: id, place, note }))}>
        <Ambulance size={20} aria-hidden="true" /> {say("patient-emergency")}
      </Button>
      <Failed words={failed} />
    </section>
  );
}

function Lines({ session, id, link, writes }: Of & { link: PatientLinkView; writes: boolean }) {
  const [text, setText] = useState("");
  const [failed, wish] = useWish();
  const unsent = session.outbox.unsent.value.filter((kept) => kept.message.type === "patient.say" && kept.message["consult_id"] === id);
  const send = (event: Event): void => {
    event.preventDefault();
    if (text.trim() === "") return;
    wish(session.send({ type: "patient.say", consult_id: id, text: text.trim() }));
    setText("");
  };
  return (
    <section aria-label={say("patient-lines")}>
      <h2>{say("patient-lines")}</h2>
      <p class="muted">{say("patient-lines-note")}</p>
      <ul class="patient-lines" tabIndex={0} aria-label={say("patient-lines")}>
        {link.lines.map((line) => (
          <li key={line.line_id} data-by={line.side}>
            <span class="muted">
              {line.side === "patient" ? say("patient-nameless") : (line.name ?? say("patient-doctor"))}, <span class="number">{clockMinute(line.at_ms)}</span>
            </span>
            {line.text}
          </li>
        ))}
        {unsent.map((kept, place) => (
          <li key={place} data-by="doctor">
            <span class="muted">{say("patient-write-waiting")}</span>
            {String(kept.message["text"])}
          </li>
        ))}
      </ul>
      {writes && (
        <form class="patient-form" onSubmit={send}>
          <input class="input" maxLength={2000} autoComplete="off" aria-label={say("patient-to-patient")} placeholder={say("patient-to-patient")} value={text} onInput={(event) => setText(event.currentTarget.value)} />
          <Button type="submit" look="main" aria-label={say("patient-to-patient-send")} disabled={text.trim() === ""}>
            <Send size={18} aria-hidden="true" />
          </Button>
        </form>
      )}
      <Failed words={failed} />
    </section>
  );
}

/** Each look is written down, so nothing is asked before somebody wants it. */
function Earlier({ session, id }: Of) {
  const [found, setFound] = useState<readonly EarlierContact[] | null>(null);
  const [failed, wish] = useWish();
  const look = (): void => wish(session.send({ type: "patient.look_back", consult_id: id }, { lasting: false }).then((list) => setFound(list as unknown as readonly EarlierContact[])));
  return (
    <section aria-label={say("patient-earlier")}>
      <h2>{say("patient-earlier")}</h2>
      {found === null && (
        <>
          <p class="muted">{say("patient-earlier-note")}</p>
          <Button onClick={look}>{say("patient-earlier-look")}</Button>
        </>
      )}
      {found?.length === 0 && <p role="status">{say("patient-earlier-none")}</p>}
      {found !== null && found.length > 0 && (
        <ul class="patient-earlier">
          {found.map((one) => (
            <li key={`${one.kind} ${one.number}`}>
              <span class="number">{dayAndMinute(one.at_ms)}</span> <b>{one.kind === "consult" ? sayCode("specialty", one.reason) : sayCode("reason", one.reason)}</b>
              <span class="muted">
                {say(`patient-earlier-${one.kind}`, { number: one.number })}
                {one.result !== null && ` · ${one.kind === "consult" ? sayCode("patient-closing", one.result) : sayCode("patient-result", one.result)}`}
              </span>
            </li>
          ))}
        </ul>
      )}
      <Failed words={failed} />
    </section>
  );
}

function End({ session, id, view, link }: Of & { view: ConsultView; link: PatientLinkView }) {
  const [closing, setClosing] = useState<PatientConsultEnd["closing"]>("advice");
  const [failed, wish] = useWish();
  const choices = CLOSINGS.filter((one) => one !== "emergency" || link.emergency_at_ms !== null);
  const waits = view.state !== "concluded" && !["nobody_answered", "emergency"].includes(closing);
  return (
    <section aria-label={say("patient-end")}>
      <h2>{say("patient-end")}</h2>
      <Field label={say("patient-end-how")} note={waits ? say("patient-end-conclusion") : undefined}>
        {(ids) => (
          <select class="input" {...ids} value={closing} onChange={(event) => setClosing(event.currentTarget.value as typeof closing)}>
            {choices.map((one) => (
              <option key={one} value={one}>
                {say(`patient-closing-${one}`)}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Button disabled={waits} onClick={() => wish(session.send({ type: "patient_consult.end", consult_id: id, closing }))}>
        {say("patient-end-now")}
      </Button>
      <Failed words={failed} />
    </section>
  );
}

function SendLink({ session, id, link }: Of & { link: PatientLinkView | null }) {
  const [telephone, setTelephone] = useState(link?.telephone ?? "");
  const [language, setLanguage] = useState<PatientLinkSend["language"]>(link?.language ?? "uz");
  const [failed, wish] = useWish();
  const open = link !== null && ["sent", "agreed", "declined"].includes(link.phase);
  return (
    <section aria-label={say("patient-send")}>
      <h2>{say(open ? "patient-send-again" : "patient-send")}</h2>
      <div class="patient-sending">
        <Field label={say("patient-send-telephone")}>
          {(ids) => <input class="input" type="tel" {...ids} maxLength={40} autoComplete="off" value={telephone} onInput={(event) => setTelephone(event.currentTarget.value)} />}
        </Field>
        <Field label={say("patient-send-language")}>
          {(ids) => (
            <select class="input" {...ids} value={language} onChange={(event) => setLanguage(event.currentTarget.value as typeof language)}>
              {LANGUAGES.map((one) => (
                <option key={one} value={one}>
                  {LANGUAGE_NAMES[one]}
                </option>
              ))}
            </select>
          )}
        </Field>
      </div>
      <div class="patient-sending">
        <Button disabled={telephone.trim() === ""} onClick={() => wish(session.send({ type: "patient_link.send", consult_id: id, telephone, language }))}>
          {say(open ? "patient-send-again" : "patient-send-now")}
        </Button>
        {open && <Button onClick={() => wish(session.send({ type: "patient_link.revoke", consult_id: id }))}>{say("patient-revoke")}</Button>}
      </div>
      <Failed words={failed} />
    </section>
  );
}
