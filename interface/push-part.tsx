/** What a page shows of a device that rings while it is closed: the switch, how it truly stands, the test, the others. */

import { BellOff, BellRing, Send } from "lucide-preact";
import { useEffect } from "preact/hooks";
import { Refusal } from "~/signaling/web/frames";
import { dayAndMinute } from "./clock";
import { Button } from "./parts";
import type { PushSwitch } from "./push";
import { say, sayCode } from "./words";

export function PushPart({ push }: { push: PushSwitch }) {
  useEffect(() => void push.look().catch(() => undefined), [push]);
  const state = push.state.value;
  if (state === "none") return null;
  const said = word(push);
  return (
    <section class="push" aria-label={say("push-title")} data-push={state}>
      <h2>{say("push-title")}</h2>
      {state === "unsupported" && <p>{say("push-unsupported")}</p>}
      {state === "denied" && <p>{say("push-denied")}</p>}
      {state === "off" && (
        <Button size="large" busy={push.busy.value} disabled={push.busy.value} onClick={() => void push.switchOn()}>
          <BellRing size={20} aria-hidden="true" /> {say("push-switch-on")}
        </Button>
      )}
      {state === "on" && <Ringing push={push} />}
      <p role="status">{said}</p>
      <Others push={push} />
    </section>
  );
}

function Ringing({ push }: { push: PushSwitch }) {
  const busy = push.busy.value;
  return (
    <>
      <p>
        {say("push-on")} {say("push-on-note")}
      </p>
      <div class="push-row">
        <Button size="large" busy={busy} disabled={busy} onClick={() => void push.test()}>
          <Send size={20} aria-hidden="true" /> {say("push-test")}
        </Button>
        <Button size="large" disabled={busy} onClick={() => void push.switchOff()}>
          <BellOff size={20} aria-hidden="true" /> {say("push-stop")}
        </Button>
      </div>
    </>
  );
}

function word(push: PushSwitch): string {
  const trouble = push.trouble.value;
  const tested = push.tested.value;
  if (trouble instanceof Refusal) return sayCode("refusal", trouble.code);
  if (trouble !== null) return sayCode("push", trouble);
  return tested === null ? "" : sayCode("push-tested", tested.outcome, { code: tested.code });
}

function Others({ push }: { push: PushSwitch }) {
  const others = push.others.value;
  if (others.length === 0) return null;
  return (
    <>
      <h3>{say("push-others")}</h3>
      <ul>
        {others.map((view) => (
          <li key={view.subscription_id} class="push-row">
            {say("push-other", { service: view.device || view.service, time: dayAndMinute(view.since_ms) })}
            <Button onClick={() => void push.stop(view.subscription_id)}>{say("push-stop-other")}</Button>
          </li>
        ))}
      </ul>
    </>
  );
}
