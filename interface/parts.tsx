/** The parts that every front draws with. Looks are in parts.css, words in words/*.ftl. */

import "@preact/signals"; // makes components follow the signals they read
import { X, Volume2, LoaderCircle } from "lucide-preact";
import type { ComponentChildren, JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { LANGUAGES, LANGUAGE_NAMES, chooseLanguage, language, say, type Language } from "./words";
import { audible, unlockSound } from "./sound";
import { useOwnId } from "./own-id";
import { waitsForServer } from "./waiting";

type Look = "main" | "ghost" | "quiet" | "bad";

interface ButtonProps extends Omit<JSX.HTMLAttributes<HTMLButtonElement>, "size"> {
  look?: Look;
  size?: "small" | "large";
  /** The key that does the same, drawn beside the words. */
  hotkey?: string;
  busy?: boolean;
  disabled?: boolean;
  type?: "button" | "submit";
  children?: ComponentChildren;
}

export function Button({ look = "ghost", size, hotkey, busy = false, type = "button", children, ...rest }: ButtonProps) {
  return (
    <button {...rest} type={type} class={`button ${rest.class ?? ""}`} data-look={look} data-size={size} aria-busy={busy}>
      {busy && <LoaderCircle size={16} aria-hidden="true" />}
      {children}
      {hotkey !== undefined && <Key name={hotkey} />}
    </button>
  );
}

/** A key of the keyboard, as a drawing: readers hear the words beside it. */
export function Key({ name }: { name: string }) {
  return (
    <kbd class="key" aria-hidden="true">
      {name}
    </kbd>
  );
}

export type ShapeName = "triangle" | "circle" | "square" | "cross" | "bars" | "ring" | "strike" | "diamond";

const SHAPES: Readonly<Record<ShapeName, JSX.Element>> = {
  triangle: <path d="M6 1 11 10.5H1Z" fill="currentColor" />,
  circle: <circle cx="6" cy="6" r="4.5" fill="currentColor" />,
  square: <rect x="1.5" y="1.5" width="9" height="9" rx="1.5" fill="currentColor" />,
  cross: <path d="M6 1v10M1 6h10" stroke="currentColor" stroke-width="3.4" />,
  bars: <path d="M4 1.5v9M8 1.5v9" stroke="currentColor" stroke-width="2.4" />,
  ring: <circle cx="6" cy="6" r="4" fill="none" stroke="currentColor" stroke-width="2" />,
  strike: <path d="M2 2l8 8M10 2l-8 8" stroke="currentColor" stroke-width="2.4" />,
  diamond: <path d="M6 .8 11.2 6 6 11.2.8 6Z" fill="currentColor" />,
};

/** A state's shape; the word beside it says the same. */
export function Shape({ name, size = 10 }: { name: ShapeName; size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 12 12" aria-hidden="true">
      {SHAPES[name]}
    </svg>
  );
}

/** Shape, word and colour together. */
export function Tag({ tone, shape, filled, children }: { tone: string; shape?: ShapeName; filled?: boolean; children: ComponentChildren }) {
  return (
    <span class="tag" data-tone={tone} data-filled={filled}>
      {shape !== undefined && <Shape name={shape} />}
      {children}
    </span>
  );
}

export function Pill({ tone, dot, children }: { tone?: string; dot?: boolean; children: ComponentChildren }) {
  return (
    <span class="pill">
      {dot === true && <span class="dot" data-tone={tone} aria-hidden="true" />}
      {children}
    </span>
  );
}

interface FieldProps {
  label: string;
  note?: string | undefined;
  bad?: boolean;
  children: (ids: { id: string; "aria-describedby": string | undefined; "aria-invalid": boolean }) => ComponentChildren;
}

/** A labelled field; `note` is said with it. */
export function Field({ label, note, bad = false, children }: FieldProps) {
  const id = useOwnId();
  return (
    <div class="field">
      <label class="field-label" for={id}>
        {label}
      </label>
      {children({ id, "aria-describedby": note === undefined ? undefined : `${id}-note`, "aria-invalid": bad })}
      {note !== undefined && (
        <span class="field-note" id={`${id}-note`} data-tone={bad ? "bad" : undefined}>
          {note}
        </span>
      )}
    </div>
  );
}

interface DialogProps {
  title: string;
  onClose: () => void;
  wide?: boolean;
  children: ComponentChildren;
}

/** A question in front of the page. The browser keeps the focus in it and gives it back; Escape closes. */
export function Dialog({ title, onClose, wide = false, children }: DialogProps) {
  const box = useRef<HTMLDialogElement>(null);
  const id = useOwnId();
  useEffect(() => {
    box.current?.showModal();
  }, []);
  return (
    <dialog
      ref={box}
      class="dialog"
      data-wide={wide}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <div class="dialog-head">
        <h2 id={id}>{title}</h2>
        <Button look="quiet" onClick={onClose} aria-label={say("close")}>
          <X size={20} aria-hidden="true" />
        </Button>
      </div>
      <div class="dialog-body">{children}</div>
    </dialog>
  );
}

/** Empty, loading, lost: a place that has nothing to show says why. */
export function Blank({ title, icon, children }: { title: string; icon?: ComponentChildren; children?: ComponentChildren }) {
  return (
    <div class="blank">
      {icon}
      <p class="blank-title">{title}</p>
      {children}
    </div>
  );
}

export function Loading({ title }: { title?: string }) {
  if (waitsForServer.value) return <WaitsForServer />;
  return (
    <div class="blank" role="status">
      <span class="spinner" aria-hidden="true" />
      <p>{title ?? say("loading")}</p>
    </div>
  );
}

/** All there is of a page that has not reached the server and has nothing kept. */
function WaitsForServer() {
  return (
    <main class="blank" aria-live="polite">
      <span class="spinner" aria-hidden="true" />
      <h1 class="blank-title">{say("link-waited-for")}</h1>
      <p>{say("link-waits")}</p>
    </main>
  );
}

/** The three languages; the choice is also kept by the server when `onChoose` tells it. */
export function LanguageSwitch({ onChoose, large = false }: { onChoose?: (chosen: Language) => void; large?: boolean }) {
  return (
    <div class="switch" role="group" aria-label={say("language")} data-size={large ? "large" : undefined}>
      {LANGUAGES.map((one) => (
        <button
          key={one}
          type="button"
          lang={one}
          aria-pressed={language.value === one}
          aria-label={`${one.toUpperCase()}, ${LANGUAGE_NAMES[one]}`}
          onClick={() => {
            chooseLanguage(one);
            onChoose?.(one);
          }}
        >
          {one.toUpperCase()}
        </button>
      ))}
    </div>
  );
}

/** Over the page's whole width until sound is unlocked; the first touch anywhere unlocks too. */
export function SoundBand() {
  if (audible.value) return null;
  return (
    <button type="button" class="band" data-tone="accent" onClick={() => void unlockSound()}>
      <Volume2 size={20} aria-hidden="true" />
      <span class="band-text">{say("sound-tap-to-hear")}</span>
    </button>
  );
}
