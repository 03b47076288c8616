/** At the door: the own picture and device first, with or without camera; then the wish to come in, and the waiting. */

import { DoorOpen, Hourglass, Video, VideoOff } from "lucide-preact";
import { useMemo } from "preact/hooks";
import { say, sayCode } from "~/interface/words";
import { openMedia } from "~/media/web/dock/devices";
import { CheckPanel, type CheckSource } from "~/media/web/dock/view/check";
import { Countdown } from "~/media/web/dock/view/span";
import type { Session } from "~/signaling/web/session";
import type { Guest } from "../state/guest";
import { PeopleInside } from "./welcome";

export function Door({ guest }: { guest: Guest }) {
  const page = guest.page.value;
  const camera = guest.camera.value;
  // The guest's session is a whole one; the page's state names only what it needs itself.
  const session = guest.session.value as unknown as Session | null;
  const source = useMemo(() => (session === null ? null : sourceOf(session, camera)), [session, camera]);
  if (page === null || source === null) return null;
  return (
    <>
      <div class="guest-question">
        {guest.drawing.value === "knocking" ? <Waiting guest={guest} /> : <Back guest={guest} />}
        <section class="guest-device" aria-label={say("conversation-check")}>
          <CheckPanel key={camera ? "seen" : "heard"} source={source} large camera={camera} />
          <button type="button" class="guest-second" aria-pressed={!camera} onClick={() => guest.showCamera(!camera)}>
            {camera ? <Video size={22} aria-hidden="true" /> : <VideoOff size={22} aria-hidden="true" />} {say("conversation-without-camera")}
          </button>
        </section>
        <PeopleInside page={page} />
      </div>
      {guest.drawing.value === "ready" && <Ask guest={guest} />}
    </>
  );
}

function sourceOf(session: Session, camera: boolean): CheckSource {
  return { openForCheck: () => openMedia(camera), iceServers: () => session.ask({ type: "ice_servers" }), line: session.link };
}

function Ask({ guest }: { guest: Guest }) {
  const recorded = guest.recorded.value !== null;
  const refused = guest.refused.value;
  return (
    <div class="guest-answers">
      {recorded && (
        <div class="guest-recorded">
          <p>
            <b>{say("guest-recorded")}</b>
          </p>
          <p>{say("recording-text")}</p>
        </div>
      )}
      {refused !== null && (
        <p class="guest-note" role="alert">
          {sayCode("refusal", refused)}
        </p>
      )}
      <button type="button" class="guest-main-button" disabled={guest.busy.value} onClick={() => void guest.knock()}>
        <DoorOpen size={26} aria-hidden="true" /> {say(recorded ? "guest-agree-and-knock" : "guest-knock")}
      </button>
    </div>
  );
}

function Back({ guest }: { guest: Guest }) {
  const back = guest.back.value;
  if (back === null) return <h1>{say("guest-see-yourself")}</h1>;
  return (
    <div role="status">
      <h1>{say(`guest-back-${back.replaceAll("_", "-")}`)}</h1>
      <p>{say(`guest-back-${back.replaceAll("_", "-")}-more`)}</p>
    </div>
  );
}

function Waiting({ guest }: { guest: Guest }) {
  const untilMs = guest.view.value?.knock_until_ms ?? null;
  return (
    <div class="guest-waiting">
      <Hourglass size={32} aria-hidden="true" />
      <div>
        <div role="status">
          <h1>{say("guest-knocking")}</h1>
          <p>{say("guest-knocking-more")}</p>
        </div>
        {untilMs !== null && (
          <p>
            {say("guest-knocking-until")} <Countdown untilMs={untilMs} />
          </p>
        )}
      </div>
    </div>
  );
}
