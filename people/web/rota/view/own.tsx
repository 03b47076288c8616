/** What everybody on the list does: gives hours away and takes them, says when they are away, follows a calendar. */

import { useState } from "preact/hooks";
import { Button, Field } from "~/interface/parts";
import { say, sayCode } from "~/interface/words";
import type { SwapView } from "~/signaling/web/wire";
import { instantOf } from "~/interface/zone";
import { wallOf } from "../state/times";
import type { Rota } from "../state/rota";
import { FromUntil, Panel, PersonChoice } from "./shared";
import { specialtyName, stretchWords } from "./words";

interface OwnProps {
  readonly rota: Rota;
  readonly administrator: boolean;
}

export function OwnSwaps({ rota, administrator }: OwnProps) {
  const swaps = rota.swaps.value;
  return (
    <Panel title={say("rota-swaps", { count: swaps.filter((one) => one.state === "open").length })} open={!administrator}>
      {swaps.length === 0 && <p class="muted">{say("rota-swaps-none")}</p>}
      <ul class="rota-items">
        {swaps.map((swap) => (
          <SwapLine key={swap.swap_id} swap={swap} rota={rota} administrator={administrator} />
        ))}
      </ul>
      <Give rota={rota} />
    </Panel>
  );
}

function SwapLine({ swap, rota, administrator }: OwnProps & { swap: SwapView }) {
  const mine = swap.giver_id === rota.me;
  const asked = swap.state === "open" && swap.asked.includes(rota.me) && !swap.declined.includes(rota.me);
  const wish = (type: string) => () => void rota.wish({ type, swap_id: swap.swap_id });
  return (
    <li data-swap={swap.state}>
      <span class="rota-told">
        <b>{`${specialtyName(swap.specialty)}, ${stretchWords(swap, rota.zone)}`}</b>
        <span class="muted">
          {swap.taker_id === null ? say("rota-swap-open", { giver: rota.nameOf(swap.giver_id) }) : say("rota-swap-taken", { giver: rota.nameOf(swap.giver_id), taker: rota.nameOf(swap.taker_id) })}
        </span>
      </span>
      <span class="spring" />
      {asked && (
        <Button look="main" onClick={wish("swap.take")}>
          {say("rota-take")}
        </Button>
      )}
      {asked && <Button onClick={wish("swap.decline")}>{say("rota-decline")}</Button>}
      {((mine && swap.state === "open") || administrator) && <Button onClick={wish("swap.withdraw")}>{say("rota-withdraw")}</Button>}
    </li>
  );
}

function Give({ rota }: { rota: Rota }) {
  const own = rota.own;
  const [picked, setPicked] = useState("");
  const [from, setFrom] = useState("");
  const [until, setUntil] = useState("");
  const [to, setTo] = useState("");
  if (own.length === 0) return null;
  const stretchOf = (key: string) => own.find((one) => `${one.duty_id} ${one.from_ms}` === key);
  const choose = (key: string) => {
    const stretch = stretchOf(key);
    setPicked(key);
    setTo("");
    setFrom(stretch === undefined ? "" : wallOf(stretch.from_ms, rota.zone));
    setUntil(stretch === undefined ? "" : wallOf(stretch.until_ms, rota.zone));
  };
  const send = async (event: Event) => {
    event.preventDefault();
    const [fromMs, untilMs] = [instantOf(from, rota.zone), instantOf(until, rota.zone)];
    if (picked === "" || fromMs === null || untilMs === null) return;
    const done = await rota.wish({ type: "swap.ask", swap_id: rota.newId(), duty_id: picked.split(" ")[0] as string, from_ms: fromMs, until_ms: untilMs, to_person_id: to || null });
    if (done) choose("");
  };
  return (
    <form class="rota-form" onSubmit={(event) => void send(event)}>
      <Field label={say("rota-give")}>
        {(ids) => (
          <select {...ids} class="input" value={picked} onChange={(event) => choose(event.currentTarget.value)}>
            <option value="">{say("rota-choose")}</option>
            {own.map((one) => (
              <option key={`${one.duty_id} ${one.from_ms}`} value={`${one.duty_id} ${one.from_ms}`}>
                {`${specialtyName(one.specialty)}, ${stretchWords(one, rota.zone)}`}
              </option>
            ))}
          </select>
        )}
      </Field>
      {picked !== "" && <FromUntil from={from} until={until} onFrom={setFrom} onUntil={setUntil} />}
      {picked !== "" && (
        <Field label={say("rota-give-to")}>
          {(ids) => (
            <select {...ids} class="input" value={to} onChange={(event) => setTo(event.currentTarget.value)}>
              <option value="">{say("rota-give-all")}</option>
              {rota.colleagues(stretchOf(picked)?.specialty ?? "").map(([id, name]) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </select>
          )}
        </Field>
      )}
      {picked !== "" && (
        <Button type="submit" look="main">
          {to === "" ? say("rota-ask-all") : say("rota-ask-one", { name: rota.nameOf(to) })}
        </Button>
      )}
    </form>
  );
}

const KINDS = ["vacation", "illness", "other"] as const;

export function Absences({ rota, administrator }: OwnProps) {
  const [person, setPerson] = useState(administrator ? "" : rota.me);
  const [from, setFrom] = useState("");
  const [until, setUntil] = useState("");
  const [kind, setKind] = useState<string>("vacation");
  const absences = rota.absences.value;
  const send = async (event: Event) => {
    event.preventDefault();
    const [fromMs, untilMs] = [instantOf(from, rota.zone), instantOf(until, rota.zone)];
    if (person === "" || fromMs === null || untilMs === null) return;
    if (await rota.wish({ type: "absence.add", absence_id: rota.newId(), person_id: person, from_ms: fromMs, until_ms: untilMs, kind })) [setFrom, setUntil].forEach((clear) => clear(""));
  };
  return (
    <Panel title={say("rota-absences", { count: absences.length })}>
      <ul class="rota-items">
        {absences.map((one) => (
          <li key={one.absence_id} data-absence={one.person_id}>
            <span class="rota-told">
              <b>{rota.nameOf(one.person_id)}</b>
              <span class="muted">{`${stretchWords(one, rota.zone)}, ${sayCode("rota-absence", one.kind ?? "other")}`}</span>
            </span>
            <span class="spring" />
            <Button onClick={() => void rota.wish({ type: "absence.remove", absence_id: one.absence_id })}>{say("rota-remove")}</Button>
          </li>
        ))}
      </ul>
      <form class="rota-form" onSubmit={(event) => void send(event)}>
        {administrator && <PersonChoice rota={rota} value={person} onChoose={setPerson} />}
        <FromUntil from={from} until={until} onFrom={setFrom} onUntil={setUntil} />
        <Field label={say("rota-absence-kind")}>
          {(ids) => (
            <select {...ids} class="input" value={kind} onChange={(event) => setKind(event.currentTarget.value)}>
              {KINDS.map((one) => (
                <option key={one} value={one}>
                  {say(`rota-absence-${one}`)}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Button type="submit" look="main">
          {say("rota-absence-add")}
        </Button>
      </form>
    </Panel>
  );
}

export function CalendarLink({ rota }: { rota: Rota }) {
  const [url, setUrl] = useState<string | null>(null);
  return (
    <Panel title={say("rota-calendar")}>
      <p class="muted">{say("rota-calendar-note")}</p>
      {url !== null && <Field label={say("rota-calendar-address")}>{(ids) => <input {...ids} class="input" readOnly value={url} onFocus={(event) => event.currentTarget.select()} />}</Field>}
      <div class="rota-turn">
        <Button onClick={() => void rota.link(null).then(setUrl)}>{say("rota-calendar-get")}</Button>
        <Button onClick={() => void rota.revoke().then((done) => done && setUrl(null))}>{say("rota-calendar-revoke")}</Button>
      </div>
    </Panel>
  );
}
