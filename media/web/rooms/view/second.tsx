/** What each side had told at one second. */

import { useMemo } from "preact/hooks";
import { clockTime } from "~/interface/clock";
import { say } from "~/interface/words";
import type { QualityCourse, SideCourse } from "~/signaling/web/wire";
import { rungAt, samplesOf, type Sample } from "../state/graph";
import type { Rooms } from "../state/rooms";
import { milliseconds, percent, sideName } from "./names";

interface SecondProps {
  readonly rooms: Rooms;
  readonly told: QualityCourse;
  readonly atMs: number;
}

/** A figure is of its second, or of the one or two before: the newest is still on its way. */
const NEAR_MS = 3_000;

export function Second({ rooms, told, atMs }: SecondProps) {
  const samples = useMemo(() => new Map(told.sides.map((side) => [side.key, samplesOf(side)])), [told]);
  return (
    <table class="rooms-table story-second">
      <caption class="number">{say("rooms-at", { time: clockTime(atMs) })}</caption>
      <thead>
        <tr>
          <th scope="col">{say("rooms-who")}</th>
          <th scope="col">{say("rooms-score")}</th>
          <th scope="col">{say("rooms-rung")}</th>
          <th scope="col">{say("rooms-lost")}</th>
          <th scope="col">{say("rooms-concealed")}</th>
          <th scope="col">{say("rooms-trip")}</th>
        </tr>
      </thead>
      <tbody>
        {told.sides.map((side) => (
          <Line key={side.key} side={side} name={sideName(rooms, told.course, side.key)} sample={near(samples.get(side.key) ?? [], atMs)} />
        ))}
      </tbody>
    </table>
  );
}

function near(samples: readonly Sample[], atMs: number): Sample | null {
  const found = samples.findLast((sample) => sample.atMs <= atMs);
  return found !== undefined && atMs - found.atMs < NEAR_MS ? found : null;
}

function Line({ side, name, sample }: { side: SideCourse; name: string; sample: Sample | null }) {
  const rung = sample === null ? null : rungAt(side, sample.atMs);
  return (
    <tr>
      <th scope="row">{name}</th>
      <td class="number">{sample?.score ?? "–"}</td>
      <td>{rung === null ? say("rooms-silent") : `${say(`rooms-rung-${rung.rung.replaceAll("_", "-")}`)} · ${say(`rooms-reason-${rung.reason}`)}`}</td>
      <td class="number">{percent(sample?.lostPermille ?? null)}</td>
      <td class="number">{percent(sample?.concealedPermille ?? null)}</td>
      <td class="number">{milliseconds(sample?.roundTripMs ?? null)}</td>
    </tr>
  );
}
