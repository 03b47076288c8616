/** A clinical scale, item by item, with its result and the published table that it follows. */

import { useState } from "preact/hooks";
import { Button, Field, Tag } from "~/interface/parts";
import { label, say } from "~/interface/words";
import { secondNow } from "~/interface/clock";
import { useOwnId } from "~/interface/own-id";
import type { FormField, Scale, ScaleItem } from "~/signaling/web/wire";
import { itemsOf, problemOf, scaleOf } from "../state/forms";
import { bandOf, mostOf, numberOf, resultOf } from "../state/scales";
import { problemWords, reviewedWords, wanted, type FieldsProps } from "./forms-words";

type Props = FieldsProps & { readonly field: FormField };

export function ScaleField(props: Props) {
  const { asked, field, entries, missing } = props;
  const [open, setOpen] = useState(false);
  const id = useOwnId();
  const scale = scaleOf(asked, field);
  if (scale === null) return null;
  return (
    <fieldset class="room-scale">
      <legend class="field-label">{wanted(label(field.names), missing.includes(field.key))}</legend>
      <span class="field-note">{label(field.reason)}</span>
      <Button class="room-scale-open" aria-expanded={open} aria-controls={id} onClick={() => setOpen(!open)}>
        <ScaleResultWords scale={scale} items={itemsOf(field, entries)} typed={entries[field.key] ?? ""} />
        <span class="muted">{say(open ? "room-scale-close" : "room-scale-open")}</span>
      </Button>
      <div id={id} class="room-scale-items" hidden={!open}>
        {open && <Items {...props} scale={scale} />}
      </div>
    </fieldset>
  );
}

/** `NIHSS: 12 · moderate`; how many items are left while there is no result. */
export function ScaleResultWords({ scale, items, typed }: { scale: Scale; items: Readonly<Record<string, string>>; typed: string }) {
  const filled = Object.keys(items).length;
  const { value, band, missing } = resultOf(scale, items);
  const unit = label(scale.unit);
  if (filled === 0 && typed !== "") {
    const alone = numberOf(typed);
    return <Result text={typed} unit={unit} band={alone === null ? null : bandOf(scale, alone, -1)} />;
  }
  if (value !== null) return <Result text={String(value)} unit={unit} band={band} />;
  if (filled === 0) return <span>{say("room-scale-empty")}</span>;
  return <span>{missing.length === 0 ? say("room-scale-untested") : say("room-scale-left", { left: missing.length, all: scale.items.length })}</span>;
}

function Result({ text, unit, band }: { text: string; unit: string; band: Scale["bands"][number] | null }) {
  return (
    <span class="room-scale-result">
      <b class="number">
        {text}
        {unit !== "" && ` ${unit}`}
      </b>
      {band !== null && <Tag tone={band.tone === "good" ? "ok" : band.tone}>{label(band.names)}</Tag>}
    </span>
  );
}

function Items(props: Props & { scale: Scale }) {
  const { scale, field, entries, enter } = props;
  const anyItem = Object.keys(itemsOf(field, entries)).length > 0;
  return (
    <>
      {scale.items.map((item) => (
        <Item key={item.code} {...props} item={item} />
      ))}
      {!anyItem && scale.calculation === "sum" && (
        <Field label={say("room-scale-known")}>
          {(ids) => (
            <input {...ids} class="input number" inputMode="decimal" autoComplete="off" maxLength={6} value={entries[field.key] ?? ""} onInput={(event) => enter(field.key, event.currentTarget.value)} />
          )}
        </Field>
      )}
      <p class="room-scale-source muted">
        {scale.source} {reviewedWords(scale.reviewed_by)}
      </p>
    </>
  );
}

function Item({ asked, field, item, entries, ageYears, enter }: Props & { item: ScaleItem }) {
  const key = `${field.key}.${item.code}`;
  const entry = entries[key] ?? "";
  const wrong = problemOf(asked, field, key, entries, secondNow.peek(), ageYears);
  const most = mostOf(item, ageYears);
  const unit = label(item.unit);
  const title = item.choices.length > 0 || most === null || unit === "" ? label(item.names) : `${label(item.names)}, ${say("room-scale-most", { most, unit })}`;
  return (
    <Field label={title} bad={wrong !== null} note={wrong === null ? undefined : problemWords(wrong, item.least, most)}>
      {(ids) =>
        item.choices.length > 0 ? (
          <select {...ids} class="input" value={entry} onChange={(event) => enter(key, event.currentTarget.value)}>
            <option value="">{say("room-choose")}</option>
            {item.choices.map(({ code, names, points }) => (
              <option key={code} value={code}>
                {points === null ? label(names) : `${points} · ${label(names)}`}
              </option>
            ))}
          </select>
        ) : (
          <input {...ids} class="input number" inputMode="decimal" autoComplete="off" maxLength={6} value={entry} onInput={(event) => enter(key, event.currentTarget.value)} />
        )
      }
    </Field>
  );
}
