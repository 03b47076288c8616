/**
 * Live video: this telephone in a conversation like anybody's device, with what its camera shows, who else is there, and
 * how it goes. Loaded when the caller wants to show something, and not before.
 */

import { computed } from "@preact/signals-core";
import { CircleStop, Flashlight, Mic, MicOff, SwitchCamera, Video, VideoOff } from "lucide-preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { ComponentChildren } from "preact";
import { addWords, say } from "~/interface/words";
import { browserPorts } from "~/media/web/dock/browser";
import { tabClaims } from "~/media/web/dock/claims";
import { browserClips } from "~/media/web/dock/clip-recorder";
import { CLIP_WORDS } from "~/media/web/dock/clip-words";
import { openMedia, type DeviceMedia, type Facing } from "~/media/web/dock/devices";
import { RECORDING_WORDS } from "~/media/web/dock/recording-words";
import { Carried, type Carrying } from "~/media/web/dock/state/carried";
import { Clips } from "~/media/web/dock/state/clips";
import { othersIn } from "~/media/web/dock/state/people";
import { Recordings } from "~/media/web/dock/state/recording";
import { takeStills } from "~/media/web/dock/stills";
import { ClipPanel, ClipSign } from "~/media/web/dock/view/clips";
import { useCounts } from "~/media/web/dock/view/counts";
import { RecordingSign } from "~/media/web/dock/view/recording";
import { Sounds } from "~/media/web/dock/view/sounds";
import { StillHere } from "~/media/web/dock/view/still-here";
import en from "~/media/words/en.ftl?raw";
import ru from "~/media/words/ru.ftl?raw";
import uz from "~/media/words/uz.ftl?raw";
import type { Session } from "~/signaling/web/session";
import type { Caller } from "../state/caller";
import { liveDrawing, reasonOf, sentenceOf, type Ended } from "../state/live";
import { People } from "./people";
import "./live.css";

addWords({ uz, ru, en });
addWords(RECORDING_WORDS);
addWords(CLIP_WORDS);

export interface LiveProps {
  readonly caller: Caller;
  /** `ended`: how it ended, when others ended it. */
  readonly stop: (ended?: Ended) => void;
}

interface Going {
  readonly session: Session;
  readonly carried: Carried;
  readonly recordings: Recordings;
}

/** Why nothing at all can be shown. */
type Refused = "no_permission" | "no_device" | "insecure";

export function Live({ caller, stop }: LiveProps) {
  const [going, setGoing] = useState<Going | null>(null);
  const [refused, setRefused] = useState<Refused | null>(null);
  useEffect(() => begin(caller, setGoing, setRefused), [caller]);
  useAwake();
  useEnds(caller, going, stop);
  const end = (): void => {
    caller.stopLive();
    stop();
  };
  if (refused !== null) {
    return (
      <div class="caller-live" role="alert">
        <p class="caller-line" data-tone="warn">
          {say(refused === "no_device" ? "caller-live-no-device" : "caller-live-no-permission")}
        </p>
        <Stop stop={() => stop()} />
      </div>
    );
  }
  const now = going?.carried.now.value ?? null;
  if (going === null || now === null) {
    return (
      <section class="caller-live" data-live="asking" aria-label={say("caller-live-own")}>
        <p class="caller-live-told" role="status">
          {say("caller-live-asking")}
        </p>
        <Stop stop={end} />
      </section>
    );
  }
  return <Talking key={now.view.conversation_id} going={going} now={now} stop={end} />;
}

function Talking({ going, now, stop }: { going: Going; now: Carrying; stop: () => void }) {
  const host = useRef<HTMLElement>(null);
  const { talk, view, self } = now;
  useCounts(host.current, talk, view);
  const drawing = liveDrawing(now);
  const media = talk.own.media.value as DeviceMedia | null;
  const sends = { sound: media?.microphone === true && talk.own.microphoneOn.value, picture: talk.own.cameraOn.value };
  const shown = talk.link.shown.value;
  const others = othersIn(view, self);
  const told = sentenceOf(drawing, others.length, shown, sends);
  const reason = drawing === "connected" ? reasonOf(shown) : null;
  return (
    <section ref={host} class="caller-live" data-live={drawing} aria-label={say("caller-live-own")}>
      <div role="status">
        <p class="caller-live-told" data-tone={told.tone}>
          {say(told.key, told.count === undefined ? {} : { count: told.count })}
        </p>
        {reason !== null && <p class="caller-live-reason">{say(reason)}</p>}
        {view.no_worker && view.participants.length > 2 && <p class="caller-live-reason">{say("conversation-no-worker")}</p>}
      </div>
      {drawing === "elsewhere" ? (
        <button type="button" class="caller-second" onClick={() => going.carried.takeOver()}>
          {say("conversation-take-over")}
        </button>
      ) : (
        <>
          <RecordingSign recordings={going.recordings} view={view} self={self} nameOf={() => null} size="large" />
          <Sounds paths={talk.heard.value} />
          <VoiceClips now={now} session={going.session} />
          <StillHere session={going.session} view={view} self={self} />
          <People now={now} media={media} />
          {media !== null && <Controls now={now} media={media} />}
        </>
      )}
      <Stop stop={stop} />
    </section>
  );
}

/** What the link does not carry as speech goes as a message. */
function VoiceClips({ now: { view, self, talk }, session }: { now: Carrying; session: Session }) {
  const [clips, setClips] = useState<Clips | null>(null);
  useEffect(() => {
    const made = new Clips(talk.conversationId, self, session, talk, browserClips(() => true));
    setClips(made);
    return () => made.close();
  }, [talk]);
  useEffect(() => clips?.follow(view), [clips, view]);
  if (clips === null) return null;
  const common = { clips, participants: view.participants, nameOf: () => null, size: "large" } as const;
  return (
    <>
      <ClipPanel {...common} open={session.link.value.phase === "open"} />
      <ClipSign {...common} />
    </>
  );
}

function Controls({ now: { talk }, media }: { now: Carrying; media: DeviceMedia }) {
  const [microphone, camera] = [talk.own.microphoneOn.value, talk.own.cameraOn.value];
  // What a camera is and can do is looked at anew each second: it may have been turned, or lit from afar.
  const sample = talk.sample.value;
  const [torch, setTorch] = useState<boolean | null>(null);
  const look = (): void => setTorch(media.farCamera()?.torch ?? null);
  useEffect(look, [media, camera, sample]);
  return (
    <div class="caller-tools">
      {media.microphone && (
        <Tool pressed={!microphone} words="caller-live-mute" act={() => talk.own.toggleMicrophone()}>
          {microphone ? <Mic size={24} aria-hidden="true" /> : <MicOff size={24} aria-hidden="true" />}
        </Tool>
      )}
      <Tool pressed={!camera} words="caller-live-without-camera" act={() => void talk.own.toggleCamera()}>
        {camera ? <Video size={24} aria-hidden="true" /> : <VideoOff size={24} aria-hidden="true" />}
      </Tool>
      {camera && (
        <Tool words="caller-live-turn" act={() => void media.turnCamera()}>
          <SwitchCamera size={24} aria-hidden="true" />
        </Tool>
      )}
      {camera && torch !== null && (
        <Tool pressed={torch} words="caller-live-torch" act={() => void media.setFarCamera(!torch, null).then(look)}>
          <Flashlight size={24} aria-hidden="true" />
        </Tool>
      )}
    </div>
  );
}

function Tool({ pressed, words, act, children }: { pressed?: boolean; words: string; act: () => void; children: ComponentChildren }) {
  return (
    <button type="button" class="caller-tool" aria-pressed={pressed} onClick={act}>
      {children}
      <span>{say(words)}</span>
    </button>
  );
}

function Stop({ stop }: { stop: () => void }) {
  return (
    <button type="button" class="caller-stop" onClick={stop}>
      <CircleStop size={24} aria-hidden="true" /> {say("caller-live-stop")}
    </button>
  );
}

/** The camera that looks away from the person comes first: the dispatcher wants to see what they see. */
const AWAY: Facing = "environment";

/** Opens the camera, then offers or takes up what goes on; gives back how to end all of it. */
function begin(caller: Caller, setGoing: (going: Going) => void, setRefused: (why: Refused) => void): () => void {
  // The guest's session is a whole one; the page's state names only what it needs itself.
  const session = caller.session.peek() as unknown as Session | null;
  let [carried, first]: [Carried | null, DeviceMedia | null] = [null, null];
  let takeNoMore = (): void => undefined;
  let gone = false;
  void openMedia(true, AWAY).then((opened) => {
    if (gone || session === null) return opened.stop();
    if (!opened.microphone && !opened.camera) return setRefused(opened.missing === "none" || opened.missing === "no_camera" ? "no_device" : opened.missing);
    first = opened;
    const open = (): Promise<DeviceMedia> => {
      const ready = first;
      first = null;
      return ready === null ? openMedia(true, AWAY) : Promise.resolve(ready);
    };
    const wanted = computed(() => caller.view.value?.conversation_id ?? null);
    const ports = { ...browserPorts(session), openMedia: open };
    const begun = (carried = new Carried(session, ports, wanted));
    takeNoMore = takeStills(session, computed(() => begun.now.value?.talk ?? null));
    setGoing({ session, carried, recordings: new Recordings(session, ports.wait) });
    caller.offerLive();
  });
  return () => {
    gone = true;
    takeNoMore();
    carried?.close();
    first?.stop();
  };
}

/** Kept over a reload; whoever ended it goes back to the menu, and the camera is shown again by a tap alone. */
function useEnds(caller: Caller, going: Going | null, stop: (ended?: Ended) => void): void {
  const id = going?.carried.now.value?.view.conversation_id ?? null;
  const over = going?.carried.over.value ?? null;
  const offered = caller.view.value?.live_offered_at_ms != null;
  const wasOffered = useRef(false);
  useEffect(() => {
    if (id === null) return undefined;
    tabClaims.add(id);
    return () => tabClaims.drop(id);
  }, [id]);
  useEffect(() => {
    if (wasOffered.current && !offered) stop();
    wasOffered.current = offered;
  }, [offered]);
  useEffect(() => {
    if (over === null) return;
    caller.stopLive();
    stop(over);
  }, [over]);
}

/** A telephone that goes to sleep shows nothing. */
function useAwake(): void {
  useEffect(() => {
    let lock: WakeLockSentinel | null = null;
    navigator.wakeLock?.request("screen").then(
      (held) => (lock = held),
      () => undefined,
    );
    return () => void lock?.release().catch(() => undefined);
  }, []);
}
