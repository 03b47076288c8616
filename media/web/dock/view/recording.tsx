/** The sign of a recording: who asked, who has not answered, that it runs; and what can be done about it. */

import { Circle, Square } from "lucide-preact";
import { useState } from "preact/hooks";
import { Button } from "~/interface/parts";
import { say, sayCode } from "~/interface/words";
import type { ParticipantView } from "../state/people";
import type { RecordingNotice, Recordings, Sign } from "../state/recording";
import type { ConversationView, Self } from "../state/words";
import { nameAcross, type NameOf } from "./names";

interface SignProps {
  readonly recordings: Recordings;
  readonly view: ConversationView;
  readonly self: Self;
  readonly nameOf: NameOf;
  readonly size: "large" | undefined;
}

/** Stands over the conversation's buttons, whatever panel is open: who is recorded must see it. */
export function RecordingSign({ recordings, view, self, nameOf, size }: SignProps) {
  const sign = recordings.sign(view.conversation_id, self);
  const notice = recordings.notice(view.conversation_id);
  const refused = recordings.refused.value;
  const name = (key: string): string => nameOfKey(key, view.participants, nameOf);
  const names = (keys: readonly string[]): string => keys.map(name).join(", ");
  return (
    <div class="dock-recording" data-recording={sign.is}>
      {sign.is === "none" && notice !== null && <Notice notice={notice} by={notice.by === null ? "" : name(notice.by)} />}
      {sign.is === "question" && <Question recordings={recordings} sign={sign} by={name(sign.view.asked_by)} size={size} />}
      {sign.is !== "none" && sign.is !== "question" && (
        <p class="dock-recording-line" role="status">
          <Mark sign={sign} />
          <span>{wordsOf(sign, names)}</span>
          <Button class="dock-recording-stop" look="ghost" size={size ?? "small"} onClick={() => void (recordings.mayStop(self) ? recordings.stop(sign.view) : recordings.refuse(sign.view))}>
            <Square size={16} aria-hidden="true" /> {say(recordings.mayStop(self) ? "recording-stop" : "recording-take-back")}
          </Button>
        </p>
      )}
      {refused !== null && (
        <p class="dock-note" role="alert">
          {sayCode("refusal", refused)}
        </p>
      )}
    </div>
  );
}

/** Asks everybody to be recorded; whoever asks reads the text first, and agrees by asking. */
export function AskRecording({ recordings, view, self, size }: Omit<SignProps, "nameOf">) {
  const [reading, setReading] = useState(false);
  const sign = recordings.sign(view.conversation_id, self);
  if (sign.is !== "none" || !sign.mayAsk) return null;
  if (!reading) {
    return (
      <div class="dock-row">
        <Button class="dock-record" look="ghost" size={size} onClick={() => setReading(true)}>
          <Circle size={18} aria-hidden="true" /> {say("recording-ask")}
        </Button>
        {recordings.mayWatch(self) && (
          <a class="button" data-look="ghost" data-size={size} href="/recordings" target="_blank" rel="noopener">
            {say("recordings-title")}
          </a>
        )}
      </div>
    );
  }
  return (
    <div class="dock-recording-question">
      <p>{say("recording-text")}</p>
      <div class="dock-row">
        <Button look="main" size={size} onClick={() => void recordings.ask(view.conversation_id).then(() => setReading(false))}>
          {say("recording-ask-all")}
        </Button>
        <Button look="quiet" size={size} onClick={() => setReading(false)}>
          {say("recording-not-now")}
        </Button>
      </div>
    </div>
  );
}

function Question({ recordings, sign, by, size }: { recordings: Recordings; sign: Extract<Sign, { is: "question" }>; by: string; size: "large" | undefined }) {
  return (
    <div class="dock-recording-question" role="alertdialog" aria-label={say("recording-asked-by", { name: by })}>
      <p>
        <b>{say(sign.paused ? "recording-paused-for-you" : "recording-asked-by", { name: by })}</b>
      </p>
      <p>{say("recording-text")}</p>
      <div class="dock-row">
        <Button class="dock-recording-agree" look="main" size={size} onClick={() => void recordings.consent(sign.view)}>
          {say("recording-agree")}
        </Button>
        <Button class="dock-recording-refuse" look="ghost" size={size} onClick={() => void recordings.refuse(sign.view)}>
          {say("recording-refuse")}
        </Button>
      </div>
    </div>
  );
}

function Notice({ notice, by }: { notice: RecordingNotice; by: string }) {
  return (
    <p class="dock-note" role="status">
      {say(`recording-over-${notice.how.replaceAll("_", "-")}`, { name: by })}
    </p>
  );
}

/** Filled and red only while it runs; a ring while it does not. */
function Mark({ sign }: { sign: Sign }) {
  return <span class="dock-recording-mark" data-runs={sign.is === "running"} aria-hidden="true" />;
}

function wordsOf(sign: Exclude<Sign, { is: "none" | "question" }>, names: (keys: readonly string[]) => string): string {
  if (sign.is === "running") return say("recording-runs");
  if (sign.open.length > 0) return say(sign.is === "paused" ? "recording-paused-not-agreed" : "recording-waits-for", { names: names(sign.open) });
  return say(sign.is === "paused" ? "recording-paused-no-worker" : "recording-begins-soon");
}

function nameOfKey(key: string, participants: readonly ParticipantView[], nameOf: NameOf): string {
  const found = participants.find((one) => `${one.relation}:${one.id}` === key);
  if (found !== undefined) return nameAcross(found, nameOf);
  const [relation = "person", ...id] = key.split(":");
  return nameAcross({ relation: relation as ParticipantView["relation"], id: id.join(":"), name: null }, nameOf);
}
