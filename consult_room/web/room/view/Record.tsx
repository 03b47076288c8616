/** Beside the picture: the patient, and under that the sections of the record, of which one is open. */

import { useEffect, useRef } from "preact/hooks";
import { markRead } from "~/interface/read-marks";
import { patient } from "~/interface/states";
import { say } from "~/interface/words";
import type { Me } from "~/signaling/web/account";
import type { Session } from "~/signaling/web/session";
import type { Room, Shown } from "../state/room";
import { CatchUp } from "./catch-up-section";
import { RatingLine } from "./rating-section";
import { PatientName, TrustLine } from "./trust-line";
import { SECTIONS, type Section } from "./sections";

interface Props {
  readonly session: Session;
  readonly room: Room;
  readonly shown: Shown;
  readonly self: Me;
}

export function Record(props: Props) {
  const { room, shown } = props;
  const sections = SECTIONS.filter((section) => section.isFor(props));
  const open = sections.find((section) => section.key === room.section.value) ?? sections[0];
  const { consult_id, lines } = shown.view;
  const newestMs = Math.max(0, ...lines.map((line) => line.at_ms));
  useEffect(() => markRead(props.self.id, consult_id, newestMs), [props.self.id, consult_id, newestMs]);
  return (
    <aside class="room-record" aria-label={say("room-record")}>
      <CatchUp key={shown.view.consult_id} {...props} />
      <Patient {...props} />
      <Tabs {...props} sections={sections} open={open} />
      {open !== undefined && (
        <div class="room-section" role="tabpanel" id={`section-${open.key}`} aria-labelledby={`tab-${open.key}`} key={`${shown.view.consult_id} ${open.key}`}>
          <open.Body {...props} />
        </div>
      )}
      <RatingLine {...props} />
    </aside>
  );
}

/** On a telephone the tabs are one row that is drawn aside by the finger: the open one stands in its middle. */
function bringIntoSight(strip: HTMLElement | null, key: string | undefined): void {
  const tab = strip?.querySelector<HTMLElement>(`#tab-${key}`);
  if (strip === null || tab == null) return;
  strip.scrollTo({ left: tab.offsetLeft - strip.offsetLeft - (strip.clientWidth - tab.offsetWidth) / 2 });
}

/** Where a key leads from that place; -1 for a key that leads nowhere. */
function placeAfter(key: string, place: number, count: number): number {
  if (key === "Home") return 0;
  if (key === "End") return count - 1;
  const step = key === "ArrowRight" ? 1 : key === "ArrowLeft" ? -1 : 0;
  return step === 0 ? -1 : (place + step + count) % count;
}

/** One stop of the tab key; arrows go from one to the next, Home and End to the ends. */
function Tabs({ sections, open, ...props }: Props & { sections: readonly Section[]; open: Section | undefined }) {
  const { room } = props;
  const strip = useRef<HTMLDivElement>(null);
  useEffect(() => bringIntoSight(strip.current, open?.key), [open?.key]);
  const go = (event: KeyboardEvent): void => {
    const next = open === undefined ? undefined : sections[placeAfter(event.key, sections.indexOf(open), sections.length)];
    if (next === undefined) return;
    event.preventDefault();
    room.openSection(next.key);
    document.getElementById(`tab-${next.key}`)?.focus();
  };
  return (
    <div ref={strip} class="room-tabs" role="tablist" aria-label={say("room-sections")} onKeyDown={go}>
      {sections.map((section) => {
        const isOpen = section === open;
        const count = section.count?.(props) ?? 0;
        return (
          <button
            key={section.key}
            type="button"
            role="tab"
            id={`tab-${section.key}`}
            class="room-tab"
            aria-selected={isOpen}
            aria-controls={isOpen ? `section-${section.key}` : undefined}
            tabIndex={isOpen ? 0 : -1}
            onClick={() => room.openSection(section.key)}
          >
            {section.title()} {count > 0 && <span class="room-tab-count number">{count}</span>}
          </button>
        );
      })}
    </div>
  );
}

function Patient(props: Props) {
  const { view } = props.shown;
  if (view.relation === "former") return <p class="room-patient">{say("room-former")}</p>;
  const who = patient(view.age_years, view.sex);
  return (
    // Long summaries scroll here, by the keyboard too.
    <section class="room-patient" aria-label={say("room-patient")} tabIndex={0}>
      <p>
        <b>{who === "" ? say("room-patient") : who}</b> <PatientName {...props} />
      </p>
      <TrustLine {...props} />
      <p class="room-question">{view.question ?? say("room-erased")}</p>
      {view.summary !== null && view.summary !== "" && <p class="room-summary">{view.summary}</p>}
      <p class="muted">
        {view.asker_name ?? say("room-erased")}
        {view.asker_place !== "" && ` · ${view.asker_place}`}
        {view.incident_number !== null && ` · ${say("room-incident", { number: view.incident_number })}`}
      </p>
    </section>
  );
}
