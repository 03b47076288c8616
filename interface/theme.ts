/** Light for the day, dark for the night: the choice of this device, else what its system wants. */

import { signal, type ReadonlySignal } from "@preact/signals-core";

type Theme = "light" | "dark";

const KEPT = "tez-theme";
const chosen = signal<Theme>("light");

export const theme: ReadonlySignal<Theme> = chosen;

export function followTheme(): void {
  const kept = localStorage.getItem(KEPT);
  const system: Theme = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  chosen.value = kept === "light" || kept === "dark" ? kept : system;
  chosen.subscribe((now) => {
    document.documentElement.dataset["theme"] = now;
  });
}

export function otherTheme(): void {
  chosen.value = chosen.value === "light" ? "dark" : "light";
  localStorage.setItem(KEPT, chosen.value);
}

/** For a page inside another of ours: what that one wears, also when it changes. */
export function followThemeAround(): void {
  const around = parent.document.documentElement;
  const dress = (): void => {
    document.documentElement.dataset["theme"] = around.dataset["theme"] ?? "light";
  };
  new MutationObserver(dress).observe(around, { attributeFilter: ["data-theme"] });
  dress();
}

/** For pages without a switch: the device's own wish, also when it changes. */
export function followDevice(): void {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const dress = (): void => {
    document.documentElement.dataset["theme"] = dark.matches ? "dark" : "light";
  };
  dark.addEventListener("change", dress);
  dress();
}
