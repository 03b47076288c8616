import { describe, expect, it } from "vitest";
import { mayReload } from "./reloading";

const MINUTE = 60_000;
const NOW = 1_700_000_000_000;

describe("a page that is too old", () => {
  it("[W11] loads itself anew once nobody is at it", () => {
    expect(mayReload(NOW, NOW - MINUTE, 0)).toBe(true);
    expect(mayReload(NOW, NOW - 5_000, 0)).toBe(false);
  });

  it("[W11] does not do so over and over, whatever becomes of the clock", () => {
    expect(mayReload(NOW, NOW - MINUTE, NOW - 2 * MINUTE)).toBe(false);
    expect(mayReload(NOW, NOW - MINUTE, NOW - 11 * MINUTE)).toBe(true);
    expect(mayReload(NOW, NOW - MINUTE, NOW + 24 * 60 * MINUTE)).toBe(true);
  });
});
