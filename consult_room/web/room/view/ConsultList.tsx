/** This person's consults: what is open, what somebody else took, what is over. */

import { clockMinute, dayAndMinute, secondNow, span } from "~/interface/clock";
import { Shape, type ShapeName } from "~/interface/parts";
import { say, sayCode } from "~/interface/words";
import type { ConsultView } from "~/signaling/web/wire";
import { isOver } from "../state/order";
import type { Room } from "../state/room";
import { Drills, TakenAlerts } from "./Alerts";
import { UrgencyTag } from "./Title";

const LOOKS: Readonly<Record<ConsultView["state"], { shape: ShapeName; tone: string }>> = {
  booked: { shape: "diamond", tone: "accent" },
  waiting: { shape: "bars", tone: "bad" },
  ringing: { shape: "ring", tone: "warn" },
  accepted: { shape: "circle", tone: "ok" },
  concluded: { shape: "square", tone: "accent" },
  closed: { shape: "cross", tone: "muted" },
  cancelled: { shape: "strike", tone: "off" },
};

export function StateWord({ state }: { state: ConsultView["state"] }) {
  const look = LOOKS[state];
  return (
    <span class="room-state" data-tone={look.tone}>
      <Shape name={look.shape} /> {sayCode("consult-state", state)}
    </span>
  );
}

export function ConsultList({ room }: { room: Room }) {
  const [open, passed, earlier] = [room.open.value, room.passed.value, room.earlier.value];
  return (
    <nav class="room-list" aria-label={say("room-list")}>
      <h2>{say("room-open")}</h2>
      {open.length === 0 && <p class="muted">{say("room-open-none")}</p>}
      <ul>
        {open.map((view) => (
          <Row key={view.consult_id} room={room} view={view} />
        ))}
      </ul>
      <Drills room={room} />
      <TakenAlerts room={room} />
      {passed.length > 0 && (
        <>
          <h2>{say("room-passed")}</h2>
          <ul>
            {passed.map((view) => (
              <li key={view.consult_id} class="room-passed">
                <span class="number">{say("consult-number", { number: view.number })}</span> {sayCode("specialty", view.specialty)}
                <span class="muted"> {say("room-taken-by", { name: view.specialist_name ?? say("room-erased") })}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      <h2>{say("room-earlier")}</h2>
      {earlier === null && <p class="muted">{say("loading")}</p>}
      {earlier?.length === 0 && <p class="muted">{say("room-earlier-none")}</p>}
      <ul>
        {earlier?.map((view) => (
          <Row key={view.consult_id} room={room} view={view} />
        ))}
      </ul>
    </nav>
  );
}

function Row({ room, view }: { room: Room; view: ConsultView }) {
  const place = room.place.value;
  const here = place.is === "consult" && place.id === view.consult_id;
  const over = isOver(view);
  return (
    <li>
      <button type="button" class="room-item" aria-current={here} data-consult={view.consult_id} onClick={() => room.goTo(view.consult_id)}>
        <span class="room-item-head">
          <span class="number">{say("consult-number", { number: view.number })}</span>
          <UrgencyTag urgency={view.urgency} />
          <span class="spring" />
          <span class="number muted">{over ? dayAndMinute(view.asked_at_ms) : clockMinute(view.asked_at_ms)}</span>
        </span>
        <span class="room-item-what">
          {sayCode("specialty", view.specialty)}
          <span class="muted"> · {(view.relation === "asker" ? (view.specialist_name ?? view.slot?.specialist_name) : view.asker_name) ?? view.asker_place}</span>
        </span>
        <span class="room-item-head">
          <StateWord state={view.state} />
          {view.state === "booked" && view.slot !== null && <b class="number">{dayAndMinute(view.slot.from_ms)}</b>}
          {!over && view.state !== "booked" && <span class="number muted">{span(secondNow.value - view.since_ms)}</span>}
        </span>
      </button>
    </li>
  );
}
