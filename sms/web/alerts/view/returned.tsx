/** Two tables: texts that nobody could place, and telephones that take no more messages. */

import { Archive } from "lucide-preact";
import { dayAndMinute } from "~/interface/clock";
import { Button } from "~/interface/parts";
import { say, sayCode } from "~/interface/words";
import type { TelephoneView, UnplacedText } from "~/signaling/web/wire";
import { SHOWN_AT_MOST, type Returned } from "../state/returned";

export function ReturnedTexts({ returned }: { returned: Returned }) {
  const texts = returned.texts.value;
  const problem = returned.problem.value;
  return (
    <section aria-label={say("returned-texts")}>
      <h2>{say("returned-texts")}</h2>
      <p class="muted">{say("returned-texts-note")}</p>
      {problem !== null && (
        <p class="alerts-problem" role="alert">
          {sayCode("refusal", problem)}
        </p>
      )}
      {texts !== null && texts.length === 0 && <p role="status">{say("returned-texts-none")}</p>}
      {texts !== null && texts.length > 0 && (
        <div class="alerts-scroll">
          <table class="alerts-table alerts-words" aria-label={say("returned-texts")}>
            <thead>
              <tr>
                {["returned-came", "returned-from", "returned-said", "returned-done"].map((key) => (
                  <th key={key} scope="col">
                    {say(key)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {texts.map((text) => (
                <Text key={text.inbound_id} text={text} returned={returned} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {texts !== null && texts.length >= SHOWN_AT_MOST && <p class="muted">{say("returned-texts-full")}</p>}
    </section>
  );
}

function Text({ text, returned }: { text: UnplacedText; returned: Returned }) {
  const number = text.telephone ?? say("returned-unknown");
  return (
    <tr>
      <td class="number">{dayAndMinute(text.at_ms)}</td>
      <th scope="row">
        {text.name ?? ""} <span class="number">{number}</span>
      </th>
      <td class="alerts-said">{text.text ?? say("erased")}</td>
      <td>
        <Button
          size="small"
          aria-label={say("returned-put-away-this", { who: text.name ?? number })}
          onClick={() => void returned.putAway(text.inbound_id)}
        >
          <Archive size={16} aria-hidden="true" /> {say("returned-put-away")}
        </Button>
      </td>
    </tr>
  );
}

export function StoppedTelephones({ returned }: { returned: Returned }) {
  const stopped = returned.stopped.value;
  return (
    <section aria-label={say("returned-stopped")}>
      <h2>{say("returned-stopped")}</h2>
      <p class="muted">{say("returned-stopped-note")}</p>
      {stopped.length === 0 ? (
        <p role="status">{say("returned-stopped-none")}</p>
      ) : (
        <div class="alerts-scroll">
          <table class="alerts-table alerts-words" aria-label={say("returned-stopped")}>
            <thead>
              <tr>
                {["person", "number", "since", "why", "start", "seen"].map((key) => (
                  <th key={key} scope="col">
                    {say(`returned-${key}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {stopped.map((telephone) => (
                <Stopped key={telephone.telephone_id} telephone={telephone} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

function Stopped({ telephone }: { telephone: TelephoneView }) {
  const number = telephone.people.find((one) => one.number !== null)?.number ?? say("returned-unknown");
  return (
    <tr>
      <th scope="row">{telephone.people.map((one) => `${one.name ?? say("erased")} (${sayCode("role", one.role)})`).join(", ")}</th>
      <td class="number">{number}</td>
      <td class="number">{dayAndMinute(telephone.since_ms)}</td>
      <td>{sayCode("returned-why", telephone.because)}</td>
      <td class="number">{telephone.to === "" ? say("returned-start-unnamed") : telephone.to}</td>
      <td>{telephone.noted_by ?? "–"}</td>
    </tr>
  );
}
