/** The fields of a problem's form: what is wanted, why, and what is wrong with what stands there. */

import { Clock3 } from "lucide-preact";
import { secondNow, timeZone } from "~/interface/clock";
import { Button, Field } from "~/interface/parts";
import { label, say } from "~/interface/words";
import { instantOf, shown } from "~/interface/zone";
import type { FormField } from "~/signaling/web/wire";
import { appliesTo, isThere, problemOf } from "../state/forms";
import { ScaleField } from "./forms-scale";
import { fieldId, problemWords, wanted, type FieldsProps } from "./forms-words";

interface Ids {
  readonly id: string;
  readonly "aria-describedby": string | undefined;
  readonly "aria-invalid": boolean;
}

export function FormFields(props: FieldsProps) {
  const { asked, ageYears } = props;
  return (
    <div class="room-asked">
      {asked.form.fields
        .filter((field) => appliesTo(field, ageYears))
        .map((field) => (
          <div key={field.key} class="room-asked-field" id={fieldId(field.key)} data-wide={field.kind === "scale" || field.kind === "text"} data-missing={props.missing.includes(field.key)}>
            {field.kind === "scale" ? <ScaleField {...props} field={field} /> : <OneField {...props} field={field} />}
          </div>
        ))}
    </div>
  );
}

function OneField({ field, ...props }: FieldsProps & { field: FormField }) {
  const { asked, entries, ageYears, enter } = props;
  const wrong = problemOf(asked, field, field.key, entries, secondNow.peek(), ageYears);
  const unit = label(field.unit);
  const title = unit === "" ? label(field.names) : `${label(field.names)}, ${unit}`;
  const note = wrong === null ? label(field.reason) : problemWords(wrong, field.least, field.most);
  const entry = entries[field.key] ?? "";
  if (field.kind === "file") return <FileField {...props} field={field} />;
  return (
    <Field label={wanted(title, props.missing.includes(field.key))} note={note} bad={wrong !== null}>
      {(ids) => {
        if (field.kind === "time") return <TimeInput ids={ids} entry={entry} enter={(text) => enter(field.key, text)} />;
        if (field.kind === "choice" || field.kind === "yes_no") return <Choices ids={ids} field={field} entry={entry} enter={(text) => enter(field.key, text)} />;
        const numeric = field.kind === "number";
        return (
          <input
            {...ids}
            class={numeric ? "input number" : "input"}
            inputMode={numeric ? "decimal" : "text"}
            autoComplete="off"
            maxLength={numeric ? 12 : 600}
            value={entry}
            onInput={(event) => enter(field.key, event.currentTarget.value)}
          />
        );
      }}
    </Field>
  );
}

function Choices({ ids, field, entry, enter }: { ids: Ids; field: FormField; entry: string; enter: (text: string) => void }) {
  const choices = field.kind === "yes_no" ? ["yes", "no"].map((code) => ({ code, text: say(`room-asked-${code}`) })) : field.choices.map(({ code, names }) => ({ code, text: label(names) }));
  return (
    <select {...ids} class="input" value={entry} onChange={(event) => enter(event.currentTarget.value)}>
      <option value="">{say("room-choose")}</option>
      {choices.map(({ code, text }) => (
        <option key={code} value={code}>
          {text}
        </option>
      ))}
    </select>
  );
}

/** On the service's wall clock, wherever the device stands. */
function TimeInput({ ids, entry, enter }: { ids: Ids; entry: string; enter: (text: string) => void }) {
  const wall = entry === "" ? "" : new Date(shown(Number(entry), timeZone.value)).toISOString().slice(0, 16);
  return (
    <span class="room-asked-time">
      <input {...ids} class="input number" type="datetime-local" value={wall} onChange={(event) => enter(String(instantOf(event.currentTarget.value, timeZone.peek()) ?? ""))} />
      <Button onClick={() => enter(String(secondNow.peek()))} aria-label={say("room-asked-now")}>
        <Clock3 size={18} aria-hidden="true" />
      </Button>
    </span>
  );
}

function FileField({ asked, field, entries, files, missing }: FieldsProps & { field: FormField }) {
  const there = isThere(asked, field, entries, files);
  return (
    <div class="field">
      <span class="field-label">{wanted(label(field.names), missing.includes(field.key))}</span>
      <span class="field-note">
        {label(field.reason)} {say(there ? "room-asked-file-there" : "room-asked-file-later")}
      </span>
    </div>
  );
}
