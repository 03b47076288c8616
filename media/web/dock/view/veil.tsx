/**
 * A caller's picture may show what nobody at the desk has chosen to see: it is blurred until somebody wishes it clear, and
 * may be held still, while the sound goes on.
 */

import { Eye, EyeOff, Pause, Play } from "lucide-preact";
import type { ComponentChildren } from "preact";
import { useRef, useState } from "preact/hooks";
import { say } from "~/interface/words";

export function Veil({ children }: { children: ComponentChildren }) {
  const box = useRef<HTMLDivElement>(null);
  const still = useRef<HTMLCanvasElement>(null);
  const [blurred, setBlurred] = useState(true);
  const [held, setHeld] = useState(false);
  const hold = (): void => {
    const video = box.current?.querySelector("video");
    const canvas = still.current;
    if (video == null || canvas === null || video.videoWidth === 0) return;
    canvas.width = video.videoWidth;
    canvas.height = video.videoHeight;
    canvas.getContext("2d")?.drawImage(video, 0, 0);
    setHeld(true);
  };
  return (
    <div class="dock-veil" ref={box} data-blurred={blurred} data-held={held}>
      {children}
      <canvas ref={still} class="dock-picture dock-still" aria-hidden="true" />
      {blurred && <p class="dock-veil-told">{say("conversation-veil-told")}</p>}
      <div class="dock-veil-row">
        <button type="button" class="dock-veil-button" aria-pressed={blurred} onClick={() => setBlurred(!blurred)}>
          {blurred ? <Eye size={18} aria-hidden="true" /> : <EyeOff size={18} aria-hidden="true" />}
          {say(blurred ? "conversation-veil-clear" : "conversation-veil-blur")}
        </button>
        <button type="button" class="dock-veil-button" aria-pressed={held} onClick={() => (held ? setHeld(false) : hold())}>
          {held ? <Play size={18} aria-hidden="true" /> : <Pause size={18} aria-hidden="true" />}
          {say(held ? "conversation-veil-go-on" : "conversation-veil-hold")}
        </button>
      </div>
    </div>
  );
}
