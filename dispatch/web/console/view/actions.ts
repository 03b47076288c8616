/** What a key and a click both do. */

import { note } from "~/interface/bands";
import { say } from "~/interface/words";
import type { Desk } from "../state/desk";

/**
 * Sends the n-th candidate (from 0) of the picked incident; null: the one that is looked at. Not while the server is
 * away: no tablet would ring, and a key must not say that somebody has telephoned.
 */
export async function assignCandidate(desk: Desk, index: number | null): Promise<void> {
  const picked = desk.picked.value;
  if (picked?.is !== "incident" || desk.form.value || desk.away.is.value) return;
  const incident = desk.holdings.incident(picked.id);
  const given = desk.advisor.of(picked.id).given;
  if (incident === undefined || given === null || incident.status !== "waiting") return;
  const candidate = index === null ? desk.advisor.candidate(picked.id) : given.ranked[index];
  if (candidate != null) await assign(desk, picked.id, candidate.brigade_id, candidate.callsign, given.recommendation_id);
}

/** One wish at a time for each incident: a key that is held down does not send twice. */
const underWay = new Set<string>();

export async function assign(
  desk: Desk,
  incidentId: string,
  brigadeId: string,
  callsign: string,
  recommendationId: string | null,
): Promise<void> {
  if (desk.away.is.value) return wish(desk.away.tell(incidentId, brigadeId), say("entered-note"));
  if (underWay.has(incidentId)) return;
  underWay.add(incidentId);
  const number = desk.holdings.incident(incidentId)?.number ?? 0;
  try {
    await desk.wishes.assign(incidentId, brigadeId, recommendationId);
    note(say("assigned-note", { brigade: callsign, number }));
  } catch {
    // The band over the page says why; a new list shows who is free now.
    void desk.advisor.ask(incidentId);
  } finally {
    underWay.delete(incidentId);
  }
}

/** A wish whose refusal the band shows; the promise must not be left without a hearer. */
export function wish(asked: Promise<unknown>, done?: string): void {
  asked.then(
    () => {
      if (done !== undefined) note(done);
    },
    () => undefined,
  );
}
