/** Whether this page waits for a server that it has not reached yet. Knows no screen. */

import { signal, type Signal } from "@preact/signals-core";

export const waitsForServer: Signal<boolean> = signal(false);
