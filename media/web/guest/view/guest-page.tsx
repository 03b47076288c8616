/** The guest's page as it is drawn: who invites, the own device, the door, the conversation, and how it ended. */

import "@preact/signals";
import { CircleCheck, Link2Off, LoaderCircle, MonitorSmartphone, WifiOff } from "lucide-preact";
import type { ComponentChildren } from "preact";
import { LANGUAGES, LANGUAGE_NAMES, chooseLanguage, language, say } from "~/interface/words";
import type { Guest } from "../state/guest";
import { Door } from "./door";
import { Inside } from "./inside";
import { Welcome } from "./welcome";

export function GuestPage({ guest }: { guest: Guest }) {
  const drawing = guest.drawing.value;
  return (
    <div class="guest" data-drawing={drawing}>
      <header class="guest-head">
        <p class="guest-brand">
          <b>103</b> {say("guest-brand")}
        </p>
        <Languages />
      </header>
      <main class="guest-main">
        {drawing === "welcome" && <Welcome guest={guest} />}
        {(drawing === "ready" || drawing === "knocking") && <Door guest={guest} />}
        {drawing === "inside" && <Inside guest={guest} />}
        {["loading", "lost", "invalid", "used", "over"].includes(drawing) && <Told guest={guest} />}
      </main>
    </div>
  );
}

function Languages() {
  return (
    <div class="guest-languages" role="group" aria-label={LANGUAGES.map((one) => LANGUAGE_NAMES[one]).join(", ")}>
      {LANGUAGES.map((one) => (
        <button key={one} type="button" lang={one} aria-pressed={language.value === one} aria-label={`${one.toUpperCase()}, ${LANGUAGE_NAMES[one]}`} onClick={() => chooseLanguage(one)}>
          {one.toUpperCase()}
        </button>
      ))}
    </div>
  );
}

interface Sentence {
  readonly icon: ComponentChildren;
  readonly title: string;
  readonly more?: string;
}

function sentence(guest: Guest): Sentence {
  switch (guest.drawing.value) {
    case "over": {
      const because = guest.page.value?.ended_because ?? "conversation_over";
      const key = because.replaceAll("_", "-");
      return { icon: <CircleCheck size={56} aria-hidden="true" />, title: say(`guest-over-${key}`), more: say(`guest-over-${key}-more`) };
    }
    case "used":
      return { icon: <MonitorSmartphone size={56} aria-hidden="true" />, title: say("guest-used"), more: say("guest-used-more") };
    case "invalid":
      return { icon: <Link2Off size={56} aria-hidden="true" />, title: say("guest-invalid"), more: say("guest-invalid-more") };
    case "lost":
      return { icon: <WifiOff size={56} aria-hidden="true" />, title: say("guest-no-line"), more: say("guest-no-line-more") };
    default:
      return { icon: <LoaderCircle class="guest-turning" size={56} aria-hidden="true" />, title: say("guest-loading") };
  }
}

function Told({ guest }: { guest: Guest }) {
  const { icon, title, more } = sentence(guest);
  return (
    <div class="guest-told">
      <div role="status" class="guest-told-words">
        {icon}
        <h1>{title}</h1>
        {more !== undefined && <p>{more}</p>}
      </div>
      {guest.drawing.value === "lost" && (
        <button type="button" class="guest-main-button" onClick={() => void guest.look()}>
          {say("guest-again")}
        </button>
      )}
    </div>
  );
}
