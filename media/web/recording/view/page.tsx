/** The list on the left; on the right the recording that is looked at. */

import "@preact/signals";
import { Film } from "lucide-preact";
import { LinkBand } from "~/interface/bands";
import { dayAndMinute, span } from "~/interface/clock";
import { chosenByPerson } from "~/interface/page";
import { Blank, Button, LanguageSwitch, Loading, Tag } from "~/interface/parts";
import { say, sayCode } from "~/interface/words";
import { StillsOf } from "~/media/web/dock/view/stills-of";
import type { Session } from "~/signaling/web/session";
import type { RecordingSummary, RecordingWhole } from "~/signaling/web/wire";
import type { Archive } from "../state/archive";
import { nameOf } from "./names";
import { Player } from "./player";
import { WatchForm } from "./watch-form";

const TONES: Readonly<Record<RecordingSummary["phase"], string>> = {
  asked: "muted", running: "bad", paused: "warn", stopped: "ok", refused: "muted", forgotten: "muted",
};

export function RecordingsPage({ archive, session }: { archive: Archive; session: Session }) {
  const problem = archive.problem.value;
  const picked = archive.picked.value;
  return (
    <div class="recordings">
      <header class="recordings-head">
        <h1>{say("recordings-title")}</h1>
        <LanguageSwitch onChoose={chosenByPerson} />
      </header>
      <LinkBand session={session} />
      {problem !== null && (
        <p class="recordings-problem" role="alert">
          {sayCode("refusal", problem)}
        </p>
      )}
      <main class="recordings-main">
        <List archive={archive} />
        {picked === null ? <Blank title={say("recordings-pick")} icon={<Film size={40} aria-hidden="true" />} /> : <One archive={archive} whole={picked} session={session} />}
      </main>
    </div>
  );
}

function List({ archive }: { archive: Archive }) {
  const listed = archive.listed.value;
  const picked = archive.picked.value?.summary.recording_id;
  return (
    <nav class="recordings-list" aria-label={say("recordings-title")}>
      {listed === null && <Loading />}
      {listed?.length === 0 && (
        <Blank title={say("recordings-none")}>
          <p>{say("recordings-none-how")}</p>
        </Blank>
      )}
      <ul>
        {listed?.map((one) => (
          <li key={one.recording_id}>
            <button class="recordings-one" type="button" aria-current={one.recording_id === picked} onClick={() => void archive.pick(one.recording_id)}>
              <span class="number">
                {dayAndMinute(one.asked_at_ms)}
              </span>
              <Tag tone={TONES[one.phase]}>{phaseOf(one)}</Tag>
              <span class="muted">{lasted(one)}</span>
              <span class="muted">{say("recordings-people", { count: one.participants })}</span>
            </button>
          </li>
        ))}
      </ul>
      <p class="recordings-turn">
        <Button size="small" onClick={() => void archive.earlier()}>
          {say("recordings-earlier")}
        </Button>
        <Button size="small" disabled={archive.untilMs.value === null} onClick={() => void archive.later()}>
          {say("recordings-later")}
        </Button>
      </p>
    </nav>
  );
}

function One({ archive, whole, session }: { archive: Archive; whole: RecordingWhole; session: Session }) {
  const { summary } = whole;
  const watching = archive.watching.value;
  const playable = summary.phase === "stopped" && summary.began_at_ms !== null;
  return (
    <section class="recordings-whole" aria-labelledby="recording">
      <h2 id="recording">
        {dayAndMinute(summary.asked_at_ms)} · {phaseOf(summary)}
      </h2>
      {watching !== null && <Player key={watching.viewingId} watching={watching} whole={whole} />}
      {watching === null && playable && <WatchForm archive={archive} />}
      {summary.keep_until_ms !== null && summary.phase === "stopped" && <p class="muted">{say("recordings-kept-until", { day: dayAndMinute(summary.keep_until_ms) })}</p>}
      <h3>{say("recordings-who")}</h3>
      <ul class="recordings-people">
        {whole.participants.map((one) => (
          <li key={one.key}>
            <b>{nameOf(one)}</b> <span class="muted">{say(`recordings-answer-${one.agreement}`)}</span>
          </li>
        ))}
      </ul>
      {whole.took_part && <StillsOf session={session} kind="conversation" about={summary.conversation_id} />}
      <h3>{say("recordings-watched")}</h3>
      {whole.watched.length === 0 && <p class="muted">{say("recordings-watched-nobody")}</p>}
      <ul class="recordings-watched">
        {whole.watched.map((one) => (
          <li key={one.viewing_id}>
            <span class="number">
              {dayAndMinute(one.at_ms)}
            </span>{" "}
            <b>{one.by_name}</b> <span class="muted">{say(`recordings-reason-${one.reason.replaceAll("_", "-")}`)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function phaseOf(one: RecordingSummary): string {
  const nothing = one.phase === "stopped" && one.began_at_ms === null;
  return say(nothing ? "recordings-nothing" : `recordings-phase-${one.phase}`);
}

function lasted({ began_at_ms, ended_at_ms }: RecordingSummary): string {
  return began_at_ms === null || ended_at_ms === null ? "" : span(ended_at_ms - began_at_ms);
}
