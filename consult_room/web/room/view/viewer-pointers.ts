/** Fingers, pen and mouse on a picture: one drags or draws, two bring it nearer, the wheel too. */

import type { RefObject } from "preact";
import { useRef, useState } from "preact/hooks";
import { moved, rotated, zoomed, type Sight, type Size } from "../state/files-measures";
import type { Place, Shape } from "../state/files-marks";
import { simplified } from "~/media/web/dock/state/still-places";

export type Tool = "move" | "point" | "scale" | Shape;

interface Wishes {
  readonly surface: RefObject<SVGSVGElement>;
  readonly tool: Tool;
  readonly size: Size;
  readonly sight: Sight;
  readonly look: (sight: Sight) => void;
  readonly finish: (tool: Tool, points: readonly Place[]) => void;
  readonly point: (place: Place) => void;
}

const ENDS: readonly Tool[] = ["arrow", "circle", "length", "scale"];
const SHORTEST = 0.004;
const WHEEL = 1.2;

export function usePointers(wishes: Wishes) {
  const { tool, size, sight, look } = wishes;
  const fingers = useRef(new Map<number, { readonly x: number; readonly y: number }>());
  const trace = useRef<readonly Place[]>([]);
  const [draft, setDraft] = useState<readonly Place[] | null>(null);
  const draw = (points: readonly Place[]): void => {
    trace.current = points;
    setDraft(points.length < 2 ? null : points);
  };
  const end = (points: readonly Place[]): void => {
    draw([]);
    if (longEnough(points)) wishes.finish(tool, tool === "line" || tool === "area" ? simplified(points, 0.002) : points);
  };
  const down = (event: PointerEvent): void => {
    wishes.surface.current?.setPointerCapture(event.pointerId);
    fingers.current.set(event.pointerId, { x: event.clientX, y: event.clientY });
    if (fingers.current.size > 1) return draw([]);
    const place = placeOf(wishes, event);
    if (tool === "point") wishes.point(place);
    // An angle is three taps: its first two places stay until the third.
    else if (tool === "angle") draw([...trace.current.slice(0, 2), place]);
    else if (tool !== "move") draw([place]);
  };
  const move = (event: PointerEvent): void => {
    const before = fingers.current.get(event.pointerId);
    const place = placeOf(wishes, event);
    if (tool === "point" && fingers.current.size <= 1) wishes.point(place);
    if (before === undefined) return;
    fingers.current.set(event.pointerId, { x: event.clientX, y: event.clientY });
    if (fingers.current.size === 2) return pinch(event, before);
    if (tool === "move") return drag(event, before);
    if (tool === "angle") draw([...trace.current.slice(0, -1), place]);
    else if (ENDS.includes(tool)) draw([trace.current[0] ?? place, place]);
    else if (tool !== "point") draw([...trace.current, place]);
  };
  const up = (event: PointerEvent): void => {
    const alone = fingers.current.size === 1;
    fingers.current.delete(event.pointerId);
    if (!alone || tool === "move" || tool === "point") return;
    const points = trace.current;
    if (tool === "angle" && points.length < 3) setDraft(points.length < 2 ? null : points);
    else end(points);
  };
  const drag = (event: PointerEvent, before: { readonly x: number; readonly y: number }): void => {
    const scale = pointsPerPixel(wishes);
    const [dx, dy] = rotated((before.x - event.clientX) * scale, (before.y - event.clientY) * scale, -sight.quarters);
    look(moved(sight, dx, dy, size));
  };
  const pinch = (event: PointerEvent, before: { readonly x: number; readonly y: number }): void => {
    const other = [...fingers.current.entries()].find(([id]) => id !== event.pointerId)?.[1];
    if (other === undefined) return;
    const was = Math.hypot(before.x - other.x, before.y - other.y);
    const is = Math.hypot(event.clientX - other.x, event.clientY - other.y);
    const [x, y] = placeAt(wishes, (event.clientX + other.x) / 2, (event.clientY + other.y) / 2);
    if (was > 0) look(zoomed(sight, is / was, size, { x: x * size.width, y: y * size.height }));
  };
  const wheel = (event: WheelEvent): void => {
    event.preventDefault();
    const [x, y] = placeAt(wishes, event.clientX, event.clientY);
    look(zoomed(sight, event.deltaY < 0 ? WHEEL : 1 / WHEEL, size, { x: x * size.width, y: y * size.height }));
  };
  return { draft, events: { onPointerDown: down, onPointerMove: move, onPointerUp: up, onPointerCancel: up, onWheel: wheel } };
}

function longEnough(points: readonly Place[]): boolean {
  const [first] = points;
  return first !== undefined && points.length > 1 && points.some(([x, y]) => Math.hypot(x - first[0], y - first[1]) > SHORTEST);
}

function placeOf(wishes: Wishes, event: PointerEvent): Place {
  return placeAt(wishes, event.clientX, event.clientY);
}

/** Where a point of the screen lies on the picture, as fractions, within it. */
function placeAt({ surface, size, sight }: Wishes, clientX: number, clientY: number): Place {
  const matrix = surface.current?.getScreenCTM();
  if (matrix === null || matrix === undefined) return [0.5, 0.5];
  const at = new DOMPoint(clientX, clientY).matrixTransform(matrix.inverse());
  const [x, y] = rotated(at.x - size.width / 2, at.y - size.height / 2, -sight.quarters);
  const within = (value: number): number => Number(Math.min(1, Math.max(0, value)).toFixed(4));
  return [within(x / size.width + 0.5), within(y / size.height + 0.5)];
}

function pointsPerPixel({ surface }: Wishes): number {
  return 1 / (surface.current?.getScreenCTM()?.a ?? 1);
}
