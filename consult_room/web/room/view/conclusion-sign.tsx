/** Signing: the reason of an amendment, a look at the print, then by hand with the password, with a file that a program
 * made, or by a link for a program. */

import { Eraser, Eye, PenLine } from "lucide-preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { refusalWords } from "~/interface/bands";
import { Button, Dialog, Field, Tag } from "~/interface/parts";
import { hasWords, say, sayCode } from "~/interface/words";
import { Refusal } from "~/signaling/web/frames";
import type { ProviderView } from "~/signaling/web/wire";
import type { ConclusionDesk, Handed, Signed, Waiting } from "../state/conclusion";

const WIDTH = 1000;
const HEIGHT = 300;
const MOST_FILE_BYTES = 256 * 1024;
/** How often it is looked whether a program outside has brought its signature. */
const LOOK_EVERY_MS = 3_000;

interface Props {
  readonly desk: ConclusionDesk;
  readonly providers: readonly ProviderView[];
  readonly name: string;
  readonly cosigns: number | null;
  readonly amends?: boolean;
  readonly onClose: () => void;
  readonly onSigned?: () => void;
}

export function SignDialog({ desk, providers, name, cosigns, amends = false, onClose, onSigned }: Props) {
  const [why, setWhy] = useState("");
  const [waiting, setWaiting] = useState<Waiting | null>(null);
  const [problem, setProblem] = useState("");
  const [busy, setBusy] = useState(false);
  const prepare = async (provider: string): Promise<void> => {
    setBusy(true);
    const prepared = await desk.prepare(provider, why.trim(), cosigns);
    setBusy(false);
    if (prepared instanceof Refusal) setProblem(refusalWords(prepared.code, prepared.details));
    else setWaiting(prepared);
  };
  const sign = async (handed: Handed, password: string): Promise<void> => {
    if (waiting === null) return;
    setBusy(true);
    setProblem("");
    const signed = await desk.sign(waiting, handed, password);
    setBusy(false);
    if (signed.is !== "signed") setProblem(problemWords(signed));
    else {
      onSigned?.();
      onClose();
    }
  };
  const provider = providers.find((one) => one.name === waiting?.provider);
  return (
    <Dialog title={cosigns === null ? say("conclusion-sign") : say("conclusion-cosign", { version: cosigns })} onClose={onClose} wide>
      <div class="conclusion-signing">
        {problem !== "" && (
          <p role="alert" data-tone="bad">
            {problem}
          </p>
        )}
        {waiting === null || provider === undefined ? (
          <>
            {amends && (
              <Field label={say("conclusion-why")}>
                {(ids) => <input {...ids} class="input" maxLength={2000} value={why} onInput={(event) => setWhy(event.currentTarget.value)} />}
              </Field>
            )}
            <div class="conclusion-providers">
              {providers.map((one) => (
                <Button key={one.name} size="large" look="main" busy={busy} disabled={busy || (amends && why.trim() === "")} onClick={() => void prepare(one.name)}>
                  <PenLine size={20} aria-hidden="true" /> {sayCode("conclusion-provider", one.name)}
                </Button>
              ))}
            </div>
          </>
        ) : (
          <>
            <p class="room-row">
              <a class="button" data-look="ghost" href={`${waiting.path}/preview`} target="_blank" rel="noopener">
                <Eye size={18} aria-hidden="true" /> {say("conclusion-preview", { version: waiting.version })}
              </a>
              {provider.is_test && <Tag tone="warn" shape="triangle">{say("conclusion-only-a-test")}</Tag>}
            </p>
            {provider.asks === "drawing" && <ByHand name={name} busy={busy} onSign={sign} />}
            {provider.asks === "file" && <ByFile waiting={waiting} busy={busy} onSign={sign} />}
            {provider.asks === "link" && <ByLink desk={desk} waiting={waiting} onDone={() => (onSigned?.(), onClose())} />}
          </>
        )}
      </div>
    </Dialog>
  );
}

function problemWords(signed: Exclude<Signed, { is: "signed" }>): string {
  if (signed.is === "lost") return say("refusal-offline");
  const why = `conclusion-invalid-${signed.why}`;
  if (signed.code === "signature_invalid" && hasWords(why)) return say(why);
  if (signed.code === "signature_algorithm_unknown") return say("conclusion-algorithm-unknown", { algorithm: signed.why });
  return refusalWords(signed.code, {});
}

type Sign = (handed: Handed, password: string) => Promise<void>;

/** Drawn with a finger, a pen or a mouse; or the name typed, for whoever works by keys. */
function ByHand({ name, busy, onSign }: { name: string; busy: boolean; onSign: Sign }) {
  const [strokes, setStrokes] = useState<readonly (readonly number[])[]>([]);
  const [typed, setTyped] = useState("");
  const [password, setPassword] = useState("");
  const ready = typed.trim() !== "" || strokes.some((stroke) => stroke.length >= 8);
  return (
    <form
      class="conclusion-by-hand"
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) void onSign({ drawing: { strokes: typed.trim() === "" ? strokes.map((stroke) => [...stroke]) : [], typed: typed.trim() } }, password);
      }}
    >
      <Pad strokes={strokes} onChange={setStrokes} />
      <Field label={say("conclusion-typed")} note={say("conclusion-typed-note", { name })}>
        {(ids) => <input {...ids} class="input" autoComplete="off" maxLength={200} value={typed} onInput={(event) => setTyped(event.currentTarget.value)} />}
      </Field>
      <Field label={say("conclusion-password")} note={say("conclusion-password-note")}>
        {(ids) => <input {...ids} class="input" type="password" autoComplete="current-password" maxLength={200} value={password} onInput={(event) => setPassword(event.currentTarget.value)} />}
      </Field>
      <Button look="main" size="large" type="submit" busy={busy} disabled={!ready || busy}>
        <PenLine size={20} aria-hidden="true" /> {say("conclusion-sign-now")}
      </Button>
    </form>
  );
}

function Pad({ strokes, onChange }: { strokes: readonly (readonly number[])[]; onChange: (strokes: readonly (readonly number[])[]) => void }) {
  const field = useRef<SVGSVGElement>(null);
  const drawing = useRef(false);
  const point = (event: PointerEvent): [number, number] => {
    const box = field.current?.getBoundingClientRect() ?? new DOMRect(0, 0, 1, 1);
    const inside = (value: number, most: number): number => Math.max(0, Math.min(most, Math.round(value)));
    return [inside(((event.clientX - box.left) / box.width) * WIDTH, WIDTH), inside(((event.clientY - box.top) / box.height) * HEIGHT, HEIGHT)];
  };
  return (
    <div class="conclusion-pad">
      <svg
        ref={field}
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        role="img"
        aria-label={say("conclusion-pad")}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          drawing.current = true;
          onChange([...strokes, point(event)]);
        }}
        onPointerMove={(event) => {
          const last = strokes.at(-1);
          if (drawing.current && last !== undefined && last.length < 600) onChange([...strokes.slice(0, -1), [...last, ...point(event)]]);
        }}
        onPointerUp={() => (drawing.current = false)}
        onPointerCancel={() => (drawing.current = false)}
      >
        <path d={`M40 240H${WIDTH - 40}`} class="conclusion-pad-line" />
        {strokes.map((stroke, at) => (
          <polyline key={at} points={stroke.join(" ")} />
        ))}
      </svg>
      <Button look="quiet" onClick={() => onChange([])} disabled={strokes.length === 0}>
        <Eraser size={18} aria-hidden="true" /> {say("conclusion-wipe")}
      </Button>
    </div>
  );
}

/** The document is taken to a signing program, and its file brought back. */
function ByFile({ waiting, busy, onSign }: { waiting: Waiting; busy: boolean; onSign: Sign }) {
  const [signature, setSignature] = useState("");
  const read = async (file: File | undefined): Promise<void> => {
    if (file === undefined || file.size > MOST_FILE_BYTES) return setSignature("");
    const bytes = new Uint8Array(await file.arrayBuffer());
    setSignature(btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join("")));
  };
  return (
    <form
      class="conclusion-by-hand"
      onSubmit={(event) => {
        event.preventDefault();
        void onSign({ signature }, "");
      }}
    >
      <p>
        <a class="button" data-look="ghost" href={`${waiting.path}/document`} download>
          {say("conclusion-document")}
        </a>
      </p>
      <Field label={say("conclusion-signature-file")} note={say("conclusion-signature-file-note")}>
        {(ids) => <input {...ids} class="input" type="file" onChange={(event) => void read(event.currentTarget.files?.[0])} />}
      </Field>
      <Button look="main" size="large" type="submit" busy={busy} disabled={signature === "" || busy}>
        {say("conclusion-sign-now")}
      </Button>
    </form>
  );
}

/** The program fetches the document by a link and brings its signature to it; this page sees the version appear. */
function ByLink({ desk, waiting, onDone }: { desk: ConclusionDesk; waiting: Waiting; onDone: () => void }) {
  const [url, setUrl] = useState<string | null>(null);
  const [failed, setFailed] = useState(false);
  const before = useRef(desk.record.value?.outline.versions.flatMap((version) => version.signatures).length ?? 0);
  useEffect(() => {
    void desk.link(waiting).then((link) => (link === null ? setFailed(true) : setUrl(link)));
    const look = setInterval(() => void desk.read(), LOOK_EVERY_MS);
    return () => clearInterval(look);
  }, [desk, waiting]);
  const now = desk.record.value?.outline.versions.flatMap((version) => version.signatures).length ?? 0;
  useEffect(() => {
    if (now > before.current) onDone();
  }, [now]);
  if (failed) return <p role="alert">{say("refusal-offline")}</p>;
  return (
    <div class="conclusion-by-hand">
      <Field label={say("conclusion-link")} note={say("conclusion-link-note")}>
        {(ids) => <input {...ids} class="input" readOnly value={url ?? ""} onFocus={(event) => event.currentTarget.select()} />}
      </Field>
      <p role="status">{say("conclusion-link-waits")}</p>
    </div>
  );
}
