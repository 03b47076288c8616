/** The dock as it is drawn: rings on top, below them the one conversation, or how the last one ended. */

import "@preact/signals";
import { Bell, BellOff, Phone, PhoneOff, Video, X } from "lucide-preact";
import { useEffect } from "preact/hooks";
import { Button } from "~/interface/parts";
import { play } from "~/interface/sound";
import { say, sayCode } from "~/interface/words";
import type { Dock } from "../state/dock";
import type { Outcome } from "../state/outcome";
import { across, type ConversationView } from "../state/words";
import { nameAcross, type NameOf } from "./names";
import { Countdown } from "./span";
import { TalkView } from "./talk";

interface Common {
  readonly dock: Dock;
  readonly nameOf: NameOf;
  readonly large: boolean;
}

export function DockView({ dock, host, nameOf, large }: Common & { host: HTMLElement }) {
  const showing = dock.showing.value;
  const incoming = dock.incoming.value;
  const aloud = dock.aloud.value;
  useEffect(() => (aloud ? play("ring") : undefined), [aloud]);
  useEffect(() => {
    host.dataset["dock"] = incoming.length > 0 && showing.is !== "talking" ? "incoming" : showing.is;
  }, [showing.is, incoming.length]);
  const common = { dock, nameOf, large };
  return (
    <section class="dock" data-large={large} aria-label={say("conversation-dock")}>
      {incoming.map((view) => (
        <Incoming key={view.conversation_id} view={view} busy={showing.is === "talking"} {...common} />
      ))}
      {showing.is === "outgoing" && <Outgoing view={showing.view} {...common} />}
      {showing.is === "talking" && <TalkView key={showing.view.conversation_id} host={host} showing={showing} {...common} />}
      {showing.is === "elsewhere" && (
        <div class="dock-card" role="status">
          <p class="dock-who">{nameAcross(across(showing.view, showing.side), nameOf)}</p>
          <p class="muted">{say("conversation-elsewhere")}</p>
          <div class="dock-row">
            <Button look="main" size={large ? "large" : "small"} onClick={() => dock.takeOver(showing.view)}>
              {say("conversation-take-over")}
            </Button>
            <Button look="bad" size={large ? "large" : "small"} onClick={() => void dock.hangUp(showing.view.conversation_id)}>
              <PhoneOff size={18} aria-hidden="true" /> {say("conversation-hang-up")}
            </Button>
          </div>
        </div>
      )}
      {showing.is === "over" && <Over outcome={showing.outcome} {...common} />}
      {showing.is === "refused" && (
        <div class="dock-card" role="alert">
          <p>{sayCode("refusal", showing.code)}</p>
          <div class="dock-row">
            <Close dock={dock} large={large} />
          </div>
        </div>
      )}
    </section>
  );
}

function Incoming({ view, busy, dock, nameOf, large }: Common & { view: ConversationView; busy: boolean }) {
  const size = large ? "large" : undefined;
  const toDesk = view.to_relation === "service";
  return (
    <div class="dock-card dock-ring" role="alertdialog" aria-label={say("conversation-rings", { name: nameAcross(across(view, "answerer"), nameOf) })}>
      <p class="dock-kind">
        {view.video ? <Video size={18} aria-hidden="true" /> : <Phone size={18} aria-hidden="true" />}
        {say(view.video ? "conversation-incoming-video" : "conversation-incoming-voice")}
        <Countdown untilMs={view.ring_until_ms} />
      </p>
      <p class="dock-who">{nameAcross(across(view, "answerer"), nameOf)}</p>
      {busy && <p class="muted">{say("conversation-hang-up-first")}</p>}
      <div class="dock-row">
        <Button class="dock-accept" look="main" size={size} disabled={busy} onClick={() => void dock.accept(view.conversation_id)}>
          <Phone size={20} aria-hidden="true" /> {say("conversation-accept")}
        </Button>
        {toDesk ? (
          <Button look="ghost" size={size} onClick={() => dock.silence(view.conversation_id)}>
            <BellOff size={20} aria-hidden="true" /> {say("conversation-silence")}
          </Button>
        ) : (
          <Button class="dock-decline" look="bad" size={size} onClick={() => void dock.decline(view.conversation_id)}>
            <PhoneOff size={20} aria-hidden="true" /> {say("conversation-decline")}
          </Button>
        )}
      </div>
    </div>
  );
}

function Outgoing({ view, dock, nameOf, large }: Common & { view: ConversationView }) {
  return (
    <div class="dock-card" role="status">
      <p class="dock-kind">
        <Bell size={18} aria-hidden="true" /> {say(`conversation-phase-${view.phase}`)} <Countdown untilMs={view.ring_until_ms} />
      </p>
      <p class="dock-who">{nameAcross(across(view, "asker"), nameOf)}</p>
      <div class="dock-row">
        <Button look="bad" size={large ? "large" : undefined} onClick={() => void dock.hangUp(view.conversation_id)}>
          <PhoneOff size={20} aria-hidden="true" /> {say("conversation-withdraw")}
        </Button>
      </div>
    </div>
  );
}

function Over({ outcome, dock, nameOf, large }: Common & { outcome: Outcome }) {
  const { view } = outcome;
  const again = (): void =>
    void dock.start({ about: view.about, about_kind: view.about_kind, to_relation: view.to_relation, to_id: view.to_id, video: view.video });
  return (
    <div class="dock-card" role="status">
      <p class="dock-who">{nameAcross(outcome.other, nameOf)}</p>
      <p>{say(`conversation-over-${outcome.how.replaceAll("_", "-")}`)}</p>
      <div class="dock-row">
        {outcome.canAskAgain && (
          <Button look="main" size={large ? "large" : undefined} onClick={again}>
            <Phone size={20} aria-hidden="true" /> {say("conversation-again")}
          </Button>
        )}
        <Close dock={dock} large={large} />
      </div>
    </div>
  );
}

function Close({ dock, large }: { dock: Dock; large: boolean }) {
  return (
    <Button look="quiet" size={large ? "large" : undefined} onClick={() => dock.dismiss()}>
      <X size={20} aria-hidden="true" /> {say("conversation-close")}
    </Button>
  );
}
