/** How the field's states look: one place, so that console, tablet and hospital never differ. */

import { Shape, Tag, type ShapeName } from "./parts";
import { say, sayCode } from "./words";

interface Look {
  readonly tone: string;
  readonly shape: ShapeName;
}

export const BRIGADE_LOOKS: Readonly<Record<string, Look>> = {
  available: { tone: "available", shape: "triangle" },
  returning: { tone: "available", shape: "triangle" },
  assigned: { tone: "assigned", shape: "diamond" },
  en_route: { tone: "moving", shape: "triangle" },
  on_scene: { tone: "scene", shape: "circle" },
  transporting: { tone: "transport", shape: "square" },
  at_hospital: { tone: "hospital", shape: "cross" },
  on_break: { tone: "off", shape: "bars" },
  out_of_service: { tone: "off", shape: "strike" },
  off_shift: { tone: "off", shape: "ring" },
};

const UNKNOWN: Look = { tone: "off", shape: "ring" };

/** What a brigade is doing. */
export function BrigadeTag({ state }: { state: string }) {
  const look = BRIGADE_LOOKS[state] ?? UNKNOWN;
  return (
    <Tag tone={look.tone} shape={look.shape}>
      {sayCode("brigade-state", state)}
    </Tag>
  );
}

/** The same as a bare shape, for narrow rows; the word is read out. */
export function BrigadeShape({ state }: { state: string }) {
  const look = BRIGADE_LOOKS[state] ?? UNKNOWN;
  return (
    <span data-tone={look.tone}>
      <Shape name={look.shape} size={12} />
      <span class="unseen">{sayCode("brigade-state", state)}</span>
    </span>
  );
}

/** A number and a word, never the colour alone. */
export function PriorityTag({ priority }: { priority: number }) {
  return (
    <Tag tone={`p${priority}`}>
      <b>{priority}</b> <span>{sayCode("priority", String(priority))}</span>
    </Tag>
  );
}

/** "61 y, male"; empty when nothing is known. */
export function patient(ageYears: number | null, sex: string | null): string {
  const parts = [];
  if (ageYears !== null) parts.push(say("patient-age", { years: ageYears }));
  if (sex !== null && sex !== "unknown") parts.push(sayCode("sex", sex));
  return parts.join(", ");
}
