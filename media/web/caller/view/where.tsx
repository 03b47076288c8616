/** The first question: where. The telephone asks by itself whether the page may know. */

import { LoaderCircle, MapPin, MapPinOff } from "lucide-preact";
import { say } from "~/interface/words";
import { followPlace } from "../device";
import type { Caller } from "../state/caller";

export function Where({ caller }: { caller: Caller }) {
  const seeking = caller.place.value === "seeking";
  return (
    <>
      <div class="caller-question">
        <h1>{say("caller-where")}</h1>
        <p>{say("caller-where-more")}</p>
      </div>
      <div class="caller-answers">
        <button type="button" class="caller-main-button" disabled={seeking} aria-busy={seeking} onClick={() => followPlace(caller)}>
          {seeking ? <LoaderCircle class="caller-turning" size={28} aria-hidden="true" /> : <MapPin size={28} aria-hidden="true" />}
          {say(seeking ? "caller-place-seeking" : "caller-place-send")}
        </button>
        <button type="button" class="caller-second" onClick={() => caller.skipPlace()}>
          {say("caller-place-later")}
        </button>
      </div>
    </>
  );
}

/** How it stands with the place, once the question was answered; asked again by a tap. */
export function PlaceLine({ caller }: { caller: Caller }) {
  const state = caller.place.value;
  const fix = caller.fix.value;
  if (state === "sent" && fix !== null) {
    return (
      <p class="caller-line" data-tone="ok">
        <MapPin size={22} aria-hidden="true" /> {say("caller-place-sent", { metres: Math.round(fix.accuracyMetres) })}
      </p>
    );
  }
  if (state === "seeking") {
    return (
      <p class="caller-line">
        <LoaderCircle class="caller-turning" size={22} aria-hidden="true" /> {say("caller-place-seeking")}
      </p>
    );
  }
  return (
    <>
      {state !== "none" && (
        <p class="caller-line" data-tone="warn">
          <MapPinOff size={22} aria-hidden="true" /> {say(`caller-place-${state === "unknown" ? "none" : state}`)}
        </p>
      )}
      {state !== "insecure" && (
        <button type="button" class="caller-tile" onClick={() => followPlace(caller)}>
          <MapPin size={28} aria-hidden="true" /> {say("caller-place-send")}
        </button>
      )}
    </>
  );
}
