/** The question to a specialist. No name of the patient is needed, and none is asked for. */

import { Send } from "lucide-preact";
import { useEffect, useRef } from "preact/hooks";
import { Button, Field } from "~/interface/parts";
import { say, sayCode } from "~/interface/words";
import type { ConsultAsk } from "~/signaling/web/wire";
import { OLDEST_YEARS, type Draft, type Problem } from "../state/draft";
import { URGENCIES, URGENCY_TONES } from "../state/order";
import type { Room } from "../state/room";

const SPECIALTIES: readonly ConsultAsk["specialty"][] = [
  "cardiology",
  "neurology",
  "surgery",
  "paediatrics",
  "obstetrics",
  "intensive_care",
  "therapy",
  "toxicology",
];

const SEXES: readonly Draft["sex"][] = ["female", "male", "unknown"];

export function AskForm({ room }: { room: Room }) {
  const form = useRef<HTMLFormElement>(null);
  const draft = room.draft.value;
  const problems = room.problems.value;
  const change = (part: Partial<Draft>): void => {
    room.draft.value = { ...room.draft.value, ...part };
  };
  const noted = (problem: Problem) => (problems.includes(problem) ? { bad: true, note: say(`room-problem-${problem}`) } : {});
  useEffect(() => form.current?.querySelector("select")?.focus(), []);
  return (
    <form
      ref={form}
      class="room-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!room.sendDraft()) queueMicrotask(() => form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus());
      }}
    >
      <Field label={say("room-field-specialty")} {...noted("specialty")}>
        {(ids) => (
          <select
            {...ids}
            class="input"
            value={draft.specialty}
            onChange={(event) => change({ specialty: event.currentTarget.value as Draft["specialty"] })}
          >
            <option value="">{say("room-choose")}</option>
            {SPECIALTIES.map((one) => (
              <option key={one} value={one}>
                {sayCode("specialty", one)}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Urgencies draft={draft} change={change} bad={problems.includes("urgency")} />
      <Field label={say("room-field-question")} {...noted("question")}>
        {(ids) => (
          <textarea {...ids} class="input" rows={3} maxLength={2000} value={draft.question} onInput={(event) => change({ question: event.currentTarget.value })} />
        )}
      </Field>
      <div class="room-form-pair">
        <Field label={say("room-field-age")} {...noted("age")}>
          {(ids) => (
            <input
              {...ids}
              class="input number"
              inputMode="numeric"
              autoComplete="off"
              maxLength={3}
              max={OLDEST_YEARS}
              value={draft.age}
              onInput={(event) => change({ age: event.currentTarget.value })}
            />
          )}
        </Field>
        <Field label={say("room-field-sex")}>
          {(ids) => (
            <select {...ids} class="input" value={draft.sex} onChange={(event) => change({ sex: event.currentTarget.value as Draft["sex"] })}>
              {SEXES.map((one) => (
                <option key={one} value={one}>
                  {one === "unknown" ? say("room-sex-unknown") : sayCode("sex", one)}
                </option>
              ))}
            </select>
          )}
        </Field>
      </div>
      <Field label={say("room-field-summary")} note={say("room-field-summary-note")}>
        {(ids) => (
          <textarea {...ids} class="input" rows={5} maxLength={8000} value={draft.summary} onInput={(event) => change({ summary: event.currentTarget.value })} />
        )}
      </Field>
      <p class="muted room-form-note">{say("room-draft-note")}</p>
      <Button look="main" size="large" type="submit">
        <Send size={20} aria-hidden="true" /> {say("room-send-question")}
      </Button>
    </form>
  );
}

function Urgencies({ draft, change, bad }: { draft: Draft; change: (part: Partial<Draft>) => void; bad: boolean }) {
  return (
    <fieldset class="room-urgencies">
      <legend class="field-label">{say("room-field-urgency")}</legend>
      {URGENCIES.map((one) => (
        <label key={one} class="room-urgency" data-tone={URGENCY_TONES[one]} data-chosen={draft.urgency === one}>
          <input
            type="radio"
            name="urgency"
            value={one}
            checked={draft.urgency === one}
            aria-invalid={bad}
            aria-describedby={bad ? "urgency-note" : undefined}
            onChange={() => change({ urgency: one })}
          />
          <b>{sayCode("consult-urgency", one)}</b>
          <span class="muted">{sayCode("room-urgency-note", one)}</span>
        </label>
      ))}
      {bad && (
        <span class="field-note" id="urgency-note" data-tone="bad">
          {say("room-problem-urgency")}
        </span>
      )}
    </fieldset>
  );
}
