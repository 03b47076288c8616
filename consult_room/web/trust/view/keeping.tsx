/** How long records are kept: what is held and why, what goes soon, and what is gone. */

import { Loading, Tag } from "~/interface/parts";
import { say, sayCode } from "~/interface/words";
import type { DueRecord, ErasedRecord, HeldRecord, RecordKeepingView } from "~/signaling/web/wire";
import type { Review } from "../state/review";
import { Holding } from "./holding";
import { day, dayOfYearAndMinute } from "./times";

export function Keeping({ review }: { review: Review }) {
  if (!review.administers) return null;
  const told = review.keeping.value;
  return (
    <section aria-labelledby="keeping">
      <h2 id="keeping">{say("review-keeping")}</h2>
      {told === null ? <Loading /> : <Kept review={review} told={told} />}
    </section>
  );
}

function Kept({ review, told }: { review: Review; told: RecordKeepingView }) {
  return (
    <>
      <p class="muted">{say("review-keeping-note", { years: told.consult_years })}</p>
      <h3>{say("review-held-list", { count: told.held.length })}</h3>
      <ul class="review-list" hidden={told.held.length === 0}>
        {told.held.map((one) => (
          <Held key={one.consult_id} review={review} one={one} />
        ))}
      </ul>
      <h3>{say("review-due-list", { count: told.due_count })}</h3>
      <ul class="review-list" hidden={told.due.length === 0}>
        {told.due.map((one) => (
          <Due key={one.consult_id} review={review} one={one} />
        ))}
      </ul>
      <h3>{say("review-erased-list", { count: told.erased_count })}</h3>
      <ul class="review-list review-erasings" hidden={told.erased.length === 0}>
        {told.erased.map((one) => (
          <Erased key={one.consult_id} one={one} />
        ))}
      </ul>
    </>
  );
}

function Held({ review, one }: { review: Review; one: HeldRecord }) {
  return (
    <li class="review-one" data-held={one.consult_id}>
      <div class="review-row">
        <h4>{say("review-record", { number: one.number, specialty: sayCode("specialty", one.specialty) })}</h4>
        <span class="spring" />
        <Holding review={review} record={one} held />
      </div>
      <p class="review-said">{one.reason}</p>
      <p class="muted">
        {say("review-held-by", { name: one.held_by_name, time: dayOfYearAndMinute(one.held_at_ms) })} · {say("review-own-time", { day: day(one.until_ms) })}
      </p>
    </li>
  );
}

function Due({ review, one }: { review: Review; one: DueRecord }) {
  return (
    <li class="review-one">
      <div class="review-row">
        <h4>{say("review-record", { number: one.number, specialty: sayCode("specialty", one.specialty) })}</h4>
        <span class="number muted">{say("review-goes", { day: day(one.until_ms) })}</span>
        <span class="spring" />
        <Holding review={review} record={one} held={false} />
      </div>
    </li>
  );
}

function Erased({ one }: { one: ErasedRecord }) {
  return (
    <li class="review-row">
      <b class="number">№ {one.number}</b>
      <span class="muted number">{dayOfYearAndMinute(one.erased_at_ms)}</span>
      <code class="muted">{one.consult_id}</code>
      {!one.files_gone && (
        <Tag tone="warn" shape="diamond">
          {say("review-files-left")}
        </Tag>
      )}
    </li>
  );
}
