/** The still of the conversation that this page is in: asked for, coming, drawn upon, closed. */

import { computed, signal, type ReadonlySignal } from "@preact/signals-core";
import { Refusal } from "~/signaling/web/frames";
import type { Session } from "~/signaling/web/session";
import type { AnyCommand, ParticipantView, StillDraw, StillPlan, StillProgress, StillStrokeView, StillView } from "~/signaling/web/wire";
import { simplified, type Place } from "./still-places";

export type Shape = StillDraw["shape"];
export type Colour = StillDraw["colour"];

export const COLOURS: readonly Colour[] = ["yellow", "cyan", "pink", "green", "orange", "white"];

export type KeptSource = Pick<Session, "ask" | "onEvents" | "onWelcome">;
type StillSession = Pick<Session, "kind" | "send" | "newId" | "onSignal"> & KeptSource;

/** The caller has agreed, or would not be here; of another guest there is no agreement to a still, and none is asked for. */
export function mayTakeOf({ relation, place }: Pick<ParticipantView, "relation" | "place">): boolean {
  return relation !== "guest" || place === "asker";
}

export class Stills {
  readonly #session: StillSession;
  readonly #refused = signal<string | null>(null);
  readonly #progress = signal<StillProgress | null>(null);
  readonly #views: ReadonlySignal<readonly StillView[]>;
  readonly #strokes: ReadonlySignal<readonly StillStrokeView[]>;

  constructor(session: StillSession) {
    this.#session = session;
    const stills = session.kind<StillView>("still");
    const strokes = session.kind<StillStrokeView>("still_stroke");
    this.#views = computed(() => [...stills.value.values()].map(({ view }) => view));
    this.#strokes = computed(() =>
      [...strokes.value.values()].map(({ view }) => view).sort((one, other) => one.at_ms - other.at_ms || (one.stroke_id < other.stroke_id ? -1 : 1)),
    );
    session.onSignal<StillProgress>("still.progress", (progress) => (this.#progress.value = progress));
  }

  /** Why the server did not do what was wished last. */
  get refused(): ReadonlySignal<string | null> {
    return this.#refused;
  }

  /** What lies over the picture of this conversation. */
  open(conversationId: string): StillView | null {
    return this.#views.value.find((one) => one.conversation_id === conversationId && !one.closed) ?? null;
  }

  strokesOn(stillId: string): readonly StillStrokeView[] {
    return this.#strokes.value.filter((one) => one.still_id === stillId);
  }

  /** How much of it has come, 0 to 1. */
  arrived(view: StillView): number {
    if (view.phase === "whole") return 1;
    const told = this.#progress.value;
    const under = told !== null && told.still_id === view.still_id && !view.parts.includes(told.part) ? told.have / told.size : 0;
    return Math.min(1, (view.parts.length + under) / partsOf(view.plan));
  }

  /** For asking what the record has of them. */
  get source(): KeptSource {
    return this.#session;
  }

  ask(conversation_id: string, of_endpoint: string, [x, y]: Place): Promise<boolean> {
    return this.#send({ type: "still.ask", still_id: this.#session.newId(), conversation_id, of_endpoint, x, y });
  }

  draw(view: StillView, shape: Shape, points: readonly Place[], colour: Colour): Promise<boolean> {
    const drawn = shape === "line" ? simplified(points) : simplified([points[0] ?? [0.5, 0.5], points[points.length - 1] ?? [0.5, 0.5]]);
    return this.#send({
      type: "still.draw",
      still_id: view.still_id,
      stroke_id: this.#session.newId(),
      shape,
      points: drawn.map(([x, y]): [number, number] => [x, y]),
      colour,
    });
  }

  /** The newest of one's own. */
  undraw(view: StillView, mine: Pick<StillStrokeView, "by_relation" | "by_id">): Promise<boolean> {
    const own = this.strokesOn(view.still_id).filter((one) => one.by_relation === mine.by_relation && one.by_id === mine.by_id);
    const newest = own[own.length - 1];
    return newest === undefined ? Promise.resolve(false) : this.#send({ type: "still.undraw", still_id: view.still_id, stroke_id: newest.stroke_id });
  }

  close(view: StillView): Promise<boolean> {
    return this.#send({ type: "still.close", still_id: view.still_id });
  }

  async #send(body: AnyCommand): Promise<boolean> {
    this.#refused.value = null;
    try {
      // What is pointed at is of this moment: nothing of it may come out of an outbox later.
      await this.#session.send(body, { lasting: false });
      return true;
    } catch (problem) {
      this.#refused.value = problem instanceof Refusal ? problem.code : "broken";
      return false;
    }
  }
}

/** How many parts there will be; before the plan is known, as many as there are of the smallest still. */
function partsOf(plan: StillPlan | null): number {
  return plan === null ? 3 : 2 + plan.columns * plan.rows;
}

/** Everybody has a colour of their own, by their place in the conversation; the same on every screen. */
export function colourOf(participants: readonly ParticipantView[], who: { readonly relation: string; readonly id: string }): Colour {
  const place = participants.findIndex(({ relation, id }) => relation === who.relation && id === who.id);
  return COLOURS[Math.max(0, place) % COLOURS.length] ?? "yellow";
}

/** Who has drawn what in which colour, for the list beside the picture. */
export function makersOf(strokes: readonly StillStrokeView[]): readonly StillStrokeView[] {
  const seen = new Set<string>();
  return strokes.filter(({ by_relation, by_id, colour }) => {
    const key = `${by_relation}:${by_id}:${colour}`;
    return seen.has(key) ? false : seen.add(key) !== undefined;
  });
}
