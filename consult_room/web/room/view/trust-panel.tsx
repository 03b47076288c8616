/** Consent and access: what the patient agrees to, what they are called, and who has read the record. */

import "./trust-words";
import "./trust.css";
import { useState } from "preact/hooks";
import { dayAndMinute } from "~/interface/clock";
import { Button, Field } from "~/interface/parts";
import { say, sayCode } from "~/interface/words";
import type { ConsentsView, ConsentView, ConsultNamePatient, ConsultPatientView, ConsultReadersView } from "~/signaling/web/wire";
import { GIVERS, PURPOSES, SAID_BY, stateOf, type GivenBy, type Purpose, type Trust } from "../state/trust";
import type { SectionProps } from "./section";
import { trustOf } from "./trust";

const NOTES: readonly string[] = ["asker", "specialist", "hospital"];
const LISTS: readonly string[] = ["asker", "hospital"];

export function TrustPanel({ session, shown }: SectionProps) {
  const trust = trustOf(session);
  const { consult_id: id, relation } = shown.view;
  const consents = trust.consents(id);
  const patient = trust.patient(id);
  const notes = NOTES.includes(relation);
  return (
    <div class="trust">
      <h2>{say("trust-consent")}</h2>
      {consents !== null && <Standing trust={trust} id={id} consents={consents} mayChange={notes} />}
      {notes && consents !== null && <Ask trust={trust} id={id} consents={consents} />}
      {notes && patient !== null && <Name key={patient.times_said} trust={trust} id={id} patient={patient} />}
      {LISTS.includes(relation) && <Readers trust={trust} id={id} />}
    </div>
  );
}

interface Of {
  readonly trust: Trust;
  readonly id: string;
}

function Standing({ trust, id, consents, mayChange }: Of & { consents: ConsentsView; mayChange: boolean }) {
  return (
    <ul class="trust-list">
      {PURPOSES.map((purpose) => {
        const state = stateOf(consents.items, purpose, Date.now());
        const newest = consents.items.filter((one) => one.purpose === purpose).at(-1);
        return (
          <li key={purpose} class="trust-item">
            <span>
              <b>{sayCode("trust-purpose", purpose)}</b> <span data-state={state}>{sayCode("trust-state", state)}</span>
              {newest !== undefined && <span class="muted trust-who">{whoSaid(newest)}</span>}
            </span>
            {mayChange && (state === "given" || state === "emergency") && (
              <Button onClick={() => trust.withdraw(id, purpose, newest?.given_by === "nobody_emergency" ? "patient" : (newest?.given_by ?? "patient"), "")}>
                {say("trust-withdraw")}
              </Button>
            )}
          </li>
        );
      })}
    </ul>
  );
}

function whoSaid(item: ConsentView): string {
  const giver = `${sayCode("trust-giver", item.given_by)}${item.giver_name === null ? "" : ` (${item.giver_name})`}`;
  return `${giver} · ${sayCode("trust-how", item.how)} · ${item.noted_by_name} · ${dayAndMinute(item.noted_at_ms)}`;
}

function Ask({ trust, id, consents }: Of & { consents: ConsentsView }) {
  const [chosen, setChosen] = useState<readonly Purpose[]>(["consult"]);
  const [giver, setGiver] = useState<GivenBy>("patient");
  const [name, setName] = useState("");
  const [why, setWhy] = useState("");
  const [written, setWritten] = useState(false);
  const emergency = giver === "nobody_emergency";
  const purposes: Purpose[] = emergency ? ["consult"] : [...chosen];
  const missing = (emergency && why.trim() === "") || purposes.length === 0;
  const answer = (given: boolean): void => {
    trust.note(id, {
      purposes,
      answer: given ? "given" : "refused",
      given_by: giver,
      how: written ? "written" : "spoken",
      text_version: consents.text_version,
      giver_name: name.trim(),
      why: why.trim(),
    });
  };
  return (
    <form class="trust-form" onSubmit={(event) => (event.preventDefault(), missing || answer(true))}>
      <Field label={say("trust-who-answers")}>
        {(ids) => (
          <select {...ids} class="input" value={giver} onChange={(event) => setGiver(event.currentTarget.value as GivenBy)}>
            {[...GIVERS, "nobody_emergency" as const].map((one) => (
              <option key={one} value={one}>
                {sayCode("trust-giver", one)}
              </option>
            ))}
          </select>
        )}
      </Field>
      {!emergency && (
        <fieldset class="trust-purposes">
          <legend>{say("trust-read-out", { version: consents.text_version })}</legend>
          {PURPOSES.map((purpose) => (
            <label key={purpose} class="trust-purpose">
              <input
                type="checkbox"
                checked={chosen.includes(purpose)}
                onChange={(event) => setChosen(event.currentTarget.checked ? [...chosen, purpose] : chosen.filter((one) => one !== purpose))}
              />
              <span>
                <b>{sayCode("trust-purpose", purpose)}</b> {sayCode("trust-text", purpose)}
              </span>
            </label>
          ))}
          <label class="trust-purpose">
            <input type="checkbox" checked={written} onChange={(event) => setWritten(event.currentTarget.checked)} />
            <span>{say("trust-written")}</span>
          </label>
        </fieldset>
      )}
      {(giver === "guardian" || giver === "relative") && (
        <Field label={say("trust-giver-name")}>
          {(ids) => <input {...ids} class="input" maxLength={200} value={name} onInput={(event) => setName(event.currentTarget.value)} />}
        </Field>
      )}
      {emergency && (
        <Field label={say("trust-why")}>
          {(ids) => <input {...ids} class="input" maxLength={2000} value={why} onInput={(event) => setWhy(event.currentTarget.value)} />}
        </Field>
      )}
      <div class="room-row">
        <Button type="submit" look="main" disabled={missing}>
          {say(emergency ? "trust-note-emergency" : "trust-agrees")}
        </Button>
        {!emergency && (
          <Button disabled={missing} onClick={() => answer(false)}>
            {say("trust-refuses")}
          </Button>
        )}
      </div>
    </form>
  );
}

function Name({ trust, id, patient }: Of & { patient: ConsultPatientView }) {
  const [name, setName] = useState(patient.name ?? "");
  const [birth, setBirth] = useState(patient.birth_date ?? "");
  const [number, setNumber] = useState(patient.patient_number ?? "");
  const [saidBy, setSaidBy] = useState<ConsultNamePatient["said_by"]>(patient.said_by ?? "patient");
  return (
    <form
      class="trust-form"
      onSubmit={(event) => {
        event.preventDefault();
        trust.name(id, { name: name.trim(), birth_date: birth === "" ? null : birth, patient_number: number.trim(), said_by: saidBy });
      }}
    >
      <h2>{say("trust-patient")}</h2>
      <p class="muted">{say("trust-patient-note")}</p>
      <Field label={say("trust-name")}>
        {(ids) => <input {...ids} class="input" autocomplete="off" maxLength={200} value={name} onInput={(event) => setName(event.currentTarget.value)} />}
      </Field>
      <div class="trust-pair">
        <Field label={say("trust-birth")}>
          {(ids) => <input {...ids} class="input number" type="date" value={birth} onInput={(event) => setBirth(event.currentTarget.value)} />}
        </Field>
        <Field label={say("trust-number")}>
          {(ids) => <input {...ids} class="input" autocomplete="off" maxLength={60} value={number} onInput={(event) => setNumber(event.currentTarget.value)} />}
        </Field>
      </div>
      <Field label={say("trust-said-by")}>
        {(ids) => (
          <select {...ids} class="input" value={saidBy} onChange={(event) => setSaidBy(event.currentTarget.value as ConsultNamePatient["said_by"])}>
            {SAID_BY.map((one) => (
              <option key={one} value={one}>
                {sayCode("trust-said", one)}
              </option>
            ))}
          </select>
        )}
      </Field>
      <div class="room-row">
        <Button type="submit">{say("trust-keep")}</Button>
      </div>
    </form>
  );
}

function Readers({ trust, id }: Of) {
  const told = trust.readers.value.get(id);
  return (
    <section class="trust-readers">
      <h2>{say("trust-readers")}</h2>
      <p class="muted">{say("trust-readers-note")}</p>
      <div class="room-row">
        <Button onClick={() => void trust.askReaders(id)}>{say("trust-readers-show")}</Button>
        <a class="button" href={`/api/consults/${encodeURIComponent(id)}/readers.csv`} download>
          CSV
        </a>
      </div>
      {told !== undefined && <ReadersTable told={told} />}
    </section>
  );
}

function ReadersTable({ told }: { told: ConsultReadersView }) {
  return (
    <div class="trust-table" tabIndex={0} role="region" aria-label={say("trust-readers")}>
      <table>
        <thead>
          <tr>
            <th>{say("trust-when")}</th>
            <th>{say("trust-who")}</th>
            <th>{say("trust-what")}</th>
          </tr>
        </thead>
        <tbody>
          {told.readings.map((one) => (
            <tr key={one.reading_id}>
              <td class="number">{dayAndMinute(one.at_ms)}</td>
              <td>
                {one.name === "" ? one.reader_id : one.name} <span class="muted">{sayCode("role", one.role)}</span>
              </td>
              <td>{sayCode("trust-read", one.what)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
