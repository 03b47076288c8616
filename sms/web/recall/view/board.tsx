/** One call: who comes by when, how far the messages are, and everybody by name. */

import { useState } from "preact/hooks";
import { clockMinute, secondNow } from "~/interface/clock";
import { Button, Dialog, Field, Tag } from "~/interface/parts";
import { say } from "~/interface/words";
import type { RecalledPersonView, RecallView } from "~/signaling/web/wire";
import { silent, sums, type Recalls } from "../state/recall";

const FILTERS = ["all", "coming", "silent"] as const;

export function Board({ recalls, call }: { recalls: Recalls; call: RecallView }) {
  const people = recalls.people.value;
  return (
    <section class="recall-board" aria-label={call.text ?? say("recall-title")}>
      <header>
        <h2>{call.text}</h2>
        <p>
          {say("recall-place")}: <b>{call.place}</b> · <span class="muted">{state(call)}</span>
        </p>
      </header>
      <Coming call={call} people={people} />
      <Counts call={call} people={people} />
      {call.phase === "running" && <Wishes recalls={recalls} call={call} people={people} />}
      <People people={people} />
    </section>
  );
}

function state(call: RecallView): string {
  if (call.phase === "running") return say("recall-until-at", { time: clockMinute(call.until_ms) });
  return say(`recall-ended-${call.ended_why ?? "time"}`, { time: clockMinute(call.ended_at_ms ?? 0) });
}

function Coming({ call, people }: { call: RecallView; people: readonly RecalledPersonView[] }) {
  const found = sums(people);
  return (
    <div class="recall-coming" role="status" aria-label={say("recall-coming")}>
      {found.length === 0 && (call.replies["later"] ?? 0) === 0 ? (
        <p class="muted">{say("recall-nobody-yet")}</p>
      ) : (
        <ol>
          {found.map((sum) => (
            <li key={sum.by_ms}>{say("recall-coming-by", { count: sum.count, time: clockMinute(sum.by_ms) })}</li>
          ))}
        </ol>
      )}
    </div>
  );
}

function Counts({ call, people }: { call: RecallView; people: readonly RecalledPersonView[] }) {
  const counts: readonly (readonly [string, number, string?])[] = [
    [say("recall-asked"), call.asked],
    [say("recall-delivered"), call.delivered],
    [say("recall-opened"), call.opened],
    [say("recall-later"), call.replies["later"] ?? 0],
    [say("recall-cannot"), call.replies["cannot"] ?? 0],
    [say("recall-silent"), silent(people).length],
    [say("recall-failed"), call.failed + call.unreachable, "bad"],
  ];
  return (
    <>
      <dl class="recall-counts">
        {counts.map(([name, count, tone]) => (
          <div key={name} data-tone={count > 0 ? tone : undefined}>
            <dt>{name}</dt>
            <dd class="number">{count}</dd>
          </div>
        ))}
      </dl>
      {call.waiting > 0 && <p class="muted">{say("recall-still", { count: call.waiting })}</p>}
    </>
  );
}

function Wishes({ recalls, call, people }: { recalls: Recalls; call: RecallView; people: readonly RecalledPersonView[] }) {
  const [sure, setSure] = useState<"enough" | "off" | null>(null);
  const count = silent(people).length;
  const early = secondNow.value < call.again_ms;
  return (
    <div class="recall-wishes">
      <span class="muted">{say("recall-round", { round: call.round })}</span>
      <Button look="main" disabled={early || count === 0 || call.waiting > 0} onClick={() => void recalls.askAgain(call.recall_id)}>
        {early ? say("recall-again-at", { time: clockMinute(call.again_ms) }) : say("recall-again", { count })}
      </Button>
      <span class="spring" />
      <Button onClick={() => setSure("enough")}>{say("recall-enough")}</Button>
      <Button look="bad" onClick={() => setSure("off")}>
        {say("recall-call-off")}
      </Button>
      {sure !== null && (
        <Dialog title={say(sure === "off" ? "recall-call-off" : "recall-enough")} onClose={() => setSure(null)}>
          <p>{say(sure === "off" ? "recall-off-sure" : "recall-enough-sure")}</p>
          <div class="dialog-foot">
            <Button onClick={() => setSure(null)}>{say("recall-back")}</Button>
            <Button look={sure === "off" ? "bad" : "main"} onClick={() => void recalls.end(call.recall_id, sure === "off").then(() => setSure(null))}>
              {say("recall-sure-yes")}
            </Button>
          </div>
        </Dialog>
      )}
    </div>
  );
}

function People({ people }: { people: readonly RecalledPersonView[] }) {
  const [filter, setFilter] = useState<(typeof FILTERS)[number]>("all");
  const shown = people.filter((one) => {
    if (filter === "silent") return one.round > 0 && (one.reply ?? null) === null;
    return filter === "all" || ((one.reply ?? null) !== null && one.reply !== "cannot");
  });
  return (
    <>
      <Field label={say("recall-filter")}>
        {(ids) => (
          <select {...ids} class="input" value={filter} onChange={(event) => setFilter(event.currentTarget.value as typeof filter)}>
            {FILTERS.map((one) => (
              <option key={one} value={one}>
                {say(`recall-filter-${one}`)}
              </option>
            ))}
          </select>
        )}
      </Field>
      <div class="recall-people" tabIndex={0} role="region" aria-label={say("recall-whom")}>
        <table>
          <thead>
            <tr>
              <th scope="col">{say("recall-name")}</th>
              <th scope="col">{say("recall-answer")}</th>
              <th scope="col">{say("recall-message")}</th>
              <th scope="col">{say("recall-telephone")}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((one) => (
              <tr key={one.recalled_id}>
                <th scope="row">{one.name ?? "…"}</th>
                <td>
                  <Reply one={one} />
                </td>
                <td class="muted">{message(one)}</td>
                <td class="number">{one.telephone ? <a href={`tel:${one.telephone}`}>{one.telephone}</a> : null}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function Reply({ one }: { one: RecalledPersonView }) {
  if (one.round === 0) return <Tag tone="warn" shape="strike">{say("recall-person-not-asked")}</Tag>;
  if (one.by_ms !== null && one.by_ms !== undefined) return <Tag tone="ok" shape="circle">{say("recall-person-by", { time: clockMinute(one.by_ms) })}</Tag>;
  if (one.reply === "later") return <Tag tone="ok" shape="ring">{say("recall-person-later")}</Tag>;
  if (one.reply === "cannot") return <Tag tone="muted" shape="strike">{say("recall-person-cannot")}</Tag>;
  return <span class="muted">{say("recall-silent")}</span>;
}

function message(one: RecalledPersonView): string {
  if ((one.opened_at_ms ?? null) !== null) return say("recall-stage-opened");
  return say(`recall-stage-${one.stage}`);
}
