/** The map's colours: the page's own tokens, read when the map is made and whenever the theme changes. */

export interface Colours {
  ground: string;
  panel: string;
  line: string;
  text: string;
  muted: string;
  accent: string;
  priorities: readonly [string, string, string, string];
  onPriority: string;
  available: string;
  assigned: string;
  moving: string;
  scene: string;
  transport: string;
  hospital: string;
  off: string;
  mapGround: string;
  mapRoad: string;
  mapMajor: string;
  mapWater: string;
  mapPark: string;
  mapLabel: string;
}

/** Reads one token as the page has it. */
export type Token = (name: string) => string;

/** All colours; a token that the page lacks is a bug of the page, and is drawn in its text's colour. */
export function coloursFrom(token: Token, dark: boolean): Colours {
  const text = token("--text") || (dark ? "#e8edf3" : "#10161d");
  const read = (name: string) => token(name) || text;
  return {
    ground: read("--ground"), panel: read("--panel"), line: read("--line"), text, muted: read("--muted"),
    accent: read("--accent"),
    priorities: [read("--p1"), read("--p2"), read("--p3"), read("--p4")],
    onPriority: dark ? "#1b0505" : "#ffffff",
    available: read("--s-available"), assigned: read("--s-assigned"), moving: read("--s-moving"),
    scene: read("--s-scene"), transport: read("--s-transport"), hospital: read("--s-hospital"), off: read("--s-off"),
    mapGround: read("--map-ground"), mapRoad: read("--map-road"), mapMajor: read("--map-major"),
    mapWater: read("--map-water"), mapPark: read("--map-park"), mapLabel: read("--map-label"),
  };
}
