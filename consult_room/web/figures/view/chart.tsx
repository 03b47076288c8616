/** Consults asked, and of them those taken in time, by day or week: bars, and the same numbers as a table. */

import { weekdayAndDay } from "~/interface/clock";
import { say, sayCode } from "~/interface/words";
import type { ConsultFiguresView, FiguresOfStep } from "~/signaling/web/wire";
import { dayOf, everyOf, topOf } from "../state/steps";
import { percent, Table } from "./tables";

/** So many days find room under the bars of a telephone. */
const MOST_DAYS_WRITTEN = 6;
const STEP = 10;
const BAR = 7;
const HEIGHT = 100;

export function Chart({ view }: { view: ConsultFiguresView }) {
  const title = sayCode("figures-over", view.step);
  const top = topOf(view.steps);
  return (
    <section>
      <h2>{title}</h2>
      <p class="figures-legend">
        <span>
          <i class="figures-swatch" data-bar="asked" aria-hidden="true" /> {say("figures-asked")}
        </span>
        <span>
          <i class="figures-swatch" data-bar="in-time" aria-hidden="true" /> {say("figures-in-time")}
        </span>
      </p>
      <div class="figures-chart">
        <span class="figures-top number" aria-hidden="true">
          {top}
        </span>
        <svg viewBox={`0 0 ${view.steps.length * STEP} ${HEIGHT}`} preserveAspectRatio="none" role="img" aria-label={say("figures-over-sum", { asked: view.all.asked, timely: view.all.in_time })}>
          <line class="figures-grid" x1="0" x2="100%" y1={HEIGHT / 2} y2={HEIGHT / 2} />
          {view.steps.map((step, place) => (
            <Bar key={step.date} step={step} x={place * STEP + (STEP - BAR) / 2} scale={HEIGHT / top} name={nameOf(step, view.step)} />
          ))}
        </svg>
        <Days steps={view.steps} />
      </div>
      <Numbers view={view} title={title} />
    </section>
  );
}

function nameOf(step: FiguresOfStep, by: ConsultFiguresView["step"]): string {
  return by === "day" ? weekdayAndDay(step.from_ms) : say("figures-week-from", { day: dayOf(step.date, true) });
}

function Bar({ step, x, scale, name }: { step: FiguresOfStep; x: number; scale: number; name: string }) {
  const [asked, inTime] = [step.asked * scale, step.in_time * scale];
  return (
    <g>
      <title>{`${name}: ${say("figures-over-sum", { asked: step.asked, timely: step.in_time })}`}</title>
      {/* What the pointer finds is the whole height: a low bar is hard to hit. */}
      <rect x={x} width={BAR} height={HEIGHT} fill="transparent" />
      <rect class="figures-bar-asked" x={x} y={HEIGHT - asked} width={BAR} height={asked} />
      <rect class="figures-bar-in-time" x={x} y={HEIGHT - inTime} width={BAR} height={inTime} />
    </g>
  );
}

function Days({ steps }: { steps: readonly FiguresOfStep[] }) {
  const every = everyOf(steps.length, MOST_DAYS_WRITTEN);
  return (
    <div class="figures-days number" aria-hidden="true" style={{ gridTemplateColumns: `repeat(${steps.length}, minmax(0, 1fr))` }}>
      {steps.map((step, place) => (
        <span key={step.date}>{(steps.length - 1 - place) % every === 0 ? dayOf(step.date) : ""}</span>
      ))}
    </div>
  );
}

function Numbers({ view, title }: { view: ConsultFiguresView; title: string }) {
  const head = [sayCode("figures-step", view.step), say("figures-asked"), say("figures-in-time"), say("figures-late"), say("figures-share")];
  return (
    <details class="figures-numbers">
      <summary>{say("figures-numbers")}</summary>
      <Table caption={title} head={head}>
        {view.steps.map((step) => (
          <tr key={step.date}>
            <th scope="row">{nameOf(step, view.step)}</th>
            <td>{step.asked}</td>
            <td>{step.in_time}</td>
            <td>{step.late}</td>
            <td>{percent(step.in_time, step.in_time + step.late)}</td>
          </tr>
        ))}
      </Table>
    </details>
  );
}
