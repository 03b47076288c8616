/** Why and where to in large type, one button for each answer, and the answer that stands. */

import { CircleCheck, Clock, Link2Off, LoaderCircle, WifiOff } from "lucide-preact";
import type { ComponentChildren } from "preact";
import { clockMinute } from "~/interface/clock";
import { LanguageSwitch, Shape } from "~/interface/parts";
import { say } from "~/interface/words";
import type { Call, Coming, RecallReply } from "../state/coming";

const REPLIES: readonly RecallReply[] = ["in_20", "in_40", "in_60", "later", "cannot"];

export function ComingPage({ coming }: { coming: Coming }) {
  const drawing = coming.drawing;
  const call = coming.call.value;
  return (
    <div class="coming" data-drawing={drawing}>
      <header class="coming-head">
        <span class="coming-brand">
          <Shape name="cross" size={16} /> Tez Yordam <span class="number">103</span>
        </span>
        <LanguageSwitch large />
      </header>
      {drawing === "asked" && call !== null ? <Asked coming={coming} call={call} /> : <Ended coming={coming} call={call} />}
    </div>
  );
}

function named(reply: RecallReply): string {
  return reply.startsWith("in_") ? say("coming-in", { minutes: reply.slice(3) }) : say(reply === "later" ? "coming-later" : "coming-cannot");
}

function said(call: Call): string {
  if (call.by_ms !== null) return say("coming-said-by", { time: clockMinute(call.by_ms) });
  return say(call.reply === "later" ? "coming-said-later" : "coming-said-cannot");
}

function Asked({ coming, call }: { coming: Coming; call: Call }) {
  const saying = coming.saying.value;
  const until = clockMinute(call.until_ms);
  return (
    <main class="coming-main">
      <h1>{say("coming-title")}</h1>
      {call.text !== null && <p class="coming-text">{call.text}</p>}
      <dl class="coming-where">
        <dt>{say("coming-place")}</dt>
        <dd>{call.place}</dd>
      </dl>
      <p class="muted number">{say("coming-asked", { time: clockMinute(call.started_at_ms), until })}</p>
      {coming.unsent.value && (
        <p class="band" data-tone="bad" role="alert">
          <WifiOff size={22} aria-hidden="true" />
          <span class="band-text">{say("coming-not-sent")}</span>
        </p>
      )}
      <div class="coming-said" role="status">
        {call.reply !== null && (
          <>
            <p class="coming-answer" data-cannot={call.reply === "cannot"}>
              <CircleCheck size={28} aria-hidden="true" /> {said(call)}
            </p>
            <p>{say("coming-thanks")}</p>
          </>
        )}
      </div>
      <h2>{call.reply === null ? say("coming-when") : say("coming-change", { until })}</h2>
      <div class="coming-replies">
        {REPLIES.map((reply) => (
          <button
            key={reply}
            type="button"
            data-reply={reply}
            aria-pressed={call.reply === reply}
            aria-busy={saying === reply}
            disabled={saying !== null}
            onClick={() => void coming.say(reply)}
          >
            {saying === reply ? say("coming-sending") : named(reply)}
          </button>
        ))}
      </div>
    </main>
  );
}

interface End {
  readonly icon: ComponentChildren;
  readonly title: string;
  readonly more?: string;
}

function ended(coming: Coming, call: Call | null): End {
  switch (coming.drawing) {
    case "off":
      return { icon: <CircleCheck size={64} aria-hidden="true" />, title: say("coming-off"), more: say("coming-off-more") };
    case "over": {
      const by = call?.by_ms ?? null;
      const more = by === null ? say("coming-over-more") : say("coming-over-by", { time: clockMinute(by) });
      return { icon: <Clock size={64} aria-hidden="true" />, title: say("coming-over"), more };
    }
    case "invalid":
      return { icon: <Link2Off size={64} aria-hidden="true" />, title: say("coming-invalid"), more: say("coming-invalid-more") };
    case "lost":
      return { icon: <WifiOff size={64} aria-hidden="true" />, title: say("coming-lost"), more: say("coming-lost-more") };
    default:
      return { icon: <LoaderCircle size={64} aria-hidden="true" />, title: say("coming-loading") };
  }
}

function Ended({ coming, call }: { coming: Coming; call: Call | null }) {
  const end = ended(coming, call);
  return (
    <main class="coming-end" role="status">
      {end.icon}
      <h1>{end.title}</h1>
      {end.more !== undefined && <p>{end.more}</p>}
    </main>
  );
}
