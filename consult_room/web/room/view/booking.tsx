/** The ways to what planned consults show. It comes when it is needed: the first load bears this file alone. */

import type { BookedProps, HoursProps, PickProps } from "./booking-props";
import { later } from "./later";

/** Days and free slots to choose from. */
export const BookSlot = later<PickProps>(async () => (await import("./booking-pick")).BookSlot);
/** What is said of a consult's slot, and what may be done with it. */
export const Booked = later<BookedProps>(async () => (await import("./booking-stage")).BookedStage);
/** One's own consulting hours. */
export const MyHours = later<HoursProps>(async () => (await import("./booking-hours")).MyHours);
