/** What was drawn and measured on a page, as it lies over it. */

import { say } from "~/interface/words";
import type { FileMarkView } from "~/signaling/web/wire";
import { angleAt, areaCm2, lengthMm, type Size } from "../state/files-measures";
import type { Colour, Place, Shape } from "../state/files-marks";

export interface Drawn {
  readonly shape: Shape;
  readonly points: readonly Place[];
  readonly colour: Colour;
}

interface MarkProps {
  readonly mark: Drawn;
  readonly size: Size;
  readonly wideMm: number | null;
  readonly title?: string;
  readonly quarters: number;
}

/** Twice: a dark edge below keeps every colour visible on every ground. */
export function Mark({ mark, size, wideMm, title, quarters }: MarkProps) {
  const label = measureWords(mark, size, wideMm);
  const last = mark.points.at(-1);
  const [x, y] = last === undefined ? [0, 0] : [last[0] * size.width, last[1] * size.height];
  return (
    <g data-colour={mark.colour} data-shape={mark.shape} class="viewer-mark">
      {title !== undefined && <title>{title}</title>}
      <Lines {...mark} size={size} look="viewer-edge" />
      <Lines {...mark} size={size} look="viewer-ink" />
      {label !== null && (
        <text class="viewer-label" x={x} y={y} dy="-0.5em" font-size={size.width / 32} stroke-width={size.width / 260} transform={`rotate(${-90 * quarters} ${x} ${y})`}>
          {label}
        </text>
      )}
    </g>
  );
}

/** What a measure comes to; null for what measures nothing. */
export function measureWords({ shape, points }: Pick<FileMarkView, "shape"> & { readonly points: readonly Place[] }, size: Size, wideMm: number | null): string | null {
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined) return null;
  if (shape === "angle") return say("files-degrees", { count: Math.round(angleAt(points, size)) });
  if (shape !== "length" && shape !== "area") return null;
  if (wideMm === null) return say("files-no-scale");
  if (shape === "length") return say("files-millimetres", { count: rounded(lengthMm(first, last, size, wideMm)) });
  return say("files-square", { count: rounded(areaCm2(points, size, wideMm)) });
}

/** Three digits that mean something. */
function rounded(value: number): number {
  return Number(value.toPrecision(value >= 100 ? 3 : 2));
}

function Lines({ shape, points, size: { width, height }, look }: Drawn & { size: Size; look: string }) {
  const pixels = points.map(([x, y]): Place => [x * width, y * height]);
  const [first, last] = [pixels[0], pixels.at(-1)];
  if (first === undefined || last === undefined) return null;
  if (shape === "circle") return <circle class={look} cx={first[0]} cy={first[1]} r={Math.hypot(last[0] - first[0], last[1] - first[1])} />;
  const path = pixels.map((point) => point.join(",")).join(" ");
  if (shape === "area") return <polygon class={look} points={path} />;
  return (
    <>
      <polyline class={look} points={path} />
      {shape === "arrow" && <polyline class={look} points={wings(first, last, width / 30)} />}
    </>
  );
}

function wings([x1, y1]: Place, [x2, y2]: Place, length: number): string {
  const angle = Math.atan2(y2 - y1, x2 - x1);
  const wing = (turn: number): string => `${x2 - length * Math.cos(angle + turn)},${y2 - length * Math.sin(angle + turn)}`;
  return `${wing(0.5)} ${x2},${y2} ${wing(-0.5)}`;
}
