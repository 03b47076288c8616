import { signal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { MountedDock } from "~/media/web/dock";
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
      if (!gone) dock.value = mountDock(element, tablet.session, { large: true, alone: true });
    });
    return () => {
      gone = true;
      dock.value?.unmount();
      dock.value = null;
    };
  }, [tablet]);
  return <div ref={place} class="dock-place" />;
}

/** Rings the desk about the order in hand, or about nothing. */
export function callDispatcher(tablet: Tablet, video: boolean): void {
  const about = tablet.order.peek()?.assignment.incident_id ?? "";
  void dock.value?.start({ about, to_relation: "service", video });
}
