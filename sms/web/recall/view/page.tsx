/** The calls on the left; on the right a new one, or the board of the one that is looked at. */

import "@preact/signals";
import { Moon, Plus } from "lucide-preact";
import { LinkBand } from "~/interface/bands";
import { clockMinute } from "~/interface/clock";
import { chosenByPerson } from "~/interface/page";
import { Blank, Button, LanguageSwitch, Tag } from "~/interface/parts";
import { otherTheme } from "~/interface/theme";
import { say, sayCode } from "~/interface/words";
import type { Me } from "~/signaling/web/account";
import type { Session } from "~/signaling/web/session";
import type { Recalls } from "../state/recall";
import { Board } from "./board";
import { NewCall } from "./new-call";

interface PageProps {
  readonly recalls: Recalls;
  readonly session: Session;
  readonly me: Me;
}

export function RecallPage({ recalls, session, me }: PageProps) {
  const mine = me.role === "dispatcher" || me.role === "administrator";
  const problem = recalls.problem.value;
  return (
    <div class="recall">
      <header class="recall-head">
        <h1>{say("recall-title")}</h1>
        <span class="muted">{me.name}</span>
        <span class="spring" />
        {me.role === "dispatcher" && <a href="/console">{say("recall-console")}</a>}
        <Button look="quiet" onClick={otherTheme} aria-label={say("recall-theme")} title={say("recall-theme")}>
          <Moon size={18} aria-hidden="true" />
        </Button>
        <LanguageSwitch onChoose={chosenByPerson} />
      </header>
      <LinkBand session={session} />
      {mine ? (
        <main class="recall-main">
          <Calls recalls={recalls} />
          <div class="recall-work">
            {problem !== null && (
              <p class="band" data-tone="bad" role="alert">
                <span class="band-text">{sayCode("refusal", problem)}</span>
              </p>
            )}
            {recalls.chosen.value === null ? <NewCall recalls={recalls} /> : <Board recalls={recalls} call={recalls.chosen.value} />}
          </div>
        </main>
      ) : (
        <main class="recall-main">
          <Blank title={say("recall-not-yours")} />
        </main>
      )}
    </div>
  );
}

function Calls({ recalls }: { recalls: Recalls }) {
  const chosen = recalls.chosen.value?.recall_id ?? null;
  return (
    <nav class="recall-calls" aria-label={say("recall-list")}>
      <Button look={chosen === null ? "main" : "ghost"} onClick={() => recalls.choose(null)} aria-pressed={chosen === null}>
        <Plus size={18} aria-hidden="true" /> {say("recall-new")}
      </Button>
      {recalls.all.value.length === 0 && <p class="muted">{say("recall-none")}</p>}
      {recalls.all.value.map((call) => (
        <button
          key={call.recall_id}
          type="button"
          class="recall-call"
          aria-pressed={call.recall_id === chosen}
          onClick={() => recalls.choose(call.recall_id)}
        >
          <b>{call.text ?? "…"}</b>
          <span class="recall-call-line">
            <Tag tone={call.phase === "running" ? "ok" : "muted"} shape={call.phase === "running" ? "circle" : "ring"}>
              {say(call.phase === "running" ? "recall-running" : "recall-ended")}
            </Tag>
            <span class="muted number">{say("recall-started-by", { name: call.started_by ?? "", time: clockMinute(call.started_at_ms) })}</span>
          </span>
        </button>
      ))}
    </nav>
  );
}
