/** The section of vitals: entering them, how they go, and every entry in a table. */

import { useState } from "preact/hooks";
import { clockMinute, dayAndMinute } from "~/interface/clock";
import { Button, Dialog, Field } from "~/interface/parts";
import { say, sayCode } from "~/interface/words";
import type { VitalsView } from "~/signaling/web/wire";
import { coursesOf, entriesOf, type Entry } from "../state/vitals";
import { REVIEWED_BY } from "../state/vitals-data";
import type { SectionProps } from "./section";
import { Chart } from "./vitals-chart";
import { VitalsForm } from "./vitals-form";
import { mayMeasure, vitalsOf } from "./vitals-of";
import { partsOf, sentence } from "./vitals-words";
import "./vitals.css";

export function Vitals(props: SectionProps) {
  const { session, shown } = props;
  const consultId = shown.view.consult_id;
  const [all, setAll] = useState<VitalsView | null>(null);
  const live = vitalsOf(props);
  const view = all !== null && (live === undefined || live.entries === null) ? all : live;
  const entries = entriesOf(merged(view, all), session.outbox.unsent.value, consultId);
  const courses = coursesOf(entries, shown.view.age_years);
  const earlier = view?.earlier ?? 0;
  const readAll = (): void => void session.ask({ type: "vitals.record", consult_id: consultId }).then(setAll, () => undefined);
  const sources = [...new Set(courses.flatMap(({ band }) => (band === null ? [] : [band.source])))];
  return (
    <div class="vitals">
      {mayMeasure(props) && <VitalsForm {...props} />}
      {entries.length === 0 && <p class="muted">{say("vitals-none")}</p>}
      {!shown.live && all === null && (
        <Button onClick={readAll}>{say("vitals-show-all")}</Button>
      )}
      {courses.length > 0 && (
        <div class="vitals-charts">
          {courses.map((course) => (
            <Chart key={course.key} course={course} />
          ))}
        </div>
      )}
      {sources.length > 0 && (
        <details class="vitals-sources muted">
          <summary>{say("vitals-usual")}</summary>
          {sources.map((source) => (
            <p key={source} lang="en">
              {source}
            </p>
          ))}
          <p>{REVIEWED_BY === "nobody yet" ? say("vitals-reviewed-nobody") : REVIEWED_BY}</p>
        </details>
      )}
      {entries.length > 0 && <Table entries={entries} props={props} />}
      {earlier > 0 && all === null && (
        <Button onClick={readAll}>
          {say("vitals-earlier", { count: earlier })}
        </Button>
      )}
    </div>
  );
}

/** The newest as the screen is told, the older ones as they were read once. */
function merged(live: VitalsView | undefined, all: VitalsView | null): VitalsView | undefined {
  if (live === undefined || all === null || live === all) return live;
  const there = new Set((live.entries ?? []).map((entry) => entry.entry_id));
  return { ...live, entries: [...(all.entries ?? []).filter((entry) => !there.has(entry.entry_id)), ...(live.entries ?? [])] };
}

function Table({ entries, props }: { entries: readonly Entry[]; props: SectionProps }) {
  return (
    <table class="vitals-table">
      <caption class="unseen">{say("vitals-title")}</caption>
      <thead>
        <tr>
          <th scope="col">{say("vitals-when")}</th>
          <th scope="col">{say("vitals-what")}</th>
        </tr>
      </thead>
      <tbody>
        {[...entries].reverse().map((one) => (
          <Row key={one.entry.entry_id} one={one} props={props} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ one, props }: { one: Entry; props: SectionProps }) {
  const { entry, unsent, striking } = one;
  const struck = entry.struck !== null || striking;
  return (
    <tr data-struck={struck} data-unsent={unsent}>
      <th scope="row" class="number">
        {clockMinute(entry.measured_at_ms)}
      </th>
      <td>
        {entry.measured === null ? (
          say("room-erased")
        ) : (
          <span class="vitals-parts">
            {struck && <span class="unseen">{say("vitals-struck")}: </span>}
            {partsOf(entry.measured).map(([name, value]) => (
              <span key={name} class="vitals-part">
                {name} <b class="number">{value}</b>
              </span>
            ))}
          </span>
        )}
        {entry.measured !== null && entry.measured.note !== "" && <p>{entry.measured.note}</p>}
        {entry.unlikely.length > 0 && <p class="muted">{say("vitals-was-sure")}</p>}
        <p class="muted vitals-foot">
          {unsent ? <b data-tone="warn">{say("room-not-sent")}</b> : <>{entry.author_name} · {sayCode("vitals-means", entry.means)}</>}
          {!unsent && entry.at_ms - entry.measured_at_ms > 120_000 && ` · ${say("vitals-arrived", { time: dayAndMinute(entry.at_ms) })}`}
          {striking && ` · ${say("vitals-striking")}`}
        </p>
        {entry.struck !== null && (
          <p class="vitals-foot" data-tone="warn">
            {say("vitals-struck-by", { name: entry.struck.striker_name ?? "", time: clockMinute(entry.struck.at_ms) })}: {entry.struck.reason ?? say("room-erased")}
          </p>
        )}
        {!struck && !unsent && mayMeasure(props) && <Strike one={one} props={props} />}
      </td>
    </tr>
  );
}

function Strike({ one, props }: { one: Entry; props: SectionProps }) {
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState("");
  const { session, shown } = props;
  const time = clockMinute(one.entry.measured_at_ms);
  return (
    <>
      <Button class="vitals-strike" look="quiet" aria-label={say("vitals-strike-of", { time })} onClick={() => setOpen(true)}>
        {say("vitals-strike")}
      </Button>
      {open && (
        <Dialog title={say("vitals-strike-of", { time })} onClose={() => setOpen(false)}>
          <form
            class="room-why"
            onSubmit={(event) => {
              event.preventDefault();
              if (reason.trim() === "") return;
              session.send({ type: "vitals.strike", consult_id: shown.view.consult_id, entry_id: one.entry.entry_id, reason: reason.trim() }).catch(() => undefined);
              setOpen(false);
            }}
          >
            <p>{sentence(one.entry.measured)}</p>
            <p class="muted">{say("vitals-strike-note")}</p>
            <Field label={say("vitals-reason")}>
              {(ids) => <input {...ids} class="input" maxLength={500} value={reason} onInput={(event) => setReason(event.currentTarget.value)} />}
            </Field>
            <div class="dialog-foot">
              <Button onClick={() => setOpen(false)}>{say("room-not-now")}</Button>
              <Button look="main" type="submit" disabled={reason.trim() === ""}>
                {say("vitals-strike")}
              </Button>
            </div>
          </form>
        </Dialog>
      )}
    </>
  );
}

/** One entry in the thread. */
export function VitalsLine({ one: { entry, unsent, striking } }: { one: Entry }) {
  return (
    <p class="room-fact vitals-line" data-struck={entry.struck !== null || striking} data-unsent={unsent}>
      <span class="number muted">{clockMinute(entry.measured_at_ms)}</span>{" "}
      {entry.struck !== null && <span class="unseen">{say("vitals-struck")}: </span>}
      <b class="vitals-said">{sentence(entry.measured)}</b>{" "}
      <span class="muted">{unsent ? say("room-not-sent") : entry.author_name}</span>
    </p>
  );
}
