/** Nothing is chosen: what there is to do. */

import { MessageCircleQuestion } from "lucide-preact";
import { Blank, Button } from "~/interface/parts";
import type { PushSwitch } from "~/interface/push";
import { PushPart } from "~/interface/push-part";
import { say } from "~/interface/words";
import type { Room } from "../state/room";

export function Home({ room, push }: { room: Room; push: PushSwitch }) {
  const ringing = room.rings.value.length + room.alerts.value.length > 0;
  return (
    <Blank title={say(ringing ? "room-home-ringing" : "room-home")} icon={<MessageCircleQuestion size={36} aria-hidden="true" />}>
      <p>{say("room-home-note")}</p>
      <Button look={ringing ? "ghost" : "main"} size="large" onClick={() => room.goAsking()}>
        {say("room-ask")}
      </Button>
      <PushPart push={push} />
    </Blank>
  );
}
