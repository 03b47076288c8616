/** Days, and the free slots of the one that is chosen. */

import "./booking-words";
import "./booking.css";
import { useEffect, useState } from "preact/hooks";
import { clockMinute, secondNow, weekdayAndDay } from "~/interface/clock";
import { Button, Field, Loading } from "~/interface/parts";
import { say } from "~/interface/words";
import { byDay, DAY_MS, DAYS_SHOWN, type Slot } from "../state/booking";
import type { PickProps } from "./booking-props";

export function BookSlot({ booking, specialty, chosen, onChoose, personId }: PickProps) {
  const [fromMs, setFromMs] = useState(() => secondNow.peek());
  const [slots, setSlots] = useState<readonly Slot[] | null | "loading">("loading");
  const [day, setDay] = useState("");
  const [asked, setAsked] = useState(0);
  useEffect(() => {
    let gone = false;
    setSlots("loading");
    void booking.free(specialty, fromMs, personId ?? null).then((found) => gone || setSlots(found));
    return () => {
      gone = true;
    };
  }, [booking, specialty, fromMs, personId, asked]);
  if (slots === "loading") return <Loading title={say("booking-looking")} />;
  if (slots === null) {
    return (
      <p>
        {say("booking-no-answer")} <Button onClick={() => setAsked(asked + 1)}>{say("booking-look-again")}</Button>
      </p>
    );
  }
  const days = byDay(slots, weekdayAndDay);
  const open = days.find(([name]) => name === day) ?? days[0];
  return (
    <fieldset class="booking-pick">
      <legend class="field-label">{say("booking-slot")}</legend>
      <div class="booking-turn">
        <Button disabled={fromMs <= secondNow.value} onClick={() => setFromMs(Math.max(secondNow.peek(), fromMs - DAYS_SHOWN * DAY_MS))}>
          {say("booking-earlier")}
        </Button>
        <Button onClick={() => setFromMs(fromMs + DAYS_SHOWN * DAY_MS)}>{say("booking-later")}</Button>
      </div>
      {open === undefined && <p role="status">{say("booking-none")}</p>}
      <div class="booking-days" role="group" aria-label={say("booking-day")}>
        {days.map(([name, of]) => (
          <button key={name} type="button" class="booking-chip" aria-pressed={name === open?.[0]} onClick={() => setDay(name)}>
            <b>{name}</b> <span class="muted">{say("booking-free", { count: of.length })}</span>
          </button>
        ))}
      </div>
      <div class="booking-slots" role="group" aria-label={say("booking-time")}>
        {open?.[1].map((slot) => {
          const here = chosen?.slot.from_ms === slot.from_ms && chosen.slot.specialist_id === slot.specialist_id;
          return (
            <button
              key={`${slot.specialist_id} ${slot.from_ms}`}
              type="button"
              class="booking-chip"
              aria-pressed={here}
              onClick={() => onChoose(here ? null : { slot, telephone: chosen?.telephone ?? "" })}
            >
              <b class="number">{clockMinute(slot.from_ms)}</b>
              <span>{slot.name}</span>
              <span class="muted">{slot.place === "" ? say("booking-online") : slot.place}</span>
            </button>
          );
        })}
      </div>
      {chosen !== null && personId === undefined && (
        <Field label={say("booking-telephone")} note={say("booking-telephone-note")}>
          {(ids) => (
            <input
              {...ids}
              class="input number"
              type="tel"
              autoComplete="off"
              maxLength={30}
              value={chosen.telephone}
              onInput={(event) => onChoose({ slot: chosen.slot, telephone: event.currentTarget.value })}
            />
          )}
        </Field>
      )}
    </fieldset>
  );
}
