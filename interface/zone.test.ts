import { expect, it } from "vitest";
import { lastInstant } from "./zone";

const ZONE = "Asia/Tashkent";
const at = (text: string): number => Date.parse(`${text}+05:00`);
const NOW = at("2026-03-02T14:30:20");

it.each([
  ["14:05", "2026-03-02T14:05:00"],
  ["1405", "2026-03-02T14:05:00"],
  ["9:05", "2026-03-02T09:05:00"],
  ["14.05", "2026-03-02T14:05:00"],
  ["14:05:30", "2026-03-02T14:05:30"],
  ["14:31", "2026-03-02T14:31:00"],
  ["23:50", "2026-03-01T23:50:00"],
  ["00:01", "2026-03-02T00:01:00"],
])("reads %s as the last time that the clock showed it", (text, expected) => {
  expect(lastInstant(text, NOW, ZONE)).toBe(at(expected));
});

it.each(["", "14", "24:00", "14:60", "14:05:70", "noon", "-1:00"])("takes %j for no time", (text) => {
  expect(lastInstant(text, NOW, ZONE)).toBeNull();
});

it("reads a minute after midnight what was before it", () => {
  expect(lastInstant("23:59", at("2026-03-02T00:01:00"), ZONE)).toBe(at("2026-03-01T23:59:00"));
});
