/** Nothing is chosen: what there is to do. */

import { KeyRound, MessageCircleQuestion } from "lucide-preact";
import { useState } from "preact/hooks";
import { Blank, Button } from "~/interface/parts";
import type { PushSwitch } from "~/interface/push";
import { PushPart } from "~/interface/push-part";
import { say } from "~/interface/words";
import type { Me } from "~/signaling/web/account";
import type { Room } from "../state/room";
import { isDoctor } from "./place";

/** Rare, and heavy with words: it loads when it is wanted. */
function FromOutside({ room }: { room: Room }) {
  const [Form, setForm] = useState<{ Form: typeof import("./glass").BreakGlass } | null>(null);
  return (
    <>
      <Button look="quiet" onClick={() => void import("./glass").then(({ BreakGlass }) => setForm({ Form: BreakGlass }))}>
        <KeyRound size={18} aria-hidden="true" /> {say("room-break-open")}
      </Button>
      {Form !== null && <Form.Form room={room} onClose={() => setForm(null)} />}
    </>
  );
}

export function Home({ room, push, me }: { room: Room; push: PushSwitch; me: Me }) {
  const ringing = room.rings.value.length + room.alerts.value.length > 0;
  return (
    <Blank title={say(ringing ? "room-home-ringing" : "room-home")} icon={<MessageCircleQuestion size={36} aria-hidden="true" />}>
      {me.role !== "hospital" && (
        <>
          <p>{say("room-home-note")}</p>
          <Button look={ringing ? "ghost" : "main"} size="large" onClick={() => room.goAsking()}>
            {say(room.asking.begun.value ? "room-ask-go-on" : "room-ask")}
          </Button>
        </>
      )}
      {isDoctor(me) && <FromOutside room={room} />}
      {isDoctor(me) && <PushPart push={push} />}
    </Blank>
  );
}
