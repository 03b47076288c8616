/** The caller's page without a screen: whether the link is good, whether the person has agreed, what has been sent. */

import { computed, signal, type ReadonlySignal } from "@preact/signals-core";
import type { Session } from "~/signaling/web/session";
import { Refusal } from "~/signaling/web/frames";
import type { CallerGuestView, ConversationView } from "~/signaling/web/wire";
import { Chat } from "./chat";
import { isWorthTelling, type Fix } from "./place";

/** The wording of the consent that this page shows. */
export const CONSENT_VERSION = "2026-11";

/** `CallerPage` of media/caller/http.py. */
export interface LinkPage {
  readonly link_id: string;
  readonly phase: CallerGuestView["phase"];
  readonly language: string;
  readonly expires_at_ms: number;
  readonly now_ms: number;
  readonly guest: boolean;
  readonly sign_in_id: string | null;
}

/** What came back over HTTP: the page, a refusal's code, or nothing at all. */
export type Reply = { readonly page: LinkPage } | { readonly refused: string } | { readonly lost: true };
export type PictureReply = { readonly kept: true } | { readonly refused: string } | { readonly lost: true };

export type GuestSession = Pick<Session, "kind" | "ask" | "send" | "newId" | "nowMs" | "link" | "leave" | "outbox">;

export interface Outside {
  readonly look: () => Promise<Reply>;
  readonly agree: (language: string) => Promise<Reply>;
  readonly decline: () => Promise<Reply>;
  readonly sendPicture: (pictureId: string, picture: object) => Promise<PictureReply>;
  /** The guest's own line to the server; begun at once. */
  readonly openSession: (signInId: string | null) => GuestSession;
  readonly language: () => string;
}

/** The drawings of the page. `where` and `menu` are for who has agreed; the first asks for the place alone. */
export type Drawing = "loading" | "lost" | "invalid" | "over" | "ask" | "declined" | "where" | "menu";

export type PlaceState = "none" | "seeking" | "sent" | "denied" | "unknown" | "insecure";

export interface Photo {
  readonly id: string;
  readonly picture: object;
  readonly state: "sending" | "sent" | "failed";
  /** The server's code when it said no for good. */
  readonly code: string | null;
}

export class Caller {
  readonly #outside: Outside;
  readonly #page = signal<LinkPage | null>(null);
  readonly #refused = signal<string | null>(null);
  readonly #lost = signal(false);
  readonly #busy = signal(false);
  readonly #session = signal<GuestSession | null>(null);
  readonly #place = signal<PlaceState>("none");
  readonly #fix = signal<Fix | null>(null);
  readonly #asksWhere = signal(true);
  readonly #photos = signal<readonly Photo[]>([]);
  #told: Fix | null = null;
  #unfollow: () => void = () => undefined;

  readonly page: ReadonlySignal<LinkPage | null> = this.#page;
  readonly busy: ReadonlySignal<boolean> = this.#busy;
  readonly session: ReadonlySignal<GuestSession | null> = this.#session;
  readonly place: ReadonlySignal<PlaceState> = this.#place;
  readonly fix: ReadonlySignal<Fix | null> = this.#fix;
  readonly photos: ReadonlySignal<readonly Photo[]> = this.#photos;
  /** What the server shows of the link; null before the line is open. */
  readonly view: ReadonlySignal<CallerGuestView | null>;
  readonly drawing: ReadonlySignal<Drawing>;
  /** The conversation in which the caller's video is now; null while none goes on. */
  readonly goesOn: ReadonlySignal<string | null>;
  readonly chat: Chat;
  /** What we have written and has not arrived. */
  readonly unsent: ReadonlySignal<readonly string[]>;

  constructor(outside: Outside) {
    this.#outside = outside;
    this.view = computed(() => {
      const id = this.#page.value?.link_id ?? "";
      return this.#session.value?.kind<CallerGuestView>("caller_link").value.get(id)?.view ?? null;
    });
    const going = computed(() => {
      const id = this.view.value?.conversation_id ?? "";
      const found = this.#session.value?.kind<ConversationView>("conversation").value.get(id)?.view;
      const inIt = found?.participants.some((one) => one.relation === "guest" && one.id === this.#page.value?.link_id);
      return found?.phase === "accepted" && inIt === true ? found : null;
    });
    this.goesOn = computed(() => going.value?.conversation_id ?? null);
    this.drawing = computed(() => this.#draw());
    const messages = computed(() => this.view.value?.messages ?? []);
    this.chat = new Chat({ session: this.#session, going, linkId: () => this.#page.value?.link_id ?? "", messages, say: (text) => this.say(text) });
    this.unsent = computed(() => {
      const waiting = this.#session.value?.outbox.unsent.value ?? [];
      const said = waiting.filter((kept) => kept.message.type === "caller_link.say").map((kept) => String(kept.message["text"]));
      return [...said, ...this.chat.underWay.value];
    });
  }

  /** Looks how things stand; nothing that is known is lost when nobody answers. */
  async look(): Promise<void> {
    if (!this.#busy.peek()) this.#take(await this.#outside.look());
  }

  async agree(): Promise<void> {
    await this.#do(() => this.#outside.agree(this.#outside.language()));
  }

  /** Says no, or takes the agreement back: from then on nothing leaves this page. */
  async decline(): Promise<void> {
    await this.#do(() => this.#outside.decline());
  }

  /** The telephone's place is followed from now on; `unfollow` ends it, with the agreement at the latest. */
  followed(unfollow: () => void): void {
    this.#unfollow();
    this.#unfollow = unfollow;
  }

  /** The telephone says where it is, or that it does not. Told to the server when it says more than before. */
  placed(fix: Fix | Exclude<PlaceState, "sent" | "none">): void {
    if (typeof fix === "string") {
      if (this.#place.peek() !== "sent") this.#place.value = fix;
      if (fix !== "seeking") this.#asksWhere.value = false;
      return;
    }
    this.#asksWhere.value = false;
    this.#fix.value = fix;
    this.#place.value = "sent";
    const session = this.#session.peek();
    if (session === null || !isWorthTelling(fix, this.#told)) return;
    this.#told = fix;
    this.#send(session, {
      type: "caller_link.place",
      point: { lon: fix.lon, lat: fix.lat },
      accuracy_metres: fix.accuracyMetres,
      at_device_ms: Math.round(fix.atMs),
    });
  }

  skipPlace(): void {
    this.#asksWhere.value = false;
  }

  /** Sends a photograph that was made small already; one that did not go through can be sent again. */
  async sendPhoto(picture: object): Promise<void> {
    const session = this.#session.peek();
    if (session !== null) await this.#upload({ id: session.newId(), picture, state: "sending", code: null });
  }

  async sendPhotoAgain(id: string): Promise<void> {
    const photo = this.#photos.peek().find((one) => one.id === id);
    if (photo !== undefined && photo.state === "failed") await this.#upload({ ...photo, state: "sending", code: null });
  }

  /** A file that is no picture at all. */
  notAPhoto(): void {
    const id = this.#session.peek()?.newId() ?? "";
    this.#photos.value = [...this.#photos.value, { id, picture: {}, state: "failed", code: "not_a_picture" }];
  }

  /** By the link, to the desk. */
  say(text: string): void {
    const session = this.#session.peek();
    const trimmed = text.trim();
    if (session === null || trimmed === "") return;
    this.#send(session, { type: "caller_link.say", message_id: session.newId(), text: trimmed });
  }

  /** A conversation that goes on, after a reload or in a page that was opened again, is taken up; else a new one is offered. */
  offerLive(): void {
    const session = this.#session.peek();
    if (session !== null && this.goesOn.peek() === null) this.#send(session, { type: "caller_link.offer_live" });
  }

  stopLive(): void {
    const session = this.#session.peek();
    if (session === null) return;
    const conversation_id = this.view.peek()?.conversation_id ?? null;
    // Refused when the desk was faster, which is no trouble.
    if (conversation_id !== null) session.send({ type: "conversation.hang_up", conversation_id }, { lasting: false }).catch(() => undefined);
    this.#send(session, { type: "caller_link.stop_live" });
  }

  #send(session: GuestSession, body: Readonly<Record<string, unknown>> & { readonly type: string }): void {
    const link_id = this.#page.peek()?.link_id ?? "";
    session.send({ ...body, link_id }).catch((problem: unknown) => {
      // "No" once the link is over: the page asks how things stand, and says so.
      if (problem instanceof Refusal && problem.fate === "refused") void this.look();
    });
  }

  async #upload(photo: Photo): Promise<void> {
    this.#photos.value = [...this.#photos.value.filter((one) => one.id !== photo.id), photo];
    const reply = await this.#outside.sendPicture(photo.id, photo.picture);
    const done: Photo =
      "kept" in reply ? { ...photo, picture: {}, state: "sent" } : { ...photo, state: "failed", code: "refused" in reply ? reply.refused : null };
    this.#photos.value = this.#photos.value.map((one) => (one.id === photo.id ? done : one));
    if ("refused" in reply && reply.refused !== "not_a_picture" && reply.refused !== "too_long") void this.look();
  }

  async #do(wish: () => Promise<Reply>): Promise<void> {
    if (this.#busy.peek()) return;
    this.#busy.value = true;
    const reply = await wish();
    this.#busy.value = false;
    this.#take(reply);
  }

  #take(reply: Reply): void {
    this.#lost.value = "lost" in reply;
    if ("refused" in reply) this.#refused.value = reply.refused;
    if (!("page" in reply)) return;
    this.#refused.value = null;
    this.#page.value = reply.page;
    const shares = reply.page.phase === "agreed" && reply.page.guest;
    if (shares && this.#session.peek() === null) this.#session.value = this.#outside.openSession(reply.page.sign_in_id);
    if (!shares) this.#leave();
  }

  #leave(): void {
    this.#session.peek()?.leave();
    this.#session.value = null;
    this.followed(() => undefined);
    this.#told = null;
    this.#fix.value = null;
    this.#place.value = "none";
    this.#asksWhere.value = true;
  }

  #draw(): Drawing {
    const page = this.#page.value;
    const refused = this.#refused.value;
    if (refused === "ticket_invalid" || refused === "not_found") return "invalid";
    if (refused === "link_ended" || page?.phase === "ended" || this.view.value?.phase === "ended") return "over";
    if (page === null) return this.#lost.value ? "lost" : "loading";
    if (page.phase === "declined") return "declined";
    if (page.phase !== "agreed" || !page.guest) return "ask";
    // Who was talking when the page was loaded again goes on talking first.
    return this.#asksWhere.value && this.view.value?.placed_at_ms == null && this.goesOn.value === null ? "where" : "menu";
  }
}
