/** Begins a viewing: says that it is written down, and asks for the reason of whoever did not take part. */

import { Play } from "lucide-preact";
import { useState } from "preact/hooks";
import { Button, Field } from "~/interface/parts";
import { say } from "~/interface/words";
import { REASONS, type Archive, type Reason } from "../state/archive";

export function WatchForm({ archive }: { archive: Archive }) {
  const [reason, setReason] = useState<Reason>("quality");
  return (
    <form
      class="recordings-watch"
      onSubmit={(event) => {
        event.preventDefault();
        void archive.watch(reason);
      }}
    >
      {archive.mustSayWhy && (
        <Field label={say("recordings-reason")}>
          {(ids) => (
            <select {...ids} class="input" value={reason} onChange={(event) => setReason(event.currentTarget.value as Reason)}>
              {REASONS.map((one) => (
                <option key={one} value={one}>
                  {say(`recordings-reason-${one}`)}
                </option>
              ))}
            </select>
          )}
        </Field>
      )}
      <p class="muted">{say("recordings-watch-written")}</p>
      <Button look="main" type="submit">
        <Play size={18} aria-hidden="true" /> {say("recordings-watch")}
      </Button>
    </form>
  );
}
