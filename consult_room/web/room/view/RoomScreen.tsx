/** The page as a whole: who is here and the bands on top, consults on the left, the picture, the record beside it. */

import { ArrowLeft, LogOut, Plus, Stethoscope } from "lucide-preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { LinkBand, Notes, RefusalBand, UnsentMark } from "~/interface/bands";
import { chosenByPerson } from "~/interface/page";
import { Button, LanguageSwitch, Loading, SoundBand } from "~/interface/parts";
import type { PushSwitch } from "~/interface/push";
import { play } from "~/interface/sound";
import { say, sayCode } from "~/interface/words";
import { mountDock, type MountedDock } from "~/media/web/dock";
import { signOut, type Me } from "~/signaling/web/account";
import type { Session } from "~/signaling/web/session";
import type { Room } from "../state/room";
import { AskForm } from "./AskForm";
import { MyHours } from "./booking";
import { ConsultList } from "./ConsultList";
import { Home } from "./Home";
import { MedicalOrderBand } from "./medical-orders-section";
import { Record } from "./Record";
import { Rings } from "./Rings";
import { Stage } from "./Stage";
import { Title } from "./Title";
import { isDoctor, TABLETS_DOCK, talkedAbout, within } from "./place";
import { receptionOf } from "./reception";

interface Props {
  readonly room: Room;
  readonly push: PushSwitch;
  readonly session: Session;
  readonly me: Me;
}

export function RoomScreen({ room, push, session, me }: Props) {
  const aloud = room.aloud.value;
  useEffect(() => (aloud ? play("ring") : undefined), [aloud]);
  useEffect(() => {
    const ringing = room.rings.value.length + room.alerts.value.length;
    document.title = ringing > 0 ? `(${ringing}) ${say("room-title")}` : say("room-title");
  });
  const place = room.place.value;
  return (
    <div class="room" data-place={place.is}>
      <RoomHeader room={room} session={session} me={me} />
      <div class="room-bands">
        <SoundBand />
        <LinkBand session={session} />
        <RefusalBand session={session} />
        <MedicalOrderBand session={session} room={room} me={me} />
      </div>
      <main class="room-main">
        <Rings room={room} />
        <ConsultList room={room} books={me.role === "specialist"} />
        <Middle room={room} push={push} session={session} me={me} />
      </main>
      <Notes />
    </div>
  );
}

function RoomHeader({ room, session, me }: Omit<Props, "push">) {
  const away = room.place.value.is !== "home";
  // At home the stage offers it, large; while a question is being written there is nothing to begin anew.
  const inConsult = room.place.value.is === "consult";
  const doctor = isDoctor(me);
  return (
    <header class="room-head">
      {away ? (
        <Button class="room-back" look="quiet" onClick={() => room.goHome()} aria-label={say("room-back")}>
          <ArrowLeft size={20} aria-hidden="true" />
        </Button>
      ) : (
        <Stethoscope class="room-mark" size={20} aria-hidden="true" />
      )}
      <h1>
        <Title room={room} />
      </h1>
      <span class="spring" />
      <UnsentMark session={session} />
      <span class="room-who">
        {me.name} <span class="muted">{sayCode("role", me.role)}</span>
      </span>
      {doctor && (
        <button type="button" class="room-rota room-hours" aria-current={room.place.value.is === "hours"} onClick={() => room.goToHours()}>
          {say("room-hours")}
        </button>
      )}
      {doctor && (
        <a class="room-rota" href="/rota">
          {say("room-rota")}
        </a>
      )}
      {doctor && (
        <a class="room-rota" href="/figures">
          {say("room-figures")}
        </a>
      )}
      {me.role === "hospital" && (
        <a class="room-rota" href="/hospital">
          {say("room-to-own-page")}
        </a>
      )}
      <LanguageSwitch onChoose={chosenByPerson} />
      {inConsult && me.role !== "hospital" && (
        <Button class="room-head-ask" look="main" onClick={() => room.goAsking()}>
          <Plus size={18} aria-hidden="true" /> {say("room-ask")}
        </Button>
      )}
      <Button look="quiet" aria-label={say("room-sign-out")} onClick={() => void signOut().finally(() => location.assign("/"))}>
        <LogOut size={18} aria-hidden="true" />
      </Button>
    </header>
  );
}

function Middle({ room, push, session, me }: Props) {
  const [dock, setDock] = useState<MountedDock | null>(null);
  const spot = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // Inside a tablet the tablet's own dock carries every conversation of the brigade: there is one camera.
    if (spot.current === null || within() === "tablet") return;
    const mounted = mountDock(spot.current, session, { whom: () => receptionOf(session, room) });
    setDock(mounted);
    return () => mounted.unmount();
  }, [session, room]);
  const comingInto = room.comingInto.value;
  useEffect(() => {
    if (comingInto !== null) dock?.expect(comingInto);
  }, [dock, comingInto]);
  const place = room.place.value;
  const shown = room.shown.value;
  const inTablet = within() === "tablet";
  const busy = inTablet ? shown !== null && talkedAbout(session, shown.view.consult_id) : dock !== null && (dock.showing.value.is !== "idle" || dock.ringing.value);
  return (
    <>
      <section class="room-stage" aria-label={say("room-stage")} data-busy={busy}>
        {/* The dock is always here, so that a conversation goes on whatever is looked at. */}
        <div class="room-dock" ref={spot} hidden={!busy || inTablet} />
        {place.is === "home" && !busy && <Home room={room} push={push} me={me} />}
        {place.is === "asking" && <AskForm room={room} />}
        {place.is === "hours" && <MyHours room={room} />}
        {place.is === "consult" && shown !== null && <Stage room={room} shown={shown} dock={inTablet ? TABLETS_DOCK : dock} busy={busy} />}
        {place.is === "consult" && shown === null && <Loading title={say("room-sending")} />}
      </section>
      {place.is === "consult" && shown !== null && <Record session={session} room={room} shown={shown} self={me} />}
    </>
  );
}
