import { useEffect, useRef, useState } from "preact/hooks";
import { Siren } from "lucide-preact";
import { clockTime } from "~/interface/clock";
import { play } from "~/interface/sound";
import { say } from "~/interface/words";
import type { Tablet } from "../state/tablet";

export const HOLD_MS = 1_500;

/** Held, not tapped: a finger that slips must raise no alarm, a hand that shakes must be able to. */
export function Sos({ tablet }: { tablet: Tablet }) {
  const [holding, setHolding] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const begin = (): void => {
    if (timer.current !== undefined) return;
    setHolding(true);
    timer.current = setTimeout(() => {
      let_go();
      tablet.raiseSos();
    }, HOLD_MS);
  };
  const let_go = (): void => {
    clearTimeout(timer.current);
    timer.current = undefined;
    setHolding(false);
  };
  useEffect(() => let_go, []);
  const isHoldKey = (key: string): boolean => key === " " || key === "Enter";
  return (
    <button
      type="button"
      class="tile sos"
      data-holding={holding}
      onPointerDown={begin}
      onPointerUp={let_go}
      onPointerLeave={let_go}
      onPointerCancel={let_go}
      onContextMenu={(event) => event.preventDefault()}
      onKeyDown={(event) => {
        if (isHoldKey(event.key) && !event.repeat) begin();
      }}
      onKeyUp={(event) => {
        if (isHoldKey(event.key)) let_go();
      }}
      onBlur={let_go}
    >
      <Siren size={24} aria-hidden="true" />
      <span>
        SOS <small>{say(holding ? "tablet-sos-hold-on" : "tablet-sos-hold")}</small>
      </span>
    </button>
  );
}

/** Over the whole page while the alarm stands. */
export function SosBand({ tablet }: { tablet: Tablet }) {
  const at = tablet.own.value?.sos_at_ms ?? null;
  useEffect(() => {
    if (at !== null) play("notice");
  }, [at]);
  const unsent = tablet.session.outbox.unsent.value.some((one) => one.message.type === "sos.raise");
  if (at === null && !unsent) return null;
  return (
    <div class="band sos-band" role="alert">
      <Siren size={28} aria-hidden="true" />
      <span class="band-text">{at === null ? say("tablet-sos-unsent") : say("tablet-sos-stands", { time: clockTime(at) })}</span>
      {at !== null && (
        <button type="button" class="tile" onClick={() => tablet.settleSos()}>
          {say("tablet-sos-settle")}
        </button>
      )}
    </div>
  );
}
