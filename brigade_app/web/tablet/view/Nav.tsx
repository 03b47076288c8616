import { CornerUpLeft, CornerUpRight, Flag, MoveUp, MoveUpLeft, MoveUpRight, RotateCw, Undo2, type LucideIcon } from "lucide-preact";
import { clockMinute, kilometres, secondNow } from "~/interface/clock";
import { say, sayCode } from "~/interface/words";
import type { Tablet } from "../state/tablet";

const ARROWS: Readonly<Record<string, LucideIcon>> = {
  depart: MoveUp,
  straight: MoveUp,
  slight_left: MoveUpLeft,
  left: CornerUpLeft,
  sharp_left: CornerUpLeft,
  slight_right: MoveUpRight,
  right: CornerUpRight,
  sharp_right: CornerUpRight,
  turn_back: Undo2,
  roundabout: RotateCw,
  arrive: Flag,
};

/** The next manoeuvre, how far it still is and when the vehicle will be there. */
export function Nav({ tablet }: { tablet: Tablet }) {
  const order = tablet.order.value;
  const found = tablet.progress.value;
  if (order === null || tablet.goal.value === null) return null;
  if (found === null) return <Expected etaMs={order.assignment.eta_at_ms} waits={tablet.fix.value === null} />;
  const manoeuvre = found.step?.manoeuvre ?? "arrive";
  const Arrow = ARROWS[manoeuvre] ?? MoveUp;
  const away = found.step === null ? found.metres : found.stepMetres;
  return (
    <div class="nav">
      <Arrow size={48} aria-hidden="true" />
      <div>
        <p>
          {say("tablet-turn", { distance: distance(away), turn: sayCode("tablet-turn", manoeuvre) })}
        </p>
        <p class="nav-more number">
          {[found.step?.street ?? "", kilometres(found.metres), minutes(found.seconds), clockMinute(secondNow.value + found.seconds * 1000)]
            .filter((part) => part !== "")
            .join(" · ")}
        </p>
      </div>
    </div>
  );
}

function Expected({ etaMs, waits }: { etaMs: number | null; waits: boolean }) {
  if (etaMs === null && !waits) return null;
  return (
    <div class="nav" data-plain="true">
      <p class="nav-more number">
        {[waits ? say("tablet-no-place") : "", etaMs === null ? "" : say("tablet-expected", { time: clockMinute(etaMs) })].filter((part) => part !== "").join(" · ")}
      </p>
    </div>
  );
}

function distance(metres: number): string {
  return metres < 950 ? say("tablet-metres", { count: Math.max(10, Math.round(metres / 10) * 10) }) : kilometres(metres);
}

function minutes(seconds: number): string {
  return say("age-minutes", { count: Math.max(1, Math.round(seconds / 60)) });
}
