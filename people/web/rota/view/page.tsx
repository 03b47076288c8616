/** The week by specialty, what is uncovered ahead, and beside it what changes it. */

import "@preact/signals";
import { ChevronLeft, ChevronRight, Moon } from "lucide-preact";
import { LinkBand } from "~/interface/bands";
import { chosenByPerson } from "~/interface/page";
import { Blank, Button, LanguageSwitch, Loading } from "~/interface/parts";
import { otherTheme } from "~/interface/theme";
import { say, sayCode } from "~/interface/words";
import type { Me } from "~/signaling/web/account";
import type { Session } from "~/signaling/web/session";
import type { Rota } from "../state/rota";
import { BoardOf, Legend } from "./board";
import { Absences, CalendarLink, OwnSwaps } from "./own";
import { Entries } from "./entries";
import { Holidays, Import, Needs } from "./office";
import { day, specialtyName, stretchWords } from "./words";

interface PageProps {
  readonly rota: Rota;
  readonly session: Session;
  readonly me: Me;
}

const MAY_SEE: readonly string[] = ["administrator", "physician", "specialist", "dispatcher", "call_taker"];

export function RotaPage({ rota, session, me }: PageProps) {
  const problem = rota.problem.value;
  const administrator = me.role === "administrator";
  return (
    <div class="rota">
      <header class="rota-head">
        <h1>{say("rota-title")}</h1>
        <span class="muted">{me.name}</span>
        <span class="spring" />
        {me.front !== "/rota" && <a href={me.front}>{say("rota-back")}</a>}
        <Button look="quiet" onClick={otherTheme} aria-label={say("rota-theme")} title={say("rota-theme")}>
          <Moon size={18} aria-hidden="true" />
        </Button>
        <LanguageSwitch onChoose={chosenByPerson} />
      </header>
      <LinkBand session={session} />
      {!MAY_SEE.includes(me.role) ? (
        <main class="rota-main">
          <Blank title={say("rota-not-yours")} />
        </main>
      ) : (
        <main class="rota-main">
          <div class="rota-week">
            {problem !== null && (
              <p class="rota-problem" role="alert">
                {sayCode("refusal", problem)}
              </p>
            )}
            <Ahead rota={rota} />
            <Week rota={rota} />
          </div>
          <div class="rota-side">
            <OwnSwaps rota={rota} administrator={administrator} />
            <Absences rota={rota} administrator={administrator} />
            {administrator && <Entries rota={rota} />}
            {administrator && <Needs rota={rota} />}
            {administrator && <Holidays rota={rota} />}
            {administrator && <Import rota={rota} />}
            <CalendarLink rota={rota} />
          </div>
        </main>
      )}
    </div>
  );
}

function Ahead({ rota }: { rota: Rota }) {
  const gaps = rota.comingGaps.value;
  return (
    <section class="rota-ahead" data-short={gaps.length > 0} aria-labelledby="rota-ahead">
      <h2 id="rota-ahead">{say("rota-ahead", { count: gaps.length })}</h2>
      {gaps.length > 0 && (
        <ul>
          {gaps.map((gap) => (
            <li key={`${gap.need_id} ${gap.from_ms}`} data-gap={gap.specialty}>
              <b>{specialtyName(gap.specialty)}</b>
              <span>{say("rota-uncovered", { when: stretchWords(gap, rota.zone) })}</span>
              <span class="muted">{say("rota-of", { on: gap.on_duty, least: gap.at_least })}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Week({ rota }: { rota: Rota }) {
  const week = rota.week.value;
  const boards = rota.boards.value;
  return (
    <>
      <div class="rota-turn">
        <Button onClick={() => rota.turn(-1)} aria-label={say("rota-earlier")}>
          <ChevronLeft size={18} aria-hidden="true" />
        </Button>
        <h2>{say("rota-week", { from: day(week[0] as number, rota.zone), until: day((week[7] as number) - 1, rota.zone) })}</h2>
        <Button onClick={() => rota.turn(1)} aria-label={say("rota-later")}>
          <ChevronRight size={18} aria-hidden="true" />
        </Button>
        {rota.weeks.value !== 0 && <Button onClick={() => rota.turn(0)}>{say("rota-this-week")}</Button>}
      </div>
      <Legend />
      {!rota.loaded ? <Loading /> : boards.length === 0 ? <Blank title={say("rota-empty")} /> : boards.map((board) => <BoardOf key={board.specialty} board={board} week={week} rota={rota} />)}
    </>
  );
}
