/** Whom the service writes to outside: the caller, by itself, that help is coming; a relative, when the desk wishes it. */

import { BellOff, Bell, MessageSquareText, UserRoundPlus, X } from "lucide-preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { clockMinute } from "~/interface/clock";
import { Button, Tag } from "~/interface/parts";
import { LANGUAGES, LANGUAGE_NAMES, language, say, sayCode } from "~/interface/words";
import type { ComingView, IncidentView, RelativeView } from "~/signaling/web/wire";
import { canBeSentTo } from "../state/callers";
import type { Desk } from "../state/desk";
import type { MutedBecause, RelativeLanguage } from "../state/wishes";
import { wish } from "./actions";

const REASONS: readonly MutedBecause[] = ["in_danger", "asked", "other"];

interface Shown {
  readonly desk: Desk;
  readonly incident: IncidentView;
}

export function ToldOutside({ desk, incident }: Shown) {
  if (incident.status === "closed") return null;
  return (
    <section class="card told" aria-label={say("told-outside")}>
      <Caller desk={desk} incident={incident} />
      <Relative desk={desk} incident={incident} />
    </section>
  );
}

/** What the caller knows, and the switch by which nothing is written to them. */
function Caller({ desk, incident }: Shown) {
  const [asking, setAsking] = useState(false);
  const coming = desk.holdings.coming(incident.incident_id);
  const muted = coming?.muted_because ?? null;
  if (coming === undefined && !canBeSentTo(incident.caller?.number)) return null;
  const mute = (because: MutedBecause): void => {
    setAsking(false);
    wish(desk.wishes.muteCaller(incident.incident_id, because));
  };
  return (
    <div class="told-row">
      <p class="told-line" data-told="caller" role="status">
        <MessageSquareText size={16} aria-hidden="true" />
        <b>{say("told-caller")}</b>
        <CallerState coming={coming} />
      </p>
      {muted !== null ? (
        <Button size="small" onClick={() => wish(desk.wishes.unmuteCaller(incident.incident_id))}>
          <Bell size={14} aria-hidden="true" />
          {say("told-unmute")}
        </Button>
      ) : (
        <Button size="small" aria-expanded={asking} onClick={() => setAsking(!asking)}>
          <BellOff size={14} aria-hidden="true" />
          {say("told-mute")}
        </Button>
      )}
      {asking && muted === null && (
        <div class="told-why" role="group" aria-label={say("told-mute-why")}>
          <span class="muted">{say("told-mute-why")}</span>
          {REASONS.map((because) => (
            <Button key={because} size="small" onClick={() => mute(because)}>
              {sayCode("told-muted", because)}
            </Button>
          ))}
        </div>
      )}
    </div>
  );
}

function CallerState({ coming }: { coming: ComingView | undefined }) {
  if (coming?.muted_because != null) {
    return (
      <>
        <Tag tone="bad">{say("told-muted", { because: sayCode("told-muted", coming.muted_because) })}</Tag>
        <span class="muted">{coming.muted_by ?? ""}</span>
      </>
    );
  }
  if (coming?.not_told_because != null) return <Tag tone="warn">{sayCode("told-not", coming.not_told_because)}</Tag>;
  const told = coming?.told ?? null;
  if (told === null) return <span class="muted">{say("told-not-yet")}</span>;
  const at = told.arrives_at_ms === null ? "" : clockMinute(told.arrives_at_ms);
  return (
    <>
      <span class="number">{say(at === "" ? `told-${told.says}` : "told-at", { time: at })}</span>
      <Tag tone={toneOf(told.delivery)}>{sayCode("delivery", told.delivery)}</Tag>
    </>
  );
}

/** Whom to tell where the patient is taken. */
function Relative({ desk, incident }: Shown) {
  const [open, setOpen] = useState(false);
  const relative = desk.holdings.relative(incident.incident_id);
  if (relative !== undefined) return <Registered desk={desk} relative={relative} />;
  return (
    <div class="told-row">
      <Button size="small" aria-expanded={open} onClick={() => setOpen(!open)}>
        <UserRoundPlus size={14} aria-hidden="true" />
        {say("told-relative-ask")}
      </Button>
      {open && <RelativeForm desk={desk} incidentId={incident.incident_id} onDone={() => setOpen(false)} />}
    </div>
  );
}

function Registered({ desk, relative }: { desk: Desk; relative: RelativeView }) {
  const { told } = relative;
  return (
    <div class="told-row">
      <p class="told-line" data-told="relative" role="status">
        <UserRoundPlus size={16} aria-hidden="true" />
        <b>{say("told-relative")}</b>
        <span class="number">
          {relative.telephone ?? say("erased")} · {relative.language.toUpperCase()}
        </span>
        {relative.unsubscribed && <Tag tone="bad">{say("told-not-unsubscribed")}</Tag>}
        {told === null && !relative.unsubscribed && <span class="muted">{say("told-relative-waits")}</span>}
        {told !== null && (
          <>
            <span>{say(`told-relative-${told.says}`, { hospital: told.hospital_name })}</span>
            <Tag tone={toneOf(told.delivery)}>{sayCode("delivery", told.delivery)}</Tag>
          </>
        )}
      </p>
      <Button size="small" onClick={() => wish(desk.wishes.removeRelative(relative.incident_id))}>
        <X size={14} aria-hidden="true" />
        {say("told-relative-remove")}
      </Button>
    </div>
  );
}

function RelativeForm({ desk, incidentId, onDone }: { desk: Desk; incidentId: string; onDone: () => void }) {
  const field = useRef<HTMLInputElement>(null);
  const [telephone, setTelephone] = useState("");
  const [chosen, setChosen] = useState<RelativeLanguage>(language.peek() === "en" ? "uz" : language.peek());
  useEffect(() => field.current?.focus(), []);
  const send = (event: Event): void => {
    event.preventDefault();
    const asked = desk.wishes.registerRelative(incidentId, telephone.trim(), chosen);
    wish(asked);
    asked.then(onDone, () => undefined);
  };
  return (
    <form class="told-form" onSubmit={send}>
      <input
        ref={field}
        class="input number"
        type="tel"
        autocomplete="off"
        maxLength={40}
        aria-label={say("told-relative-number")}
        placeholder={say("told-relative-number")}
        value={telephone}
        onInput={(event) => setTelephone(event.currentTarget.value)}
      />
      <div class="switch" role="group" aria-label={say("caller-language")}>
        {LANGUAGES.map((one) => (
          <button key={one} type="button" aria-pressed={chosen === one} aria-label={`${one.toUpperCase()}: ${LANGUAGE_NAMES[one]}`} onClick={() => setChosen(one)}>
            {one.toUpperCase()}
          </button>
        ))}
      </div>
      <Button type="submit" look="main" size="small" disabled={!canBeSentTo(telephone)}>
        {say("told-relative-tell")}
      </Button>
      <p class="muted told-note">{say("told-relative-note")}</p>
    </form>
  );
}

function toneOf(delivery: string): string {
  if (delivery === "delivered") return "ok";
  return delivery === "failed" || delivery === "unknown" || delivery === "withdrawn" ? "bad" : "warn";
}
