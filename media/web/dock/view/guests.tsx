/** Guests of the conversation in the dock: who asks to come in, who is expected, and the form of a new link. */

import { Copy, DoorOpen, Link, X } from "lucide-preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { Button, Field } from "~/interface/parts";
import { play } from "~/interface/sound";
import { LANGUAGES, LANGUAGE_NAMES, language, say, sayCode } from "~/interface/words";
import type { ExpectedView } from "~/signaling/web/wire";
import { guestAddress } from "../guest-address";
import { GUEST_ROLES, type Guests, type GuestRole, type GuestWish } from "../state/guests";
import type { ConversationView, Self } from "../state/words";
import { Countdown } from "./span";

interface GuestsProps {
  readonly guests: Guests;
  readonly view: ConversationView;
  readonly self: Self;
  readonly size: "large" | undefined;
}

const nameOf = (one: ExpectedView): string => one.name ?? say("conversation-other-guest");
const roleOf = (role: GuestRole): string => say(`conversation-role-${role}`);

/** Stands over the conversation's buttons, whatever panel is open: somebody waits at the door. */
export function Knocks({ guests, view, self, size }: GuestsProps) {
  const refused = guests.refused.value;
  const knocking = guests.knocking(view, self);
  const last = knocking.at(-1)?.link_id ?? null;
  // Once for each: whoever talks with a patient must not be rung over.
  useEffect(() => (last === null ? undefined : play("notice")), [last]);
  if (knocking.length === 0) return null;
  return (
    <div class="dock-knocks" role="region" aria-label={say("guest-knocks")} aria-live="assertive">
      {knocking.map((one) => (
        <div key={one.link_id} class="dock-knock">
          <p>
            <b>{say("guest-asks", { name: nameOf(one), role: roleOf(one.role) })}</b>{" "}
            <span aria-live="off">{one.knock_until_ms !== null && <Countdown untilMs={one.knock_until_ms} />}</span>
          </p>
          <div class="dock-row">
            <Button look="main" size={size} aria-label={say("guest-admit-one", { name: nameOf(one) })} onClick={() => void guests.admit(one)}>
              <DoorOpen size={20} aria-hidden="true" /> {say("guest-admit")}
            </Button>
            <Button look="ghost" size={size} aria-label={say("guest-refuse-one", { name: nameOf(one) })} onClick={() => void guests.refuse(one)}>
              <X size={20} aria-hidden="true" /> {say("guest-refuse")}
            </Button>
          </div>
        </div>
      ))}
      {refused !== null && <p class="dock-note">{sayCode("refusal", refused)}</p>}
    </div>
  );
}

/** In the list of people: those with a link, and a new one. */
export function ExpectedGuests({ guests, view, self, size }: GuestsProps) {
  const [writing, setWriting] = useState(false);
  if (self.role === "guest") return null;
  return (
    <div class="dock-guests">
      <ul class="dock-people">
        {guests.expected(view).map((one) => (
          <li key={one.link_id} class="dock-expected">
            <span class="dock-named">
              {nameOf(one)}{" "}
              <span class="muted">
                {roleOf(one.role)} · {say(stateOf(one))}
              </span>
            </span>
            {one.phase === "invited" && one.by_id === self.id && <Address one={one} size={size} />}
            <Button look="quiet" size={size} aria-label={say("guest-withdraw", { name: nameOf(one) })} onClick={() => void guests.withdraw(one)}>
              <X size={20} aria-hidden="true" />
            </Button>
          </li>
        ))}
      </ul>
      {guests.mayInvite(self) && !writing && (
        <Button look="ghost" size={size} onClick={() => setWriting(true)}>
          <Link size={20} aria-hidden="true" /> {say("guest-invite")}
        </Button>
      )}
      {writing && <LinkForm guests={guests} view={view} size={size} onDone={() => setWriting(false)} />}
    </div>
  );
}

function stateOf({ phase, delivery }: ExpectedView): string {
  if (phase === "ready") return "guest-state-ready";
  if (delivery === null) return "guest-state-by-hand";
  if (delivery === "delivered") return "guest-state-delivered";
  return delivery === "failed" || delivery === "withdrawn" ? "guest-state-failed" : "guest-state-sending";
}

/** The address, to copy or to read out: asked for by a tap, since it is all that is needed to come to the door. */
function Address({ one, size }: { one: ExpectedView; size: "large" | undefined }) {
  const [address, setAddress] = useState<string | null>(null);
  const [copied, setCopied] = useState(false);
  const [failed, setFailed] = useState(false);
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => box.current?.select(), [address]);
  const show = (): void => {
    setFailed(false);
    void guestAddress(one.link_id).then((told) => (setAddress(told), setFailed(told === null)));
  };
  const copy = (): void => {
    // Without leave to write there the text stands selected, and can be copied by hand.
    navigator.clipboard?.writeText(address ?? "").then(() => setCopied(true), () => box.current?.select());
  };
  if (address === null) {
    return (
      <>
        {failed && <span role="alert">{say("guest-no-address")}</span>}
        <Button look="ghost" size={size} aria-label={say("guest-show-address", { name: nameOf(one) })} onClick={show}>
          <Link size={20} aria-hidden="true" />
        </Button>
      </>
    );
  }
  return (
    <span class="dock-address">
      <input ref={box} class="input" readOnly value={address} aria-label={say("guest-address", { name: nameOf(one) })} />
      <Button look="ghost" size={size} onClick={copy}>
        <Copy size={20} aria-hidden="true" /> {say(copied ? "guest-copied" : "guest-copy")}
      </Button>
    </span>
  );
}

function LinkForm({ guests, view, size, onDone }: Omit<GuestsProps, "self"> & { onDone: () => void }) {
  const [wish, setWish] = useState<GuestWish>({ role: "interpreter", name: "", language: language.peek(), telephone: "" });
  const refused = guests.refused.value;
  const change = (part: Partial<GuestWish>): void => setWish({ ...wish, ...part });
  const send = (): void => {
    void guests.invite(view.conversation_id, wish).then((made) => made !== null && onDone());
  };
  return (
    <form
      class="dock-link-form"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <Field label={say("guest-who")}>
        {(ids) => (
          <select {...ids} class="input" value={wish.role} onChange={(event) => change({ role: event.currentTarget.value as GuestRole })}>
            {GUEST_ROLES.map((one) => (
              <option key={one} value={one}>
                {roleOf(one)}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label={say("guest-name")}>
        {(ids) => <input {...ids} class="input" value={wish.name} maxLength={80} required autoComplete="off" onInput={(event) => change({ name: event.currentTarget.value })} />}
      </Field>
      <Field label={say("guest-language")}>
        {(ids) => (
          <select {...ids} class="input" value={wish.language} onChange={(event) => change({ language: event.currentTarget.value as GuestWish["language"] })}>
            {LANGUAGES.map((one) => (
              <option key={one} value={one} lang={one}>
                {LANGUAGE_NAMES[one]}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label={say("guest-telephone")}>
        {(ids) => <input {...ids} class="input" type="tel" value={wish.telephone} maxLength={40} autoComplete="off" onInput={(event) => change({ telephone: event.currentTarget.value })} />}
      </Field>
      {refused !== null && (
        <p class="dock-note" role="alert">
          {sayCode("refusal", refused)}
        </p>
      )}
      <div class="dock-row">
        <Button type="submit" look="main" size={size} disabled={wish.name.trim() === ""}>
          {say(wish.telephone.trim() === "" ? "guest-make-link" : "guest-send-link")}
        </Button>
        <Button look="quiet" size={size} onClick={onDone}>
          {say("guest-not-now")}
        </Button>
      </div>
    </form>
  );
}
