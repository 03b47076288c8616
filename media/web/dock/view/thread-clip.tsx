/** Voice clips where their conversation is over or somebody else's: on the thread of an incident, beside a consult. */

import { Play, Square } from "lucide-preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { dayAndMinute, span } from "~/interface/clock";
import { Button } from "~/interface/parts";
import { addWords, say } from "~/interface/words";
import type { Session } from "~/signaling/web/session";
import type { ClipView } from "~/signaling/web/wire";
import { fetchSound, playSound } from "../clip-recorder";
import { CLIP_WORDS } from "../clip-words";
import "../clips.css";

addWords(CLIP_WORDS);

type ThreadSession = Pick<Session, "ask" | "send" | "onEvents" | "onWelcome">;

/** One clip's button. Who has listened to the end is written down, as in the conversation. */
export function ThreadClip({ session, clipId, lastsMs, name }: { session: ThreadSession; clipId: string; lastsMs: number; name: string }) {
  const [state, setState] = useState<"idle" | "coming" | "playing" | "gone">("idle");
  const stop = useRef<() => void>(() => undefined);
  useEffect(() => () => stop.current(), []);
  const length = span(Math.max(1_000, lastsMs));
  const begin = async (): Promise<void> => {
    setState("coming");
    let called = false;
    stop.current = () => (called = true);
    const sound = await fetchSound(clipId, false).catch(() => null);
    if (called) return;
    if (sound === null || sound === "gone") return setState(sound === null ? "idle" : "gone");
    setState("playing");
    stop.current = playSound(sound, (how) => {
      setState(how === "broken" ? "gone" : "idle");
      if (how === "ended") void session.send({ type: "clip.hear", clip_id: clipId }, { lasting: false }).catch(() => undefined);
    });
  };
  if (state === "gone") return <span class="muted">{say("clip-broken")}</span>;
  const plays = state !== "idle";
  const words = plays ? say("clip-thread-stop") : say("clip-thread-play", { length });
  return (
    <Button
      class="thread-clip"
      size="small"
      busy={state === "coming"}
      aria-label={`${words}: ${name}`}
      onClick={() => {
        stop.current();
        if (plays) setState("idle");
        else void begin();
      }}
    >
      {plays ? <Square size={16} aria-hidden="true" /> : <Play size={16} aria-hidden="true" />} {words}
    </Button>
  );
}

/** All clips about an incident or a consult that this person may hear; nothing where there are none. */
export function ClipsOf({ session, about }: { session: ThreadSession; about: string }) {
  const [clips, setClips] = useState<readonly ClipView[]>([]);
  useEffect(() => {
    let gone = false;
    setClips([]);
    const read = (): void => {
      session.ask({ type: "clips.about", about }).then((found) => gone || setClips(found)).catch(() => undefined);
    };
    read();
    const stops = [
      session.onWelcome(read),
      session.onEvents((events) => {
        if (events.some(({ type, about: named }) => type === "conversation.clip" && named.includes(about))) read();
      }),
    ];
    return () => {
      gone = true;
      for (const end of stops) end();
    };
  }, [session, about]);
  if (clips.length === 0) return null;
  return (
    <section class="thread-clips" aria-label={say("clip-list")}>
      <h3>{say("clip-list")}</h3>
      <ul>
        {clips.map((clip) => (
          <li key={clip.clip_id}>
            <span class="number muted">{dayAndMinute(clip.spoken_at_ms)}</span> {nameOf(clip)}{" "}
            {clip.forgotten ? <span class="muted">{say("clip-broken")}</span> : <ThreadClip session={session} clipId={clip.clip_id} lastsMs={clip.lasts_ms} name={nameOf(clip)} />}
          </li>
        ))}
      </ul>
    </section>
  );
}

function nameOf({ of_name, of_relation }: ClipView): string {
  return of_name ?? say(`clip-of-${of_relation}`);
}
