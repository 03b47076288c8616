/** The duty list's entries: who, for what, each week or once, bound to a place or to none. */

import { useState } from "preact/hooks";
import { Button, Field } from "~/interface/parts";
import { say } from "~/interface/words";
import { instantOf } from "~/interface/zone";
import type { DutyView } from "~/signaling/web/wire";
import { hoursOf, NO_HOURS, plain, weeklyOf, type Hours } from "../state/hours";
import type { Rota } from "../state/rota";
import { wallOf } from "../state/times";
import { FromUntil, HoursChoice, Panel, PersonChoice, SpecialtyChoice } from "./shared";
import { hoursWords, specialtyName, stretchWords } from "./words";

/** An entry as its form has it. `from` and `until` are of one that is once. */
interface Draft {
  readonly person: string;
  readonly specialty: string;
  readonly once: boolean;
  readonly hours: Hours;
  readonly from: string;
  readonly until: string;
  readonly rank: number;
  readonly senior: boolean;
  readonly hospital: string;
  readonly region: string;
  readonly holds: boolean;
}

const EMPTY: Draft = {
  person: "", specialty: "cardiology", once: false, hours: NO_HOURS, from: "", until: "", rank: 0, senior: false, hospital: "", region: "", holds: false,
};

function draftOf(duty: DutyView, zone: string): Draft {
  const once = duty.weekly.length === 0;
  return {
    person: duty.person_id,
    specialty: duty.specialty,
    once,
    hours: hoursOf(duty.weekly),
    from: once && duty.from_ms !== null ? wallOf(duty.from_ms, zone) : "",
    until: once && duty.until_ms !== null ? wallOf(duty.until_ms, zone) : "",
    rank: duty.rank,
    senior: duty.senior,
    hospital: duty.hospital_id ?? "",
    region: duty.region ?? "",
    holds: duty.holds_on_holidays,
  };
}

/** One row of fields can show it. */
function editable(duty: DutyView): boolean {
  return duty.weekly.length === 0 ? duty.from_ms !== null && duty.until_ms !== null : plain(duty.weekly);
}

export function Entries({ rota }: { rota: Rota }) {
  const [edited, setEdited] = useState<DutyView | null>(null);
  const [draft, setDraft] = useState(EMPTY);
  const edit = (duty: DutyView) => [setEdited(duty), setDraft(draftOf(duty, rota.zone))];
  const clear = () => [setEdited(null), setDraft(EMPTY)];
  const send = async (event: Event) => {
    event.preventDefault();
    // Whoever went on to another entry before the answer came keeps what they have typed.
    if (await rota.wish(wishOf(draft, edited, rota))) {
      setDraft((now) => (now === draft ? EMPTY : now));
      setEdited((now) => (now === edited ? null : now));
    }
  };
  return (
    <Panel title={say("rota-entries", { count: rota.duties.value.length })} open>
      <EntryForm rota={rota} draft={draft} edited={edited} onChange={(change) => setDraft({ ...draft, ...change })} onSend={(event) => void send(event)} onCancel={clear} />
      <ul class="rota-items">
        {rota.duties.value.map((duty) => (
          <EntryLine key={duty.duty_id} rota={rota} duty={duty} onEdit={() => edit(duty)} />
        ))}
      </ul>
    </Panel>
  );
}

function wishOf(draft: Draft, edited: DutyView | null, rota: Rota) {
  // A weekly entry keeps the dates between which it holds.
  const [from_ms, until_ms] = draft.once
    ? [instantOf(draft.from, rota.zone), instantOf(draft.until, rota.zone)]
    : edited?.weekly.length ? [edited.from_ms, edited.until_ms] : [null, null];
  const given = { from_ms, until_ms, weekly: draft.once ? [] : weeklyOf(draft.hours), rank: draft.rank, senior: draft.senior, holds_on_holidays: !draft.once && draft.holds };
  if (edited !== null) return { type: "duty.set", duty_id: edited.duty_id, ...given };
  const place = { hospital_id: draft.hospital || null, region: draft.region.trim() || null };
  return { type: "duty.add", duty_id: rota.newId(), person_id: draft.person, specialty: draft.specialty, ...given, ...place };
}

interface FormProps {
  readonly rota: Rota;
  readonly draft: Draft;
  readonly edited: DutyView | null;
  readonly onChange: (change: Partial<Draft>) => void;
  readonly onSend: (event: Event) => void;
  readonly onCancel: () => void;
}

function EntryForm({ rota, draft, edited, onChange, onSend, onCancel }: FormProps) {
  return (
    <form class="rota-form" onSubmit={onSend}>
      {edited === null ? (
        <>
          <PersonChoice rota={rota} value={draft.person} onChoose={(person) => onChange({ person })} />
          <SpecialtyChoice value={draft.specialty} onChoose={(specialty) => onChange({ specialty })} any={draft.senior} />
        </>
      ) : (
        <b>{[rota.nameOf(edited.person_id), specialtyName(edited.specialty), ...placeWords(edited, rota)].join(", ")}</b>
      )}
      <fieldset class="rota-days">
        <legend>{say("rota-when")}</legend>
        {[false, true].map((once) => (
          <label key={String(once)} class="rota-check">
            <input type="radio" name="rota-when" checked={draft.once === once} onChange={() => onChange({ once })} />
            {say(once ? "rota-when-once" : "rota-when-weekly")}
          </label>
        ))}
      </fieldset>
      {draft.once ? (
        <FromUntil from={draft.from} until={draft.until} onFrom={(from) => onChange({ from })} onUntil={(until) => onChange({ until })} />
      ) : (
        <>
          <HoursChoice value={draft.hours} onChoose={(hours) => onChange({ hours })} />
          <Check label={say("rota-holds")} value={draft.holds} onChange={(holds) => onChange({ holds })} />
        </>
      )}
      {edited === null && <PlaceChoice rota={rota} draft={draft} onChange={onChange} />}
      <div class="rota-pair">
        <Field label={say("rota-rank")}>
          {(ids) => <input {...ids} class="input" type="number" min={0} max={99} value={draft.rank} onInput={(event) => onChange({ rank: event.currentTarget.valueAsNumber || 0 })} />}
        </Field>
        <Check label={say("rota-senior")} value={draft.senior} onChange={(senior) => onChange({ senior })} />
      </div>
      <div class="rota-turn">
        <Button type="submit" look="main" disabled={!draft.once && draft.hours.days.length === 0}>
          {say(edited === null ? "rota-entry-add" : "rota-entry-set")}
        </Button>
        {edited !== null && <Button onClick={onCancel}>{say("rota-cancel")}</Button>}
      </div>
    </form>
  );
}

function Check({ label, value, onChange }: { label: string; value: boolean; onChange: (value: boolean) => void }) {
  return (
    <label class="rota-check">
      <input type="checkbox" checked={value} onChange={(event) => onChange(event.currentTarget.checked)} />
      {label}
    </label>
  );
}

/** Most entries are bound to no place, so the choice is folded away. */
function PlaceChoice({ rota, draft, onChange }: Pick<FormProps, "rota" | "draft" | "onChange">) {
  return (
    <details class="rota-place">
      <summary>{say("rota-place")}</summary>
      <div class="rota-pair">
        <Field label={say("rota-hospital")}>
          {(ids) => (
            <select {...ids} class="input" value={draft.hospital} onChange={(event) => onChange({ hospital: event.currentTarget.value })}>
              <option value="">{say("rota-anywhere")}</option>
              {rota.hospitals.value.map((one) => (
                <option key={one.hospital_id} value={one.hospital_id}>
                  {one.name}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field label={say("rota-region")}>{(ids) => <input {...ids} class="input" maxLength={200} value={draft.region} onInput={(event) => onChange({ region: event.currentTarget.value })} />}</Field>
      </div>
      <p class="muted">{say("rota-place-note")}</p>
    </details>
  );
}

function EntryLine({ rota, duty, onEdit }: { rota: Rota; duty: DutyView; onEdit: () => void }) {
  const name = rota.nameOf(duty.person_id);
  const told = [duty.weekly.length > 0 ? hoursWords(duty.weekly) : onceWords(duty, rota), ...placeWords(duty, rota)];
  if (duty.weekly.length > 0 && duty.holds_on_holidays) told.push(say("rota-holds"));
  return (
    <li data-entry={duty.specialty}>
      <span class="rota-told">
        <b>{name}</b>
        <span class="muted">{`${specialtyName(duty.specialty)}: ${told.join(" · ")}`}</span>
      </span>
      <span class="spring" />
      {editable(duty) && (
        <Button aria-label={say("rota-edit-of", { name })} onClick={onEdit}>
          {say("rota-edit")}
        </Button>
      )}
      <Button aria-label={say("rota-remove-of", { name })} onClick={() => void rota.wish({ type: "duty.remove", duty_id: duty.duty_id })}>
        {say("rota-remove")}
      </Button>
    </li>
  );
}

function placeWords(duty: DutyView, rota: Rota): readonly string[] {
  return [...(duty.hospital_id === null ? [] : [rota.hospitalOf(duty.hospital_id)]), ...(duty.region === null ? [] : [duty.region])];
}

function onceWords(duty: DutyView, rota: Rota): string {
  if (duty.from_ms === null || duty.until_ms === null) return say("rota-always");
  return stretchWords({ from_ms: duty.from_ms, until_ms: duty.until_ms }, rota.zone);
}
