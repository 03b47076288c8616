/** A wish that takes a reason: the record it is about, the words, and what comes of it. */

import { useState } from "preact/hooks";
import { Button, Dialog, Field } from "~/interface/parts";
import { say } from "~/interface/words";

interface AskingWhyProps {
  readonly title: string;
  readonly note: string;
  readonly label: string;
  readonly act: string;
  /** The most that the server takes. */
  readonly longest: number;
  /** Nothing has to be written. */
  readonly silent?: boolean;
  readonly onSay: (words: string) => void;
  readonly onClose: () => void;
}

export function AskingWhy({ title, note, label, act, longest, silent = false, onSay, onClose }: AskingWhyProps) {
  const [words, setWords] = useState("");
  const [lacks, setLacks] = useState(false);
  return (
    <Dialog title={title} onClose={onClose}>
      <form
        class="review-why"
        onSubmit={(event) => {
          event.preventDefault();
          if (!silent && words.trim() === "") return setLacks(true);
          onSay(words);
          onClose();
        }}
      >
        <p class="muted">{note}</p>
        {!silent && (
          <Field label={label} bad={lacks} note={lacks ? say("refusal-reason_needed") : undefined}>
            {(ids) => <textarea {...ids} class="input" rows={3} maxLength={longest} value={words} onInput={(event) => setWords(event.currentTarget.value)} />}
          </Field>
        )}
        <div class="dialog-foot">
          <Button onClick={onClose}>{say("review-not-now")}</Button>
          <Button look="main" type="submit">
            {act}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
