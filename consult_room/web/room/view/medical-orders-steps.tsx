/** What the viewer may do next with a medical order: read back, confirm, give, leave, correct, stop, see. */

import { Check, Megaphone, Syringe } from "lucide-preact";
import { useState } from "preact/hooks";
import { Button, Dialog, Field } from "~/interface/parts";
import { say, sayCode } from "~/interface/words";
import { nextStep, now, type Item } from "../state/medical-orders";
import { MedicalOrderForm } from "./medical-orders-form";
import { mayDo, mayTell } from "./medical-orders-of";
import { amount, wantedWords } from "./medical-orders-words";
import type { SectionProps } from "./section";

interface Props {
  readonly item: Item;
  readonly props: SectionProps;
}

const BECAUSE = ["unavailable", "refused", "changed", "no_access", "other"] as const;

export function Steps({ item, props }: Props) {
  const { view, unsent } = item;
  // What is on its way is not done twice.
  if (unsent.length > 0 || !props.shown.live) return null;
  const step = nextStep(view, props.shown.view, props.self.id);
  const runs = view.state === "told" || view.state === "read_back" || view.state === "confirmed";
  const wish = (type: string, more: Record<string, unknown>): void => {
    const named = { consult_id: props.shown.view.consult_id, medical_order_id: view.medical_order_id };
    props.session.send({ type, ...named, ...more }).catch(() => undefined);
  };
  const { version } = now(view);
  return (
    <div class="medical-order-steps">
      {step === "read_back" && <ReadBack wish={wish} version={version} />}
      {step === "confirm" && (
        <Button look="main" size="large" onClick={() => wish("medical_order.confirm", { version })}>
          <Check size={20} aria-hidden="true" /> {say("medical-order-confirm")}
        </Button>
      )}
      {runs && mayDo(props) && <Do item={item} props={props} wish={wish} />}
      {step === "see" && (
        <Button look="main" size="large" onClick={() => wish("medical_order.see", {})}>
          <Check size={20} aria-hidden="true" /> {say("medical-order-see")}
        </Button>
      )}
      {runs && mayDo(props) && <Leave wish={wish} version={version} />}
      {runs && mayTell(props) && <Correct item={item} props={props} />}
      {runs && mayTell(props) && <Stop wish={wish} />}
    </div>
  );
}

type Wish = (type: string, more: Record<string, unknown>) => void;

function ReadBack({ wish, version }: { wish: Wish; version: number }) {
  const [words, setWords] = useState("");
  return (
    <form
      class="medical-order-read-back"
      onSubmit={(event) => {
        event.preventDefault();
        if (words.trim() !== "") wish("medical_order.read_back", { version, words: words.trim() });
      }}
    >
      <Field label={say("medical-order-read-back")} note={say("medical-order-read-back-note")}>
        {(ids) => <input {...ids} class="input" autoComplete="off" maxLength={500} value={words} onInput={(event) => setWords(event.currentTarget.value)} />}
      </Field>
      <Button look="main" size="large" type="submit" disabled={words.trim() === ""}>
        {say("medical-order-send-back")}
      </Button>
      <Button size="large" onClick={() => wish("medical_order.read_back", { version, aloud: true })}>
        <Megaphone size={20} aria-hidden="true" /> {say("medical-order-said-aloud")}
      </Button>
    </form>
  );
}

function Do({ item, props, wish }: Props & { wish: Wish }) {
  const { view } = item;
  const { wanted, version } = now(view);
  const confirmed = view.state === "confirmed";
  const [open, setOpen] = useState(false);
  const [dose, setDose] = useState(wanted?.dose == null ? "" : String(wanted.dose));
  const [note, setNote] = useState("");
  const [ago, setAgo] = useState("0");
  const [why, setWhy] = useState("");
  const [last, setLast] = useState(false);
  const isDrug = wanted?.kind === "drug";
  const figure = Number(dose.replace(",", "."));
  const bad = (isDrug && !(figure > 0)) || !(Number(ago) >= 0) || (!confirmed && why.trim() === "");
  const repeated = (wanted?.times ?? 1) > view.doses.length + 1;
  return (
    <>
      <Button look={confirmed ? "main" : "ghost"} size={confirmed ? "large" : undefined} onClick={() => setOpen(true)}>
        <Syringe size={18} aria-hidden="true" /> {say(confirmed ? (isDrug ? "medical-order-give" : "medical-order-do") : "medical-order-done-already")}
      </Button>
      {open && (
        <Dialog title={wantedWords(wanted)} onClose={() => setOpen(false)}>
          <form
            class="room-why"
            onSubmit={(event) => {
              event.preventDefault();
              if (bad) return;
              const given = { ...(isDrug ? { dose: figure, unit: wanted.unit } : {}), ...(note.trim() === "" ? {} : { note: note.trim() }) };
              const done_at_ms = Math.round(props.session.nowMs() - Number(ago) * 60_000);
              wish("medical_order.do", { version, done_at_ms, given, ...(last ? { last } : {}), ...(confirmed ? {} : { unconfirmed_because: why.trim() }) });
              setOpen(false);
            }}
          >
            {isDrug && (
              <Field label={`${say("medical-order-really-given")}, ${sayCode("medical-order-unit", wanted.unit ?? "")}`} bad={!(figure > 0)}>
                {(ids) => <input {...ids} class="input number" inputMode="decimal" maxLength={9} value={dose} onInput={(event) => setDose(event.currentTarget.value)} />}
              </Field>
            )}
            <Field label={say("medical-order-minutes-ago")}>
              {(ids) => <input {...ids} class="input number" inputMode="numeric" maxLength={4} value={ago} onInput={(event) => setAgo(event.currentTarget.value)} />}
            </Field>
            <Field label={say(isDrug ? "medical-order-note" : "medical-order-result")}>
              {(ids) => <input {...ids} class="input" maxLength={200} value={note} onInput={(event) => setNote(event.currentTarget.value)} />}
            </Field>
            {!confirmed && (
              <Field label={say("medical-order-why-unconfirmed")} bad={why.trim() === ""}>
                {(ids) => <input {...ids} class="input" maxLength={500} value={why} onInput={(event) => setWhy(event.currentTarget.value)} />}
              </Field>
            )}
            {repeated && (
              <label class="vitals-sure">
                <input type="checkbox" checked={last} onChange={(event) => setLast(event.currentTarget.checked)} /> <span>{say("medical-order-last", { of: amount(wanted?.times ?? 1) })}</span>
              </label>
            )}
            <div class="dialog-foot">
              <Button onClick={() => setOpen(false)}>{say("room-not-now")}</Button>
              <Button look="main" type="submit" disabled={bad}>
                {say("medical-order-note-done")}
              </Button>
            </div>
          </form>
        </Dialog>
      )}
    </>
  );
}

function Leave({ wish, version }: { wish: Wish; version: number }) {
  const [open, setOpen] = useState(false);
  const [because, setBecause] = useState<string>("unavailable");
  const [note, setNote] = useState("");
  const bad = because === "other" && note.trim() === "";
  return (
    <>
      <Button onClick={() => setOpen(true)}>{say("medical-order-leave")}</Button>
      {open && (
        <Dialog title={say("medical-order-leave-title")} onClose={() => setOpen(false)}>
          <form
            class="room-why"
            onSubmit={(event) => {
              event.preventDefault();
              if (bad) return;
              wish("medical_order.leave", { version, because, ...(note.trim() === "" ? {} : { note: note.trim() }) });
              setOpen(false);
            }}
          >
            <Field label={say("medical-order-because")}>
              {(ids) => (
                <select {...ids} class="input" value={because} onChange={(event) => setBecause(event.currentTarget.value)}>
                  {BECAUSE.map((one) => (
                    <option key={one} value={one}>
                      {sayCode("medical-order-because", one)}
                    </option>
                  ))}
                </select>
              )}
            </Field>
            <Field label={say("medical-order-in-words")}>
              {(ids) => <input {...ids} class="input" maxLength={500} value={note} onInput={(event) => setNote(event.currentTarget.value)} />}
            </Field>
            <div class="dialog-foot">
              <Button onClick={() => setOpen(false)}>{say("room-not-now")}</Button>
              <Button look="main" type="submit" disabled={bad}>
                {say("medical-order-leave")}
              </Button>
            </div>
          </form>
        </Dialog>
      )}
    </>
  );
}

function Stop({ wish }: { wish: Wish }) {
  const [open, setOpen] = useState(false);
  const [why, setWhy] = useState("");
  return (
    <>
      <Button look="bad" onClick={() => setOpen(true)}>
        {say("medical-order-stop")}
      </Button>
      {open && (
        <Dialog title={say("medical-order-stop-title")} onClose={() => setOpen(false)}>
          <form
            class="room-why"
            onSubmit={(event) => {
              event.preventDefault();
              if (why.trim() === "") return;
              wish("medical_order.stop", { why: why.trim() });
              setOpen(false);
            }}
          >
            <Field label={say("medical-order-why")}>
              {(ids) => <input {...ids} class="input" maxLength={500} value={why} onInput={(event) => setWhy(event.currentTarget.value)} />}
            </Field>
            <div class="dialog-foot">
              <Button onClick={() => setOpen(false)}>{say("room-not-now")}</Button>
              <Button look="bad" type="submit" disabled={why.trim() === ""}>
                {say("medical-order-stop")}
              </Button>
            </div>
          </form>
        </Dialog>
      )}
    </>
  );
}

function Correct({ item, props }: Props) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>{say("medical-order-correct")}</Button>
      {open && (
        <Dialog title={say("medical-order-correct")} onClose={() => setOpen(false)}>
          <MedicalOrderForm {...props} corrects={item.view} onDone={() => setOpen(false)} />
        </Dialog>
      )}
    </>
  );
}
