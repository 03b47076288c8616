import { useEffect } from "preact/hooks";
import { Headset, Map as MapIcon, Video } from "lucide-preact";
import { signal } from "@preact/signals";
import { LinkBand, Notes, RefusalBand, UnsentMark } from "~/interface/bands";
import { clockMinute } from "~/interface/clock";
import { SoundBand } from "~/interface/parts";
import { say } from "~/interface/words";
import type { Me } from "~/signaling/web/account";
import type { Tablet } from "../state/tablet";
import { asking, AskTile, Consult } from "./Consult";
import { callDispatcher, dock, DockPlace } from "./Dock";
import { followEyes, followPlace, followRoute, keepAwake, ringForOrders } from "./device";
import { Idle } from "./Idle";
import { MapPane } from "./MapPane";
import { OrderPanel } from "./OrderPanel";
import { SettingsButton, themeNow } from "./Settings";
import { ShiftStart } from "./ShiftStart";
import { Sos, SosBand } from "./Sos";

/** On a narrow screen the map is in front only when it is asked for. */
const mapInFront = signal(false);

/** Everything that goes on by itself while the page is open. */
function useDevice(tablet: Tablet): void {
  useEffect(() => {
    const ends = [followPlace(tablet), keepAwake(tablet), followEyes(tablet), ringForOrders(tablet), followRoute(tablet)];
    return () => ends.forEach((end) => end());
  }, [tablet]);
}

export function TabletScreen({ tablet, me }: { tablet: Tablet; me: Me }) {
  useDevice(tablet);
  const { session } = tablet;
  return (
    <div class="tablet">
      <SoundBand />
      <SosBand tablet={tablet} />
      <LinkBand session={session} />
      <RefusalBand session={session} />
      <div class="halves" data-map={mapInFront.value && asking.value === null} data-consult={asking.value !== null}>
        <main class="panel">
          <header class="top">
            <b>{tablet.brigade.value?.callsign ?? me.name}</b>
            <Since tablet={tablet} />
            <span class="spring" />
            <UnsentMark session={session} />
            <SettingsButton />
          </header>
          <Middle tablet={tablet} />
        </main>
        <section class="way" aria-label={say(asking.value === null ? "tablet-way" : "tablet-consult")}>
          {asking.value === null ? <MapPane tablet={tablet} theme={themeNow()} /> : <Consult />}
        </section>
        <DockPlace tablet={tablet} />
        <footer class="foot">
          <button type="button" class="tile" disabled={dock.value === null} onClick={() => callDispatcher(tablet, false)}>
            <Headset size={24} aria-hidden="true" />
            {say("tablet-dispatcher")}
          </button>
          <button type="button" class="tile" disabled={dock.value === null} aria-label={say("tablet-dispatcher-video")} onClick={() => callDispatcher(tablet, true)}>
            <Video size={24} aria-hidden="true" />
            <span class="wide-only">{say("tablet-video")}</span>
          </button>
          <AskTile tablet={tablet} />
          <button type="button" class="tile map-tap" aria-pressed={mapInFront.value} onClick={() => (mapInFront.value = !mapInFront.value)}>
            <MapIcon size={24} aria-hidden="true" />
            <span class="wide-only">{say("tablet-map")}</span>
          </button>
          <span class="spring" />
          <Sos tablet={tablet} />
        </footer>
      </div>
      <Notes />
    </div>
  );
}

function Since({ tablet }: { tablet: Tablet }) {
  const since = tablet.own.value?.shift_since_ms ?? null;
  return since === null ? null : <span class="muted wide-only">{say("tablet-shift-since", { time: clockMinute(since) })}</span>;
}

function Middle({ tablet }: { tablet: Tablet }) {
  const order = tablet.order.value;
  if (order !== null) return <OrderPanel tablet={tablet} order={order} />;
  if (tablet.session.boardAsOfMs.value === null) return <p class="muted">{say("loading")}</p>;
  return tablet.onShift.value ? <Idle tablet={tablet} /> : <ShiftStart tablet={tablet} />;
}
