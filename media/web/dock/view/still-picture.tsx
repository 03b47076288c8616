/** A still as far as it has come, coarse below and fine above, with what was drawn upon it. */

import type { ComponentChildren, JSX, Ref } from "preact";
import { useEffect, useState } from "preact/hooks";
import { say } from "~/interface/words";
import type { StillPlan, StillStrokeView, StillView } from "~/signaling/web/wire";
import { addressOf } from "../own-parts";
import { boxOf, type Place } from "../state/still-places";
import { makersOf, type Colour, type Shape } from "../state/stills";

export type NameOfStroke = (stroke: StillStrokeView) => string;
export interface Drawn {
  readonly shape: Shape;
  readonly points: readonly Place[];
  readonly colour: Colour;
}

interface PictureProps extends Omit<JSX.HTMLAttributes<SVGSVGElement>, "ref"> {
  readonly view: Pick<StillView, "still_id" | "parts">;
  readonly plan: StillPlan;
  readonly strokes: readonly StillStrokeView[];
  readonly nameOf: NameOfStroke;
  readonly box?: Ref<SVGSVGElement>;
  readonly children?: ComponentChildren;
}

export function StillPicture({ view, plan, strokes, nameOf, box, children, ...rest }: PictureProps) {
  return (
    <svg {...rest} ref={box ?? null} class="still-picture" viewBox={`0 0 ${plan.width} ${plan.height}`} data-parts={view.parts.length}>
      {view.parts.map((part) => (
        <Part key={part} stillId={view.still_id} part={part} plan={plan} />
      ))}
      {strokes.map((stroke) => (
        <Stroke key={stroke.stroke_id} stroke={stroke} plan={plan} title={say("still-drawn-by", { name: nameOf(stroke) })} />
      ))}
      {children}
    </svg>
  );
}

const AGAIN_MS = 3_000;

/** What did not come over a bad line is asked for again. */
function Part({ stillId, part, plan }: { stillId: string; part: string; plan: StillPlan }) {
  const [tried, setTried] = useState(0);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    if (!failed) return;
    const timer = setTimeout(() => {
      setFailed(false);
      setTried((before) => before + 1);
    }, AGAIN_MS);
    return () => clearTimeout(timer);
  }, [failed]);
  const at = boxOf(plan, part);
  if (at === null) return null;
  const kept = addressOf(stillId, part);
  const address = tried === 0 ? kept : `/api/stills/${stillId}/${part}?tried=${tried}`;
  return <image href={address} x={at.left} y={at.top} width={at.width} height={at.height} preserveAspectRatio="none" onError={() => setFailed(true)} />;
}

/** Twice: a dark edge below keeps every colour visible on every ground. */
export function Stroke({ stroke, plan, title }: { stroke: Drawn; plan: StillPlan; title?: string }) {
  return (
    <g class="still-stroke" data-colour={stroke.colour}>
      {title !== undefined && <title>{title}</title>}
      <Lines {...stroke} plan={plan} class="still-edge" />
      <Lines {...stroke} plan={plan} class="still-ink" />
    </g>
  );
}

function Lines({ shape, points, plan: { width, height }, class: look }: Drawn & { plan: StillPlan; class: string }) {
  const pixels = points.map(([x, y]): Place => [x * width, y * height]);
  const [first, last] = [pixels[0], pixels[pixels.length - 1]];
  if (first === undefined || last === undefined) return null;
  if (shape === "circle") return <circle class={look} cx={first[0]} cy={first[1]} r={Math.hypot(last[0] - first[0], last[1] - first[1])} />;
  const line = <polyline class={look} points={pixels.map((point) => point.join(",")).join(" ")} />;
  if (shape === "line") return line;
  return (
    <>
      {line}
      <polyline class={look} points={headOf(first, last, width / 28)} />
    </>
  );
}

function headOf([x1, y1]: Place, [x2, y2]: Place, length: number): string {
  const angle = Math.atan2(y2 - y1, x2 - x1);
  const wing = (turn: number): string => `${x2 - length * Math.cos(angle + turn)},${y2 - length * Math.sin(angle + turn)}`;
  return `${wing(0.5)} ${x2},${y2} ${wing(-0.5)}`;
}

/** Whose colour is which; nothing while nobody has drawn. */
export function Legend({ strokes, nameOf }: { strokes: readonly StillStrokeView[]; nameOf: NameOfStroke }) {
  const makers = makersOf(strokes);
  if (makers.length === 0) return null;
  return (
    <ul class="still-legend" aria-label={say("still-legend")}>
      {makers.map((stroke) => (
        <li key={`${stroke.by_relation}:${stroke.by_id}:${stroke.colour}`}>
          <span class="still-swatch" data-colour={stroke.colour} aria-hidden="true" /> {nameOf(stroke)}
          <span class="muted"> · {say(`still-colour-${stroke.colour}`)}</span>
        </li>
      ))}
    </ul>
  );
}
