/** Live video: what the own camera shows, whether the dispatcher sees it, and how to stop. Loaded when it is wanted. */

import { CircleStop, SwitchCamera, Volume2 } from "lucide-preact";
import { computed } from "@preact/signals-core";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Session } from "~/signaling/web/session";
import { say } from "~/interface/words";
import { Camera, CameraPeer, type Missing } from "../camera";
import type { Caller } from "../state/caller";
import { LiveTalk } from "../state/live";

export interface LiveProps {
  readonly caller: Caller;
  readonly stop: () => void;
}

interface Going {
  readonly talk: LiveTalk;
  readonly camera: Camera;
  readonly remote: MediaStream;
}

export function Live({ caller, stop }: LiveProps) {
  const [going, setGoing] = useState<Going | null>(null);
  const [missing, setMissing] = useState<Missing>("none");
  useEffect(() => begin(caller, setGoing, setMissing), [caller]);
  useAwake();
  // The desk has hung up: the camera goes off, and is shown again by a tap alone.
  const offered = caller.view.value?.live_offered_at_ms != null;
  const wasOffered = useRef(false);
  useEffect(() => {
    if (wasOffered.current && !offered) stop();
    wasOffered.current = offered;
  }, [offered]);
  const state = going?.talk.state.value ?? "asking";
  if (missing === "permission" || missing === "device") {
    return (
      <div class="caller-live" role="alert">
        <p class="caller-line" data-tone="warn">
          {say(`caller-live-no-${missing}`)}
        </p>
        <Stop stop={stop} />
      </div>
    );
  }
  return (
    <section class="caller-live" data-live={state} aria-label={say("caller-live-own")}>
      <p class="caller-live-told" role="status" data-tone={state === "connected" ? "ok" : state === "recovering" ? "warn" : undefined}>
        {say(`caller-live-${state}`)}
      </p>
      {missing === "camera" ? <p class="caller-line">{say("caller-live-no-camera")}</p> : going !== null && <Own camera={going.camera} />}
      {going !== null && <Heard stream={going.remote} />}
      <div class="caller-live-row">
        {going !== null && missing === "none" && (
          <button type="button" class="caller-second" onClick={() => void going.camera.turn()}>
            <SwitchCamera size={22} aria-hidden="true" /> {say("caller-live-turn")}
          </button>
        )}
        <Stop stop={stop} />
      </div>
    </section>
  );
}

/** Opens the camera, then offers; gives back how to end all of it. */
function begin(caller: Caller, setGoing: (going: Going) => void, setMissing: (missing: Missing) => void): () => void {
  const session = caller.session.peek() as unknown as Session | null;
  const camera = new Camera();
  const remote = new MediaStream();
  let talk: LiveTalk | null = null;
  let gone = false;
  void camera.open().then(() => {
    if (gone || session === null) return camera.close();
    setMissing(camera.missing);
    if (camera.missing === "permission" || camera.missing === "device") return undefined;
    const wanted = computed(() => caller.view.value?.conversation_id ?? null);
    const ports = {
      makePeer: (wish: ConstructorParameters<typeof CameraPeer>[1]) => new CameraPeer(camera, wish, remote),
      wait: (ms: number, act: () => void) => session.wait(ms, act),
    };
    talk = new LiveTalk(session, ports, wanted);
    setGoing({ talk, camera, remote });
    caller.offerLive();
    return undefined;
  });
  return () => {
    gone = true;
    if (talk !== null) caller.stopLive();
    talk?.close();
    camera.close();
  };
}

function Stop({ stop }: { stop: () => void }) {
  return (
    <button type="button" class="caller-stop" onClick={stop}>
      <CircleStop size={24} aria-hidden="true" /> {say("caller-live-stop")}
    </button>
  );
}

function Own({ camera }: { camera: Camera }) {
  const box = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    if (box.current !== null) box.current.srcObject = camera.stream;
  }, [camera]);
  return (
    <div class="caller-stage">
      <video ref={box} muted playsInline autoplay aria-label={say("caller-live-own")} />
    </div>
  );
}

/** The dispatcher's voice. A browser that gives no sound before a touch says so, and one touch starts it. */
function Heard({ stream }: { stream: MediaStream }) {
  const box = useRef<HTMLAudioElement>(null);
  const [held, setHeld] = useState(false);
  const start = (): void => {
    box.current
      ?.play()
      .then(() => setHeld(false))
      .catch((problem: unknown) => setHeld(problem instanceof DOMException && problem.name === "NotAllowedError"));
  };
  useEffect(() => {
    if (box.current !== null) box.current.srcObject = stream;
    stream.addEventListener("addtrack", start);
    start();
    return () => stream.removeEventListener("addtrack", start);
  }, [stream]);
  return (
    <>
      <audio ref={box} autoplay />
      {held && (
        <button type="button" class="caller-second" onClick={start}>
          <Volume2 size={22} aria-hidden="true" /> {say("caller-live-hear")}
        </button>
      )}
    </>
  );
}

/** A telephone that goes to sleep shows nothing. */
function useAwake(): void {
  useEffect(() => {
    let lock: WakeLockSentinel | null = null;
    navigator.wakeLock?.request("screen").then(
      (held) => (lock = held),
      () => undefined,
    );
    return () => void lock?.release().catch(() => undefined);
  }, []);
}
