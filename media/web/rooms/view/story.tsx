/** One conversation: its graph, what was at one second, what happened, and all of it as a table. */

import { X } from "lucide-preact";
import { useMemo, useState } from "preact/hooks";
import { clockTime, dayAndMinute, secondNow, span } from "~/interface/clock";
import { Button } from "~/interface/parts";
import { say, sayCode } from "~/interface/words";
import type { CourseEntry, QualityCourse } from "~/signaling/web/wire";
import { graphOf, type Graph } from "../state/graph";
import type { Rooms } from "../state/rooms";
import { Drawing } from "./drawing";
import { namesOf, pathWords, sideName } from "./names";
import { Second } from "./second";
import { Minutes } from "./minutes";

export function Story({ rooms, told }: { rooms: Rooms; told: QualityCourse }) {
  const { course } = told;
  const now = course.ended_at_ms === null ? secondNow.value : 0;
  const graph = useMemo(() => graphOf(told, now), [told, now]);
  const [chosen, setChosen] = useState<number | null>(null);
  const atMs = Math.min(graph.untilMs, Math.max(graph.fromMs, chosen ?? graph.lastMs));
  return (
    <article class="story" aria-labelledby="story" data-story={course.conversation_id} data-sides={told.sides.length}>
      <header class="story-head">
        <h2 id="story">{namesOf(rooms, course)}</h2>
        <Button look="quiet" onClick={() => rooms.close()} aria-label={say("close")}>
          <X size={20} aria-hidden="true" />
        </Button>
      </header>
      <p class="muted">
        {dayAndMinute(course.began_at_ms)} · {span((course.ended_at_ms ?? secondNow.value) - course.began_at_ms)} ·{" "}
        {course.ended_at_ms === null ? say("rooms-goes-on") : say("rooms-over")}
      </p>
      {told.cut && <p class="muted">{say("rooms-cut")}</p>}
      {told.sides.length === 0 ? <p>{say("rooms-nothing-told")}</p> : <Drawing rooms={rooms} told={told} graph={graph} atMs={atMs} />}
      {told.sides.length > 0 && <Chooser graph={graph} atMs={atMs} onChoose={setChosen} />}
      {told.sides.length > 0 && <Second rooms={rooms} told={told} atMs={atMs} />}
      <h3>{say("rooms-happened")}</h3>
      <ol class="story-entries">
        {told.entries.map((entry, index) => (
          <li key={index} data-what={entry.what}>
            <span class="number">{clockTime(entry.at_ms)}</span> {happened(rooms, told, entry)}
          </li>
        ))}
      </ol>
      <Minutes rooms={rooms} told={told} />
    </article>
  );
}

interface ChooserProps {
  readonly graph: Graph;
  readonly atMs: number;
  readonly onChoose: (atMs: number | null) => void;
}

/** The second that is told in words; at the newest it goes on with the conversation. */
function Chooser({ graph, atMs, onChoose }: ChooserProps) {
  return (
    <input
      class="story-chooser"
      type="range"
      min={graph.fromMs}
      max={graph.untilMs}
      step={1000}
      value={atMs}
      aria-label={say("rooms-second")}
      aria-valuetext={clockTime(atMs)}
      onInput={(event) => {
        const chosen = Number(event.currentTarget.value);
        onChoose(chosen >= graph.lastMs ? null : chosen);
      }}
    />
  );
}

function happened(rooms: Rooms, told: QualityCourse, entry: CourseEntry): string {
  const name = entry.key === null ? "" : sideName(rooms, told.course, entry.key);
  const path = entry.path === null ? "" : pathWords(rooms, entry.path, entry.process);
  const because = entry.because === "" ? "" : sayCode("rooms-because", entry.because.replaceAll("_", "-"));
  return say(`rooms-what-${entry.what.replaceAll("_", "-")}`, { name, path, because });
}
