import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { here, openPage } from "~/interface/page";
import { Loading } from "~/interface/parts";
import { watchSound } from "~/interface/sound";
import type { Me } from "~/signaling/web/account";
import { say } from "~/interface/words";
import { Tablet } from "../state/tablet";
import { pocket } from "./device";
import { Pairing } from "./Pairing";
import { TabletScreen } from "./TabletScreen";

type Stand =
  | { readonly is: "looking" }
  | { readonly is: "unpaired"; readonly me: Me | null }
  | { readonly is: "paired"; readonly tablet: Tablet; readonly me: Me };

const stand = signal<Stand>({ is: "looking" });

/** Who holds this device? A crew's tablet goes on, anything else may be paired. */
async function look(): Promise<void> {
  const known = await here("tablet");
  const { me } = known;
  if (me === null || me.role !== "crew" || me.brigade_id === null) {
    stand.value = { is: "unpaired", me };
    return;
  }
  const opened = await openPage("tablet", known);
  if (opened === null) return;
  watchSound(opened.session);
  const tablet = new Tablet(opened.session, me.brigade_id, pocket(me.brigade_id), () => Date.now());
  tablet.begin();
  stand.value = { is: "paired", tablet, me: opened.me };
}

export function Page() {
  useEffect(() => void look(), []);
  const now = stand.value;
  if (now.is === "looking") return <Loading title={say("tablet-starting")} />;
  if (now.is === "unpaired") return <Pairing me={now.me} onPaired={() => void look()} />;
  return <TabletScreen tablet={now.tablet} me={now.me} />;
}
