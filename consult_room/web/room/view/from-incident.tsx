/** What belongs to the patient of the incident behind the consult: the steps of who went, the caller's photographs that
 * were passed on, the stills. */

import { EyeOff } from "lucide-preact";
import { useEffect, useState } from "preact/hooks";
import { clockMinute, dayAndMinute } from "~/interface/clock";
import { Blank, Dialog, Loading } from "~/interface/parts";
import { label, say, sayCode } from "~/interface/words";
import { StillsOf } from "~/media/web/dock/view/stills-of";
import type { BrigadeStepsView, FromIncidentView, PassedPicture } from "~/signaling/web/wire";
import "./catch-up-lines";
import type { SectionProps } from "./section";
import "./catch-up.css";

/** What may have changed what is shown. */
const MOVES: readonly string[] = ["milestone.reported", "assignment.hospital_changed", "caller_link.passed_on", "caller_link.picture_added", "consult.joined"];

export function FromIncident({ session, shown }: SectionProps) {
  const { consult_id, hospital_name } = shown.view;
  const [read, setRead] = useState<FromIncidentView | "failed" | null>(null);
  useEffect(() => {
    let over = false;
    const look = (): void => {
      session.ask({ type: "consult.from_incident", consult_id }).then(
        (view) => !over && setRead(view),
        () => !over && setRead((before) => before ?? "failed"),
      );
    };
    const stops = [session.onWelcome(look), session.onEvents((events) => events.some(({ type }) => MOVES.includes(type)) && look())];
    look();
    return () => {
      over = true;
      stops.forEach((stop) => stop());
    };
  }, [session, consult_id, hospital_name]);
  if (read === null) return <Loading title={say("room-sending")} />;
  if (read === "failed") return <Blank title={say("from-incident-failed")} />;
  return (
    <div class="from-incident">
      <p>
        <b>{label(read.reason_label)}</b> <span class="muted number">№ {read.number} · {dayAndMinute(read.opened_at_ms)}</span>
      </p>
      {read.brigades.map((brigade) => (
        <Steps key={brigade.callsign} brigade={brigade} />
      ))}
      <Pictures pictures={read.pictures} />
      <StillsOf session={session} kind="incident" about={read.incident_id} />
    </div>
  );
}

function Steps({ brigade }: { brigade: BrigadeStepsView }) {
  return (
    <section class="from-incident-brigade">
      <h2>
        {brigade.callsign}
        {brigade.hospital_name !== null && <span class="muted"> → {brigade.hospital_name}</span>}
      </h2>
      <ol>
        {brigade.steps.map(({ stage, at_ms }) => (
          <li key={stage}>
            <span class="number">{clockMinute(at_ms)}</span> {sayCode("from-incident-stage", stage)}
          </li>
        ))}
      </ol>
    </section>
  );
}

/** Veiled until somebody wants to see: they may be hard to look at. */
function Pictures({ pictures }: { pictures: readonly PassedPicture[] }) {
  const [open, setOpen] = useState<PassedPicture | null>(null);
  if (pictures.length === 0) return null;
  const url = (one: PassedPicture): string => `/api/caller/pictures/${one.link_id}/${one.picture_id}`;
  return (
    <section>
      <h2>{say("from-incident-pictures")}</h2>
      <ul class="from-incident-pictures">
        {pictures.map((one) => (
          <li key={one.picture_id}>
            <button type="button" onClick={() => setOpen(one)} aria-label={say("from-incident-picture", { time: clockMinute(one.at_ms) })}>
              <img src={url(one)} alt="" loading="lazy" />
              <EyeOff size={20} aria-hidden="true" />
            </button>
          </li>
        ))}
      </ul>
      {open !== null && (
        <Dialog title={say("from-incident-picture", { time: clockMinute(open.at_ms) })} wide onClose={() => setOpen(null)}>
          <img class="from-incident-whole" src={url(open)} alt={say("from-incident-picture", { time: clockMinute(open.at_ms) })} />
        </Dialog>
      )}
    </section>
  );
}
