/** Where the conversation dock stands: over the map, never over the decision. It comes when it has been loaded. */

import { useEffect, useRef } from "preact/hooks";
import { note } from "~/interface/bands";
import { say, sayCode } from "~/interface/words";
import type { Callable } from "~/media/web/dock";
import type { Desk } from "../state/desk";
import { setConversationStarter } from "./keys";

/** Crews on shift, those of the chosen incident first. */
function whomToCall(desk: Desk): readonly Callable[] {
  const picked = desk.picked.peek();
  const chosen = picked?.is === "incident" ? picked.id : null;
  return [...desk.holdings.brigades.peek().values()]
    .map(({ view }) => view)
    .filter((view) => view.on_shift)
    .sort((one, other) => Number(other.incident_id === chosen) - Number(one.incident_id === chosen) || one.callsign.localeCompare(other.callsign))
    .map((view) => ({ relation: "brigade", id: view.brigade_id, name: view.callsign, detail: sayCode("brigade-state", view.state) }));
}

export function DockPlace({ desk }: { desk: Desk }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = place.current;
    let unmount = (): void => undefined;
    let gone = false;
    void import("~/media/web/dock").then(
      ({ mountDock }) => {
        if (gone || element === null) return;
        const nameOf = (relation: string, id: string): string | null => {
          if (relation === "guest" && desk.callers.links.value.has(id)) return say("caller");
          return relation === "brigade" ? (desk.holdings.brigade(id)?.callsign ?? null) : null;
        };
        const dock = mountDock(element, desk.session, { nameOf, whom: async () => whomToCall(desk) });
        unmount = () => dock.unmount();
        setConversationStarter((of, brigadeId) => {
          const incidentId = of.holdings.brigade(brigadeId)?.incident_id ?? null;
          const about = incidentId === null ? { about: "", about_kind: "none" as const } : { about: incidentId, about_kind: "incident" as const };
          void dock.start({ ...about, to_relation: "brigade", to_id: brigadeId, video: true });
        });
      },
      () => note(say("conversation-not-here"), "bad"),
    );
    return () => {
      gone = true;
      unmount();
    };
  }, [desk]);
  return <div class="dock-place" ref={place} />;
}
