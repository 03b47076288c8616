import { useState } from "preact/hooks";
import { Coffee, LogOut } from "lucide-preact";
import { clockMinute, secondNow, span } from "~/interface/clock";
import { BrigadeTag } from "~/interface/states";
import { say } from "~/interface/words";
import type { Tablet } from "../state/tablet";
import { Choice } from "./Choice";

/** No order in hand: what the brigade is, and the few things a crew does between orders. */
export function Idle({ tablet }: { tablet: Tablet }) {
  const brigade = tablet.brigade.value;
  const back = tablet.returning.value;
  if (brigade === null) return <p class="muted">{say("loading")}</p>;
  const onBreak = brigade.state === "on_break";
  const since = brigade.state_since_ms;
  return (
    <div class="stack grow">
      <div class="state-line">
        <BrigadeTag state={brigade.state} />
        <span class="muted number">
          {clockMinute(since)} · {span(secondNow.value - since)}
        </span>
      </div>
      <h1>{say(headline(brigade.state))}</h1>
      <p class="muted">{say("tablet-idle-hint")}</p>
      {back?.stage === "cancelled" && (
        <p class="notice" role="alert">
          {say("tablet-called-back", { number: back.incident_number, reason: back.ended_because ?? "" })}
        </p>
      )}
      {brigade.reason !== "" && <p class="notice">{brigade.reason}</p>}
      <Crew tablet={tablet} />
      <span class="spring" />
      <div class="acts">
        {back !== null && brigade.state === "returning" && (
          <button type="button" class="go" onClick={() => tablet.returned()}>
            {say("tablet-do-returned")}
          </button>
        )}
        {onBreak && (
          <button type="button" class="go" onClick={() => tablet.endBreak()}>
            {say("tablet-break-end")}
          </button>
        )}
        <div class="row">
          {!onBreak && (
            <button type="button" class="tile" disabled={brigade.state !== "available"} onClick={() => tablet.takeBreak()}>
              <Coffee size={24} aria-hidden="true" />
              {say("tablet-break-take")}
            </button>
          )}
          <EndShift tablet={tablet} />
        </div>
      </div>
    </div>
  );
}

/** Asked once more: a shift that ends by a slip takes the brigade off the dispatcher's list. */
function EndShift({ tablet }: { tablet: Tablet }) {
  const [asking, setAsking] = useState(false);
  const close = (): void => setAsking(false);
  const end = (): void => {
    tablet.endShift();
    close();
  };
  const options = [
    { key: "end", name: say("tablet-shift-end-yes"), act: end },
    { key: "stay", name: say("tablet-shift-end-no"), act: close },
  ];
  return (
    <>
      <button type="button" class="tile" onClick={() => setAsking(true)}>
        <LogOut size={24} aria-hidden="true" />
        {say("tablet-shift-end")}
      </button>
      {asking && <Choice title={say("tablet-shift-end-title")} options={options} onClose={close} />}
    </>
  );
}

function headline(state: string): string {
  if (state === "returning") return "tablet-idle-returning";
  if (state === "on_break") return "tablet-idle-break";
  if (state === "out_of_service") return "tablet-idle-out";
  return state === "available" ? "tablet-idle-available" : "tablet-idle-other";
}

function Crew({ tablet }: { tablet: Tablet }) {
  const own = tablet.own.value;
  const names = own?.crew_names ?? [];
  if (own?.shift_since_ms == null) return null;
  return (
    <p class="muted">
      {say("tablet-crew", { names: names.join(", ") })} · {say("tablet-shift-since", { time: clockMinute(own.shift_since_ms) })}
    </p>
  );
}
