/** The caller's camera in the incident: ask for it, see how far the link is, and what has come through it. */

import { Ban, CircleCheck, Eye, MapPin, MessageSquareText, Send, Smartphone, Users, Video } from "lucide-preact";
import { useState } from "preact/hooks";
import { age, clockTime, secondNow } from "~/interface/clock";
import { Button, Tag } from "~/interface/parts";
import { LANGUAGES, LANGUAGE_NAMES, language, say, sayCode } from "~/interface/words";
import type { CallerLinkView, IncidentView } from "~/signaling/web/wire";
import { canBeSentTo, metresBetween, stepsOf, type LinkLanguage } from "../state/callers";
import type { Desk } from "../state/desk";
import { wish } from "./actions";
import { CallerChat } from "./caller-chat";
import { CallerPictures } from "./caller-pictures";

interface Shown {
  readonly desk: Desk;
  readonly incident: IncidentView;
  readonly version: number;
}

export function CallerLink({ desk, incident, version }: Shown) {
  const link = desk.callers.linkOf(incident.incident_id);
  const running = incident.status !== "closed";
  if (link === undefined) return running && canBeSentTo(incident.caller?.number) ? <Ask desk={desk} incident={incident} again={false} /> : null;
  const open = link.phase !== "ended";
  return (
    <section class="card caller-link" data-phase={link.phase} aria-label={say("caller-camera")}>
      <div class="card-head">
        <Smartphone size={16} aria-hidden="true" />
        <h3>{say("caller-camera")}</h3>
        <span class="spring" />
        <Stand link={link} />
      </div>
      {open && link.phase !== "agreed" && <Steps link={link} />}
      {link.phase === "agreed" && <Live desk={desk} link={link} />}
      <Position desk={desk} link={link} incident={incident} version={version} />
      <CallerPictures link={link} />
      {(link.phase === "agreed" || link.messages.length > 0) && <CallerChat desk={desk} link={link} />}
      {open ? <Actions desk={desk} link={link} incident={incident} /> : running && <Ask desk={desk} incident={incident} again />}
    </section>
  );
}

function Stand({ link }: { link: CallerLinkView }) {
  if (link.phase === "ended") return <Tag tone="off">{say(`caller-ended-${link.ended_because ?? "expired"}`)}</Tag>;
  if (link.phase === "declined") return <Tag tone="bad">{say("caller-declined")}</Tag>;
  if (link.phase === "agreed") return <Tag tone="ok">{say("caller-agreed", { time: clockTime(link.agreed_at_ms ?? 0) })}</Tag>;
  return <Tag tone="warn">{say("caller-waiting")}</Tag>;
}

function Steps({ link }: { link: CallerLinkView }) {
  const trouble = link.delivery === "failed" || link.delivery === "unknown";
  return (
    <>
      <ol class="caller-steps">
        {stepsOf(link).map(({ step, done, atMs }) => (
          <li key={step} data-done={done}>
            {done ? <CircleCheck size={14} aria-hidden="true" /> : <span class="caller-step-open" aria-hidden="true" />}
            <span>{say(`caller-step-${step}`)}</span>
            <span class="number muted">{done && atMs !== null ? clockTime(atMs) : ""}</span>
            <span class="unseen">{say(done ? "caller-step-done" : "caller-step-not-yet")}</span>
          </li>
        ))}
      </ol>
      {trouble && link.opened_at_ms === null && (
        <p class="card-note" data-tone="bad">
          {sayCode("delivery", link.delivery)}
        </p>
      )}
    </>
  );
}

/** The video itself stands in the dock; here is whether there is one, and how to get it. */
function Live({ desk, link }: { desk: Desk; link: CallerLinkView }) {
  const talk = desk.callers.liveOf(link);
  if (talk !== undefined) {
    const mine = talk.answerer_id === desk.session.welcome.value?.me["id"];
    return (
      <p class="caller-live-line" data-tone="ok">
        <Video size={16} aria-hidden="true" />
        {mine ? say("caller-live-here") : say("caller-live-elsewhere", { person: talk.answerer_name ?? "" })}
        {!mine && (
          <Button size="small" onClick={() => wish(desk.callers.takeLive(link.link_id))}>
            {say("caller-live-take")}
          </Button>
        )}
      </p>
    );
  }
  if (link.live_offered_at_ms === null) return null;
  return (
    <p class="caller-live-line" data-tone="warn" role="alert">
      <Video size={16} aria-hidden="true" />
      {say("caller-live-offered")}
      <Button look="main" size="small" onClick={() => wish(desk.callers.takeLive(link.link_id))}>
        {say("caller-live-take")}
      </Button>
    </p>
  );
}

function Position({ desk, link, incident, version }: Shown & { link: CallerLinkView }) {
  const { point, accuracy_metres: accuracy, placed_at_ms: at } = link;
  if (point === null || accuracy === null || at === null) return null;
  const away = incident.point === null ? null : metresBetween(point, incident.point);
  const same = away !== null && away < 1;
  return (
    <div class="caller-position">
      <p class="number">
        <MapPin size={16} aria-hidden="true" />
        <b>{say("caller-position", { metres: Math.round(accuracy) })}</b>{" "}
        <span class="muted">
          {say("caller-position-age", { age: age(Math.max(0, secondNow.value - at)) })}
          {away !== null && !same && ` · ${say("caller-position-away", { metres: Math.round(away) })}`}
          {same && ` · ${say("caller-position-used")}`}
        </span>
      </p>
      <div class="card-actions">
        <Button size="small" onClick={() => (desk.goTo.value = point)}>
          <Eye size={14} aria-hidden="true" />
          {say("caller-position-show")}
        </Button>
        {incident.status !== "closed" && !same && (
          <Button
            look="main"
            size="small"
            onClick={() => wish(desk.callers.usePlace(incident.incident_id, version, point), say("caller-position-taken", { number: incident.number }))}
          >
            <MapPin size={14} aria-hidden="true" />
            {say("caller-position-use")}
          </Button>
        )}
      </div>
    </div>
  );
}

function Actions({ desk, link, incident }: { desk: Desk; link: CallerLinkView; incident: IncidentView }) {
  const crew = link.passed_on_to === null ? undefined : desk.holdings.brigade(link.passed_on_to);
  return (
    <div class="card-actions caller-actions">
      {link.phase === "agreed" && (
        <Button size="small" aria-pressed={link.text_only} onClick={() => wish(desk.callers.askText(link.link_id, !link.text_only))}>
          <MessageSquareText size={14} aria-hidden="true" />
          {say(link.text_only ? "caller-text-only-on" : "caller-text-only")}
        </Button>
      )}
      {link.passed_on ? (
        <span class="caller-passed" data-tone="ok">
          <Users size={14} aria-hidden="true" />
          {crew === undefined ? say("caller-passed-on-later") : say("caller-passed-on", { brigade: crew.callsign })}
        </span>
      ) : (
        link.phase === "agreed" && (
          <Button size="small" onClick={() => wish(desk.callers.passOn(link.link_id))}>
            <Users size={14} aria-hidden="true" />
            {say("caller-pass-on")}
          </Button>
        )
      )}
      {link.phase !== "agreed" && <Resend desk={desk} incident={incident} link={link} />}
      <Button look="quiet" size="small" onClick={() => wish(desk.callers.revoke(link.link_id))}>
        <Ban size={14} aria-hidden="true" />
        {say("caller-revoke")}
      </Button>
    </div>
  );
}

function Resend({ desk, incident, link }: { desk: Desk; incident: IncidentView; link: CallerLinkView }) {
  return (
    <Button size="small" onClick={() => wish(desk.callers.send(incident.incident_id, link.language))}>
      <Send size={14} aria-hidden="true" />
      {say("caller-send-again")}
    </Button>
  );
}

/** The language is the caller's, as the dispatcher hears it on the telephone. */
function Ask({ desk, incident, again }: { desk: Desk; incident: IncidentView; again: boolean }) {
  const [chosen, setChosen] = useState<LinkLanguage>(language.peek() === "en" ? "uz" : language.peek());
  const [busy, setBusy] = useState(false);
  const send = (): void => {
    setBusy(true);
    const asked = desk.callers.send(incident.incident_id, chosen);
    wish(asked, say("caller-sent", { number: incident.caller?.number ?? "" }));
    asked.then(
      () => setBusy(false),
      () => setBusy(false),
    );
  };
  return (
    <div class={again ? "caller-ask" : "card caller-ask"}>
      <div class="caller-ask-row">
        <Button size="small" busy={busy} disabled={busy} onClick={send}>
          {!busy && <Smartphone size={14} aria-hidden="true" />}
          {say(again ? "caller-send-new" : "caller-send")}
        </Button>
        <span class="spring" />
        <div class="switch" role="group" aria-label={say("caller-language")}>
          {LANGUAGES.map((one) => (
            <button key={one} type="button" aria-pressed={chosen === one} aria-label={`${one.toUpperCase()}: ${LANGUAGE_NAMES[one]}`} onClick={() => setChosen(one)}>
              {one.toUpperCase()}
            </button>
          ))}
        </div>
      </div>
    </div>
  );
}
