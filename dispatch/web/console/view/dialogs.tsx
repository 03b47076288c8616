/** The questions in front of the page: why back, how it ended, who else, the tablet's code, the keys. */

import { useEffect, useState } from "preact/hooks";
import { clockMinute, secondNow, span } from "~/interface/clock";
import { failureWords } from "~/interface/bands";
import { Button, Dialog, Field, Key, Loading } from "~/interface/parts";
import { BrigadeTag } from "~/interface/states";
import { LANGUAGES, LANGUAGE_NAMES, say, sayCode } from "~/interface/words";
import type { BrigadeView, DoctorWanted, PairingOffer, RecommendationView, Result } from "~/signaling/web/wire";
import type { Desk } from "../state/desk";
import { fold } from "../state/draft";
import { assign, wish } from "./actions";
import { brigadesInOrder, PositionAge } from "./brigades";
import { Telephones } from "./by-telephone";
import { EnterDialog, StepDialog } from "./enter-dialog";
import { KEYS } from "./keys";

export function Dialogs({ desk }: { desk: Desk }) {
  const asking = desk.asking.value;
  const close = (): void => {
    desk.asking.value = null;
  };
  switch (asking?.is) {
    case undefined:
      return null;
    case "cancel":
      return (
        <ReasonDialog
          title={say("cancel-title", { brigade: asking.callsign })}
          reasons={["not_needed", "closer_brigade", "wrong_address", "duplicate", "breakdown"]}
          send={say("assignment-cancel")}
          onSend={(reason) => wish(desk.wishes.cancel(asking.assignmentId, reason), say("cancelled-note", { brigade: asking.callsign }))}
          onClose={close}
        />
      );
    case "out_of_service":
      return (
        <ReasonDialog
          title={say("out-of-service-title", { brigade: asking.callsign })}
          reasons={["breakdown", "refuelling", "cleaning", "equipment", "crew_incomplete"]}
          send={say("brigade-out-of-service")}
          onSend={(reason) => wish(desk.wishes.setOutOfService(asking.brigadeId, reason))}
          onClose={close}
        />
      );
    case "close":
      return <CloseDialog desk={desk} incidentId={asking.incidentId} onClose={close} />;
    case "other":
      return <OtherDialog desk={desk} incidentId={asking.incidentId} onClose={close} />;
    case "pairing":
      return <PairingDialog desk={desk} brigadeId={asking.brigadeId} callsign={asking.callsign} onClose={close} />;
    case "enter":
      return <EnterDialog desk={desk} incidentId={asking.incidentId} brigadeId={asking.brigadeId} refused={asking.refused} onClose={close} />;
    case "step":
      return <StepDialog desk={desk} assignmentId={asking.assignmentId} stage={asking.stage} onClose={close} />;
    case "help":
      return <HelpDialog onClose={close} />;
  }
}

interface ReasonDialogProps {
  title: string;
  reasons: readonly string[];
  send: string;
  onSend: (reason: string) => void;
  onClose: () => void;
}

/** A reason by one touch, or by one's own words. */
function ReasonDialog({ title, reasons, send, onSend, onClose }: ReasonDialogProps) {
  const [other, setOther] = useState("");
  const done = (reason: string): void => {
    onSend(reason);
    onClose();
  };
  return (
    <Dialog title={title} onClose={onClose}>
      <div class="choices">
        {reasons.map((reason, index) => (
          <Button key={reason} autofocus={index === 0} onClick={() => done(reason)}>
            {sayCode("cancel-reason", reason)}
          </Button>
        ))}
      </div>
      <form
        class="one-line"
        onSubmit={(event) => {
          event.preventDefault();
          if (other.trim() !== "") done(other.trim());
        }}
      >
        <Field label={say("reason-other")}>
          {(ids) => <input class="input" {...ids} maxLength={120} value={other} onInput={(event) => setOther(event.currentTarget.value)} />}
        </Field>
        <Button look="main" type="submit" disabled={other.trim() === ""}>
          {send}
        </Button>
      </form>
    </Dialog>
  );
}

const DOCTORS: readonly NonNullable<DoctorWanted["specialty"]>[] = ["therapy", "paediatrics", "cardiology", "neurology", "obstetrics", "surgery", "toxicology", "intensive_care"];
const SOON: readonly NonNullable<DoctorWanted["urgency"]>[] = ["emergency", "urgent", "planned"];

/** Results that a desk can know by itself; what a crew did is told by the crew. */
const RESULTS: readonly Result[] = ["advice", "withdrawn", "duplicate", "false_call", "handed_to_other", "refused"];

function CloseDialog({ desk, incidentId, onClose }: { desk: Desk; incidentId: string; onClose: () => void }) {
  const [text, setText] = useState("");
  const [calling, setCalling] = useState(false);
  const incident = desk.holdings.incident(incidentId);
  const number = incident?.number ?? 0;
  if (calling) return <DoctorDialog desk={desk} incidentId={incidentId} text={text} onBack={() => setCalling(false)} onClose={onClose} />;
  return (
    <Dialog title={say("close-title", { number })} onClose={onClose}>
      <Field label={say("close-note")}>
        {(ids) => <input class="input" {...ids} autofocus maxLength={200} value={text} onInput={(event) => setText(event.currentTarget.value)} />}
      </Field>
      <div class="choices">
        {incident?.caller?.number && (
          <Button look="main" onClick={() => setCalling(true)}>
            {sayCode("result", "doctor_will_call")}
          </Button>
        )}
        {RESULTS.map((result) => (
          <Button
            key={result}
            onClick={() => {
              wish(desk.wishes.close(incidentId, result, text.trim()), say("closed-note", { number }));
              onClose();
            }}
          >
            {sayCode("result", result)}
          </Button>
        ))}
      </div>
    </Dialog>
  );
}

interface DoctorDialogProps {
  readonly desk: Desk;
  readonly incidentId: string;
  readonly text: string;
  readonly onBack: () => void;
  readonly onClose: () => void;
}

/** Who calls instead of a brigade that goes there: the caller gets a link, and whoever is on duty is rung. */
function DoctorDialog({ desk, incidentId, text, onBack, onClose }: DoctorDialogProps) {
  const [doctor, setDoctor] = useState<DoctorWanted>({ specialty: "therapy", urgency: "urgent", language: "uz" });
  const number = desk.holdings.incident(incidentId)?.number ?? 0;
  const choose = (part: Partial<DoctorWanted>): void => setDoctor({ ...doctor, ...part });
  const close = (): void => {
    wish(desk.wishes.close(incidentId, "doctor_will_call", text.trim(), doctor), say("closed-note", { number }));
    onClose();
  };
  return (
    <Dialog title={sayCode("result", "doctor_will_call")} onClose={onClose}>
      <Field label={say("close-doctor-specialty")}>
        {(ids) => (
          <select class="input" {...ids} autofocus value={doctor.specialty} onChange={(event) => choose({ specialty: event.currentTarget.value as DoctorWanted["specialty"] })}>
            {DOCTORS.map((one) => (
              <option key={one} value={one}>
                {sayCode("specialty", one)}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label={say("close-doctor-urgency")}>
        {(ids) => (
          <select class="input" {...ids} value={doctor.urgency} onChange={(event) => choose({ urgency: event.currentTarget.value as DoctorWanted["urgency"] })}>
            {SOON.map((one) => (
              <option key={one} value={one}>
                {say(`close-doctor-urgency-${one}`)}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label={say("close-doctor-language")}>
        {(ids) => (
          <select class="input" {...ids} value={doctor.language} onChange={(event) => choose({ language: event.currentTarget.value as DoctorWanted["language"] })}>
            {LANGUAGES.map((one) => (
              <option key={one} value={one}>
                {LANGUAGE_NAMES[one]}
              </option>
            ))}
          </select>
        )}
      </Field>
      <div class="choices">
        <Button look="main" onClick={close}>
          {say("close-doctor-now")}
        </Button>
        <Button onClick={onBack}>{say("close-doctor-back")}</Button>
      </div>
    </Dialog>
  );
}

/** What a brigade may be taken from: it has not reached its patient yet. */
const DIVERTIBLE: ReadonlySet<string> = new Set(["assigned", "en_route"]);

function OtherDialog({ desk, incidentId, onClose }: { desk: Desk; incidentId: string; onClose: () => void }) {
  const [wanted, setWanted] = useState("");
  const given = desk.advisor.of(incidentId).given;
  const away = desk.away.is.value;
  const all = [...desk.holdings.brigades.value.values()].map((thing) => thing.view).filter((one) => one.state !== "off_shift");
  const fits = (one: BrigadeView): boolean => fold(`${one.callsign} ${sayCode("profile", one.profile)}`).includes(fold(wanted.trim()));
  const shown = brigadesInOrder(all.filter((one) => fits(one) && one.incident_id !== incidentId));
  const send = (brigade: BrigadeView | undefined): void => {
    if (brigade === undefined) return;
    void assign(desk, incidentId, brigade.brigade_id, brigade.callsign, given?.recommendation_id ?? null);
    onClose();
  };
  const divert = (brigade: BrigadeView): void => {
    const asked = desk.wishes.divert(incidentId, brigade.brigade_id, "higher_priority", given?.recommendation_id ?? null);
    wish(asked, say("diverted-note", { brigade: brigade.callsign }));
    onClose();
  };
  return (
    <Dialog title={say(away ? "by-telephone" : "other-title")} onClose={onClose} wide>
      {away && <p data-tone="warn">{say("by-telephone-how")}</p>}
      <input
        class="input"
        type="search"
        autofocus
        value={wanted}
        placeholder={say("brigades-filter")}
        aria-label={say("brigades-filter")}
        onInput={(event) => setWanted(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter") send(shown[0]);
        }}
      />
      <ul class="others">
        {shown.map((brigade) => (
          <li key={brigade.brigade_id}>
            <button type="button" class="other" onClick={() => send(brigade)}>
              <b>{brigade.callsign}</b>
              <BrigadeTag state={brigade.state} />
              <span class="muted">{sayCode("profile", brigade.profile)}</span>
              <span class="spring" />
              <PositionAge desk={desk} brigadeId={brigade.brigade_id} />
              <b class="number other-time">{roadTime(given, brigade.brigade_id)}</b>
            </button>
            {away && <Telephones desk={desk} brigadeId={brigade.brigade_id} />}
            {!away && DIVERTIBLE.has(brigade.state) && (
              <Button size="small" onClick={() => divert(brigade)}>
                {say("divert", { number: desk.holdings.incident(brigade.incident_id)?.number ?? 0 })}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Dialog>
  );
}

/** What the recommendation reckoned for the brigade, also for a rejected one. */
function roadTime(given: RecommendationView | null, brigadeId: string): string {
  const found = given?.ranked.find((one) => one.brigade_id === brigadeId) ?? given?.rejected.find((one) => one.brigade_id === brigadeId);
  return found?.seconds == null ? "–" : span(found.seconds * 1000);
}

function PairingDialog({ desk, brigadeId, callsign, onClose }: { desk: Desk; brigadeId: string; callsign: string; onClose: () => void }) {
  const [offer, setOffer] = useState<PairingOffer | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const ask = (): void => {
    setOffer(null);
    setFailure(null);
    desk.wishes.offerPairing(brigadeId).then(setOffer, setFailure);
  };
  useEffect(ask, [brigadeId]);
  const left = offer === null ? 0 : offer.expires_ms - secondNow.value;
  return (
    <Dialog title={say("pairing-title", { brigade: callsign })} onClose={onClose}>
      <p>{say("pairing-how")}</p>
      {offer === null && failure === null && <Loading />}
      {failure !== null && <p data-tone="bad" role="alert">{failureWords(failure)}</p>}
      {offer !== null && left > 0 && (
        <>
          <output class="pairing-code number" aria-label={offer.code.split("").join(" ")}>
            {offer.code.slice(0, 3)} {offer.code.slice(3)}
          </output>
          <p class="muted number">{say("pairing-until", { time: clockMinute(offer.expires_ms), left: span(left) })}</p>
        </>
      )}
      {offer !== null && left <= 0 && <p data-tone="warn">{say("pairing-over")}</p>}
      <div class="dialog-foot">
        <Button onClick={ask}>{say("pairing-again")}</Button>
        <Button look="main" onClick={onClose}>
          {say("close")}
        </Button>
      </div>
    </Dialog>
  );
}

function HelpDialog({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title={say("help-title")} onClose={onClose}>
      <dl class="keys">
        {KEYS.map(([name, words]) => (
          <div key={words}>
            <dt>
              <Key name={name} />
              <span class="unseen">{name}</span>
            </dt>
            <dd>{say(words)}</dd>
          </div>
        ))}
      </dl>
      <p class="muted">{say("help-truth")}</p>
    </Dialog>
  );
}
