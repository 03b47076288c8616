/** Whom to send: ranked, each with its reasons; the rejected in one line that opens. */

import { RefreshCw } from "lucide-preact";
import { failureWords } from "~/interface/bands";
import { age, kilometres, secondNow, span } from "~/interface/clock";
import { Button, Key, Loading } from "~/interface/parts";
import { BrigadeShape, BrigadeTag } from "~/interface/states";
import { say, sayCode } from "~/interface/words";
import type { Candidate, IncidentView, RecommendationView } from "~/signaling/web/wire";
import type { Desk } from "../state/desk";
import { STALE_MS } from "../state/advice";
import { assignCandidate } from "./actions";
import { EnterButton } from "./by-telephone";
import { Unhearing } from "./queue";

/** Candidates shown at once; more are under "another". */
const SHOWN = 5;

export function Recommendation({ desk, incident }: { desk: Desk; incident: IncidentView }) {
  const advice = desk.advisor.of(incident.incident_id);
  const { given } = advice;
  return (
    <div class="card">
      <div class="card-head">
        <h3>{say("whom-to-send")}</h3>
        <span class="spring" />
        {given !== null && (
          <span class="muted number">
            {say("ranked-of", { ranked: given.ranked_total, all: given.ranked_total + rejectedCount(given) })}
            {advice.tookMs !== null && ` · ${say("milliseconds", { count: advice.tookMs })}`}
          </span>
        )}
        <Button look="quiet" size="small" hotkey="R" busy={advice.asking} onClick={() => void desk.advisor.ask(incident.incident_id)} aria-label={say("recommend-again")}>
          <RefreshCw size={14} aria-hidden="true" />
        </Button>
      </div>
      {incident.point === null && <p class="card-note" data-tone="warn">{say("recommend-no-point")}</p>}
      {given === null && advice.asking && <Loading title={say("recommend-asking")} />}
      {advice.failure !== null && <p class="card-note" data-tone="bad" role="alert">{failureWords(advice.failure)}</p>}
      {given !== null && <Given desk={desk} incident={incident} given={given} />}
      <div class="card-actions">
        <SendButton desk={desk} incident={incident} />
        <Button hotkey="B" onClick={() => (desk.asking.value = { is: "other", incidentId: incident.incident_id })}>
          {say("send-other")}
        </Button>
        <EnterButton desk={desk} incidentId={incident.incident_id} />
      </div>
    </div>
  );
}

function rejectedCount(given: RecommendationView): number {
  return Object.values(given.rejected_counts).reduce((sum, count) => sum + count, 0);
}

function Given({ desk, incident, given }: { desk: Desk; incident: IncidentView; given: RecommendationView }) {
  const oldMs = secondNow.value - given.at_ms;
  const looked = desk.advisor.candidate(incident.incident_id);
  return (
    <>
      {oldMs > STALE_MS && <p class="card-note muted">{say("recommend-old", { age: age(oldMs) })}</p>}
      {!given.by_road && <p class="card-note" data-tone="warn">{say("recommend-by-air")}</p>}
      {given.ranked.length === 0 && <p class="card-note" data-tone="bad">{say("recommend-nobody")}</p>}
      <ol class="candidates">
        {given.ranked.slice(0, SHOWN).map((candidate, index) => (
          <li key={candidate.brigade_id}>
            <CandidateRow desk={desk} candidate={candidate} index={index} looked={candidate.brigade_id === looked?.brigade_id} />
          </li>
        ))}
      </ol>
      <Rejections given={given} />
    </>
  );
}

function CandidateRow({ desk, candidate, index, looked }: { desk: Desk; candidate: Candidate; index: number; looked: boolean }) {
  const state = desk.holdings.brigade(candidate.brigade_id)?.state ?? candidate.state;
  const changed = state !== candidate.state;
  return (
    <button
      type="button"
      class="candidate"
      aria-current={looked ? "true" : undefined}
      // Not on hover: a pointer that lies still where the list appears must not decide whom Enter sends.
      onFocus={() => desk.advisor.look(index)}
      onClick={() => void assignCandidate(desk, index)}
    >
      <Key name={String(index + 1)} />
      <span class="candidate-what">
        <span class="unseen">{say("send-named", { brigade: candidate.callsign })}. </span>
        <span class="candidate-name">
          <b>{candidate.callsign}</b> <BrigadeTag state={state} />
          {changed && <b data-tone="warn">{say("candidate-changed")}</b>}
          <Unhearing desk={desk} brigadeId={candidate.brigade_id} short />
        </span>
        <span class="muted">{reasons(candidate).join(" · ")}</span>
      </span>
      <span class="candidate-eta number">
        {span(candidate.seconds * 1000)}
        <small>{kilometres(candidate.metres)}</small>
      </span>
    </button>
  );
}

function reasons(candidate: Candidate): string[] {
  const said = candidate.reasons.map((code) => sayCode("because", code, { profile: sayCode("profile", candidate.profile) }));
  if (candidate.free_in_seconds > 0) said.push(say("candidate-free-in", { time: span(candidate.free_in_seconds * 1000) }));
  said.push(say("position-age", { age: age(candidate.position_age_ms) }));
  return said;
}

function Rejections({ given }: { given: RecommendationView }) {
  const count = rejectedCount(given);
  if (count === 0) return null;
  const parts = Object.entries(given.rejected_counts).map(([code, number]) => sayCode("rejected", code, { count: number }));
  return (
    <details class="rejections">
      <summary class="muted">
        {say("rejected-count", { count })}: {parts.join(", ")}
      </summary>
      <ul>
        {given.rejected.map((one) => (
          <li key={one.brigade_id}>
            <BrigadeShape state={one.state} /> <b>{one.callsign}</b>
            <span class="muted">{sayCode("rejected-because", one.code)}</span>
            <span class="spring" />
            <span class="muted number">{one.seconds === null ? "" : span(one.seconds * 1000)}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}

function SendButton({ desk, incident }: { desk: Desk; incident: IncidentView }) {
  const candidate = desk.advisor.candidate(incident.incident_id);
  if (candidate === null) return null;
  return (
    <Button look="main" hotkey="Enter" class="grow" onClick={() => void assignCandidate(desk, null)}>
      {say("send-named", { brigade: candidate.callsign })}
    </Button>
  );
}
