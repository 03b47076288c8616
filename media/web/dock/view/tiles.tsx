/** The people of a conversation as pictures: one large, the rest small, oneself smallest. */

import { CameraOff, MicOff, MonitorUp } from "lucide-preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { say } from "~/interface/words";
import type { LinkReport } from "../state/link";
import type { Tile } from "../state/stage";
import { isCaller, nameAcross, roleOf, type NameOf } from "./names";
import { Veil } from "./veil";

interface TilesProps {
  readonly tiles: readonly Tile[];
  readonly far: ReadonlyMap<string, LinkReport>;
  readonly away: ReadonlySet<string>;
  readonly nameOf: NameOf;
  /** Whom the viewer wants large. */
  readonly onPick: (endpoint: string | null) => void;
}

export function Tiles({ tiles, far, away, nameOf, onPick }: TilesProps) {
  const [first, ...others] = tiles;
  const common = { far, away, nameOf };
  return (
    <>
      {first !== undefined && <Large key={first.key} tile={first} {...common} />}
      {others.length > 0 && (
        <ul class="dock-strip" aria-label={say("conversation-others")}>
          {others.map((tile) => (
            <Small key={tile.key} tile={tile} onPick={onPick} {...common} />
          ))}
        </ul>
      )}
    </>
  );
}

type TileProps = Omit<TilesProps, "tiles" | "onPick"> & { readonly tile: Tile };

function Large({ tile, away, nameOf }: TileProps) {
  const name = nameAcross(tile.of, nameOf);
  const role = roleOf(tile.of);
  const title = tile.screen ? say("conversation-screen-of", { name }) : name;
  return (
    <div class="dock-large">
      {/* A caller's camera shows what nobody has asked to see unprepared; who was let in one by one is met like a colleague. */}
      {isCaller(tile.of) && !tile.screen ? (
        <Veil>
          <Picture stream={tile.picture as MediaStream | null} name={title} large />
        </Veil>
      ) : (
        <Picture stream={tile.picture as MediaStream | null} name={title} large />
      )}
      <p class="dock-name">
        <Mark tile={tile} away={away} />
        {title}
        {role !== "" && <span class="dock-role"> · {role}</span>}
      </p>
    </div>
  );
}

function Small({ tile, away, nameOf, onPick }: TileProps & { onPick: (endpoint: string | null) => void }) {
  const name = nameAcross(tile.of, nameOf);
  return (
    <li>
      <button type="button" class="dock-small" data-veiled={isCaller(tile.of)} onClick={() => onPick(tile.of.endpoint)} aria-label={say("conversation-make-large", { name })}>
        <Picture stream={tile.picture as MediaStream | null} name={name} />
        <span class="dock-small-name">
          <Mark tile={tile} away={away} />
          {name}
        </span>
      </button>
    </li>
  );
}

/** Reconnecting, muted, or a screen: a sign and its words. */
function Mark({ tile, away }: { tile: Tile; away: ReadonlySet<string> }) {
  if (tile.of.endpoint !== null && away.has(tile.of.endpoint)) return <span class="dock-away">{say("conversation-reconnecting")} </span>;
  if (tile.screen) return <MonitorUp size={14} aria-hidden="true" />;
  if (tile.of.muted_by === null) return null;
  return (
    <>
      <MicOff size={14} aria-hidden="true" />
      <span class="unseen">{say("conversation-is-muted")} </span>
    </>
  );
}

const LOOK_MS = 1_000;
/** Stills come once a second, and some are lost. */
const STILL_MS = 5_000;

function Picture({ stream, name, large = false }: { stream: MediaStream | null; name: string; large?: boolean }) {
  const box = useRef<HTMLVideoElement>(null);
  const flows = useFlow(box, stream);
  useEffect(() => {
    if (box.current === null) return;
    box.current.srcObject = stream;
    // Without sound every browser plays at once; a source that changes meanwhile ends the earlier wish.
    if (stream !== null) box.current.play().catch(() => undefined);
  }, [stream]);
  return (
    <>
      <video ref={box} class="dock-picture" data-flows={flows} muted playsInline autoplay aria-label={say("conversation-picture-of", { name })} />
      {!flows && (large ? <p class="dock-no-picture">{say("conversation-no-picture")}</p> : <CameraOff class="dock-no-picture" size={20} aria-hidden="true" />)}
    </>
  );
}

/** Whether pictures have come of late: a last one that stands still would look like a person who does. */
export function useFlow(box: { readonly current: HTMLVideoElement | null }, stream: MediaStream | null): boolean {
  const [flows, setFlows] = useState(false);
  useEffect(() => {
    let [frames, since] = [0, performance.now()];
    const look = (): void => {
      const now = box.current?.getVideoPlaybackQuality().totalVideoFrames ?? 0;
      if (now > frames) [frames, since] = [now, performance.now()];
      setFlows(frames > 0 && performance.now() - since < STILL_MS);
    };
    const timer = setInterval(look, LOOK_MS);
    box.current?.addEventListener("playing", look);
    return () => clearInterval(timer);
  }, [stream]);
  return flows;
}

export function OwnPicture({ stream, screen }: { stream: MediaStream; screen: boolean }) {
  const box = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    if (box.current !== null) box.current.srcObject = stream;
  }, [stream]);
  return <video ref={box} class="dock-own" data-mirrored={!screen} muted playsInline autoplay aria-label={say("conversation-own-picture")} />;
}
