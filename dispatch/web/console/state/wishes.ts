/** What the desk can ask to be done. A refusal is shown by the band over the page, with what was wished. */

import type { Session } from "~/signaling/web/session";
import type { SendOptions } from "~/signaling/web/outbox";
import type { AddressFound, AnyCommand, AssignedResult, ComingMute, DoctorWanted, EnterAssignment, EnteredResult, IncidentOpenedResult, IncidentView, PairingOffer, Part, RelativeRegister, Result } from "~/signaling/web/wire";
import type { Draft } from "./draft";
import { UNSENT } from "./unsent";

/** Why nothing is written to a caller. */
export type MutedBecause = ComingMute["because"];
export type RelativeLanguage = RelativeRegister["language"];

export class Wishes {
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  /** Held to the wire's words when this is compiled. */
  #send<Answer = unknown>(body: AnyCommand, options?: SendOptions): Promise<Answer> {
    return this.#session.send<Answer>(body, options);
  }

  /** Opens the incident of the form. Gives its id at once: the form is free for the next call. */
  open(draft: Draft): { readonly id: string; readonly opened: Promise<IncidentOpenedResult> } {
    const id = this.#session.newId();
    const opened = this.#send<IncidentOpenedResult>({
      type: "incident.open",
      incident_id: id,
      ...draft.fields(),
      answered_at_ms: draft.answeredAtMs,
      taken_at_ms: draft.takenAtMs(),
    });
    return { id, opened };
  }

  amend(draft: Draft, incident: { readonly id: string; readonly version: number }): Promise<unknown> {
    // One that the server has not yet cannot have been changed by anybody else.
    const looked = incident.version === UNSENT ? {} : { seen: incident.version };
    return this.#send({ type: "incident.amend", incident_id: incident.id, ...draft.fields() }, looked);
  }

  /** The incident's address lies there. What was typed stays as it was. */
  place(incident: IncidentView, version: number, found: AddressFound): Promise<unknown> {
    const { street, house, settlement, point } = found;
    const address = incident.address === null ? null : { ...incident.address, street, house, settlement };
    return this.#send({ type: "incident.amend", incident_id: incident.incident_id, address, point }, { seen: version });
  }

  /** `doctor`: who is to call, when that is the result. */
  close(incidentId: string, result: Result, note: string, doctor: DoctorWanted | null = null): Promise<unknown> {
    return this.#send({ type: "incident.close", incident_id: incidentId, result, note, doctor, ended_at_ms: Math.round(this.#session.nowMs()) });
  }

  assign(incidentId: string, brigadeId: string, recommendationId: string | null, part: Part | null = null): Promise<AssignedResult> {
    return this.#send({
      type: "brigade.assign",
      incident_id: incidentId,
      brigade_id: brigadeId,
      part,
      recommendation_id: recommendationId,
    });
  }

  /** Ends what the brigade does and begins this, at once. */
  divert(incidentId: string, brigadeId: string, reason: string, recommendationId: string | null): Promise<AssignedResult> {
    return this.#send({
      type: "brigade.divert",
      brigade_id: brigadeId,
      to_incident_id: incidentId,
      reason,
      recommendation_id: recommendationId,
    });
  }

  /** What a brigade has done, as the desk knows it from elsewhere. */
  enter(told: Omit<EnterAssignment, "type">): Promise<EnteredResult> {
    return this.#send({ type: "assignment.enter", ...told });
  }

  cancel(assignmentId: string, reason: string): Promise<unknown> {
    return this.#send({ type: "assignment.cancel", assignment_id: assignmentId, reason });
  }

  offerPairing(brigadeId: string): Promise<PairingOffer> {
    return this.#send({ type: "pairing.offer", brigade_id: brigadeId }, { lasting: false });
  }

  takeBreak(brigadeId: string): Promise<unknown> {
    return this.#send({ type: "brigade.take_break", brigade_id: brigadeId });
  }

  endBreak(brigadeId: string): Promise<unknown> {
    return this.#send({ type: "brigade.end_break", brigade_id: brigadeId });
  }

  setOutOfService(brigadeId: string, reason: string): Promise<unknown> {
    return this.#send({ type: "brigade.set_out_of_service", brigade_id: brigadeId, reason });
  }

  returnToService(brigadeId: string): Promise<unknown> {
    return this.#send({ type: "brigade.return_to_service", brigade_id: brigadeId });
  }

  endShift(brigadeId: string): Promise<unknown> {
    return this.#send({ type: "shift.end", brigade_id: brigadeId });
  }

  settleSos(brigadeId: string): Promise<unknown> {
    return this.#send({ type: "sos.settle", brigade_id: brigadeId });
  }

  /** Nothing is written to the incident's caller until it is wished again. */
  muteCaller(incidentId: string, because: MutedBecause): Promise<unknown> {
    return this.#send({ type: "coming.mute", incident_id: incidentId, because });
  }

  unmuteCaller(incidentId: string): Promise<unknown> {
    return this.#send({ type: "coming.unmute", incident_id: incidentId });
  }

  /** This telephone is told where the patient is taken. */
  registerRelative(incidentId: string, telephone: string, language: RelativeLanguage): Promise<unknown> {
    return this.#send({ type: "relative.register", incident_id: incidentId, telephone, language });
  }

  removeRelative(incidentId: string): Promise<unknown> {
    return this.#send({ type: "relative.remove", incident_id: incidentId });
  }

  /** Somebody here has seen that messages do not reach the telephone. */
  noteTelephone(telephoneId: string): Promise<unknown> {
    return this.#send({ type: "telephone.note", telephone_id: telephoneId });
  }

  /** Says for the duty doctor, reached by voice, that they take it. */
  acknowledgeAlert(alertId: string, personId: string): Promise<unknown> {
    return this.#send({ type: "alert.acknowledge", alert_id: alertId, person_id: personId, channel: "desk" });
  }

  /** Who took the alert is there: the desk heard or sees it. */
  confirmAlert(alertId: string, personId: string): Promise<unknown> {
    return this.#send({ type: "alert.confirm", alert_id: alertId, person_id: personId, channel: "desk" });
  }
}
