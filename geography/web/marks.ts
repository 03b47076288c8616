/** The marks, drawn on a canvas in the page's colours: shape first, so that colour is never the only sign. */
import type { Colours } from "./colours.ts";
import type { Shape } from "./things.ts";

/** Marks are drawn at twice their size, for dense screens. */
export const DENSITY = 2;

interface Mark {
  size: number;
  draw: (pen: CanvasRenderingContext2D, colours: Colours) => void;
}

/** The pen's origin is the middle of the mark. */
function triangle(pen: CanvasRenderingContext2D, fill: string | null, stroke: string): void {
  pen.beginPath();
  pen.moveTo(0, -13);
  pen.lineTo(11, 10);
  pen.lineTo(0, 5);
  pen.lineTo(-11, 10);
  pen.closePath();
  paint(pen, fill, stroke);
}

function circle(pen: CanvasRenderingContext2D, radius: number, fill: string | null, stroke: string, width = 2): void {
  pen.beginPath();
  pen.arc(0, 0, radius, 0, 2 * Math.PI);
  paint(pen, fill, stroke, width);
}

function square(pen: CanvasRenderingContext2D, half: number, fill: string | null, stroke: string): void {
  pen.beginPath();
  pen.roundRect(-half, -half, 2 * half, 2 * half, 3);
  paint(pen, fill, stroke);
}

function cross(pen: CanvasRenderingContext2D, reach: number, colour: string): void {
  pen.fillStyle = colour;
  pen.fillRect(-2, -reach, 4, 2 * reach);
  pen.fillRect(-reach, -2, 2 * reach, 4);
}

function paint(pen: CanvasRenderingContext2D, fill: string | null, stroke: string, width = 2): void {
  pen.lineJoin = "round";
  pen.lineWidth = width;
  if (fill !== null) {
    pen.fillStyle = fill;
    pen.fill();
  }
  pen.strokeStyle = stroke;
  pen.stroke();
}

const BRIGADES: Record<Shape, Mark> = {
  free: { size: 34, draw: (pen, c) => triangle(pen, c.available, c.mapGround) },
  assigned: { size: 34, draw: (pen, c) => triangle(pen, c.assigned, c.mapGround) },
  moving: { size: 34, draw: (pen, c) => triangle(pen, c.moving, c.mapGround) },
  // May be sent again, is not free yet: the same shape, hollow.
  returning: { size: 34, draw: (pen, c) => triangle(pen, c.mapGround, c.available) },
  scene: { size: 30, draw: (pen, c) => circle(pen, 10, c.scene, c.mapGround) },
  transport: { size: 30, draw: (pen, c) => square(pen, 10, c.transport, c.mapGround) },
  hospital: {
    size: 30,
    draw: (pen, c) => {
      square(pen, 10, c.mapGround, c.hospital);
      cross(pen, 6, c.hospital);
    },
  },
  off: { size: 34, draw: (pen, c) => triangle(pen, c.off, c.mapGround) },
};

const HOSPITAL: Mark = {
  size: 34,
  draw: (pen, c) => {
    square(pen, 13, c.mapGround, c.muted);
    cross(pen, 7, c.text);
  },
};

const PICKED: Mark = {
  size: 44,
  draw: (pen, c) => {
    circle(pen, 17, null, c.accent, 3);
    pen.fillStyle = c.accent;
    for (const turn of [0, 1, 2, 3]) {
      pen.save();
      pen.rotate((turn * Math.PI) / 2);
      pen.fillRect(-1.5, -21, 3, 9);
      pen.restore();
    }
    circle(pen, 2.5, c.accent, c.accent, 1);
  },
};

const RING: Mark = { size: 64, draw: (pen, c) => circle(pen, 27, null, c.accent, 3) };

function incident(priority: number, selected: boolean): Mark {
  return {
    size: selected ? 66 : 34,
    draw: (pen, c) => {
      const colour = c.priorities[priority - 1] ?? c.text;
      if (selected) {
        pen.globalAlpha = 0.22;
        circle(pen, 30, colour, colour, 1);
        pen.globalAlpha = 1;
      }
      circle(pen, selected ? 14 : 12, colour, c.mapGround);
      pen.fillStyle = c.onPriority;
      pen.font = `700 ${selected ? 16 : 14}px "Inter Variable", Inter, "Noto Sans", system-ui, sans-serif`;
      pen.textAlign = "center";
      pen.textBaseline = "middle";
      pen.fillText(String(priority), 0, 1);
    },
  };
}

function markOf(name: string): Mark | null {
  const [kind, what, selected] = name.split("-");
  if (kind === "brigade" && what !== undefined) return BRIGADES[what as Shape] ?? null;
  if (kind === "incident") return incident(Number(what), selected === "selected");
  return { hospital: HOSPITAL, picked: PICKED, ring: RING }[name] ?? null;
}

/** The pixels of the mark of that name; null when there is none of that name. */
export function drawMark(name: string, colours: Colours): ImageData | null {
  const mark = markOf(name);
  const canvas = document.createElement("canvas");
  const pen = canvas.getContext("2d");
  if (mark === null || pen === null) return null;
  canvas.width = canvas.height = mark.size * DENSITY;
  pen.scale(DENSITY, DENSITY);
  pen.translate(mark.size / 2, mark.size / 2);
  mark.draw(pen, colours);
  return pen.getImageData(0, 0, canvas.width, canvas.height);
}
