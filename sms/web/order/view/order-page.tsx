/** What for and where in the largest type, one huge button; and a drawing for each way it can end. */

import { Ambulance, CircleCheck, Clock, Link2Off, LoaderCircle, RefreshCw, WifiOff } from "lucide-preact";
import type { ComponentChildren } from "preact";
import { Button, LanguageSwitch, Shape, Tag } from "~/interface/parts";
import { label, say } from "~/interface/words";
import type { Drawing, Order, OrderShown } from "../state/order";

export function OrderPage({ order }: { order: Order }) {
  const drawing = order.drawing;
  const shown = order.shown.value;
  return (
    <div class="answer" data-drawing={drawing}>
      <header class="answer-head">
        <span class="answer-brand">
          <Shape name="cross" size={16} /> Tez Yordam <span class="number">103</span>
        </span>
        <LanguageSwitch large />
      </header>
      {drawing === "open" && shown !== null ? <Open order={order} shown={shown} /> : <Ended drawing={drawing} order={order} />}
    </div>
  );
}

function Open({ order, shown }: { order: Order; shown: OrderShown }) {
  const accepting = order.accepting.value;
  return (
    <>
      <main class="answer-main">
        <div class="answer-tags">
          {shown.priority !== null && <Tag tone={`p${shown.priority}`}>{say("order-priority", { priority: shown.priority })}</Tag>}
          <span class="muted number">{heading(shown)}</span>
        </div>
        <h1 class="answer-needed">{label(shown.reason_labels)}</h1>
        <Where shown={shown} />
        <p class="muted">{say("order-silent")}</p>
      </main>
      <footer class="answer-foot">
        {order.unsent.value && (
          <p class="band answer-unsent" data-tone="bad" role="alert">
            <WifiOff size={22} aria-hidden="true" />
            <span class="band-text">
              <b>{say("answer-not-sent")}</b> {say("answer-not-sent-more")}
            </span>
          </p>
        )}
        <button type="button" class="answer-accept" disabled={accepting} aria-busy={accepting} onClick={() => void order.accept()}>
          {accepting ? <LoaderCircle size={32} aria-hidden="true" /> : <Ambulance size={32} aria-hidden="true" />}
          {accepting ? say("answer-accepting") : say("order-accept")}
        </button>
        <p class="muted">{say("order-radio")}</p>
      </footer>
    </>
  );
}

function heading(shown: OrderShown): string {
  return `${shown.callsign} · № ${String(shown.number)}`;
}

function Where({ shown }: { shown: OrderShown }) {
  if (shown.address_label === null) return null;
  return (
    <dl class="answer-where">
      <dt>{say("order-where")}</dt>
      <dd>{shown.address_label}</dd>
    </dl>
  );
}

interface End {
  readonly icon: ComponentChildren;
  readonly title: string;
  readonly more?: string;
}

function ended(drawing: Drawing): End {
  switch (drawing) {
    case "accepted":
      return { icon: <CircleCheck size={72} aria-hidden="true" />, title: say("order-accepted"), more: say("order-accepted-more") };
    case "over":
      return { icon: <Clock size={56} aria-hidden="true" />, title: say("order-over"), more: say("order-over-more") };
    case "invalid":
      return { icon: <Link2Off size={56} aria-hidden="true" />, title: say("answer-invalid"), more: say("answer-invalid-more") };
    case "lost":
      return { icon: <WifiOff size={56} aria-hidden="true" />, title: say("answer-no-link"), more: say("answer-no-link-more") };
    case "loading":
    case "open":
      return { icon: <LoaderCircle class="answer-turning" size={56} aria-hidden="true" />, title: say("answer-loading") };
  }
}

function Ended({ drawing, order }: { drawing: Drawing; order: Order }) {
  const shown = order.shown.value;
  const end = ended(drawing);
  return (
    <main class="answer-end">
      <div class="answer-end-told" role="status">
        {end.icon}
        <h1>{end.title}</h1>
        {end.more !== undefined && <p>{end.more}</p>}
      </div>
      {drawing === "accepted" && shown !== null && (
        <div class="answer-taken">
          <p class="number">{heading(shown)}</p>
          <p class="answer-reason">{label(shown.reason_labels)}</p>
          {shown.address_label !== null && <p>{shown.address_label}</p>}
        </div>
      )}
      {drawing === "lost" && (
        <Button look="main" size="large" onClick={() => void order.look()}>
          <RefreshCw size={20} aria-hidden="true" /> {say("answer-again")}
        </Button>
      )}
    </main>
  );
}
