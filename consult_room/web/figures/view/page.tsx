/** A period, a grouping, and what consults came to. */

import "@preact/signals";
import { Download } from "lucide-preact";
import { LinkBand } from "~/interface/bands";
import { chosenByPerson } from "~/interface/page";
import { LanguageSwitch, Loading } from "~/interface/parts";
import { say, sayCode } from "~/interface/words";
import type { Me } from "~/signaling/web/account";
import type { Session } from "~/signaling/web/session";
import { fileOf, GROUPINGS, PERIODS, type By, type Figures } from "../state/figures";
import { Chart } from "./chart";
import { Safety } from "./safety";
import { Groups, Kinds, Load, Tiles } from "./tables";

interface PageProps {
  readonly figures: Figures;
  readonly session: Session;
  readonly me: Me;
}

export function FiguresPage({ figures, session, me }: PageProps) {
  const view = figures.view.value;
  const problem = figures.problem.value;
  return (
    <div class="figures">
      <header class="figures-head">
        <h1>{say("figures-title")}</h1>
        <span class="muted">{me.name}</span>
        <span class="spring" />
        <a class="figures-back" href={me.front}>
          {say("figures-back")}
        </a>
        <LanguageSwitch onChoose={chosenByPerson} />
      </header>
      <LinkBand session={session} />
      <main class="figures-main">
        <Chosen figures={figures} />
        {problem !== null && (
          <p class="figures-problem" role="alert">
            {sayCode("refusal", problem)}
          </p>
        )}
        {view === null && problem === null && <Loading />}
        {view !== null && problem === null && (
          <>
            {view.own && <p class="muted">{say("figures-own")}</p>}
            <Tiles counts={view.all} />
            <Chart view={view} />
            <Groups view={view} />
            <Load view={view} />
            <Kinds view={view} />
            {figures.safety.value !== null && <Safety session={session} safety={figures.safety.value} />}
          </>
        )}
      </main>
    </div>
  );
}

function Chosen({ figures }: { figures: Figures }) {
  const view = figures.view.value;
  return (
    <div class="figures-row">
      <label class="field">
        <span>{say("figures-period")}</span>
        <select class="input" value={figures.days.value} onChange={(event) => void figures.choose(Number(event.currentTarget.value), figures.by.value)}>
          {PERIODS.map((days) => (
            <option key={days} value={days}>
              {say("figures-days", { days })}
            </option>
          ))}
        </select>
      </label>
      <label class="field">
        <span>{say("figures-by")}</span>
        <select class="input" value={figures.by.value} onChange={(event) => void figures.choose(figures.days.value, event.currentTarget.value as By)}>
          {GROUPINGS.map((by) => (
            <option key={by} value={by}>
              {sayCode("figures-by", by)}
            </option>
          ))}
        </select>
      </label>
      {view !== null &&
        (["csv", "xlsx"] as const).map((kind) => (
          <a key={kind} class="button" data-look="ghost" href={fileOf(view, kind)} download>
            <Download size={16} aria-hidden="true" /> {kind.toUpperCase()}
          </a>
        ))}
    </div>
  );
}
