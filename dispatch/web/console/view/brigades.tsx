/** The brigades on the left: by station or by state, each with profile, state and the age of its position. */

import { MapPin } from "lucide-preact";
import { useState } from "preact/hooks";
import { age, secondNow } from "~/interface/clock";
import { Blank } from "~/interface/parts";
import { BrigadeTag } from "~/interface/states";
import { say, sayCode } from "~/interface/words";
import type { BrigadeView, IncidentView } from "~/signaling/web/wire";
import type { Desk } from "../state/desk";
import { fold } from "../state/draft";
import { numberOf } from "./names";
import { Unhearing } from "./queue";

const ORDER = ["available", "returning", "assigned", "en_route", "on_scene", "transporting", "at_hospital", "on_break", "out_of_service", "off_shift"];

/** Free ones first, then by what they do, then by name as people count (7 before 12). */
export function brigadesInOrder(brigades: Iterable<BrigadeView>): BrigadeView[] {
  const names = new Intl.Collator(undefined, { numeric: true });
  return [...brigades].sort(
    (one, other) => ORDER.indexOf(one.state) - ORDER.indexOf(other.state) || names.compare(one.callsign, other.callsign),
  );
}

/** A position older than this is drawn as a doubt, ms. */
const OLD_MS = 120_000;

export function BrigadeList({ desk }: { desk: Desk }) {
  const [wanted, setWanted] = useState("");
  const all = [...desk.holdings.brigades.value.values()].map((thing) => thing.view);
  const fits = (one: BrigadeView): boolean =>
    fold(`${one.callsign} ${one.station_name} ${sayCode("profile", one.profile)}`).includes(fold(wanted.trim()));
  const shown = brigadesInOrder(all.filter(fits));
  return (
    <div class="brigades">
      <input
        class="input brigades-filter"
        type="search"
        value={wanted}
        placeholder={say("brigades-filter")}
        aria-label={say("brigades-filter")}
        onInput={(event) => setWanted(event.currentTarget.value)}
      />
      {all.length === 0 && <Blank title={say("brigades-none")} />}
      <ul>
        {shown.map((brigade) => (
          <li key={brigade.brigade_id}>
            <BrigadeRow desk={desk} brigade={brigade} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function BrigadeRow({ desk, brigade }: { desk: Desk; brigade: BrigadeView }) {
  const picked = desk.picked.value;
  const chosen = picked?.is === "brigade" && picked.id === brigade.brigade_id;
  const incident: IncidentView | undefined = desk.holdings.incident(brigade.incident_id);
  return (
    <button type="button" class="brigade-row" aria-current={chosen ? "true" : undefined} onClick={() => desk.pickBrigade(brigade.brigade_id)}>
      <b>{brigade.callsign}</b>
      <span class="brigade-row-state">
        <BrigadeTag state={brigade.state} />
      </span>
      <span class="muted brigade-row-what">
        {sayCode("profile", brigade.profile)}
        {incident !== undefined && ` · ${numberOf(incident)}`}
      </span>
      <PositionAge desk={desk} brigadeId={brigade.brigade_id} short />
      {brigade.on_shift && <Unhearing desk={desk} brigadeId={brigade.brigade_id} />}
    </button>
  );
}

/** How old the newest position is; a word where there is none. */
export function PositionAge({ desk, brigadeId, short = false }: { desk: Desk; brigadeId: string; short?: boolean }) {
  const position = desk.places.positions.value.get(brigadeId);
  if (position === undefined) return <span class="muted position-age">{say("position-none")}</span>;
  const old = secondNow.value - position.at_ms;
  const words = say("position-age", { age: age(old) });
  return (
    <span class="number position-age" data-tone={old > OLD_MS ? "warn" : "muted"} title={words}>
      {short ? (
        <>
          <MapPin size={13} aria-hidden="true" /> <span aria-hidden="true">{age(old)}</span>
          <span class="unseen">{words}</span>
        </>
      ) : (
        words
      )}
    </span>
  );
}
