/** Inside: the one sentence, the talk when the doctor is there, what was written, photographs. */

import { Camera, Phone, Send, Video } from "lucide-preact";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { clockMinute, secondNow } from "~/interface/clock";
import { say } from "~/interface/words";
import type { Session } from "~/signaling/web/session";
import type { PatientGuestView } from "~/signaling/web/wire";
import { madeSmall, photographPorts } from "../device";
import { sentenceOf, type Patient } from "../state/patient";
import { Photographs } from "../state/photographs";

export function Inside({ patient }: { patient: Patient }) {
  const view = patient.view.value;
  const session = patient.session.value as unknown as Session | null;
  if (view === null || session === null) return <p role="status">{say("patient-loading")}</p>;
  return (
    <div class="patient-inside">
      <h1 class="unseen">{say("patient-title")}</h1>
      <Told view={view} open={session.link.value.phase === "open"} />
      {patient.talk.value !== null && <Talk key={patient.talk.value} session={session} />}
      <Chat patient={patient} view={view} />
      <Photos session={session} consultId={view.consult_id} />
    </div>
  );
}

function Told({ view, open }: { view: PatientGuestView; open: boolean }) {
  const told = sentenceOf(view, secondNow.value);
  const words = {
    since: clockMinute(told.sinceMs),
    by: told.byMs === null ? "" : clockMinute(told.byMs),
    name: told.name ?? "",
    number: told.number ?? 0,
    specialty: say(`patient-specialty-${view.specialty}`),
  };
  return (
    <div role="status" class="patient-told" data-tone={told.tone}>
      <p>{say(told.key, words)}</p>
      {!open && <p class="patient-offline">{say("patient-offline")}</p>}
    </div>
  );
}

/** The conversation comes only once somebody wants to talk: it weighs more than all the rest of the page. */
function Talk({ session }: { session: Session }) {
  const [camera, setCamera] = useState<boolean | null>(null);
  const box = useRef<HTMLDivElement>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    let unmount: (() => void) | null = null;
    let gone = false;
    if (camera === null) return undefined;
    setFailed(false);
    import("~/media/web/dock/index").then(
      ({ mountDock }) => {
        if (!gone && box.current !== null) unmount = mountDock(box.current, session, { large: true, alone: true, camera, whom: () => Promise.resolve([]) }).unmount;
      },
      () => (setFailed(true), setCamera(null)),
    );
    return () => {
      gone = true;
      unmount?.();
    };
  }, [camera]);
  if (camera !== null) return <div ref={box} class="patient-dock" />;
  return (
    <section class="patient-rings" aria-label={say("patient-rings")}>
      <p role="status">{say("patient-rings")}</p>
      {failed && <p role="alert">{say("patient-no-line")}</p>}
      <div class="patient-two">
        <button type="button" class="patient-answer" onClick={() => setCamera(true)}>
          <Video size={24} aria-hidden="true" /> {say("patient-video")}
        </button>
        <button type="button" class="patient-second" onClick={() => setCamera(false)}>
          <Phone size={22} aria-hidden="true" /> {say("patient-voice")}
        </button>
      </div>
    </section>
  );
}

function Chat({ patient, view }: { patient: Patient; view: PatientGuestView }) {
  const [text, setText] = useState("");
  const end = useRef<HTMLLIElement>(null);
  const unsent = patient.unsent.value;
  useEffect(() => end.current?.scrollIntoView({ block: "nearest" }), [view.lines.length, unsent.length]);
  const send = (event: Event): void => {
    event.preventDefault();
    patient.say(text);
    setText("");
  };
  return (
    <section class="patient-chat" aria-labelledby="patient-chat">
      <h2 id="patient-chat">{say("patient-chat")}</h2>
      {view.lines.length + unsent.length === 0 && <p class="muted">{say("patient-chat-empty")}</p>}
      <div class="patient-log" role="log" aria-labelledby="patient-chat" tabIndex={0}>
        <ul class="patient-lines">
          {view.lines.map((line) => (
            <li key={line.line_id} data-by={line.side}>
              <span class="patient-line-by">
                {line.side === "patient" ? say("patient-you") : (line.name ?? say("patient-doctor"))}, <span class="number">{clockMinute(line.at_ms)}</span>
              </span>
              {line.text}
            </li>
          ))}
          {unsent.map((one, place) => (
            <li key={place} data-by="patient" data-unsent="true">
              <span class="patient-line-by">{say("patient-write-waiting")}</span>
              {one}
            </li>
          ))}
          <li ref={end} class="patient-lines-end" aria-hidden="true" />
        </ul>
      </div>
      {patient.failed.value && <p role="alert">{say("patient-write-failed")}</p>}
      <form class="patient-form" onSubmit={send}>
        <input class="input" type="text" maxLength={2000} autoComplete="off" aria-label={say("patient-write-label")} placeholder={say("patient-write")} value={text} onInput={(event) => setText(event.currentTarget.value)} />
        <button type="submit" class="patient-send" aria-label={say("patient-write-send")} disabled={text.trim() === ""}>
          <Send size={24} aria-hidden="true" />
        </button>
      </form>
    </section>
  );
}

function Photos({ session, consultId }: { session: Session; consultId: string }) {
  const photographs = useMemo(() => new Photographs(session, consultId, photographPorts(consultId)), [session, consultId]);
  const all = photographs.all.value;
  const sending = all.find(({ state }) => state === "sending");
  const sent = all.filter(({ state }) => state === "sent").length;
  const choose = async (input: HTMLInputElement): Promise<void> => {
    const file = input.files?.[0];
    input.value = "";
    if (file === undefined) return;
    const made = await madeSmall(file);
    if (made === null) photographs.notOne();
    else await photographs.send(made);
  };
  return (
    <section class="patient-photos" aria-label={say("patient-photo")}>
      <label class="patient-second">
        <Camera size={24} aria-hidden="true" /> {say("patient-photo")}
        <input class="unseen" type="file" accept="image/*" capture="environment" onChange={(event) => void choose(event.currentTarget)} />
      </label>
      <p role="status">
        {sending !== undefined && say("patient-photo-sending", { percent: Math.round(sending.part * 100) })}
        {sending === undefined && sent > 0 && say("patient-photo-sent", { count: sent })}
      </p>
      {all.at(-1)?.state === "failed" && <p role="alert">{say("patient-photo-failed")}</p>}
    </section>
  );
}
