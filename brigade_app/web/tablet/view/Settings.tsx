import { effect, signal } from "@preact/signals";
import { useState } from "preact/hooks";
import { Moon, Settings2, Sun } from "lucide-preact";
import { secondNow } from "~/interface/clock";
import { chosenByPerson } from "~/interface/page";
import { Dialog, LanguageSwitch } from "~/interface/parts";
import { language, say } from "~/interface/words";
import { afterTap, themeAt, type Theme, type ThemeChoice } from "../state/theme";

const KEPT = "tez-theme";
const choice = signal<ThemeChoice>(remembered());

function remembered(): ThemeChoice {
  const kept = localStorage.getItem(KEPT);
  return kept === "light" || kept === "dark" ? kept : "by_hour";
}

function hourNow(): number {
  return new Date(secondNow.value || Date.now()).getHours();
}

/** The look of the page now. Whoever reads it is drawn again when it changes. */
export function themeNow(): Theme {
  return themeAt(choice.value, hourNow());
}

/** The page's colours follow the hour, or the crew's choice. */
export function followTheme(): void {
  effect(() => {
    document.documentElement.dataset["theme"] = themeNow();
  });
}

function tap(): void {
  choice.value = afterTap(choice.value, hourNow());
  localStorage.setItem(KEPT, choice.value);
}

/** Language and look, behind one button: they are changed once a shift. */
export function SettingsButton() {
  const [open, setOpen] = useState(false);
  const light = themeNow() === "light";
  return (
    <>
      <button type="button" class="tile narrow" aria-label={`${say("tablet-settings")}, ${language.value.toUpperCase()}`} onClick={() => setOpen(true)}>
        <Settings2 size={22} aria-hidden="true" />
        <small>{language.value.toUpperCase()}</small>
      </button>
      {open && (
        <Dialog title={say("tablet-settings")} onClose={() => setOpen(false)}>
          <LanguageSwitch large onChoose={chosenByPerson} />
          <button type="button" class="tile" onClick={tap}>
            {light ? <Moon size={24} aria-hidden="true" /> : <Sun size={24} aria-hidden="true" />}
            {say(light ? "tablet-dark" : "tablet-light")}
          </button>
        </Dialog>
      )}
    </>
  );
}
