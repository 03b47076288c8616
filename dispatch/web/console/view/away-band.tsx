/** The red band of a desk whose server is away: since when the board is old, and what can be done without it. */

import { Printer } from "lucide-preact";
import { LinkBand } from "~/interface/bands";
import { clockTime } from "~/interface/clock";
import { Button } from "~/interface/parts";
import { say } from "~/interface/words";
import type { Kept } from "~/signaling/web/outbox";
import type { Desk } from "../state/desk";
import { PrintOrder } from "./by-telephone";

export function AwayBand({ desk }: { desk: Desk }) {
  const asOfMs = desk.away.boardAsOfMs();
  if (!desk.away.is.value) return <LinkBand session={desk.session} />;
  return (
    <LinkBand session={desk.session} tone="bad">
      {asOfMs !== null && <span>{say("away-board", { time: clockTime(asOfMs) })}</span>}
      <Button size="small" onClick={() => (desk.away.paper.value = { is: "list" })}>
        <Printer size={14} aria-hidden="true" />
        {say("print-list")}
      </Button>
      <PrintOrder desk={desk} incidentId={null} />
    </LinkBand>
  );
}

/** What was told by telephone and contradicts what the server knows is corrected by a person. */
export function CorrectButton({ desk, refused }: { desk: Desk; refused: Kept }) {
  const incidentId = refused.message["incident_id"];
  if (refused.message.type !== "assignment.enter" || typeof incidentId !== "string") return null;
  return (
    <Button size="small" look="main" onClick={() => (desk.asking.value = { is: "enter", incidentId, brigadeId: null, refused })}>
      {say("correct")}
    </Button>
  );
}
