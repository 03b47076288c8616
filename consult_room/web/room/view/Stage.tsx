/** The middle while a consult is shown: who is sought and since when, the way into the conversation, the end. */

import { BellRing, PhoneCall, UserX } from "lucide-preact";
import { age, clockTime, dayAndMinute, secondNow, span } from "~/interface/clock";
import { Blank, Button, Shape, type ShapeName } from "~/interface/parts";
import { say, sayCode } from "~/interface/words";
import type { MountedDock } from "~/media/web/dock";
import type { ConsultView, InvitedView, QueueView } from "~/signaling/web/wire";
import { stageOf } from "../state/booking";
import { searchOf, type Search } from "../state/order";
import type { Room, Shown } from "../state/room";
import { Booked } from "./booking";
import { StateWord } from "./ConsultList";
import { CancelButton } from "./CancelButton";

interface Props {
  readonly room: Room;
  readonly shown: Shown;
  readonly dock: Pick<MountedDock, "start"> | null;
  /** The dock fills the stage. */
  readonly busy: boolean;
}

export function Stage({ room, shown, dock, busy }: Props) {
  const { view } = shown;
  if (stageOf(view) !== null) return <Booked room={room} view={view} />;
  const search = searchOf(view);
  if (search !== null) return <Seeking room={room} view={view} search={search} />;
  if (busy) return null;
  if (view.relation === "former") return <Blank title={say("room-former-title")} icon={<StateWord state={view.state} />} />;
  const other = view.relation === "asker" ? view.specialist_name : view.asker_name;
  const talks = shown.live && (view.state === "accepted" || view.state === "concluded");
  return (
    <Blank title={other ?? say("room-erased")} icon={<StateWord state={view.state} />}>
      {talks && (
        <>
          <p>{say("room-no-conversation")}</p>
          <Button class="room-start" look="main" size="large" disabled={dock === null} onClick={() => void talk(room, view, dock)}>
            <PhoneCall size={20} aria-hidden="true" /> {say(COMES_IN.includes(view.relation) ? "room-come-in" : "room-start")}
          </Button>
        </>
      )}
      {talks && view.relation === "asker" && view.state === "accepted" && <CancelButton room={room} view={view} reasonNeeded />}
      {view.state === "cancelled" && view.reason !== null && view.reason !== "" && <p>{view.reason}</p>}
    </Blank>
  );
}

/** Others talk about it already, perhaps. */
const COMES_IN: readonly ConsultView["relation"][] = ["hospital", "called_in"];

/** Comes into what goes on; rings when nothing does. */
async function talk(room: Room, view: ConsultView, dock: Props["dock"]): Promise<void> {
  if (COMES_IN.includes(view.relation) && (await room.comeIn(view.consult_id))) return;
  await dock?.start(wishOf(view));
}

/** The conversation with the other of the two. */
function wishOf(view: ConsultView): Parameters<MountedDock["start"]>[0] {
  const about = { about: view.consult_id, about_kind: "consult" as const, video: true };
  if (view.relation === "asker") return { ...about, to_relation: "person", to_id: view.specialist_id ?? "" };
  return { ...about, to_relation: view.asker_kind ?? "person", to_id: view.asker_id ?? "" };
}

function Seeking({ room, view, search }: { room: Room; view: ConsultView; search: Search }) {
  const nobody = search.is !== "ringing";
  return (
    <div class="room-seeking" data-search={search.is}>
      <span class="room-seeking-mark" data-tone={nobody ? "bad" : "accent"}>
        {nobody ? <UserX size={40} aria-hidden="true" /> : <BellRing size={40} aria-hidden="true" />}
      </span>
      <p class="room-seeking-words" role="status">
        {sentence(search, view)}
      </p>
      <p class="room-seeking-time number" role="timer">
        {span(secondNow.value - (search.is === "ringing" ? search.sinceMs : view.since_ms))}
      </p>
      <p>{nextSentence(search, room.queue.place.value)}</p>
      <QueueLine view={view} place={room.queue.place.value} />
      {view.asker_telephone !== null && <p class="muted">{say("room-last-rung")}</p>}
      <ul class="room-invited">
        {view.invited.map((person) => (
          <Invited key={person.person_id} person={person} />
        ))}
      </ul>
      <div class="room-row">
        <Button onClick={() => room.ringAgain(view)}>{say("room-ring-again")}</Button>
        <CancelButton room={room} view={view} reasonNeeded={false} />
      </div>
    </div>
  );
}

/** What happens next by itself, and at what minute. */
function nextSentence(search: Search, place: QueueView | null): string {
  const sought = place?.sought ?? null;
  if (sought !== null && sought.next_step !== null && sought.next_step_at_ms !== null) {
    return say("room-next-step", { step: sayCode("consult-next", sought.next_step), time: clockTime(sought.next_step_at_ms) });
  }
  const lookAgainMs = search.lookAgainMs;
  return lookAgainMs === null ? "" : say("room-look-again", { time: clockTime(lookAgainMs) });
}

function QueueLine({ view, place }: { view: ConsultView; place: QueueView | null }) {
  return (
    <p class="muted">
      {place !== null && say("room-queue", { ahead: place.ahead, duty: place.on_duty, busy: place.busy })}
      {place !== null && " "}
      {view.answer_by_ms !== null && say(view.answer_by_ms > secondNow.value ? "room-answer-by" : "room-answer-late", { time: dayAndMinute(view.answer_by_ms) })}
    </p>
  );
}

/** Without the running time, which is drawn apart: a reader would say it each second. */
function sentence(search: Search, view: ConsultView): string {
  const specialty = sayCode("specialty", view.specialty);
  if (search.is === "nobody_on_duty") return say("room-nobody-on-duty", { specialty });
  if (search.is === "all_declined") return say("room-all-declined", { count: search.count });
  return say("room-ringing", { count: search.count, time: clockTime(search.sinceMs) });
}

const INVITED_LOOKS: Readonly<Record<InvitedView["state"], { shape: ShapeName; tone: string }>> = {
  rung: { shape: "ring", tone: "warn" },
  declined: { shape: "strike", tone: "off" },
  accepted: { shape: "circle", tone: "ok" },
  stood_down: { shape: "bars", tone: "off" },
  silent: { shape: "strike", tone: "bad" },
  passed_on: { shape: "cross", tone: "off" },
};

function Invited({ person }: { person: InvitedView }) {
  const look = INVITED_LOOKS[person.state];
  return (
    <li>
      <span data-tone={look.tone}>
        <Shape name={look.shape} />
      </span>{" "}
      {person.name ?? say("room-erased")}{" "}
      <span class="muted">
        {sayCode("consult-invited", person.state)} · {age(secondNow.value - person.since_ms)}
      </span>
    </li>
  );
}
