/** Who is shown how: the tiles of a conversation, the large one first, and how much of each picture is asked for. */

import type { ParticipantView } from "~/signaling/web/wire";
import type { ShownStream } from "./forwarded";
import type { HeardPath } from "./paths";
import type { Choice } from "./rungs";

export type Depth = "off" | "low" | "high";

export interface Tile {
  /** The endpoint, or "screen of …": one tile of a kind each. */
  readonly key: string;
  readonly of: ParticipantView;
  readonly picture: object | null;
  readonly screen: boolean;
}

/** The pictures of the path that plays; while a first path is being found, of that one. */
export function streamsOf(paths: readonly HeardPath[]): readonly ShownStream[] {
  return (paths.find(({ muted }) => !muted) ?? paths[0])?.streams ?? [];
}

/** Screens that move first (a line is kept for each, used or not), then `large`, then the others as they came in. */
export function tilesOf(
  others: readonly ParticipantView[],
  streams: readonly ShownStream[],
  moving: ReadonlySet<string>,
  large: string | null,
): readonly Tile[] {
  const stream = (of: ParticipantView, source: ShownStream["source"]): object | null =>
    streams.find((one) => one.endpoint === of.endpoint && one.source === source)?.stream ?? null;
  const people = others.map((of): Tile => ({ key: `${of.relation}:${of.id}`, of, picture: stream(of, "picture"), screen: false }));
  const screens = others.flatMap((of): Tile[] => {
    const shown = streams.find((one) => one.endpoint === of.endpoint && one.source === "screen");
    if (shown?.mid === undefined || !moving.has(shown.mid)) return [];
    return [{ key: `screen of ${of.relation}:${of.id}`, of, picture: shown.stream, screen: true }];
  });
  return [...screens, ...people.filter(({ of }) => of.endpoint === large), ...people.filter(({ of }) => of.endpoint !== large)];
}

/** The large picture fine and the small ones coarse; who saves data has the large one coarse and no other, voice alone none. */
export function wishesOf(tiles: readonly Tile[], choice: Choice): Record<string, Depth> {
  const wishes: Record<string, Depth> = {};
  tiles.forEach(({ of, screen }, place) => {
    if (of.endpoint === null) return;
    const [first, others]: readonly [Depth, Depth] = choice === "voice" ? ["off", "off"] : choice === "save_data" ? ["low", "off"] : ["high", "low"];
    wishes[`${of.endpoint}/${screen ? "screen" : "picture"}`] = place === 0 ? first : others;
  });
  return wishes;
}
