/** Freeze for diagnosis in a conversation: where to tap, how far the picture has come, and drawing upon it. */

import { ArrowUpRight, Camera, CameraOff, Circle, Maximize2, Pencil, Undo2, X } from "lucide-preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { Button, Dialog } from "~/interface/parts";
import { say, sayCode } from "~/interface/words";
import type { StillPlan, StillStrokeView, StillView } from "~/signaling/web/wire";
import { placeIn, within, type Place } from "../state/still-places";
import { colourOf, mayTakeOf, type Colour, type Shape, type Stills } from "../state/stills";
import { partyOf, type ConversationView, type Self } from "../state/words";
import { nameAcross, type NameOf } from "./names";
import { Legend, StillPicture, Stroke, type NameOfStroke } from "./still-picture";
import "../still.css";

interface StillProps {
  readonly stills: Stills;
  readonly view: ConversationView;
  readonly self: Self;
  readonly nameOf: NameOf;
  readonly size: "large" | undefined;
}

/** The button over the large picture, and what it arms: a picture of which one place matters. */
export function Freeze({ stills, view, self, nameOf, endpoint }: Omit<StillProps, "size"> & { endpoint: string | null }) {
  const [armed, setArmed] = useState(false);
  const aim = useRef<HTMLButtonElement>(null);
  const of = view.participants.find((one) => one.endpoint === endpoint);
  const idle = stills.open(view.conversation_id) === null;
  useEffect(() => {
    if (armed) aim.current?.focus();
  }, [armed]);
  useEffect(() => setArmed(false), [idle, endpoint]);
  if (endpoint === null || of === undefined || self.role === "guest" || !idle) return null;
  if (!mayTakeOf(of)) {
    return (
      <p class="still-freeze still-not">
        <CameraOff size={18} aria-hidden="true" /> {say("still-not-of-guest")}
      </p>
    );
  }
  const ask = (place: Place): void => {
    setArmed(false);
    void stills.ask(view.conversation_id, endpoint, place);
  };
  return (
    <>
      {armed && (
        <button
          type="button"
          ref={aim}
          class="still-aim"
          aria-label={say("still-aim-for")}
          // The keyboard's click has no place of its own.
          onClick={(event) => ask(event.detail === 0 ? [0.5, 0.5] : placeOf(event))}
          onKeyDown={(event) => {
            if (event.key === "Escape") setArmed(false);
          }}
        >
          <span>{say("still-aim")}</span>
        </button>
      )}
      <button
        type="button"
        class="still-freeze"
        aria-pressed={armed}
        aria-label={say(armed ? "still-aim-not" : "still-freeze-for", { name: nameAcross(of, nameOf) })}
        onClick={() => setArmed(!armed)}
      >
        {armed ? <X size={18} aria-hidden="true" /> : <Camera size={18} aria-hidden="true" />}
        {!armed && say("still-freeze")}
      </button>
    </>
  );
}

function placeOf({ currentTarget, clientX, clientY }: { currentTarget: HTMLButtonElement; clientX: number; clientY: number }): Place {
  const video = currentTarget.parentElement?.querySelector<HTMLVideoElement>(".dock-large video") ?? null;
  return placeIn(clientX, clientY, currentTarget.getBoundingClientRect(), video?.videoWidth ?? 0, video?.videoHeight ?? 0);
}

/** What lies over the picture: nothing until something has come, so that nobody is blind meanwhile. */
export function StillStage(props: StillProps & { shape: Shape }) {
  const { stills, view } = props;
  const still = stills.open(view.conversation_id);
  if (still === null || still.plan === null) return null;
  return (
    <div class="still-stage">
      <Drawing {...props} still={still} plan={still.plan} />
    </div>
  );
}

/** Under the picture: who asked, how far it is, and what can be done. */
export function StillBar(props: StillProps & { shape: Shape; onShape: (shape: Shape) => void }) {
  const { stills, view, self, nameOf, size } = props;
  const [large, setLarge] = useState(false);
  const still = stills.open(view.conversation_id);
  const refused = stills.refused.value;
  const refusal = refused !== null && (
    <p class="dock-note" role="alert">
      {sayCode("refusal", refused)}
    </p>
  );
  if (still === null) return <div class="still-bar">{refusal}</div>;
  const strokes = stills.strokesOn(still.still_id);
  const names = namesIn(view, nameOf);
  const title = say("still-picture-of", { name: nameAcross({ relation: still.of_relation, id: still.of_id, name: nameIn(view, still) }, nameOf) });
  return (
    <div class="still-bar" data-still={still.phase} data-parts={still.parts.length} data-strokes={strokes.length}>
      <p class="still-told" role="status">
        {toldOf(still, self, stills.arrived(still), nameOf)}
      </p>
      <Tools {...props} still={still} onEnlarge={() => setLarge(true)} />
      <Legend strokes={strokes} nameOf={names} />
      {refusal}
      {large && still.plan !== null && (
        <Dialog wide title={title} onClose={() => setLarge(false)}>
          <div class="still-large">
            <Drawing {...props} still={still} plan={still.plan} />
          </div>
          <Tools {...props} still={still} size={size} />
          <Legend strokes={strokes} nameOf={names} />
        </Dialog>
      )}
    </div>
  );
}

function nameIn(view: ConversationView, { of_relation, of_id }: StillView): string | null {
  return view.participants.find(({ relation, id }) => relation === of_relation && id === of_id)?.name ?? null;
}

function namesIn(view: ConversationView, nameOf: NameOf): NameOfStroke {
  return ({ by_relation: relation, by_id: id, by_name: name }) => nameAcross(view.participants.find((one) => one.relation === relation && one.id === id) ?? { relation, id, name }, nameOf);
}

function toldOf(still: StillView, self: Self, arrived: number, nameOf: NameOf): string {
  const { phase, broken_because } = still;
  if (phase === "broken") return say(`still-broken-${(broken_because ?? "late").replaceAll("_", "-")}`);
  if (phase === "whole") return say("still-whole");
  if (phase === "arriving" || arrived > 0) return say("still-coming", { percent: Math.floor(arrived * 100) });
  const mine = partyOf(self);
  if (still.of_relation === mine.relation && still.of_id === mine.id) return say("still-asked-me");
  return say("still-asked", { name: nameAcross({ relation: still.by_relation, id: still.by_id, name: still.by_name }, nameOf) });
}

const SHAPES = { line: Pencil, arrow: ArrowUpRight, circle: Circle } as const;

interface ToolProps extends StillProps {
  readonly still: StillView;
  readonly shape: Shape;
  readonly onShape: (shape: Shape) => void;
  readonly onEnlarge?: () => void;
}

function Tools({ stills, still, self, size, shape, onShape, onEnlarge }: ToolProps) {
  const { relation, id } = partyOf(self);
  const own = stills.strokesOn(still.still_id).some((one) => one.by_relation === relation && one.by_id === id);
  return (
    <div class="dock-row still-tools">
      {still.plan !== null &&
        (Object.keys(SHAPES) as Shape[]).map((one) => {
          const Icon = SHAPES[one];
          return (
            <Button key={one} class="dock-tool" look="ghost" size={size} aria-pressed={one === shape} aria-label={say(`still-shape-${one}`)} title={say(`still-shape-${one}`)} onClick={() => onShape(one)}>
              <Icon size={20} aria-hidden="true" />
            </Button>
          );
        })}
      {still.plan !== null && (
        <Button class="dock-tool" look="ghost" size={size} disabled={!own} aria-label={say("still-undo")} title={say("still-undo")} onClick={() => void stills.undraw(still, { by_relation: relation, by_id: id })}>
          <Undo2 size={20} aria-hidden="true" />
        </Button>
      )}
      {still.plan !== null && onEnlarge !== undefined && (
        <Button class="dock-tool" look="ghost" size={size} aria-label={say("still-enlarge")} title={say("still-enlarge")} onClick={onEnlarge}>
          <Maximize2 size={20} aria-hidden="true" />
        </Button>
      )}
      {self.role !== "guest" && (
        <Button class="still-close" look="ghost" size={size} onClick={() => void stills.close(still)}>
          <X size={20} aria-hidden="true" /> {say("still-close")}
        </Button>
      )}
    </div>
  );
}

const STEP = 0.02;
const MOVES: Readonly<Record<string, Place>> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

function Drawing({ stills, view, self, nameOf, still, plan, shape }: StillProps & { still: StillView; plan: StillPlan; shape: Shape }) {
  const box = useRef<SVGSVGElement>(null);
  const [drawn, setDrawn] = useState<readonly Place[]>([]);
  const [cross, setCross] = useState<Place | null>(null);
  const [start, setStart] = useState<Place | null>(null);
  const [mine] = [partyOf(self)];
  const colour: Colour = colourOf(view.participants, mine);
  const strokes: readonly StillStrokeView[] = stills.strokesOn(still.still_id);
  const finish = (points: readonly Place[]): void => void stills.draw(still, shape, points, colour);
  const at = (event: PointerEvent): Place => placeIn(event.clientX, event.clientY, (event.currentTarget as Element).getBoundingClientRect(), plan.width, plan.height);
  const keys = (event: KeyboardEvent): void => {
    const move = MOVES[event.key];
    if (move === undefined && event.key !== "Enter" && !(event.key === "Escape" && start !== null)) return;
    event.preventDefault();
    event.stopPropagation();
    const [x, y] = cross ?? [0.5, 0.5];
    if (move !== undefined) return setCross([within(x + move[0] * STEP), within(y + move[1] * STEP)]);
    if (event.key === "Enter" && start !== null) finish([start, [x, y]]);
    setCross([x, y]);
    setStart(event.key === "Enter" && start === null ? [x, y] : null);
  };
  const draft = drawn.length > 1 ? drawn : start !== null && cross !== null ? [start, cross] : [];
  const name = nameAcross({ relation: still.of_relation, id: still.of_id, name: nameIn(view, still) }, nameOf);
  return (
    <>
      <StillPicture
        view={still}
        plan={plan}
        strokes={strokes}
        nameOf={namesIn(view, nameOf)}
        box={box}
        role="application"
        aria-label={say("still-draw-on", { name })}
        tabindex={0}
        onKeyDown={keys}
        onPointerDown={(event) => {
          if (event.button !== 0) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          setCross(null);
          setStart(null);
          setDrawn([at(event)]);
        }}
        onPointerMove={(event) => {
          if (drawn.length > 0) setDrawn([...drawn, at(event)]);
        }}
        onPointerUp={() => {
          // A tap alone is no stroke.
          if (drawn.length > 1) finish(drawn);
          setDrawn([]);
        }}
        onPointerCancel={() => setDrawn([])}
      >
        {draft.length > 1 && <Stroke stroke={{ shape, points: shape === "line" ? draft : [draft[0]!, draft[draft.length - 1]!], colour }} plan={plan} />}
        {cross !== null && <Cross at={cross} plan={plan} />}
      </StillPicture>
      <p class="unseen" role="status">
        {start === null ? "" : say("still-point-set")}
      </p>
    </>
  );
}

function Cross({ at: [x, y], plan: { width, height } }: { at: Place; plan: StillPlan }) {
  const [px, py, arm] = [x * width, y * height, width / 24];
  const d = `M${px - arm} ${py}H${px + arm}M${px} ${py - arm}V${py + arm}`;
  return (
    <g class="still-stroke" data-colour="white">
      <path class="still-edge" d={d} />
      <path class="still-ink" d={d} />
    </g>
  );
}
