/** The conversations that go on: who, by which path, since when, and how each side hears this second. */

import { span, secondNow } from "~/interface/clock";
import { Blank, Button, Tag, type ShapeName } from "~/interface/parts";
import { say } from "~/interface/words";
import type { CourseMember, CourseView, SideQuality } from "~/signaling/web/wire";
import type { Rooms } from "../state/rooms";
import { nameOf, namesOf, pathWords } from "./names";

const LOOKS: Readonly<Record<SideQuality["rung"], readonly [string, ShapeName]>> = {
  video: ["ok", "triangle"],
  low_video: ["ok", "diamond"],
  stills: ["warn", "square"],
  voice: ["warn", "circle"],
  clips: ["bad", "bars"],
  text: ["bad", "ring"],
};

export function Living({ rooms }: { rooms: Rooms }) {
  const living = rooms.living.value;
  return (
    <section aria-labelledby="living">
      <h2 id="living">{say("rooms-living", { count: living.length })}</h2>
      {living.length === 0 && <Blank title={say("rooms-living-none")} />}
      <ul class="rooms-list">
        {living.map((course) => (
          <One key={course.conversation_id} rooms={rooms} course={course} />
        ))}
      </ul>
    </section>
  );
}

function One({ rooms, course }: { rooms: Rooms; course: CourseView }) {
  const picked = rooms.picked.value?.course.conversation_id === course.conversation_id;
  const inside = course.members.filter(({ left_at_ms }) => left_at_ms === null);
  return (
    <li class="rooms-one" data-conversation={course.conversation_id} data-picked={picked}>
      <div class="rooms-one-head">
        <h3>{say(`rooms-about-${course.about_kind}`)}</h3>
        <span class="number muted">{span(secondNow.value - course.began_at_ms)}</span>
        <span class="spring" />
        <Button size="small" aria-pressed={picked} aria-label={say("rooms-graph-of", { names: namesOf(rooms, course) })} onClick={() => void rooms.pick(course.conversation_id)}>
          {say("rooms-graph")}
        </Button>
      </div>
      <p class="rooms-one-path">
        <Tag tone={course.path === "forwarder" && course.process === null ? "bad" : "muted"} shape={course.path === "direct" ? "diamond" : "square"}>
          {pathWords(rooms, course.path, course.process)}
        </Tag>
        {course.recording && (
          <Tag tone="bad" shape="circle">
            {say("rooms-recorded")}
          </Tag>
        )}
      </p>
      <ul class="rooms-sides">
        {inside.map((member) => (
          <Side key={member.key} rooms={rooms} course={course} member={member} />
        ))}
      </ul>
    </li>
  );
}

function Side({ rooms, course, member }: { rooms: Rooms; course: CourseView; member: CourseMember }) {
  const now = rooms.sideOf(course.conversation_id, member.key);
  const name = nameOf(rooms, member);
  return (
    <li class="rooms-side-line" data-side={member.key} data-score={now?.score} data-rung={now?.rung}>
      <b class="rooms-name">{name}</b>
      <span class="rooms-side-now">
        {now === null ? <span class="muted">{say("rooms-silent")}</span> : <Now name={name} now={now} />}
      </span>
    </li>
  );
}

function Now({ name, now }: { name: string; now: SideQuality }) {
  const [tone, shape] = LOOKS[now.rung];
  return (
    <>
      <Tag tone={tone} shape={shape}>
        {say(`rooms-rung-${now.rung.replaceAll("_", "-")}`)}
      </Tag>
      {now.reason !== "good" && <span class="muted">{say(`rooms-reason-${now.reason}`)}</span>}
      <span class="spring" />
      <meter min={0} max={100} low={45} high={65} optimum={100} value={now.score} aria-label={say("rooms-score-of", { name })} />
      <span class="number rooms-score">{now.score}</span>
    </>
  );
}
