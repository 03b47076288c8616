import { signal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { say } from "~/interface/words";
import type { Callable, MountedDock } from "~/media/web/dock";
import type { ConsultView } from "~/signaling/web/wire";
import type { Tablet } from "../state/tablet";

/** Null until the engine of conversations is here: the buttons that need it wait for it. */
export const dock = signal<MountedDock | null>(null);

/** Conversations come after the order's page is there: they are loaded beside, and their lack costs only them. */
export function DockPlace({ tablet }: { tablet: Tablet }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = place.current;
    if (element === null) return;
    let gone = false;
    void import("~/media/web/dock").then(({ mountDock }) => {
      if (!gone) dock.value = mountDock(element, tablet.session, { large: true, alone: true, whom: () => whomOf(tablet) });
    });
    return () => {
      gone = true;
      dock.value?.unmount();
      dock.value = null;
    };
  }, [tablet]);
  return <div ref={place} class="dock-place" />;
}

/** The reception of the hospital that comes into a consult of ours, and the desk. */
async function whomOf(tablet: Tablet): Promise<readonly Callable[]> {
  const consults = [...tablet.session.kind<ConsultView>("consult").peek().values()].filter(({ view }) => view.hospital_name !== null);
  const asked = consults.map(async ({ view }) => {
    const people = await tablet.session.ask({ type: "consult.reception", consult_id: view.consult_id }).catch(() => []);
    return people.map((one) => ({ relation: "person" as const, id: one.person_id, name: one.name ?? "", detail: view.hospital_name ?? "" }));
  });
  return [...(await Promise.all(asked)).flat(), { relation: "service", id: "", name: say("conversation-other-service") }];
}

/** Rings the desk about the order in hand, or about nothing. */
export function callDispatcher(tablet: Tablet, video: boolean): void {
  const about = tablet.order.peek()?.assignment.incident_id ?? "";
  void dock.value?.start({ about, to_relation: "service", video });
}
