/** A crew in danger: over the whole page, with a sound, until the desk has reached it. */

import { Siren } from "lucide-preact";
import { useEffect } from "preact/hooks";
import { secondNow, span } from "~/interface/clock";
import { Button } from "~/interface/parts";
import { play } from "~/interface/sound";
import { say } from "~/interface/words";
import type { Desk } from "../state/desk";
import { wish } from "./actions";
import { converse } from "./keys";

export function SosBand({ desk }: { desk: Desk }) {
  const inDanger = desk.holdings.inDanger.value;
  const any = inDanger.length > 0;
  useEffect(() => (any ? play("alarm") : undefined), [any]);
  return (
    <div role="alert">
      {inDanger.map((tablet) => (
        <div class="band sos" data-tone="bad" key={tablet.brigade_id}>
          <Siren size={20} aria-hidden="true" />
          <span class="band-text">
            <b>{say("sos-from", { brigade: desk.holdings.brigade(tablet.brigade_id)?.callsign ?? "" })}</b>{" "}
            <span class="number">{span(secondNow.value - (tablet.sos_at_ms ?? 0))}</span>
          </span>
          <Button size="small" look="bad" onClick={() => desk.pickBrigade(tablet.brigade_id)}>
            {say("sos-show")}
          </Button>
          <Button size="small" onClick={() => converse(desk, tablet.brigade_id)}>
            {say("conversation-start")}
          </Button>
          <Button size="small" onClick={() => wish(desk.wishes.settleSos(tablet.brigade_id))}>
            {say("sos-settle")}
          </Button>
        </div>
      ))}
    </div>
  );
}
