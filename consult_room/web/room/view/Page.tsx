import { effect, signal, untracked } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { Stethoscope } from "lucide-preact";
import { secondNow } from "~/interface/clock";
import { openPage, type Opened } from "~/interface/page";
import { Blank, Button, Loading } from "~/interface/parts";
import { PushSwitch } from "~/interface/push";
import { watchSound } from "~/interface/sound";
import { say } from "~/interface/words";
import type { Session } from "~/signaling/web/session";
import { Room } from "../state/room";
import { formsMemory, openDraftShelf } from "./forms-shelf";
import { claimConversation, rememberedFor, tabHolds, wakeLater } from "./tab";
import { wantedOf, within } from "./place";
import { goOnSending } from "./files";
import { RoomScreen } from "./RoomScreen";

/** Doctors work here; a crew asks here, inside its tablet's page; a hospital reads of whom it receives. */
const HERE: readonly string[] = ["physician", "specialist", "crew", "hospital"];

const opened = signal<(Opened & { readonly room: Room; readonly push: PushSwitch }) | null>(null);

async function open(): Promise<void> {
  const page = await openPage("room");
  if (page === null) return;
  watchSound(page.session);
  const nowMs = () => secondNow.peek();
  const room = new Room(page.session, page.me.id, {
    held: tabHolds,
    claim: claimConversation,
    remembered: rememberedFor(page.me.id),
    wake: wakeLater,
    drafts: openDraftShelf(page.me.id, nowMs),
    forms: formsMemory,
    nowMs,
  });
  const wanted = wantedOf(location.hash);
  if (wanted.consultId !== null) room.goTo(wanted.consultId);
  document.documentElement.dataset["within"] = within();
  const { incidentId } = wanted;
  // A draft that lies here goes before what is known of the patient.
  void room.asking.takeUp().then(() => incidentId !== null && onceThere(page.session, () => room.workAt(incidentId)));
  goOnSending(page.session, page.me);
  opened.value = { ...page, room, push: new PushSwitch(page.session, page.me.id) };
}

/** Calls back once the first board is there. */
function onceThere(session: Session, act: () => void): void {
  let done = false;
  const stop = effect(() => {
    if (done || session.board.upto.value === null) return;
    done = true;
    untracked(act);
    queueMicrotask(() => stop());
  });
}

export function Page() {
  useEffect(() => void open(), []);
  const now = opened.value;
  if (now === null) return <Loading title={say("room-opening")} />;
  if (!HERE.includes(now.me.role)) {
    return (
      <main class="room-elsewhere">
        <Blank title={say("room-not-yours")} icon={<Stethoscope size={32} aria-hidden="true" />}>
          <Button look="main" onClick={() => location.assign(now.me.front)}>
            {say("room-to-own-page")}
          </Button>
        </Blank>
      </main>
    );
  }
  return <RoomScreen room={now.room} push={now.push} session={now.session} me={now.me} />;
}
