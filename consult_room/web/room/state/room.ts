/** What a physician and a specialist work with in the room, without a screen. */

import { computed, effect, signal, type ReadonlySignal } from "@preact/signals-core";
import { Refusal } from "~/signaling/web/frames";
import type { Session } from "~/signaling/web/session";
import type { AlertView, ConsultView } from "~/signaling/web/wire";
import { EMPTY_DRAFT, problemsOf, wishOf, type Draft, type Problem } from "./draft";
import { byUrgencyAndWaiting, isOver, newestFirst } from "./order";
import { asks, taken, tests } from "./alerts";
import { threadOf, type Entry } from "./thread";

type RoomSession = Pick<Session, "kind" | "send" | "ask" | "onEvents" | "onWelcome" | "newId" | "outbox">;

export interface RoomPorts {
  /** Consults that this tab works at, kept over a reload of it. */
  readonly held: { has(consultId: string): boolean; add(consultId: string): void };
  /** This tab carries the conversation. */
  readonly claim: (conversationId: string) => void;
}

/** What stands in the middle of the page. */
export type Place = { readonly is: "home" } | { readonly is: "asking" } | { readonly is: "consult"; readonly id: string };

/** A consult, and the version of it that is shown. */
export interface Shown {
  readonly view: ConsultView;
  readonly version: number;
  /** False: read once from the server's tables; it is over and leaves the board. */
  readonly live: boolean;
}

const HOME: Place = { is: "home" };

export class Room {
  readonly #session: RoomSession;
  readonly #selfId: string;
  readonly #ports: RoomPorts;
  readonly #place = signal<Place>(HOME);
  readonly #history = signal<readonly ConsultView[] | null>(null);
  readonly #silenced = signal<ReadonlySet<string>>(new Set());
  readonly #answering = signal<ReadonlySet<string>>(new Set());
  readonly #tried = signal(false);
  readonly #sought = new Set<string>();
  readonly #stops: (() => void)[] = [];

  readonly place: ReadonlySignal<Place> = this.#place;
  readonly draft = signal<Draft>(EMPTY_DRAFT);
  /** Problems of the draft, once it was tried to send it. */
  readonly problems: ReadonlySignal<readonly Problem[]>;
  /** Those who ring for this person now, the most urgent and longest waiting first. */
  readonly rings: ReadonlySignal<readonly ConsultView[]>;
  /** Alerts about incidents that ask this person now. Those about consults ring as the consults themselves. */
  readonly alerts: ReadonlySignal<readonly AlertView[]>;
  /** Tests of the ladder that wait for this person's word. */
  readonly drills: ReadonlySignal<readonly AlertView[]>;
  /** Alerts about incidents that this person took and that are not over. */
  readonly takenAlerts: ReadonlySignal<readonly AlertView[]>;
  /** Asked or taken by this person and not over, in the same order. */
  readonly open: ReadonlySignal<readonly ConsultView[]>;
  /** Taken by somebody else while it rang here. */
  readonly passed: ReadonlySignal<readonly ConsultView[]>;
  /** Over, newest first; null while they have not been read. */
  readonly earlier: ReadonlySignal<readonly ConsultView[] | null>;
  /** Whether the page rings aloud. */
  readonly aloud: ReadonlySignal<boolean>;
  /** Rings that are being answered: the server has not said yet. */
  readonly answering: ReadonlySignal<ReadonlySet<string>> = this.#answering;
  /** The consult in the middle; null at home, and while it is neither on the board nor read. */
  readonly shown: ReadonlySignal<Shown | null>;
  readonly thread: ReadonlySignal<readonly Entry[]>;

  constructor(session: RoomSession, selfId: string, ports: RoomPorts) {
    this.#session = session;
    this.#selfId = selfId;
    this.#ports = ports;
    const things = session.kind<ConsultView>("consult");
    const views = computed(() => [...things.value.values()].map((thing) => thing.view));
    this.problems = computed(() => (this.#tried.value ? problemsOf(this.draft.value) : []));
    this.rings = computed(() => views.value.filter((view) => view.relation === "invited").sort(byUrgencyAndWaiting));
    const alerts = session.kind<AlertView>("alert");
    const alertViews = computed(() => [...alerts.value.values()].map((thing) => thing.view));
    this.alerts = computed(() => alertViews.value.filter((view) => asks(view, selfId)).sort((one, other) => one.raised_at_ms - other.raised_at_ms));
    this.drills = computed(() => alertViews.value.filter((view) => tests(view, selfId)));
    this.takenAlerts = computed(() => alertViews.value.filter((view) => taken(view, selfId)));
    this.open = computed(() =>
      views.value.filter((view) => view.relation === "asker" || view.relation === "specialist").sort(byUrgencyAndWaiting),
    );
    this.passed = computed(() => views.value.filter((view) => view.relation === "stood_down").sort(newestFirst));
    this.earlier = computed(() => this.#history.value?.filter((view) => isOver(view) && !things.value.has(view.consult_id)) ?? null);
    this.aloud = computed(() => {
      const ringing = [...this.rings.value.map((view) => view.consult_id), ...this.alerts.value.map((view) => view.alert_id)];
      return ringing.some((id) => !this.#silenced.value.has(id) && !this.#answering.value.has(id));
    });
    this.shown = computed(() => {
      const place = this.#place.value;
      if (place.is !== "consult") return null;
      const thing = things.value.get(place.id);
      if (thing !== undefined && thing.view.relation !== "stood_down") return { view: thing.view, version: thing.version, live: true };
      const read = this.#history.value?.find((view) => view.consult_id === place.id);
      return read === undefined ? null : { view: read, version: 0, live: false };
    });
    this.thread = computed(() => {
      const shown = this.shown.value;
      return shown === null ? [] : threadOf(shown.view, this.#selfId, session.outbox.unsent.value);
    });
    this.#stops.push(
      effect(() => this.#claim(views.value)),
      session.onWelcome(() => void this.readHistory()),
      session.onEvents((events) => {
        if (events.some(({ type }) => type === "consult.acknowledged" || type === "consult.cancelled")) void this.readHistory();
      }),
    );
  }

  close(): void {
    for (const stop of this.#stops) stop();
  }

  // Moving about

  goHome(): void {
    this.#place.value = HOME;
  }

  goAsking(): void {
    this.#place.value = { is: "asking" };
  }

  goTo(consultId: string): void {
    this.#place.value = { is: "consult", id: consultId };
  }

  /** Reads what is over. Kept as it was when the server does not answer. */
  async readHistory(): Promise<void> {
    try {
      this.#history.value = await this.#session.ask<ConsultView[]>({ type: "consult.mine" });
    } catch (problem) {
      if (!(problem instanceof Refusal)) throw problem;
    }
  }

  // Asking

  /** Sends the draft; false when it has problems, which are then shown. */
  sendDraft(): boolean {
    const wish = wishOf(this.draft.value, this.#session.newId());
    if (wish === null) {
      this.#tried.value = true;
      return false;
    }
    this.#tried.value = false;
    this.draft.value = EMPTY_DRAFT;
    this.#ports.held.add(wish.consult_id);
    this.goTo(wish.consult_id);
    this.#send(wish).then(undefined, () => {
      if (this.#place.value.is === "consult" && this.#place.value.id === wish.consult_id) this.goHome();
    });
    return true;
  }

  ringAgain(view: ConsultView): void {
    this.#wish({ type: "consult.ring", consult_id: view.consult_id, specialty: view.specialty });
  }

  cancel(consultId: string, reason: string): void {
    this.#wish({ type: "consult.cancel", consult_id: consultId, reason });
  }

  /** The asker has read this version of the conclusion. */
  acknowledge(shown: Shown): void {
    this.#wish({ type: "consult.acknowledge", consult_id: shown.view.consult_id }, shown.version);
  }

  // Answering

  async accept(consultId: string): Promise<void> {
    await this.#answer(consultId, async () => {
      this.#ports.held.add(consultId);
      await this.#send({ type: "consult.accept", consult_id: consultId, channel: "browser" });
      this.goTo(consultId);
    });
  }

  async decline(consultId: string, reason: string): Promise<void> {
    await this.#answer(consultId, () => this.#send({ type: "consult.decline", consult_id: consultId, reason }));
  }

  /** Takes it; whoever has it names another time in the same way. */
  async acceptAlert(alertId: string, promiseSeconds: number | null = null): Promise<void> {
    const answer = { alert_id: alertId, person_id: this.#selfId, channel: "browser", promise_s: promiseSeconds };
    await this.#answer(alertId, () => this.#send({ type: "alert.acknowledge", ...answer }));
  }

  /** There, or on the way as promised. */
  async confirmAlert(alertId: string): Promise<void> {
    const answer = { alert_id: alertId, person_id: this.#selfId, channel: "browser" };
    await this.#answer(alertId, () => this.#send({ type: "alert.confirm", ...answer }));
  }

  async declineAlert(alertId: string, reason: string): Promise<void> {
    const answer = { alert_id: alertId, person_id: this.#selfId, channel: "browser", reason };
    await this.#answer(alertId, () => this.#send({ type: "alert.decline", ...answer }));
  }

  /** Stops the sound of one ring on this page; it goes on ringing in sight. */
  silence(id: string): void {
    this.#silenced.value = new Set([...this.#silenced.value, id]);
  }

  // In the room

  say(consultId: string, text: string): void {
    if (text.trim() !== "") this.#wish({ type: "consult.say", consult_id: consultId, text: text.trim() });
  }

  conclude(consultId: string, conclusion: string): void {
    this.#wish({ type: "consult.conclude", consult_id: consultId, conclusion: conclusion.trim() });
  }

  async #answer(answered: string, act: () => Promise<unknown>): Promise<void> {
    this.#answering.value = new Set([...this.#answering.value, answered]);
    try {
      await act();
    } catch (problem) {
      if (!(problem instanceof Refusal)) throw problem;
    } finally {
      this.#answering.value = new Set([...this.#answering.value].filter((id) => id !== answered));
    }
  }

  /** What is refused stays in the outbox with what was typed, and is shown above the page. */
  #wish(body: { readonly type: string; readonly [field: string]: unknown }, seen?: number): void {
    this.#send(body, seen).catch((problem: unknown) => {
      if (!(problem instanceof Refusal)) throw problem;
    });
  }

  #send(body: { readonly type: string; readonly [field: string]: unknown }, seen?: number): Promise<unknown> {
    return this.#session.send(body, seen === undefined ? {} : { seen });
  }

  /** The page that asked or accepted is the page that talks: it claims the conversation when it sees the search end.
   * A consult that it first sees accepted may be talked in on another page, where the dock says so. */
  #claim(views: readonly ConsultView[]): void {
    for (const { consult_id, conversation_id, state } of views) {
      if (state === "waiting" || state === "ringing") this.#sought.add(consult_id);
      if (state !== "accepted" || conversation_id === null || !this.#sought.delete(consult_id)) continue;
      if (this.#ports.held.has(consult_id)) this.#ports.claim(conversation_id);
    }
  }
}
