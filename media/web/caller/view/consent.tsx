/** What will be shared, with whom, and that help comes in any case: before anything is. */

import { Camera, HandHeart, LoaderCircle, MapPin, MessageSquare } from "lucide-preact";
import { say } from "~/interface/words";
import type { Caller } from "../state/caller";

export function Consent({ caller }: { caller: Caller }) {
  return (
    <>
      <div class="caller-question">
        <h1>{say("caller-ask")}</h1>
        <p>{say("caller-ask-what")}</p>
        <ul class="caller-shared">
          <li>
            <MapPin size={22} aria-hidden="true" /> {say("caller-ask-place")}
          </li>
          <li>
            <Camera size={22} aria-hidden="true" /> {say("caller-ask-picture")}
          </li>
          <li>
            <MessageSquare size={22} aria-hidden="true" /> {say("caller-ask-text")}
          </li>
        </ul>
        <p class="caller-small">{say("caller-ask-who")}</p>
        <p class="caller-anyway">
          <HandHeart size={22} aria-hidden="true" /> {say("caller-ask-anyway")}
        </p>
      </div>
      <div class="caller-answers">
        <AgreeButton caller={caller} />
        <button type="button" class="caller-second" disabled={caller.busy.value} onClick={() => void caller.decline()}>
          {say("caller-decline")}
        </button>
      </div>
    </>
  );
}

export function Declined({ caller }: { caller: Caller }) {
  return (
    <>
      <div class="caller-question" role="status">
        <h1>{say("caller-declined")}</h1>
        <p>{say("caller-declined-more")}</p>
      </div>
      <div class="caller-answers">
        <AgreeButton caller={caller} />
      </div>
    </>
  );
}

function AgreeButton({ caller }: { caller: Caller }) {
  const busy = caller.busy.value;
  return (
    <button type="button" class="caller-main-button" disabled={busy} aria-busy={busy} onClick={() => void caller.agree()}>
      {busy && <LoaderCircle class="caller-turning" size={24} aria-hidden="true" />}
      {say(busy ? "caller-agreeing" : "caller-agree")}
    </button>
  );
}
