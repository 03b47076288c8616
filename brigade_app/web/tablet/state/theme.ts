/** Light by day, dark by night, or as the crew has chosen. */

export type Theme = "light" | "dark";
export type ThemeChoice = Theme | "by_hour";

const NIGHT_FROM = 20;
const NIGHT_TO = 6;

export function themeAt(choice: ThemeChoice, hour: number): Theme {
  if (choice !== "by_hour") return choice;
  return hour >= NIGHT_FROM || hour < NIGHT_TO ? "dark" : "light";
}

/** The choice that a tap leads to: the other look, and back to the hour's when that is the same. */
export function afterTap(choice: ThemeChoice, hour: number): ThemeChoice {
  const other: Theme = themeAt(choice, hour) === "light" ? "dark" : "light";
  return themeAt("by_hour", hour) === other ? "by_hour" : other;
}
