/** The section of medical orders: telling one, and each with all its steps. */

import { useEffect, useState } from "preact/hooks";
import { clockTime } from "~/interface/clock";
import { Button } from "~/interface/parts";
import { say, sayCode } from "~/interface/words";
import type { DoseView, MedicalOrdersView, MedicalOrderVersionView, SignedMoment } from "~/signaling/web/wire";
import { itemsOf, nextStep, now, unsentTold, type Item, type UnsentTold } from "../state/medical-orders";
import { MedicalOrderForm } from "./medical-orders-form";
import { mayTell, medicalOrdersOf } from "./medical-orders-of";
import { Steps } from "./medical-orders-steps";
import { doseWords, perKgWords, wantedWords } from "./medical-orders-words";
import type { SectionProps } from "./section";
import "./medical-orders.css";

export function MedicalOrders(props: SectionProps) {
  const { session, shown, self } = props;
  const consultId = shown.view.consult_id;
  const [telling, setTelling] = useState(false);
  const [read, setRead] = useState<MedicalOrdersView | undefined>();
  useEffect(() => {
    // What is over stands on no board; it is asked for once.
    if (!shown.live) void session.ask({ type: "medical_order.record", consult_id: consultId }).then(setRead, () => undefined);
  }, [shown.live, consultId]);
  const view = medicalOrdersOf(props) ?? read;
  const unsent = session.outbox.unsent.value;
  const items = itemsOf(view, unsent);
  const mine = (item: Item): number => (nextStep(item.view, shown.view, self.id) === null ? 1 : 0);
  const sorted = [...items].reverse().sort((one, other) => mine(one) - mine(other));
  const told = unsentTold(view, unsent, consultId);
  return (
    <div class="medical-orders">
      {mayTell(props) && !telling && (
        <Button look="main" size="large" onClick={() => setTelling(true)}>
          {say("medical-order-tell")}
        </Button>
      )}
      {mayTell(props) && telling && <MedicalOrderForm {...props} onDone={() => setTelling(false)} />}
      {items.length + told.length === 0 && <p class="muted">{say("medical-order-none")}</p>}
      <ul class="medical-orders-list">
        {told.map((one) => (
          <li key={one.id} class="medical-order" data-unsent="true">
            <p class="medical-order-what">{wantedWords(one.wanted)}</p>
            <p data-tone="warn">{say("room-not-sent")}</p>
          </li>
        ))}
        {sorted.map((item) => (
          <One key={item.view.medical_order_id} item={item} props={props} />
        ))}
      </ul>
    </div>
  );
}

function One({ item, props }: { item: Item; props: SectionProps }) {
  const { view } = item;
  const version = now(view);
  const [older] = [view.versions.slice(0, -1).reverse()];
  return (
    <li class="medical-order" data-state={view.state} data-mine={nextStep(view, props.shown.view, props.self.id) !== null}>
      <p class="medical-order-head">
        <b class="medical-order-state">{sayCode("medical-order-state", view.state === "seen" ? (view.ended ?? "seen") : view.state)}</b>
        {version.wanted !== null && <span class="muted">{sayCode("medical-order-urgency", version.wanted.urgency)}</span>}
      </p>
      <VersionOf version={version} />
      {view.doses.map((dose) => (
        <DoseOf key={dose.dose_number} dose={dose} />
      ))}
      {view.end !== null && (
        <Signed step={view.ended ?? "stopped"} mark={view.end} words={[view.because === null ? "" : sayCode("medical-order-because", view.because), view.end.words ?? ""].filter((one) => one !== "").join(": ")} />
      )}
      {view.seen !== null && <Signed step="seen" mark={view.seen} words="" />}
      {item.unsent.length > 0 && (
        <p class="medical-order-unsent" data-tone="warn" role="status">
          {item.unsent.map((type) => sayCode("command", type)).join(", ")}: {say("room-not-sent")}
        </p>
      )}
      <Steps item={item} props={props} />
      {older.length > 0 && (
        <details class="medical-order-older">
          <summary>{say("medical-order-older", { count: older.length })}</summary>
          {older.map((one) => (
            <VersionOf key={one.version} version={one} />
          ))}
        </details>
      )}
    </li>
  );
}

function VersionOf({ version }: { version: MedicalOrderVersionView }) {
  const { wanted, told, read_back: readBack, confirmed, dangers, weight_kg: weightKg } = version;
  const perKg = perKgWords(wanted, weightKg);
  return (
    <div class="medical-order-version">
      <p class="medical-order-what">{wantedWords(wanted)}</p>
      {perKg !== null && <p class="muted">{perKg}</p>}
      {wanted !== null && wanted.reason !== "" && <p>{say("medical-order-for", { reason: wanted.reason })}</p>}
      {dangers.map((danger) => (
        <p key={danger} data-tone="warn">
          {sayCode("medical-order-danger", danger)}
        </p>
      ))}
      <Signed step="told" mark={told} words={told.words ?? ""} />
      {readBack !== null && <Signed step="read_back" mark={readBack} words={readBack.aloud ? say("medical-order-aloud") : (readBack.words ?? say("room-erased"))} />}
      {confirmed !== null && <Signed step="confirmed" mark={confirmed} words="" />}
    </div>
  );
}

function DoseOf({ dose }: { dose: DoseView }) {
  const given = dose.given === null ? say("room-erased") : [doseWords(dose.given.dose, dose.given.unit), dose.given.note].filter((one) => one !== "").join(" · ");
  return (
    <>
      <Signed step="done" mark={{ ...dose.done, at_ms: dose.done_at_ms }} words={given} />
      {dose.unconfirmed && (
        <p data-tone="warn">
          {say("medical-order-unconfirmed")}: {dose.done.words ?? say("room-erased")}
        </p>
      )}
    </>
  );
}

/** One step with who and when: both confirmations stand so in the record. */
function Signed({ step, mark, words }: { step: string; mark: SignedMoment; words: string }) {
  return (
    <p class="medical-order-signed">
      <span class="number muted">{clockTime(mark.at_ms)}</span> <span>{sayCode("medical-order-step", step)}</span> <b>{mark.name ?? say("room-erased")}</b>
      {words !== "" && <q class="medical-order-words">{words}</q>}
    </p>
  );
}

/** One medical order in the thread: where it was told, or where it ended. */
export function MedicalOrderLine({ item: { view }, shown }: { item: Item; shown: "told" | "end" }) {
  const version = now(view);
  const mark = shown === "told" ? version.told : (view.end ?? view.doses.at(-1)?.done ?? version.told);
  const state = shown === "told" ? "told" : (view.ended ?? "done");
  return (
    <p class="room-fact medical-order-line" data-state={state}>
      <span class="number muted">{clockTime(mark.at_ms)}</span> {sayCode("medical-order-step", state)} <b>{wantedWords(version.wanted)}</b>{" "}
      <span class="muted">
        {mark.name}
        {shown === "told" && ` · ${sayCode("medical-order-state", view.state === "seen" ? (view.ended ?? "seen") : view.state)}`}
      </span>
    </p>
  );
}

export function UnsentLine({ one }: { one: UnsentTold }) {
  return (
    <p class="room-fact medical-order-line" data-unsent="true">
      <b>{wantedWords(one.wanted)}</b> <span data-tone="warn">{say("room-not-sent")}</span>
    </p>
  );
}
