/** Before anything is taken: who invites, as what, and who is inside. */

import { UserRound } from "lucide-preact";
import { hasWords, say } from "~/interface/words";
import type { Guest, LinkPage } from "../state/guest";

export function Welcome({ guest }: { guest: Guest }) {
  const page = guest.page.value;
  if (page === null) return null;
  return (
    <>
      <div class="guest-question">
        <h1>{say("guest-welcome", { name: page.name ?? "" })}</h1>
        <p>{say("guest-invited-by", { name: page.invited_by_name ?? say("guest-service"), role: roleWords(page.invited_by_role ?? "") })}</p>
        {page.role !== null && <p>{say(`guest-asked-${page.role}`)}</p>}
        <PeopleInside page={page} />
        <p class="muted">{say("guest-one-device")}</p>
      </div>
      <div class="guest-answers">
        <button type="button" class="guest-main-button" disabled={guest.busy.value} onClick={() => void guest.take()}>
          {say("guest-continue")}
        </button>
      </div>
    </>
  );
}

/** By name and role; nothing of what they talk about. */
export function PeopleInside({ page }: { page: LinkPage }) {
  return (
    <section class="guest-inside" aria-label={say("guest-inside")}>
      <h2>{say("guest-inside")}</h2>
      <ul>
        {page.inside.map(({ name, role }, place) => (
          <li key={place}>
            <UserRound size={20} aria-hidden="true" />
            <span>
              {name ?? say("conversation-other-person")} {roleWords(role) !== "" && <span class="muted">{roleWords(role)}</span>}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function roleWords(role: string): string {
  const key = `conversation-role-${role.replaceAll("_", "-")}`;
  return role !== "" && hasWords(key) ? say(key) : "";
}
