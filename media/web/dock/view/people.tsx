/** Everybody in the conversation, by name and role; who is being rung; and whom one can call in. */

import { Flashlight, MicOff, UserMinus, UserPlus, X, ZoomIn } from "lucide-preact";
import { useEffect, useState } from "preact/hooks";
import { Button, Field } from "~/interface/parts";
import { say } from "~/interface/words";
import type { Dock } from "../state/dock";
import type { Showing } from "../state/showing";
import type { Whom } from "../state/wishes";
import { mayRemove, meIn, othersIn, type ParticipantView } from "../state/people";
import { ExpectedGuests } from "./guests";
import { nameAcross, roleOf, type NameOf } from "./names";
import { Countdown } from "./span";

/** Somebody who may be called in. `detail` says what they are: a specialty, a hospital, a brigade's kind. */
export interface Callable extends Whom {
  readonly name: string;
  readonly detail?: string;
}

interface PeopleProps {
  readonly dock: Dock;
  readonly showing: Extract<Showing, { is: "talking" }>;
  readonly nameOf: NameOf;
  readonly whom: () => Promise<readonly Callable[]>;
  readonly size: "large" | undefined;
}

export function PeoplePanel({ dock, showing, nameOf, whom, size }: PeopleProps) {
  const { view, self, talk } = showing;
  const away = new Set(talk.away.value.map(({ endpoint }) => endpoint));
  const me = meIn(view, self);
  return (
    <div class="dock-panel">
      <ul class="dock-people">
        {me !== null && (
          <li>
            <Named name={say("conversation-you")} role={roleOf(me)} />
          </li>
        )}
        {othersIn(view, self).map((one) => (
          <li key={`${one.relation}:${one.id}`}>
            <Named
              name={nameAcross(one, nameOf)}
              role={[roleOf(one), one.endpoint !== null && away.has(one.endpoint) ? say("conversation-reconnecting") : "", one.muted_by === null ? "" : say("conversation-is-muted")].filter((part) => part !== "").join(" · ")}
            />
            <Actions dock={dock} showing={showing} one={one} name={nameAcross(one, nameOf)} size={size} />
          </li>
        ))}
        {view.invitations.map((one) => {
          const name = nameAcross({ relation: one.to_relation, id: one.to_id, name: one.to_name }, nameOf);
          return (
            <li key={one.invitation_id}>
              <span class="dock-named">
                {name}{" "}
                <span class="muted">
                  {say(one.rings ? "conversation-phase-ringing" : "conversation-phase-asked")} <Countdown untilMs={one.ring_until_ms} />
                </span>
              </span>
              <Button look="quiet" size={size} aria-label={say("conversation-take-back", { name })} onClick={() => void dock.wishes.takeBack(view.conversation_id, one.invitation_id)}>
                <X size={20} aria-hidden="true" />
              </Button>
            </li>
          );
        })}
      </ul>
      {self.role !== "guest" && <Invite dock={dock} showing={showing} whom={whom} size={size} />}
      <ExpectedGuests guests={dock.guests} view={view} self={self} size={size} />
    </div>
  );
}

function Named({ name, role }: { name: string; role: string }) {
  return (
    <span class="dock-named">
      {name} {role !== "" && <span class="muted">{role}</span>}
    </span>
  );
}

function Actions({ dock, showing: { view, self, talk }, one, name, size }: { dock: Dock; showing: PeopleProps["showing"]; one: ParticipantView; name: string; size: "large" | undefined }) {
  const camera = (one.endpoint === null ? undefined : talk.link.far.value.get(one.endpoint))?.camera ?? null;
  const { endpoint } = one;
  const zoom = camera?.zoom ?? null;
  const most = camera?.zoom_at_most ?? null;
  return (
    <>
      {endpoint !== null && camera !== null && camera.torch !== null && (
        <Button look="ghost" size={size} aria-pressed={camera.torch} aria-label={say("conversation-torch-of", { name })} onClick={() => dock.wishCamera(endpoint, { torch: camera.torch !== true })}>
          <Flashlight size={20} aria-hidden="true" />
        </Button>
      )}
      {endpoint !== null && zoom !== null && most !== null && (
        <Button look="ghost" size={size} aria-label={say("conversation-zoom-of", { name })} onClick={() => dock.wishCamera(endpoint, { zoom: zoom * 2 > most ? 1 : zoom * 2 })}>
          <ZoomIn size={20} aria-hidden="true" />
        </Button>
      )}
      {one.muted_by === null && (
        <Button look="ghost" size={size} aria-label={say("conversation-mute-other", { name })} onClick={() => void dock.wishes.mute(view.conversation_id, one)}>
          <MicOff size={20} aria-hidden="true" />
        </Button>
      )}
      {mayRemove(view, self) && view.participants.length > 2 && (
        <Button look="ghost" size={size} aria-label={say("conversation-remove-other", { name })} onClick={() => void dock.wishes.remove(view.conversation_id, one)}>
          <UserMinus size={20} aria-hidden="true" />
        </Button>
      )}
    </>
  );
}

const SHOWN_AT_MOST = 8;

function Invite({ dock, showing: { view }, whom, size }: Pick<PeopleProps, "dock" | "showing" | "whom" | "size">) {
  const [all, setAll] = useState<readonly Callable[] | null>(null);
  const [sought, setSought] = useState("");
  useEffect(() => {
    whom().then(setAll, () => setAll([]));
  }, []);
  const inside = new Set([...view.participants.map(({ relation, id }) => `${relation}:${id}`), ...view.invitations.map(({ to_relation, to_id }) => `${to_relation}:${to_id}`)]);
  const found = (all ?? []).filter(
    (one) => !inside.has(`${one.relation}:${one.id}`) && `${one.name} ${one.detail ?? ""}`.toLowerCase().includes(sought.trim().toLowerCase()),
  );
  if (all === null) return null;
  if (all.length === 0) return <p class="muted">{say("conversation-nobody-to-invite")}</p>;
  return (
    <div class="dock-invite">
      <Field label={say("conversation-invite")}>
        {(ids) => <input {...ids} class="input" type="search" value={sought} onInput={(event) => setSought(event.currentTarget.value)} />}
      </Field>
      <ul class="dock-people">
        {found.slice(0, SHOWN_AT_MOST).map((one) => (
          <li key={`${one.relation}:${one.id}`}>
            <Named name={one.name} role={one.detail ?? ""} />
            <Button look="ghost" size={size} aria-label={say("conversation-invite-one", { name: one.name })} onClick={() => void dock.wishes.invite(view.conversation_id, one)}>
              <UserPlus size={20} aria-hidden="true" />
            </Button>
          </li>
        ))}
      </ul>
      {found.length === 0 && <p class="muted">{say("conversation-nobody-to-invite")}</p>}
    </div>
  );
}
