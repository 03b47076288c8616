/** A key that holds a record beyond its time, or ends that; both take a reason. */

import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { Button } from "~/interface/parts";
import { say } from "~/interface/words";
import type { Review } from "../state/review";
import { AskingWhy } from "./asking-why";

const LONGEST_REASON = 2000;

interface HoldingProps {
  readonly review: Review;
  readonly record: { readonly consult_id: string; readonly number: number };
  readonly held: boolean;
  readonly children?: ComponentChildren;
}

export function Holding({ review, record, held, children }: HoldingProps) {
  const [asks, setAsks] = useState(false);
  const act = say(held ? "review-end-hold" : "review-hold");
  const about = { number: record.number };
  return (
    <>
      <Button aria-label={say(held ? "review-end-hold-of" : "review-hold-of", about)} onClick={() => setAsks(true)}>
        {children} {act}
      </Button>
      {asks && (
        <AskingWhy
          title={act}
          note={say(held ? "review-end-hold-note" : "review-hold-note", about)}
          label={say("review-why")}
          act={act}
          longest={LONGEST_REASON}
          onSay={(reason) => void (held ? review.endHold(record.consult_id, reason) : review.hold(record.consult_id, reason))}
          onClose={() => setAsks(false)}
        />
      )}
    </>
  );
}
