/** How one kind of vitals goes: a small picture, and its last figure in words. The table below says the same. */

import { clockMinute } from "~/interface/clock";
import { say } from "~/interface/words";
import { outside, type Course, type Line, type Point } from "../state/vitals";
import type { VitalKind } from "../state/vitals-data";
import { figure, kindWords, unitWords } from "./vitals-words";

const WIDE = 200;
const HIGH = 60;
const EDGE = 6;

interface Scale {
  readonly x: (atMs: number) => number;
  readonly y: (value: number) => number;
}

export function Chart({ course }: { course: Course }) {
  const { lines, band } = course;
  const [first] = lines;
  if (first === undefined) return null;
  const newest = lines.map(({ points }) => points.at(-1)).filter((point): point is Point => point !== undefined);
  const isOutside = outside(first.points.at(-1)?.value ?? 0, band);
  const title = lines.length > 1 ? say("vitals-pressure") : kindWords(first.kind);
  const unit = unitWords(first.kind);
  return (
    <figure class="vitals-chart">
      <figcaption>
        <span>{title}</span>
        <b class="number" data-tone={isOutside ? "warn" : undefined}>
          {newest.map((point, place) => figure(lines[place]?.kind ?? first.kind, point.value)).join("/")} <small>{unit}</small>
        </b>
        {isOutside && <span class="vitals-outside">{say("vitals-outside")}</span>}
      </figcaption>
      {first.points.length > 1 && <Picture course={course} title={title} />}
    </figure>
  );
}

function Picture({ course: { lines, band }, title }: { course: Course; title: string }) {
  const points = lines.flatMap((line) => line.points);
  const values = [...points.map((point) => point.value), ...[band?.low, band?.high].filter((end): end is number => end != null)];
  const times = points.map((point) => point.atMs);
  const scale = scaleOf(Math.min(...times), Math.max(...times), Math.min(...values), Math.max(...values));
  const [first] = lines;
  return (
    <svg class="vitals-picture" viewBox={`0 0 ${WIDE} ${HIGH + 18}`} role="img" aria-label={say("vitals-course", { kind: title, course: courseWords(lines) })}>
      {band !== null && <BandOf band={band} scale={scale} />}
      {lines.map((line) => (
        <LineOf key={line.kind} line={line} scale={scale} />
      ))}
      <text x={EDGE} y={HIGH + 15}>
        {clockMinute(Math.min(...times))}
      </text>
      <text x={WIDE - EDGE} y={HIGH + 15} text-anchor="end">
        {clockMinute(Math.max(...times))}
      </text>
      <text x={WIDE / 2} y={HIGH + 15} text-anchor="middle">
        {first !== undefined && rangeWords(first.kind, first.points)}
      </text>
    </svg>
  );
}

function BandOf({ band, scale }: { band: { low: number | null; high: number | null }; scale: Scale }) {
  const top = band.high === null ? 0 : scale.y(band.high);
  const bottom = band.low === null ? HIGH : scale.y(band.low);
  return <rect class="vitals-band" x="0" y={top} width={WIDE} height={Math.max(bottom - top, 1)} />;
}

function LineOf({ line, scale }: { line: Line; scale: Scale }) {
  return (
    <g class="vitals-course">
      <polyline points={line.points.map((point) => `${scale.x(point.atMs).toFixed(1)},${scale.y(point.value).toFixed(1)}`).join(" ")} />
      {line.points.map((point, place) => (
        <circle key={`${point.atMs} ${place}`} cx={scale.x(point.atMs)} cy={scale.y(point.value)} r={place === line.points.length - 1 ? 4 : 2.5} />
      ))}
    </g>
  );
}

function scaleOf(fromMs: number, toMs: number, least: number, most: number): Scale {
  const span = Math.max(toMs - fromMs, 1);
  const range = Math.max(most - least, 1);
  return {
    x: (atMs) => EDGE + ((atMs - fromMs) / span) * (WIDE - 2 * EDGE),
    y: (value) => HIGH - EDGE - ((value - least) / range) * (HIGH - 2 * EDGE),
  };
}

function rangeWords(kind: VitalKind, points: readonly Point[]): string {
  const values = points.map((point) => point.value);
  return `${figure(kind, Math.min(...values))} – ${figure(kind, Math.max(...values))}`;
}

function courseWords(lines: readonly Line[]): string {
  const [first] = lines;
  return (first?.points ?? []).map((point) => `${clockMinute(point.atMs)} ${lines.map((line) => line.points.find((one) => one.atMs === point.atMs)).map((one, place) => (one === undefined ? "–" : figure(lines[place]?.kind ?? "pulse", one.value))).join("/")}`).join(", ");
}
