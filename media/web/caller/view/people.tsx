/** What the own camera shows, large, and everybody else by name and role; whoever is tapped is large instead. */

import { CameraOff, MicOff, UserRound } from "lucide-preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { say } from "~/interface/words";
import type { DeviceMedia } from "~/media/web/dock/devices";
import type { Carrying } from "~/media/web/dock/state/carried";
import { othersIn, type ParticipantView } from "~/media/web/dock/state/people";
import { streamsOf, type Depth } from "~/media/web/dock/state/stage";
import { nameAcross, roleOf } from "~/media/web/dock/view/names";
import { useFlow } from "~/media/web/dock/view/tiles";

export function People({ now, media }: { now: Carrying; media: DeviceMedia | null }) {
  const { talk, view, self } = now;
  const [picked, setPicked] = useState<string | null>(null);
  const others = othersIn(view, self);
  const streams = streamsOf(talk.heard.value);
  const away = new Set(talk.away.value.map(({ endpoint }) => endpoint));
  const pictureOf = (one: ParticipantView): MediaStream | null =>
    (streams.find(({ endpoint, source }) => source === "picture" && endpoint === one.endpoint)?.stream as MediaStream | undefined) ?? null;
  const large = others.find((one) => one.endpoint !== null && one.endpoint === picked) ?? null;
  const wishes = JSON.stringify(wishesOf(others, picked));
  useEffect(() => talk.want(JSON.parse(wishes) as Record<string, Depth>), [wishes, view.move, talk.paths.playing]);
  return (
    <>
      <div class="caller-stage">
        {large === null ? <Own media={media} on={talk.own.cameraOn.value} /> : <Far stream={pictureOf(large)} name={nameAcross(large, () => null)} large />}
        {large !== null && <p class="caller-stage-name">{nameAcross(large, () => null)}</p>}
      </div>
      <ul class="caller-people" aria-label={say("conversation-others")}>
        {others.map((one) => (
          <li key={`${one.relation}:${one.id}`}>
            <Person one={one} away={one.endpoint !== null && away.has(one.endpoint)} stream={pictureOf(one)} picked={one === large} onPick={() => setPicked(one === large ? null : one.endpoint)} />
          </li>
        ))}
      </ul>
    </>
  );
}

/** The own camera matters more than faces: theirs come small, until one is picked. */
function wishesOf(others: readonly ParticipantView[], picked: string | null): Record<string, Depth> {
  return Object.fromEntries(others.flatMap(({ endpoint }) => (endpoint === null ? [] : [[`${endpoint}/picture`, endpoint === picked ? "high" : "low"] as const])));
}

function Person({ one, away, stream, picked, onPick }: { one: ParticipantView; away: boolean; stream: MediaStream | null; picked: boolean; onPick: () => void }) {
  const name = nameAcross(one, () => null);
  const more = [roleOf(one), away ? say("conversation-reconnecting") : "", one.muted_by === null ? "" : say("conversation-is-muted")].filter((part) => part !== "").join(" · ");
  return (
    <button type="button" class="caller-person" aria-pressed={picked} onClick={onPick}>
      <span class="caller-person-picture">{picked ? <UserRound size={24} aria-hidden="true" /> : <Far stream={stream} name={name} />}</span>
      <span class="caller-person-name">
        <b>{name}</b>
        {more !== "" && <span class="muted">{more}</span>}
      </span>
      {one.muted_by !== null && <MicOff size={20} aria-hidden="true" />}
    </button>
  );
}

function Own({ media, on }: { media: DeviceMedia | null; on: boolean }) {
  const box = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    if (box.current !== null) box.current.srcObject = media?.stream ?? null;
  }, [media, on]);
  if (!on) {
    return (
      <p class="caller-stage-none">
        <CameraOff size={32} aria-hidden="true" /> {say(media?.camera === false && media.missing !== "none" ? "caller-live-no-camera" : "caller-live-camera-is-off")}
      </p>
    );
  }
  return <video ref={box} data-mirrored={media?.facing === "user"} muted playsInline autoplay aria-label={say("caller-live-own")} />;
}

function Far({ stream, name, large = false }: { stream: MediaStream | null; name: string; large?: boolean }) {
  const box = useRef<HTMLVideoElement>(null);
  const flows = useFlow(box, stream);
  useEffect(() => {
    if (box.current === null) return;
    box.current.srcObject = stream;
    if (stream !== null) box.current.play().catch(() => undefined);
  }, [stream]);
  return (
    <>
      <video ref={box} data-flows={flows} muted playsInline autoplay aria-label={say("conversation-picture-of", { name })} />
      {!flows && (large ? <p class="caller-stage-none">{say("conversation-no-picture")}</p> : <UserRound size={24} aria-hidden="true" />)}
    </>
  );
}
