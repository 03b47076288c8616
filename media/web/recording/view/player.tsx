/** Everybody's pictures side by side, in step: one clock, one bar, one button. */

import { Mic, Pause, Play } from "lucide-preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { span } from "~/interface/clock";
import { Button } from "~/interface/parts";
import { say } from "~/interface/words";
import type { RecordingWhole } from "~/signaling/web/wire";
import { placeOf, type Watching } from "../state/archive";
import { DRIFT_MS, takeAt, takeSoon, type Lane, type Playback } from "../state/playback";
import { nameOf } from "./names";

const TICK_MS = 100;

interface PlayerProps {
  readonly watching: Watching;
  readonly whole: RecordingWhole;
}

export function Player({ watching, whole }: PlayerProps) {
  const { playback } = watching;
  const stage = useRef<HTMLDivElement>(null);
  const playing = playback.playing.value;
  const at = playback.atMs.value;
  const alone = playback.alone.value;
  useEffect(() => {
    const ticking = setInterval(() => playback.tick(performance.now(), stalls(stage.current)), TICK_MS);
    return () => clearInterval(ticking);
  }, [playback]);
  const name = (lane: Lane): string => {
    const found = whole.participants.find(({ key }) => key === lane.key);
    const own = found === undefined ? lane.key : nameOf(found);
    return lane.filmed === "screen" ? say("recordings-screen-of", { name: own }) : own;
  };
  return (
    <div class="player" data-playing={playing} data-ended={playback.ended.value} data-at={Math.round(at)}>
      <div class="player-stage" ref={stage} data-lanes={playback.shown().length}>
        {playback.lanes.map((lane) => (
          <LaneView key={lane.id} lane={lane} playback={playback} name={name(lane)} watching={watching} recordingId={whole.summary.recording_id} hidden={alone !== null && alone !== lane.id} />
        ))}
      </div>
      <div class="player-bar">
        <Button class="player-play" look="main" onClick={() => playback.toggle()}>
          {playing ? <Pause size={20} aria-hidden="true" /> : <Play size={20} aria-hidden="true" />} {say(playing ? "recordings-pause" : "recordings-play")}
        </Button>
        <input
          type="range"
          min={playback.fromMs}
          max={playback.untilMs}
          step={1000}
          value={at}
          aria-label={say("recordings-place")}
          aria-valuetext={span(at)}
          onInput={(event) => playback.seek(Number(event.currentTarget.value))}
        />
        <span class="number">
          {span(at)} / {span(playback.untilMs)}
        </span>
      </div>
      {playback.lanes.length > 1 && (
        <div class="player-who">
          <Button size="small" aria-pressed={alone === null} onClick={() => playback.choose(null)}>
            {say("recordings-together")}
          </Button>
          {playback.lanes.map((lane) => (
            <Button key={lane.id} size="small" aria-pressed={alone === lane.id} onClick={() => playback.choose(lane.id)}>
              {say("recordings-alone", { name: name(lane) })}
            </Button>
          ))}
        </div>
      )}
    </div>
  );
}

interface LaneProps {
  readonly lane: Lane;
  readonly playback: Playback;
  readonly name: string;
  readonly watching: Watching;
  readonly recordingId: string;
  readonly hidden: boolean;
}

/** One person's picture, or only their sound. It is never shown alone and heard together, or the other way round. */
function LaneView({ lane, playback, name, watching, recordingId, hidden }: LaneProps) {
  const video = useRef<HTMLVideoElement>(null);
  const [lost, setLost] = useState(false);
  const at = playback.atMs.value;
  const playing = playback.playing.value;
  const now = takeAt(lane, at);
  const take = takeSoon(lane, at);
  useEffect(() => follow(video.current, now === null ? null : (at - now.from_ms) / 1000, playing), [at, playing, now]);
  return (
    <figure class="player-lane" hidden={hidden} data-lane={lane.key} data-filmed={lane.filmed}>
      <video
        key={`${take.reel_id} ${take.take}`}
        ref={video}
        src={placeOf(recordingId, watching.viewingId, take)}
        preload="auto"
        playsInline
        muted={hidden}
        aria-label={name}
        data-due={now !== null && !lost}
        onError={() => setLost(true)}
        onLoadedData={() => setLost(false)}
      />
      <figcaption>
        <Mic size={14} aria-hidden="true" /> {name}
        {now === null && <span class="player-silent"> · {say("recordings-silent-now")}</span>}
        {lost && <span class="player-silent"> · {say("recordings-lost")}</span>}
      </figcaption>
    </figure>
  );
}

/** Sets a picture to where the clock is; null: it is not its time. */
function follow(video: HTMLVideoElement | null, atSeconds: number | null, playing: boolean): void {
  if (video === null) return;
  if (atSeconds === null || !playing) {
    if (!video.paused) video.pause();
  } else if (video.paused && !video.ended) {
    // Refused only before any touch of the page; the button was one.
    video.play().catch(() => undefined);
  }
  if (atSeconds !== null && !video.seeking && Math.abs(video.currentTime - atSeconds) * 1000 > DRIFT_MS && !video.ended) {
    video.currentTime = Math.min(atSeconds, Number.isFinite(video.duration) ? video.duration : atSeconds);
  }
}

/** Whether somebody whose time it is has nothing to show yet. */
function stalls(stage: HTMLElement | null): boolean {
  const due = stage?.querySelectorAll<HTMLVideoElement>("video[data-due=true]") ?? [];
  return [...due].some((video) => !video.ended && (video.seeking || video.readyState < HTMLMediaElement.HAVE_FUTURE_DATA));
}
