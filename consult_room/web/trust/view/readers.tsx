/** Every reading of one record: who, where they work, when, by which way; and whose screens were sent it. */

import { Archive, Download } from "lucide-preact";
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { Blank, Button, Field, Tag } from "~/interface/parts";
import { say, sayCode } from "~/interface/words";
import type { ConsultReadersView } from "~/signaling/web/wire";
import type { Review } from "../state/review";
import { Holding } from "./holding";
import { dayOfYearAndMinute } from "./times";

const PLACE = "readers";

/** Chosen elsewhere on the page: it is brought into sight, and a keyboard goes on from there. */
export async function goToReaders(review: Review, consultId: string): Promise<void> {
  await review.choose(consultId);
  const heading = document.getElementById(PLACE);
  heading?.scrollIntoView({ block: "start" });
  heading?.focus();
}

export function Readers({ review }: { review: Review }) {
  const told = review.told.value;
  return (
    <section aria-labelledby={PLACE}>
      <h2 id={PLACE} tabIndex={-1}>
        {say("review-readers")}
      </h2>
      <Choosing review={review} />
      {told === null ? <Blank title={say("review-readers-none")} /> : <Told review={review} told={told} />}
    </section>
  );
}

function Choosing({ review }: { review: Review }) {
  const [typed, setTyped] = useState("");
  const [wrong, setWrong] = useState(false);
  const choices = review.choices.value;
  return (
    <form
      class="review-row review-choosing"
      onSubmit={(event) => {
        event.preventDefault();
        void review.choose(typed).then((found) => setWrong(!found));
      }}
    >
      {choices.length > 0 && (
        <Field label={say("review-choice")}>
          {(ids) => (
            <select {...ids} class="input" value="" onChange={(event) => void review.choose(event.currentTarget.value)}>
              <option value="">{say("review-choice-none")}</option>
              {choices.map((one) => (
                <option key={one.consultId} value={one.consultId}>
                  {`${say("review-record", { number: one.number, specialty: sayCode("specialty", one.specialty) })} · ${dayOfYearAndMinute(one.askedAtMs)}`}
                </option>
              ))}
            </select>
          )}
        </Field>
      )}
      <Field label={say("review-number")} bad={wrong} note={wrong ? say("review-number-wrong") : undefined}>
        {(ids) => (
          <input {...ids} class="input number" autoComplete="off" spellcheck={false} maxLength={40} value={typed} onInput={(event) => setTyped(event.currentTarget.value)} />
        )}
      </Field>
      <Button type="submit">{say("review-show")}</Button>
    </form>
  );
}

function Told({ review, told }: { review: Review; told: ConsultReadersView }) {
  return (
    <>
      <div class="review-row">
        <h3>{say("review-record", { number: told.number, specialty: sayCode("specialty", told.specialty) })}</h3>
        {told.held && (
          <Tag tone="warn" shape="square">
            {say("review-held")}
          </Tag>
        )}
        {told.erased && <Tag tone="muted">{say("review-erased")}</Tag>}
        <span class="spring" />
        {review.administers && !told.erased && (
          <Holding review={review} record={told} held={told.held}>
            <Archive size={18} aria-hidden="true" />
          </Holding>
        )}
        <a class="button" data-look="ghost" href={`/api/consults/${encodeURIComponent(told.consult_id)}/readers.csv`} download>
          <Download size={18} aria-hidden="true" /> CSV
        </a>
      </div>
      <Readings told={told} />
      <Members told={told} />
      {told.holds.length > 0 && <Holds told={told} />}
    </>
  );
}

function Readings({ told }: { told: ConsultReadersView }) {
  if (told.readings.length === 0) return <p class="muted">{say("review-nobody-read")}</p>;
  const head = ["when", "who", "role", "part", "place", "way", "what"].map((name) => say(`review-col-${name}`));
  return (
    <Table caption={say("review-readings", { count: told.readings.length })} head={head}>
      {told.readings.map((one) => (
        <tr key={one.reading_id} data-way={one.way}>
          <td class="number">{dayOfYearAndMinute(one.at_ms)}</td>
          <th scope="row">{one.name === "" ? say("review-crew") : one.name}</th>
          <td>{sayCode("role", one.role)}</td>
          <td>{one.part === null ? "–" : sayCode("review-part", one.part)}</td>
          <td>{one.place === "" ? "–" : one.place}</td>
          <td>{sayCode("review-way", one.way)}</td>
          <td>{sayCode("review-read", one.what)}</td>
        </tr>
      ))}
    </Table>
  );
}

function Members({ told }: { told: ConsultReadersView }) {
  const head = ["who", "part", "from", "until"].map((name) => say(`review-col-${name}`));
  return (
    <Table caption={say("review-members")} head={head}>
      {told.members.map((one) => (
        <tr key={`${one.relation} ${one.id} ${one.part} ${one.from_ms}`}>
          <th scope="row">{one.name ?? (one.relation === "brigade" ? say("review-crew") : "–")}</th>
          <td>{sayCode("review-part", one.part)}</td>
          <td class="number">{dayOfYearAndMinute(one.from_ms)}</td>
          <td class="number">{one.until_ms === null ? say("review-still") : dayOfYearAndMinute(one.until_ms)}</td>
        </tr>
      ))}
    </Table>
  );
}

function Holds({ told }: { told: ConsultReadersView }) {
  const head = ["from", "by", "why", "until", "by", "why"].map((name) => say(`review-col-${name}`));
  return (
    <Table caption={say("review-holds")} head={head}>
      {told.holds.map((one) => (
        <tr key={one.at_ms}>
          <td class="number">{dayOfYearAndMinute(one.at_ms)}</td>
          <td>{one.by_name}</td>
          <td class="review-words">{one.reason ?? "–"}</td>
          <td class="number">{one.ended_at_ms === null ? say("review-still") : dayOfYearAndMinute(one.ended_at_ms)}</td>
          <td>{one.ended_by_name ?? "–"}</td>
          <td class="review-words">{one.ended_reason ?? "–"}</td>
        </tr>
      ))}
    </Table>
  );
}

function Table({ caption, head, children }: { caption: string; head: readonly string[]; children: ComponentChildren }) {
  return (
    <div class="review-scroll" tabIndex={0} role="region" aria-label={caption}>
      <table class="review-table">
        <caption>{caption}</caption>
        <thead>
          <tr>
            {head.map((name, place) => (
              <th key={place} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}
