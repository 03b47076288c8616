/** Wall times of a zone and instants, ms UTC. Knows no screen. */

/** What the zone's wall clock shows, as if it were UTC. */
export function shown(ms: number, zone: string): number {
  const parts = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone, hourCycle: "h23", year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit",
  }).formatToParts(ms);
  const figure = (type: string) => Number(parts.find((part) => part.type === type)?.value);
  return Date.UTC(figure("year"), figure("month") - 1, figure("day"), figure("hour"), figure("minute"));
}

/** The instant of `2026-03-02T20:00` on the zone's wall; null for what is no time. */
export function instantOf(wall: string, zone: string): number | null {
  const asUtc = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(wall) ? Date.parse(`${wall}:00Z`) : Number.NaN;
  if (Number.isNaN(asUtc)) return null;
  const first = asUtc - (shown(asUtc, zone) - asUtc);
  return asUtc - (shown(first, zone) - first);
}
