/** What can be sent now: place, live video, photographs, words; and what has gone out. */

import { Camera, CircleAlert, CircleCheck, LoaderCircle, VideoOff, Video, Wifi, WifiOff } from "lucide-preact";
import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { say } from "~/interface/words";
import { tabClaims } from "~/media/web/dock/claims";
import { canShowVideo, madeSmall } from "../device";
import type { Caller, Photo } from "../state/caller";
import type { Ended } from "../state/live";
import { Chat } from "./chat";
import type { LiveProps } from "./live";
import { PlaceLine } from "./where";

export function Menu({ caller }: { caller: Caller }) {
  const [live, setLive] = useState(false);
  const [ended, setEnded] = useState<Ended | "not_loaded" | null>(null);
  const view = caller.view.value;
  const textOnly = view?.text_only === true;
  const showing = live && !textOnly;
  const goesOn = caller.goesOn.value;
  const start = (): void => {
    setEnded(null);
    setLive(true);
  };
  useEffect(() => {
    if (textOnly) setLive(false);
  }, [textOnly]);
  // This page has carried it before it was loaded again.
  useEffect(() => {
    if (goesOn !== null && tabClaims.has(goesOn)) start();
  }, [goesOn]);
  return (
    <div class="caller-menu">
      <LinkLine caller={caller} quiet={showing} />
      {textOnly && (
        <p class="caller-band" role="alert">
          <VideoOff size={26} aria-hidden="true" /> {say("caller-text-only")}
        </p>
      )}
      <h1 class={showing ? "unseen" : "caller-menu-title"}>{say("caller-menu")}</h1>
      {showing && (
        <LiveLater
          caller={caller}
          stop={(how) => {
            setLive(false);
            setEnded(how ?? null);
          }}
        />
      )}
      {!showing && ended !== null && (
        <p class="caller-line" role="status" data-tone="warn">
          <VideoOff size={22} aria-hidden="true" /> {say(`caller-live-over-${ended}`)}
        </p>
      )}
      <PlaceLine caller={caller} />
      {!showing && !textOnly && <LiveTile again={goesOn !== null || ended !== null} start={start} />}
      {!textOnly && <Photos caller={caller} />}
      <Chat caller={caller} />
    </div>
  );
}

/** `quiet`: something else says already that what is sent is seen. */
function LinkLine({ caller, quiet }: { caller: Caller; quiet: boolean }) {
  const open = caller.session.value?.link.value.phase === "open";
  if (open && quiet) return null;
  return (
    <p class="caller-status" role="status" data-tone={open ? "ok" : "warn"}>
      {open ? <Wifi size={20} aria-hidden="true" /> : <WifiOff size={20} aria-hidden="true" />}
      {say(open ? "caller-status-open" : "caller-status-lost")}
    </p>
  );
}

function LiveTile({ again, start }: { again: boolean; start: () => void }) {
  if (!canShowVideo()) return <p class="caller-line muted">{say("caller-live-none")}</p>;
  return (
    <button type="button" class="caller-tile" data-look="main" onClick={start}>
      <Video size={28} aria-hidden="true" /> {say(again ? "caller-live-again" : "caller-live-start")}
    </button>
  );
}

/** The video's part is loaded when it is wanted: whoever only writes never pays for it. */
function LiveLater(props: { readonly caller: Caller; readonly stop: (ended?: Ended | "not_loaded") => void }) {
  const [Part, setPart] = useState<ComponentType<LiveProps> | null>(null);
  useEffect(() => {
    void import("./live").then(
      ({ Live }) => setPart(() => Live),
      () => props.stop("not_loaded"),
    );
  }, []);
  if (Part === null) {
    return (
      <p class="caller-line" role="status">
        <LoaderCircle class="caller-turning" size={22} aria-hidden="true" /> {say("caller-loading")}
      </p>
    );
  }
  return <Part {...props} />;
}

function Photos({ caller }: { caller: Caller }) {
  const sent = caller.view.value?.pictures ?? 0;
  const pick = async (input: HTMLInputElement): Promise<void> => {
    const files = [...(input.files ?? [])];
    input.value = "";
    for (const file of files) {
      const small = await madeSmall(file);
      if (small === null) caller.notAPhoto();
      else await caller.sendPhoto(small);
    }
  };
  return (
    <>
      <label class="caller-tile">
        <Camera size={28} aria-hidden="true" /> {say("caller-photo")}
        <input type="file" accept="image/*" capture="environment" class="unseen" onChange={(event) => void pick(event.currentTarget)} />
      </label>
      {sent > 0 && (
        <p class="caller-line" data-tone="ok" role="status">
          <CircleCheck size={22} aria-hidden="true" /> {say("caller-photos-sent", { count: sent })}
        </p>
      )}
      {caller.photos.value
        .filter((photo) => photo.state !== "sent")
        .map((photo) => (
          <PhotoLine key={photo.id} caller={caller} photo={photo} />
        ))}
    </>
  );
}

function PhotoLine({ caller, photo }: { caller: Caller; photo: Photo }) {
  if (photo.state === "sending") {
    return (
      <p class="caller-line" role="status">
        <LoaderCircle class="caller-turning" size={22} aria-hidden="true" /> {say("caller-photo-sending")}
      </p>
    );
  }
  const final = photo.code === "not_a_picture" || photo.code === "too_long";
  return (
    <div class="caller-line" data-tone="warn" role="alert">
      <CircleAlert size={22} aria-hidden="true" /> {say(final ? `caller-photo-${photo.code}` : "caller-photo-failed")}
      {!final && (
        <button type="button" class="caller-second" onClick={() => void caller.sendPhotoAgain(photo.id)}>
          {say("caller-again")}
        </button>
      )}
    </div>
  );
}
