/** What is heard: one element a voice and path. The path that takes over plays muted first, so that the change makes no gap. */

import { VolumeX } from "lucide-preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { Button } from "~/interface/parts";
import { say } from "~/interface/words";
import type { HeardPath } from "../state/paths";

export function Sounds({ paths }: { paths: readonly HeardPath[] }) {
  const [held, setHeld] = useState(false);
  const [tries, setTries] = useState(0);
  const voices = paths.flatMap(({ name, muted, streams }) =>
    streams.filter(({ source }) => source === "sound").map(({ endpoint, stream }) => ({ key: `${name} ${endpoint}`, muted, stream: stream as MediaStream })),
  );
  return (
    <>
      {voices.map(({ key, muted, stream }) => (
        <Voice key={key} stream={stream} muted={muted} tries={tries} onHeld={setHeld} />
      ))}
      {held && (
        <Button class="dock-unmute" look="main" onClick={() => setTries(tries + 1)}>
          <VolumeX size={20} aria-hidden="true" /> {say("conversation-tap-to-hear")}
        </Button>
      )}
    </>
  );
}

/** A browser that gives no sound before a touch says so, and one touch starts it. */
function Voice({ stream, muted, tries, onHeld }: { stream: MediaStream; muted: boolean; tries: number; onHeld: (held: boolean) => void }) {
  const box = useRef<HTMLAudioElement>(null);
  useEffect(() => {
    if (box.current !== null) box.current.srcObject = stream;
  }, [stream]);
  useEffect(() => {
    if (box.current !== null) box.current.muted = muted;
  }, [muted]);
  useEffect(() => {
    box.current
      ?.play()
      .then(() => onHeld(false))
      .catch((problem: unknown) => {
        if (problem instanceof DOMException && problem.name === "NotAllowedError") onHeld(true);
      });
  }, [stream, tries]);
  return <audio ref={box} data-muted={muted} />;
}
