/** Entering vitals: one quick line, or a field for each; what is doubtful is asked about before it goes out. */

import { Activity } from "lucide-preact";
import { useState } from "preact/hooks";
import { Button, Field } from "~/interface/parts";
import { say, sayCode } from "~/interface/words";
import { doubtsOf, measuringOf } from "../state/vitals";
import { BOUNDS, type Measured, type VitalKind } from "../state/vitals-data";
import { readLine, type ReadLine } from "../state/vitals-line";
import type { SectionProps } from "./section";
import { kindWords, sentence, unitWords } from "./vitals-words";

const FIELDS = BOUNDS.map((bound) => bound.kind).filter((kind) => !kind.endsWith("_reaction") && kind !== "gcs_total");
const REACTIONS: readonly VitalKind[] = ["pupil_left_reaction", "pupil_right_reaction"];
const HOW_THEY_REACT = ["0", "1", "2"] as const;

/** What a line and the fields say together; a field goes over the line. */
function together(line: ReadLine, fields: Readonly<Partial<Record<VitalKind, string>>>): Partial<Record<VitalKind, number>> {
  const values = { ...line.values };
  for (const kind of [...FIELDS, ...REACTIONS]) {
    const typed = (fields[kind] ?? "").trim().replace(",", ".");
    if (typed !== "" && Number.isFinite(Number(typed))) values[kind] = Number(typed);
  }
  return values;
}

export function VitalsForm({ session, shown, self }: SectionProps) {
  const [text, setText] = useState("");
  const [fields, setFields] = useState<Partial<Record<VitalKind, string>>>({});
  const [note, setNote] = useState("");
  const [minutesAgo, setMinutesAgo] = useState("0");
  const [sure, setSure] = useState(false);
  const line = readLine(text);
  const values = together(line, fields);
  const doubts = doubtsOf(values);
  const impossible = doubts.filter(({ is }) => is === "impossible");
  const unlikely = doubts.filter(({ is }) => is === "unlikely");
  const ago = Number(minutesAgo);
  const agoBad = !Number.isInteger(ago) || ago < 0 || ago > 1440;
  const ready = Object.keys(values).length > 0 && impossible.length === 0 && line.unread.length === 0 && !agoBad;
  const measured: Measured = { values, on_oxygen: line.onOxygen, oxygen_l_min: line.oxygenLMin, note: note.trim() };
  const change = (act: () => void): void => {
    setSure(false);
    act();
  };
  return (
    <form
      class="vitals-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (!ready || (unlikely.length > 0 && !sure)) return;
        const measuring = { ...measuringOf(values, session.nowMs() - ago * 60_000, { onOxygen: line.onOxygen, oxygenLMin: line.oxygenLMin }), ...(note.trim() === "" ? {} : { note: note.trim() }), ...(self.role === "crew" ? { means: "tablet" } : {}) };
        session.send({ type: "vitals.measure", consult_id: shown.view.consult_id, measuring, ...(sure ? { sure } : {}) }).catch(() => undefined);
        setText("");
        setFields({});
        setNote("");
        setMinutesAgo("0");
        setSure(false);
      }}
    >
      <Field label={say("vitals-line")} note={line.unread.length > 0 ? say("vitals-unread", { what: line.unread.join(" ") }) : say("vitals-line-note")} bad={line.unread.length > 0}>
        {(ids) => <input {...ids} class="input" autoComplete="off" maxLength={300} value={text} onInput={(event) => change(() => setText(event.currentTarget.value))} />}
      </Field>
      {Object.keys(values).length > 0 && (
        <p role="status" class="vitals-read">
          {sentence(measured)}
        </p>
      )}
      {impossible.map(({ kind }) => (
        <p key={kind} class="field-note" data-tone="bad" role="alert">
          {say("vitals-impossible", { kind: kindWords(kind) })}
        </p>
      ))}
      <details class="vitals-fields">
        <summary>{say("vitals-by-fields")}</summary>
        <div class="vitals-grid">
          {FIELDS.map((kind) => (
            <Field key={kind} label={[kindWords(kind), unitWords(kind)].filter((one) => one !== "").join(", ")}>
              {(ids) => <input {...ids} class="input number" inputMode="decimal" autoComplete="off" maxLength={8} value={fields[kind] ?? ""} onInput={(event) => change(() => setFields({ ...fields, [kind]: event.currentTarget.value }))} />}
            </Field>
          ))}
          {REACTIONS.map((kind) => (
            <Field key={kind} label={kindWords(kind)}>
              {(ids) => (
                <select {...ids} class="input" value={fields[kind] ?? ""} onChange={(event) => change(() => setFields({ ...fields, [kind]: event.currentTarget.value }))}>
                  <option value="">–</option>
                  {HOW_THEY_REACT.map((value) => (
                    <option key={value} value={value}>
                      {sayCode("vitals-reaction", value)}
                    </option>
                  ))}
                </select>
              )}
            </Field>
          ))}
          <Field label={say("vitals-minutes-ago")} bad={agoBad}>
            {(ids) => <input {...ids} class="input number" inputMode="numeric" maxLength={4} value={minutesAgo} onInput={(event) => setMinutesAgo(event.currentTarget.value)} />}
          </Field>
        </div>
        <Field label={say("vitals-note")}>
          {(ids) => <input {...ids} class="input" autoComplete="off" maxLength={200} value={note} onInput={(event) => setNote(event.currentTarget.value)} />}
        </Field>
      </details>
      {unlikely.length > 0 && (
        <label class="vitals-sure">
          <input type="checkbox" checked={sure} onChange={(event) => setSure(event.currentTarget.checked)} />
          <span>{say("vitals-sure", { what: unlikely.map(({ kind }) => kindWords(kind)).join(", ") })}</span>
        </label>
      )}
      <Button look="main" size="large" type="submit" disabled={!ready || (unlikely.length > 0 && !sure)}>
        <Activity size={20} aria-hidden="true" /> {say("vitals-enter")}
      </Button>
    </form>
  );
}
