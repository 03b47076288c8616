/** The page: header, queue, map, decision, foot; and the keys that reach everything. */

import { Stethoscope } from "lucide-preact";
import { useEffect } from "preact/hooks";
import type { BackupAge } from "~/interface/backup-age";
import { Notes, RefusalBand } from "~/interface/bands";
import { SoundBand } from "~/interface/parts";
import { say } from "~/interface/words";
import type { Me } from "~/signaling/web/account";
import { TABS, type Desk, type Tab } from "../state/desk";
import { AwayBand, CorrectButton } from "./away-band";
import { BrigadeCard } from "./brigade-card";
import { BrigadeList } from "./brigades";
import { ConsultList } from "./consults";
import { Decision } from "./decision";
import { Dialogs } from "./dialogs";
import { DockPlace } from "./dock";
import { Footer } from "./footer";
import { Header } from "./header";
import { IncidentForm } from "./incident-form";
import { pressed } from "./keys";
import { named } from "./names";
import { MapPane } from "./map-pane";
import { PaperPlace } from "./paper";
import { Queue } from "./queue";
import { SosBand } from "./sos";
import { SilentTelephones } from "./telephones";

export function Console({ desk, me, backups }: { desk: Desk; me: Me; backups: BackupAge }) {
  useEffect(() => {
    const press = (event: KeyboardEvent): void => pressed(desk, event);
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, [desk]);
  return (
    <div class="console">
      <Header desk={desk} me={me} />
      <main class="console-main">
        <h1 class="unseen">{say("console-title")}</h1>
        <LeftSide desk={desk} />
        <div class="console-map">
          <MapPane desk={desk} />
          <DockPlace desk={desk} />
        </div>
        <RightSide desk={desk} />
      </main>
      {/* Above the foot, not under the head: what comes and goes here moves nothing under a hand. */}
      <div class="console-bands">
        <SosBand desk={desk} />
        <SilentTelephones desk={desk} />
        <SoundBand />
        <AwayBand desk={desk} />
        <RefusalBand session={desk.session} about={(kept) => named(desk, kept.message)} act={(kept) => <CorrectButton desk={desk} refused={kept} />} />
      </div>
      <Footer desk={desk} backups={backups} mayRecall={me.role === "dispatcher"} mayReview={me.role === "administrator"} />
      <Dialogs desk={desk} />
      <Notes />
      <PaperPlace desk={desk} />
    </div>
  );
}

function LeftSide({ desk }: { desk: Desk }) {
  const tab = desk.tab.value;
  const { holdings } = desk;
  const counts: Readonly<Record<Tab, number>> = {
    incidents: desk.queue.value.length,
    brigades: holdings.counts.value.onShift,
    consults: holdings.openConsults.value.length,
  };
  return (
    <section class="console-left" aria-label={say(tab)}>
      <div class="tabs">
        <div role="tablist" aria-label={say("left-side")}>
          {TABS.map((one) => (
            <button key={one} role="tab" type="button" aria-selected={tab === one} title={say(one)} onClick={() => (desk.tab.value = one)}>
              {one === "consults" ? (
                <>
                  <Stethoscope size={15} aria-hidden="true" />
                  <span class="unseen">{say(one)}</span>
                </>
              ) : (
                say(one)
              )}{" "}
              <span class="number muted">{counts[one]}</span>
            </button>
          ))}
        </div>
        <span class="spring" />
        <button type="button" class="new-incident" onClick={() => desk.openForm()}>
          <kbd class="key" aria-hidden="true">
            N
          </kbd>
          {say("incident-new")}
        </button>
      </div>
      {tab === "incidents" && <Queue desk={desk} />}
      {tab === "brigades" && <BrigadeList desk={desk} />}
      {tab === "consults" && <ConsultList desk={desk} />}
    </section>
  );
}

function RightSide({ desk }: { desk: Desk }) {
  const picked = desk.picked.value;
  return (
    <section class="console-right" aria-label={say("decision")}>
      {desk.form.value ? (
        <IncidentForm desk={desk} />
      ) : picked?.is === "brigade" ? (
        <BrigadeCard desk={desk} brigadeId={picked.id} />
      ) : (
        <Decision desk={desk} incidentId={picked?.id ?? null} />
      )}
    </section>
  );
}
