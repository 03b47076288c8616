/** A conversation that goes on: the other side large, oneself small, and what can be done. */

import { Mic, MicOff, PhoneOff, Video, VideoOff, VolumeX } from "lucide-preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { Button, Shape, type ShapeName } from "~/interface/parts";
import { say } from "~/interface/words";
import type { DeviceMedia } from "../devices";
import type { Dock, Showing } from "../state/dock";
import type { Connection } from "../state/talk";
import { across } from "../state/words";
import { nameAcross, type NameOf } from "./names";
import { Lasting } from "./span";

type Talking = Extract<Showing, { is: "talking" }>;

interface TalkProps {
  readonly dock: Dock;
  readonly host: HTMLElement;
  readonly showing: Talking;
  readonly nameOf: NameOf;
  readonly large: boolean;
}

const LOOKS: Readonly<Record<Connection, { shape: ShapeName; tone: string }>> = {
  waiting: { shape: "ring", tone: "muted" },
  connecting: { shape: "ring", tone: "warn" },
  connected: { shape: "circle", tone: "ok" },
  recovering: { shape: "diamond", tone: "bad" },
};

export function TalkView({ dock, host, showing, nameOf, large }: TalkProps) {
  const { view, side, talk } = showing;
  const connection = talk.connection.value;
  const media = talk.media.value as DeviceMedia | null;
  const sample = talk.sample.value;
  useCounts(host, { connection, round: talk.round, frames: sample.framesDecoded, packets: sample.audioPackets });
  const name = nameAcross(across(view, side), nameOf);
  return (
    <div class="dock-talk" data-connection={connection}>
      <div class="dock-stage">
        <Remote stream={talk.remote.value as MediaStream | null} name={name} frames={sample.framesDecoded} />
        {media?.camera === true && talk.cameraOn.value && <Own stream={media.stream} />}
        <p class="dock-name">{name}</p>
      </div>
      <p class="dock-status" role="status">
        <span class="dock-connection" data-tone={LOOKS[connection].tone}>
          <Shape name={LOOKS[connection].shape} /> {say(`conversation-connection-${connection}`)}
        </span>
        {view.accepted_at_ms !== null && <Lasting sinceMs={view.accepted_at_ms} />}
      </p>
      {media !== null && media.missing !== "none" && <p class="dock-note">{say(`conversation-missing-${media.missing.replaceAll("_", "-")}`)}</p>}
      <Controls dock={dock} showing={showing} large={large} />
    </div>
  );
}

function Controls({ dock, showing, large }: { dock: Dock; showing: Talking; large: boolean }) {
  const { talk, view } = showing;
  const media = talk.media.value;
  const [microphone, camera] = [talk.microphoneOn.value, talk.cameraOn.value];
  const size = large ? "large" : undefined;
  return (
    <div class="dock-row">
      {media?.microphone === true && (
        <Button look="ghost" size={size} aria-pressed={!microphone} onClick={() => talk.toggleMicrophone()}>
          {microphone ? <Mic size={20} aria-hidden="true" /> : <MicOff size={20} aria-hidden="true" />}
          {say(microphone ? "conversation-mute" : "conversation-unmute")}
        </Button>
      )}
      {media !== null && media.missing !== "insecure" && (
        <Button look="ghost" size={size} aria-pressed={!camera} onClick={() => void talk.toggleCamera()}>
          {camera ? <Video size={20} aria-hidden="true" /> : <VideoOff size={20} aria-hidden="true" />}
          {say(camera ? "conversation-camera-off" : "conversation-camera-on")}
        </Button>
      )}
      <Button class="dock-hang-up" look="bad" size={size} onClick={() => void dock.hangUp(view.conversation_id)}>
        <PhoneOff size={20} aria-hidden="true" /> {say("conversation-hang-up")}
      </Button>
    </div>
  );
}

/** What has come from the other side, on the dock's element: for journeys, and for whoever looks into a bad link. */
function useCounts(host: HTMLElement, counts: { connection: Connection; round: number; frames: number; packets: number }): void {
  const { connection, round, frames, packets } = counts;
  useEffect(() => {
    const data = host.dataset;
    data["connection"] = connection;
    data["round"] = String(round);
    data["framesReceived"] = String(frames);
    data["audioPackets"] = String(packets);
  }, [connection, round, frames, packets]);
  useEffect(
    () => () => {
      for (const name of ["connection", "round", "framesReceived", "audioPackets"]) delete host.dataset[name];
    },
    [],
  );
}

/** The other side. A browser that gives no sound before a touch says so here, and one touch starts it. */
function Remote({ stream, name, frames }: { stream: MediaStream | null; name: string; frames: number }) {
  const box = useRef<HTMLVideoElement>(null);
  const [held, setHeld] = useState(false);
  const start = (): void => {
    box.current
      ?.play()
      .then(() => setHeld(false))
      .catch((problem: unknown) => setHeld(problem instanceof DOMException && problem.name === "NotAllowedError"));
  };
  useEffect(() => {
    if (box.current === null) return;
    box.current.srcObject = stream;
    if (stream !== null) start();
  }, [stream]);
  return (
    <>
      <video ref={box} class="dock-remote" playsInline autoplay aria-label={say("conversation-picture-of", { name })} />
      {frames === 0 && <p class="dock-no-picture">{say("conversation-no-picture")}</p>}
      {held && (
        <Button class="dock-unmute" look="main" onClick={start}>
          <VolumeX size={20} aria-hidden="true" /> {say("conversation-tap-to-hear")}
        </Button>
      )}
    </>
  );
}

function Own({ stream }: { stream: MediaStream }) {
  const box = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    if (box.current !== null) box.current.srcObject = stream;
  }, [stream]);
  return <video ref={box} class="dock-own" muted playsInline autoplay aria-label={say("conversation-own-picture")} />;
}
