/** Parts that several panels draw with. */

import type { ComponentChildren } from "preact";
import { weekdayName } from "~/interface/clock";
import { Field } from "~/interface/parts";
import { say } from "~/interface/words";
import type { Hours } from "../state/hours";
import type { Rota } from "../state/rota";
import { specialtyName } from "./words";

export const SPECIALTIES = ["cardiology", "neurology", "surgery", "paediatrics", "obstetrics", "intensive_care", "therapy", "toxicology"] as const;

export function Panel({ title, open = false, children }: { title: string; open?: boolean; children: ComponentChildren }) {
  return (
    <details class="rota-panel" open={open}>
      <summary>{title}</summary>
      <div class="rota-panel-body">{children}</div>
    </details>
  );
}

interface ChoiceProps {
  readonly value: string;
  readonly onChoose: (value: string) => void;
}

export function PersonChoice({ rota, value, onChoose }: ChoiceProps & { rota: Rota }) {
  return (
    <Field label={say("rota-person")}>
      {(ids) => (
        <select {...ids} class="input" required value={value} onChange={(event) => onChoose(event.currentTarget.value)}>
          <option value="">{say("rota-choose")}</option>
          {rota.people.value.map((one) => (
            <option key={one.person_id} value={one.person_id}>
              {one.name}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

export function SpecialtyChoice({ value, onChoose, any }: ChoiceProps & { any: boolean }) {
  return (
    <Field label={say("rota-specialty")}>
      {(ids) => (
        <select {...ids} class="input" value={value} onChange={(event) => onChoose(event.currentTarget.value)}>
          {[...SPECIALTIES, ...(any ? ["any"] : [])].map((one) => (
            <option key={one} value={one}>
              {specialtyName(one)}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

export function HoursChoice({ value, onChoose }: { value: Hours; onChoose: (hours: Hours) => void }) {
  const turned = (day: number) => (value.days.includes(day) ? value.days.filter((one) => one !== day) : [...value.days, day].sort());
  return (
    <>
      <fieldset class="rota-days">
        <legend>{say("rota-days")}</legend>
        {[0, 1, 2, 3, 4, 5, 6].map((day) => (
          <label key={day} class="rota-check">
            <input type="checkbox" checked={value.days.includes(day)} onChange={() => onChoose({ ...value, days: turned(day) })} />
            {weekdayName(day)}
          </label>
        ))}
      </fieldset>
      <div class="rota-pair">
        <Field label={say("rota-from")}>{(ids) => <input {...ids} class="input" type="time" required value={value.from} onInput={(event) => onChoose({ ...value, from: event.currentTarget.value })} />}</Field>
        <Field label={say("rota-until")}>{(ids) => <input {...ids} class="input" type="time" required value={value.until} onInput={(event) => onChoose({ ...value, until: event.currentTarget.value })} />}</Field>
      </div>
    </>
  );
}

interface FromUntilProps {
  readonly from: string;
  readonly until: string;
  readonly onFrom: (wall: string) => void;
  readonly onUntil: (wall: string) => void;
}

export function FromUntil({ from, until, onFrom, onUntil }: FromUntilProps) {
  return (
    <div class="rota-pair">
      <Field label={say("rota-from")}>{(ids) => <input {...ids} class="input" type="datetime-local" required value={from} onInput={(event) => onFrom(event.currentTarget.value)} />}</Field>
      <Field label={say("rota-until")}>{(ids) => <input {...ids} class="input" type="datetime-local" required value={until} onInput={(event) => onUntil(event.currentTarget.value)} />}</Field>
    </div>
  );
}
