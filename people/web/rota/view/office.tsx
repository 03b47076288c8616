/** What administrators set beside the entries: needs, holidays, and calendars that they bring. */

import { useState } from "preact/hooks";
import { weekdayName } from "~/interface/clock";
import { Button, Field } from "~/interface/parts";
import { say, sayCode } from "~/interface/words";
import { NO_HOURS, weeklyOf } from "../state/hours";
import type { Report, Rota } from "../state/rota";
import { HoursChoice, Panel, SpecialtyChoice } from "./shared";
import { hoursWords, specialtyName } from "./words";

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
