/** People's words: Fluent catalogues, all three languages at hand, switched at once. Knows no screen. */

import { FluentBundle, FluentResource, type FluentVariable } from "@fluent/bundle";
import { signal, type ReadonlySignal } from "@preact/signals-core";

export type Language = "uz" | "ru" | "en";

export const LANGUAGES: readonly Language[] = ["uz", "ru", "en"];

/** The language's own name, as it stands on the switch. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = { uz: "Oʻzbekcha", ru: "Русский", en: "English" };

const LOCALES: Readonly<Record<Language, string>> = { uz: "uz-Latn-UZ", ru: "ru-RU", en: "en-GB" };

/** Dates and grouping in the language; Uzbek without its data in the browser is written as Russian is. */
export function localeOf(language: Language): string[] {
  return language === "uz" ? [LOCALES.uz, LOCALES.ru] : [LOCALES[language]];
}

const chosen = signal<Language>("uz");
/** Grows when a catalogue comes later than the first drawing (a part that is loaded when it is needed). */
const loaded = signal(0);
const bundles = new Map<Language, FluentBundle>();

/** The language in use. Whoever reads it is drawn again when it changes. */
export const language: ReadonlySignal<Language> = chosen;

function bundleOf(one: Language): FluentBundle {
  let bundle = bundles.get(one);
  if (bundle === undefined) {
    bundle = new FluentBundle(localeOf(one), { useIsolating: false });
    bundles.set(one, bundle);
  }
  return bundle;
}

/** Adds a slice's catalogues: the texts of its `words/{uz,ru,en}.ftl`. */
export function addWords(catalogues: Readonly<Record<Language, string>>): void {
  for (const one of LANGUAGES) bundleOf(one).addResource(new FluentResource(catalogues[one]), { allowOverrides: true });
  loaded.value += 1;
}

export function isLanguage(text: unknown): text is Language {
  return text === "uz" || text === "ru" || text === "en";
}

export function chooseLanguage(one: Language): void {
  chosen.value = one;
}

/** Whether there are words under this key: for codes that come from the server. */
export function hasWords(key: string): boolean {
  void loaded.value;
  return bundleOf(chosen.value).hasMessage(key);
}

/** The words under the key in the language in use; the key itself where there are none, so that the lack is seen. */
export function say(key: string, values?: Record<string, FluentVariable>): string {
  void loaded.value;
  const bundle = bundleOf(chosen.value);
  const message = bundle.getMessage(key);
  if (message?.value == null) return key;
  const errors: Error[] = [];
  return bundle.formatPattern(message.value, values ?? null, errors);
}

/** The words of a code of a family (`refusal`, `busy` → `refusal-busy`); the bare code where there are none. */
export function sayCode(family: string, code: string, values?: Record<string, FluentVariable>): string {
  const key = `${family}-${code.replaceAll(".", "-")}`;
  return hasWords(key) ? say(key, values) : code;
}

/** A label that the server gives by language: ours, else any. */
export function label(labels: Readonly<Record<string, string>> | undefined, otherwise = ""): string {
  if (labels === undefined) return otherwise;
  return labels[chosen.value] ?? labels["ru"] ?? labels["uz"] ?? Object.values(labels)[0] ?? otherwise;
}
