/** One brigade on the right: who it is, where, what it does, its tablet, and what the desk may do with it. */

import { ArrowLeft, Coffee, KeyRound, Phone, PlayCircle, Wrench } from "lucide-preact";
import { age, clockMinute, secondNow, span } from "~/interface/clock";
import { Blank, Button } from "~/interface/parts";
import { BrigadeTag, PriorityTag } from "~/interface/states";
import { say, sayCode } from "~/interface/words";
import type { BrigadeView, TabletView } from "~/signaling/web/wire";
import type { Desk } from "../state/desk";
import { hearingOf } from "../state/places";
import { wish } from "./actions";
import { AssignmentCard } from "./assignments";
import { PositionAge } from "./brigades";
import { converse } from "./keys";
import { numberOf, title } from "./names";

export function BrigadeCard({ desk, brigadeId }: { desk: Desk; brigadeId: string }) {
  const brigade = desk.holdings.brigade(brigadeId);
  if (brigade === undefined) return <Blank title={say("brigade-gone")} />;
  const assignment = brigade.assignment_id === null ? undefined : desk.holdings.assignments.value.get(brigade.assignment_id)?.view;
  const incident = desk.holdings.incident(brigade.incident_id);
  return (
    <div class="decision">
      <div class="card">
        <div class="what-head">
          <Button look="quiet" size="small" onClick={() => desk.pick(null)} aria-label={say("back")}>
            <ArrowLeft size={16} aria-hidden="true" />
          </Button>
          <BrigadeTag state={brigade.state} />
          <span class="muted number">{span(secondNow.value - brigade.state_since_ms)}</span>
          <span class="spring" />
          <PositionAge desk={desk} brigadeId={brigadeId} />
        </div>
        <h2 class="what-title">{brigade.callsign}</h2>
        <p>{sayCode("profile", brigade.profile)}</p>
        <p class="muted">
          {brigade.station_name}
          {brigade.equipment.length > 0 && ` · ${brigade.equipment.map((one) => sayCode("equipment", one)).join(", ")}`}
        </p>
        {brigade.reason !== "" && <p data-tone="warn">{brigade.reason}</p>}
        {brigade.shift_ending && <p data-tone="warn">{say("shift-ending")}</p>}
        <BrigadeActions desk={desk} brigade={brigade} />
      </div>
      {incident !== undefined && (
        <div class="card">
          <button type="button" class="link incident-link" onClick={() => desk.pickIncident(incident.incident_id)}>
            <PriorityTag priority={incident.priority} /> {numberOf(incident)} · {title(desk, incident)}
          </button>
          {assignment !== undefined && <AssignmentCard desk={desk} assignment={assignment} />}
        </div>
      )}
      <TabletCard desk={desk} brigade={brigade} />
    </div>
  );
}

function BrigadeActions({ desk, brigade }: { desk: Desk; brigade: BrigadeView }) {
  const id = brigade.brigade_id;
  const free = brigade.state === "available" || brigade.state === "returning";
  return (
    <div class="what-actions">
      {brigade.on_shift && (
        <Button size="small" look="main" hotkey="C" onClick={() => converse(desk, id)}>
          <Phone size={14} aria-hidden="true" />
          {say("conversation-start")}
        </Button>
      )}
      {free && (
        <Button size="small" onClick={() => wish(desk.wishes.takeBreak(id))}>
          <Coffee size={14} aria-hidden="true" />
          {say("brigade-take-break")}
        </Button>
      )}
      {brigade.state === "on_break" && (
        <Button size="small" onClick={() => wish(desk.wishes.endBreak(id))}>
          <PlayCircle size={14} aria-hidden="true" />
          {say("brigade-end-break")}
        </Button>
      )}
      {(free || brigade.state === "on_break") && (
        <Button size="small" onClick={() => (desk.asking.value = { is: "out_of_service", brigadeId: id, callsign: brigade.callsign })}>
          <Wrench size={14} aria-hidden="true" />
          {say("brigade-out-of-service")}
        </Button>
      )}
      {brigade.state === "out_of_service" && (
        <Button size="small" onClick={() => wish(desk.wishes.returnToService(id))}>
          <PlayCircle size={14} aria-hidden="true" />
          {say("brigade-return-to-service")}
        </Button>
      )}
    </div>
  );
}

function TabletCard({ desk, brigade }: { desk: Desk; brigade: BrigadeView }) {
  const tablet: TabletView | undefined = desk.holdings.tablets.value.get(brigade.brigade_id)?.view;
  const presence = desk.places.presence.value.get(brigade.brigade_id);
  const hearing = hearingOf(presence);
  const paired = tablet?.paired_at_ms != null;
  return (
    <div class="card">
      <div class="card-head">
        <h3>{say("tablet")}</h3>
        <span class="spring" />
        <span data-tone={hearing === "hears" ? "ok" : "warn"}>{sayCode("hearing", hearing)}</span>
      </div>
      <p class="muted">
        {paired ? say("tablet-paired", { device: tablet?.device_name ?? "", time: clockMinute(tablet?.paired_at_ms ?? 0) }) : say("tablet-not-paired")}
        {presence !== undefined && ` · ${age(secondNow.value - presence.since_ms)}`}
      </p>
      {tablet?.crew_names != null && <p>{tablet.crew_names.join(", ")}</p>}
      <div class="what-actions">
        <Button
          size="small"
          onClick={() => (desk.asking.value = { is: "pairing", brigadeId: brigade.brigade_id, callsign: brigade.callsign })}
        >
          <KeyRound size={14} aria-hidden="true" />
          {say("pairing-offer")}
        </Button>
        {brigade.on_shift && hearing === "away" && (
          <Button size="small" onClick={() => wish(desk.wishes.endShift(brigade.brigade_id))}>
            {say("shift-end")}
          </Button>
        )}
      </div>
    </div>
  );
}
