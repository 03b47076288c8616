/** Voice clips: the button behind which one speaks, what came, what plays, and how far one's own have come. */

import { Mic, Play, Send, Square, Trash2 } from "lucide-preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { clockMinute, span } from "~/interface/clock";
import { Button, Shape, type ShapeName } from "~/interface/parts";
import { say } from "~/interface/words";
import { LONGEST_MS, type Taking } from "../state/clip-taking";
import type { Clips, ShownClip } from "../state/clips";
import type { ParticipantView } from "../state/people";
import type { Relation } from "../state/words";
import { nameAcross, type NameOf } from "./names";
import "../clips.css";

interface ClipsProps {
  readonly clips: Clips;
  readonly participants: readonly ParticipantView[];
  readonly nameOf: NameOf;
  readonly size: "large" | undefined;
}

/** The newest stand under the button; all of them stand among the texts. */
const NEWEST = 3;

/** Stands by itself where speech does not get through. `open`: the line to the server. */
export function ClipPanel({ open, ...props }: ClipsProps & { open: boolean }) {
  const { clips } = props;
  if (!clips.needed.value) return null;
  return (
    <section class="dock-panel dock-clips" aria-label={say("clip-list")}>
      <p role="status">{say(open ? "clip-needed" : "clip-no-line")}</p>
      <Speak taking={clips.taking} large />
      <ClipList {...props} shown={clips.all.value.slice(-NEWEST)} />
    </section>
  );
}

/** What has come and was not heard: it waits while others are heard live. Beside it, what plays now. */
export function ClipSign({ clips, participants, nameOf, size }: ClipsProps) {
  const playing = clips.player.playing.value;
  const unheard = clips.player.unheard.value;
  const clip = playing === null ? undefined : clips.all.value.find(({ clipId }) => clipId === playing.clipId);
  if (clip !== undefined) {
    return (
      <p class="dock-clip-sign" role="status" data-clip="playing">
        <span>{say("clip-playing", { name: nameOfClip(clip, participants, nameOf), time: clockMinute(clip.spokenAtMs) })}</span>
        <Button look="ghost" size={size ?? "small"} aria-label={nameOfButton(clip, true, participants, nameOf)} onClick={() => clips.player.toggle(clip.clipId)}>
          <Square size={18} aria-hidden="true" />
        </Button>
      </p>
    );
  }
  if (unheard.length === 0) return null;
  return (
    <p class="dock-clip-sign" role="status" data-clip="unheard">
      <span>{say("clip-new", { count: unheard.length })}</span>
      <Button look="main" size={size ?? "small"} onClick={() => clips.player.playUnheard()}>
        <Play size={18} aria-hidden="true" /> {say("clip-listen-new")}
      </Button>
    </p>
  );
}

/** Held or tapped, by finger, mouse, Space or Enter. Escape throws away what is being said. */
export function Speak({ taking, large }: { taking: Taking; large: boolean }) {
  const state = taking.state.value;
  const recording = state.is === "recording";
  const keyDown = useRef(false);
  const sinceMs = useSince(recording);
  const size = large ? "large" : undefined;
  return (
    <div class="dock-speak" data-taking={state.is}>
      <Button
        class="dock-speak-button"
        look={recording ? "bad" : "main"}
        size={size}
        aria-pressed={recording}
        onPointerDown={(event) => {
          if (event.button !== 0) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          taking.press();
        }}
        onPointerUp={() => taking.release()}
        onPointerCancel={() => taking.loseHold()}
        onContextMenu={(event) => event.preventDefault()}
        onKeyDown={(event) => {
          if (event.key === "Escape" && recording) taking.drop();
          if (event.key !== " " && event.key !== "Enter") return;
          event.preventDefault();
          if (event.repeat || keyDown.current) return;
          keyDown.current = true;
          taking.press();
        }}
        onKeyUp={(event) => {
          if (event.key !== " " && event.key !== "Enter") return;
          event.preventDefault();
          keyDown.current = false;
          taking.release();
        }}
        onBlur={() => {
          keyDown.current = false;
          taking.loseHold();
        }}
        // A reader's own click comes without finger or key.
        onClick={(event) => {
          if (event.detail !== 0) return;
          taking.press();
          taking.release();
        }}
      >
        {recording ? <Send size={24} aria-hidden="true" /> : <Mic size={24} aria-hidden="true" />}
        <span>
          {say(recording ? (state.held ? "clip-recording-held" : "clip-recording-tapped") : "clip-speak")}
          <span class="unseen">. {say(recording ? "clip-recording-name" : "clip-speak-name")}</span>
        </span>
      </Button>
      {recording ? (
        <p class="dock-speak-row">
          <span class="dock-speak-note muted">{say("clip-not-live")}</span>
          <span class="dock-speak-time number">{say("clip-left", { time: span(sinceMs), longest: span(LONGEST_MS) })}</span>
          <Button look="ghost" size={size} onClick={() => taking.drop()}>
            <Trash2 size={18} aria-hidden="true" /> {say("clip-drop")}
          </Button>
        </p>
      ) : (
        <p class="dock-speak-note muted">{say("clip-only-yours")}</p>
      )}
      {!recording && state.note !== "none" && (
        <p class="dock-note" role="alert">
          {say(`clip-${state.note.replaceAll("_", "-")}`)}
        </p>
      )}
    </div>
  );
}

/** How long it has been recording; looked at often enough for seconds to run smoothly. */
function useSince(recording: boolean): number {
  const [sinceMs, setSinceMs] = useState(0);
  useEffect(() => {
    setSinceMs(0);
    if (!recording) return;
    const begun = performance.now();
    const timer = setInterval(() => setSinceMs(performance.now() - begun), 250);
    return () => clearInterval(timer);
  }, [recording]);
  return sinceMs;
}

export function ClipList({ shown, ...props }: ClipsProps & { shown: readonly ShownClip[] }) {
  if (shown.length === 0) return null;
  return (
    <ol class="dock-texts dock-clip-list" tabIndex={0} aria-label={say("clip-list")}>
      {shown.map((clip) => (
        <ClipLine key={clip.clipId} clip={clip} {...props} />
      ))}
    </ol>
  );
}

export function ClipLine({ clip, clips, participants, nameOf, size }: ClipsProps & { clip: ShownClip }) {
  const plays = clips.player.playing.value?.clipId === clip.clipId;
  const broken = clips.player.broken.value.has(clip.clipId);
  return (
    <li data-mine={clip.mine} data-clip-phase={clip.phase}>
      <p class="dock-clip">
        {clip.phase === "delivered" && !broken && (
          <Button look="ghost" size={size ?? "small"} aria-label={nameOfButton(clip, plays, participants, nameOf)} onClick={() => clips.player.toggle(clip.clipId)}>
            {plays ? <Square size={18} aria-hidden="true" /> : <Play size={18} aria-hidden="true" />}
          </Button>
        )}
        <span class="number">{span(Math.max(1_000, clip.lastsMs))}</span>
        {broken && <span>{say("clip-broken")}</span>}
      </p>
      <p class="muted">
        {nameOfClip(clip, participants, nameOf)} · {clockMinute(clip.spokenAtMs)} · {say("clip-size", { kilobytes: Math.max(1, Math.round(clip.bytes / 1024)) })}
      </p>
      {clip.mine && <Fate clip={clip} participants={participants} nameOf={nameOf} onPutAway={() => clips.putAway(clip.clipId)} />}
    </li>
  );
}

const FATES: Readonly<Record<ShownClip["phase"], { shape: ShapeName; tone: string }>> = {
  keeping: { shape: "ring", tone: "warn" },
  waiting: { shape: "bars", tone: "warn" },
  sending: { shape: "ring", tone: "muted" },
  delivered: { shape: "circle", tone: "ok" },
  refused: { shape: "cross", tone: "bad" },
};

/** How far one's own has come, as a sign and in words. */
function Fate({ clip, participants, nameOf, onPutAway }: { clip: ShownClip; participants: readonly ParticipantView[]; nameOf: NameOf; onPutAway: () => void }) {
  const { shape, tone } = FATES[clip.phase];
  const names = clip.heardBy.map((key) => nameOfKey(key, participants, nameOf)).join(", ");
  const words = clip.phase === "refused" && clip.code === "conversation_ended" ? say("clip-refused-over") : say(`clip-${clip.phase}`);
  return (
    <p class="dock-clip-fate">
      <span data-tone={tone}>
        <Shape name={shape} /> {words}
      </span>
      {clip.phase === "delivered" && ` · ${names === "" ? say("clip-not-heard") : say("clip-heard", { names })}`}
      {clip.phase === "refused" && (
        <Button look="quiet" size="small" onClick={onPutAway}>
          {say("clip-put-away")}
        </Button>
      )}
    </p>
  );
}

function nameOfClip(clip: ShownClip, participants: readonly ParticipantView[], nameOf: NameOf): string {
  if (clip.mine) return say("clip-mine");
  return clip.name ?? nameOfKey(`${clip.relation}:${clip.id}`, participants, nameOf);
}

function nameOfButton(clip: ShownClip, plays: boolean, participants: readonly ParticipantView[], nameOf: NameOf): string {
  const values = { name: nameOfClip(clip, participants, nameOf), time: clockMinute(clip.spokenAtMs), length: span(Math.max(1_000, clip.lastsMs)) };
  return say(`clip-${plays ? "stop" : "play"}${clip.mine ? "-mine" : ""}`, values);
}

function nameOfKey(key: string, participants: readonly ParticipantView[], nameOf: NameOf): string {
  const found = participants.find((one) => `${one.relation}:${one.id}` === key);
  if (found !== undefined) return nameAcross(found, nameOf);
  const [relation = "person", ...id] = key.split(":");
  return nameAcross({ relation: relation as Relation, id: id.join(":"), name: null }, nameOf);
}
