/** The bands that tell the truth about the page: is the line up, what is not sent, what was refused. */

import { CloudOff, Clock, OctagonAlert, CircleCheck } from "lucide-preact";
import { signal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import type { Kept } from "~/signaling/web/outbox";
import { Refusal } from "~/signaling/web/frames";
import type { Session } from "~/signaling/web/session";
import { Button } from "./parts";
import { secondNow, span } from "./clock";
import { reloadWhileNobodyTypes } from "./reloading";
import { hasWords, say, sayCode } from "./words";

/** Why not, in words. */
export function refusalWords(code: string, details: Readonly<Record<string, unknown>> = {}): string {
  const values: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(details)) {
    if (typeof value === "string" || typeof value === "number") values[name] = value;
  }
  const named = `refusal-${code}-number`;
  if (values["number"] !== undefined && hasWords(named)) return say(named, { callsign: "", ...values });
  return hasWords(`refusal-${code}`) ? say(`refusal-${code}`, { detail: "", ...values }) : say("refusal-unknown", { code });
}

/** Words for whatever a promise was refused with. */
export function failureWords(failure: unknown): string {
  return failure instanceof Refusal ? refusalWords(failure.code, failure.details) : say("refusal-broken");
}

/** A part of this page could not be loaded: after an update of the service its file may be gone. */
const partLacking = signal(false);
addEventListener("vite:preloadError", () => (partLacking.value = true));

function PartBand() {
  return (
    <div class="band" data-tone="warn" role="status">
      <CloudOff size={18} aria-hidden="true" />
      <span class="band-text">{say("link-part-lacking")}</span>
      <Button size="small" onClick={() => location.reload()}>
        {say("link-reload")}
      </Button>
      <Button size="small" look="quiet" onClick={() => (partLacking.value = false)}>
        {say("understood")}
      </Button>
    </div>
  );
}

/** This page is older than what the server still understands. Where nobody is at it, a tablet in a vehicle, it loads
 * itself anew, and not over and over. */
function OutdatedBand() {
  useEffect(() => reloadWhileNobodyTypes(), []);
  return (
    <div class="band" data-tone="bad" role="alert">
      <CloudOff size={18} aria-hidden="true" />
      <span class="band-text">{say("link-client-older")}</span>
      <Button size="small" onClick={() => location.reload()}>
        {say("link-reload")}
      </Button>
    </div>
  );
}

/** A line that is lost for longer than a blink. */
const BLINK_MS = 1_500;

interface LinkBandProps {
  session: Session;
  /** For a front that has to go on by itself: as bad as it is, and what to do. */
  tone?: "warn" | "bad";
  children?: ComponentChildren;
}

/** Over the page while the server is not there: since when, and that work is kept. */
export function LinkBand({ session, tone = "warn", children }: LinkBandProps) {
  const link = session.link.value;
  void secondNow.value;
  if (link.phase === "open" && partLacking.value) return <PartBand />;
  if (link.phase === "open" || link.lostAtMs === null) return null;
  if (link.phase === "stopped" && link.reason === "client_older") return <OutdatedBand />;
  if (link.phase === "stopped") {
    return (
      <div class="band" data-tone="bad" role="alert">
        <CloudOff size={18} aria-hidden="true" />
        <span class="band-text">{say(link.reason === "signed_out" ? "link-signed-out" : "link-stopped", { reason: link.reason })}</span>
        <Button size="small" onClick={() => location.assign("/")}>
          {say("link-to-sign-in")}
        </Button>
      </div>
    );
  }
  const lostForMs = Date.now() - link.lostAtMs;
  if (lostForMs < BLINK_MS) return null;
  return (
    <div class="band" data-tone={tone} role="status">
      <CloudOff size={18} aria-hidden="true" />
      <span class="band-text">
        {say(waitingWords(session))} <b class="number">{span(lostForMs)}</b>
      </span>
      {children}
    </div>
  );
}

function waitingWords(session: Session): string {
  if (session.link.value.reason === "server_older") return "link-server-older";
  return session.boardAsOfMs.value === null ? "link-opening" : "link-lost";
}

interface RefusalBandProps {
  session: Session;
  about?: (kept: Kept) => string;
  /** What else can be done about it, beside putting it away. */
  act?: (kept: Kept) => ComponentChildren;
}

/** What was refused stays here with what was typed, until the person puts it away. `about` names the thing by words. */
export function RefusalBand({ session, about, act }: RefusalBandProps) {
  const refused = session.outbox.refused.value;
  return (
    <div aria-live="assertive">
      {refused.map((kept) => (
        <div class="band" data-tone="bad" key={kept.message.id}>
          <OctagonAlert size={18} aria-hidden="true" />
          <span class="band-text">
            <b>
              {sayCode("command", kept.message.type)}
              {about !== undefined && ` ${about(kept)}`}:
            </b>{" "}
            {refusalWords(kept.no?.code ?? "", kept.no?.details)}
            <span class="band-typed">{typed(kept)}</span>
          </span>
          {act?.(kept)}
          <Button size="small" onClick={() => session.outbox.putAway(kept.message.id)}>
            {say("understood")}
          </Button>
        </div>
      ))}
    </div>
  );
}

/** The words a person typed into a refused wish, so that nothing has to be remembered. */
function typed(kept: Kept): string {
  const words: string[] = [];
  const gather = (value: unknown, name: string): void => {
    if (typeof value === "string" && value !== "" && !name.endsWith("_id") && !HIDDEN.has(name)) words.push(value);
    else if (typeof value === "object" && value !== null && !HIDDEN.has(name)) for (const [inner, one] of Object.entries(value)) gather(one, inner);
  };
  for (const [name, value] of Object.entries(kept.message)) gather(value, name);
  return words.join(" · ");
}

/** Fields that hold codes, not what somebody typed. */
const HIDDEN: ReadonlySet<string> = new Set(["heard", "part", "steps", "type", "id", "by", "result", "milestone", "sex", "channel", "answers"]);

/** How much is not sent yet; nothing when all is. */
export function UnsentMark({ session }: { session: Session }) {
  const count = session.outbox.unsentCount.value;
  if (count === 0) return null;
  return (
    <span class="pill" data-tone="warn" role="status">
      <Clock size={14} aria-hidden="true" />
      {say("outbox-unsent", { count })}
    </span>
  );
}

interface Note {
  readonly key: number;
  readonly tone: "ok" | "bad";
  readonly text: string;
}

const notes = signal<readonly Note[]>([]);
let lastKey = 0;
/** How long a short note stands, ms; long enough to be read twice. */
const NOTE_MS = 6_000;

/** A short note at the page's foot: something was done, or was not. */
export function note(text: string, tone: Note["tone"] = "ok"): void {
  lastKey += 1;
  const mine: Note = { key: lastKey, tone, text };
  notes.value = [...notes.value.slice(-2), mine];
}

export function putNoteAway(key: number): void {
  notes.value = notes.value.filter((one) => one.key !== key);
}

export function Notes() {
  return (
    <div class="toasts" role="status" aria-live="polite">
      {notes.value.map((one) => (
        <NoteLine key={one.key} line={one} />
      ))}
    </div>
  );
}

function NoteLine({ line }: { line: Note }) {
  useEffect(() => {
    const timer = setTimeout(() => putNoteAway(line.key), NOTE_MS);
    return () => clearTimeout(timer);
  }, [line.key]);
  return (
    <div class="toast" data-tone={line.tone}>
      {line.tone === "ok" ? <CircleCheck size={18} aria-hidden="true" /> : <OctagonAlert size={18} aria-hidden="true" />}
      <span class="toast-text">{line.text}</span>
    </div>
  );
}
