/** The queue on the left. Rows are a list of buttons: up and down walk it, nothing moves under a hand. */

import { BellOff, BellRing, CheckCheck, Check, CloudOff } from "lucide-preact";
import { useRef } from "preact/hooks";
import { secondNow, span } from "~/interface/clock";
import { Blank, Button } from "~/interface/parts";
import { BrigadeTag, PriorityTag } from "~/interface/states";
import { say, sayCode } from "~/interface/words";
import type { AssignmentView } from "~/signaling/web/wire";
import type { Desk } from "../state/desk";
import { hearingOf } from "../state/places";
import { latenessMs, type QueueRow } from "../state/queue";
import { UNSENT } from "../state/unsent";
import { numberOf, place, title } from "./names";

export function Queue({ desk }: { desk: Desk }) {
  const held = desk.held.value;
  const rows = new Map(desk.queue.value.map((row) => [row.incident.incident_id, row]));
  const box = useRef<HTMLDivElement>(null);
  const left = (event: FocusEvent): void => {
    if (!(event.relatedTarget instanceof Node && box.current?.contains(event.relatedTarget) === true)) desk.handOn.value = false;
  };
  const waiting = held.shown.slice(0, held.divider);
  const underWay = held.shown.slice(held.divider);
  if (held.shown.length === 0 && held.waiting.length === 0) {
    return (
      <Blank title={say("queue-empty")}>
        <Button size="small" hotkey="N" onClick={() => desk.openForm()}>
          {say("incident-new")}
        </Button>
      </Blank>
    );
  }
  return (
    <div
      class="queue"
      ref={box}
      onPointerEnter={() => (desk.handOn.value = true)}
      onPointerLeave={() => (desk.handOn.value = false)}
      onFocusCapture={() => (desk.handOn.value = true)}
      onBlurCapture={left}
    >
      <div role="status">
        {held.waiting.length > 0 && (
          <button type="button" class="queue-news" onClick={() => desk.letIn()}>
            <BellRing size={16} aria-hidden="true" />
            {say("queue-news", { count: held.waiting.length })}
          </button>
        )}
      </div>
      <Rows desk={desk} ids={waiting} rows={rows} name={say("queue-waiting")} />
      <Rows desk={desk} ids={underWay} rows={rows} name={say("queue-under-way")} />
    </div>
  );
}

interface RowsProps {
  desk: Desk;
  ids: readonly string[];
  rows: ReadonlyMap<string, QueueRow>;
  name: string;
}

function Rows({ desk, ids, rows, name }: RowsProps) {
  if (ids.length === 0) return null;
  return (
    <>
      <h2 class="queue-head">
        {name} <span class="number muted">{ids.length}</span>
      </h2>
      <ul>
        {ids.map((id) => {
          const row = rows.get(id);
          return <li key={id}>{row === undefined ? <div class="row row-gone">{say("queue-gone")}</div> : <Row desk={desk} row={row} />}</li>;
        })}
      </ul>
    </>
  );
}

function Row({ desk, row }: { desk: Desk; row: QueueRow }) {
  const { incident, assignment } = row;
  const picked = desk.picked.value;
  const chosen = picked?.is === "incident" && picked.id === incident.incident_id;
  const brigade = assignment === null ? undefined : desk.holdings.brigade(assignment.brigade_id);
  return (
    <button
      type="button"
      class="row"
      data-priority={incident.priority}
      aria-current={chosen ? "true" : undefined}
      onClick={() => desk.pickIncident(incident.incident_id)}
    >
      <span class="row-title">{title(desk, incident)}</span>
      <Clock row={row} />
      <span class="row-place muted">
        {place(incident)} · {numberOf(incident)}
      </span>
      <span class="row-tags">
        <PriorityTag priority={incident.priority} />
        {row.version === UNSENT && <NotSent />}
        {incident.consult_id !== null && <span class="row-consult">{say("from-consult")}</span>}
        {assignment === null ? (
          <span class="row-nobody">{say("row-nobody")}</span>
        ) : (
          <>
            {brigade !== undefined && <BrigadeTag state={brigade.state} />}
            <span class="row-brigade">
              {assignment.callsign}
              <OrderMark assignment={assignment} />
              <Unhearing desk={desk} brigadeId={assignment.brigade_id} />
            </span>
          </>
        )}
      </span>
    </button>
  );
}

/** Kept on this desk, and not at the server yet. */
export function NotSent() {
  return (
    <span class="not-sent" data-tone="warn">
      <CloudOff size={14} aria-hidden="true" />
      {say("not-sent")}
    </span>
  );
}

function Clock({ row }: { row: QueueRow }) {
  const now = secondNow.value;
  const late = latenessMs(row, now);
  const tone = late === null || late < -15_000 ? undefined : late < 0 ? "warn" : "bad";
  return (
    <span class="row-clock number" data-tone={tone}>
      {span(now - row.incident.opened_at_ms)}
      {late !== null && (
        <small>{late >= 0 ? say("row-late", { time: span(late) }) : say("row-left", { time: span(late) })}</small>
      )}
    </span>
  );
}

const BEFORE_ACCEPT: Readonly<Record<string, "none" | "one" | "two">> = { ordered: "none", delivered: "one", seen: "two" };

/** Whether the order has come to the tablet, and to its people; nothing once they answered. */
export function OrderMark({ assignment }: { assignment: AssignmentView }) {
  const mark = BEFORE_ACCEPT[assignment.stage];
  if (mark === undefined) return null;
  const words = sayCode("order-mark", assignment.stage);
  return (
    <span class="order-mark" data-tone={mark === "none" ? "warn" : "ok"} title={words}>
      {mark === "one" && <Check size={14} aria-hidden="true" />}
      {mark === "two" && <CheckCheck size={14} aria-hidden="true" />}
      {words}
    </span>
  );
}

/** "This brigade cannot hear": its tablet is away, or its sound is locked. */
export function Unhearing({ desk, brigadeId, short = false }: { desk: Desk; brigadeId: string; short?: boolean }) {
  if (desk.session.link.value.phase !== "open") return null;
  const hearing = hearingOf(desk.places.presence.value.get(brigadeId));
  if (hearing === "hears") return null;
  const words = say(hearing === "away" ? "hearing-away" : "hearing-silent");
  return (
    <span class="unhearing" data-tone="warn" title={words}>
      <BellOff size={14} aria-hidden="true" />
      {short ? say("hearing-not") : words}
    </span>
  );
}
