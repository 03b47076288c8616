/** A conversation that goes on: the others large and small, oneself, how the link is, and what can be done. */

import { Ellipsis, MessageSquareText, Mic, MicOff, MonitorUp, PhoneOff, SignalHigh, Users, Video, VideoOff } from "lucide-preact";
import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { Button, Shape, type ShapeName } from "~/interface/parts";
import { say, sayCode } from "~/interface/words";
import type { DeviceMedia } from "../devices";
import type { Dock } from "../state/dock";
import type { Showing } from "../state/showing";
import { othersIn } from "../state/people";
import { Speaker } from "../state/speaker";
import type { Shape as Stroke } from "../state/stills";
import { streamsOf, tilesOf, wishesOf } from "../state/stage";
import type { Connection } from "../state/talk";
import { ClipPanel, ClipSign } from "./clips";
import { useCounts } from "./counts";
import { LinkBadge, LinkPanel } from "./link";
import { nameAcross, type NameOf } from "./names";
import { Knocks } from "./guests";
import { PeoplePanel, type Callable } from "./people";
import { AskRecording, RecordingSign } from "./recording";
import { Sounds } from "./sounds";
import { Freeze, StillBar, StillStage } from "./still";
import { Lasting } from "./span";
import { TextsPanel } from "./texts";
import { OwnPicture, Tiles } from "./tiles";

type Talking = Extract<Showing, { is: "talking" }>;

interface TalkProps {
  readonly dock: Dock;
  readonly host: HTMLElement;
  readonly showing: Talking;
  readonly nameOf: NameOf;
  readonly whom: () => Promise<readonly Callable[]>;
  readonly large: boolean;
  readonly onCheck: () => void;
}

const LOOKS: Readonly<Record<Connection, { shape: ShapeName; tone: string }>> = {
  waiting: { shape: "ring", tone: "muted" },
  connecting: { shape: "ring", tone: "warn" },
  connected: { shape: "circle", tone: "ok" },
  recovering: { shape: "diamond", tone: "bad" },
};

type Panel = "people" | "texts" | "link" | "more";

export function TalkView(props: TalkProps) {
  const { dock, host, showing, nameOf, large } = props;
  const { view, self, talk, texts, clips } = showing;
  const [panel, setPanel] = useState<Panel | null>(null);
  const [stroke, setStroke] = useState<Stroke>("line");
  const drawing = { stills: dock.stills, view, self, nameOf, shape: stroke };
  const connection = talk.connection.value;
  const media = talk.own.media.value as DeviceMedia | null;
  const others = othersIn(view, self);
  const shown = talk.link.shown.value;
  const far = talk.link.far.value;
  const only = others.length === 1 ? others[0] : undefined;
  const farReport = only === undefined || only.endpoint === null ? null : (far.get(only.endpoint) ?? null);
  const name = only === undefined ? "" : nameAcross(only, nameOf);
  const away = new Set(talk.away.value.map(({ endpoint }) => endpoint));
  useCounts(host, talk, view);
  const size = large ? "large" : undefined;
  const notice = dock.wishes.notice.value;
  return (
    <div class="dock-talk" data-connection={connection} data-panel={panel ?? undefined}>
      <div class="dock-stage">
        <Sounds paths={talk.heard.value} />
        <Pictures dock={dock} showing={showing} nameOf={nameOf} away={away} />
        {media !== null && (media.screen !== null || (media.camera && talk.own.cameraOn.value)) && (
          <OwnPicture stream={talk.own.screenOn.value && media.screen !== null ? new MediaStream([media.screen]) : media.stream} screen={talk.own.screenOn.value} />
        )}
        <StillStage {...drawing} size={large ? "large" : undefined} />
        <LinkBadge shown={shown} far={farReport} name={name} sendsPicture={talk.own.cameraOn.value || talk.own.screenOn.value} />
      </div>
      <StillBar {...drawing} size={large ? "large" : undefined} onShape={setStroke} />
      <p class="dock-status" role="status">
        <Status connection={connection} reconnecting={only !== undefined && only.endpoint !== null && away.has(only.endpoint) ? name : null} />
        {view.accepted_at_ms !== null && <Lasting sinceMs={view.accepted_at_ms} />}
      </p>
      {media !== null && media.missing !== "none" && <p class="dock-note">{say(`conversation-missing-${media.missing.replaceAll("_", "-")}`)}</p>}
      {view.no_worker && view.participants.length > 2 && <p class="dock-note" role="alert">{say("conversation-no-worker")}</p>}
      {notice !== null && <p class="dock-note" role="alert">{sayCode("refusal", notice)}</p>}
      {panel === "people" && <PeoplePanel dock={dock} showing={showing} nameOf={nameOf} whom={props.whom} size={size} />}
      {panel === "texts" && <TextsPanel texts={texts} clips={clips} participants={view.participants} self={self} nameOf={nameOf} size={size} stills={dock.stills.source} conversationId={view.conversation_id} />}
      {panel === "link" && <LinkPanel shown={shown} far={farReport} name={name} choice={talk.link.choice.value} onChoose={(choice) => talk.link.choose(choice)} />}
      {panel === "more" && <AskRecording recordings={dock.recordings} view={view} self={self} size={size} />}
      {panel === "more" && <More showing={showing} size={size} onCheck={props.onCheck} />}
      <ClipPanel clips={clips} participants={view.participants} nameOf={nameOf} size={size} open={dock.line.value.phase === "open"} />
      <ClipSign clips={clips} participants={view.participants} nameOf={nameOf} size={size} />
      <Knocks guests={dock.guests} view={view} self={self} size={size} />
      <RecordingSign recordings={dock.recordings} view={view} self={self} nameOf={nameOf} size={size} />
      <Controls dock={dock} showing={showing} size={size} panel={panel} onPanel={(one) => setPanel(one === panel ? null : one)} />
    </div>
  );
}

function Pictures({ dock, showing: { view, self, talk }, nameOf, away }: { dock: Dock; showing: Talking; nameOf: NameOf; away: ReadonlySet<string> }) {
  const [picked, setPicked] = useState<string | null>(null);
  const speaker = useRef(new Speaker());
  const others = othersIn(view, self);
  const streams = streamsOf(talk.heard.value);
  const loud = speaker.current.feed(talk.voices.value, performance.now());
  // What a caller shows is what it is about: it stays large whoever speaks.
  const caller = others.find(({ relation, place }) => relation === "guest" && place === "asker")?.endpoint ?? null;
  const large = picked !== null && others.some(({ endpoint }) => endpoint === picked) ? picked : (caller ?? loud);
  const tiles = tilesOf(others, streams, talk.moving.value, large);
  const wishes = JSON.stringify(wishesOf(tiles, talk.link.choice.value));
  useEffect(() => talk.want(JSON.parse(wishes) as ReturnType<typeof wishesOf>), [wishes, view.move, talk.paths.playing]);
  const [first] = tiles;
  return (
    <>
      <Tiles tiles={tiles} far={talk.link.far.value} away={away} nameOf={nameOf} onPick={(endpoint) => setPicked(endpoint === picked ? null : endpoint)} />
      <Freeze stills={dock.stills} view={view} self={self} nameOf={nameOf} endpoint={first === undefined || first.screen ? null : first.of.endpoint} />
    </>
  );
}

function Status({ connection, reconnecting }: { connection: Connection; reconnecting: string | null }) {
  const look = reconnecting === null ? LOOKS[connection] : LOOKS.connecting;
  return (
    <span class="dock-connection" data-tone={look.tone}>
      <Shape name={look.shape} /> {reconnecting === null ? say(`conversation-connection-${connection}`) : say("conversation-other-reconnecting", { name: reconnecting })}
    </span>
  );
}

interface ControlsProps {
  readonly dock: Dock;
  readonly showing: Talking;
  readonly size: "large" | undefined;
  readonly panel: Panel | null;
  readonly onPanel: (panel: Panel) => void;
}

function Controls({ dock, showing, size, panel, onPanel }: ControlsProps) {
  const { talk, view, texts } = showing;
  const media = talk.own.media.value;
  const [microphone, camera] = [talk.own.microphoneOn.value, talk.own.cameraOn.value];
  const unread = panel === "texts" ? 0 : texts.unread;
  const toggle = (one: Panel, words: string, icon: ComponentChildren, count = "") => (
    <Button class="dock-tool" look="ghost" size={size} aria-expanded={panel === one} aria-label={words} title={words} onClick={() => onPanel(one)}>
      {icon}
      {count !== "" && <span class="number">{count}</span>}
    </Button>
  );
  return (
    <div class="dock-row dock-controls">
      {media?.microphone === true && (
        <Button class="dock-tool" look="ghost" size={size} aria-pressed={!microphone} aria-label={say(microphone ? "conversation-mute" : "conversation-unmute")} title={say(microphone ? "conversation-mute" : "conversation-unmute")} onClick={() => talk.own.toggleMicrophone()}>
          {microphone ? <Mic size={20} aria-hidden="true" /> : <MicOff size={20} aria-hidden="true" />}
        </Button>
      )}
      {media !== null && media.missing !== "insecure" && (
        <Button class="dock-tool" look="ghost" size={size} aria-pressed={!camera} aria-label={say(camera ? "conversation-camera-off" : "conversation-camera-on")} title={say(camera ? "conversation-camera-off" : "conversation-camera-on")} onClick={() => void talk.own.toggleCamera()}>
          {camera ? <Video size={20} aria-hidden="true" /> : <VideoOff size={20} aria-hidden="true" />}
        </Button>
      )}
      {toggle("people", say("conversation-people", { count: view.participants.length }), <Users size={20} aria-hidden="true" />, String(view.participants.length))}
      {toggle("texts", unread === 0 ? say("conversation-texts") : say("conversation-texts-unread", { count: unread }), <MessageSquareText size={20} aria-hidden="true" />, unread === 0 ? "" : String(unread))}
      {toggle("link", say("conversation-link"), <SignalHigh size={20} aria-hidden="true" />)}
      {toggle("more", say("conversation-more"), <Ellipsis size={20} aria-hidden="true" />)}
      <Button class="dock-hang-up" look="bad" size={size} onClick={() => void dock.hangUp(view.conversation_id)}>
        <PhoneOff size={20} aria-hidden="true" /> {say("conversation-hang-up")}
      </Button>
    </div>
  );
}

function More({ showing: { talk }, size, onCheck }: { showing: Talking; size: "large" | undefined; onCheck: () => void }) {
  const screen = talk.own.screenOn.value;
  return (
    <div class="dock-panel dock-row">
      {/* Telephones and tablets cannot share a screen: then there is no such button. */}
      {typeof navigator.mediaDevices?.getDisplayMedia === "function" && (
        <Button look="ghost" size={size} aria-pressed={screen} onClick={() => void talk.own.toggleScreen()}>
          <MonitorUp size={20} aria-hidden="true" /> {say(screen ? "conversation-screen-off" : "conversation-screen-on")}
        </Button>
      )}
      <Button look="ghost" size={size} onClick={onCheck}>
        {say("conversation-check")}
      </Button>
    </div>
  );
}
