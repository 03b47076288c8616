/** A new incident, or an amended one: from the telephone to the queue by keys alone. What was typed is kept. */

import { Trash2 } from "lucide-preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { note } from "~/interface/bands";
import { Combobox } from "~/interface/combobox";
import { Button, Field } from "~/interface/parts";
import { label, say } from "~/interface/words";
import { PriorityTag } from "~/interface/states";
import type { Desk } from "../state/desk";
import { findReasons, questionsFor, type Typed } from "../state/draft";
import { wish } from "./actions";
import { reasonName } from "./names";

export function IncidentForm({ desk }: { desk: Desk }) {
  const { draft } = desk;
  const form = useRef<HTMLFormElement>(null);
  const amending = draft.amending.value;
  // Before the next key comes: who types at once must not lose the first figures of a number.
  useLayoutEffect(() => {
    form.current?.querySelector<HTMLInputElement>("input")?.focus();
  }, [amending?.id]);
  const problem = draft.problem.value;
  return (
    <form
      class="form"
      ref={form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit(desk, form.current);
      }}
      onKeyDown={(event) => {
        if (event.key === "Enter" && event.ctrlKey) submit(desk, form.current);
      }}
    >
      <div class="card-head form-head">
        <h2>{amending === null ? say("command-incident-open") : say("incident-amend-title", { number: desk.holdings.incident(amending.id)?.number ?? 0 })}</h2>
        <span class="spring" />
        {draft.touched.value && (
          <Button look="quiet" size="small" onClick={() => draft.clear()}>
            <Trash2 size={14} aria-hidden="true" />
            {say("form-clear")}
          </Button>
        )}
      </div>
      <div class="form-body">
        <CallerFields desk={desk} />
        <AddressFields desk={desk} bad={problem === "place"} />
        <ReasonFields desk={desk} bad={problem === "reason"} />
        <PatientFields desk={desk} bad={problem === "age"} />
        {amending === null && <TakenField desk={desk} bad={problem === "taken"} />}
      </div>
      <div class="form-foot">
        {problem !== null && (
          <p role="alert" data-tone="bad">
            {say(`form-lacks-${problem}`)}
          </p>
        )}
        <Button look="main" type="submit" hotkey="Ctrl Enter" class="grow">
          {say(amending === null ? "form-send" : "form-save")}
        </Button>
        <Button hotkey="Esc" onClick={() => (desk.form.value = false)}>
          {say("form-later")}
        </Button>
      </div>
    </form>
  );
}

/** Sends, or says what is lacking and goes there. */
function submit(desk: Desk, form: HTMLFormElement | null): void {
  const { draft, wishes } = desk;
  const lacking = draft.lacking();
  draft.problem.value = lacking;
  if (lacking !== null) {
    form?.querySelector<HTMLInputElement>(`[data-field="${lacking}"] input`)?.focus();
    return;
  }
  const amending = draft.amending.value;
  if (amending !== null) {
    wish(wishes.amend(draft, amending), say("incident-amended-note"));
    desk.pickIncident(amending.id);
  } else {
    const { id, opened } = wishes.open(draft);
    opened.then(
      (result) => note(say("incident-opened-note", { number: result.number })),
      () => undefined,
    );
    desk.pickIncident(id);
  }
  draft.clear();
}

type TextField = { [Name in keyof Typed]: Typed[Name] extends string ? Name : never }[keyof Typed];

function Text({ desk, name, words, ...rest }: { desk: Desk; name: TextField; words: string; inputMode?: "tel" | "numeric"; placeholder?: string }) {
  return (
    <Field label={words}>
      {(ids) => (
        <input
          class="input"
          {...ids}
          {...rest}
          autocomplete="off"
          maxLength={200}
          value={desk.draft.typed.value[name]}
          onInput={(event) => desk.draft.set({ [name]: event.currentTarget.value })}
        />
      )}
    </Field>
  );
}

function CallerFields({ desk }: { desk: Desk }) {
  return (
    <fieldset class="form-group three">
      <legend class="unseen">{say("caller")}</legend>
      <Text desk={desk} name="number" words={say("caller-number")} inputMode="tel" placeholder="+998" />
      <Text desk={desk} name="callerName" words={say("caller-name")} />
      <Text desk={desk} name="relation" words={say("caller-relation")} />
    </fieldset>
  );
}

function AddressFields({ desk, bad }: { desk: Desk; bad: boolean }) {
  const { draft } = desk;
  const place = draft.place.value;
  const note = place === null ? say("address-point-how") : say("address-point-set");
  return (
    <fieldset class="form-group">
      <legend class="unseen">{say("address")}</legend>
      <div data-field="place">
        <Field label={say("address")} note={note} bad={bad}>
          {(ids) => (
            <Combobox
              id={ids.id}
              describedBy={ids["aria-describedby"]}
              invalid={bad}
              placeholder={say("address-placeholder")}
              value={draft.typed.value.address}
              settled={draft.suggested.value}
              onType={(text) => draft.typeAddress(text)}
              options={draft.suggestions.value.map((found, index) => ({
                id: String(index),
                draw: (
                  <>
                    <span>{found.label}</span>
                    <span class="spring" />
                    <span class="muted">{say(`address-kind-${found.kind}`)}</span>
                  </>
                ),
              }))}
              onChoose={(id) => {
                const found = draft.suggestions.value[Number(id)];
                if (found === undefined) return;
                draft.chooseAddress(found);
                desk.goTo.value = found.point;
              }}
            />
          )}
        </Field>
      </div>
      <div class="form-row five">
        <Text desk={desk} name="entrance" words={say("address-entrance-label")} />
        <Text desk={desk} name="floor" words={say("address-floor-label")} />
        <Text desk={desk} name="flat" words={say("address-flat-label")} />
        <Text desk={desk} name="doorCode" words={say("address-code-label")} />
      </div>
      <Text desk={desk} name="landmark" words={say("address-landmark")} />
    </fieldset>
  );
}

function ReasonFields({ desk, bad }: { desk: Desk; bad: boolean }) {
  const { draft } = desk;
  const typed = draft.typed.value;
  const chosen = typed.reason === null ? undefined : desk.reason(typed.reason);
  const words = chosen === undefined ? typed.reasonText : label(chosen.label, chosen.code);
  const found = findReasons(desk.reasons.value, chosen === undefined ? typed.reasonText : "");
  return (
    <fieldset class="form-group">
      <legend class="unseen">{say("reason")}</legend>
      <div data-field="reason">
        <Field label={say("reason")} bad={bad} note={chosen === undefined ? undefined : say("reason-priority-server")}>
          {(ids) => (
            <Combobox
              id={ids.id}
              describedBy={ids["aria-describedby"]}
              invalid={bad}
              placeholder={say("reason-placeholder")}
              value={words}
              nothing={say("reason-nothing")}
              onType={(text) => draft.set({ reasonText: text, reason: null })}
              options={found.map((reason) => ({
                id: reason.code,
                draw: (
                  <>
                    <PriorityTag priority={reason.priority} />
                    <span>{label(reason.label, reason.code)}</span>
                  </>
                ),
              }))}
              onChoose={(code) => {
                const reason = desk.reason(code);
                if (reason !== undefined) draft.chooseReason(reason, reasonName(desk, code));
              }}
            />
          )}
        </Field>
      </div>
      <div class="answers" role="group" aria-label={say("answers")}>
        {questionsFor(desk.reasons.value, typed.reason).map((question) => (
          <label key={question.code} class="answer" data-on={typed.answers.includes(question.code)} data-raises={question.raises_to}>
            <input type="checkbox" checked={typed.answers.includes(question.code)} onChange={() => draft.toggleAnswer(question.code)} />
            {label(question.label, question.code)}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

/** One that comes from paper has the time at which it was taken. */
function TakenField({ desk, bad }: { desk: Desk; bad: boolean }) {
  const { takenAt } = desk.draft.typed.value;
  return (
    <details class="form-taken" open={takenAt !== "" || bad}>
      <summary class="muted">{say("form-taken-earlier")}</summary>
      <div data-field="taken">
        <Field label={say("form-taken")} note={say("form-taken-how")} bad={bad}>
          {(ids) => (
            <input
              class="input number"
              {...ids}
              inputMode="numeric"
              maxLength={8}
              autocomplete="off"
              placeholder={say("enter-clock")}
              value={takenAt}
              onInput={(event) => desk.draft.set({ takenAt: event.currentTarget.value })}
            />
          )}
        </Field>
      </div>
    </details>
  );
}

function PatientFields({ desk, bad }: { desk: Desk; bad: boolean }) {
  const { draft } = desk;
  const { sex, description } = draft.typed.value;
  return (
    <fieldset class="form-group">
      <legend class="unseen">{say("patient")}</legend>
      <div class="form-row patient">
        <div data-field="age">
          <Field label={say("age")} bad={bad}>
            {(ids) => (
              <input
                class="input number"
                {...ids}
                inputMode="numeric"
                maxLength={3}
                autocomplete="off"
                value={draft.typed.value.age}
                onInput={(event) => draft.set({ age: event.currentTarget.value.trim() })}
              />
            )}
          </Field>
        </div>
        <div class="field">
          <span class="field-label" id="sex-label">
            {say("sex")}
          </span>
          <div class="switch sex" role="group" aria-labelledby="sex-label">
            {(["male", "female"] as const).map((one) => (
              <button key={one} type="button" aria-pressed={sex === one} onClick={() => draft.set({ sex: sex === one ? null : one })}>
                {say(`sex-${one}`)}
              </button>
            ))}
          </div>
        </div>
        <Text desk={desk} name="patientName" words={say("patient-name")} />
      </div>
      <Field label={say("description")}>
        {(ids) => (
          <textarea
            class="input"
            {...ids}
            rows={2}
            maxLength={2000}
            value={description}
            onInput={(event) => draft.set({ description: event.currentTarget.value })}
          />
        )}
      </Field>
    </fieldset>
  );
}
