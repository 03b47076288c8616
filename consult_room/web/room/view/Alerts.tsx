/** An alert about an incident: reason and place, never a name, and the two answers. */

import { Ambulance, BellOff, Check, X } from "lucide-preact";
import { secondNow, span } from "~/interface/clock";
import { Button, Tag } from "~/interface/parts";
import { label, say, sayCode } from "~/interface/words";
import type { AlertView } from "~/signaling/web/wire";
import { ALERT_TONES } from "../state/alerts";
import type { Room } from "../state/room";

function What({ view }: { view: AlertView }) {
  return (
    <>
      {label(view.reason_labels, view.reason)}
      {view.number !== null && <span class="muted"> · {say("room-incident", { number: view.number })}</span>}
    </>
  );
}

export function AlertRing({ room, view, onDecline }: { room: Room; view: AlertView; onDecline: () => void }) {
  const answering = room.answering.value.has(view.alert_id);
  return (
    <article class="room-ring" data-alert={view.alert_id}>
      <p class="room-ring-head">
        <Ambulance size={18} aria-hidden="true" />
        <Tag tone={ALERT_TONES[view.urgency]}>{sayCode("room-alert-urgency", view.urgency)}</Tag>
        <b>{sayCode("specialty", view.specialty)}</b>
        <span class="spring" />
        <span class="number muted">{say("room-waits", { time: span(secondNow.value - view.raised_at_ms) })}</span>
      </p>
      <p class="room-ring-question">
        <What view={view} />
      </p>
      {view.address_label !== null && <p class="muted">{view.address_label}</p>}
      <div class="room-row">
        <Button class="room-accept" look="main" size="large" busy={answering} disabled={answering} onClick={() => void room.acceptAlert(view.alert_id)}>
          <Check size={20} aria-hidden="true" /> {say("room-accept-alert")}
        </Button>
        <Button size="large" disabled={answering} onClick={onDecline}>
          <X size={20} aria-hidden="true" /> {say("room-decline")}
        </Button>
        <Button look="quiet" size="large" aria-label={say("room-silence")} onClick={() => room.silence(view.alert_id)}>
          <BellOff size={20} aria-hidden="true" />
        </Button>
      </div>
    </article>
  );
}

export function TakenAlerts({ room }: { room: Room }) {
  const taken = room.takenAlerts.value;
  if (taken.length === 0) return null;
  return (
    <>
      <h2>{say("room-alerts-taken")}</h2>
      <ul>
        {taken.map((view) => (
          <li key={view.alert_id} class="room-passed">
            <What view={view} />
            {view.address_label !== null && <span class="muted"> · {view.address_label}</span>}
            <Promise room={room} view={view} />
          </li>
        ))}
      </ul>
    </>
  );
}

/** A test of the ladder: quiet, and done with one tap. */
export function Drills({ room }: { room: Room }) {
  return (
    <>
      {room.drills.value.map((view) => {
        const answering = room.answering.value.has(view.alert_id);
        return (
          <div key={view.alert_id} class="band" data-tone="warn" data-drill={view.alert_id}>
            <span class="band-text">
              <b>{say("room-drill")}</b> {say("room-drill-more")}
            </span>
            <Button look="main" busy={answering} disabled={answering} onClick={() => void room.acceptAlert(view.alert_id)}>
              <Check size={18} aria-hidden="true" /> {say("room-drill-reached")}
            </Button>
          </div>
        );
      })}
    </>
  );
}

const LATER_MIN = [10, 20, 40] as const;

/** The second clock of an alert that was taken here: nobody waits for somebody who says nothing. */
function Promise({ room, view }: { room: Room; view: AlertView }) {
  if (view.confirmed_at_ms !== null) return <span class="muted"> · {say("room-alert-confirmed")}</span>;
  const left = Math.max(0, (view.confirm_by_ms ?? 0) - secondNow.value);
  const answering = room.answering.value.has(view.alert_id);
  return (
    <div class="room-row">
      <Button look="main" busy={answering} disabled={answering} onClick={() => void room.confirmAlert(view.alert_id)}>
        <Check size={18} aria-hidden="true" /> {say("room-alert-confirm")}
      </Button>
      {LATER_MIN.map((minutes) => (
        <Button key={minutes} disabled={answering} onClick={() => void room.acceptAlert(view.alert_id, minutes * 60)}>
          {say("room-alert-later", { minutes })}
        </Button>
      ))}
      <span class="number muted">{say("room-alert-confirm-by", { time: span(left) })}</span>
    </div>
  );
}
