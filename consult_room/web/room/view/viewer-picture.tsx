/** A picture or a page: nearer, farther, aside and turned by keys, wheel and fingers; drawn upon, measured, pointed at. */

import { Circle, Hand, MousePointer2, MoveUpRight, Pencil, RotateCw, Ruler, Scaling, Shapes, Triangle, Undo2, ZoomIn, ZoomOut, type LucideIcon } from "lucide-preact";
import type { ComponentChildren } from "preact";
import { useRef, useState } from "preact/hooks";
import { Button, Field } from "~/interface/parts";
import { say } from "~/interface/words";
import type { FileView } from "~/signaling/web/wire";
import { boxOf, moved, turned, whole, wideMmOf, zoomed, type Sight, type Size } from "../state/files-measures";
import type { Colour, FileMarks, Place, Shape } from "../state/files-marks";
import type { ViewerProps } from "./viewer-props";
import { useKeys } from "./viewer-keys";
import { Mark, measureWords } from "./viewer-marks";
import { usePointers, type Tool } from "./viewer-pointers";

const TOOLS: readonly (readonly [Tool, LucideIcon])[] = [
  ["move", Hand],
  ["point", MousePointer2],
  ["line", Pencil],
  ["arrow", MoveUpRight],
  ["circle", Circle],
  ["length", Ruler],
  ["angle", Triangle],
  ["area", Shapes],
  ["scale", Scaling],
];
const COLOURS: readonly Colour[] = ["yellow", "cyan", "pink", "green", "orange", "white"];
const STEP = 1.4;
/** From here on the picture that is drawn for a screen is too coarse. */
const NEAR = 1.5;

interface Props extends ViewerProps {
  readonly view: FileView;
  readonly page: number;
  readonly marks: FileMarks;
  readonly address: string | null;
  readonly fine: ComponentChildren;
  readonly onNear: () => void;
  readonly children?: ComponentChildren;
}

export function ViewedPicture({ view, page, marks, address, fine, onNear, children, open, self, session }: Props) {
  const [size, setSize] = useState<Size>(() => ({ width: view.width || 1000, height: view.height || 1414 }));
  const [sight, setSight] = useState<Sight | null>(null);
  const [tool, setTool] = useState<Tool>("move");
  const [known, setKnown] = useState<readonly [Place, Place] | null>(null);
  const surface = useRef<SVGSVGElement>(null);
  const now = sight ?? whole(size);
  const wideMm = view.scales?.find((one) => one.page === page)?.wide_mm ?? null;
  const colour = COLOURS[Math.abs(hashOf(self.id)) % COLOURS.length] ?? "yellow";
  const look = (next: Sight): void => {
    setSight(next);
    if (next.zoom >= NEAR) onNear();
  };
  const finish = (shape: Tool, points: readonly Place[]): void => {
    const [from, to] = [points[0], points.at(-1)];
    if (shape === "scale" && from !== undefined && to !== undefined) setKnown([from, to]);
    else if (shape !== "move" && shape !== "point" && shape !== "scale") marks.draw(page, shape, points, colour);
  };
  const point = (place: Place): void => marks.point(page, place);
  const pointers = usePointers({ surface, tool, size, sight: now, look, finish, point });
  const keyed = useKeys({ tool, size, sight: now, look, finish, point });
  const draft = pointers.draft ?? keyed.draft;
  const keys = (event: KeyboardEvent): void => {
    if (keyed.press(event)) return event.preventDefault();
    const next = lookedBy(event.key, now, size);
    if (next === null) return;
    event.preventDefault();
    look(next);
  };
  return (
    <>
      <div class="viewer-stage">
        <svg ref={surface} class="viewer-picture" data-tool={tool} viewBox={boxOf(now, size)} tabindex={0} role="application" aria-label={say(tool === "move" ? "files-picture-keys" : "files-drawing-keys")} onKeyDown={keys} {...pointers.events}>
          <g transform={`rotate(${90 * now.quarters} ${size.width / 2} ${size.height / 2})`}>
            <svg width={size.width} height={size.height}>
              {address !== null && <Picture address={address} known={(view.width ?? 0) > 0} onSize={(found) => setSize(found)} />}
              {fine}
            </svg>
            {marks.on(page).map((mark) => (
              <Mark key={mark.mark_id} mark={{ ...mark, points: mark.points as unknown as readonly Place[] }} size={size} wideMm={wideMm} quarters={now.quarters} title={say("files-drawn-by", { name: mark.by_name ?? "" })} />
            ))}
            {draft !== null && <Mark mark={{ shape: shapeOf(tool), points: draft, colour }} size={size} wideMm={wideMm} quarters={now.quarters} />}
            {keyed.cross !== null && <Cross place={keyed.cross} size={size} zoom={now.zoom} colour={colour} />}
            <Pointed marks={marks} page={page} size={size} zoom={now.zoom} />
          </g>
        </svg>
      </div>
      <div class="viewer-foot">
        {children}
        <div class="viewer-tools" role="group" aria-label={say("files-looking")}>
          <Button aria-label={say("files-nearer")} onClick={() => look(zoomed(now, STEP, size))}>
            <ZoomIn size={18} aria-hidden="true" />
          </Button>
          <Button aria-label={say("files-farther")} onClick={() => look(zoomed(now, 1 / STEP, size))}>
            <ZoomOut size={18} aria-hidden="true" />
          </Button>
          <Button aria-label={say("files-turn")} onClick={() => look(turned(now))}>
            <RotateCw size={18} aria-hidden="true" />
          </Button>
        </div>
        {open && (
          <div class="viewer-tools" role="group" aria-label={say("files-tools")}>
            {TOOLS.map(([one, Icon]) => (
              <Button key={one} aria-pressed={tool === one} aria-label={say(`files-tool-${one}`)} title={say(`files-tool-${one}`)} onClick={() => setTool(one)}>
                <Icon size={18} aria-hidden="true" />
              </Button>
            ))}
            <Button aria-label={say("files-undraw")} title={say("files-undraw")} onClick={() => marks.undraw(page, self.id)}>
              <Undo2 size={18} aria-hidden="true" />
            </Button>
          </div>
        )}
        <p class="viewer-told" role="status">
          {told(tool, draft, size, wideMm)}
        </p>
        {known !== null && (
          <Known
            onDone={(millimetres) => {
              const wide = wideMmOf(known[0], known[1], size, millimetres);
              if (wide !== null) marks.calibrate(page, wide);
              setKnown(null);
              setTool("length");
            }}
          />
        )}
        {session.link.value.phase !== "open" && <p class="viewer-told">{say("files-drawn-later")}</p>}
      </div>
    </>
  );
}

/** The page's own size is known once it has come; a picture's was told with the file. */
function Picture({ address, known, onSize }: { address: string; known: boolean; onSize: (size: Size) => void }) {
  const measure = (): void => {
    if (known) return;
    const picture = new Image();
    picture.onload = () => onSize({ width: picture.naturalWidth, height: picture.naturalHeight });
    picture.src = address;
  };
  return <image href={address} width="100%" height="100%" preserveAspectRatio="none" onLoad={measure} />;
}

function Pointed({ marks, page, size, zoom }: { marks: FileMarks; page: number; size: Size; zoom: number }) {
  const radius = size.width / 70 / zoom;
  const shown = [...marks.pointed.value.values()].filter((one) => one.page === page);
  return (
    <>
      {shown.map((one) => (
        <g key={one.by_id} class="viewer-pointed">
          <circle class="viewer-pointer" cx={one.x * size.width} cy={one.y * size.height} r={radius} stroke-width={radius / 4} />
          <text class="viewer-label" data-colour="white" x={one.x * size.width + radius * 1.5} y={one.y * size.height} font-size={radius * 2} stroke-width={radius / 5}>
            {one.by_name}
          </text>
        </g>
      ))}
    </>
  );
}

/** Where a key would set a place. */
function Cross({ place: [x, y], size, zoom, colour }: { place: Place; size: Size; zoom: number; colour: Colour }) {
  const [cx, cy, arm] = [x * size.width, y * size.height, size.width / 40 / zoom];
  const path = `M${cx - arm} ${cy}H${cx + arm}M${cx} ${cy - arm}V${cy + arm}`;
  return (
    <g data-colour={colour}>
      <path class="viewer-cross-edge" d={path} stroke-width={arm / 4} />
      <path class="viewer-cross" d={path} stroke-width={arm / 8} />
    </g>
  );
}

function Known({ onDone }: { onDone: (millimetres: number) => void }) {
  const [text, setText] = useState("");
  const value = Number(text.replace(",", "."));
  return (
    <form
      class="viewer-known"
      onSubmit={(event) => {
        event.preventDefault();
        if (value > 0) onDone(value);
      }}
    >
      <Field label={say("files-known-length")}>{(ids) => <input {...ids} class="input" inputMode="decimal" value={text} onInput={(event) => setText(event.currentTarget.value)} />}</Field>
      <Button look="main" type="submit" disabled={!(value > 0)}>
        {say("files-known-do")}
      </Button>
    </form>
  );
}

function shapeOf(tool: Tool): Shape {
  return tool === "scale" ? "length" : tool === "move" || tool === "point" ? "line" : tool;
}

function told(tool: Tool, draft: readonly Place[] | null, size: Size, wideMm: number | null): string {
  const measured = draft === null ? null : measureWords({ shape: shapeOf(tool), points: draft }, size, wideMm);
  return measured ?? say(`files-how-${tool}`);
}

function lookedBy(key: string, sight: Sight, size: Size): Sight | null {
  const [dx, dy] = [size.width / 10 / sight.zoom, size.height / 10 / sight.zoom];
  switch (key) {
    case "+":
    case "=":
      return zoomed(sight, STEP, size);
    case "-":
      return zoomed(sight, 1 / STEP, size);
    case "0":
      return whole(size);
    case "r":
    case "R":
      return turned(sight);
    case "ArrowLeft":
      return moved(sight, -dx, 0, size);
    case "ArrowRight":
      return moved(sight, dx, 0, size);
    case "ArrowUp":
      return moved(sight, 0, -dy, size);
    case "ArrowDown":
      return moved(sight, 0, dy, size);
    default:
      return null;
  }
}

function hashOf(text: string): number {
  return [...text].reduce((sum, sign) => (sum * 31 + sign.charCodeAt(0)) | 0, 7);
}
