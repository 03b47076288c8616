/** The foot tells the truth about the system: the link, the journal, the age of positions, what is not sent. */

import { computed } from "@preact/signals";
import { Volume2, VolumeX } from "lucide-preact";
import { useMemo } from "preact/hooks";
import { BackupSign, type BackupAge } from "~/interface/backup-age";
import { UnsentMark } from "~/interface/bands";
import { secondNow } from "~/interface/clock";
import { Button } from "~/interface/parts";
import { audible, unlockSound } from "~/interface/sound";
import { localeOf, language, say } from "~/interface/words";
import type { Desk } from "../state/desk";
import { ageOfPositions } from "../state/places";
import { GapsSign } from "./gaps";
import { SilentSign } from "./telephones";

/** A link slower than this is said to be slow, ms. */
const SLOW_MS = 400;

interface FooterProps {
  desk: Desk;
  backups: BackupAge;
  mayRecall: boolean;
  mayReview: boolean;
}

export function Footer({ desk, backups, mayRecall, mayReview }: FooterProps) {
  const p99 = useMemo(() => {
    const onShift = computed(
      () => new Set([...desk.holdings.brigades.value.values()].filter((one) => one.view.on_shift).map((one) => one.view.brigade_id)),
    );
    return ageOfPositions(desk.places, onShift, secondNow);
  }, [desk]);
  const link = desk.session.link.value;
  const open = link.phase === "open";
  const slow = (link.roundTripMs ?? 0) > SLOW_MS;
  const counts = desk.holdings.counts.value;
  const consults = desk.holdings.openConsults.value.filter((one) => one.state === "waiting" || one.state === "ringing");
  return (
    <footer class="console-foot number">
      <span>
        <span class="dot" data-tone={!open ? "bad" : slow ? "warn" : "ok"} aria-hidden="true" />{" "}
        {say(open ? "foot-link" : "foot-link-lost")} {open && link.roundTripMs !== null && <b>{say("milliseconds", { count: link.roundTripMs })}</b>}
      </span>
      <span>
        {say("foot-journal")} <b>#{grouped(desk.session.board.upto.value ?? 0)}</b>
      </span>
      <span>
        {say("foot-positions")} <b>{p99.value === null ? "–" : say("seconds", { figure: (p99.value / 1000).toFixed(1) })}</b>
      </span>
      <span>{say("foot-brigades", { count: counts.onShift, moving: counts.moving })}</span>
      {consults.length > 0 && <span data-tone="warn">{say("foot-consults", { count: consults.length })}</span>}
      <SilentSign desk={desk} />
      <GapsSign desk={desk} />
      <BackupSign backups={backups} session={desk.session} />
      <UnsentMark session={desk.session} />
      <span class="spring" />
      {desk.figuresWay.open.value && <a href="/figures">{say("foot-figures")}</a>}
      {mayRecall && <a href="/recall">{say("foot-recall")}</a>}
      {mayReview && <a href="/trust">{say("foot-trust")}</a>}
      <button type="button" class="foot-sound" onClick={() => void unlockSound()}>
        {audible.value ? <Volume2 size={14} aria-hidden="true" /> : <VolumeX size={14} aria-hidden="true" />}
        {say(audible.value ? "foot-sound-on" : "foot-sound-off")}
      </button>
      <Button look="quiet" size="small" hotkey="F1" onClick={() => (desk.asking.value = { is: "help" })}>
        {say("help")}
      </Button>
    </footer>
  );
}

function grouped(number: number): string {
  return new Intl.NumberFormat(localeOf(language.value)).format(number);
}
