/** Drawing without a pointer: arrows move a cross over the picture, Enter sets a place. */

import { useEffect, useState } from "preact/hooks";
import { following, stepped, type Sight, type Size } from "../state/files-measures";
import type { Place } from "../state/files-marks";
import type { Tool } from "./viewer-pointers";

/** What part of the picture in sight one step crosses; with Shift. */
const STEP = 1 / 30;
const FINE = 1 / 300;

/** How many places a mark has; 0: as many as one likes, ended by the same place once more. */
const PLACES: Readonly<Record<Exclude<Tool, "move">, number>> = { point: 1, line: 0, area: 0, arrow: 2, circle: 2, length: 2, scale: 2, angle: 3 };

const STEPS: Readonly<Record<string, readonly [number, number]>> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

interface Wishes {
  readonly tool: Tool;
  readonly size: Size;
  readonly sight: Sight;
  readonly look: (sight: Sight) => void;
  readonly finish: (tool: Tool, points: readonly Place[]) => void;
  readonly point: (place: Place) => void;
}

/** `press` says whether the key was one of these. */
export function useKeys({ tool, size, sight, look, finish, point }: Wishes) {
  const [cross, setCross] = useState<Place | null>(null);
  const [set, setPlaces] = useState<readonly Place[]>([]);
  useEffect(() => setPlaces([]), [tool]);
  const put = (place: Place): void => {
    const last = set.at(-1);
    const same = last !== undefined && last[0] === place[0] && last[1] === place[1];
    const wanted = tool === "move" ? 0 : PLACES[tool];
    const points = same ? set : [...set, place];
    const whole = wanted === 0 ? same && points.length > 1 : points.length === wanted;
    setPlaces(whole ? [] : points);
    if (whole && tool === "point") point(place);
    else if (whole) finish(tool, points);
  };
  const press = (event: KeyboardEvent): boolean => {
    if (tool === "move") return false;
    const place = cross ?? [Number((sight.x / size.width).toFixed(4)), Number((sight.y / size.height).toFixed(4))];
    const step = STEPS[event.key];
    if (step !== undefined) {
      const by = ((event.shiftKey ? FINE : STEP) * size.width) / sight.zoom;
      const next = stepped(place, step[0] * by, step[1] * by, sight, size);
      setCross(next);
      look(following(sight, next, size));
      if (tool === "point") point(next);
      return true;
    }
    if (event.key === "Enter" || event.key === " ") {
      setCross(place);
      put(place);
      return true;
    }
    if (event.key === "Backspace" && set.length > 0) {
      setPlaces(set.slice(0, -1));
      return true;
    }
    // Escape leaves what is being drawn; the next one leaves the picture.
    if (event.key !== "Escape" || set.length === 0) return false;
    setPlaces([]);
    return true;
  };
  const drawn = cross === null ? set : [...set, cross];
  return { cross: tool === "move" ? null : cross, draft: set.length > 0 && drawn.length > 1 ? drawn : null, press };
}
