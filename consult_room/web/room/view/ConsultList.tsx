/** This person's consults: what is open, what is booked, what somebody else took, what is over. */

import { clockMinute, dayAndMinute, dayOf, dayTitle, secondNow, span } from "~/interface/clock";
import { Button, Shape, type ShapeName } from "~/interface/parts";
import { say, sayCode } from "~/interface/words";
import type { ConsultView } from "~/signaling/web/wire";
import { bookedByDay, DAY_MS, isBooked } from "../state/booking";
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

/** `books`: consults are booked with this person, so that an empty list is worth a word. */
export function ConsultList({ room, books }: { room: Room; books: boolean }) {
  const [passed, earlier] = [room.passed.value, room.earlier.value];
  const open = room.open.value.filter((view) => !isBooked(view));
  return (
    <nav class="room-list" aria-label={say("room-list")}>
      <h2>{say("room-open")}</h2>
      {open.length === 0 && <p class="muted">{say("room-open-none")}</p>}
      <ul>
        {open.map((view) => (
          <Row key={view.consult_id} room={room} view={view} />
        ))}
      </ul>
      <Bookings room={room} books={books} />
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

/** What is booked, day by day. */
function Bookings({ room, books }: { room: Room; books: boolean }) {
  const days = bookedByDay(room.open.value, dayOf);
  if (days.length === 0 && !books) return null;
  return (
    <>
      <h2>{say("room-booked")}</h2>
      {days.length === 0 && <NothingBooked room={room} />}
      {days.map(([day, views]) => (
        <section key={day} class="room-day" aria-labelledby={`day-${day}`}>
          <h3 id={`day-${day}`}>{dayWords(views[0]?.slot?.from_ms ?? 0)}</h3>
          <ul>
            {views.map((view) => (
              <Row key={view.consult_id} room={room} view={view} />
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}

/** Today · Tuesday, 24.11 */
function dayWords(ms: number): string {
  const nowMs = secondNow.value;
  const near = [nowMs, nowMs + DAY_MS].findIndex((one) => dayOf(one) === dayOf(ms));
  if (near === -1) return dayTitle(ms);
  return `${say(near === 0 ? "room-today" : "room-tomorrow")} · ${dayTitle(ms)}`;
}

function NothingBooked({ room }: { room: Room }) {
  if (room.booking.hours.value.length > 0) return <p class="muted">{say("room-booked-none")}</p>;
  return (
    <div class="room-no-hours">
      <p class="muted">{say("room-booked-no-hours")}</p>
      <Button onClick={() => room.goToHours()}>{say("room-booked-publish")}</Button>
    </div>
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
          {!isBooked(view) && <span class="number muted">{over ? dayAndMinute(view.asked_at_ms) : clockMinute(view.asked_at_ms)}</span>}
        </span>
        <span class="room-item-what">
          {sayCode("specialty", view.specialty)}
          <span class="muted"> · {(view.relation === "asker" ? (view.specialist_name ?? view.slot?.specialist_name) : view.asker_name) ?? view.asker_place}</span>
        </span>
        <span class="room-item-head">
          <StateWord state={view.state} />
          {view.state === "booked" && view.slot !== null && <b class="number">{`${clockMinute(view.slot.from_ms)}–${clockMinute(view.slot.until_ms)}`}</b>}
          {!over && view.state !== "booked" && <span class="number muted">{span(secondNow.value - view.since_ms)}</span>}
        </span>
      </button>
    </li>
  );
}
