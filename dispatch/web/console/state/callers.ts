/** The caller's camera at the desk: the link of an incident, how far it has come, and what can be asked through it. */

import { computed, type ReadonlySignal } from "@preact/signals-core";
import type { Things } from "~/signaling/web/board";
import type { Session } from "~/signaling/web/session";
import type { CallerLinkView, ConversationView, Point } from "~/signaling/web/wire";

export type LinkLanguage = CallerLinkView["language"];

/** How far a link has come, in the order in which it does. */
export type Step = "sent" | "delivered" | "opened" | "agreed";

export class Callers {
  readonly links: ReadonlySignal<Things<CallerLinkView>>;
  readonly #newest: ReadonlySignal<ReadonlyMap<string, CallerLinkView>>;
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
    this.links = session.kind<CallerLinkView>("caller_link");
    this.#newest = computed(() => newestOf(this.links.value));
  }

  /** The incident's newest link; undefined when none was sent. */
  linkOf(incidentId: string): CallerLinkView | undefined {
    return this.#newest.value.get(incidentId);
  }

  /** The conversation in which the caller shows video now. */
  liveOf(link: CallerLinkView): ConversationView | undefined {
    const id = link.conversation_id;
    const found = id === null ? undefined : this.#session.kind<ConversationView>("conversation").value.get(id)?.view;
    return found?.phase === "accepted" ? found : undefined;
  }

  send(incidentId: string, language: LinkLanguage): Promise<unknown> {
    return this.#session.send({ type: "caller_link.send", link_id: this.#session.newId(), incident_id: incidentId, language });
  }

  revoke(linkId: string): Promise<unknown> {
    return this.#session.send({ type: "caller_link.revoke", link_id: linkId });
  }

  askText(linkId: string, only: boolean): Promise<unknown> {
    return this.#session.send({ type: "caller_link.ask_text", link_id: linkId, only });
  }

  passOn(linkId: string): Promise<unknown> {
    return this.#session.send({ type: "caller_link.pass_on", link_id: linkId });
  }

  takeLive(linkId: string): Promise<unknown> {
    return this.#session.send({ type: "caller_link.take_live", link_id: linkId });
  }

  say(linkId: string, text: string): Promise<unknown> {
    return this.#session.send({ type: "caller_link.say", link_id: linkId, message_id: this.#session.newId(), text });
  }

  /** The caller's position becomes the incident's place. */
  usePlace(incidentId: string, version: number, point: Point): Promise<unknown> {
    return this.#session.send({ type: "incident.amend", incident_id: incidentId, point }, { seen: version });
  }
}

function newestOf(links: Things<CallerLinkView>): ReadonlyMap<string, CallerLinkView> {
  const newest = new Map<string, CallerLinkView>();
  for (const { view } of links.values()) {
    const known = newest.get(view.incident_id);
    if (known === undefined || view.sent_at_ms >= known.sent_at_ms) newest.set(view.incident_id, view);
  }
  return newest;
}

/** Which steps are behind the link. Whoever opened it has surely got it, whatever the operator said. */
export function stepsOf(link: CallerLinkView): readonly { readonly step: Step; readonly done: boolean; readonly atMs: number | null }[] {
  const opened = link.opened_at_ms !== null || link.agreed_at_ms !== null;
  return [
    { step: "sent", done: true, atMs: link.sent_at_ms },
    { step: "delivered", done: opened || link.delivery === "delivered", atMs: null },
    { step: "opened", done: opened, atMs: link.opened_at_ms },
    { step: "agreed", done: link.agreed_at_ms !== null && link.declined_at_ms === null, atMs: link.agreed_at_ms },
  ];
}

/** Whether there is a number that an SMS could go to. */
export function canBeSentTo(number: string | undefined): boolean {
  return (number ?? "").replace(/\D/g, "").length >= 7;
}

export function pictureUrl(link: CallerLinkView, pictureId: string): string {
  return `/api/caller/pictures/${link.link_id}/${pictureId}`;
}

/** Metres between two places, for how far the caller is from where the incident was put. */
export function metresBetween(one: Point, other: Point): number {
  const radians = Math.PI / 180;
  const north = (one.lat - other.lat) * 111_320;
  const east = (one.lon - other.lon) * 111_320 * Math.cos(one.lat * radians);
  return Math.hypot(north, east);
}
