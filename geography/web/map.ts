/**
 * The map, to be loaded by `import()`: its failure costs nothing but the map.
 *
 * Everything comes from the page's own address: tiles by ranges of one PMTiles file, the worker as a file of its own
 * (no blob: address, so `worker-src 'self'` is enough), letters from the page's fonts.
 */
import type { FeatureCollection } from "geojson";
import { addProtocol, type GeoJSONSource, type LngLatBoundsLike, Map as Engine, setWorkerUrl } from "maplibre-gl";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?url";
import { Protocol } from "pmtiles";

import { type Colours, coloursFrom } from "./colours.ts";
import { DENSITY, drawMark } from "./marks.ts";
import { CLICKABLE, emptyData, overlayLayers, type SourceName, sourcesWith } from "./overlays.ts";
import { type MapLanguage, styleOf } from "./style.ts";
import {
  alike, boundsOf, brigadeFeatures, callerFeatures, hospitalFeatures, incidentFeatures, lineFeatures, type MapBrigade,
  type MapHospital, type MapIncident, pickedFeature, type Place,
} from "./things.ts";
import "./map.css";

export type { MapBrigade, MapHospital, MapIncident, Place } from "./things.ts";
export type { MapLanguage } from "./style.ts";

export type Theme = "dark" | "light";

export interface MapWish {
  theme: Theme;
  language: string;
  /** `MapInfo.tiles_url`; null: only what stands on the map is drawn. */
  tilesUrl: string | null;
  center: Place;
  /** `MapInfo.bounds`: nobody needs to look farther than half a map beyond. */
  bounds?: readonly [number, number, number, number];
  zoom?: number;
  /** What must stand on every map: `MapInfo.attribution`. */
  attribution?: string;
  /** What the map is called to who cannot see it. */
  label?: string;
  /** A click on the ground; on a mark only where its own function is missing. */
  onClick?: (place: Place) => void;
  onBrigade?: (id: string) => void;
  onIncident?: (id: string) => void;
  onHospital?: (id: string) => void;
  /** The graphics were lost; the page says so in words. */
  onFailure?: (reason: string) => void;
}

export interface MapCaller {
  readonly point: Place;
  readonly accuracyMetres: number;
}

export interface MapView {
  setBrigades(brigades: readonly MapBrigade[]): void;
  setIncidents(incidents: readonly MapIncident[]): void;
  setHospitals(hospitals: readonly MapHospital[]): void;
  setRoute(line: readonly Place[] | null): void;
  setTrail(places: readonly Place[] | null): void;
  setPicked(place: Place | null): void;
  /** Where a caller's telephone says it is, with the circle in which that is true; null: nobody said. */
  setCaller(caller: MapCaller | null): void;
  setTheme(theme: Theme): void;
  setLanguage(language: string): void;
  flyTo(place: Place, zoom?: number): void;
  /** Shows the places; without any: the route, the brigades and the incidents. */
  fit(places?: readonly Place[], padding?: number): void;
  zoomBy(steps: number): void;
  resize(): void;
  /** Resolves when the style, the fonts and the tiles in view are drawn. */
  drawn(): Promise<void>;
  destroy(): void;
}

const HIT_PX = 8;
const ZOOM = 13;
const LANGUAGES: ReadonlySet<string> = new Set(["uz", "uz-Cyrl", "ru", "en"]);

const known = (language: string): MapLanguage => (LANGUAGES.has(language) ? (language as MapLanguage) : "en");

let prepared = false;

function prepare(): void {
  if (prepared) return;
  prepared = true;
  setWorkerUrl(new URL(workerUrl, location.href).href);
  addProtocol("pmtiles", new Protocol().tile);
}

/** Letters are drawn once and kept, so the fonts must be there before the first label. */
async function fonts(): Promise<void> {
  const wanted = ["400 16px", "600 16px"].map((font) => document.fonts.load(`${font} "Inter Variable"`, "Aʻўқй8"));
  const patience = new Promise<void>((resolve) => setTimeout(resolve, 2000));
  await Promise.race([Promise.allSettled(wanted), patience]);
}

/** Throws when the browser cannot draw it (no WebGL). */
export function createMap(element: HTMLElement, wish: MapWish): MapView {
  prepare();
  return new DrawnMap(element, wish);
}

/** The bounds with half their size around them. */
function roomAround([west, south, east, north]: readonly [number, number, number, number]): LngLatBoundsLike {
  const [x, y] = [Math.max(0.2, (east - west) / 2), Math.max(0.2, (north - south) / 2)];
  return [Math.max(-180, west - x), Math.max(-85, south - y), Math.min(180, east + x), Math.min(85, north + y)];
}

class DrawnMap implements MapView {
  readonly #element: HTMLElement;
  readonly #wish: MapWish;
  readonly #engine: Engine;
  readonly #foot: HTMLElement;
  readonly #data = emptyData();
  readonly #changed = new Set<SourceName>();
  readonly #quiet = matchMedia("(prefers-reduced-motion: reduce)");
  #theme: Theme;
  #language: MapLanguage;
  #colours: Colours;
  #brigades: readonly MapBrigade[] = [];
  #incidents: readonly MapIncident[] = [];
  #route: readonly Place[] = [];
  #frame = 0;
  #styled = false;
  #gone = false;

  constructor(element: HTMLElement, wish: MapWish) {
    this.#element = element;
    this.#wish = wish;
    this.#theme = wish.theme;
    this.#language = known(wish.language);
    this.#colours = this.#read();
    this.#engine = new Engine({
      container: element,
      style: { version: 8, sources: {}, layers: [] },
      center: [wish.center.lon, wish.center.lat],
      zoom: wish.zoom ?? ZOOM,
      minZoom: 5,
      maxZoom: 19,
      attributionControl: false,
      maplibreLogo: false,
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
      fadeDuration: 0,
      refreshExpiredTiles: false,
    });
    this.#engine.touchZoomRotate.disableRotation();
    this.#engine.keyboard.disableRotation();
    if (wish.label) this.#engine.getCanvas().setAttribute("aria-label", wish.label);
    if (wish.bounds) this.#engine.setMaxBounds(roomAround(wish.bounds));
    this.#foot = document.createElement("div");
    this.#foot.className = "map-foot";
    this.#foot.textContent = wish.attribution ?? "© OpenStreetMap";
    element.append(this.#foot);
    this.#listen();
    void fonts().then(() => this.#restyle());
  }

  #read(): Colours {
    const styles = getComputedStyle(this.#element);
    return coloursFrom((name) => styles.getPropertyValue(name).trim(), this.#theme === "dark");
  }

  #listen(): void {
    const engine = this.#engine;
    engine.setMissingStyleImageResolver((id) => {
      const image = drawMark(id, this.#colours);
      if (image !== null && !engine.hasImage(id)) engine.addImage(id, image, { pixelRatio: DENSITY });
    });
    engine.on("click", (event) => {
      if (!this.#styled) return;
      const { x, y } = event.point;
      const near: [[number, number], [number, number]] = [[x - HIT_PX, y - HIT_PX], [x + HIT_PX, y + HIT_PX]];
      const found = engine.queryRenderedFeatures(near, { layers: [...CLICKABLE] });
      const told = { brigades: this.#wish.onBrigade, incidents: this.#wish.onIncident, hospitals: this.#wish.onHospital };
      for (const kind of CLICKABLE) {
        const hit = found.find((feature) => feature.layer.id === kind);
        const tell = told[kind];
        if (hit && tell) return tell(String(hit.properties["id"]));
      }
      this.#wish.onClick?.({ lon: event.lngLat.lng, lat: event.lngLat.lat });
    });
    for (const kind of CLICKABLE) {
      engine.on("mouseenter", kind, () => this.#element.classList.add("over-thing"));
      engine.on("mouseleave", kind, () => this.#element.classList.remove("over-thing"));
    }
    engine.on("webglcontextlost", () => this.#wish.onFailure?.("webgl"));
    engine.on("error", ({ error }) => {
      if (!this.#gone) console.warn("map:", error.message);
    });
  }

  #restyle(): void {
    if (this.#gone) return;
    this.#colours = this.#read();
    this.#styled = false;
    const tiles = this.#wish.tilesUrl;
    this.#engine.once("style.load", () => {
      this.#styled = true;
      this.#schedule();
    });
    this.#changed.clear();
    this.#engine.setStyle(
      styleOf({
        colours: this.#colours,
        dark: this.#theme === "dark",
        language: this.#language,
        tiles: tiles === null ? null : new URL(tiles, location.href).href,
        sources: sourcesWith(this.#data),
        layers: overlayLayers(this.#colours),
      }),
      { diff: false },
    );
  }

  #set(name: SourceName, data: FeatureCollection): void {
    this.#data[name] = data;
    this.#changed.add(name);
    this.#schedule();
  }

  /** However often things are set, the map is told once a drawn frame. */
  #schedule(): void {
    if (this.#frame !== 0 || !this.#styled || this.#gone || this.#changed.size === 0) return;
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      if (!this.#styled || this.#gone) return;
      for (const name of this.#changed) {
        (this.#engine.getSource(name) as GeoJSONSource | undefined)?.setData(this.#data[name]);
      }
      this.#changed.clear();
    });
  }

  setBrigades(brigades: readonly MapBrigade[]): void {
    if (alike(brigades, this.#brigades)) return;
    this.#brigades = brigades;
    this.#set("brigades", brigadeFeatures(brigades));
  }

  setIncidents(incidents: readonly MapIncident[]): void {
    this.#incidents = incidents;
    this.#set("incidents", incidentFeatures(incidents));
  }

  setHospitals(hospitals: readonly MapHospital[]): void {
    this.#set("hospitals", hospitalFeatures(hospitals));
  }

  setRoute(line: readonly Place[] | null): void {
    this.#route = line ?? [];
    this.#set("route", lineFeatures(line));
  }

  setTrail(places: readonly Place[] | null): void {
    this.#set("trail", lineFeatures(places));
  }

  setPicked(place: Place | null): void {
    this.#set("picked", pickedFeature(place));
  }

  setCaller(caller: MapCaller | null): void {
    this.#set("caller", callerFeatures(caller));
  }

  setTheme(theme: Theme): void {
    if (theme === this.#theme) return;
    this.#theme = theme;
    this.#restyle();
  }

  setLanguage(language: string): void {
    if (known(language) === this.#language) return;
    this.#language = known(language);
    this.#restyle();
  }

  flyTo(place: Place, zoom?: number): void {
    const to = { center: [place.lon, place.lat] as [number, number], ...(zoom === undefined ? {} : { zoom }) };
    if (this.#quiet.matches) this.#engine.jumpTo(to);
    else this.#engine.easeTo({ ...to, duration: 140 });
  }

  fit(places?: readonly Place[], padding = 60): void {
    const things = [...this.#brigades, ...this.#incidents].map((thing) => thing.point);
    const bounds = boundsOf(places ?? [...this.#route, ...things]);
    if (bounds === null) return;
    const box: LngLatBoundsLike = bounds;
    this.#engine.fitBounds(box, { padding, maxZoom: 16, duration: this.#quiet.matches ? 0 : 140 });
  }

  zoomBy(steps: number): void {
    this.#engine.easeTo({ zoom: this.#engine.getZoom() + steps, duration: this.#quiet.matches ? 0 : 140 });
  }

  resize(): void {
    this.#engine.resize();
  }

  async drawn(): Promise<void> {
    while (!this.#styled || !this.#engine.loaded() || !this.#engine.areTilesLoaded()) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, 250);
        this.#engine.once("idle", () => {
          clearTimeout(timer);
          resolve();
        });
      });
    }
  }

  destroy(): void {
    this.#gone = true;
    cancelAnimationFrame(this.#frame);
    this.#engine.remove();
    this.#foot.remove();
  }
}
