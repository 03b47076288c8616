import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { Stethoscope } from "lucide-preact";
import { openPage, type Opened } from "~/interface/page";
import { Blank, Button, Loading } from "~/interface/parts";
import { PushSwitch } from "~/interface/push";
import { watchSound } from "~/interface/sound";
import { say } from "~/interface/words";
import { Room } from "../state/room";
import { claimConversation, tabHolds } from "./tab";
import { RoomScreen } from "./RoomScreen";

const opened = signal<(Opened & { readonly room: Room; readonly push: PushSwitch }) | null>(null);

async function open(): Promise<void> {
  const page = await openPage("room");
  if (page === null) return;
  watchSound(page.session);
  const room = new Room(page.session, page.me.id, { held: tabHolds, claim: claimConversation });
  opened.value = { ...page, room, push: new PushSwitch(page.session, page.me.id) };
}

export function Page() {
  useEffect(() => void open(), []);
  const now = opened.value;
  if (now === null) return <Loading title={say("room-opening")} />;
  if (now.me.role !== "physician" && now.me.role !== "specialist") {
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
