/** What the page is about now, in its head. */

import { Tag } from "~/interface/parts";
import { say, sayCode } from "~/interface/words";
import type { ConsultView } from "~/signaling/web/wire";
import { URGENCY_TONES } from "../state/order";
import type { Room } from "../state/room";

export function UrgencyTag({ urgency }: { urgency: ConsultView["urgency"] }) {
  return <Tag tone={URGENCY_TONES[urgency]}>{sayCode("consult-urgency", urgency)}</Tag>;
}

export function Title({ room }: { room: Room }) {
  const place = room.place.value;
  const shown = room.shown.value;
  if (place.is === "asking") return <>{say("room-ask-title")}</>;
  if (place.is !== "consult" || shown === null) return <>{say("room-title")}</>;
  const { view } = shown;
  return (
    <>
      <span class="number">{say("consult-number", { number: view.number })}</span> <UrgencyTag urgency={view.urgency} />{" "}
      <span class="room-head-what">{sayCode("specialty", view.specialty)}</span>
    </>
  );
}
