/** Openings from outside, the readers of one record, and what is kept until when. */

import "@preact/signals";
import { Moon } from "lucide-preact";
import { LinkBand, RefusalBand, UnsentMark } from "~/interface/bands";
import { chosenByPerson } from "~/interface/page";
import { Blank, Button, LanguageSwitch } from "~/interface/parts";
import { otherTheme } from "~/interface/theme";
import { say, sayCode } from "~/interface/words";
import type { Me } from "~/signaling/web/account";
import type { Session } from "~/signaling/web/session";
import type { Review } from "../state/review";
import { Glasses } from "./glasses";
import { Keeping } from "./keeping";
import { Readers } from "./readers";

interface PageProps {
  readonly review: Review;
  readonly session: Session;
  readonly me: Me;
}

export function ReviewPage({ review, session, me }: PageProps) {
  const problem = review.problem.value;
  return (
    <div class="review">
      <header class="review-head">
        <h1>{say("review-title")}</h1>
        <span class="muted">{me.name}</span>
        <span class="spring" />
        <UnsentMark session={session} />
        <a class="review-link" href={me.front}>
          {say("review-back")}
        </a>
        <Button look="quiet" onClick={otherTheme} aria-label={say("review-theme")} title={say("review-theme")}>
          <Moon size={18} aria-hidden="true" />
        </Button>
        <LanguageSwitch onChoose={chosenByPerson} />
      </header>
      <LinkBand session={session} />
      <RefusalBand session={session} />
      <main class="review-main">
        {!review.isTheirs && <Blank title={say("review-not-yours")} />}
        {problem !== null && (
          <p class="review-problem" role="alert">
            {sayCode("refusal", problem)}
          </p>
        )}
        {review.isTheirs && (
          <>
            <Glasses review={review} />
            <Readers review={review} />
            <Keeping review={review} />
          </>
        )}
      </main>
    </div>
  );
}
