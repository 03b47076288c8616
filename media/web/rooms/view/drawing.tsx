/** The graph: a lane a side, its score as a line over the bands of its rungs, and what happened as numbered marks. */

import { clockTime } from "~/interface/clock";
import { say } from "~/interface/words";
import type { QualityCourse } from "~/signaling/web/wire";
import type { Graph, Lane, Place, Rung } from "../state/graph";
import type { Rooms } from "../state/rooms";
import { sideName } from "./names";

const WIDTH = 1_000;
const LEFT = 34;
const RIGHT = 990;
const TOP = 26;
const LANE = 132;
const SCALE = 92;
const BOTTOM = 22;
const RUNGS: readonly Rung[] = ["video", "low_video", "stills", "voice", "clips", "text"];
/** A band narrower than this has no room for its word; the legend, the second and the table say it. */
const WORD_WIDTH = 92;

interface DrawingProps {
  readonly rooms: Rooms;
  readonly told: QualityCourse;
  readonly graph: Graph;
  readonly atMs: number;
}

export function Drawing({ rooms, told, graph, atMs }: DrawingProps) {
  const height = TOP + graph.lanes.length * LANE + BOTTOM;
  const cursor = across((atMs - graph.fromMs) / (graph.untilMs - graph.fromMs));
  const used = RUNGS.filter((rung) => graph.lanes.some((lane) => lane.bands.some((band) => band.rung === rung)));
  const names = graph.lanes.map((lane) => sideName(rooms, told.course, lane.key)).join(", ");
  const label = say("rooms-drawing", { names, from: clockTime(graph.fromMs), until: clockTime(graph.untilMs) });
  return (
    <figure class="graph">
      <svg viewBox={`0 0 ${WIDTH} ${height}`} role="img" aria-label={label} data-from={graph.fromMs} data-until={graph.untilMs}>
        <Ticks graph={graph} height={height} />
        {graph.lanes.map((lane, index) => (
          <LaneView key={lane.key} lane={lane} name={sideName(rooms, told.course, lane.key)} top={TOP + index * LANE} />
        ))}
        <Marks graph={graph} height={height} />
        <line class="graph-cursor" x1={cursor} x2={cursor} y1={TOP} y2={height - BOTTOM} />
      </svg>
      <figcaption class="graph-legend">
        {used.map((rung) => (
          <span key={rung}>
            <svg width="14" height="14" aria-hidden="true">
              <rect class="graph-band" data-rung={rung} width="14" height="14" rx="3" />
            </svg>{" "}
            {say(`rooms-rung-${rung.replaceAll("_", "-")}`)}
          </span>
        ))}
      </figcaption>
    </figure>
  );
}

function across(x: number): number {
  return LEFT + x * (RIGHT - LEFT);
}

function LaneView({ lane, name, top }: { lane: Lane; name: string; top: number }) {
  const bottom = top + LANE - 12;
  return (
    <g data-lane={lane.key}>
      <text class="graph-name" x={LEFT} y={top + 18}>
        {name}
      </text>
      {lane.bands.map((band) => (
        <Bar key={band.fromMs} rung={band.rung} left={across(band.fromX)} right={across(band.untilX)} bottom={bottom} />
      ))}
      {[0, 50, 100].map((score) => (
        <g key={score}>
          <line class="graph-grid" x1={LEFT} x2={RIGHT} y1={down(score, bottom)} y2={down(score, bottom)} />
          <text class="graph-figure" x={LEFT - 6} y={down(score, bottom) + 4} text-anchor="end">
            {score}
          </text>
        </g>
      ))}
      {lane.lines.map((line) => (
        <path key={line[0]!.x} class="graph-line" d={pathOf(line, bottom)} />
      ))}
    </g>
  );
}

function Bar({ rung, left, right, bottom }: { rung: Rung; left: number; right: number; bottom: number }) {
  const width = Math.max(1, right - left);
  return (
    <>
      <rect class="graph-band" data-rung={rung} x={left} y={bottom - SCALE} width={width} height={SCALE} />
      {width > WORD_WIDTH && (
        <text class="graph-rung" x={left + 6} y={bottom - 6}>
          {say(`rooms-rung-${rung.replaceAll("_", "-")}`)}
        </text>
      )}
    </>
  );
}

function down(score: number, bottom: number): number {
  return bottom - (score / 100) * SCALE;
}

/** A single second is a dot: a round cap on a line of next to no length. */
function pathOf(line: readonly Place[], bottom: number): string {
  const places = line.map(({ x, score }) => `${across(x).toFixed(1)} ${down(score, bottom).toFixed(1)}`);
  return places.length === 1 ? `M${places[0]}h0.1` : `M${places.join("L")}`;
}

function Ticks({ graph, height }: { graph: Graph; height: number }) {
  return (
    <>
      {graph.ticks.map(({ x, atMs }) => (
        <g key={atMs}>
          <line class="graph-grid" x1={across(x)} x2={across(x)} y1={TOP} y2={height - BOTTOM} />
          <text class="graph-figure" x={across(x)} y={height - 6} text-anchor={x > 0.96 ? "end" : x < 0.04 ? "start" : "middle"}>
            {clockTime(atMs)}
          </text>
        </g>
      ))}
    </>
  );
}

const DOT = 20;

/** Numbers that would lie on each other stand side by side; their lines stay where it happened. */
function Marks({ graph, height }: { graph: Graph; height: number }) {
  let before = 0;
  const places = graph.marks.map(({ x }) => (before = Math.max(across(x), before + DOT)));
  return (
    <>
      {graph.marks.map(({ x, number, entry }, index) => (
        <g key={number} data-mark={entry.what}>
          <line class="graph-mark" x1={across(x)} x2={across(x)} y1={20} y2={height - BOTTOM} />
          <circle class="graph-dot" cx={places[index]} cy={11} r={9} />
          <text class="graph-number" x={places[index]} y={15} text-anchor="middle">
            {number}
          </text>
        </g>
      ))}
    </>
  );
}
