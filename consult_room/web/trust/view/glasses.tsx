/** Who has opened which record from outside, the newest first, and whether somebody has looked at it. */

import { ShieldCheck, Users } from "lucide-preact";
import { useState } from "preact/hooks";
import { Blank, Button, Loading, Tag } from "~/interface/parts";
import { say, sayCode } from "~/interface/words";
import type { GlassLine } from "~/signaling/web/wire";
import type { Review } from "../state/review";
import { AskingWhy } from "./asking-why";
import { goToReaders } from "./readers";
import { dayOfYearAndMinute } from "./times";

const LONGEST_NOTE = 500;

export function Glasses({ review }: { review: Review }) {
  const told = review.glasses.value;
  const [looking, setLooking] = useState<GlassLine | null>(null);
  return (
    <section aria-labelledby="glasses">
      <div class="review-row">
        <h2 id="glasses">{say("review-glasses")}</h2>
        {told !== null && (
          <Tag tone={told.new > 0 ? "warn" : "ok"} shape={told.new > 0 ? "diamond" : "circle"}>
            {say("review-new", { count: told.new })}
          </Tag>
        )}
        <span class="spring" />
        <label class="review-check">
          <input type="checkbox" checked={review.onlyNew.value} onChange={(event) => void review.showOnlyNew(event.currentTarget.checked)} />
          {say("review-only-new")}
        </label>
      </div>
      <p class="muted">{say(review.administers ? "review-glasses-note" : "review-glasses-hospital")}</p>
      {told === null && <Loading />}
      {told?.lines.length === 0 && <Blank title={say("review-glasses-none")} />}
      <ul class="review-list">
        {told?.lines.map((line) => (
          <One key={line.glass_id} review={review} line={line} onLook={() => setLooking(line)} />
        ))}
      </ul>
      {told?.more === true && <p class="muted">{say("review-more", { count: told.lines.length })}</p>}
      {looking !== null && (
        <AskingWhy
          title={say("review-look")}
          note={say(looking.erased ? "review-look-erased" : "review-look-note", { number: looking.number, name: looking.name })}
          label={say("review-look-label")}
          act={say("review-look")}
          longest={LONGEST_NOTE}
          silent={looking.erased}
          onSay={(note) => void review.look(looking.glass_id, note)}
          onClose={() => setLooking(null)}
        />
      )}
    </section>
  );
}

function One({ review, line, onLook }: { review: Review; line: GlassLine; onLook: () => void }) {
  const isNew = line.looked_at_ms === null;
  return (
    <li class="review-one" data-new={isNew} data-glass={line.glass_id}>
      <div class="review-row">
        <h3>{say("review-record", { number: line.number, specialty: sayCode("specialty", line.specialty) })}</h3>
        {line.ended_at_ms === null && (
          <Tag tone="bad" shape="triangle">
            {say("review-reads-now", { time: dayOfYearAndMinute(line.until_ms) })}
          </Tag>
        )}
        {line.erased && <Tag tone="muted">{say("review-erased")}</Tag>}
        <span class="spring" />
        <span class="number muted">{dayOfYearAndMinute(line.at_ms)}</span>
      </div>
      <p>
        <b>{line.name}</b>
        {line.place !== "" && <span class="muted"> · {line.place}</span>} · {sayCode("review-reason", line.reason)}
      </p>
      {line.reason_text !== null && <p class="review-said">{line.reason_text}</p>}
      {!isNew && (
        <p class="review-looked">
          <ShieldCheck size={16} aria-hidden="true" /> {say("review-looked", { name: line.looked_by_name ?? "", time: dayOfYearAndMinute(line.looked_at_ms ?? 0) })}
          {line.look_note !== null && <span class="review-said"> {line.look_note}</span>}
        </p>
      )}
      <div class="review-row">
        <Button aria-label={say("review-readers-of", { number: line.number })} onClick={() => void goToReaders(review, line.consult_id)}>
          <Users size={18} aria-hidden="true" /> {say("review-readers-short")}
        </Button>
        {isNew && review.administers && (
          <Button look="main" aria-label={say("review-look-at", { number: line.number, name: line.name })} onClick={onLook}>
            <ShieldCheck size={18} aria-hidden="true" /> {say("review-look")}
          </Button>
        )}
      </div>
    </li>
  );
}
