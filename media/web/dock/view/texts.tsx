/** What is written in the conversation, and the pictures that were taken in it: kept with it, sent when there is a line, read by everybody in it. */

import { SendHorizontal } from "lucide-preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { clockMinute } from "~/interface/clock";
import { Button, Field } from "~/interface/parts";
import { say } from "~/interface/words";
import type { Clips, ShownClip } from "../state/clips";
import type { ParticipantView } from "../state/people";
import type { Shown, Texts } from "../state/texts";
import type { KeptSource } from "../state/stills";
import { partyOf, type Relation, type Self } from "../state/words";
import { ClipLine, Speak } from "./clips";
import { nameAcross, type NameOf } from "./names";
import { StillsOf } from "./stills-of";

const LONGEST = 2_000;

interface TextsProps {
  readonly texts: Texts;
  readonly clips: Clips;
  readonly participants: readonly ParticipantView[];
  readonly self: Self;
  readonly nameOf: NameOf;
  readonly size: "large" | undefined;
  readonly stills: KeptSource;
  readonly conversationId: string;
}

export function TextsPanel({ texts, clips, participants, self, nameOf, size, stills, conversationId }: TextsProps) {
  const [text, setText] = useState("");
  const [refused, setRefused] = useState(false);
  const list = useRef<HTMLOListElement>(null);
  const all = inOrder(texts.all.value, clips.all.value);
  const mine = partyOf(self);
  useEffect(() => {
    texts.lookedAt();
    list.current?.lastElementChild?.scrollIntoView({ block: "nearest" });
  }, [all.length]);
  const send = (): void => {
    const written = text.trim();
    if (written === "") return;
    setText("");
    setRefused(false);
    void texts.write(written).then((done) => {
      if (done) return;
      setRefused(true);
      setText((now) => (now === "" ? written : now));
    });
  };
  return (
    <div class="dock-panel">
      {/* A guest sees a still while it lies over the picture, and reads no record. */}
      {self.role !== "guest" && <StillsOf session={stills} kind="conversation" about={conversationId} />}
      {all.length === 0 && <p class="muted">{say("conversation-no-texts")}</p>}
      <ol class="dock-texts" ref={list} tabIndex={0} aria-label={say("conversation-texts")}>
        {all.map((one, place) =>
          "clipId" in one ? (
            <ClipLine key={one.clipId} clip={one} clips={clips} participants={participants} nameOf={nameOf} size={size} />
          ) : (
            <li key={place} data-mine={one.atMs === null || (one.relation === mine.relation && one.id === mine.id)}>
              <p>{one.text ?? say("conversation-text-erased")}</p>
              <p class="muted">
                {one.atMs === null ? say("conversation-text-under-way") : `${nameAcross({ relation: one.relation as Relation, id: one.id, name: one.name }, nameOf)} · ${clockMinute(one.atMs)}`}
              </p>
            </li>
          ),
        )}
      </ol>
      {refused && <p class="dock-note" role="alert">{say("conversation-text-refused")}</p>}
      <form
        class="dock-write"
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <Field label={say("conversation-write")}>
          {(ids) => <input {...ids} class="input" value={text} maxLength={LONGEST} autoComplete="off" onInput={(event) => setText(event.currentTarget.value)} />}
        </Field>
        <Button type="submit" look="main" size={size} aria-label={say("conversation-send")} disabled={text.trim() === ""}>
          <SendHorizontal size={20} aria-hidden="true" />
        </Button>
      </form>
      {!clips.needed.value && <Speak taking={clips.taking} large={size === "large"} />}
    </div>
  );
}

/** By when they were written or spoken; what is under way stands last. */
function inOrder(texts: readonly Shown[], clips: readonly ShownClip[]): readonly (Shown | ShownClip)[] {
  const atMs = (one: Shown | ShownClip): number => ("clipId" in one ? one.spokenAtMs : (one.atMs ?? Infinity));
  return [...texts, ...clips].sort((one, other) => (atMs(one) === atMs(other) ? 0 : atMs(one) - atMs(other)));
}
