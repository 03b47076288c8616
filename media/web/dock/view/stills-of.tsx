/** The stills of an incident, a consult or one conversation in its record: small, and opened whole with what was drawn upon them. */

import { useEffect, useState } from "preact/hooks";
import { clockMinute, dayAndMinute } from "~/interface/clock";
import { Dialog } from "~/interface/parts";
import { addWords, say } from "~/interface/words";
import type { EventLine } from "~/signaling/web/frames";
import type { KeptStill } from "~/signaling/web/wire";
import type { KeptSource } from "../state/stills";
import { STILL_WORDS } from "../still-words";
import { Legend, StillPicture, type NameOfStroke } from "./still-picture";
import "../still.css";

addWords(STILL_WORDS);

interface StillsOfProps {
  readonly session: KeptSource;
  readonly kind: "incident" | "consult" | "conversation";
  readonly about: string;
}

/** Draws nothing while there are none. */
export function StillsOf({ session, kind, about }: StillsOfProps) {
  const kept = useKept(session, kind, about);
  const [openId, setOpenId] = useState<string | null>(null);
  const open = kept.find(({ still }) => still.still_id === openId);
  if (kept.length === 0) return null;
  return (
    <section class="stills-kept" aria-label={say("stills-kept")}>
      <h3>{say("stills-kept")}</h3>
      <ul class="stills-list">
        {kept.map(({ still }) => (
          <li key={still.still_id}>
            <button type="button" class="stills-thumb" aria-label={say("stills-open", { time: clockMinute(still.asked_at_ms) })} onClick={() => setOpenId(still.still_id)}>
              <img src={`/api/stills/${still.still_id}/preview`} alt="" loading="lazy" />
              <span class="number">{clockMinute(still.asked_at_ms)}</span>
            </button>
          </li>
        ))}
      </ul>
      {open !== undefined && <Opened kept={open} onClose={() => setOpenId(null)} />}
    </section>
  );
}

/** Asked for once, and again whenever a still of it changes or somebody has drawn. */
function useKept(session: KeptSource, kind: StillsOfProps["kind"], about: string): readonly KeptStill[] {
  const [kept, setKept] = useState<readonly KeptStill[]>([]);
  useEffect(() => {
    let over = false;
    let ids: readonly string[] = [];
    const ask = (): void =>
      void session.ask({ type: "stills.about", kind, about }).then(
        (found) => {
          ids = found.map(({ still }) => still.still_id);
          if (!over) setKept(found);
        },
        () => undefined,
      );
    const concerns = (event: EventLine): boolean =>
      event.about.includes(about) || event.body["conversation_id"] === about || ids.includes(String(event.body["still_id"]));
    setKept([]);
    ask();
    const stops = [
      session.onEvents((events) => {
        if (events.some((event) => event.type.startsWith("still.") && concerns(event))) ask();
      }),
      session.onWelcome(ask),
    ];
    return () => {
      over = true;
      for (const stop of stops) stop();
    };
  }, [session, kind, about]);
  return kept;
}

function Opened({ kept: { still, of_name, strokes }, onClose }: { kept: KeptStill; onClose: () => void }) {
  if (still.plan === null) return null;
  const [of, by] = [of_name ?? say(`stills-${still.of_relation}`), still.by_name ?? say(`stills-${still.by_relation}`)];
  const nameOf: NameOfStroke = (stroke) => stroke.by_name ?? say(`stills-${stroke.by_relation}`);
  return (
    <Dialog wide title={`${say("still-picture-of", { name: of })} · ${dayAndMinute(still.asked_at_ms)}`} onClose={onClose}>
      <div class="still-large" data-strokes={strokes.length}>
        <StillPicture view={still} plan={still.plan} strokes={strokes} nameOf={nameOf} role="img" aria-label={say("still-picture-of", { name: of })} />
      </div>
      <p class="muted">
        {say("stills-who", { of, by })}
        {still.phase === "broken" && ` · ${say(`still-broken-${(still.broken_because ?? "late").replaceAll("_", "-")}`)}`}
      </p>
      <Legend strokes={strokes} nameOf={nameOf} />
    </Dialog>
  );
}
