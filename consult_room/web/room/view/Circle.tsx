/** Who is in the consult and how each is reached: colleagues called in, the next specialist, the telephone. */

import { Phone, UserMinus, UserPlus } from "lucide-preact";
import { useState } from "preact/hooks";
import { clockMinute } from "~/interface/clock";
import { Button, Dialog, Field } from "~/interface/parts";
import { say, sayCode } from "~/interface/words";
import type { CalledView, ConsultView } from "~/signaling/web/wire";
import { TELEPHONE_OUTCOMES, type TelephoneOutcome } from "../state/circle";
import type { Room } from "../state/room";
import { SPECIALTIES, type Specialty } from "../state/specialties";
import type { SectionProps } from "./section";

export function CircleSection({ room, shown }: SectionProps) {
  const { view } = shown;
  const treats = view.relation === "asker" || view.relation === "specialist";
  const open = shown.live && (view.state === "accepted" || view.state === "concluded");
  return (
    <div class="room-circle">
      <ul class="room-members">
        <Member part="asker" name={view.asker_name} place={view.asker_place} telephone={view.asker_telephone} />
        {view.specialist_id !== null && <Member part="specialist" name={view.specialist_name} place="" telephone={view.specialist_telephone} />}
        {view.hospital_name !== null && <Member part="hospital" name={view.hospital_name} place="" telephone={null} />}
        {view.called.map((one) => (
          <Called key={one.person_id} room={room} view={view} one={one} mayEnd={treats && open} />
        ))}
      </ul>
      <div class="room-row">
        {treats && open && view.state === "accepted" && <CallIn room={room} view={view} />}
        {view.relation === "specialist" && view.state === "accepted" && <PassOn room={room} view={view} />}
        {shown.live && <NoteTelephone room={room} view={view} />}
      </div>
    </div>
  );
}

function Member({ part, name, place, telephone }: { part: string; name: string | null; place: string; telephone: string | null }) {
  return (
    <li class="room-member">
      <span>
        <b>{name ?? say("room-erased")}</b> <span class="muted">{sayCode("consult-part", part)}</span>
        {place !== "" && <span class="muted"> · {place}</span>}
      </span>
      {telephone !== null && telephone !== "" && (
        <a class="room-telephone number" href={`tel:${telephone}`}>
          <Phone size={16} aria-hidden="true" /> {telephone}
        </a>
      )}
    </li>
  );
}

function Called({ room, view, one, mayEnd }: { room: Room; view: ConsultView; one: CalledView; mayEnd: boolean }) {
  const there = one.state === "rung" || one.state === "inside";
  return (
    <li class="room-member">
      <span>
        <b>{one.name ?? say("room-erased")}</b> <span class="muted">{sayCode("specialty", one.specialty)} · {sayCode("consult-called", one.state)}</span>{" "}
        <span class="number muted">{clockMinute(one.since_ms)}</span>
      </span>
      {mayEnd && there && (
        <Button look="quiet" aria-label={say("room-send-away", { name: one.name ?? "" })} onClick={() => room.sendAway(view.consult_id, one.person_id)}>
          <UserMinus size={18} aria-hidden="true" />
        </Button>
      )}
    </li>
  );
}

function SpecialtyField({ value, onChoose }: { value: Specialty; onChoose: (chosen: Specialty) => void }) {
  return (
    <Field label={say("room-field-specialty")}>
      {(ids) => (
        <select {...ids} class="input" value={value} onChange={(event) => onChoose(event.currentTarget.value as Specialty)}>
          {SPECIALTIES.map((one) => (
            <option key={one} value={one}>
              {sayCode("specialty", one)}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

function CallIn({ room, view }: { room: Room; view: ConsultView }) {
  const [open, setOpen] = useState(false);
  const [specialty, setSpecialty] = useState<Specialty>(view.specialty);
  const [why, setWhy] = useState("");
  return (
    <>
      <Button onClick={() => setOpen(true)}>
        <UserPlus size={18} aria-hidden="true" /> {say("room-call-in")}
      </Button>
      {open && (
        <Dialog title={say("room-call-in-title")} onClose={() => setOpen(false)}>
          <form
            class="room-why"
            onSubmit={(event) => {
              event.preventDefault();
              room.callIn(view.consult_id, specialty, why);
              setOpen(false);
              setWhy("");
            }}
          >
            <p class="muted">{say("room-call-in-note")}</p>
            <SpecialtyField value={specialty} onChoose={setSpecialty} />
            <Field label={say("room-call-in-why")}>
              {(ids) => <textarea {...ids} class="input" rows={2} maxLength={2000} value={why} onInput={(event) => setWhy(event.currentTarget.value)} />}
            </Field>
            <div class="dialog-foot">
              <Button onClick={() => setOpen(false)}>{say("room-not-now")}</Button>
              <Button look="main" type="submit">
                {say("room-call-in")}
              </Button>
            </div>
          </form>
        </Dialog>
      )}
    </>
  );
}

function PassOn({ room, view }: { room: Room; view: ConsultView }) {
  const [open, setOpen] = useState(false);
  const [specialty, setSpecialty] = useState<Specialty>(view.specialty);
  const [reason, setReason] = useState("");
  const [tried, setTried] = useState(false);
  const missing = reason.trim() === "";
  return (
    <>
      <Button onClick={() => setOpen(true)}>{say("room-pass-on")}</Button>
      {open && (
        <Dialog title={say("room-pass-on-title")} onClose={() => setOpen(false)}>
          <form
            class="room-why"
            onSubmit={(event) => {
              event.preventDefault();
              setTried(true);
              if (missing) return;
              room.passOn(view.consult_id, specialty, reason);
              setOpen(false);
            }}
          >
            <p class="muted">{say("room-pass-on-note")}</p>
            <SpecialtyField value={specialty} onChoose={setSpecialty} />
            <Field label={say("room-why-needed")} bad={tried && missing} note={tried && missing ? say("refusal-reason_needed") : undefined}>
              {(ids) => <textarea {...ids} class="input" rows={3} maxLength={2000} value={reason} onInput={(event) => setReason(event.currentTarget.value)} />}
            </Field>
            <div class="dialog-foot">
              <Button onClick={() => setOpen(false)}>{say("room-not-now")}</Button>
              <Button look="bad" type="submit">
                {say("room-pass-on")}
              </Button>
            </div>
          </form>
        </Dialog>
      )}
    </>
  );
}

/** The last rung is the telephone: that they talked, for how long and with what outcome, stands in the thread. */
function NoteTelephone({ room, view }: { room: Room; view: ConsultView }) {
  const [open, setOpen] = useState(false);
  const [minutes, setMinutes] = useState("5");
  const [outcome, setOutcome] = useState<TelephoneOutcome>("talked");
  const [text, setText] = useState("");
  const bad = !/^\d{1,3}$/.test(minutes.trim()) || Number(minutes) > 240;
  return (
    <>
      <Button onClick={() => setOpen(true)}>
        <Phone size={18} aria-hidden="true" /> {say("room-telephoned")}
      </Button>
      {open && (
        <Dialog title={say("room-telephoned-title")} onClose={() => setOpen(false)}>
          <form
            class="room-why"
            onSubmit={(event) => {
              event.preventDefault();
              if (bad) return;
              room.noteTelephone(view.consult_id, Number(minutes), outcome, text);
              setOpen(false);
              setText("");
            }}
          >
            <Field label={say("room-telephoned-outcome")}>
              {(ids) => (
                <select {...ids} class="input" value={outcome} onChange={(event) => setOutcome(event.currentTarget.value as TelephoneOutcome)}>
                  {TELEPHONE_OUTCOMES.map((one) => (
                    <option key={one} value={one}>
                      {sayCode("consult-telephoned", one)}
                    </option>
                  ))}
                </select>
              )}
            </Field>
            <Field label={say("room-telephoned-minutes")} bad={bad} note={bad ? say("room-telephoned-minutes-bad") : undefined}>
              {(ids) => <input {...ids} class="input number" inputMode="numeric" value={minutes} onInput={(event) => setMinutes(event.currentTarget.value)} />}
            </Field>
            <Field label={say("room-telephoned-what")}>
              {(ids) => <textarea {...ids} class="input" rows={3} maxLength={8000} value={text} onInput={(event) => setText(event.currentTarget.value)} />}
            </Field>
            <div class="dialog-foot">
              <Button onClick={() => setOpen(false)}>{say("room-not-now")}</Button>
              <Button look="main" type="submit">
                {say("room-telephoned-note")}
              </Button>
            </div>
          </form>
        </Dialog>
      )}
    </>
  );
}
