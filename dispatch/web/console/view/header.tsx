/** The head: the command bar, what is late, waiting and free, the clock, the language, who is here. */

import { LogOut } from "lucide-preact";
import { useEffect } from "preact/hooks";
import { note } from "~/interface/bands";
import { chosenByPerson } from "~/interface/page";
import { clockTime, secondNow } from "~/interface/clock";
import { Button, LanguageSwitch, Pill } from "~/interface/parts";
import { say, sayCode } from "~/interface/words";
import { signOut, type Me } from "~/signaling/web/account";
import type { Desk } from "../state/desk";
import { latenessMs } from "../state/queue";
import { FinderBar } from "./finder-bar";

export function Header({ desk, me }: { desk: Desk; me: Me }) {
  const now = secondNow.value;
  const rows = desk.queue.value;
  const late = rows.filter((row) => (latenessMs(row, now) ?? -1) >= 0).length;
  const waiting = rows.filter((row) => row.section === "waiting").length;
  const counts = desk.holdings.counts.value;
  useEffect(() => {
    document.title = waiting > 0 ? `(${waiting}) Tez Yordam` : "Tez Yordam";
  }, [waiting]);
  const demo = desk.session.welcome.value?.demo === true;
  return (
    <header class="console-head">
      <span class="brand">
        <svg width="16" height="16" viewBox="0 0 12 12" aria-hidden="true" data-tone="p1">
          <path d="M6 1v10M1 6h10" stroke="currentColor" stroke-width="3.4" />
        </svg>
        Tez Yordam
      </span>
      <span class="head-extra">{desk.map.value !== null && <Pill>{desk.map.value.name}</Pill>}</span>
      {demo && (
        <span class="head-extra">
          <Pill>
            <b>{say("demo")}</b>
          </Pill>
        </span>
      )}
      <FinderBar desk={desk} />
      <span class="spring" />
      <Pill tone={late > 0 ? "bad" : "ok"} dot>
        <b>{late}</b> {say("head-late")}
      </Pill>
      <Pill>
        {say("head-waiting")} <b>{waiting}</b>
      </Pill>
      <Pill>
        {say("head-free")}{" "}
        <b>
          {counts.free}/{counts.onShift}
        </b>
      </Pill>
      <Pill>
        <b>{clockTime(now)}</b>
      </Pill>
      <LanguageSwitch onChoose={chosenByPerson} />
      <span class="who">
        <b>{me.name}</b>
        <span class="muted">{sayCode("role", me.role)}</span>
      </span>
      <Button look="quiet" size="small" aria-label={say("sign-out")} title={say("sign-out")} onClick={() => void leave(desk)}>
        <LogOut size={16} aria-hidden="true" />
      </Button>
    </header>
  );
}

/** Without the server nobody is signed out, what is kept here is not erased, and the start page does not open. */
async function leave(desk: Desk): Promise<void> {
  try {
    await signOut();
  } catch {
    note(say("sign-out-not-now"), "bad");
    return;
  }
  desk.session.leave();
  location.assign("/");
}
