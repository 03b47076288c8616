/** The thread: everything that happened about the incident, in order. */

import { clockMinute, clockTime } from "~/interface/clock";
import { Button, Loading } from "~/interface/parts";
import { hasWords, say, sayCode } from "~/interface/words";
import { ThreadClip } from "~/media/web/dock/view/thread-clip";
import { StillsOf } from "~/media/web/dock/view/stills-of";
import type { AlertStepView, ThreadRow } from "~/signaling/web/wire";
import type { Desk } from "../state/desk";
import { NOTHING_TOLD, type Told } from "../state/thread";
import { reasonName, stepState } from "./names";

export function ThreadList({ desk, incidentId }: { desk: Desk; incidentId: string }) {
  const thread = desk.thread.shown.value;
  if (thread === null || thread.about !== incidentId) return null;
  return (
    <div class="card">
      <div class="card-head">
        <h3>{say("thread")}</h3>
      </div>
      <StillsOf session={desk.session} kind="incident" about={incidentId} />
      {thread.state === "loading" && <Loading />}
      {thread.state === "failed" && (
        <p class="card-note" data-tone="warn">
          {say("thread-failed")}{" "}
          <Button size="small" onClick={() => desk.thread.again()}>
            {say("again")}
          </Button>
        </p>
      )}
      <ol class="thread">
        {thread.rows.map((row) => (
          <li key={row.seq}>
            <span class="number muted">{clockTime(row.at_ms)}</span>
            <span>
              {sentence(desk, row)} <span class="muted">{who(row, desk)}</span>
              {row.type === "conversation.clip" && (
                <ThreadClip session={desk.session} clipId={text(row.body["clip_id"])} lastsMs={Number(row.body["lasts_ms"])} name={speaker(row, desk)} />
              )}
            </span>
          </li>
        ))}
      </ol>
    </div>
  );
}

/** Who did it, where that says more than the sentence: not a rule of the server, not the brigade it speaks of. */
function who(row: ThreadRow, desk: Desk): string {
  const ofServer = /^[a-z_]+(\.[a-z_]+)*$/.test(row.actor_name);
  return ofServer || desk.holdings.brigade(row.actor) !== undefined ? "" : row.actor_name;
}

/** Who said it: their name, or the brigade's, or what they are. */
function speaker(row: ThreadRow, desk: Desk): string {
  const body = row.body as Record<string, unknown>;
  const name = text(body["of_name"]) || (desk.holdings.brigade(text(body["of_id"]))?.callsign ?? "");
  return name === "" ? say(body["of_relation"] === "guest" ? "caller" : "clip-of-person") : name;
}

/** The fact in words; its bare type where there are none yet. */
function sentence(desk: Desk, row: ThreadRow): string {
  const key = sentenceKey(row, desk.thread.shown.value?.told ?? NOTHING_TOLD);
  return hasWords(key) ? say(key, values(desk, row)) : row.type;
}

/** Messages are told by how far they have come, whatever fact said so. */
function sentenceKey(row: ThreadRow, told: Told): string {
  const body = row.body as Record<string, unknown>;
  const outside = toldOutside(row, told);
  if (outside !== null) return outside;
  if (row.type.startsWith("delivery.") && told.says.get(text(body["delivery_id"])) === "order") return "event-delivery-order";
  if (row.type === "assignment.accepted" && body["through"] === "message") return "event-assignment-accepted-message";
  if (row.type.startsWith("delivery.") && told.says.get(text(body["delivery_id"])) === "covered") return "event-delivery-covered";
  if (row.type === "delivery.not_found") return "event-delivery-again";
  if (row.type.startsWith("delivery.")) return "event-delivery-moved";
  if (row.type === "inbound.heard" && body["name"] == null) return "event-inbound-heard-unnamed";
  if (HEARD.has(row.type) && text(body["heard"]) !== "") return `event-${row.type.replaceAll(".", "-")}-heard`;
  if (row.type === "alert.stepped" && body["missing"] === true) return "event-alert-stepped-missing";
  if (row.type === "alert.person_called" && body["senior"] === true) return "event-alert-person_called-senior";
  return `event-${row.type.replaceAll(".", "-")}`;
}

/** What the crew's tablet tells by itself, and the desk where it has heard of it otherwise. */
const HEARD: ReadonlySet<string> = new Set(["brigade.assigned", "assignment.accepted", "milestone.reported"]);

/** What was told to callers and relatives, by what the message said; null: the fact is about something else. */
function toldOutside(row: ThreadRow, told: Told): string | null {
  const body = row.body as Record<string, unknown>;
  const says = told.says.get(text(body["delivery_id"]));
  if (row.type.startsWith("delivery.") && (says === "coming" || says === "relative")) return `event-delivery-${says}`;
  if (row.type === "coming.told" && typeof body["arrives_at_ms"] === "number") return `event-coming-told-${text(body["says"])}-at`;
  if (row.type === "coming.told" || row.type === "relative.told") return `event-${row.type.replace(".", "-")}-${text(body["says"])}`;
  if (row.type === "coming.not_told" || row.type === "coming.muted") return `event-${row.type.replace(".", "-")}-${text(body["because"])}`;
  return null;
}

/** How far the fact says that the message has come; null: there was nothing to send it to. */
function stateOf(row: ThreadRow): AlertStepView["status"] {
  switch (row.type) {
    case "delivery.failed":
      return "failed";
    case "delivery.became_unknown":
      return "unknown";
    case "delivery.withdrawn":
      return "withdrawn";
    case "delivery.reported": {
      const status = text((row.body as Record<string, unknown>)["status"]);
      return status === "delivered" || status === "read" ? "delivered" : "failed";
    }
    default:
      return null;
  }
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** What a sentence may name: only what is there, codes already in words. */
function values(desk: Desk, row: ThreadRow): Record<string, string | number> {
  const body = row.body as Record<string, unknown>;
  const brigadeId = text(body["brigade_id"]) || text(body["asker_id"]);
  const reason = text(body["reason"]);
  const told = desk.thread.shown.value?.told ?? NOTHING_TOLD;
  const channel = text(body["channel"]) || (told.channels.get(text(body["delivery_id"])) ?? "sms");
  const promisedAt = body["promised_at_ms"];
  const arrivesAt = body["arrives_at_ms"] ?? (row.type === "assignment.told_again" ? body["at_device_ms"] : undefined);
  return {
    brigade: text(body["callsign"]) || (told.brigades.get(text(body["link_id"])) ?? "") || (desk.holdings.brigade(brigadeId)?.callsign ?? ""),
    stage: sayCode("stage", text(body["milestone"]) || text(body["stage"])),
    heard: sayCode("heard", text(body["heard"])),
    priority: typeof body["priority"] === "number" ? body["priority"] : 0,
    reason: desk.reason(reason) === undefined ? sayCode("cancel-reason", reason) : reasonName(desk, reason),
    result: sayCode("result", text(body["result"])),
    hospital: text(body["hospital_name"]) || (desk.holdings.hospitals.value.get(text(body["hospital_id"]))?.view.name ?? ""),
    specialty: sayCode("specialty", text(body["specialty"])),
    person: text(body["name"]) || text(body["person_name"]) || text(body["answerer_name"]) || (told.names.get(text(body["person_id"])) ?? say("erased")),
    step: sayCode("step", channel),
    state: stepState(channel, stateOf(row)),
    time: typeof promisedAt === "number" ? clockTime(promisedAt) : typeof arrivesAt === "number" ? clockMinute(arrivesAt) : "",
    channel: sayCode("channel", text(body["channel"])),
    because: sayCode("conversation-ended", text(body["because"])),
    rank: typeof body["recommended_rank"] === "number" ? body["recommended_rank"] : 0,
    count: Array.isArray(body["ranked"]) ? body["ranked"].length : 0,
    text: text(body["text"]),
    by: row.type === "conversation.clip" ? speaker(row, desk) : "",
    number: typeof body["number"] === "number" ? body["number"] : typeof body["telephones"] === "number" ? body["telephones"] : 0,
  };
}
