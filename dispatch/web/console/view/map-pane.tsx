/** The map in the middle. It is loaded after everything else, and its failure costs nothing but itself. */

import { MapPinOff } from "lucide-preact";
import { effect } from "@preact/signals";
import { useEffect, useRef, useState } from "preact/hooks";
import { Blank, Button, Loading } from "~/interface/parts";
import { language, say } from "~/interface/words";
import type { TownMap } from "~/geography/web/map";
import type { Desk } from "../state/desk";
import { title } from "./names";

export function MapPane({ desk }: { desk: Desk }) {
  const place = useRef<HTMLDivElement>(null);
  const [state, setState] = useState<"loading" | "here" | "failed">("loading");
  const [tries, setTries] = useState(0);
  const info = desk.map.value;
  useEffect(() => {
    const element = place.current;
    if (element === null || info === null) return undefined;
    let town: TownMap | null = null;
    let stop = (): void => undefined;
    let gone = false;
    setState("loading");
    void import("~/geography/web/map")
      .then(({ createMap }) =>
        createMap(element, {
          theme: "dark",
          language: language.peek(),
          tilesUrl: info.tiles_url,
          center: info.center,
          bounds: info.bounds,
          onClick: (point, id) => clicked(desk, point, id),
        }),
      )
      .then((made) => {
        if (gone) return made.destroy();
        town = made;
        stop = follow(desk, made);
        setState("here");
      })
      .catch(() => setState("failed"));
    return () => {
      gone = true;
      stop();
      town?.destroy();
    };
  }, [info?.map_id, tries]);
  return (
    <>
      <div class="map" ref={place} />
      {desk.form.value && <p class="map-hint">{say("map-hint")}</p>}
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

function clicked(desk: Desk, point: { lon: number; lat: number }, hit: { kind: string; id: string } | null): void {
  if (desk.form.value) void desk.draft.choosePoint(point);
  else if (hit?.kind === "incident") desk.pickIncident(hit.id);
  else if (hit?.kind === "brigade") desk.pickBrigade(hit.id);
}

/** The map follows the desk; each part is set again only when what it draws has changed. */
function follow(desk: Desk, town: TownMap): () => void {
  const { holdings, places, advisor } = desk;
  const stops = [
    effect(() => {
      const items = [...holdings.brigades.value.values()].map((thing) => thing.view).filter((one) => one.on_shift);
      town.setBrigades(
        items.flatMap((brigade) => {
          const position = places.positions.value.get(brigade.brigade_id);
          const point = position?.point ?? brigade.station_point;
          const heading = position?.heading_degrees ?? null;
          const atMs = position?.at_ms ?? null;
          return [{ id: brigade.brigade_id, point, state: brigade.state, label: brigade.callsign, heading, atMs }];
        }),
      );
    }),
    effect(() => {
      const open = [...holdings.incidents.value.values()].map((thing) => thing.view).filter((one) => one.status !== "closed");
      town.setIncidents(
        open.flatMap((one) =>
          one.point === null
            ? []
            : [{ id: one.incident_id, point: one.point, priority: one.priority, waiting: one.status === "waiting", label: `№${one.number} ${title(desk, one)}` }],
        ),
      );
    }),
    effect(() => {
      town.setHospitals([...holdings.hospitals.value.values()].map(({ view }) => ({ id: view.hospital_id, point: view.point, label: view.name })));
    }),
    effect(() => town.setRoute(advisor.route.value?.line ?? null)),
    effect(() => town.setTrail(places.trail.value?.fixes.map((fix) => fix.point) ?? null)),
    effect(() => town.setPicked(pickedOnMap(desk))),
    effect(() => {
      const goal = desk.goTo.value;
      if (goal === null) return;
      if (goal === "everything") town.fit();
      else town.flyTo(goal);
      desk.goTo.value = null;
    }),
    effect(() => town.setLanguage?.(language.value)),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

function pickedOnMap(desk: Desk) {
  const place = desk.form.value ? desk.draft.place.value : null;
  if (place !== null) return { kind: "point" as const, point: place.point };
  const picked = desk.picked.value;
  return picked === null ? null : { kind: picked.is, id: picked.id };
}
