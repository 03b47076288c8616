/** Hours that a specialist publishes, free slots, and the slot that a consult holds. Knows no screen. */

import { computed, type ReadonlySignal } from "@preact/signals-core";
import { Refusal } from "~/signaling/web/frames";
import type { Session } from "~/signaling/web/session";
import type { ConsultHoursView, ConsultView, FreeSlot } from "~/signaling/web/wire";
import type { HoursWish } from "./booking-hours";
import type { Specialty } from "./specialties";

export const DAY_MS = 86_400_000;
/** So many days are looked through at once. */
export const DAYS_SHOWN = 14;

export type Slot = Pick<FreeSlot, "specialist_id" | "name" | "from_ms" | "until_ms" | "place">;

/** A slot while a question is written, and whom it is told to besides. */
export interface ChosenSlot {
  readonly slot: Slot;
  readonly telephone: string;
}

type BookingSession = Pick<Session, "kind" | "send" | "ask" | "newId">;

/** What stands in the middle of the page for a consult with a slot. `lost`: it held one, and nobody is sought now. */
export type SlotStage = "booked" | "rung" | "lost";

export function stageOf(view: ConsultView): SlotStage | null {
  if (view.state === "booked") return "booked";
  if (view.state === "ringing" && view.slot?.state === "rung") return "rung";
  if (view.state === "waiting" && view.slot_steps.length > 0 && view.look_again_ms === null) return "lost";
  return null;
}

/** Whether the consult of its slot rings for this viewer now, whose it is. */
export function comesUp(view: ConsultView, relation: "asker" | "specialist"): boolean {
  return view.relation === relation && stageOf(view) === "rung";
}

/** The free slots by their day, as `dayOf` names it, both in order. */
export function byDay(slots: readonly Slot[], dayOf: (ms: number) => string): (readonly [string, readonly Slot[]])[] {
  const days = new Map<string, Slot[]>();
  for (const slot of slots) {
    const day = dayOf(slot.from_ms);
    days.set(day, [...(days.get(day) ?? []), slot]);
  }
  return [...days.entries()];
}

/** Consults with a slot that is still to come, by its day, as `dayOf` names it; the nearest first. */
export function bookedByDay(views: readonly ConsultView[], dayOf: (ms: number) => string): (readonly [string, readonly ConsultView[]])[] {
  const days = new Map<string, ConsultView[]>();
  for (const view of views.filter(isBooked).sort((one, other) => beginMs(one) - beginMs(other))) {
    const day = dayOf(beginMs(view));
    days.set(day, [...(days.get(day) ?? []), view]);
  }
  return [...days.entries()];
}

export function isBooked(view: ConsultView): boolean {
  return view.state === "booked" && view.slot !== null;
}

function beginMs(view: ConsultView): number {
  return view.slot?.from_ms ?? 0;
}

export class Booking {
  readonly #session: BookingSession;
  /** This person's own hours, the earliest published first. */
  readonly hours: ReadonlySignal<readonly ConsultHoursView[]>;

  constructor(session: BookingSession) {
    this.#session = session;
    const things = session.kind<ConsultHoursView>("consult_hours");
    this.hours = computed(() => [...things.value.values()].map(({ view }) => view).sort((one, other) => one.hours_id.localeCompare(other.hours_id)));
  }

  /** What is free from then on; null when the server does not answer. */
  async free(specialty: Specialty, fromMs: number, personId: string | null = null): Promise<readonly FreeSlot[] | null> {
    try {
      const wish = { type: "consult.slots", specialty, from_ms: fromMs, until_ms: fromMs + DAYS_SHOWN * DAY_MS, person_id: personId };
      return await this.#session.ask<FreeSlot[]>(wish);
    } catch (problem) {
      if (!(problem instanceof Refusal)) throw problem;
      return null;
    }
  }

  /** New hours, or others in the place of those with that id. True once they stand. */
  publish(hours: HoursWish, hoursId: string | null): Promise<boolean> {
    return this.#wish({ type: "consult.publish_hours", hours_id: hoursId ?? this.#session.newId(), ...hours });
  }

  remove(hoursId: string, reason: string): Promise<boolean> {
    return this.#wish({ type: "consult.remove_hours", hours_id: hoursId, reason: reason.trim() });
  }

  book(consultId: string, chosen: ChosenSlot, reason: string): Promise<boolean> {
    return this.#wish({ type: "consult.book", consult_id: consultId, slot: slotWish(chosen), reason: reason.trim() });
  }

  drop(consultId: string, reason: string): Promise<boolean> {
    return this.#wish({ type: "consult.drop_slot", consult_id: consultId, reason: reason.trim() });
  }

  /** What is refused stays in the outbox with what was typed, and is shown above the page. */
  async #wish(body: { readonly type: string; readonly [field: string]: unknown }): Promise<boolean> {
    try {
      await this.#session.send(body);
      return true;
    } catch (problem) {
      if (!(problem instanceof Refusal)) throw problem;
      return false;
    }
  }
}

export interface SlotWishBody {
  readonly specialist_id: string;
  readonly from_ms: number;
  readonly patient_telephone: string;
}

export function slotWish({ slot, telephone }: ChosenSlot): SlotWishBody {
  return { specialist_id: slot.specialist_id, from_ms: slot.from_ms, patient_telephone: telephone.trim() };
}
