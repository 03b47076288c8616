/** The question to a specialist. No name of the patient is needed, and none is asked for. */

import { Send } from "lucide-preact";
import { useEffect, useRef } from "preact/hooks";
import { clockMinute } from "~/interface/clock";
import { Button, Field } from "~/interface/parts";
import { label, say, sayCode } from "~/interface/words";
import type { Asking } from "../state/asking";
import { ageOf, OLDEST_YEARS, type Draft, type Problem } from "../state/draft";
import { missingOf } from "../state/forms";
import { URGENCIES, URGENCY_TONES } from "../state/order";
import type { Room } from "../state/room";
import { SPECIALTIES } from "../state/specialties";
import { BookSlot } from "./booking";
import { FormFields } from "./forms-fields";
import { goTo, Missing } from "./forms-missing";
import { reviewedWords } from "./forms-words";

const SEXES: readonly Draft["sex"][] = ["female", "male", "unknown"];

interface PartProps {
  readonly asking: Asking;
  readonly noted: (problem: Problem) => { readonly bad?: boolean; readonly note?: string };
}

export function AskForm({ room }: { room: Room }) {
  const form = useRef<HTMLFormElement>(null);
  const { asking } = room;
  const problems = asking.problems.value;
  const noted = (problem: Problem) => (problems.includes(problem) ? { bad: true, note: say(`room-problem-${problem}`) } : {});
  useEffect(() => form.current?.querySelector("select")?.focus(), []);
  const submit = (event: Event): void => {
    event.preventDefault();
    if (room.sendDraft()) return;
    queueMicrotask(() => {
      const bad = form.current?.querySelector<HTMLElement>("[aria-invalid=true]");
      if (bad != null) bad.focus();
      else goToFirstMissing(asking);
    });
  };
  return (
    <form ref={form} class="room-form" noValidate onSubmit={submit}>
      <TakenUp asking={asking} />
      <What asking={asking} noted={noted} />
      <Urgencies draft={asking.draft.value} change={(part) => asking.change(part)} bad={problems.includes("urgency")} />
      <Planned room={room} />
      <Field label={say("room-field-question")} {...noted("question")}>
        {(ids) => (
          <textarea {...ids} class="input" rows={3} maxLength={2000} value={asking.draft.value.question} onInput={(event) => asking.change({ question: event.currentTarget.value })} />
        )}
      </Field>
      <Who asking={asking} noted={noted} />
      <Asked asking={asking} bad={problems.includes("data") || problems.includes("incomplete")} />
      <Field label={say("room-field-summary")} note={say("room-field-summary-note")}>
        {(ids) => (
          <textarea {...ids} class="input" rows={5} maxLength={8000} value={asking.draft.value.summary} onInput={(event) => asking.change({ summary: event.currentTarget.value })} />
        )}
      </Field>
      <p class="muted room-form-note">{say("room-draft-note")}</p>
      <div class="room-form-send">
        <Button look="main" size="large" type="submit">
          <Send size={20} aria-hidden="true" /> {say(asking.draft.value.urgency === "planned" && asking.draft.value.slot !== null ? "room-send-booking" : "room-send-question")}
        </Button>
      </div>
    </form>
  );
}

/** A planned question may take a free time of a specialist. */
function Planned({ room }: { room: Room }) {
  const { specialty, urgency, slot } = room.asking.draft.value;
  if (urgency !== "planned" || specialty === "") return null;
  return <BookSlot key={specialty} booking={room.booking} specialty={specialty} chosen={slot} onChoose={(chosen) => room.asking.change({ slot: chosen })} />;
}

function TakenUp({ asking }: { asking: Asking }) {
  const savedAtMs = asking.takenUpMs.value;
  if (savedAtMs === null) return null;
  return (
    <div class="room-taken-up" role="status">
      <span>{say("room-taken-up", { time: clockMinute(savedAtMs) })}</span>
      <Button onClick={() => asking.discard()}>{say("room-discard")}</Button>
    </div>
  );
}

function What({ asking, noted }: PartProps) {
  const draft = asking.draft.value;
  const offered = asking.offered.value;
  return (
    <div class="room-form-pair">
      <Field label={say("room-field-specialty")} {...noted("specialty")}>
        {(ids) => (
          <select
            {...ids}
            class="input"
            value={draft.specialty}
            onChange={(event) => asking.change({ specialty: event.currentTarget.value as Draft["specialty"], problem: "", slot: null })}
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
      <Field label={say("room-field-problem")}>
        {(ids) => (
          <select {...ids} class="input" value={draft.problem} disabled={offered.length === 0} onChange={(event) => asking.change({ problem: event.currentTarget.value })}>
            <option value="">{say("room-choose")}</option>
            {offered.map(({ problem, names }) => (
              <option key={problem} value={problem}>
                {label(names)}
              </option>
            ))}
          </select>
        )}
      </Field>
    </div>
  );
}

function Who({ asking, noted }: PartProps) {
  const draft = asking.draft.value;
  return (
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
            onInput={(event) => asking.change({ age: event.currentTarget.value })}
          />
        )}
      </Field>
      <Field label={say("room-field-sex")}>
        {(ids) => (
          <select {...ids} class="input" value={draft.sex} onChange={(event) => asking.change({ sex: event.currentTarget.value as Draft["sex"] })}>
            {SEXES.map((one) => (
              <option key={one} value={one}>
                {one === "unknown" ? say("room-sex-unknown") : sayCode("sex", one)}
              </option>
            ))}
          </select>
        )}
      </Field>
    </div>
  );
}

/** What the problem asks, and what is missing of it while one writes. */
function Asked({ asking, bad }: { asking: Asking; bad: boolean }) {
  const draft = asking.draft.value;
  const asked = asking.asked.value;
  if (draft.problem === "") return null;
  if (asked === null) return <p class="muted">{say("room-asked-not-here")}</p>;
  const missing = missingOf(asked, draft.urgency, draft.entries, ageOf(draft));
  return (
    <fieldset class="room-asked-of">
      <legend>
        {label(asked.form.names)} <span class="muted">{reviewedWords(asked.form.reviewed_by)}</span>
      </legend>
      <FormFields
        asked={asked}
        entries={draft.entries}
        ageYears={ageOf(draft)}
        missing={missing.map(({ key }) => key)}
        files={[]}
        enter={(key, entry) => asking.enter(key, entry)}
      />
      {draft.urgency !== "" && <Missing missing={missing} urgency={draft.urgency} />}
      {bad && (
        <span class="field-note" data-tone="bad">
          {say(asking.problems.value.includes("data") ? "room-problem-data" : "room-problem-incomplete")}
        </span>
      )}
    </fieldset>
  );
}

function goToFirstMissing(asking: Asking): void {
  const asked = asking.asked.peek();
  const draft = asking.draft.peek();
  const first = asked === null ? undefined : missingOf(asked, draft.urgency, draft.entries, ageOf(draft)).find(({ kind }) => kind !== "file");
  if (first !== undefined) goTo(first.key);
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
