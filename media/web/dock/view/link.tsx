/** The link in words: on which rung it goes, why, and at whose end it is bad; and what a person wants of it. */

import { Shape, type ShapeName } from "~/interface/parts";
import { say } from "~/interface/words";
import type { Reason } from "../state/ladder";
import type { LinkReport, LinkShown } from "../state/link";
import { gradeOf, type Grade } from "../state/quality";
import { CHOICES, placeOf, RUNGS, type Choice, type Rung } from "../state/rungs";

const LOOKS: Readonly<Record<Grade, { shape: ShapeName; tone: string }>> = {
  good: { shape: "circle", tone: "ok" },
  fair: { shape: "circle", tone: "muted" },
  poor: { shape: "triangle", tone: "warn" },
  bad: { shape: "diamond", tone: "bad" },
};

interface LinkProps {
  readonly shown: LinkShown;
  /** Of the one other, between two; null when nothing is told, or there are more. */
  readonly far: LinkReport | null;
  readonly name: string;
}

/**
 * Over the picture: the worse of the two directions, its reason, whose link; a good link needs no words there. Who sends
 * no picture by their own wish is not told that it does not go through.
 */
export function LinkBadge({ shown, far, name, sendsPicture }: LinkProps & { sendsPicture: boolean }) {
  const ours: Rung = sendsPicture || placeOf(shown.standing.rung) > placeOf("voice") ? shown.standing.rung : "video";
  const theirs = far !== null && placeOf(far.rung) > placeOf(ours);
  const rung = theirs ? far.rung : ours;
  const reason = theirs ? far.reason : shown.standing.reason;
  const grade = gradeOf(Math.min(shown.score, far?.score ?? 100));
  if (rung === "video" && (grade === "good" || grade === "fair")) return null;
  const whose = whoseLink(shown, name);
  return (
    <div class="dock-badge" role="status" data-grade={grade}>
      <p>
        <span data-tone={rung === "video" ? LOOKS[grade].tone : "warn"}>
          <Shape name={rung === "video" ? LOOKS[grade].shape : "triangle"} /> <b>{say(`conversation-rung-${dashed(rung)}`)}</b>
        </span>{" "}
        <span class="dock-step">{say("conversation-rung-step", { place: placeOf(rung) + 1, all: RUNGS.length })}</span>
      </p>
      <p class="dock-reason">{[whose, theirs ? reasonOf(reason, far.lost, far.roundTripMs, null, true) : reasonOf(reason, shown.reading.upLoss, shown.reading.roundTripMs, shown.reading.upLimitKbps, false)].filter((part) => part !== "").join(": ")}</p>
    </div>
  );
}

function whoseLink(shown: LinkShown, name: string): string {
  return shown.badSide === "none" ? "" : say(`conversation-link-${shown.badSide}`, { name });
}

/** `theirs`: chosen by the other side is asked of us, and the other way round. */
function reasonOf(reason: Reason, lost: number | null, tripMs: number | null, kbps: number | null, theirs: boolean): string {
  switch (reason) {
    case "good":
      return "";
    case "loss":
      return lost === null ? say("conversation-reason-lost") : say("conversation-reason-loss", { percent: Math.round(lost * 100) });
    case "delay":
      return say("conversation-reason-delay", { seconds: ((tripMs ?? 0) / 1000).toFixed(1) });
    case "bandwidth":
      return kbps === null ? say("conversation-reason-narrow") : say("conversation-reason-bandwidth", { kbps: Math.round(kbps) });
    case "broken":
      return say("conversation-reason-broken");
    case "chosen":
      return say(theirs ? "conversation-reason-asked" : "conversation-reason-chosen");
    case "asked":
      return say(theirs ? "conversation-reason-chosen" : "conversation-reason-asked");
  }
}

/** Each side's score in words, beside the figure. */
export function LinkPanel({ shown, far, name, choice, onChoose }: LinkProps & { choice: Choice; onChoose: (choice: Choice) => void }) {
  return (
    <div class="dock-panel">
      <dl class="dock-figures">
        <Side title={say("conversation-you")} score={shown.score} rung={shown.standing.rung} />
        {far !== null && <Side title={name} score={far.score} rung={far.rung} />}
      </dl>
      {shown.badSide !== "none" && <p>{whoseLink(shown, name)}</p>}
      <fieldset class="dock-choices">
        <legend>{say("conversation-choice")}</legend>
        {CHOICES.map((one) => (
          <label key={one}>
            <input type="radio" name="conversation-choice" checked={one === choice} onChange={() => onChoose(one)} /> {say(`conversation-choice-${dashed(one)}`)}
          </label>
        ))}
      </fieldset>
    </div>
  );
}

function Side({ title, score, rung }: { title: string; score: number; rung: Rung }) {
  const grade = gradeOf(score);
  return (
    <div>
      <dt>{title}</dt>
      <dd>
        <span data-tone={LOOKS[grade].tone}>
          <Shape name={LOOKS[grade].shape} /> {say(`conversation-grade-${grade}`)}
        </span>{" "}
        <span class="number muted">{score}</span> · {say("conversation-sends", { rung: say(`conversation-rung-${dashed(rung)}`) })}
      </dd>
    </div>
  );
}

function dashed(word: string): string {
  return word.replaceAll("_", "-");
}
