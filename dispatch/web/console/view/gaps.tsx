/** A sign at the foot: nobody will be on duty, from when until when. It leads to the rota. */

import { CalendarX } from "lucide-preact";
import { clockMinute, dayAndMinute } from "~/interface/clock";
import { say, sayCode } from "~/interface/words";
import type { Desk } from "../state/desk";

export function GapsSign({ desk }: { desk: Desk }) {
  const gaps = desk.gaps.all.value;
  const first = gaps[0];
  if (first === undefined) return null;
  const hours = { from: dayAndMinute(first.from_ms), until: clockMinute(first.until_ms), specialty: sayCode("specialty", first.specialty) };
  return (
    <a class="foot-gaps" href="/rota" data-tone="bad">
      <CalendarX size={14} aria-hidden="true" /> {say("foot-gap", hours)}
      {gaps.length > 1 && ` ${say("foot-gaps-more", { count: gaps.length - 1 })}`}
    </a>
  );
}
