/** A sign for whoever can act on it: the service's backups do not come. Nothing while they do. */

import { DatabaseBackup } from "lucide-preact";
import { signal } from "@preact/signals";
import type { Session } from "~/signaling/web/session";
import type { BackupNewestView } from "~/signaling/web/wire";
import { age, secondNow } from "./clock";
import { say } from "./words";

const AGAIN_MS = 15 * 60_000;

/** What the server knows of its newest backup: asked at sign-in, and then now and again. */
export class BackupAge {
  readonly newest = signal<BackupNewestView | null>(null);
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
    session.onWelcome(() => void this.#read());
    setInterval(() => void this.#read(), AGAIN_MS);
  }

  async #read(): Promise<void> {
    try {
      this.newest.value = await this.#session.ask({ type: "backup.newest" });
    } catch {
      // The next reading tells.
    }
  }
}

/** `planned`: also where nothing says that backups are made at all, for those who could say it. */
export function BackupSign({ backups, session, planned = false }: { backups: BackupAge; session: Session; planned?: boolean }) {
  const newest = backups.newest.value;
  if (newest === null || newest.state === "good" || session.welcome.value?.demo === true) return null;
  if (newest.state === "unplanned" && !planned) return null;
  const old = newest.made_at_ms === null ? "" : age(secondNow.value - newest.made_at_ms);
  return (
    <span class="backup-sign" role="status" data-tone="bad">
      <DatabaseBackup size={14} aria-hidden="true" /> {say(`backup-${newest.state}`, { age: old })}
    </span>
  );
}
