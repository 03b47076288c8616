/** What is said of a consult's slot: when it is, with whom, what happens next; and the ways to another time. */

import "./booking-words";
import "./booking.css";
import { BellRing, CalendarClock, CalendarX } from "lucide-preact";
import { useState } from "preact/hooks";
import { clockMinute, secondNow, span, weekdayAndDay } from "~/interface/clock";
import { Button, Dialog, Field } from "~/interface/parts";
import { say, sayCode } from "~/interface/words";
import type { ConsultView, SlotStepView } from "~/signaling/web/wire";
import { stageOf, type ChosenSlot } from "../state/booking";
import type { Room } from "../state/room";
import type { BookedProps } from "./booking-props";
import { BookSlot } from "./booking-pick";
import { Why } from "./Rings";
import { CancelButton } from "./CancelButton";

const ICONS = { booked: CalendarClock, rung: BellRing, lost: CalendarX } as const;

export function BookedStage({ room, view }: BookedProps) {
  const stage = stageOf(view);
  if (stage === null) return null;
  const Icon = ICONS[stage];
  const mine = view.relation === "asker";
  return (
    <div class="room-seeking" data-search={stage}>
      <span class="room-seeking-mark" data-tone={stage === "lost" ? "bad" : "accent"}>
        <Icon size={40} aria-hidden="true" />
      </span>
      <p class="room-seeking-words" role="status">
        {sentence(view)}
      </p>
      {view.slot !== null && stage !== "lost" && <Countdown view={view} />}
      <p>{next(view)}</p>
      <Steps steps={view.slot_steps} />
      <div class="room-row">
        {(mine || view.relation === "specialist") && <Move room={room} view={view} />}
        {stage === "lost" && mine && <Button onClick={() => room.ringAgain(view)}>{say("booking-ring-duty")}</Button>}
        {stage === "booked" && view.relation === "specialist" && <Drop room={room} view={view} />}
        {mine && <CancelButton room={room} view={view} reasonNeeded={stage === "booked"} />}
      </div>
    </div>
  );
}

function sentence(view: ConsultView): string {
  const { slot } = view;
  const name = (view.relation === "specialist" ? view.asker_name : slot?.specialist_name) ?? say("room-erased");
  if (slot === null) return say("booking-lost");
  const when = { day: weekdayAndDay(slot.from_ms), time: clockMinute(slot.from_ms), name };
  if (view.state === "booked") return say("booking-booked", when);
  if (slot.state === "rung") return say("booking-rung", when);
  return say("booking-absent", when);
}

/** What happens next by itself, and at what minute. */
function next(view: ConsultView): string {
  const { slot } = view;
  if (slot === null || (view.state !== "booked" && slot.state !== "rung")) return say("booking-choose");
  const where = slot.place === "" ? say("booking-is-online") : say("booking-is-at", { place: slot.place });
  if (view.state === "booked") return `${where} ${say("booking-rings", { time: clockMinute(slot.rings_ms) })}`;
  return say("booking-until", { time: clockMinute(slot.settles_ms) });
}

function Countdown({ view }: { view: ConsultView }) {
  const left = (view.slot?.from_ms ?? 0) - secondNow.value;
  const days = Math.floor(left / 86_400_000);
  return (
    <p class="room-seeking-time number" role="timer">
      {days > 0 ? say("booking-days", { count: days }) : left > 0 ? span(left) : `+${span(left)}`}
    </p>
  );
}

function Steps({ steps }: { steps: readonly SlotStepView[] }) {
  if (steps.length < 2) return null;
  return (
    <ol class="booking-steps">
      {steps.map((step) => (
        <li key={step.at_ms}>
          <span class="number muted">{`${weekdayAndDay(step.at_ms)} ${clockMinute(step.at_ms)}`}</span>{" "}
          {sayCode("booking-step", step.what, { day: weekdayAndDay(step.from_ms), time: clockMinute(step.from_ms) })}
          {step.side !== null && ` (${sayCode("booking-side", step.side)})`}
          {step.reason !== null && `: ${step.reason}`}
        </li>
      ))}
    </ol>
  );
}

/** Another time. A specialist gives another of their own. */
function Move({ room, view }: { room: Room; view: ConsultView }) {
  const [open, setOpen] = useState(false);
  const [chosen, setChosen] = useState<ChosenSlot | null>(null);
  const [reason, setReason] = useState("");
  const [tried, setTried] = useState(false);
  const moves = view.slot !== null && stageOf(view) !== "lost";
  const missing = moves && reason.trim() === "";
  const personId = view.relation === "specialist" ? view.slot?.specialist_id : undefined;
  return (
    <>
      <Button look={moves ? "ghost" : "main"} onClick={() => setOpen(true)}>
        {say(moves ? "booking-move" : "booking-book")}
      </Button>
      {open && (
        <Dialog title={say(moves ? "booking-move" : "booking-book")} wide onClose={() => setOpen(false)}>
          <form
            class="room-why"
            onSubmit={(event) => {
              event.preventDefault();
              setTried(true);
              if (missing || chosen === null) return;
              setOpen(false);
              void room.booking.book(view.consult_id, chosen, reason);
            }}
          >
            <BookSlot booking={room.booking} specialty={view.specialty} chosen={chosen} onChoose={setChosen} {...(personId === undefined ? {} : { personId })} />
            {tried && chosen === null && (
              <p class="field-note" data-tone="bad" role="alert">
                {say("booking-choose-slot")}
              </p>
            )}
            {moves && (
              <Field label={say("booking-why")} bad={tried && missing} note={tried && missing ? say("refusal-reason_needed") : undefined}>
                {(ids) => <textarea {...ids} class="input" rows={2} maxLength={500} value={reason} onInput={(event) => setReason(event.currentTarget.value)} />}
              </Field>
            )}
            <div class="dialog-foot">
              <Button onClick={() => setOpen(false)}>{say("room-not-now")}</Button>
              <Button look="main" type="submit">
                {say("booking-take")}
              </Button>
            </div>
          </form>
        </Dialog>
      )}
    </>
  );
}

function Drop({ room, view }: { room: Room; view: ConsultView }) {
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button onClick={() => setAsking(true)}>{say("booking-drop")}</Button>
      {asking && (
        <Why
          title={say("booking-drop-title")}
          action={say("booking-drop")}
          needed
          onClose={() => setAsking(false)}
          onSay={(reason) => {
            setAsking(false);
            void room.booking.drop(view.consult_id, reason);
          }}
        />
      )}
    </>
  );
}
