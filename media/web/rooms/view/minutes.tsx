/** The graph in figures, minute by minute: for who reads rather than looks. */

import { useMemo, useState } from "preact/hooks";
import { clockMinute } from "~/interface/clock";
import { say } from "~/interface/words";
import type { QualityCourse } from "~/signaling/web/wire";
import { minutesOf } from "../state/graph";
import type { Rooms } from "../state/rooms";
import { milliseconds, percent, sideName } from "./names";

export function Minutes({ rooms, told }: { rooms: Rooms; told: QualityCourse }) {
  const [open, setOpen] = useState(false);
  const minutes = useMemo(() => (open ? minutesOf(told) : []), [open, told]);
  return (
    <details class="story-minutes" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{say("rooms-as-table")}</summary>
      <table class="rooms-table">
        <thead>
          <tr>
            <th scope="col">{say("rooms-minute")}</th>
            <th scope="col">{say("rooms-who")}</th>
            <th scope="col">{say("rooms-score-mean")}</th>
            <th scope="col">{say("rooms-score-worst")}</th>
            <th scope="col">{say("rooms-rung")}</th>
            <th scope="col">{say("rooms-lost")}</th>
            <th scope="col">{say("rooms-trip-longest")}</th>
            <th scope="col">{say("rooms-heard")}</th>
          </tr>
        </thead>
        <tbody>
          {minutes.map((one) => (
            <tr key={`${one.fromMs} ${one.key}`}>
              <th scope="row" class="number">
                {clockMinute(one.fromMs)}
              </th>
              <td>{sideName(rooms, told.course, one.key)}</td>
              <td class="number">{one.mean}</td>
              <td class="number">{one.worst}</td>
              <td>{one.rungs.map((rung) => say(`rooms-rung-${rung.replaceAll("_", "-")}`)).join(" → ")}</td>
              <td class="number">{percent(one.lostPermille)}</td>
              <td class="number">{milliseconds(one.roundTripMs)}</td>
              <td class="number">{say("rooms-seconds", { count: one.heard })}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
