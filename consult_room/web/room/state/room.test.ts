import { signal } from "@preact/signals-core";
import { describe, expect, it } from "vitest";
import type { Kept } from "~/signaling/web/outbox";
import { Refusal, type EventLine } from "~/signaling/web/frames";
import type { Things } from "~/signaling/web/board";
import type { AlertView, ConsultView, InvitedView } from "~/signaling/web/wire";
import { EMPTY_DRAFT, problemsOf, wishOf, type Draft } from "./draft";
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
  history: ConsultView[] = [];
  no: Refusal | null = null;
  #ids = 0;

  readonly room = new Room(
    {
      kind: (kind: string) => (kind === "alert" ? this.alerts : this.things),
      send: (body: Record<string, unknown>, options?: { seen?: number }) => {
        this.sent.push({ body, seen: options?.seen });
        return this.no === null ? Promise.resolve(null) : Promise.reject(this.no);
      },
      ask: () => (this.no === null ? Promise.resolve(this.history) : Promise.reject(this.no)),
      onEvents: (hear: (events: readonly EventLine[]) => void) => (this.hearers.push(hear), () => undefined),
      onWelcome: (act: () => void) => (this.welcomes.push(act), () => undefined),
      newId: () => `new ${(this.#ids += 1)}`,
      outbox: { unsent: this.unsent },
    } as unknown as ConstructorParameters<typeof Room>[0],
    "asker",
    { held: this.held, claim: (id) => this.claimed.push(id) },
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

const FULL: Draft = { specialty: "neurology", urgency: "emergency", question: " Stroke? ", age: "67", sex: "female", summary: "" };

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
    expect(problemsOf({ ...FULL, ...part })).toEqual(problems);
  });

  it("becomes a wish without a name of anybody", () => {
    expect(wishOf(FULL, "c")).toEqual({
      type: "consult.ask",
      consult_id: "c",
      specialty: "neurology",
      urgency: "emergency",
      question: "Stroke?",
      age_years: 67,
      sex: "female",
      summary: "",
    });
    expect(wishOf(EMPTY_DRAFT, "c")).toBeNull();
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
      { is: "ringing", count: 1, declined: 1, sinceMs: NOON },
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
      { line_id: "1", author_id: "asker", author_name: "Sh. Karimov", text: "No CT here", at_ms: NOON + 50_000, made_at_ms: NOON, by_sms: false },
      { line_id: "2", author_id: "li", author_name: "N. Li", text: null, at_ms: NOON + 60_000, made_at_ms: NOON, by_sms: false },
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
    expect(table.room.problems.value).toEqual([]);
    expect(table.room.sendDraft()).toBe(false);
    expect(table.room.problems.value).toEqual(["specialty", "urgency", "question"]);
    table.room.draft.value = FULL;
    expect(table.room.sendDraft()).toBe(true);
    expect(table.room.place.value).toEqual({ is: "consult", id: "new 2" });
    expect(table.room.shown.value).toBeNull();
    expect(table.room.draft.value).toEqual(EMPTY_DRAFT);
    table.put(consult("new 2"));
    expect(table.room.shown.value?.live).toBe(true);
  });

  it("goes home when the question was refused", async () => {
    const table = new Table();
    table.no = new Refusal("refused", "not_allowed");
    table.room.draft.value = FULL;
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
