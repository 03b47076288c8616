/** In the head of the record: the patient's name, whether they have agreed, and who reads it from outside. */

import { ShieldAlert } from "lucide-preact";
import { useEffect } from "preact/hooks";
import { clockMinute } from "~/interface/clock";
import { say, sayCode } from "~/interface/words";
import { readingNow, stateOf } from "../state/trust";
import { forReaders } from "./sections";
import type { SectionProps } from "./section";
import { trustOf } from "./trust";

export function PatientName({ session, shown }: SectionProps) {
  const patient = trustOf(session).patient(shown.view.consult_id);
  if (patient === null || patient.name === null) return <span class="muted">· {say("room-no-name")}</span>;
  return (
    <span>
      · {patient.name} {patient.birth_date !== null && <span class="number muted">{patient.birth_date}</span>}
    </span>
  );
}

export function TrustLine(props: SectionProps) {
  const { session, room, shown } = props;
  const trust = trustOf(session);
  const id = shown.view.consult_id;
  const reads = forReaders(props);
  useEffect(() => {
    if (reads) void trust.open(id, shown.live, Date.now());
  }, [trust, id, reads, shown.live]);
  if (!reads) return null;
  const state = stateOf(trust.consents(id)?.items ?? [], "consult", Date.now());
  const code = state === "not_asked" && shown.view.urgency === "emergency" ? "not_asked_emergency" : state;
  return (
    <div class="room-trust">
      <p class="room-trust-state" data-state={state}>
        {say("room-consent")}: {sayCode("room-consent", code)}
        {state !== "given" && shown.live && (
          <button type="button" class="room-trust-more" onClick={() => room.openSection("trust")}>
            {say("room-consent-note")}
          </button>
        )}
      </p>
      {readingNow(trust.access(id)).map((glass) => (
        <p key={glass.glass_id} class="room-glass" role="status">
          <ShieldAlert size={18} aria-hidden="true" /> {say("room-glass", { name: glass.name ?? say("room-erased"), time: clockMinute(glass.until_ms) })} {glass.reason_text ?? ""}
        </p>
      ))}
    </div>
  );
}
