import { describe, expect, it } from "vitest";
import { instantOf } from "~/interface/zone";
import { hourOf, minutesOf, wallOf, weekOf } from "./times";

describe("wall times", () => {
  it("are read in the service's zone and written back", () => {
    expect(instantOf("2026-03-02T20:00", "Asia/Tashkent")).toBe(Date.UTC(2026, 2, 2, 15));
    expect(wallOf(Date.UTC(2026, 2, 2, 15), "Asia/Tashkent")).toBe("2026-03-02T20:00");
    expect(instantOf("2026-03-29T08:00", "Europe/Berlin")).toBe(Date.UTC(2026, 2, 29, 6));
    expect(instantOf("", "Asia/Tashkent")).toBeNull();
  });

  it("make a week of seven days, one of them longer when the clock is put back", () => {
    const week = weekOf(Date.UTC(2026, 9, 25, 12), "Europe/Berlin");
    expect(week).toHaveLength(8);
    expect(week[0]).toBe(Date.UTC(2026, 9, 18, 22));
    expect((week[7] as number) - (week[6] as number)).toBe(25 * 3_600_000);
  });

  it("are minutes since midnight", () => {
    expect(minutesOf("08:30")).toBe(510);
    expect(minutesOf("24:00")).toBeNull();
    expect(hourOf(1920)).toBe("08:00");
  });
});
