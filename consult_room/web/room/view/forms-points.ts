/** The items of a scale that count, in one line: `1a 1 · 5a 2`. */

import { label } from "~/interface/words";
import type { Scale } from "~/signaling/web/wire";

export function pointsWords(scale: Scale, items: Readonly<Record<string, string>>): string {
  return scale.items
    .flatMap((item) => {
      const entry = items[item.code];
      if (entry === undefined) return [];
      const choice = item.choices.find(({ code }) => code === entry);
      if (choice?.points === 0 || entry === "0") return [];
      return [`${label(item.names)}: ${choice === undefined ? entry : (choice.points ?? label(choice.names))}`];
    })
    .join(" · ");
}
