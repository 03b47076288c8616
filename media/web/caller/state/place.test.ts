import { describe, expect, it } from "vitest";
import { isWorthTelling, metresBetween, type Fix } from "./place";

const HERE: Fix = { lon: 66.95, lat: 39.65, accuracyMetres: 30, atMs: 100_000 };
const later = (ms: number, change: Partial<Fix> = {}): Fix => ({ ...HERE, atMs: HERE.atMs + ms, ...change });

describe("a position", () => {
  it("is told when it is the first, or much better", () => {
    expect(isWorthTelling(HERE, null)).toBe(true);
    expect(isWorthTelling(later(100, { accuracyMetres: 24 }), HERE)).toBe(true);
    expect(isWorthTelling(later(100, { accuracyMetres: 25 }), HERE)).toBe(false);
  });

  it("is told again when the telephone has moved by more than it may be wrong", () => {
    expect(isWorthTelling(later(5_000, { lat: 39.6501 }), HERE)).toBe(false);
    expect(isWorthTelling(later(5_000, { lat: 39.6502 }), HERE)).toBe(true);
    expect(isWorthTelling(later(1_000, { lat: 39.66 }), HERE)).toBe(false);
  });

  it("is told each half minute, so that its age says that the telephone is there", () => {
    expect(isWorthTelling(later(29_000), HERE)).toBe(false);
    expect(isWorthTelling(later(30_000), HERE)).toBe(true);
  });

  it("knows metres", () => {
    expect(metresBetween(HERE, later(0, { lat: 39.66 }))).toBeCloseTo(1_113, 0);
    expect(metresBetween(HERE, later(0, { lon: 66.96 }))).toBeCloseTo(857, 0);
  });
});
