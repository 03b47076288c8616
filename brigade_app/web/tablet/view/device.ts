/** What the tablet's hardware does for the crew: keeps awake, knows where it is, keeps the order. */

import { effect } from "@preact/signals";
import { play } from "~/interface/sound";
import type { Pocket } from "../state/kept";
import { STANDING_EVERY_MS, type Fix } from "../state/fixes";
import { unanswered } from "../state/order";
import type { Tablet } from "../state/tablet";

/** One text in the browser's storage, named after the brigade. */
export function pocket(brigadeId: string): Pocket {
  const name = `tez-order-${brigadeId}`;
  return {
    read: () => localStorage.getItem(name),
    write: (text) => localStorage.setItem(name, text),
    empty: () => localStorage.removeItem(name),
  };
}

/** The device's own name for the dispatcher's list: what the browser says of it, short. */
export function deviceName(): string {
  const system = /Android [\d.]+|iPad|iPhone|Windows|Linux|Mac OS/.exec(navigator.userAgent)?.[0] ?? "";
  return `${system} ${screen.width}×${screen.height}`.trim();
}

/** The screen stays on while the shift is open; the browser lets go of it whenever the page is hidden. */
export function keepAwake(tablet: Tablet): () => void {
  let held: WakeLockSentinel | null = null;
  const hold = async (): Promise<void> => {
    if (!tablet.onShift.peek() || document.visibilityState !== "visible" || !("wakeLock" in navigator)) return;
    if (held !== null && !held.released) return;
    held = await navigator.wakeLock.request("screen").catch(() => null);
  };
  const again = (): void => void hold();
  document.addEventListener("visibilitychange", again);
  const stop = effect(() => {
    if (tablet.onShift.value) void hold();
    else void held?.release();
  });
  return () => {
    stop();
    document.removeEventListener("visibilitychange", again);
    void held?.release();
  };
}

function asFix(found: GeolocationPosition): Fix {
  const { longitude, latitude, accuracy, speed, heading } = found.coords;
  return {
    point: { lon: longitude, lat: latitude },
    atMs: found.timestamp,
    accuracyM: accuracy,
    speedKmh: speed === null || Number.isNaN(speed) ? null : speed * 3.6,
    headingDegrees: heading === null || Number.isNaN(heading) ? null : heading,
  };
}

/** Watches the place, and asks for it when a standing device has been silent. */
export function followPlace(tablet: Tablet): () => void {
  if (!("geolocation" in navigator)) return () => undefined;
  const heard = (found: GeolocationPosition): void => tablet.located(asFix(found), Date.now());
  const silent = (): void => undefined;
  const how = { enableHighAccuracy: true, maximumAge: 1_000, timeout: 20_000 };
  const watch = navigator.geolocation.watchPosition(heard, silent, how);
  const timer = setInterval(() => navigator.geolocation.getCurrentPosition(heard, silent, how), STANDING_EVERY_MS);
  return () => {
    navigator.geolocation.clearWatch(watch);
    clearInterval(timer);
  };
}

/** Tells the tablet when the page is looked at and touched. */
export function followEyes(tablet: Tablet): () => void {
  const tell = (touched: boolean): void => {
    tablet.looked({ visible: document.visibilityState === "visible", touched, clockMs: performance.now() });
  };
  const touched = (): void => tell(true);
  addEventListener("pointerdown", touched);
  const timer = setInterval(() => tell(false), 500);
  return () => {
    removeEventListener("pointerdown", touched);
    clearInterval(timer);
  };
}

/** Rings from the order's coming until the crew has answered it. */
export function ringForOrders(tablet: Tablet): () => void {
  let stop: (() => void) | null = null;
  const end = effect(() => {
    const order = tablet.order.value;
    const rings = order !== null && unanswered(order.assignment.stage);
    if (rings && stop === null) stop = play("order");
    if (!rings && stop !== null) {
      stop();
      stop = null;
    }
  });
  return () => {
    end();
    stop?.();
  };
}

/** The way to the goal, looked after every few seconds. */
export function followRoute(tablet: Tablet): () => void {
  const look = (): void => void tablet.keepRoute(performance.now());
  const timer = setInterval(look, 2_000);
  const stop = effect(() => {
    void tablet.goal.value;
    look();
  });
  return () => {
    clearInterval(timer);
    stop();
  };
}
