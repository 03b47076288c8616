/** The map in the middle. It is loaded after everything else, and its failure costs nothing but itself. */

import { MapPinOff } from "lucide-preact";
import { effect } from "@preact/signals";
import { useEffect, useRef, useState } from "preact/hooks";
import { age, secondNow } from "~/interface/clock";
import { Blank, Button, Loading } from "~/interface/parts";
import { language, say } from "~/interface/words";
import type { MapCaller, MapIncident, MapView, Place } from "~/geography/web/map";
import type { MapInfo } from "~/signaling/web/wire";
import type { Desk } from "../state/desk";
import { numberOf } from "./names";

/** How near the map starts. */
const FIRST_ZOOM = 12.5;
/** A position older than this is written beside the callsign, s. */
const OLD_S = 60;

export function MapPane({ desk }: { desk: Desk }) {
  const place = useRef<HTMLDivElement>(null);
  const [state, setState] = useState<"loading" | "here" | "failed">("loading");
  const [tries, setTries] = useState(0);
  const info = desk.map.value;
  useEffect(() => {
    const element = place.current;
    if (element === null || info === null) return undefined;
    let stop = (): void => undefined;
    let gone = false;
    setState("loading");
    open(desk, info, element, () => setState("failed")).then(
      (town) => {
        const unfollow = follow(desk, town);
        stop = () => {
          unfollow();
          town.destroy();
        };
        if (gone) stop();
        else setState("here");
      },
      () => setState("failed"),
    );
    return () => {
      gone = true;
      stop();
    };
  }, [info?.map_id, tries]);
  return (
    <>
      <div class="map" ref={place} />
      {desk.form.value && state === "here" && <p class="map-hint">{say("map-hint")}</p>}
      {state === "failed" && (
        <div class="map-cover">
          <Blank title={say("map-failed")} icon={<MapPinOff size={32} aria-hidden="true" />}>
            <p>{say("map-failed-how")}</p>
            <Button onClick={() => setTries(tries + 1)}>{say("again")}</Button>
          </Blank>
        </div>
      )}
      {state === "loading" && (
        <div class="map-cover">{info === null ? <Blank title={say("map-none")} /> : <Loading title={say("map-loading")} />}</div>
      )}
    </>
  );
}

async function open(desk: Desk, info: MapInfo, element: HTMLElement, onFailure: () => void): Promise<MapView> {
  const { createMap } = await import("~/geography/web/map");
  return createMap(element, {
    theme: "dark",
    language: language.peek(),
    tilesUrl: info.tiles_url,
    center: info.center,
    zoom: FIRST_ZOOM,
    attribution: info.attribution,
    label: say("map"),
    onClick: (point) => {
      if (desk.form.value) void desk.draft.choosePoint(point);
    },
    onBrigade: (id) => desk.pickBrigade(id),
    onIncident: (id) => desk.pickIncident(id),
    onFailure,
  });
}

/** The map follows the desk; each part is set again only when what it draws has changed. */
function follow(desk: Desk, town: MapView): () => void {
  const { advisor, places } = desk;
  const stops = [
    effect(() => town.setBrigades(brigades(desk))),
    effect(() => town.setIncidents(incidents(desk))),
    effect(() =>
      town.setHospitals([...desk.holdings.hospitals.value.values()].map(({ view }) => ({ id: view.hospital_id, point: view.point, label: view.name }))),
    ),
    effect(() => town.setRoute(advisor.route.value?.line ?? null)),
    effect(() => town.setTrail(places.trail.value?.fixes.map((fix) => fix.point) ?? [])),
    effect(() => town.setPicked(pickedPlace(desk))),
    effect(() => town.setCaller(callerPlace(desk))),
    effect(() => town.setLanguage(language.value)),
    effect(() => {
      const goal = desk.goTo.value;
      if (goal === null) return;
      if (goal === "everything") town.fit(everything(desk));
      else town.flyTo(goal);
      desk.goTo.value = null;
    }),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

function brigades(desk: Desk) {
  const picked = desk.picked.value;
  const now = secondNow.value;
  return [...desk.holdings.brigades.value.values()]
    .map((thing) => thing.view)
    .filter((one) => one.on_shift)
    .map((one) => {
      const position = desk.places.positions.value.get(one.brigade_id);
      const seconds = position === undefined ? OLD_S : Math.floor((now - position.at_ms) / 1000);
      const old = seconds >= OLD_S;
      return {
        id: one.brigade_id,
        point: position?.point ?? one.station_point,
        heading: position?.heading_degrees ?? null,
        state: one.state,
        label: old && position !== undefined ? `${one.callsign} · ${age(seconds * 1000)}` : one.callsign,
        // In whole minutes, so that a standing brigade is not drawn anew each second.
        ageSeconds: old ? Math.floor(seconds / 60) * 60 : 0,
        selected: picked?.is === "brigade" && picked.id === one.brigade_id,
      };
    });
}

function incidents(desk: Desk): MapIncident[] {
  const picked = desk.picked.value;
  const drawn: MapIncident[] = [];
  for (const { view } of desk.holdings.incidents.value.values()) {
    if (view.status === "closed" || view.point === null) continue;
    const selected = picked?.is === "incident" && picked.id === view.incident_id;
    const priority = Math.min(4, Math.max(1, view.priority)) as MapIncident["priority"];
    drawn.push({ id: view.incident_id, point: view.point, priority, selected, label: numberOf(view) });
  }
  return drawn;
}

/** The point of the form while it is open. */
function pickedPlace(desk: Desk): Place | null {
  return desk.form.value ? (desk.draft.place.value?.point ?? null) : null;
}

/** Where the picked incident's caller is, as the telephone says. */
function callerPlace(desk: Desk): MapCaller | null {
  const picked = desk.picked.value;
  const link = picked?.is === "incident" ? desk.callers.linkOf(picked.id) : undefined;
  return link?.point == null || link.accuracy_metres === null ? null : { point: link.point, accuracyMetres: link.accuracy_metres };
}

function everything(desk: Desk): Place[] {
  const info = desk.map.value;
  if (info === null) return incidents(desk).map((one) => one.point);
  const [west, south, east, north] = info.bounds;
  return [
    { lon: west, lat: south },
    { lon: east, lat: north },
  ];
}
