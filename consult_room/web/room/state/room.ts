/** What a physician and a specialist work with in the room, without a screen. */

import { computed, effect, signal, type ReadonlySignal } from "@preact/signals-core";
import { Refusal } from "~/signaling/web/frames";
import type { Session } from "~/signaling/web/session";
import type { AlertView, ConsultView, IncidentView, RecordBreakGlass } from "~/signaling/web/wire";
import { Asking, type AskingPorts } from "./asking";
import type { Value } from "./forms";
import { byUrgencyAndWaiting, isOver, newestFirst, searchOf } from "./order";
import { asks, taken, tests } from "./alerts";
import type { TelephoneOutcome } from "./circle";
import type { Specialty } from "./specialties";
import { Booking, comesUp } from "./booking";
import { Queue } from "./queue";
import { threadOf, type Entry } from "./thread";

type RoomSession = Pick<Session, "kind" | "send" | "ask" | "onEvents" | "onWelcome" | "newId" | "outbox">;

/** Where the page was, kept over a power cut: ids alone, nothing of a record. */
export interface Remembered {
  get(): { readonly consultId: string; readonly section: string } | null;
  set(place: { readonly consultId: string; readonly section: string } | null): void;
}

export interface RoomPorts extends Omit<AskingPorts, "isSent"> {
  readonly remembered: Remembered;
  /** Calls back after so many milliseconds; what it gives takes that back. */
  readonly wake: (ms: number, back: () => void) => () => void;

  /** Consults that this tab works at, kept over a reload of it. */
  readonly held: { has(consultId: string): boolean; add(consultId: string): void };
  /** This tab carries the conversation. */
  readonly claim: (conversationId: string) => void;
}

/** What stands in the middle of the page. */
export type Place = { readonly is: "home" } | { readonly is: "asking" } | { readonly is: "hours" } | { readonly is: "consult"; readonly id: string };

/** A consult, and the version of it that is shown. */
export interface Shown {
  readonly view: ConsultView;
  readonly version: number;
  /** False: read once from the server's tables; it is over and leaves the board. */
  readonly live: boolean;
}

/** How whoever treats the patient stands to a consult. */
const TREATING: readonly ConsultView["relation"][] = ["asker", "specialist", "called_in", "hospital", "patient"];

/** The consult, while a specialist is sought for it and its asker looks at it. */
function soughtIn(shown: Shown | null): ConsultView | null {
  const sought = shown !== null && shown.view.relation === "asker" && searchOf(shown.view) !== null;
  return sought ? shown.view : null;
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
  readonly #section = signal("thread");
  /** Records that were read one by one: neither on the board nor among one's own earlier ones. */
  readonly #fetched = signal<ReadonlyMap<string, ConsultView>>(new Map());
  readonly #comingInto = signal<string | null>(null);
  readonly #sought = new Set<string>();
  readonly #stops: (() => void)[] = [];

  readonly place: ReadonlySignal<Place> = this.#place;
  /** The consult into which this person has just been called and comes: its conversation needs no second answer. */
  readonly comingInto: ReadonlySignal<string | null> = this.#comingInto;
  /** The key of the section of the record that is open. */
  readonly section: ReadonlySignal<string> = this.#section;
  /** The question that is being written. */
  readonly asking: Asking;
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
  /** Where the shown consult stands while somebody is sought for it. */
  readonly queue: Queue;
  readonly booking: Booking;
  /** Booked consults of this person whose time has come, and of which they have not said yet that they are there. */
  readonly beginning: ReadonlySignal<readonly ConsultView[]>;

  constructor(session: RoomSession, selfId: string, ports: RoomPorts) {
    this.#session = session;
    this.#selfId = selfId;
    this.#ports = ports;
    const things = session.kind<ConsultView>("consult");
    const views = computed(() => [...things.value.values()].map((thing) => thing.view));
    const isSent = (id: string): boolean =>
      things.peek().has(id) || session.outbox.unsent.peek().some(({ message }) => message.type === "consult.ask" && message["consult_id"] === id);
    this.asking = new Asking(session, { ...ports, isSent });
    this.booking = new Booking(session);
    this.beginning = computed(() => views.value.filter((view) => comesUp(view, "asker") && !this.#silenced.value.has(view.consult_id)));
    this.rings = computed(() => views.value.filter((view) => view.relation === "invited" || view.relation === "called" || comesUp(view, "specialist")).sort(byUrgencyAndWaiting));
    const alerts = session.kind<AlertView>("alert");
    const alertViews = computed(() => [...alerts.value.values()].map((thing) => thing.view));
    this.alerts = computed(() => alertViews.value.filter((view) => asks(view, selfId)).sort((one, other) => one.raised_at_ms - other.raised_at_ms));
    this.drills = computed(() => alertViews.value.filter((view) => tests(view, selfId)));
    this.takenAlerts = computed(() => alertViews.value.filter((view) => taken(view, selfId)));
    this.open = computed(() =>
      views.value.filter((view) => TREATING.includes(view.relation)).sort(byUrgencyAndWaiting),
    );
    this.passed = computed(() => views.value.filter((view) => view.relation === "stood_down").sort(newestFirst));
    this.earlier = computed(() => this.#history.value?.filter((view) => isOver(view) && !things.value.has(view.consult_id)) ?? null);
    this.aloud = computed(() => {
      const ringing = [...[...this.rings.value, ...this.beginning.value].map((view) => view.consult_id), ...this.alerts.value.map((view) => view.alert_id)];
      return ringing.some((id) => !this.#silenced.value.has(id) && !this.#answering.value.has(id));
    });
    this.shown = computed(() => {
      const place = this.#place.value;
      if (place.is !== "consult") return null;
      const thing = things.value.get(place.id);
      if (thing !== undefined && thing.view.relation !== "stood_down") return { view: thing.view, version: thing.version, live: true };
      const read = this.#history.value?.find((view) => view.consult_id === place.id) ?? this.#fetched.value.get(place.id);
      return read === undefined ? null : { view: read, version: 0, live: false };
    });
    this.thread = computed(() => {
      const shown = this.shown.value;
      return shown === null ? [] : threadOf(shown.view, this.#selfId, session.outbox.unsent.value);
    });
    this.queue = new Queue(session, computed(() => soughtIn(this.shown.value)), ports.wake);
    const before = ports.remembered.get();
    if (before !== null) {
      this.goTo(before.consultId);
      this.#section.value = before.section;
    }
    this.#stops.push(
      () => this.queue.close(),
      effect(() => {
        const [place, section] = [this.#place.value, this.#section.value];
        ports.remembered.set(place.is === "consult" ? { consultId: place.id, section } : null);
      }),
      effect(() => this.#claim(views.value)),
      session.onWelcome(() => void this.readHistory()),
      session.onEvents((events) => {
        if (events.some(({ type }) => type === "consult.acknowledged" || type === "consult.cancelled")) void this.readHistory();
      }),
    );
  }

  close(): void {
    for (const stop of this.#stops) stop();
    this.asking.close();
  }

  // Moving about

  goHome(): void {
    this.#place.value = HOME;
  }

  goAsking(): void {
    this.#place.value = { is: "asking" };
  }

  goToHours(): void {
    this.#place.value = { is: "hours" };
  }

  /** The asker is there: this tab carries the conversation that follows. */
  come(consultId: string): void {
    this.#ports.held.add(consultId);
    this.silence(consultId);
    this.goTo(consultId);
  }

  goTo(consultId: string): void {
    const here = this.#place.value;
    if (here.is !== "consult" || here.id !== consultId) this.#section.value = "thread";
    this.#place.value = { is: "consult", id: consultId };
  }

  /** Opens a record of somebody whom this person treats outside its circle, for a limited time; false when nothing is as
   * it was typed. Everybody of the circle is told. */
  async breakGlass(wish: Omit<RecordBreakGlass, "type">): Promise<boolean> {
    const done = await this.#session.send<{ consult_id: string | null }>({ type: "record.break_glass", ...wish }, { lasting: false });
    if (done.consult_id === null) return false;
    const record = await this.#session.ask<ConsultView>({ type: "consult.record", consult_id: done.consult_id });
    this.#fetched.value = new Map([...this.#fetched.value, [done.consult_id, record]]);
    this.goTo(done.consult_id);
    return true;
  }

  /** A crew's page is about the incident in hand: its consult when there is one, else the question about it, which begins
   * with what is known of the patient. */
  workAt(incidentId: string): void {
    const own = this.open.peek().find((view) => view.incident_id === incidentId);
    if (own !== undefined) return this.goTo(own.consult_id);
    const unsent = this.#session.outbox.unsent.peek().find(({ message }) => message.type === "consult.ask" && message["incident_id"] === incidentId);
    if (unsent !== undefined) return this.goTo(String(unsent.message["consult_id"]));
    const incident = this.#session.kind<IncidentView>("incident").peek().get(incidentId)?.view;
    this.asking.about(incidentId, incident ?? null);
    this.goAsking();
  }

  openSection(key: string): void {
    this.#section.value = key;
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
    const taken = this.asking.take();
    if (taken === null) return false;
    const { wish, answered } = taken;
    this.#ports.held.add(wish.consult_id);
    this.goTo(wish.consult_id);
    this.#send(wish).then(
      () => answered(true),
      () => {
        answered(false);
        if (this.#place.value.is === "consult" && this.#place.value.id === wish.consult_id) this.goHome();
      },
    );
    return true;
  }

  /** Adds to the data of a question, or puts it right. */
  supplement(consultId: string, data: Readonly<Record<string, Value>>): void {
    this.#wish({ type: "consult.supplement", consult_id: consultId, data });
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

  /** Takes it, or comes in besides who has it; ``written``: no conversation is begun. */
  async accept(consultId: string, mode: "live" | "written" = "live"): Promise<void> {
    const called = this.rings.peek().some((view) => view.consult_id === consultId && view.relation === "called");
    await this.#answer(consultId, async () => {
      this.#ports.held.add(consultId);
      if (called) this.#comingInto.value = consultId;
      await this.#send({ type: "consult.accept", consult_id: consultId, channel: "browser", mode });
      this.goTo(consultId);
    });
  }

  /** Comes into the conversation that goes on about it; false when none does. */
  async comeIn(consultId: string): Promise<boolean> {
    this.#comingInto.value = null;
    try {
      await this.#session.send({ type: "conversation.come_in", about: consultId }, { lasting: false });
    } catch (problem) {
      if (problem instanceof Refusal) return false;
      throw problem;
    }
    this.#comingInto.value = consultId;
    return true;
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

  askBack(consultId: string, text: string): void {
    if (text.trim() !== "") this.#wish({ type: "consult.ask_back", consult_id: consultId, text: text.trim() });
  }

  callIn(consultId: string, specialty: Specialty, why: string): void {
    this.#wish({ type: "consult.call_in", consult_id: consultId, specialty, why: why.trim() });
  }

  sendAway(consultId: string, personId: string): void {
    this.#wish({ type: "consult.send_away", consult_id: consultId, person_id: personId });
  }

  passOn(consultId: string, specialty: Specialty, reason: string): void {
    this.#wish({ type: "consult.pass_on", consult_id: consultId, specialty, reason: reason.trim() });
  }

  noteTelephone(consultId: string, minutes: number, outcome: TelephoneOutcome, text: string): void {
    const at_ms = Date.now() - minutes * 60_000;
    this.#wish({ type: "consult.note_telephone", consult_id: consultId, at_ms, minutes, outcome, text: text.trim() });
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
