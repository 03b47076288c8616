/** The figures: all together, by group with a bar each, each specialist's load, and what records lack. */

import type { ComponentChildren } from "preact";
import { label, say, sayCode } from "~/interface/words";
import type { ConsultCounts, ConsultFiguresView } from "~/signaling/web/wire";
import { share } from "../state/figures";

/** What each tile shows; how it is counted stands under the same name with "-how". */
const TILES: readonly (readonly [string, (counts: ConsultCounts) => string])[] = [
  ["asked", (c) => String(c.asked)],
  ["accept", (c) => `${minutes(c.accept_median_s)} / ${minutes(c.accept_p90_s)}`],
  ["conclude", (c) => `${minutes(c.conclude_median_s)} / ${minutes(c.conclude_p90_s)}`],
  ["in-time", (c) => percent(c.in_time, c.in_time + c.late)],
  ["declined", (c) => String(c.declined)],
  ["nobody", (c) => String(c.nobody_on_duty)],
  ["passed-on", (c) => String(c.passed_on)],
  ["written", (c) => String(c.written)],
  ["transfers", (c) => `${c.transfers_agreed} / ${c.transfers_confirmed}`],
  ["avoided", (c) => `${c.transfers_avoided} / ${c.transfers_asked}`],
  ["complete", (c) => percent(c.complete, c.weighed)],
  ["cancelled", (c) => String(c.cancelled)],
  ["slots", (c) => String(c.slots_booked)],
  ["slots-held", (c) => String(c.slots_held)],
  ["slots-moved", (c) => `${c.slots_moved} / ${c.slots_dropped}`],
  ["absent", (c) => `${c.specialist_absent} / ${c.asker_absent}`],
];

export function percent(part: number, whole: number): string {
  const of = share(part, whole);
  return of === null ? "–" : `${of} %`;
}

function minutes(seconds: number | null): string {
  return seconds === null ? "–" : say("figures-minutes", { minutes: Math.round(seconds / 6) / 10 });
}

export function Tiles({ counts }: { counts: ConsultCounts }) {
  return (
    <dl class="figures-tiles">
      {TILES.map(([name, shown]) => (
        <div key={name} class="figures-tile" tabIndex={0}>
          <dt>{say(`figures-${name}`)}</dt>
          <dd>{shown(counts)}</dd>
          <dd class="figures-how">{say(`figures-${name}-how`)}</dd>
        </div>
      ))}
      {counts.ratings.map((one) => (
        <div key={one.question} class="figures-tile" tabIndex={0}>
          <dt>{sayCode("figures-rating", one.question)}</dt>
          <dd>{`${one.mean} (${one.answers})`}</dd>
          <dd class="figures-how">{say("figures-rating-how")}</dd>
        </div>
      ))}
    </dl>
  );
}

export function Table({ caption, head, children }: { caption: string; head: readonly string[]; children: ComponentChildren }) {
  return (
    <section>
      <div class="figures-scroll" tabIndex={0} role="region" aria-label={caption}>
        <table class="figures-table">
          <caption>{caption}</caption>
          <thead>
            <tr>
              {head.map((name) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>{children}</tbody>
        </table>
      </div>
    </section>
  );
}

export function Groups({ view }: { view: ConsultFiguresView }) {
  const most = Math.max(1, ...view.rows.map((row) => row.counts.accept_median_s ?? 0));
  const named = (key: string, name: string | null): string => {
    if (key === "") return say("figures-unknown");
    return view.by === "specialty" ? sayCode("specialty", key) : view.by === "urgency" ? sayCode("figures-urgency", key) : view.by === "district" ? key : (name ?? say("figures-unknown"));
  };
  const head = [sayCode("figures-by", view.by), say("figures-asked"), say("figures-accept"), say("figures-accept-bar"), say("figures-conclude"), say("figures-in-time"), say("figures-hours")];
  return (
    <Table caption={say("figures-groups")} head={head}>
      {view.rows.map(({ key, name, counts }) => (
        <tr key={key}>
          <th scope="row">{named(key, name)}</th>
          <td>{counts.asked}</td>
          <td>{minutes(counts.accept_median_s)}</td>
          <td>
            <svg class="figures-bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
              <rect width={((counts.accept_median_s ?? 0) / most) * 100} height="10" />
            </svg>
          </td>
          <td>{minutes(counts.conclude_median_s)}</td>
          <td>{percent(counts.in_time, counts.in_time + counts.late)}</td>
          <td>{counts.hours}</td>
        </tr>
      ))}
    </Table>
  );
}

export function Load({ view }: { view: ConsultFiguresView }) {
  if (view.load.length === 0) return null;
  return (
    <Table caption={say("figures-load")} head={[sayCode("figures-by", "specialist"), say("figures-taken"), say("figures-hours")]}>
      {view.load.map((one) => (
        <tr key={one.person_id}>
          <th scope="row">{one.name ?? say("figures-unknown")}</th>
          <td>{one.consults}</td>
          <td>{one.hours}</td>
        </tr>
      ))}
    </Table>
  );
}

export function Kinds({ view }: { view: ConsultFiguresView }) {
  if (view.kinds.length === 0) return null;
  return (
    <Table caption={say("figures-kinds")} head={[say("figures-problem"), say("figures-records"), say("figures-complete"), say("figures-lacks")]}>
      {view.kinds.map((kind) => (
        <tr key={kind.problem}>
          <th scope="row">{kind.problem === "" ? say("figures-no-form") : label(kind.names, kind.problem)}</th>
          <td>{kind.weighed}</td>
          <td>{percent(kind.complete, kind.weighed)}</td>
          <td class="figures-words">{kind.missing.map((one) => `${label(one.names, one.key)} × ${one.times}`).join(", ")}</td>
        </tr>
      ))}
    </Table>
  );
}
