/** A telephone for each number, with its messages as bubbles and their links to tap. */

import { MessageSquareText, Smartphone, WifiOff } from "lucide-preact";
import { clockTime } from "~/interface/clock";
import { Blank, LanguageSwitch, Loading, Shape } from "~/interface/parts";
import { say } from "~/interface/words";
import type { PageMessage } from "~/signaling/web/wire";
import { pieces, type Telephone, type Telephones } from "../state/telephones";

export function TelephonesPage({ telephones }: { telephones: Telephones }) {
  const asOf = telephones.asOfMs.value;
  return (
    <div class="telephones">
      <header class="telephones-head">
        <span class="telephones-brand">
          <Shape name="cross" size={16} />
          <h1>{say("page-title")}</h1>
        </span>
        <LanguageSwitch />
      </header>
      {telephones.lost.value && (
        <p class="band" data-tone="bad" role="status">
          <WifiOff size={18} aria-hidden="true" />
          <span class="band-text">{say("page-lost", { time: asOf === null ? "—" : clockTime(asOf) })}</span>
        </p>
      )}
      <main class="telephones-main">
        <p class="muted">{say("page-note")}</p>
        <Shown telephones={telephones} />
      </main>
    </div>
  );
}

function Shown({ telephones }: { telephones: Telephones }) {
  if (telephones.loading.value) return <Loading />;
  const all = telephones.all.value;
  if (all.length === 0) return <Blank title={say("page-none")} icon={<MessageSquareText size={40} aria-hidden="true" />} />;
  return (
    <ul class="telephones-all">
      {all.map((one) => (
        <Drawn key={one.number} telephone={one} />
      ))}
    </ul>
  );
}

function Drawn({ telephone }: { telephone: Telephone }) {
  return (
    <li>
      <section class="telephone" aria-label={say("page-telephone", { number: telephone.number })}>
        <h2 class="number">
          <Smartphone size={18} aria-hidden="true" /> {telephone.number}
        </h2>
        <ol>
          {telephone.messages.map((message) => (
            <Bubble key={message.sid} message={message} />
          ))}
        </ol>
      </section>
    </li>
  );
}

function Bubble({ message }: { message: PageMessage }) {
  return (
    <li class="bubble">
      <p>
        {pieces(message.body).map((piece, index) =>
          "link" in piece ? (
            <a key={index} href={piece.link} target="_blank" rel="noopener noreferrer">
              {piece.link}
            </a>
          ) : (
            piece.text
          ),
        )}
      </p>
      <p class="bubble-foot number">
        {clockTime(message.at_ms)} · {say("page-segments", { count: message.segments })}
      </p>
    </li>
  );
}
