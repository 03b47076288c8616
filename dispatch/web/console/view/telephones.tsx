/** SMS that no longer reach somebody who works here: a band until it was seen, then a sign at the foot. */

import { BellOff } from "lucide-preact";
import { useEffect } from "preact/hooks";
import { Button } from "~/interface/parts";
import { play } from "~/interface/sound";
import { say, sayCode } from "~/interface/words";
import type { TelephoneView } from "~/signaling/web/wire";
import type { Desk } from "../state/desk";
import { wish } from "./actions";

export function SilentTelephones({ desk }: { desk: Desk }) {
  const unseen = desk.holdings.silentTelephones.value.filter((one) => one.noted_at_ms === null);
  const count = unseen.length;
  useEffect(() => (count > 0 ? play("alarm") : undefined), [count]);
  return (
    <div role="alert">
      {unseen.map((telephone, index) => (
        <div class="band" data-tone="bad" key={telephone.telephone_id}>
          <BellOff size={20} aria-hidden="true" />
          <span class="band-text">
            <b>{say(telephone.because === "texted" ? "telephone-stopped" : "telephone-refused", { person: names(telephone) })}</b>{" "}
            {remedy(telephone)}
          </span>
          <Button size="small" look="bad" hotkey={index === 0 ? "U" : undefined} onClick={() => noteTelephone(desk, telephone.telephone_id)}>
            {say("telephone-note")}
          </Button>
        </div>
      ))}
    </div>
  );
}

/** Stays until they take messages again. */
export function SilentSign({ desk }: { desk: Desk }) {
  const noted = desk.holdings.silentTelephones.value.filter((one) => one.noted_at_ms !== null);
  if (noted.length === 0) return null;
  return (
    <span data-tone="bad">
      <BellOff size={14} aria-hidden="true" /> {say("telephone-sign", { people: noted.map(names).join("; ") })}
    </span>
  );
}

export function noteTelephone(desk: Desk, telephoneId: string): void {
  void wish(desk.wishes.noteTelephone(telephoneId));
}

function names(telephone: TelephoneView): string {
  return telephone.people.map((one) => say("telephone-person", { name: one.name ?? say("erased"), role: sayCode("role", one.role) })).join(", ");
}

function remedy(telephone: TelephoneView): string {
  const number = telephone.people.find((one) => one.number !== null)?.number ?? "";
  return telephone.to === "" ? say("telephone-do-unnamed", { number }) : say("telephone-do", { number, ours: telephone.to });
}
