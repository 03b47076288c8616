import { describe, expect, it } from "vitest";
import type { AlertView } from "~/signaling/web/wire";
import { drillsOf } from "./alerts";
import { monthOf } from "./months";

function drilled(drillId: string | null, name: string, status: AlertView["status"], raisedAtMs: number): AlertView {
  return { drill_id: drillId, status, raised_at_ms: raisedAtMs, specialty: "cardiology", people: [{ name }] } as unknown as AlertView;
}

describe("drills", () => {
  it("are put together from one alert for each person, the newest drill first", () => {
    const drills = drillsOf([
      drilled("old", "Li", "acknowledged", 10),
      drilled("new", "Rasulova", "open", 20),
      drilled("new", "Aminov", "acknowledged", 21),
      drilled(null, "nobody", "open", 30),
    ]);
    expect(drills.map((drill) => [drill.drillId, drill.reached, drill.people.length, drill.startedAtMs])).toEqual([
      ["new", 1, 2, 20],
      ["old", 1, 1, 10],
    ]);
    expect(drills[0]?.people.map((one) => one.people[0]?.name)).toEqual(["Aminov", "Rasulova"]);
  });
});

describe("months", () => {
  it("begin at midnight of the service's clock", () => {
    const november = monthOf(Date.UTC(2026, 10, 22, 12), 0, "Asia/Tashkent");
    expect([november.year, november.month]).toEqual([2026, 11]);
    expect(new Date(november.fromMs).toISOString()).toBe("2026-10-31T19:00:00.000Z");
    expect(new Date(november.untilMs).toISOString()).toBe("2026-11-30T19:00:00.000Z");
  });

  it("know that the first hours of a month lie in the month before by UTC", () => {
    expect(monthOf(Date.UTC(2026, 11, 31, 20), 0, "Asia/Tashkent")).toMatchObject({ year: 2027, month: 1 });
  });

  it("follow one another over a year's end", () => {
    const january = monthOf(Date.UTC(2027, 0, 15), 0, "Asia/Tashkent");
    expect(monthOf(january.fromMs, -1, "Asia/Tashkent")).toMatchObject({ year: 2026, month: 12, untilMs: january.fromMs });
  });

  it("are longer or shorter by an hour where the clock changes", () => {
    const march = monthOf(Date.UTC(2026, 2, 10), 0, "Europe/Berlin");
    expect(march.untilMs - march.fromMs).toBe(31 * 86_400_000 - 3_600_000);
  });
});
