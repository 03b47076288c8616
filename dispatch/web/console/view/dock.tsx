/** Where the conversation dock stands: over the map, never over the decision. It comes when it has been loaded. */

import { useEffect, useRef } from "preact/hooks";
import { note } from "~/interface/bands";
import { say } from "~/interface/words";
import type { Desk } from "../state/desk";
import { setConversationStarter } from "./keys";

export function DockPlace({ desk }: { desk: Desk }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = place.current;
    let unmount = (): void => undefined;
    let gone = false;
    void import("~/media/web/dock").then(
      ({ mountDock }) => {
        if (gone || element === null) return;
        const nameOf = (relation: string, id: string): string | null => (relation === "brigade" ? (desk.holdings.brigade(id)?.callsign ?? null) : null);
        const dock = mountDock(element, desk.session, { nameOf });
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
