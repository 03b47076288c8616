/** Signing in, without a page: what was typed, who is here already, the demo town's people. */

import { signal, type Signal } from "@preact/signals-core";
import type { DemoPerson, Me } from "~/signaling/web/account";
import { Refusal } from "~/signaling/web/frames";

/** What the entrance needs of the outside. */
export interface Porter {
  whoAmI(): Promise<Me | null>;
  signIn(name: string, password: string): Promise<Me>;
  signOut(): Promise<void>;
  demoPeople(): Promise<DemoPerson[]>;
  demoSignIn(personId: string): Promise<Me>;
  goTo(path: string): void;
}

export interface DemoGroup {
  readonly role: string;
  readonly people: readonly DemoPerson[];
}

/** The order in which the demo's roles stand: the journey of one emergency. */
const ROLES = ["dispatcher", "call_taker", "hospital", "physician", "specialist", "administrator"];

export class Entrance {
  readonly #porter: Porter;
  readonly #then: string | null;
  readonly name: Signal<string> = signal("");
  readonly password: Signal<string> = signal("");
  readonly busy: Signal<boolean> = signal(false);
  readonly refusal: Signal<Refusal | null> = signal(null);
  /** Who is signed in on this browser already. */
  readonly me: Signal<Me | null> = signal(null);
  readonly groups: Signal<readonly DemoGroup[]> = signal([]);

  constructor(porter: Porter, then: string | null) {
    this.#porter = porter;
    this.#then = then;
  }

  async begin(): Promise<void> {
    const [me, people] = await Promise.all([this.#porter.whoAmI().catch(() => null), this.#porter.demoPeople().catch(() => [])]);
    this.me.value = me;
    this.groups.value = groupsOf(people);
  }

  submit(): Promise<void> {
    const name = this.name.value.trim();
    if (name === "" || this.password.value === "") {
      this.refusal.value = new Refusal("refused", "missing");
      return Promise.resolve();
    }
    return this.#enter(() => this.#porter.signIn(name, this.password.value));
  }

  enterAs(person: DemoPerson): Promise<void> {
    return this.#enter(() => this.#porter.demoSignIn(person.person_id));
  }

  goOn(): void {
    if (this.me.value !== null) this.#porter.goTo(destination(this.me.value, this.#then));
  }

  async leave(): Promise<void> {
    await this.#porter.signOut().catch(() => undefined);
    this.me.value = null;
  }

  async #enter(attempt: () => Promise<Me>): Promise<void> {
    if (this.busy.value) return;
    this.busy.value = true;
    this.refusal.value = null;
    try {
      const me = await attempt();
      const path = destination(me, this.#then);
      if (path === "/") this.me.value = me;
      else this.#porter.goTo(path);
    } catch (failure) {
      this.refusal.value = failure instanceof Refusal ? failure : new Refusal("broken", "broken");
      this.password.value = "";
    } finally {
      this.busy.value = false;
    }
  }
}

/** The page wanted before the sign-in when it is this role's own, else the role's page. Never another site. */
export function destination(me: Me, then: string | null): string {
  return then !== null && /^\/(?![/\\])/.test(then) && then.split(/[?#]/)[0] === me.front ? then : me.front;
}

export function groupsOf(people: readonly DemoPerson[]): DemoGroup[] {
  const roles = [...new Set([...ROLES, ...people.map((one) => one.role)])];
  return roles
    .map((role) => ({ role, people: people.filter((one) => one.role === role) }))
    .filter((group) => group.people.length > 0);
}
