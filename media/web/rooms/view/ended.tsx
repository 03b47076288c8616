/** The last conversations that are over, and those of one incident by its number. */

import { Search } from "lucide-preact";
import { useState } from "preact/hooks";
import { dayAndMinute, span } from "~/interface/clock";
import { Button, Field, Loading } from "~/interface/parts";
import { say } from "~/interface/words";
import type { Rooms } from "../state/rooms";
import { namesOf } from "./names";

export function Ended({ rooms }: { rooms: Rooms }) {
  const ended = rooms.ended.value;
  const number = rooms.number.value;
  const picked = rooms.picked.value?.course.conversation_id;
  return (
    <section aria-labelledby="ended">
      <h2 id="ended">{number === "" ? say("rooms-ended") : say("rooms-ended-of", { number })}</h2>
      <Seek rooms={rooms} />
      {ended === null && <Loading />}
      {ended?.length === 0 && <p class="muted">{say("rooms-ended-none")}</p>}
      <ul class="rooms-list">
        {ended?.map((course) => (
          <li key={course.conversation_id}>
            <button class="rooms-past" type="button" aria-current={course.conversation_id === picked} onClick={() => void rooms.pick(course.conversation_id)}>
              <span class="number">{dayAndMinute(course.began_at_ms)}</span>
              <span>{namesOf(rooms, course)}</span>
              <span class="number muted">{course.ended_at_ms === null ? say("rooms-goes-on") : span(course.ended_at_ms - course.began_at_ms)}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Seek({ rooms }: { rooms: Rooms }) {
  const [text, setText] = useState("");
  const digits = text.replace(/\D/g, "").slice(0, 7);
  return (
    <form
      class="rooms-seek"
      role="search"
      onSubmit={(event) => {
        event.preventDefault();
        void rooms.list(digits);
      }}
    >
      <Field label={say("rooms-number")}>
        {(ids) => <input class="input number" {...ids} inputMode="numeric" value={text} onInput={(event) => setText(event.currentTarget.value)} />}
      </Field>
      <Button type="submit">
        <Search size={16} aria-hidden="true" /> {say("rooms-seek")}
      </Button>
    </form>
  );
}
