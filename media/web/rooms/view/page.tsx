/** Rooms and workers on the left, one conversation on the right. */

import "@preact/signals";
import { ChartSpline, Moon } from "lucide-preact";
import { BackupSign, type BackupAge } from "~/interface/backup-age";
import { LinkBand } from "~/interface/bands";
import { chosenByPerson } from "~/interface/page";
import { Blank, Button, LanguageSwitch } from "~/interface/parts";
import { otherTheme } from "~/interface/theme";
import { say, sayCode } from "~/interface/words";
import type { Me } from "~/signaling/web/account";
import type { Session } from "~/signaling/web/session";
import type { Rooms } from "../state/rooms";
import { Ended } from "./ended";
import { Living } from "./living";
import { Story } from "./story";
import { Workers } from "./workers";

interface PageProps {
  readonly rooms: Rooms;
  readonly session: Session;
  readonly me: Me;
  readonly backups: BackupAge;
}

export function RoomsPage({ rooms, session, me, backups }: PageProps) {
  const picked = rooms.picked.value;
  const problem = rooms.problem.value;
  return (
    <div class="rooms">
      <header class="rooms-head">
        <h1>{say("rooms-title")}</h1>
        <span class="muted rooms-me">{me.name}</span>
        {me.role === "administrator" && <BackupSign backups={backups} session={session} planned />}
        <span class="spring" />
        <a href="/rota">{say("rooms-rota")}</a>
        <a href="/alerts">{say("rooms-alerts")}</a>
        <a href="/figures">{say("rooms-figures")}</a>
        <a href="/trust">{say("rooms-trust")}</a>
        <a href="/recordings">{say("rooms-recordings")}</a>
        <Button look="quiet" onClick={otherTheme} aria-label={say("rooms-theme")} title={say("rooms-theme")}>
          <Moon size={18} aria-hidden="true" />
        </Button>
        <LanguageSwitch onChoose={chosenByPerson} />
      </header>
      <LinkBand session={session} />
      {me.role !== "administrator" ? (
        <main class="rooms-main">
          <Blank title={say("rooms-not-yours")} />
        </main>
      ) : (
        <main class="rooms-main">
          <div class="rooms-side">
            <Living rooms={rooms} />
            <Workers rooms={rooms} />
            <Ended rooms={rooms} />
          </div>
          <div class="rooms-picked">
            {problem !== null && (
              <p class="rooms-problem" role="alert">
                {sayCode("refusal", problem)}
              </p>
            )}
            {picked === null ? (
              <Blank title={say("rooms-pick")} icon={<ChartSpline size={40} aria-hidden="true" />} />
            ) : (
              <Story key={picked.course.conversation_id} rooms={rooms} told={picked} />
            )}
          </div>
        </main>
      )}
    </div>
  );
}
