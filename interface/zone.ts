/** Wall times of a zone and instants, ms UTC. Knows no screen. */

/** What the zone's wall clock shows, as if it were UTC. */
export function shown(ms: number, zone: string): number {
  const parts = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone, hourCycle: "h23", year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit",
  }).formatToParts(ms);
  const figure = (type: string) => Number(parts.find((part) => part.type === type)?.value);
  return Date.UTC(figure("year"), figure("month") - 1, figure("day"), figure("hour"), figure("minute"));
}

/** A clock that is a little ahead of ours has not told of the future, ms. */
const AHEAD_MS = 2 * 60_000;
const DAY_MS = 86_400_000;

/** The last time that the zone's wall showed `14:05`, `1405` or `14:05:30`; null for what is no time. */
export function lastInstant(text: string, nowMs: number, zone: string): number | null {
  const found = /^(\d{1,2})[:. ]?(\d{2})(?:[:. ](\d{2}))?$/.exec(text.trim());
  if (found === null) return null;
  const [hours, minutes, seconds] = [Number(found[1]), Number(found[2]), Number(found[3] ?? 0)];
  if (hours > 23 || minutes > 59 || seconds > 59) return null;
  const clock = `${String(hours).padStart(2, "0")}:${String(minutes).padStart(2, "0")}`;
  for (const back of [-1, 0, 1, 2]) {
    const day = new Date(shown(nowMs - back * DAY_MS, zone)).toISOString().slice(0, 10);
    const instant = instantOf(`${day}T${clock}`, zone);
    if (instant !== null && instant + seconds * 1000 <= nowMs + AHEAD_MS) return instant + seconds * 1000;
  }
  return null;
}

/** The instant of `2026-03-02T20:00` on the zone's wall; null for what is no time. */
export function instantOf(wall: string, zone: string): number | null {
  const asUtc = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(wall) ? Date.parse(`${wall}:00Z`) : Number.NaN;
  if (Number.isNaN(asUtc)) return null;
  const first = asUtc - (shown(asUtc, zone) - asUtc);
  return asUtc - (shown(first, zone) - first);
}
