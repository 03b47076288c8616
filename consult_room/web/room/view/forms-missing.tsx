/** What the question still lacks, with the reason why it is wanted; a tap goes there. */

import { label, say } from "~/interface/words";
import type { FormField } from "~/signaling/web/wire";
import type { Draft } from "../state/draft";
import { fieldId } from "./forms-words";

export function Missing({ missing, urgency }: { missing: readonly FormField[]; urgency: Draft["urgency"] }) {
  return (
    <section class="room-missing" role="status" aria-label={say("room-missing-title")} data-complete={missing.length === 0}>
      <p>
        <b>{missing.length === 0 ? say("room-missing-none") : say("room-missing", { count: missing.length })}</b>
        {missing.length > 0 && <span class="muted"> {say(urgency === "planned" ? "room-missing-planned" : "room-missing-rings")}</span>}
      </p>
      {missing.length > 0 && (
        <ul>
          {missing.map((field) => (
            <li key={field.key}>
              <button type="button" class="room-missing-one" onClick={() => goTo(field.key)}>
                <b>{label(field.names)}</b> <span class="muted">{label(field.reason)}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

export function goTo(key: string): void {
  const place = document.getElementById(fieldId(key));
  place?.scrollIntoView({ block: "center" });
  place?.querySelector<HTMLElement>("input, select, textarea, button")?.focus();
}
