/** A conversation's figures where tests and whoever looks into a bad link can read them. */

import { useEffect } from "preact/hooks";
import { streamsOf } from "../state/stage";
import type { Talk } from "../state/talk";
import type { ConversationView } from "../state/words";

/** What has come and how it goes, on the element of the dock or the page: for journeys, and for whoever looks into a bad link. */
export function useCounts(host: HTMLElement | null, talk: Talk, view: ConversationView): void {
  const sample = talk.sample.value;
  const counts: Readonly<Record<string, string>> = {
    connection: talk.connection.value,
    round: String(talk.round),
    framesReceived: String(sample.framesDecoded),
    audioPackets: String(sample.audioPackets),
    rung: talk.link.shown.value.standing.rung,
    reason: talk.link.shown.value.standing.reason,
    farRungs: [...talk.link.far.value.values()].map(({ rung }) => rung).join(" "),
    path: (talk.heard.value.find(({ muted }) => !muted)?.name ?? "").split(" ")[0] ?? "",
    move: String(view.move),
    people: String(view.participants.length),
    // Whose voice: packets that came, and energy that was played.
    voices: [...talk.voices.value].map(([endpoint, { packets, energy }]) => `${endpoint}:${packets}:${energy.toFixed(3)}`).join(" "),
    shown: String(streamsOf(talk.heard.value).filter(({ source }) => source === "sound").length),
  };
  const names = Object.keys(counts).join(" ");
  useEffect(() => {
    if (host !== null) Object.assign(host.dataset, counts);
  }, [host, ...Object.values(counts)]);
  useEffect(
    () => () => {
      for (const name of names.split(" ")) delete host?.dataset[name];
    },
    [host],
  );
}
