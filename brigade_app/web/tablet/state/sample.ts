/** An order for tests to hold: № 318, as it stands at a stage. */

import type { AssignmentView, Stage } from "~/signaling/web/wire";
import { BY_THE_CREW } from "./order";

export const NOON = 1_790_000_000_000;

export function assignment(stage: Stage, more: Partial<AssignmentView> = {}): AssignmentView {
  return {
    assignment_id: "a1",
    incident_id: "i1",
    incident_number: 318,
    brigade_id: "b1",
    callsign: "Reanimatsion 5",
    part: "lead",
    stage,
    active: true,
    milestones: [{ stage: "ordered", at_device_ms: NOON, at_ms: NOON, by: "", ...BY_THE_CREW }],
    reason: "chest_pain",
    priority: 1,
    age_years: 61,
    sex: "male",
    eta_at_ms: null,
    hospital_id: null,
    hospital_name: null,
    acknowledged_at_ms: null,
    acknowledged_by: null,
    acknowledged_note: null,
    result: null,
    ended_because: null,
    recommendation_id: null,
    recommended_rank: null,
    ...more,
  };
}
