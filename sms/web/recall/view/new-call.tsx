/** A new call: what happened, where to, for how long, and whom. */

import { useState } from "preact/hooks";
import { Button, Dialog, Field, Tag } from "~/interface/parts";
import { say } from "~/interface/words";
import type { RecalledStaff } from "~/signaling/web/wire";
import type { Recalls } from "../state/recall";

const ROLES = ["physician", "specialist", "crew", "call_taker", "dispatcher", "hospital"];
const SPECIALTIES = ["cardiology", "neurology", "surgery", "paediatrics", "obstetrics", "intensive_care", "therapy", "toxicology"];
const HOURS = [1, 2, 4, 8];

export function NewCall({ recalls }: { recalls: Recalls }) {
  const [text, setText] = useState("");
  const [place, setPlace] = useState("");
  const [hours, setHours] = useState(2);
  const [sure, setSure] = useState(false);
  const count = recalls.picked.value.size;
  const ready = text.trim() !== "" && place.trim() !== "" && count > 0;
  return (
    <section class="recall-new" aria-label={say("recall-new")}>
      <div class="recall-fields">
        <Field label={say("recall-text")}>
          {(ids) => <input {...ids} class="input" maxLength={200} value={text} onInput={(event) => setText(event.currentTarget.value)} />}
        </Field>
        <Field label={say("recall-place")}>
          {(ids) => <input {...ids} class="input" maxLength={60} value={place} onInput={(event) => setPlace(event.currentTarget.value)} />}
        </Field>
        <Field label={say("recall-until")}>
          {(ids) => (
            <select {...ids} class="input" value={hours} onChange={(event) => setHours(Number(event.currentTarget.value))}>
              {HOURS.map((one) => (
                <option key={one} value={one}>
                  {say("recall-hours", { hours: one })}
                </option>
              ))}
            </select>
          )}
        </Field>
      </div>
      <h2>{say("recall-whom")}</h2>
      <Narrow recalls={recalls} />
      <Staff recalls={recalls} />
      <div class="recall-foot">
        <span role="status">{say("recall-picked", { count })}</span>
        <span class="muted">{say("recall-absent-note")}</span>
        <span class="spring" />
        <Button look="main" size="large" disabled={!ready} onClick={() => setSure(true)}>
          {say("recall-start", { count })}
        </Button>
      </div>
      {sure && (
        <Dialog title={say("recall-start-sure", { count })} onClose={() => setSure(false)}>
          <p>
            <b>{text}</b> · {place}
          </p>
          <div class="dialog-foot">
            <Button onClick={() => setSure(false)}>{say("recall-back")}</Button>
            <Button look="main" busy={recalls.busy.value} onClick={() => void recalls.start(text, place, hours).then(() => setSure(false))}>
              {say("recall-start-yes")}
            </Button>
          </div>
        </Dialog>
      )}
    </section>
  );
}

function Narrow({ recalls }: { recalls: Recalls }) {
  const filter = recalls.filter.value;
  const choices = [
    { key: "role", label: say("recall-role"), values: ROLES, named: (one: string) => say(`recall-role-${one}`) },
    { key: "specialty", label: say("recall-specialty"), values: SPECIALTIES, named: (one: string) => say(`specialty-${one}`) },
    { key: "duty", label: say("recall-duty"), values: SPECIALTIES, named: (one: string) => say(`specialty-${one}`) },
  ] as const;
  return (
    <div class="recall-fields">
      {choices.map(({ key, label, values, named }) => (
        <Field key={key} label={label}>
          {(ids) => (
            <select {...ids} class="input" value={filter[key]} onChange={(event) => void recalls.narrow({ [key]: event.currentTarget.value })}>
              <option value="">{say("recall-anybody")}</option>
              {values.map((one) => (
                <option key={one} value={one}>
                  {named(one)}
                </option>
              ))}
            </select>
          )}
        </Field>
      ))}
      <Field label={say("recall-find")}>
        {(ids) => (
          <input
            {...ids}
            class="input"
            type="search"
            value={recalls.search.value}
            onInput={(event) => {
              recalls.search.value = event.currentTarget.value;
            }}
          />
        )}
      </Field>
    </div>
  );
}

function Staff({ recalls }: { recalls: Recalls }) {
  const shown = recalls.shown.value;
  const picked = recalls.picked.value;
  if (recalls.staff.value === null) return <p class="muted">{say("recall-loading")}</p>;
  if (shown.length === 0) return <p class="muted">{say("recall-nobody-found")}</p>;
  const able = shown.filter((one) => one.absent !== true);
  return (
    <div class="recall-staff">
      <label class="recall-person recall-every">
        <input
          type="checkbox"
          checked={able.length > 0 && able.every((one) => picked.has(one.person_id))}
          onChange={(event) => recalls.pickShown(event.currentTarget.checked)}
        />
        <b>{say("recall-pick-all")}</b> <span class="muted number">{able.length}</span>
      </label>
      <ul>
        {shown.map((one) => (
          <li key={one.person_id}>
            <label class="recall-person">
              <input
                type="checkbox"
                checked={picked.has(one.person_id)}
                onChange={(event) => recalls.pick(one.person_id, event.currentTarget.checked)}
              />
              <Card one={one} />
            </label>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Card({ one }: { one: RecalledStaff }) {
  const address = one.telephone ?? one.email ?? null;
  return (
    <>
      <span class="recall-name">{one.name}</span>
      <span class="muted">{one.specialty ? say(`specialty-${one.specialty}`) : say(`recall-role-${one.role}`)}</span>
      <span class={address === null ? "recall-missing" : "number muted"}>{address ?? say("recall-no-address")}</span>
      <span class="recall-marks">
        {one.on_duty === true && (
          <Tag tone="ok" shape="circle">
            {say("recall-on-duty")}
          </Tag>
        )}
        {one.absent === true && (
          <Tag tone="warn" shape="strike">
            {say("recall-absent")}
          </Tag>
        )}
      </span>
    </>
  );
}
