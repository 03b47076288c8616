import { expect, test } from "vitest";
import type { ConsultHoursView } from "~/signaling/web/wire";
import { draftOf, hourOf, hoursWish, minutesOf, NO_HOURS, stretchesOf, type HoursDraft } from "./booking-hours";

const drafted = (more: Partial<HoursDraft>): HoursDraft => ({ ...NO_HOURS, days: [0], ...more });
const weekly = (...days: number[]) => days.map((weekday) => ({ weekday, from_minute: 540, until_minute: 720 }));

/** What the server shows of hours that were wished for. */
function published(draft: HoursDraft): ConsultHoursView {
  const wish = hoursWish(draft);
  if (wish === null) throw new Error("something is missing in the draft");
  return { hours_id: "h", person_id: "p", ...wish } as unknown as ConsultHoursView;
}

test.each([
  ["00:00", 0],
  ["08:30", 510],
  ["23:59", 1439],
])("%s is a time", (text, minutes) => {
  expect(minutesOf(text)).toBe(minutes);
  expect(hourOf(minutes)).toBe(text);
});

test.each(["", "24:00", "8:30", "08:60", "noon", "08:30:00"])("%o is no time", (text) => expect(minutesOf(text)).toBeNull());

test.each<[string, Partial<HoursDraft>]>([
  ["no day of the week", { days: [] }],
  ["no date", { once: true, date: "" }],
  ["no beginning", { from: "" }],
  ["no end", { until: "" }],
  ["half a break", { breakFrom: "10:00" }],
])("hours with %s are not published", (_what, part) => expect(hoursWish(drafted(part))).toBeNull());

test("an end that is not later lies in the next day", () => {
  expect(hoursWish(drafted({ from: "20:00", until: "02:00" }))?.weekly).toEqual([{ weekday: 0, from_minute: 1200, until_minute: 1560 }]);
});

test("hours of one date hold on no weekday and know no holidays and no end", () => {
  const wish = hoursWish(drafted({ once: true, date: "2026-11-24", validFrom: "2026-01-01", validUntil: "2026-12-31", holds: true, days: [1, 2] }));
  expect(wish).toMatchObject({ weekly: [], dates: [{ date: "2026-11-24", from_minute: 540, until_minute: 720 }], valid_from: null, valid_until: null, holds_on_holidays: false });
});

test.each<[string, HoursDraft]>([
  ["weekly hours", drafted({ days: [0, 2, 4], minutes: 30, place: "214", validFrom: "2026-11-23", validUntil: "2027-01-31", holds: true })],
  ["hours with a break", drafted({ from: "09:00", until: "17:00", breakFrom: "13:00", breakUntil: "14:00" })],
  ["hours over midnight", drafted({ from: "20:00", until: "02:00" })],
  ["hours of one date", drafted({ once: true, date: "2026-11-24", days: [] })],
])("%s that were published come back into the form as they were", (_what, draft) => expect(draftOf(published(draft))).toEqual(draft));

test("what one row of fields cannot show is not shown in it", () => {
  const view = published(drafted({ days: [0] }));
  const other = { weekday: 1, from_minute: 600, until_minute: 720 };
  expect(draftOf({ ...view, weekly: [...view.weekly, other] })).toBeNull();
  expect(draftOf({ ...view, breaks: [{ from_minute: 560, until_minute: 570 }, { from_minute: 600, until_minute: 610 }] })).toBeNull();
  expect(draftOf({ ...view, dates: [{ date: "2026-11-24", from_minute: 540, until_minute: 720 }] })).toBeNull();
  expect(draftOf({ ...view, weekly: [] })).toBeNull();
});

test("days of the same hours are told together, three on end as a run", () => {
  expect(stretchesOf(weekly(4, 0, 1, 2, 3))).toEqual([{ runs: [{ first: 0, last: 4 }], from_minute: 540, until_minute: 720 }]);
  expect(stretchesOf(weekly(0, 1, 4))[0]?.runs).toEqual([{ first: 0, last: 0 }, { first: 1, last: 1 }, { first: 4, last: 4 }]);
  const two = stretchesOf([...weekly(0, 2), { weekday: 5, from_minute: 600, until_minute: 660 }]);
  expect(two.map(({ runs, from_minute }) => [runs.length, from_minute])).toEqual([[2, 540], [1, 600]]);
  expect(stretchesOf([])).toEqual([]);
});
