/** Opening a record from outside: for who treats the patient and is not in its circle. Loaded when it is asked for. */

import { useState } from "preact/hooks";
import { Button, Dialog, Field } from "~/interface/parts";
import { say, sayCode } from "~/interface/words";
import { Refusal } from "~/signaling/web/frames";
import type { RecordBreakGlass } from "~/signaling/web/wire";
import type { Room } from "../state/room";

const REASONS: readonly RecordBreakGlass["reason"][] = ["arrived_here", "called_about", "found_in_danger", "other"];
const SEXES = ["female", "male", "unknown"] as const;

export function BreakGlass({ room, onClose }: { room: Room; onClose: () => void }) {
  const [typed, setTyped] = useState({ consult: "", incident: "", age: "", sex: "unknown", reason: "arrived_here", text: "" });
  const [said, setSaid] = useState<string | null>(null);
  const change = (part: Partial<typeof typed>): void => setTyped({ ...typed, ...part });
  const open = async (): Promise<void> => {
    if (typed.text.trim() === "") return setSaid(say("refusal-reason_needed"));
    try {
      const found = await room.breakGlass({
        reason: typed.reason as RecordBreakGlass["reason"],
        reason_text: typed.text.trim(),
        consult_number: whole(typed.consult),
        incident_number: whole(typed.incident),
        age_years: whole(typed.age),
        sex: typed.age === "" ? null : (typed.sex as "female" | "male" | "unknown"),
      });
      if (found) onClose();
      else setSaid(say("room-break-nothing"));
    } catch (problem) {
      if (!(problem instanceof Refusal)) throw problem;
      setSaid(sayCode("refusal", problem.code));
    }
  };
  return (
    <Dialog title={say("room-break-title")} onClose={onClose}>
      <form
        class="room-why"
        onSubmit={(event) => {
          event.preventDefault();
          void open();
        }}
      >
        <p>{say("room-break-note")}</p>
        <div class="room-form-pair">
          <Typed label={say("room-break-consult")} value={typed.consult} onType={(consult) => change({ consult })} />
          <Typed label={say("room-break-incident")} value={typed.incident} onType={(incident) => change({ incident })} />
          <Typed label={say("room-field-age")} value={typed.age} onType={(age) => change({ age })} />
          <Chosen label={say("room-field-sex")} value={typed.sex} codes={SEXES} words="room-break-sex" onChoose={(sex) => change({ sex })} />
        </div>
        <Chosen label={say("room-break-reason")} value={typed.reason} codes={REASONS} words="room-break-reason" onChoose={(reason) => change({ reason })} />
        <Field label={say("room-break-text")}>
          {(ids) => <textarea {...ids} class="input" rows={3} maxLength={2000} value={typed.text} onInput={(event) => change({ text: event.currentTarget.value })} />}
        </Field>
        <p role="alert">{said}</p>
        <div class="dialog-foot">
          <Button onClick={onClose}>{say("room-not-now")}</Button>
          <Button look="bad" type="submit">
            {say("room-break")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** Digits alone make a number; all else is none, and the server says what is missing. */
function whole(text: string): number | null {
  return /^\d{1,7}$/.test(text.trim()) ? Number(text.trim()) : null;
}

function Typed({ label, value, onType }: { label: string; value: string; onType: (text: string) => void }) {
  return (
    <Field label={label}>
      {(ids) => <input {...ids} class="input number" inputMode="numeric" autoComplete="off" maxLength={7} value={value} onInput={(event) => onType(event.currentTarget.value)} />}
    </Field>
  );
}

interface ChosenProps {
  readonly label: string;
  readonly value: string;
  readonly codes: readonly string[];
  readonly words: string;
  readonly onChoose: (code: string) => void;
}

function Chosen({ label, value, codes, words, onChoose }: ChosenProps) {
  return (
    <Field label={label}>
      {(ids) => (
        <select {...ids} class="input" value={value} onChange={(event) => onChoose(event.currentTarget.value)}>
          {codes.map((code) => (
            <option key={code} value={code}>
              {sayCode(words, code)}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
