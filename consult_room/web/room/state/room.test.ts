/** Over 400 lines because all of it plays on one table: a room with its session, told what the server would tell. */

import { signal } from "@preact/signals-core";
import { describe, expect, it } from "vitest";
import type { Kept } from "~/signaling/web/outbox";
import { Refusal, type EventLine } from "~/signaling/web/frames";
import type { Things } from "~/signaling/web/board";
import type { AlertView, ConsultView, InvitedView, QueueView } from "~/signaling/web/wire";
import { EMPTY_DRAFT, problemsOf, wishOf, type Draft } from "./draft";
import type { DraftShelf } from "./asking";
import { byUrgencyAndWaiting, searchOf } from "./order";
import { Room } from "./room";
import { threadOf } from "./thread";

const NOON = 1_790_000_000_000;

function consult(id: string, more: Partial<ConsultView> = {}): ConsultView {
  return {
    consult_id: id,
    number: 7,
    state: "ringing",
    relation: "asker",
    specialty: "neurology",
    urgency: "urgent",
    asked_at_ms: NOON,
    since_ms: NOON,
    asker_id: "asker",
    asker_kind: "person",
    asker_name: "Sh. Karimov",
    asker_place: "Urgut",
    question: "Stroke?",
    age_years: 67,
    sex: "female",
    summary: "",
    incident_id: null,
    incident_number: null,
    incident_reason: null,
    invited: [],
    look_again_ms: null,
    specialist_id: null,
    specialist_name: null,
    accepted_at_ms: null,
    conversation_id: null,
    lines: [],
    conclusion: null,
    concluded_at_ms: null,
    closed_at_ms: null,
    reason: null,
    problem: null,
    data: null,
    missing: [],
    answer_by_ms: null,
    mode: "live",
    called: [],
    members: [],
    hospital_name: null,
    asker_telephone: null,
    specialist_telephone: null, slot: null, slot_steps: [],
    ...more,
  };
}

function invited(person_id: string, state: InvitedView["state"], since_ms = NOON): InvitedView {
  return { person_id, name: person_id.toUpperCase(), state, since_ms };
}

function alert(alert_id: string): AlertView {
  return {
    alert_id,
    about_kind: "incident",
    about_id: "incident",
    specialty: "cardiology",
    urgency: "life_threat",
    status: "open",
    reason: "chest_pain",
    reason_labels: { en: "Chest pain" },
    raised_at_ms: NOON,
    expires_at_ms: NOON + 600_000,
    round: 1,
    next_step_at_ms: null,
    drill_id: null,
    promised_at_ms: null,
    confirm_by_ms: null,
    confirmed_at_ms: null,
    people: [
      {
        person_id: "asker",
        status: "called",
        name: null,
        senior: false,
        steps: [],
        called_at_ms: NOON,
        opened_at_ms: null,
        answered_at_ms: null,
      },
    ],
    address_label: "Navoiy koʻchasi 12",
    number: 318,
    acknowledged_by: null,
    acknowledged_by_name: null,
    acknowledged_at_ms: null,
    channel: null,
  };
}

/** A browser that keeps nothing. */
const NO_DRAFTS: DraftShelf = { read: () => Promise.resolve(null), write: () => Promise.resolve(), remove: () => Promise.resolve() };

/** A session whose board and answers the test holds: what the real one gives to a room, and nothing else. */
class Table {
  readonly things = signal<Things<ConsultView>>(new Map());
  readonly alerts = signal<Things<AlertView>>(new Map());
  readonly unsent = signal<readonly Kept[]>([]);
  readonly sent: { body: Record<string, unknown>; seen: number | undefined }[] = [];
  readonly welcomes: (() => void)[] = [];
  readonly hearers: ((events: readonly EventLine[]) => void)[] = [];
  readonly claimed: string[] = [];
  readonly held = new Set<string>();
  readonly waking: { ms: number; back: () => void }[] = [];
  readonly asked: string[] = [];
  remembered: { readonly consultId: string; readonly section: string } | null;
  queue: QueueView = { ahead: 0, on_duty: 1, busy: 0, sought: null };
  history: ConsultView[] = [];
  no: Refusal | null = null;
  #ids = 0;

  constructor(remembered: Table["remembered"] = null) {
    this.remembered = remembered;
    this.room = this.#open();
  }

  readonly room: Room;

  readonly #open = (): Room => new Room(
    {
      kind: (kind: string) => (kind === "alert" ? this.alerts : this.things),
      send: (body: Record<string, unknown>, options?: { seen?: number }) => {
        this.sent.push({ body, seen: options?.seen });
        return this.no === null ? Promise.resolve(null) : Promise.reject(this.no);
      },
      ask: (question: { type: string }) => {
        this.asked.push(question.type);
        if (this.no !== null) return Promise.reject(this.no);
        return Promise.resolve(question.type === "consult.queue" ? this.queue : this.history);
      },
      onEvents: (hear: (events: readonly EventLine[]) => void) => (this.hearers.push(hear), () => undefined),
      onWelcome: (act: () => void) => (this.welcomes.push(act), () => undefined),
      newId: () => `new ${(this.#ids += 1)}`,
      outbox: { unsent: this.unsent },
    } as unknown as ConstructorParameters<typeof Room>[0],
    "asker",
    {
      held: this.held,
      claim: (id) => this.claimed.push(id),
      remembered: { get: () => this.remembered, set: (place) => (this.remembered = place) },
      wake: (ms, back) => {
        const woken = { ms, back };
        this.waking.push(woken);
        return () => void this.waking.splice(this.waking.indexOf(woken), 1);
      },
      nowMs: () => NOON,
      drafts: NO_DRAFTS,
      forms: { get: () => null, set: () => undefined },
    },
  );

  put(...views: ConsultView[]): void {
    const things = new Map(this.things.value);
    for (const view of views) things.set(view.consult_id, { id: view.consult_id, version: (things.get(view.consult_id)?.version ?? 0) + 1, view });
    this.things.value = things;
  }

  drop(id: string): void {
    this.things.value = new Map([...this.things.value].filter(([one]) => one !== id));
  }
}

const FULL: Draft = { specialty: "neurology", urgency: "emergency", question: " Stroke? ", age: "67", sex: "female", summary: "", problem: "", entries: {}, slot: null };

describe("the draft", () => {
  it.each<[Partial<Draft>, string[]]>([
    [{}, []],
    [{ age: "" }, []],
    [{ age: "131" }, ["age"]],
    [{ age: "6.5" }, ["age"]],
    [{ age: "-1" }, ["age"]],
    [{ question: "  " }, ["question"]],
    [{ specialty: "", urgency: "" }, ["specialty", "urgency"]],
  ])("with %j has the problems %j", (part, problems) => {
    expect(problemsOf({ ...FULL, ...part }, null, NOON)).toEqual(problems);
  });

  it("becomes a wish without a name of anybody", () => {
    expect(wishOf(FULL, "c", null, NOON)).toEqual({
      type: "consult.ask",
      consult_id: "c",
      specialty: "neurology",
      urgency: "emergency",
      question: "Stroke?",
      age_years: 67,
      sex: "female",
      summary: "",
      problem: null,
      data: {},
    });
    expect(wishOf(EMPTY_DRAFT, "c", null, NOON)).toBeNull();
  });
});

describe("the queue", () => {
  it("puts the most urgent first, then who has waited longest", () => {
    const order = [
      consult("planned", { urgency: "planned", asked_at_ms: 1 }),
      consult("late", { urgency: "emergency", asked_at_ms: 9 }),
      consult("urgent", { urgency: "urgent", asked_at_ms: 1 }),
      consult("early", { urgency: "emergency", asked_at_ms: 2 }),
    ];
    expect(order.sort(byUrgencyAndWaiting).map((view) => view.consult_id)).toEqual(["early", "late", "urgent", "planned"]);
  });
});

describe("the search is told as it is", () => {
  it.each([
    [consult("c", { state: "waiting", look_again_ms: 5 }), { is: "nobody_on_duty", lookAgainMs: 5 }],
    [consult("c", { state: "waiting", invited: [invited("li", "declined")] }), { is: "all_declined", count: 1, lookAgainMs: null }],
    [
      consult("c", { invited: [invited("li", "rung"), invited("ali", "declined")] }),
      { is: "ringing", count: 1, declined: 1, sinceMs: NOON, lookAgainMs: null },
    ],
    [consult("c", { state: "accepted" }), null],
    [consult("c", { state: "cancelled" }), null],
  ])("%#", (view, search) => {
    expect(searchOf(view)).toEqual(search);
  });
});

describe("the thread", () => {
  const view = consult("c", {
    state: "concluded",
    accepted_at_ms: NOON + 41_000,
    specialist_name: "N. Li",
    invited: [invited("li", "accepted", NOON + 41_000), invited("ali", "declined", NOON + 20_000)],
    lines: [
      { line_id: "1", author_id: "asker", author_name: "Sh. Karimov", text: "No CT here", at_ms: NOON + 50_000, made_at_ms: NOON, by_sms: false, kind: "said", telephoned: null },
      { line_id: "2", author_id: "li", author_name: "N. Li", text: null, at_ms: NOON + 60_000, made_at_ms: NOON, by_sms: false, kind: "said", telephoned: null },
    ],
    conclusion: "Transfer",
    concluded_at_ms: NOON + 70_000,
  });

  it("is what happened, in order, with what is not sent last", () => {
    const kept: Kept[] = ["2", "3"].map((id) => ({
      order: 1,
      message: { type: "consult.say", id, made_at_ms: NOON, clock_ms: 0, by: null, seen: null, consult_id: "c", text: "on the way" },
    }));
    const entries = threadOf(view, "asker", kept);
    expect(entries.map((entry) => entry.is)).toEqual(["asked", "declined", "accepted", "line", "line", "concluded", "unsent"]);
    expect(entries[2]).toMatchObject({ name: "N. Li", afterMs: 41_000 });
    expect(entries.filter((entry) => entry.is === "line").map((entry) => entry.mine)).toEqual([true, false]);
  });

  it("says why it was cancelled", () => {
    const over = consult("c", { state: "cancelled", closed_at_ms: NOON + 1, reason: "Better" });
    expect(threadOf(over, "asker", []).at(-1)).toMatchObject({ is: "cancelled", reason: "Better" });
  });
});

describe("the room", () => {
  it("shows a draft's problems once it was tried, and sends a good one and goes to it", () => {
    const table = new Table();
    expect(table.room.asking.problems.value).toEqual([]);
    expect(table.room.sendDraft()).toBe(false);
    expect(table.room.asking.problems.value).toEqual(["specialty", "urgency", "question"]);
    table.room.asking.draft.value = FULL;
    expect(table.room.sendDraft()).toBe(true);
    expect(table.room.place.value).toEqual({ is: "consult", id: "new 1" });
    expect(table.room.shown.value).toBeNull();
    expect(table.room.asking.draft.value).toEqual(EMPTY_DRAFT);
    table.put(consult("new 1"));
    expect(table.room.shown.value?.live).toBe(true);
  });

  it("goes home when the question was refused", async () => {
    const table = new Table();
    table.no = new Refusal("refused", "not_allowed");
    table.room.asking.draft.value = FULL;
    table.room.sendDraft();
    await Promise.resolve();
    await Promise.resolve();
    expect(table.room.place.value).toEqual({ is: "home" });
  });

  it("rings until it is silenced, answered, or taken by another", async () => {
    const table = new Table();
    table.put(consult("c", { relation: "invited" }), consult("d", { relation: "invited", urgency: "emergency" }));
    expect(table.room.rings.value.map((view) => view.consult_id)).toEqual(["d", "c"]);
    expect(table.room.aloud.value).toBe(true);
    table.room.silence("d");
    expect(table.room.aloud.value).toBe(true);
    const accepting = table.room.accept("c");
    expect(table.room.answering.value.has("c")).toBe(true);
    expect(table.room.aloud.value).toBe(false);
    await accepting;
    expect(table.room.place.value).toEqual({ is: "consult", id: "c" });
    table.put(consult("c", { relation: "specialist", state: "accepted" }), consult("d", { relation: "stood_down", state: "accepted" }));
    expect(table.room.rings.value).toEqual([]);
    expect(table.room.open.value.map((view) => view.consult_id)).toEqual(["c"]);
    expect(table.room.passed.value.map((view) => view.consult_id)).toEqual(["d"]);
  });

  it("stays where it is when the consult was taken meanwhile", async () => {
    const table = new Table();
    table.put(consult("c", { relation: "invited" }));
    table.no = new Refusal("refused", "consult_taken");
    await table.room.accept("c");
    expect(table.room.place.value).toEqual({ is: "home" });
    expect(table.room.answering.value.size).toBe(0);
  });

  it("carries the conversation of what was asked or accepted on this page, once", () => {
    const table = new Table();
    const accepted = { state: "accepted", conversation_id: "talk" } as const;
    table.held.add("here");
    table.put(consult("here"), consult("elsewhere"));
    table.put(consult("here", accepted), consult("elsewhere", { ...accepted, conversation_id: "other" }));
    table.put(consult("here", { ...accepted, number: 8 }));
    expect(table.claimed).toEqual(["talk"]);
  });

  it("leaves a conversation alone that it first sees under way", () => {
    const table = new Table();
    table.held.add("c");
    table.put(consult("c", { state: "accepted", conversation_id: "talk" }));
    expect(table.claimed).toEqual([]);
  });

  it("comes back to the consult and the section at which it was", () => {
    const before = new Table();
    before.room.goTo("c");
    before.room.openSection("circle");
    expect(before.remembered).toEqual({ consultId: "c", section: "circle" });
    const room = new Table(before.remembered).room;
    expect(room.place.value).toEqual({ is: "consult", id: "c" });
    expect(room.section.value).toBe("circle");
    before.room.goHome();
    expect(before.remembered).toBeNull();
  });

  it("asks for the place in the queue while somebody is sought, again as time goes, and then no more", async () => {
    const table = new Table();
    table.room.goTo("c");
    table.put(consult("c"));
    await Promise.resolve();
    expect(table.room.queue.place.value).toEqual(table.queue);
    expect(table.waking).toHaveLength(1);
    table.queue = { ...table.queue, ahead: 3 };
    table.waking.splice(0)[0]?.back();
    await Promise.resolve();
    expect(table.room.queue.place.value?.ahead).toBe(3);
    table.put(consult("c", { state: "accepted" }));
    expect(table.room.queue.place.value).toBeNull();
    expect(table.waking).toEqual([]);
    expect(table.asked).toEqual(["consult.queue", "consult.queue"]);
  });

  it("acknowledges the version that was read", () => {
    const table = new Table();
    table.room.goTo("c");
    table.put(consult("c"));
    table.put(consult("c", { state: "concluded", conclusion: "Transfer" }));
    const shown = table.room.shown.value;
    expect(shown).not.toBeNull();
    if (shown !== null) table.room.acknowledge(shown);
    expect(table.sent).toEqual([{ body: { type: "consult.acknowledge", consult_id: "c" }, seen: 2 }]);
  });

  it("goes on showing a consult that is over, from the server's tables", async () => {
    const table = new Table();
    table.room.goTo("c");
    table.put(consult("c", { state: "concluded" }));
    table.history = [consult("c", { state: "closed" })];
    table.drop("c");
    for (const hear of table.hearers) hear([{ type: "consult.acknowledged" } as EventLine]);
    await Promise.resolve();
    await Promise.resolve();
    expect(table.room.shown.value).toMatchObject({ live: false, view: { state: "closed" } });
    expect(table.room.earlier.value?.map((view) => view.consult_id)).toEqual(["c"]);
  });

  it("rings for an alert about an incident that asks this person, and answers it in their name", async () => {
    const table = new Table();
    const put = (alert_id: string, more: Partial<AlertView>): void => {
      table.alerts.value = new Map([...table.alerts.value, [alert_id, { id: alert_id, version: 1, view: { ...alert(alert_id), ...more } }]]);
    };
    put("asks", {});
    put("consult", { about_kind: "consult" });
    put("over", { status: "expired" });
    expect(table.room.alerts.value.map((view) => view.alert_id)).toEqual(["asks"]);
    expect(table.room.aloud.value).toBe(true);
    await table.room.acceptAlert("asks");
    expect(table.sent[0]?.body).toEqual({ type: "alert.acknowledge", alert_id: "asks", person_id: "asker", channel: "browser", promise_s: null });
    put("asks", { status: "acknowledged", acknowledged_by: "asker" });
    expect(table.room.alerts.value).toEqual([]);
    expect(table.room.takenAlerts.value.map((view) => view.alert_id)).toEqual(["asks"]);
    expect(table.room.aloud.value).toBe(false);
  });

  it("says nothing blank", () => {
    const table = new Table();
    table.room.say("c", "  ");
    table.room.say("c", " On the way ");
    expect(table.sent.map(({ body }) => body)).toEqual([{ type: "consult.say", consult_id: "c", text: "On the way" }]);
  });
});

describe("a crew at its incident", () => {
  it("begins the question with what is known of the patient, and sends it about the incident", async () => {
    const table = new Table();
    // Under the incident's id: who is 67 and a woman.
    table.put(consult("the incident", { relation: "stood_down" }));
    table.room.workAt("the incident");
    expect(table.room.place.value).toEqual({ is: "asking" });
    table.room.asking.change({ specialty: "cardiology", urgency: "emergency", question: "Lysis?" });
    expect(table.room.sendDraft()).toBe(true);
    expect(table.sent[0]?.body).toMatchObject({ type: "consult.ask", incident_id: "the incident", age_years: 67, sex: "female" });
  });

  it("never types over what was typed", () => {
    const table = new Table();
    table.put(consult("the incident", { relation: "stood_down" }));
    table.room.asking.change({ age: "70", sex: "male" });
    table.room.workAt("the incident");
    expect(table.room.asking.draft.value).toMatchObject({ age: "70", sex: "male" });
  });

  it("goes to the consult of the incident, also to one that is not sent yet", () => {
    const table = new Table();
    table.put(consult("c1", { incident_id: "i1" }));
    table.room.workAt("i1");
    expect(table.room.place.value).toEqual({ is: "consult", id: "c1" });
    table.unsent.value = [{ message: { id: "m", type: "consult.ask", made_at_ms: NOON, consult_id: "c2", incident_id: "i2" } } as unknown as Kept];
    table.room.workAt("i2");
    expect(table.room.place.value).toEqual({ is: "consult", id: "c2" });
  });
});

describe("coming into a conversation that goes on", () => {
  it("is expected there once it was let in", async () => {
    const table = new Table();
    expect(await table.room.comeIn("c1")).toBe(true);
    expect(table.sent.map(({ body }) => body)).toEqual([{ type: "conversation.come_in", about: "c1" }]);
    expect(table.room.comingInto.value).toBe("c1");
  });

  it("is told when nobody talks", async () => {
    const table = new Table();
    table.no = new Refusal("refused", "not_found");
    expect(await table.room.comeIn("c1")).toBe(false);
    expect(table.room.comingInto.value).toBeNull();
  });
});
