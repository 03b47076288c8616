import { useState } from "preact/hooks";
import { Plus, X } from "lucide-preact";
import { failureWords } from "~/interface/bands";
import { say } from "~/interface/words";
import type { Tablet } from "../state/tablet";

const MOST = 8;
const KEPT_CREW = "tez-crew";

function crewBefore(): string[] {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(KEPT_CREW) ?? "[]");
    const names = Array.isArray(found) ? found.filter((one): one is string => typeof one === "string") : [];
    return names.length > 0 ? names : ["", ""];
  } catch {
    return ["", ""];
  }
}

/** Who is in the vehicle? The last crew's names are there to be changed. */
export function ShiftStart({ tablet }: { tablet: Tablet }) {
  const [names, setNames] = useState(crewBefore);
  const [trouble, setTrouble] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const filled = names.map((name) => name.trim()).filter((name) => name !== "");
  const submit = (): void => {
    setBusy(true);
    localStorage.setItem(KEPT_CREW, JSON.stringify(filled));
    tablet
      .startShift(filled)
      .catch((failure: unknown) => setTrouble(failureWords(failure)))
      .finally(() => setBusy(false));
  };
  return (
    <form
      class="stack grow"
      onSubmit={(event) => {
        event.preventDefault();
        if (filled.length > 0 && !busy) submit();
      }}
    >
      <h1>{say("tablet-shift-title")}</h1>
      <p class="muted">{say("tablet-shift-hint")}</p>
      <div class="stack">
        {names.map((name, index) => (
          <div class="crew" key={index}>
            <input
              class="input large"
              aria-label={say("tablet-shift-name", { number: index + 1 })}
              placeholder={say("tablet-shift-name", { number: index + 1 })}
              maxLength={120}
              value={name}
              onInput={(event) => setNames(names.map((one, at) => (at === index ? event.currentTarget.value : one)))}
            />
            {names.length > 1 && (
              <button type="button" class="tile narrow" aria-label={say("tablet-shift-remove")} onClick={() => setNames(names.filter((_, at) => at !== index))}>
                <X size={24} aria-hidden="true" />
              </button>
            )}
          </div>
        ))}
        {names.length < MOST && (
          <button type="button" class="tile" onClick={() => setNames([...names, ""])}>
            <Plus size={24} aria-hidden="true" />
            {say("tablet-shift-add")}
          </button>
        )}
      </div>
      <span class="spring" />
      <div class="acts">
        {trouble !== null && (
          <p class="trouble" role="alert">
            {trouble}
          </p>
        )}
        <button type="submit" class="go" disabled={filled.length === 0 || busy}>
          {say("tablet-shift-do")}
        </button>
      </div>
    </form>
  );
}
