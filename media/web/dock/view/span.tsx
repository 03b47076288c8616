/** Spans that go on by themselves, each second, on the server's clock. */

import { secondNow, span } from "~/interface/clock";

/** What is left, in whole seconds. */
export function Countdown({ untilMs }: { untilMs: number }) {
  return <span class="number muted">{span(Math.max(0, untilMs - secondNow.value))}</span>;
}

/** How long it has lasted. */
export function Lasting({ sinceMs }: { sinceMs: number }) {
  return <span class="number">{span(Math.max(0, secondNow.value - sinceMs))}</span>;
}
