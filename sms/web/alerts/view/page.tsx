/** A test of the ladder, what telephones sent back, and what a month came to. */

import "@preact/signals";
import { ChevronLeft, ChevronRight, Download, Moon } from "lucide-preact";
import { LinkBand } from "~/interface/bands";
import { chosenByPerson } from "~/interface/page";
import { Blank, Button, LanguageSwitch } from "~/interface/parts";
import { otherTheme } from "~/interface/theme";
import { say, sayCode } from "~/interface/words";
import type { Me } from "~/signaling/web/account";
import type { Session } from "~/signaling/web/session";
import type { Alerts } from "../state/alerts";
import type { Returned } from "../state/returned";
import { Drills } from "./drills";
import { Report } from "./report";
import { ReturnedTexts, StoppedTelephones } from "./returned";

interface PageProps {
  readonly alerts: Alerts;
  readonly returned: Returned;
  readonly session: Session;
  readonly me: Me;
}

export function AlertsPage({ alerts, returned, session, me }: PageProps) {
  const problem = alerts.problem.value;
  return (
    <div class="alerts">
      <header class="alerts-head">
        <h1>{say("alerts-title")}</h1>
        <span class="muted">{me.name}</span>
        <span class="spring" />
        <a href="/rota">{say("alerts-rota")}</a>
        <a href="/recall">{say("alerts-recall")}</a>
        <a href="/figures">{say("alerts-figures")}</a>
        <a href="/trust">{say("alerts-trust")}</a>
        <a href="/rooms">{say("alerts-rooms")}</a>
        <Button look="quiet" onClick={otherTheme} aria-label={say("alerts-theme")} title={say("alerts-theme")}>
          <Moon size={18} aria-hidden="true" />
        </Button>
        <LanguageSwitch onChoose={chosenByPerson} />
      </header>
      <LinkBand session={session} />
      <main class="alerts-main">
        {me.role !== "administrator" ? (
          <Blank title={say("alerts-not-yours")} />
        ) : (
          <>
            {problem !== null && (
              <p class="alerts-problem" role="alert">
                {sayCode("refusal", problem)}
              </p>
            )}
            <Drills alerts={alerts} />
            <ReturnedTexts returned={returned} />
            <StoppedTelephones returned={returned} />
            <MonthOf alerts={alerts} />
          </>
        )}
      </main>
    </div>
  );
}

function MonthOf({ alerts }: { alerts: Alerts }) {
  const month = alerts.month.value;
  const report = alerts.report.value;
  if (month === null) return null;
  const name = `${month.year}-${String(month.month).padStart(2, "0")}`;
  return (
    <section aria-label={say("alerts-report")}>
      <div class="alerts-row">
        <h2>{say("alerts-report")}</h2>
        <span class="spring" />
        <Button aria-label={say("alerts-month-before")} onClick={() => void alerts.read(-1)}>
          <ChevronLeft size={18} aria-hidden="true" />
        </Button>
        <b class="number">{name}</b>
        <Button aria-label={say("alerts-month-after")} onClick={() => void alerts.read(1)}>
          <ChevronRight size={18} aria-hidden="true" />
        </Button>
        <a class="button" href={`/api/alerts/report.csv?month=${name}`} download>
          <Download size={16} aria-hidden="true" /> CSV
        </a>
      </div>
      {report !== null && report.from_ms === month.fromMs && <Report report={report} />}
    </section>
  );
}
