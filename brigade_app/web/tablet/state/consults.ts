/** What of a consult waits for the crew. */

import type { MedicalOrdersView } from "~/signaling/web/wire";

const WAITS = ["told", "confirmed", "stopped"];

/** Medical orders to be read back, done, or seen to be stopped. */
export function waitingIn(view: MedicalOrdersView | undefined): number {
  return (view?.medical_orders ?? []).filter(({ state }) => WAITS.includes(state)).length;
}
