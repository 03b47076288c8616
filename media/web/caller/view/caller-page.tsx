/** One question at a time, in the largest type; a drawing for each way it can stand. */

import "@preact/signals";
import { CircleCheck, Link2Off, LoaderCircle, Phone, WifiOff } from "lucide-preact";
import type { ComponentChildren } from "preact";
import { LANGUAGES, LANGUAGE_NAMES, chooseLanguage, language, say } from "~/interface/words";
import type { Caller, Drawing } from "../state/caller";
import { Consent, Declined } from "./consent";
import { Menu } from "./menu";
import { Where } from "./where";

export function CallerPage({ caller }: { caller: Caller }) {
  const drawing = caller.drawing.value;
  return (
    <div class="caller" data-drawing={drawing}>
      <header class="caller-head">
        <span class="caller-brand">
          <b>103</b> Tez Yordam
        </span>
        <Languages />
      </header>
      <main class="caller-main">
        {drawing === "ask" && <Consent caller={caller} />}
        {drawing === "declined" && <Declined caller={caller} />}
        {drawing === "where" && <Where caller={caller} />}
        {drawing === "menu" && <Menu caller={caller} />}
        {!["ask", "declined", "where", "menu"].includes(drawing) && <Ended drawing={drawing} caller={caller} />}
      </main>
      <footer class="caller-foot">
        <a class="caller-call" href="tel:103">
          <Phone size={20} aria-hidden="true" /> {say("caller-call")}
        </a>
        {(drawing === "where" || drawing === "menu") && (
          <button type="button" class="caller-quiet" disabled={caller.busy.value} onClick={() => void caller.decline()}>
            {say("caller-withdraw")}
          </button>
        )}
      </footer>
    </div>
  );
}

function Languages() {
  return (
    <div class="caller-languages" role="group" aria-label={LANGUAGES.map((one) => LANGUAGE_NAMES[one]).join(", ")}>
      {LANGUAGES.map((one) => (
        <button
          key={one}
          type="button"
          lang={one}
          aria-pressed={language.value === one}
          aria-label={`${one.toUpperCase()}, ${LANGUAGE_NAMES[one]}`}
          onClick={() => chooseLanguage(one)}
        >
          {one.toUpperCase()}
        </button>
      ))}
    </div>
  );
}

interface End {
  readonly icon: ComponentChildren;
  readonly title: string;
  readonly more?: string;
}

function ended(drawing: Drawing, caller: Caller): End {
  switch (drawing) {
    case "over": {
      const because = caller.view.value?.ended_because ?? null;
      return {
        icon: <CircleCheck size={64} aria-hidden="true" />,
        title: say("caller-over"),
        more: because === null ? say("caller-over-more") : `${say(`caller-over-${because}`)} ${say("caller-over-more")}`,
      };
    }
    case "invalid":
      return { icon: <Link2Off size={56} aria-hidden="true" />, title: say("caller-invalid"), more: say("caller-invalid-more") };
    case "lost":
      return { icon: <WifiOff size={56} aria-hidden="true" />, title: say("caller-no-link"), more: say("caller-no-link-more") };
    default:
      return { icon: <LoaderCircle class="caller-turning" size={56} aria-hidden="true" />, title: say("caller-loading") };
  }
}

function Ended({ drawing, caller }: { drawing: Drawing; caller: Caller }) {
  const end = ended(drawing, caller);
  return (
    <div class="caller-end">
      <div role="status" class="caller-end-told">
        {end.icon}
        <h1>{end.title}</h1>
        {end.more !== undefined && <p>{end.more}</p>}
      </div>
      {drawing === "lost" && (
        <button type="button" class="caller-main-button" onClick={() => void caller.look()}>
          {say("caller-again")}
        </button>
      )}
    </div>
  );
}
