import { effect } from "@preact/signals";
import { useEffect, useRef, useState } from "preact/hooks";
import { LocateFixed, Waypoints } from "lucide-preact";
import { language, say } from "~/interface/words";
import type { MapView } from "~/geography/web/map";
import type { Tablet } from "../state/tablet";
import type { Theme } from "../state/theme";
import { Nav } from "./Nav";
import { reasonWords } from "./names";

/** A vehicle whose place this device does not know is drawn pale, at its station. */
const UNKNOWN_SECONDS = 3600;

/** Room for the banner and the buttons that lie over the map. */
const WAY_PADDING_PX = 130;

/** The way on the map. It is loaded after the order is shown, and its failure costs nothing but the picture. */
export function MapPane({ tablet, theme }: { tablet: Tablet; theme: Theme }) {
  const place = useRef<HTMLDivElement>(null);
  const [town, setTown] = useState<MapView | null>(null);
  const [failed, setFailed] = useState(false);
  const info = tablet.map.value;
  useEffect(() => {
    const element = place.current;
    if (element === null || info === null) return undefined;
    let gone = false;
    let made: MapView | null = null;
    void import("~/geography/web/map")
      .then(({ createMap }) => {
        if (gone) return;
        made = createMap(element, {
          theme,
          language: language.peek(),
          tilesUrl: info.tiles_url,
          center: info.center,
          bounds: info.bounds,
          attribution: info.attribution,
          label: say("tablet-map"),
          onFailure: () => setFailed(true),
        });
        setFailed(false);
        setTown(made);
      })
      .catch(() => setFailed(true));
    return () => {
      gone = true;
      setTown(null);
      made?.destroy();
    };
  }, [info?.map_id]);
  useEffect(() => town?.setTheme(theme), [town, theme]);
  useEffect(() => (town === null ? undefined : draw(tablet, town)), [town]);
  return (
    <>
      <div class="map" ref={place} />
      <Nav tablet={tablet} />
      {failed && <p class="map-lack">{say("tablet-map-lack")}</p>}
      {town !== null && (
        <div class="map-taps">
          <button type="button" class="tile narrow" aria-label={say("tablet-map-here")} onClick={() => flyHome(tablet, town)}>
            <LocateFixed size={24} aria-hidden="true" />
          </button>
          <button type="button" class="tile narrow" aria-label={say("tablet-map-way")} onClick={() => showWay(tablet, town)}>
            <Waypoints size={24} aria-hidden="true" />
          </button>
        </div>
      )}
    </>
  );
}

function flyHome(tablet: Tablet, town: MapView): void {
  const here = tablet.fix.peek()?.point ?? tablet.brigade.peek()?.station_point;
  if (here !== undefined) town.flyTo(here);
}

/** The whole way between the banner above and the buttons below. */
function showWay(tablet: Tablet, town: MapView): void {
  const route = tablet.route.peek();
  town.fit(route === null ? undefined : route.line, Math.min(WAY_PADDING_PX, innerWidth / 8));
}

/** The map follows the tablet; each part is drawn again only when what it shows has changed. */
function draw(tablet: Tablet, town: MapView): () => void {
  const stops = [
    effect(() => {
      const brigade = tablet.brigade.value;
      const fix = tablet.fix.value;
      if (brigade === null) return;
      const point = fix?.point ?? brigade.station_point;
      const ageSeconds = fix === null ? UNKNOWN_SECONDS : (Date.now() - fix.atMs) / 1000;
      town.setBrigades([{ id: brigade.brigade_id, point, state: brigade.state, label: brigade.callsign, heading: fix?.headingDegrees ?? null, ageSeconds }]);
    }),
    effect(() => {
      const incident = tablet.order.value?.incident ?? null;
      const label = incident === null ? "" : `№${incident.number} ${reasonWords(tablet, incident.reason)}`;
      town.setIncidents(incident?.point ? [{ id: incident.incident_id, point: incident.point, priority: incident.priority, selected: true, label }] : []);
    }),
    effect(() => {
      const chosen = tablet.order.value?.assignment.hospital_id ?? null;
      town.setHospitals(tablet.hospitals.value.filter((one) => one.hospital_id === chosen).map((one) => ({ id: one.hospital_id, point: one.point, label: one.name })));
    }),
    effect(() => {
      const route = tablet.route.value;
      town.setRoute(route?.line ?? null);
      if (route !== null) showWay(tablet, town);
    }),
    effect(() => town.setLanguage(language.value)),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}
