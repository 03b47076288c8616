/**
 * The conversation dock of console, tablet and room: rings, talks, hangs up. A front mounts it once and starts
 * conversations through it.
 */

import { computed, type ReadonlySignal } from "@preact/signals-core";
import { render } from "preact";
import { addWords, say, sayCode } from "~/interface/words";
import type { Session } from "~/signaling/web/session";
import en from "~/media/words/en.ftl?raw";
import ru from "~/media/words/ru.ftl?raw";
import uz from "~/media/words/uz.ftl?raw";
import { browserPorts } from "./browser";
import { allClaims, tabClaims } from "./claims";
import { browserClips } from "./clip-recorder";
import { CLIP_WORDS } from "./clip-words";
import { GUEST_WORDS } from "./guest-words";
import { RECORDING_WORDS } from "./recording-words";
import { Dock, type StartWish } from "./state/dock";
import type { Showing } from "./state/showing";
import type { Relation } from "./state/words";
import { STILL_WORDS } from "./still-words";
import { takeStills } from "./stills";
import { DockView } from "./view/dock";
import type { Callable } from "./view/people";
import "./dock.css";

export interface DockOptions {
  /** What a brigade or a person is called on this screen, when the conversation itself does not tell; null: unknown. */
  readonly nameOf?: (relation: Relation, id: string) => string | null;
  /** Whom this page may call into a conversation, best first; asked each time the list is opened. */
  readonly whom?: () => Promise<readonly Callable[]>;
  /** Touch targets of 56 px, for gloves. */
  readonly large?: boolean;
  /** False: the person does not want to be seen at first. */
  readonly camera?: boolean;
  /** This page is the only one of its brigade: it takes up every conversation of the brigade by itself. */
  readonly alone?: boolean;
}

export interface MountedDock {
  /** What the dock shows; a front that makes room for it follows this. */
  readonly showing: ReadonlySignal<Showing>;
  /** How many rings may be answered here. */
  readonly ringing: ReadonlySignal<boolean>;
  start(wish: StartWish): Promise<string | null>;
  /** Enters the conversation about this thing by itself once it rings for this person, who has said so already. */
  expect(about: string): void;
  unmount(): void;
}

addWords({ uz, ru, en });
addWords(RECORDING_WORDS);
addWords(GUEST_WORDS);
addWords(CLIP_WORDS);
addWords(STILL_WORDS);

const mounted = new WeakMap<object, Dock>();

/** Draws the dock into the element, for as long as the page lives or until it is unmounted. */
export function mountDock(element: HTMLElement, session: Session, options: DockOptions = {}): MountedDock {
  const dock = new Dock(session, {
    claims: options.alone === true ? allClaims : tabClaims,
    ...browserPorts(session),
    deviceLabel: labelOf(navigator.userAgent),
    clips: browserClips(() => session.welcome.peek()?.me["role"] === "guest"),
  });
  dock.joinWithCamera(options.camera ?? true);
  mounted.set(session, dock);
  const takeNoMore = takeStills(session, computed(() => (dock.showing.value.is === "talking" ? dock.showing.value.talk : null)));
  render(<DockView dock={dock} host={element} nameOf={options.nameOf ?? (() => null)} whom={() => everybody(session, options.whom ?? theDesk)} large={options.large ?? false} />, element);
  return {
    showing: dock.showing,
    ringing: dock.aloud,
    start: (wish) => dock.start(wish),
    expect: (about) => dock.expect(about),
    unmount: () => {
      mounted.delete(session);
      takeNoMore();
      render(null, element);
      dock.close();
    },
  };
}

/** Rings somebody through the session's dock. Gives the conversation's id; null when the rules said no, which the dock shows. */
export async function startConversation(session: Session, wish: StartWish): Promise<string | null> {
  const dock = mounted.get(session);
  if (dock === undefined) throw new Error("mountDock was not called for this session");
  return dock.start(wish);
}

/** Whom the front names, then everybody on duty; where this person may not ask for these, whom the front names alone. */
async function everybody(session: Session, named: () => Promise<readonly Callable[]>): Promise<readonly Callable[]> {
  const [ours, duty] = await Promise.all([named(), session.ask({ type: "duty.now" }).catch(() => [])]);
  const me = session.welcome.peek()?.me["id"];
  const people = duty.map(({ person_id: id, name, specialty }) => ({ relation: "person" as const, id, name, detail: sayCode("specialty", specialty) }));
  const known = new Set([...ours.map(({ id }) => id), me]);
  return [...ours, ...people.filter(({ id }) => !known.has(id))];
}

/** Where a front says nothing else, one may call the desk in. */
async function theDesk(): Promise<readonly Callable[]> {
  return [{ relation: "service", id: "", name: say("conversation-other-service") }];
}

/** Enough to tell one's own devices apart: the browser and the system. */
function labelOf(agent: string): string {
  const browser = /(Firefox|Edg|Chrome|Safari)\//.exec(agent)?.[1] ?? "";
  const system = /(Android|iPhone|iPad|Windows|Mac OS X|Linux)/.exec(agent)?.[1] ?? "";
  return [browser === "Edg" ? "Edge" : browser, system].filter((part) => part !== "").join(", ");
}

export type { Callable, Showing, StartWish };
