/** The media workers' processes: there or not, how many rooms, how much they forward. */

import { Tag } from "~/interface/parts";
import { say } from "~/interface/words";
import type { NamedProcess, Rooms } from "../state/rooms";
import { milliseconds, percent, processWords } from "./names";

export function Workers({ rooms }: { rooms: Rooms }) {
  const processes = rooms.processes.value;
  return (
    <section aria-labelledby="workers">
      <h2 id="workers">{say("rooms-workers")}</h2>
      {processes.length === 0 ? (
        <p class="muted">{say(rooms.toldMs.value === null ? "loading" : "rooms-workers-none")}</p>
      ) : (
        <table class="rooms-table">
          <thead>
            <tr>
              <th scope="col">{say("rooms-worker")}</th>
              <th scope="col">{say("rooms-worker-rooms")}</th>
              <th scope="col">{say("rooms-worker-kbps")}</th>
              <th scope="col">{say("rooms-lost")}</th>
              <th scope="col">{say("rooms-trip")}</th>
            </tr>
          </thead>
          <tbody>
            {processes.map((one) => (
              <Process key={one.process} rooms={rooms} one={one} />
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function Process({ rooms, one }: { rooms: Rooms; one: NamedProcess }) {
  return (
    <tr data-process={one.process} data-connected={one.connected}>
      <th scope="row">
        {processWords(rooms, one.process)}{" "}
        <Tag tone={one.connected ? "ok" : "bad"} shape={one.connected ? "triangle" : "strike"}>
          {say(one.connected ? "rooms-worker-there" : "rooms-worker-gone")}
        </Tag>
      </th>
      <td class="number">{say("rooms-worker-load", { rooms: one.rooms, members: one.members })}</td>
      <td class="number">{one.up_kbps === null ? "–" : `${one.up_kbps} / ${one.down_kbps ?? 0}`}</td>
      <td class="number">{percent(one.lost_permille)}</td>
      <td class="number">{milliseconds(one.round_trip_ms)}</td>
    </tr>
  );
}
