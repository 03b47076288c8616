/** The device check: see oneself, see that one is heard, hear, and know whether there is a way out; before it matters. */

import { Volume2 } from "lucide-preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { Button, Dialog, Shape, type ShapeName } from "~/interface/parts";
import { say } from "~/interface/words";
import { followLevel, playTestTone, reachRelay, type Relay } from "../check";
import type { DeviceMedia } from "../devices";
import type { Dock } from "../state/dock";

/** What is looked at: the dock's line and devices, or those of a page that has no dock yet. */
export type CheckSource = Pick<Dock, "openForCheck" | "iceServers" | "line">;

interface CheckProps {
  readonly dock: CheckSource;
  readonly large: boolean;
  readonly onClose: () => void;
}

type Tone = "ok" | "warn" | "bad" | "muted";
const SHAPES: Readonly<Record<Tone, ShapeName>> = { ok: "circle", warn: "triangle", bad: "diamond", muted: "ring" };

export function Check({ dock, large, onClose }: CheckProps) {
  return (
    <Dialog title={say("conversation-check")} onClose={onClose}>
      <CheckPanel source={dock} large={large} onDone={onClose} />
    </Dialog>
  );
}

interface PanelProps {
  readonly source: CheckSource;
  readonly large: boolean;
  /** False: the person does not want to be seen, which is no trouble. */
  readonly camera?: boolean;
  readonly onDone?: () => void;
}

export function CheckPanel({ source, large, camera = true, onDone }: PanelProps) {
  const [media, setMedia] = useState<DeviceMedia | null>(null);
  const [relay, setRelay] = useState<Relay | null>(null);
  const size = large ? "large" : undefined;
  useEffect(() => {
    let gone = false;
    let opened: DeviceMedia | null = null;
    void source.openForCheck().then((one) => {
      opened = one as DeviceMedia;
      if (gone) opened.stop();
      else setMedia(opened);
    });
    void source.iceServers().then(reachRelay).then((one) => {
      if (!gone) setRelay(one);
    }, () => setRelay("not_reached"));
    return () => {
      gone = true;
      opened?.stop();
    };
  }, []);
  return (
    <div class="dock-check" data-large={large}>
      {media !== null && media.camera && <Preview stream={media.stream} />}
      <ul class="dock-check-list">
        <Line tone={media === null || !camera ? "muted" : media.camera ? "ok" : "warn"} words={say(media === null ? "conversation-check-looking" : media.camera ? "conversation-check-camera-good" : "conversation-check-camera-none")} />
        <li>{media !== null && media.microphone ? <Level stream={media.stream} /> : <Words tone={media === null ? "muted" : "bad"} words={say(media === null ? "conversation-check-looking" : `conversation-missing-${media.missing === "none" ? "no-device" : media.missing.replaceAll("_", "-")}`)} />}</li>
        <Server line={source.line} />
        <Line tone={relay === null ? "muted" : relay === "reached" ? "ok" : relay === "none" ? "muted" : "warn"} words={say(relay === null ? "conversation-check-looking" : `conversation-check-relay-${relay.replaceAll("_", "-")}`)} />
      </ul>
      <div class="dock-row">
        <Button size={size} onClick={() => void playTestTone()}>
          <Volume2 size={20} aria-hidden="true" /> {say("conversation-check-tone")}
        </Button>
        {onDone !== undefined && (
          <Button look="main" size={size} onClick={onDone}>
            {say("conversation-check-done")}
          </Button>
        )}
      </div>
    </div>
  );
}

function Line({ tone, words }: { tone: Tone; words: string }) {
  return (
    <li>
      <Words tone={tone} words={words} />
    </li>
  );
}

function Words({ tone, words }: { tone: Tone; words: string }) {
  return (
    <span>
      <span data-tone={tone}>
        <Shape name={SHAPES[tone]} />
      </span>{" "}
      {words}
    </span>
  );
}

function Server({ line }: { line: CheckSource["line"] }) {
  const { phase, roundTripMs } = line.value;
  if (phase !== "open") return <Line tone="bad" words={say("conversation-check-server-lost")} />;
  const slow = (roundTripMs ?? 0) > 800;
  return <Line tone={slow ? "warn" : "ok"} words={roundTripMs === null ? say("conversation-check-server") : say("conversation-check-server-in", { ms: Math.round(roundTripMs) })} />;
}

/** The bar moves while one speaks; once it has moved, the microphone is good. */
function Level({ stream }: { stream: MediaStream }) {
  const [level, setLevel] = useState(0);
  const [heard, setHeard] = useState(false);
  useEffect(
    () =>
      followLevel(stream, (now) => {
        setLevel(now);
        if (now > 0.35) setHeard(true);
      }),
    [stream],
  );
  return (
    <>
      <Words tone={heard ? "ok" : "warn"} words={say(heard ? "conversation-check-microphone-good" : "conversation-check-microphone-speak")} />
      <meter class="dock-level" min={0} max={1} value={level} aria-label={say("conversation-check-level")} />
    </>
  );
}

function Preview({ stream }: { stream: MediaStream }) {
  const box = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    if (box.current !== null) box.current.srcObject = stream;
  }, [stream]);
  return <video ref={box} class="dock-preview" muted playsInline autoplay aria-label={say("conversation-own-picture")} />;
}
