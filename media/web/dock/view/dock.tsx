/** The dock as it is drawn: rings on top, below them the one conversation, or how the last one ended. */

import "@preact/signals";
import { Bell, BellOff, Phone, PhoneOff, Video, VideoOff, X } from "lucide-preact";
import { useEffect, useState } from "preact/hooks";
import { Button } from "~/interface/parts";
import { play } from "~/interface/sound";
import { say, sayCode } from "~/interface/words";
import type { Dock } from "../state/dock";
import type { Ring } from "../state/rings";
import type { Outcome } from "../state/outcome";
import { othersIn } from "../state/people";
import { across, type ConversationView } from "../state/words";
import { Check } from "./check";
import { nameAcross, type NameOf } from "./names";
import type { Callable } from "./people";
import { Countdown } from "./span";
import { TalkView } from "./talk";

interface Common {
  readonly dock: Dock;
  readonly nameOf: NameOf;
  readonly large: boolean;
}

export function DockView({ dock, host, nameOf, whom, large }: Common & { host: HTMLElement; whom: () => Promise<readonly Callable[]> }) {
  const [checking, setChecking] = useState(false);
  const showing = dock.showing.value;
  const incoming = dock.rings.incoming.value;
  const aloud = dock.aloud.value;
  useEffect(() => (aloud ? play("ring") : undefined), [aloud]);
  useEffect(() => {
    host.dataset["dock"] = incoming.length > 0 && showing.is !== "talking" ? "incoming" : showing.is;
  }, [showing.is, incoming.length]);
  const common = { dock, nameOf, large };
  const check = (): void => setChecking(true);
  return (
    <section class="dock" data-large={large} aria-label={say("conversation-dock")}>
      {checking && <Check dock={dock} large={large} onClose={() => setChecking(false)} />}
      {incoming.map((ring) => (
        <Incoming key={ring.id} ring={ring} busy={showing.is === "talking"} onCheck={check} {...common} />
      ))}
      {showing.is === "outgoing" && <Outgoing view={showing.view} onCheck={check} {...common} />}
      {showing.is === "talking" && <TalkView key={showing.view.conversation_id} host={host} showing={showing} whom={whom} onCheck={check} {...common} />}
      {showing.is === "elsewhere" && (
        <div class="dock-card" role="status">
          <p class="dock-who">{othersIn(showing.view, showing.self).map((one) => nameAcross(one, nameOf)).join(", ")}</p>
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

function Incoming({ ring, busy, onCheck, dock, nameOf, large }: Common & { ring: Ring; busy: boolean; onCheck: () => void }) {
  const { view, invitation } = ring;
  const size = large ? "large" : undefined;
  const toDesk = (invitation?.to_relation ?? view.to_relation) === "service";
  const by = invitation === null ? across(view, "answerer") : { relation: invitation.by_relation, id: invitation.by_id, name: invitation.by_name };
  const name = nameAcross(by, nameOf);
  return (
    <div class="dock-card dock-ring" role="alertdialog" aria-label={say("conversation-rings", { name })}>
      <p class="dock-kind">
        {view.video ? <Video size={18} aria-hidden="true" /> : <Phone size={18} aria-hidden="true" />}
        {say(invitation !== null ? "conversation-invites" : view.video ? "conversation-incoming-video" : "conversation-incoming-voice")}
        <Countdown untilMs={ring.untilMs} />
      </p>
      <p class="dock-who">{name}</p>
      {invitation !== null && <p class="muted">{say("conversation-already-in", { names: view.participants.map((one) => nameAcross(one, nameOf)).join(", ") })}</p>}
      {busy && <p class="muted">{say("conversation-hang-up-first")}</p>}
      <div class="dock-row">
        <Button class="dock-accept" look="main" size={size} disabled={busy} onClick={() => void dock.accept(ring)}>
          <Phone size={20} aria-hidden="true" /> {say("conversation-accept")}
        </Button>
        {toDesk ? (
          <Button look="ghost" size={size} onClick={() => dock.rings.silence(ring)}>
            <BellOff size={20} aria-hidden="true" /> {say("conversation-silence")}
          </Button>
        ) : (
          <Button class="dock-decline" look="bad" size={size} onClick={() => void dock.decline(ring)}>
            <PhoneOff size={20} aria-hidden="true" /> {say("conversation-decline")}
          </Button>
        )}
      </div>
      <Ready dock={dock} video={view.video} size={size} onCheck={onCheck} />
    </div>
  );
}

/** Before it begins: with or without camera, and whether all of it works. */
function Ready({ dock, video, size, onCheck }: { dock: Dock; video: boolean; size: "large" | undefined; onCheck: () => void }) {
  return (
    <div class="dock-row">
      {video && (
        <Button look="quiet" size={size} aria-pressed={!dock.camera.value} onClick={() => dock.joinWithCamera(!dock.camera.value)}>
          {dock.camera.value ? <Video size={18} aria-hidden="true" /> : <VideoOff size={18} aria-hidden="true" />}
          {say("conversation-without-camera")}
        </Button>
      )}
      <Button look="quiet" size={size} onClick={onCheck}>
        {say("conversation-check")}
      </Button>
    </div>
  );
}

function Outgoing({ view, onCheck, dock, nameOf, large }: Common & { view: ConversationView; onCheck: () => void }) {
  const size = large ? "large" : undefined;
  return (
    <div class="dock-card" role="status">
      <p class="dock-kind">
        <Bell size={18} aria-hidden="true" /> {say(`conversation-phase-${view.phase}`)} <Countdown untilMs={view.ring_until_ms} />
      </p>
      <p class="dock-who">{nameAcross(across(view, "asker"), nameOf)}</p>
      {view.ringing_on.length > 0 && view.ringing_on.some((device) => device !== "") && <p class="muted">{say("conversation-ringing-on", { devices: view.ringing_on.join(" · ") })}</p>}
      {view.tried.map((one) => (
        <p key={`${one.relation}:${one.id}`} class="muted">
          {nameAcross(one, nameOf)}: {say(one.outcome === "declined" ? "conversation-over-declined" : "conversation-over-no-answer")}
        </p>
      ))}
      <div class="dock-row">
        <Button look="bad" size={size} onClick={() => void dock.hangUp(view.conversation_id)}>
          <PhoneOff size={20} aria-hidden="true" /> {say("conversation-withdraw")}
        </Button>
      </div>
      <Ready dock={dock} video={view.video} size={size} onCheck={onCheck} />
    </div>
  );
}

function Over({ outcome, dock, nameOf, large }: Common & { outcome: Outcome }) {
  const { view } = outcome;
  const { about, about_kind, to_relation, to_id, video } = view;
  const again = (): void => {
    if (to_relation !== "guest") void dock.start({ about, about_kind, to_relation, to_id, video });
  };
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
