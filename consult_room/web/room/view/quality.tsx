/** What the record still lacks, and what the viewer's side says of the consult once it is concluded. */

import { useEffect, useState } from "preact/hooks";
import { Button } from "~/interface/parts";
import { addWords, language, say, sayCode } from "~/interface/words";
import en from "~/consult_room/figures/room_words/en.ftl?raw";
import ru from "~/consult_room/figures/room_words/ru.ftl?raw";
import uz from "~/consult_room/figures/room_words/uz.ftl?raw";
import { Refusal } from "~/signaling/web/frames";
import type { Completeness, ConsultRatingView } from "~/signaling/web/wire";
import type { SectionProps } from "./section";

addWords({ uz, ru, en });

const SCORES = [1, 2, 3, 4, 5] as const;
type Would = "" | "yes" | "no";

/** Asked anew whenever `mark` changes; null before the answer, and where there is none for this viewer. */
function useAnswer<Answer>(session: SectionProps["session"], question: { readonly type: string; readonly [field: string]: unknown }, mark: string): Answer | null {
  const [answer, setAnswer] = useState<Answer | null>(null);
  useEffect(() => {
    let gone = false;
    session.ask(question as never).then(
      (told) => {
        if (!gone) setAnswer(told as Answer);
      },
      (problem: unknown) => {
        if (!(problem instanceof Refusal)) throw problem;
      },
    );
    return () => {
      gone = true;
    };
  }, [mark]);
  return answer;
}

export function Quality(props: SectionProps & { readonly mark: string }) {
  return (
    <>
      <Lacking {...props} />
      <RatingCard {...props} />
    </>
  );
}

function Lacking({ session, shown, mark }: SectionProps & { readonly mark: string }) {
  const consultId = shown.view.consult_id;
  const spoken = language.value;
  const found = useAnswer<Completeness>(session, { type: "consult.completeness", consult_id: consultId, language: spoken }, `${consultId} ${spoken} ${mark}`);
  if (found === null) return null;
  const missing = found.fields.filter((field) => !field.present && !(field.key === "acknowledged" && shown.view.relation === "specialist"));
  return (
    <details class="conclusion-shared">
      <summary>
        {say("completeness-title")} · {say("completeness-count", { present: found.present, wanted: found.wanted })}
      </summary>
      {missing.length === 0 ? <p>{say("completeness-whole")}</p> : null}
      <ul>
        {missing.map((field) => (
          <li key={field.key}>
            <b>{field.names[spoken]}</b> <span class="muted">{field.reason[spoken]}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}

function RatingCard({ session, shown, mark }: SectionProps & { readonly mark: string }) {
  const consultId = shown.view.consult_id;
  const [saved, setSaved] = useState(0);
  const [scores, setScores] = useState<Readonly<Record<string, number>>>({});
  const [would, setWould] = useState<Would>("");
  const [words, setWords] = useState("");
  const view = useAnswer<ConsultRatingView>(session, { type: "consult.rating", consult_id: consultId }, `${consultId} ${shown.view.state} ${mark} ${saved}`);
  useEffect(() => {
    if (view?.own == null) return;
    setScores(view.own.scores);
    setWould(view.own.would_have_sent === null ? "" : view.own.would_have_sent ? "yes" : "no");
    setWords(view.own.words ?? "");
  }, [view]);
  if (view === null || view.questions.length === 0) return null;
  const save = (): void => {
    const body = { type: "consult.rate", consult_id: consultId, scores, would_have_sent: would === "" ? null : would === "yes", words: words.trim() };
    session.send(body).then(
      () => setSaved((times) => times + 1),
      (problem: unknown) => {
        if (!(problem instanceof Refusal)) throw problem;
      },
    );
  };
  return (
    <form class="conclusion-shared" aria-label={say("rating-title")} onSubmit={(event) => event.preventDefault()}>
      <h3>{say("rating-title")}</h3>
      {view.questions.map((question) => (
        <label key={question} class="field">
          <span>{sayCode("rating", question)}</span>
          <select value={scores[question] ?? ""} onChange={(event) => setScores({ ...scores, [question]: Number(event.currentTarget.value) })}>
            <option value="" disabled>
              –
            </option>
            {SCORES.map((score) => (
              <option key={score} value={score}>
                {score}
              </option>
            ))}
          </select>
        </label>
      ))}
      {view.asks_transfer && (
        <label class="field">
          <span>{say("rating-would-have-sent")}</span>
          <select value={would} onChange={(event) => setWould(event.currentTarget.value as Would)}>
            <option value="">{say("rating-unsaid")}</option>
            <option value="yes">{say("rating-yes")}</option>
            <option value="no">{say("rating-no")}</option>
          </select>
        </label>
      )}
      <label class="field">
        <span>{say("rating-words")}</span>
        <input value={words} maxLength={500} onInput={(event) => setWords(event.currentTarget.value)} />
      </label>
      <Button disabled={view.questions.some((question) => !scores[question])} onClick={save}>
        {say("rating-save")}
      </Button>
      {view.own !== null && <p role="status">{say("rating-saved")}</p>}
    </form>
  );
}
