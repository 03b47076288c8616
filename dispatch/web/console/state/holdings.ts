/** What the desk holds, by its own names. Every view of the console reads from here. */

import { computed, type ReadonlySignal } from "@preact/signals-core";
import type { Things } from "~/signaling/web/board";
import type { Session } from "~/signaling/web/session";
import type {
  AlertView,
  AssignmentView,
  BrigadeView,
  ComingView,
  ConsultView,
  ConversationView,
  CrewMessageView,
  HospitalView,
  IncidentView,
  ReasonListView,
  RelativeView,
  TabletView,
  TelephoneView,
} from "~/signaling/web/wire";
import { withUnsent } from "./unsent";

export interface BrigadeCounts {
  readonly onShift: number;
  readonly free: number;
  readonly moving: number;
}

const FREE: ReadonlySet<string> = new Set(["available", "returning"]);
const MOVING: ReadonlySet<string> = new Set(["en_route", "transporting", "returning"]);

export class Holdings {
  readonly incidents: ReadonlySignal<Things<IncidentView>>;
  readonly assignments: ReadonlySignal<Things<AssignmentView>>;
  readonly brigades: ReadonlySignal<Things<BrigadeView>>;
  readonly hospitals: ReadonlySignal<Things<HospitalView>>;
  readonly alerts: ReadonlySignal<Things<AlertView>>;
  readonly conversations: ReadonlySignal<Things<ConversationView>>;
  readonly consults: ReadonlySignal<Things<ConsultView>>;
  readonly tablets: ReadonlySignal<Things<TabletView>>;
  readonly crewMessages: ReadonlySignal<Things<CrewMessageView>>;
  readonly comings: ReadonlySignal<Things<ComingView>>;
  readonly relatives: ReadonlySignal<Things<RelativeView>>;
  readonly counts: ReadonlySignal<BrigadeCounts>;
  /** Consults that are not over, those without a specialist first. */
  readonly openConsults: ReadonlySignal<readonly ConsultView[]>;
  /** Brigades whose crew is in danger. */
  readonly inDanger: ReadonlySignal<readonly TabletView[]>;
  /** Telephones of people who work here that take no more messages, the longest so first. */
  readonly silentTelephones: ReadonlySignal<readonly TelephoneView[]>;

  /** `reasons`: the service's list, by which the urgency of an unsent incident is shown. */
  constructor(session: Session, reasons: ReadonlySignal<ReasonListView | null>) {
    const incidents = session.kind<IncidentView>("incident");
    const assignments = session.kind<AssignmentView>("assignment");
    const brigades = session.kind<BrigadeView>("brigade");
    const held = computed(() => {
      const board = { incidents: incidents.value, assignments: assignments.value, brigades: brigades.value };
      return withUnsent(board, session.outbox.unsent.value, reasons.value);
    });
    this.incidents = computed(() => held.value.incidents);
    this.assignments = computed(() => held.value.assignments);
    this.brigades = computed(() => held.value.brigades);
    this.hospitals = session.kind<HospitalView>("hospital");
    this.alerts = session.kind<AlertView>("alert");
    this.conversations = session.kind<ConversationView>("conversation");
    this.consults = session.kind<ConsultView>("consult");
    this.tablets = session.kind<TabletView>("tablet");
    this.crewMessages = session.kind<CrewMessageView>("crew_message");
    this.comings = session.kind<ComingView>("coming");
    this.relatives = session.kind<RelativeView>("relative");
    this.counts = computed(() => countsOf(this.brigades.value));
    this.openConsults = computed(() => openConsultsOf(this.consults.value));
    this.inDanger = computed(() => [...this.tablets.value.values()].map((one) => one.view).filter((one) => one.sos_at_ms !== null));
    const telephones = session.kind<TelephoneView>("telephone");
    this.silentTelephones = computed(() =>
      [...telephones.value.values()].map((one) => one.view).sort((one, other) => one.since_ms - other.since_ms),
    );
  }

  incident(id: string | null): IncidentView | undefined {
    return id === null ? undefined : this.incidents.value.get(id)?.view;
  }

  brigade(id: string | null): BrigadeView | undefined {
    return id === null ? undefined : this.brigades.value.get(id)?.view;
  }

  /** Assignments of the incident, those that go on first, the lead's before the others'. */
  assignmentsOf(incidentId: string): AssignmentView[] {
    return [...this.assignments.value.values()]
      .map((one) => one.view)
      .filter((one) => one.incident_id === incidentId)
      .sort((one, other) => Number(other.active) - Number(one.active) || Number(other.part === "lead") - Number(one.part === "lead"));
  }

  alertsAbout(id: string): AlertView[] {
    return [...this.alerts.value.values()].map((one) => one.view).filter((one) => one.about_id === id);
  }

  /** The order as SMS, once the tablet was silent. */
  crewMessage(assignmentId: string): CrewMessageView | undefined {
    return this.crewMessages.value.get(assignmentId)?.view;
  }

  /** What the incident's caller was told of who comes. */
  coming(incidentId: string): ComingView | undefined {
    return this.comings.value.get(incidentId)?.view;
  }

  /** Whom to tell where the incident's patient is taken. */
  relative(incidentId: string): RelativeView | undefined {
    return this.relatives.value.get(incidentId)?.view;
  }

  /** The conversation that rings or goes on with the brigade. */
  conversationWith(brigadeId: string): ConversationView | undefined {
    const sides = (one: ConversationView): boolean => one.asker_id === brigadeId || one.to_id === brigadeId || one.answerer_id === brigadeId;
    return [...this.conversations.value.values()]
      .map((one) => one.view)
      .find((one) => sides(one) && (one.phase === "asked" || one.phase === "ringing" || one.phase === "accepted"));
  }
}

const CONSULT_ORDER: Readonly<Record<string, number>> = { waiting: 0, ringing: 1, accepted: 2, concluded: 3 };

function openConsultsOf(consults: Things<ConsultView>): ConsultView[] {
  return [...consults.values()]
    .map((thing) => thing.view)
    .filter((one) => one.state in CONSULT_ORDER)
    .sort((one, other) => (CONSULT_ORDER[one.state] ?? 0) - (CONSULT_ORDER[other.state] ?? 0) || one.asked_at_ms - other.asked_at_ms);
}

function countsOf(brigades: Things<BrigadeView>): BrigadeCounts {
  let onShift = 0;
  let free = 0;
  let moving = 0;
  for (const { view } of brigades.values()) {
    if (view.on_shift) onShift += 1;
    if (FREE.has(view.state)) free += 1;
    if (MOVING.has(view.state)) moving += 1;
  }
  return { onShift, free, moving };
}
