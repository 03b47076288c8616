import { describe, expect, it } from "vitest";
import type { Thing, Things } from "~/signaling/web/board";
import type { AssignmentView, IncidentView } from "~/signaling/web/wire";
import { hold, latenessMs, neighbour, queueOf } from "./queue";

type Part = Partial<IncidentView> & { incident_id: string };

function incidents(...parts: Part[]): Things<IncidentView> {
  const blank = { status: "waiting", priority: 2, opened_at_ms: 0, assign_by_ms: 100, arrive_by_ms: 1_000 };
  return new Map(parts.map((part): [string, Thing<IncidentView>] => [
    part.incident_id,
    { id: part.incident_id, version: 1, view: { ...blank, ...part } as IncidentView },
  ]));
}

function assignments(...parts: (Partial<AssignmentView> & { incident_id: string })[]): Things<AssignmentView> {
  const blank = { active: true, part: "lead", stage: "ordered" };
  return new Map(parts.map((part, index): [string, Thing<AssignmentView>] => [
    `${index}`,
    { id: `${index}`, version: 1, view: { ...blank, ...part } as AssignmentView },
  ]));
}

const ids = (rows: { incident: IncidentView }[]): string[] => rows.map((row) => row.incident.incident_id);

describe("the queue", () => {
  it("has what nobody goes to first, by urgency, then by the time left", () => {
    const rows = queueOf(
      incidents(
        { incident_id: "under-way", status: "attended", priority: 1 },
        { incident_id: "urgent-later", assign_by_ms: 300 },
        { incident_id: "urgent-sooner", assign_by_ms: 200 },
        { incident_id: "threat", priority: 1, assign_by_ms: 900 },
        { incident_id: "over", status: "closed" },
      ),
      assignments({ incident_id: "under-way" }),
    );
    expect(ids(rows)).toEqual(["threat", "urgent-sooner", "urgent-later", "under-way"]);
  });

  it("counts lateness to the sending, then to the arrival, then no more", () => {
    const late = (status: "waiting" | "attended", stage?: AssignmentView["stage"]): number | null => {
      const held = stage === undefined ? assignments() : assignments({ incident_id: "a", stage });
      const row = queueOf(incidents({ incident_id: "a", status }), held)[0];
      return row === undefined ? null : latenessMs(row, 400);
    };
    expect(late("waiting")).toBe(300);
    expect(late("attended", "departed")).toBe(-600);
    expect(late("attended", "arrived")).toBeNull();
  });

  it("does not move under a hand, and says what waits", () => {
    const rows = (...parts: Part[]) => queueOf(incidents(...parts), assignments());
    const before = hold({ shown: [], divider: 0, waiting: [] }, rows({ incident_id: "b" }, { incident_id: "c" }), false);
    expect(before).toEqual({ shown: ["b", "c"], divider: 2, waiting: [] });
    const later = rows({ incident_id: "a", priority: 1 }, { incident_id: "c", status: "attended" });
    expect(hold(before, later, true)).toEqual({ shown: ["b", "c"], divider: 2, waiting: ["a"] });
    expect(hold(before, later, false)).toEqual({ shown: ["a", "c"], divider: 1, waiting: [] });
  });

  it("is walked by keys and stops at its ends", () => {
    expect(neighbour(["a", "b"], null, 1)).toBe("a");
    expect(neighbour(["a", "b"], "a", 1)).toBe("b");
    expect(neighbour(["a", "b"], "b", 1)).toBe("b");
    expect(neighbour([], null, 1)).toBeNull();
  });
});
