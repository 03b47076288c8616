/** One's own consulting hours: what is published, and the form. */

import "./booking-words";
import "./booking.css";
import { useState } from "preact/hooks";
import { weekdayName } from "~/interface/clock";
import { Button, Field } from "~/interface/parts";
import { say, sayCode } from "~/interface/words";
import type { ConsultHoursView } from "~/signaling/web/wire";
import { draftOf, hourOf, hoursWish, LENGTHS, NO_HOURS, stretchesOf, type HoursDraft, type Run } from "../state/booking-hours";
import { SPECIALTIES, type Specialty } from "../state/specialties";
import type { HoursProps } from "./booking-props";
import { Why } from "./Rings";

const WEEK = [0, 1, 2, 3, 4, 5, 6] as const;

export function MyHours({ room }: HoursProps) {
  const { booking } = room;
  const [draft, setDraft] = useState<HoursDraft>(NO_HOURS);
  const [edited, setEdited] = useState<string | null>(null);
  const [tried, setTried] = useState(false);
  const wish = hoursWish(draft);
  const clear = (): void => {
    setEdited(null);
    setDraft(NO_HOURS);
    setTried(false);
  };
  const send = async (event: Event): Promise<void> => {
    event.preventDefault();
    setTried(true);
    if (wish !== null && (await booking.publish(wish, edited))) clear();
  };
  const edit = (view: ConsultHoursView): void => {
    const shown = draftOf(view);
    if (shown === null) return;
    setEdited(view.hours_id);
    setDraft(shown);
  };
  return (
    <section class="room-form booking-hours" aria-label={say("booking-hours")}>
      <h2>{say("booking-hours")}</h2>
      <p class="muted">{say("booking-hours-note")}</p>
      {booking.hours.value.length === 0 && <p>{say("booking-hours-none")}</p>}
      <ul class="booking-entries">
        {booking.hours.value.map((view) => (
          <Entry key={view.hours_id} room={room} view={view} onEdit={() => edit(view)} />
        ))}
      </ul>
      <form class="booking-form" noValidate onSubmit={(event) => void send(event)}>
        <What draft={draft} change={(part) => setDraft({ ...draft, ...part })} />
        <When draft={draft} change={(part) => setDraft({ ...draft, ...part })} bad={tried && wish === null} />
        {tried && wish === null && (
          <p class="field-note" data-tone="bad" role="alert">
            {say("booking-hours-incomplete")}
          </p>
        )}
        <div class="room-row">
          <Button look="main" size="large" type="submit">
            {say(edited === null ? "booking-publish" : "booking-save")}
          </Button>
          {edited !== null && <Button onClick={clear}>{say("room-not-now")}</Button>}
        </div>
      </form>
    </section>
  );
}

function Entry({ room, view, onEdit }: HoursProps & { view: ConsultHoursView; onEdit: () => void }) {
  const [asking, setAsking] = useState(false);
  return (
    <li class="booking-entry" data-hours={view.hours_id}>
      <span>
        <b>{sayCode("specialty", view.specialty)}</b> <span>{whenWords(view)}</span>
        <br />
        <span class="muted">
          {say("booking-slots-of", { minutes: view.slot_minutes })} · {view.place === "" ? say("booking-online") : view.place}
          {view.breaks.map((one) => ` · ${say("booking-break")} ${hourOf(one.from_minute)}–${hourOf(one.until_minute)}`).join("")}
        </span>
      </span>
      <span class="room-row">
        {draftOf(view) !== null && <Button onClick={onEdit}>{say("booking-edit")}</Button>}
        <Button onClick={() => setAsking(true)}>{say("booking-remove")}</Button>
      </span>
      {asking && (
        <Why
          title={say("booking-remove-title")}
          action={say("booking-remove")}
          needed={false}
          onClose={() => setAsking(false)}
          onSay={(reason) => {
            setAsking(false);
            void room.booking.remove(view.hours_id, reason);
          }}
        />
      )}
    </li>
  );
}

/** Mon–Fri 09:00–12:00, Sat 10:00–11:00; 24.11.2026 09:00–12:00 */
function whenWords(view: ConsultHoursView): string {
  const stretches = [
    ...stretchesOf(view.weekly).map(({ runs, from_minute, until_minute }) => `${runs.map(runWords).join(", ")} ${hourOf(from_minute)}–${hourOf(until_minute)}`),
    ...view.dates.map((one) => `${one.date.split("-").reverse().join(".")} ${hourOf(one.from_minute)}–${hourOf(one.until_minute)}`),
  ];
  return stretches.join("; ");
}

function runWords({ first, last }: Run): string {
  return first === last ? weekdayName(first) : `${weekdayName(first)}–${weekdayName(last)}`;
}

interface PartProps {
  readonly draft: HoursDraft;
  readonly change: (part: Partial<HoursDraft>) => void;
}

function What({ draft, change }: PartProps) {
  return (
    <div class="room-form-pair">
      <Field label={say("room-field-specialty")}>
        {(ids) => (
          <select {...ids} class="input" value={draft.specialty} onChange={(event) => change({ specialty: event.currentTarget.value as Specialty })}>
            {SPECIALTIES.map((one) => (
              <option key={one} value={one}>
                {sayCode("specialty", one)}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label={say("booking-length")}>
        {(ids) => (
          <select {...ids} class="input" value={draft.minutes} onChange={(event) => change({ minutes: Number(event.currentTarget.value) })}>
            {LENGTHS.map((one) => (
              <option key={one} value={one}>
                {say("booking-minutes", { minutes: one })}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label={say("booking-place")} note={say("booking-place-note")}>
        {(ids) => <input {...ids} class="input" maxLength={200} value={draft.place} onInput={(event) => change({ place: event.currentTarget.value })} />}
      </Field>
    </div>
  );
}

function When({ draft, change, bad }: PartProps & { bad: boolean }) {
  const turned = (day: number) => (draft.days.includes(day) ? draft.days.filter((one) => one !== day) : [...draft.days, day].sort());
  return (
    <>
      <fieldset class="booking-choice">
        <legend class="field-label">{say("booking-when")}</legend>
        {[false, true].map((once) => (
          <label key={String(once)} class="booking-check">
            <input type="radio" name="booking-when" checked={draft.once === once} onChange={() => change({ once })} />
            {say(once ? "booking-once" : "booking-weekly")}
          </label>
        ))}
      </fieldset>
      {draft.once ? (
        <Input type="date" label={say("booking-date")} value={draft.date} bad={bad && draft.date === ""} onText={(date) => change({ date })} />
      ) : (
        <fieldset class="booking-choice">
          <legend class="field-label">{say("booking-weekdays")}</legend>
          {WEEK.map((day) => (
            <label key={day} class="booking-check">
              <input type="checkbox" checked={draft.days.includes(day)} onChange={() => change({ days: turned(day) })} />
              {weekdayName(day)}
            </label>
          ))}
        </fieldset>
      )}
      <div class="room-form-pair">
        <Input type="time" label={say("booking-from")} value={draft.from} bad={bad && draft.from === ""} onText={(from) => change({ from })} />
        <Input type="time" label={say("booking-until-hour")} value={draft.until} bad={bad && draft.until === ""} onText={(until) => change({ until })} />
        <Input type="time" label={say("booking-break-from")} value={draft.breakFrom} onText={(breakFrom) => change({ breakFrom })} />
        <Input type="time" label={say("booking-break-until")} value={draft.breakUntil} onText={(breakUntil) => change({ breakUntil })} />
        {!draft.once && <Input type="date" label={say("booking-valid-from")} value={draft.validFrom} onText={(validFrom) => change({ validFrom })} />}
        {!draft.once && <Input type="date" label={say("booking-valid-until")} value={draft.validUntil} onText={(validUntil) => change({ validUntil })} />}
      </div>
      {!draft.once && (
        <label class="booking-check">
          <input type="checkbox" checked={draft.holds} onChange={() => change({ holds: !draft.holds })} />
          {say("booking-holds")}
        </label>
      )}
    </>
  );
}

interface InputProps {
  readonly type: "date" | "time";
  readonly label: string;
  readonly value: string;
  readonly bad?: boolean;
  readonly onText: (text: string) => void;
}

function Input({ type, label, value, bad = false, onText }: InputProps) {
  return (
    <Field label={label} bad={bad}>
      {(ids) => <input {...ids} class="input number" type={type} value={value} onInput={(event) => onText(event.currentTarget.value)} />}
    </Field>
  );
}
