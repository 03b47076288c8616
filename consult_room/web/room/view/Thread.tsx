/** The thread of a consult: what was done and said, the message line, and how it ends. */

import { ClipboardCheck, ClipboardPen, Send } from "lucide-preact";
import { Fragment } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { clockMinute, dayAndMinute, span } from "~/interface/clock";
import { Button, Field } from "~/interface/parts";
import { say, sayCode } from "~/interface/words";
import { StillsOf } from "~/media/web/dock/view/stills-of";
import { ClipsOf } from "~/media/web/dock/view/thread-clip";
import type { ConsultView } from "~/signaling/web/wire";
import { isOver } from "../state/order";
import type { Room, Shown } from "../state/room";
import type { Entry } from "../state/thread";
import { placedEntries } from "./entries";
import type { PlacedEntry } from "./placed";
import type { SectionProps } from "./section";

interface Props {
  readonly room: Room;
  readonly shown: Shown;
}

/** Whoever treats in it speaks while it goes on. */
const SPEAKERS: readonly ConsultView["relation"][] = ["asker", "specialist", "called_in", "hospital", "patient"];

export function ThreadSection(props: SectionProps) {
  const { session, room, shown, self } = props;
  const { view } = shown;
  const specialist = view.relation === "specialist" && (view.state === "accepted" || view.state === "concluded");
  const asker = view.relation === "asker" && view.state === "concluded";
  return (
    <>
      <StillsOf session={session} kind="consult" about={view.consult_id} />
      <Thread room={room} over={isOver(view)} selfName={self.name} placed={placedEntries(props)} />
      <ClipsOf session={session} about={view.consult_id} />
      {shown.live && SPEAKERS.includes(view.relation) && <SayLine room={room} view={view} />}
      {specialist && <Conclude room={room} view={view} />}
      {asker && <Acknowledge room={room} shown={shown} />}
    </>
  );
}

/** What was said and done, with what other sections put between it: each at its time, unsent things last. */
function inOrder(said: readonly Entry[], placed: readonly PlacedEntry[]): readonly (Entry | PlacedEntry)[] {
  const last = (entry: Entry | PlacedEntry): boolean => ("draw" in entry ? entry.unsent : entry.is === "unsent");
  return [...said, ...placed].sort((one, other) => Number(last(one)) - Number(last(other)) || one.atMs - other.atMs);
}

function Thread({ room, over, selfName, placed }: { room: Room; over: boolean; selfName: string; placed: readonly PlacedEntry[] }) {
  const end = useRef<HTMLDivElement>(null);
  const entries = inOrder(room.thread.value, placed);
  useEffect(() => {
    const box = end.current?.parentElement;
    // Where room is short it is not the thread that scrolls, but all of the section.
    for (const each of [box, box?.closest(".room-section")]) if (each != null) each.scrollTop = each.scrollHeight;
  }, [entries.length]);
  return (
    <div class="room-thread" role="log" aria-label={say("room-thread")} tabIndex={0}>
      {entries.map((entry) =>
        "draw" in entry ? <Fragment key={entry.key}>{entry.draw()}</Fragment> : <ThreadEntry key={entry.key} entry={entry} over={over} selfName={selfName} />,
      )}
      <div ref={end} />
    </div>
  );
}

function ThreadEntry({ entry, over, selfName }: { entry: Entry; over: boolean; selfName: string }) {
  const time = <span class="number">{over ? dayAndMinute(entry.atMs) : clockMinute(entry.atMs)}</span>;
  if (entry.is === "line" || entry.is === "unsent") {
    const mine = entry.is === "unsent" || entry.mine;
    return (
      <div class="room-line" data-mine={mine} data-unsent={entry.is === "unsent"}>
        {entry.is === "line" && entry.askedBack && <p class="room-line-kind">{say("room-asked-back")}</p>}
        <p>{entry.text ?? say("room-erased")}</p>
        <p class="room-line-foot muted">
          {entry.is === "unsent" ? say("room-not-sent") : <>{entry.name ?? say("room-erased")} · {entry.bySms && "SMS · "}{time}</>}
          {entry.is === "unsent" && <span class="unseen"> {selfName}</span>}
        </p>
      </div>
    );
  }
  if (entry.is === "telephoned") {
    const { at_ms, minutes, outcome } = entry.talk;
    return (
      <div class="room-line" data-telephone="true">
        <p>
          <b>{say("room-fact-telephoned", { time: clockMinute(at_ms), minutes })}</b> {sayCode("consult-telephoned", outcome)}
        </p>
        {entry.text !== null && entry.text !== "" && <p>{entry.text}</p>}
        <p class="room-line-foot muted">
          {entry.name ?? say("room-erased")} · {time}
        </p>
      </div>
    );
  }
  if (entry.is === "concluded") {
    return (
      <div class="room-conclusion">
        <p>
          <b>{say("room-conclusion")}</b> <span class="muted">{time}</span>
        </p>
        <p>{entry.text ?? say("room-erased")}</p>
      </div>
    );
  }
  return (
    <p class="room-fact muted">
      {time} {factWords(entry)}
    </p>
  );
}

function factWords(entry: Exclude<Entry, { is: "line" | "unsent" | "concluded" | "telephoned" }>): string {
  switch (entry.is) {
    case "asked":
      return say("room-fact-asked", { name: entry.name ?? say("room-erased") });
    case "declined":
      return say("room-fact-declined", { name: entry.name ?? say("room-erased") });
    case "silent":
      return say("room-fact-silent", { name: entry.name ?? say("room-erased") });
    case "accepted":
      return say("room-fact-accepted", { name: entry.name ?? say("room-erased"), time: span(entry.afterMs) });
    case "passed_on":
      return say("room-fact-passed-on", { name: entry.name ?? say("room-erased") });
    case "came_in":
      return say("room-fact-came-in", { name: entry.name ?? say("room-erased") });
    case "went":
      return say("room-fact-went", { name: entry.name ?? say("room-erased") });
    case "closed":
      return say("room-fact-closed");
    case "cancelled":
      return say("room-fact-cancelled");
  }
}

function SayLine({ room, view }: { room: Room; view: ConsultView }) {
  const [text, setText] = useState("");
  return (
    <form
      class="room-say"
      onSubmit={(event) => {
        event.preventDefault();
        room.say(view.consult_id, text);
        setText("");
      }}
    >
      <input
        class="input"
        aria-label={say("room-message")}
        placeholder={say("room-message")}
        autoComplete="off"
        maxLength={2000}
        value={text}
        onInput={(event) => setText(event.currentTarget.value)}
      />
      <Button type="submit" aria-label={say("room-send")} disabled={text.trim() === ""}>
        <Send size={20} aria-hidden="true" />
      </Button>
    </form>
  );
}

function Conclude({ room, view }: { room: Room; view: ConsultView }) {
  const [text, setText] = useState(view.conclusion ?? "");
  const [open, setOpen] = useState(false);
  const written = view.state === "concluded";
  const unchanged = text.trim() === "" || text.trim() === view.conclusion;
  if (written && !open) {
    return (
      <div class="room-end">
        <p role="status">{say("room-waits-for-acknowledgement")}</p>
        <Button onClick={() => setOpen(true)}>
          <ClipboardPen size={18} aria-hidden="true" /> {say("room-write-anew")}
        </Button>
      </div>
    );
  }
  return (
    <form
      class="room-end"
      onSubmit={(event) => {
        event.preventDefault();
        if (unchanged) return;
        room.conclude(view.consult_id, text);
        setOpen(false);
      }}
    >
      <Field label={say("room-conclusion")}>
        {(ids) => (
          <textarea {...ids} class="input" rows={4} maxLength={8000} value={text} onInput={(event) => setText(event.currentTarget.value)} />
        )}
      </Field>
      <Button class="room-conclude" look="main" size="large" type="submit" disabled={unchanged}>
        <ClipboardPen size={20} aria-hidden="true" /> {say("room-conclude")}
      </Button>
    </form>
  );
}

function Acknowledge({ room, shown }: Props) {
  return (
    <div class="room-end">
      <p>{say("room-acknowledge-note")}</p>
      <Button class="room-acknowledge" look="main" size="large" onClick={() => room.acknowledge(shown)}>
        <ClipboardCheck size={20} aria-hidden="true" /> {say("room-acknowledge")}
      </Button>
    </div>
  );
}
