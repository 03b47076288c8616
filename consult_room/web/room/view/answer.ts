/** The answer to a question of this viewer's, as long as a part of the record is drawn. */

import { useEffect, useState } from "preact/hooks";
import { Refusal } from "~/signaling/web/frames";
import type { SectionProps } from "./section";

/** Asked anew whenever `mark` changes; null before the answer, and where there is none for this viewer. */
export function useAnswer<Answer>(session: SectionProps["session"], question: { readonly type: string; readonly [field: string]: unknown }, mark: string): Answer | null {
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
