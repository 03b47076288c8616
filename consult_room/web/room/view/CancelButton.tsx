/** The consult is not needed any more, or its slot; once somebody is there for it, with the reason. */

import { useState } from "preact/hooks";
import { Button } from "~/interface/parts";
import { say } from "~/interface/words";
import type { ConsultView } from "~/signaling/web/wire";
import type { Room } from "../state/room";
import { Why } from "./Rings";

export function CancelButton({ room, view, reasonNeeded }: { room: Room; view: ConsultView; reasonNeeded: boolean }) {
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button onClick={() => setAsking(true)}>{say("room-cancel")}</Button>
      {asking && (
        <Why
          title={say("room-cancel-title")}
          action={say("room-cancel")}
          needed={reasonNeeded}
          onClose={() => setAsking(false)}
          onSay={(reason) => {
            setAsking(false);
            room.cancel(view.consult_id, reason);
          }}
        />
      )}
    </>
  );
}
