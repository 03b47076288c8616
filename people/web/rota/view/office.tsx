/** What administrators set: entries, needs, holidays, and calendars that they bring. */

import { useState } from "preact/hooks";
import { Button, Field } from "~/interface/parts";
import { say, sayCode } from "~/interface/words";
import type { DutyView, WeeklyHours } from "~/signaling/web/wire";
import { hourOf, minutesOf } from "../state/times";
import type { Report, Rota } from "../state/rota";
import { HoursChoice, NO_HOURS, Panel, PersonChoice, SpecialtyChoice, type Hours } from "./shared";
import { specialtyName, stretchWords, weekdayName } from "./words";

/** An end that is not later lies in the next day. */
function weeklyOf(hours: Hours): WeeklyHours[] {
  const [from, until] = [minutesOf(hours.from) ?? 0, minutesOf(hours.until) ?? 0];
  return hours.days.map((weekday) => ({ weekday, from_minute: from, until_minute: until > from ? until : until + 1440 }));
}

function hoursOf(weekly: readonly WeeklyHours[]): Hours {
  const first = weekly[0];
  if (first === undefined) return NO_HOURS;
  return { days: weekly.map((one) => one.weekday).sort(), from: hourOf(first.from_minute), until: hourOf(first.until_minute) };
}

function hoursWords(weekly: readonly WeeklyHours[]): string {
  const until = (minutes: number) => (minutes === 1440 ? "24:00" : hourOf(minutes));
  const days = weekly.map((one) => one.weekday).sort();
  const unbroken = days.length > 2 && (days[days.length - 1] as number) - (days[0] as number) === days.length - 1;
  const first = weekly[0];
  if (first !== undefined && plain(weekly)) {
    const named = unbroken ? `${weekdayName(days[0] as number)}–${weekdayName(days[days.length - 1] as number)}` : days.map(weekdayName).join(", ");
    return `${named} ${hourOf(first.from_minute)}–${until(first.until_minute)}`;
  }
  return weekly.map((one) => `${weekdayName(one.weekday)} ${hourOf(one.from_minute)}–${until(one.until_minute)}`).join(", ");
}

/** Hours that one row of fields can show: the same each day. */
function plain(weekly: readonly WeeklyHours[]): boolean {
  return weekly.length > 0 && weekly.every((one) => one.from_minute === weekly[0]?.from_minute && one.until_minute === weekly[0].until_minute);
}

export function Entries({ rota }: { rota: Rota }) {
  const [edited, setEdited] = useState<DutyView | null>(null);
  const [person, setPerson] = useState("");
  const [specialty, setSpecialty] = useState("cardiology");
  const [hours, setHours] = useState(NO_HOURS);
  const [rank, setRank] = useState(0);
  const [senior, setSenior] = useState(false);
  const edit = (duty: DutyView) => {
    setEdited(duty);
    [setPerson(duty.person_id), setSpecialty(duty.specialty), setHours(hoursOf(duty.weekly)), setRank(duty.rank), setSenior(duty.senior)];
  };
  const clear = () => [setEdited(null), setPerson(""), setHours(NO_HOURS), setRank(0), setSenior(false)];
  const send = async (event: Event) => {
    event.preventDefault();
    const given = { weekly: weeklyOf(hours), rank, senior };
    const done = await rota.wish(
      edited === null
        ? { type: "duty.add", duty_id: rota.newId(), person_id: person, specialty, ...given }
        : { type: "duty.set", duty_id: edited.duty_id, from_ms: edited.from_ms, until_ms: edited.until_ms, holds_on_holidays: edited.holds_on_holidays, ...given },
    );
    if (done) clear();
  };
  return (
    <Panel title={say("rota-entries", { count: rota.duties.value.length })} open>
      <form class="rota-form" onSubmit={(event) => void send(event)}>
        {edited === null ? (
          <>
            <PersonChoice rota={rota} value={person} onChoose={setPerson} />
            <SpecialtyChoice value={specialty} onChoose={setSpecialty} any={senior} />
          </>
        ) : (
          <b>{`${rota.nameOf(edited.person_id)}, ${specialtyName(edited.specialty)}`}</b>
        )}
        <HoursChoice value={hours} onChoose={setHours} />
        <div class="rota-pair">
          <Field label={say("rota-rank")}>{(ids) => <input {...ids} class="input" type="number" min={0} max={99} value={rank} onInput={(event) => setRank(event.currentTarget.valueAsNumber || 0)} />}</Field>
          <label class="rota-check">
            <input type="checkbox" checked={senior} onChange={(event) => setSenior(event.currentTarget.checked)} />
            {say("rota-senior")}
          </label>
        </div>
        <div class="rota-turn">
          <Button type="submit" look="main">
            {say(edited === null ? "rota-entry-add" : "rota-entry-set")}
          </Button>
          {edited !== null && <Button onClick={clear}>{say("rota-cancel")}</Button>}
        </div>
      </form>
      <ul class="rota-items">
        {rota.duties.value.map((duty) => (
          <li key={duty.duty_id} data-entry={duty.specialty}>
            <span class="rota-told">
              <b>{rota.nameOf(duty.person_id)}</b>
              <span class="muted">{`${specialtyName(duty.specialty)}: ${duty.weekly.length > 0 ? hoursWords(duty.weekly) : onceWords(duty, rota)}`}</span>
            </span>
            <span class="spring" />
            {plain(duty.weekly) && (
              <Button aria-label={say("rota-edit-of", { name: rota.nameOf(duty.person_id) })} onClick={() => edit(duty)}>
                {say("rota-edit")}
              </Button>
            )}
            <Button aria-label={say("rota-remove-of", { name: rota.nameOf(duty.person_id) })} onClick={() => void rota.wish({ type: "duty.remove", duty_id: duty.duty_id })}>
              {say("rota-remove")}
            </Button>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function onceWords(duty: DutyView, rota: Rota): string {
  if (duty.from_ms === null || duty.until_ms === null) return say("rota-always");
  return stretchWords({ from_ms: duty.from_ms, until_ms: duty.until_ms }, rota.zone);
}

export function Needs({ rota }: { rota: Rota }) {
  const [specialty, setSpecialty] = useState("cardiology");
  const [hours, setHours] = useState(NO_HOURS);
  const [least, setLeast] = useState(1);
  const send = async (event: Event) => {
    event.preventDefault();
    const done = await rota.wish({ type: "need.set", need_id: rota.newId(), specialty, weekly: weeklyOf(hours), at_least: least });
    if (done) setHours(NO_HOURS);
  };
  return (
    <Panel title={say("rota-needs", { count: rota.needs.value.length })}>
      <form class="rota-form" onSubmit={(event) => void send(event)}>
        <SpecialtyChoice value={specialty} onChoose={setSpecialty} any />
        <HoursChoice value={hours} onChoose={setHours} />
        <Field label={say("rota-least")}>{(ids) => <input {...ids} class="input" type="number" min={1} max={100} value={least} onInput={(event) => setLeast(event.currentTarget.valueAsNumber || 1)} />}</Field>
        <Button type="submit" look="main" disabled={hours.days.length === 0}>
          {say("rota-need-add")}
        </Button>
      </form>
      <ul class="rota-items">
        {rota.needs.value.map((need) => (
          <li key={need.need_id} data-need={need.specialty}>
            <span class="rota-told">
              <b>{`${specialtyName(need.specialty)}: ${need.at_least}`}</b>
              <span class="muted">{hoursWords(need.weekly)}</span>
            </span>
            <span class="spring" />
            <Button onClick={() => void rota.wish({ type: "need.remove", need_id: need.need_id })}>{say("rota-remove")}</Button>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

export function Holidays({ rota }: { rota: Rota }) {
  const [date, setDate] = useState("");
  const [name, setName] = useState("");
  const [readAs, setReadAs] = useState("");
  const send = async (event: Event) => {
    event.preventDefault();
    const done = await rota.wish({ type: "holiday.set", date, name: name.trim(), as_weekday: readAs === "" ? null : Number(readAs) });
    if (done) setName("");
  };
  return (
    <Panel title={say("rota-holidays", { count: rota.holidays.value.length })}>
      <form class="rota-form" onSubmit={(event) => void send(event)}>
        <div class="rota-pair">
          <Field label={say("rota-date")}>{(ids) => <input {...ids} class="input" type="date" required value={date} onInput={(event) => setDate(event.currentTarget.value)} />}</Field>
          <Field label={say("rota-holiday-name")}>{(ids) => <input {...ids} class="input" required maxLength={120} value={name} onInput={(event) => setName(event.currentTarget.value)} />}</Field>
        </div>
        <Field label={say("rota-read-as")}>
          {(ids) => (
            <select {...ids} class="input" value={readAs} onChange={(event) => setReadAs(event.currentTarget.value)}>
              <option value="">{say("rota-no-hours")}</option>
              {[0, 1, 2, 3, 4, 5, 6].map((one) => (
                <option key={one} value={String(one)}>
                  {weekdayName(one)}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Button type="submit" look="main">
          {say("rota-holiday-add")}
        </Button>
      </form>
      <ul class="rota-items">
        {rota.holidays.value.map((one) => (
          <li key={one.date}>
            <span class="rota-told">
              <b>{one.name}</b>
              <span class="muted">{`${one.date}: ${one.as_weekday === null ? say("rota-no-hours") : weekdayName(one.as_weekday)}`}</span>
            </span>
            <span class="spring" />
            <Button onClick={() => void rota.wish({ type: "holiday.remove", date: one.date })}>{say("rota-remove")}</Button>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

export function Import({ rota }: { rota: Rota }) {
  const [strict, setStrict] = useState(false);
  const [report, setReport] = useState<Report | null>(null);
  const bring = async (input: HTMLInputElement) => {
    const file = input.files?.[0];
    if (file === undefined) return;
    setReport(await rota.bring(await file.text(), strict));
    input.value = "";
  };
  return (
    <Panel title={say("rota-import")}>
      <label class="rota-check">
        <input type="checkbox" checked={strict} onChange={(event) => setStrict(event.currentTarget.checked)} />
        {say("rota-import-strict")}
      </label>
      <Field label={say("rota-import-file")}>{(ids) => <input {...ids} class="input" type="file" accept=".ics,text/calendar" onChange={(event) => void bring(event.currentTarget)} />}</Field>
      {report !== null && (
        <div role="status">
          <p>{report.done ? say("rota-import-done", { added: report.added, changed: report.changed, removed: report.removed, kept: report.kept }) : say("rota-import-nothing")}</p>
          <ul class="rota-items">
            {report.problems.map((one) => (
              <li key={`${one.line} ${one.uid}`}>{`${say("rota-import-line", { line: one.line })} ${one.uid}: ${sayCode("rota-why", one.why)}`}</li>
            ))}
          </ul>
        </div>
      )}
    </Panel>
  );
}
