/** Who rings for this person: all that is needed to decide, and the two answers. */

import { BellOff, Check, MessageCircleQuestion, PencilLine, PhoneIncoming, X } from "lucide-preact";
import { useState } from "preact/hooks";
import { clockMinute, secondNow, span } from "~/interface/clock";
import { Button, Dialog, Field } from "~/interface/parts";
import { patient } from "~/interface/states";
import { say, sayCode } from "~/interface/words";
import type { ConsultView } from "~/signaling/web/wire";
import type { Room } from "../state/room";
import { AlertRing } from "./Alerts";
import { UrgencyTag } from "./Title";

export function Rings({ room }: { room: Room }) {
  const [rings, alerts] = [room.rings.value, room.alerts.value];
  const [declining, setDeclining] = useState<{ readonly what: "consult" | "alert"; readonly id: string } | null>(null);
  const beginning = room.beginning.value;
  if (rings.length + alerts.length + beginning.length === 0) return null;
  return (
    <section class="room-rings" aria-label={say("room-rings")} aria-live="assertive">
      {alerts.map((view) => (
        <AlertRing key={view.alert_id} room={room} view={view} onDecline={() => setDeclining({ what: "alert", id: view.alert_id })} />
      ))}
      {beginning.map((view) => (
        <Begins key={view.consult_id} room={room} view={view} />
      ))}
      {rings.map((view) => (
        <Ring key={view.consult_id} room={room} view={view} onDecline={() => setDeclining({ what: "consult", id: view.consult_id })} />
      ))}
      {declining !== null && (
        <Why
          title={say(declining.what === "alert" ? "room-decline-alert-title" : "room-decline-title")}
          action={say("room-decline")}
          label={say("room-why")}
          needed={false}
          onClose={() => setDeclining(null)}
          onSay={(reason) => {
            setDeclining(null);
            void (declining.what === "alert" ? room.declineAlert(declining.id, reason) : room.decline(declining.id, reason));
          }}
        />
      )}
    </section>
  );
}

function Ring({ room, view, onDecline }: { room: Room; view: ConsultView; onDecline: () => void }) {
  const answering = room.answering.value.has(view.consult_id);
  const [asking, setAsking] = useState(false);
  const called = view.relation === "called";
  const who = patient(view.age_years, view.sex);
  return (
    <article class="room-ring" data-consult={view.consult_id}>
      <p class="room-ring-head">
        <PhoneIncoming size={18} aria-hidden="true" />
        <UrgencyTag urgency={view.urgency} />
        <b>{sayCode("specialty", view.specialty)}</b>
        <span class="spring" />
        <span class="number muted">{say("room-waits", { time: span(secondNow.value - view.asked_at_ms) })}</span>
      </p>
      <p class="room-ring-from">
        {view.asker_name ?? say("room-erased")}
        {view.asker_place !== "" && <span class="muted"> · {view.asker_place}</span>}
      </p>
      <p class="room-ring-question">{view.question ?? say("room-erased")}</p>
      {who !== "" && <p class="muted">{who}</p>}
      {called && <p class="room-line-kind">{say("room-called")}</p>}
      {view.lines.map((line) => (
        <p key={line.line_id} class="room-ring-line">
          <b>{line.author_name ?? say("room-erased")}:</b> {line.text ?? say("room-erased")}
        </p>
      ))}
      <div class="room-row">
        <Button class="room-accept" look="main" size="large" busy={answering} disabled={answering} onClick={() => void room.accept(view.consult_id)}>
          <Check size={20} aria-hidden="true" /> {say("room-accept")}
        </Button>
        {!called && (
          <Button size="large" disabled={answering} onClick={() => void room.accept(view.consult_id, "written")}>
            <PencilLine size={20} aria-hidden="true" /> {say("room-accept-written")}
          </Button>
        )}
        <Button size="large" disabled={answering} onClick={() => setAsking(true)}>
          <MessageCircleQuestion size={20} aria-hidden="true" /> {say("room-ask-back")}
        </Button>
        <Button size="large" disabled={answering} onClick={onDecline}>
          <X size={20} aria-hidden="true" /> {say("room-decline")}
        </Button>
        <Button look="quiet" size="large" aria-label={say("room-silence")} onClick={() => room.silence(view.consult_id)}>
          <BellOff size={20} aria-hidden="true" />
        </Button>
      </div>
      {asking && (
        <Why
          title={say("room-ask-back-title")}
          action={say("room-ask-back")}
          label={say("room-field-question")}
          look="main"
          needed
          onClose={() => setAsking(false)}
          onSay={(text) => {
            setAsking(false);
            room.askBack(view.consult_id, text);
          }}
        />
      )}
    </article>
  );
}

/** The asker's booked consult begins. */
function Begins({ room, view }: { room: Room; view: ConsultView }) {
  return (
    <article class="room-ring" data-consult={view.consult_id}>
      <p class="room-ring-head">
        <PhoneIncoming size={18} aria-hidden="true" />
        <UrgencyTag urgency={view.urgency} />
        <b>{sayCode("specialty", view.specialty)}</b>
      </p>
      <p class="room-ring-question">{say("room-begins", { name: view.slot?.specialist_name ?? say("room-erased"), time: clockMinute(view.slot?.from_ms ?? 0) })}</p>
      <div class="room-row">
        <Button class="room-accept" look="main" size="large" onClick={() => room.come(view.consult_id)}>
          <Check size={20} aria-hidden="true" /> {say("room-i-am-here")}
        </Button>
      </div>
    </article>
  );
}

interface WhyProps {
  readonly title: string;
  readonly action: string;
  /** Whether a reason must be given. */
  readonly needed: boolean;
  /** What is asked for, if not simply why. */
  readonly label?: string;
  readonly look?: "bad" | "main";
  readonly onClose: () => void;
  readonly onSay: (reason: string) => void;
}

/** Asks why, before something that cannot be taken back. */
export function Why({ title, action, needed, label = say("room-why-needed"), look = "bad", onClose, onSay }: WhyProps) {
  const [reason, setReason] = useState("");
  const [tried, setTried] = useState(false);
  const missing = needed && reason.trim() === "";
  return (
    <Dialog title={title} onClose={onClose}>
      <form
        class="room-why"
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (!missing) onSay(reason.trim());
        }}
      >
        <Field label={label} bad={tried && missing} note={tried && missing ? say("refusal-reason_needed") : undefined}>
          {(ids) => <textarea {...ids} class="input" rows={3} maxLength={2000} value={reason} onInput={(event) => setReason(event.currentTarget.value)} />}
        </Field>
        <div class="dialog-foot">
          <Button onClick={onClose}>{say("room-not-now")}</Button>
          <Button look={look} type="submit">
            {action}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
