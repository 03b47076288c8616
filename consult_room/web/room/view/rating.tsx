/** What the viewer's side says of the consult once it is over. One line that opens: nobody is held up by it. */

import { ChevronDown, Star } from "lucide-preact";
import { useState } from "preact/hooks";
import { Button } from "~/interface/parts";
import { addWords, say, sayCode } from "~/interface/words";
import en from "~/consult_room/figures/room_words/en.ftl?raw";
import ru from "~/consult_room/figures/room_words/ru.ftl?raw";
import uz from "~/consult_room/figures/room_words/uz.ftl?raw";
import { Refusal } from "~/signaling/web/frames";
import type { ConsultRatingView } from "~/signaling/web/wire";
import { useAnswer } from "./answer";
import type { SectionProps } from "./section";
import "./rating.css";

addWords({ uz, ru, en });

const SCORES = [1, 2, 3, 4, 5] as const;
const ANSWERS = ["yes", "no", "unsaid"] as const;
type Would = (typeof ANSWERS)[number];

interface Said {
  readonly scores: Readonly<Record<string, number>>;
  readonly would: Would;
  readonly words: string;
}

/** By consult, what is not sent yet: the record is drawn anew when the consult is closed meanwhile. */
const begun = new Map<string, Said>();

function saidIn(own: ConsultRatingView["own"]): Said {
  if (own === null) return { scores: {}, would: "unsaid", words: "" };
  const would = own.would_have_sent === null ? "unsaid" : own.would_have_sent ? "yes" : "no";
  return { scores: own.scores, would, words: own.words ?? "" };
}

export function RatingCard({ session, shown }: SectionProps) {
  const { consult_id, state } = shown.view;
  const [saved, setSaved] = useState(0);
  const [open, setOpen] = useState(begun.has(consult_id));
  const view = useAnswer<ConsultRatingView>(session, { type: "consult.rating", consult_id }, `${consult_id} ${state} ${saved}`);
  if (view === null || view.questions.length === 0) return null;
  const said = view.own !== null;
  const send = ({ scores, would, words }: Said): void => {
    session.send({ type: "consult.rate", consult_id, scores, would_have_sent: would === "unsaid" ? null : would === "yes", words: words.trim() }).then(
      () => {
        begun.delete(consult_id);
        setSaved((times) => times + 1);
        setOpen(false);
      },
      (problem: unknown) => {
        if (!(problem instanceof Refusal)) throw problem;
      },
    );
  };
  return (
    <details class="rating" open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <Star size={18} aria-hidden="true" fill={said ? "currentColor" : "none"} />
        <span role="status">{say(said ? "rating-saved" : "rating-title")}</span>
        <span class="spring" />
        <ChevronDown class="rating-turn" size={18} aria-hidden="true" />
      </summary>
      <RatingForm key={JSON.stringify(view.own)} view={view} onSend={send} />
    </details>
  );
}

function RatingForm({ view, onSend }: { view: ConsultRatingView; onSend: (said: Said) => void }) {
  const [said, setSaid] = useState<Said>(() => begun.get(view.consult_id) ?? saidIn(view.own));
  const change = (changes: Partial<Said>): void => {
    const next = { ...said, ...changes };
    begun.set(view.consult_id, next);
    setSaid(next);
  };
  const save = (event: Event): void => {
    event.preventDefault();
    onSend(said);
  };
  return (
    <form aria-label={say("rating-title")} onSubmit={save}>
      <p class="rating-ends muted">{say("rating-scale")}</p>
      {view.questions.map((question) => (
        <Choice
          key={question}
          legend={sayCode("rating", question)}
          name={question}
          options={SCORES.map((score) => ({ value: String(score), text: String(score) }))}
          chosen={String(said.scores[question] ?? "")}
          onChoose={(score) => change({ scores: { ...said.scores, [question]: Number(score) } })}
        />
      ))}
      {view.asks_transfer && (
        <Choice
          legend={say("rating-would-have-sent")}
          name="would-have-sent"
          options={ANSWERS.map((value) => ({ value, text: sayCode("rating-would", value) }))}
          chosen={said.would}
          onChoose={(value) => change({ would: value as Would })}
        />
      )}
      <label class="field">
        <span class="field-label">{say("rating-words")}</span>
        <input class="input" value={said.words} maxLength={500} autoComplete="off" onInput={(event) => change({ words: event.currentTarget.value })} />
      </label>
      <Button look="main" type="submit" disabled={view.questions.some((question) => !said.scores[question])}>
        {say("rating-save")}
      </Button>
    </form>
  );
}

interface ChoiceProps {
  readonly legend: string;
  readonly name: string;
  readonly options: readonly { readonly value: string; readonly text: string }[];
  readonly chosen: string;
  readonly onChoose: (value: string) => void;
}

function Choice({ legend, name, options, chosen, onChoose }: ChoiceProps) {
  return (
    <fieldset class="rating-choice">
      <legend>{legend}</legend>
      <div class="rating-options">
        {options.map(({ value, text }) => (
          <label key={value} data-chosen={value === chosen}>
            <input class="unseen" type="radio" name={`rating-${name}`} value={value} checked={value === chosen} onChange={() => onChoose(value)} />
            {text}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
