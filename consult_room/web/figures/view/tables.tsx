/** The figures: all together, by group with a bar each, each specialist's load, and what records lack. */

import type { ComponentChildren } from "preact";
import { label, language, localeOf, say, sayCode } from "~/interface/words";
import type { ConsultCounts, ConsultFiguresView } from "~/signaling/web/wire";
import { share } from "../state/figures";

type Shown = readonly (readonly [string, (counts: ConsultCounts) => string])[];

/** What each tile shows; how it is counted stands under the same name with "-how". */
const ANSWERING: Shown = [
  ["asked", (c) => figure(c.asked)],
  ["accept", (c) => minutes(c.accept_median_s, c.accept_p90_s)],
  ["conclude", (c) => minutes(c.conclude_median_s, c.conclude_p90_s)],
  ["in-time", (c) => percent(c.in_time, c.in_time + c.late)],
  ["written", (c) => figure(c.written)],
  ["declined", (c) => figure(c.declined)],
  ["nobody", (c) => figure(c.nobody_on_duty)],
  ["passed-on", (c) => figure(c.passed_on)],
  ["cancelled", (c) => figure(c.cancelled)],
];

const OUTCOME: Shown = [
  ["transfers", (c) => pair(c.transfers_agreed, c.transfers_confirmed)],
  ["avoided", (c) => pair(c.transfers_avoided, c.transfers_asked)],
  ["complete", (c) => percent(c.complete, c.weighed)],
];

const BOOKED: Shown = [
  ["slots", (c) => figure(c.slots_booked)],
  ["slots-held", (c) => figure(c.slots_held)],
  ["slots-moved", (c) => pair(c.slots_moved, c.slots_dropped)],
  ["absent", (c) => pair(c.specialist_absent, c.asker_absent)],
];

function figure(value: number): string {
  return new Intl.NumberFormat(localeOf(language.value), { maximumFractionDigits: 2 }).format(value);
}

function pair(one: number, other: number): string {
  return `${figure(one)} / ${figure(other)}`;
}

export function percent(part: number, whole: number): string {
  const of = share(part, whole);
  return of === null ? "–" : `${of} %`;
}

/** In minutes with one decimal: one value, or the median beside the 90th percentile. */
function minutes(...seconds: readonly (number | null)[]): string {
  const known = seconds.filter((value) => value !== null);
  if (known.length === 0) return "–";
  return say("figures-minutes", { minutes: known.map((value) => figure(Math.round(value / 6) / 10)).join(" / ") });
}

export function Tiles({ counts }: { counts: ConsultCounts }) {
  return (
    <>
      <TilesOf name="answering" tiles={ANSWERING} counts={counts} />
      <TilesOf name="outcome" tiles={OUTCOME} counts={counts}>
        {counts.ratings.map((one) => (
          <Tile key={one.question} name={sayCode("figures-rating", one.question)} shown={`${figure(one.mean)} (${figure(one.answers)})`} how={say("figures-rating-how")} />
        ))}
      </TilesOf>
      <TilesOf name="booked" tiles={BOOKED} counts={counts} />
    </>
  );
}

function TilesOf({ name, tiles, counts, children }: { name: string; tiles: Shown; counts: ConsultCounts; children?: ComponentChildren }) {
  return (
    <div class="figures-part">
      <h2>{sayCode("figures-part", name)}</h2>
      <dl class="figures-tiles">
        {tiles.map(([key, shown]) => (
          <Tile key={key} name={say(`figures-${key}`)} shown={shown(counts)} how={say(`figures-${key}-how`)} />
        ))}
        {children}
      </dl>
    </div>
  );
}

function Tile({ name, shown, how }: { name: string; shown: string; how: string }) {
  return (
    <div class="figures-tile" tabIndex={0}>
      <dt>{name}</dt>
      <dd>{shown}</dd>
      <dd class="figures-how">{how}</dd>
    </div>
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
          <td>{figure(counts.hours)}</td>
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
          <td>{figure(one.hours)}</td>
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
