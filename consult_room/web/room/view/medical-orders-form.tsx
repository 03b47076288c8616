/** Telling a medical order, or telling it anew: what, how much, how, how often; what is noticed about the dose beside. */

import { useState } from "preact/hooks";
import { useOwnId } from "~/interface/own-id";
import { Button, Field } from "~/interface/parts";
import { language, say, sayCode } from "~/interface/words";
import type { MedicalOrderView, VitalsView } from "~/signaling/web/wire";
import { lacks, lean, now, whole, type Wanted } from "../state/medical-orders";
import { dangersOf, drugOf, DRUGS, rangesOf, REVIEWED_BY, toBeConfirmed } from "../state/medical-orders-danger";
import { amount, perKgWords } from "./medical-orders-words";
import type { SectionProps } from "./section";

const KINDS = ["drug", "procedure", "measurement"] as const;
const UNITS = ["mg", "mcg", "g", "ml", "units", "mmol", "tablets", "drops", "puffs", "l_min", "mg_h", "ml_h", "mcg_min", "mcg_kg_min", "joules"] as const;
const ROUTES = ["iv", "io", "im", "sc", "oral", "sublingual", "nasal", "inhaled", "rectal", "topical"] as const;
const URGENCIES = ["now", "soon", "when_possible"] as const;

interface Props extends SectionProps {
  readonly corrects?: MedicalOrderView;
  readonly onDone: () => void;
}

interface Typed {
  readonly dose: string;
  readonly times: string;
  readonly every: string;
  readonly most: string;
}

const numberOf = (text: string): number | null => {
  const value = Number(text.trim().replace(",", "."));
  return text.trim() !== "" && value > 0 ? value : null;
};

export function MedicalOrderForm(props: Props) {
  const { session, shown, corrects, onDone } = props;
  const before = corrects === undefined ? whole({}) : (now(corrects).wanted ?? whole({}));
  const [wanted, setWanted] = useState<Wanted>(before);
  const [typed, setTyped] = useState<Typed>(typedOf(before));
  const [why, setWhy] = useState("");
  const [sure, setSure] = useState(false);
  const [tried, setTried] = useState(false);
  const drug = wanted.kind === "drug" ? drugOf(wanted.what) : null;
  const isDrug = wanted.kind === "drug";
  const full: Wanted = isDrug
    ? { ...wanted, drug: drug?.code ?? null, dose: numberOf(typed.dose), times: Math.round(numberOf(typed.times) ?? 1), every_min: numberOf(typed.every), most: numberOf(typed.most) }
    : whole({ kind: wanted.kind, what: wanted.what, urgency: wanted.urgency, reason: wanted.reason });
  const lacking = lacks(full);
  const weightKg = weightOf(props);
  const patient = { weightKg, ageYears: shown.view.age_years };
  const dangers = dangersOf(full, patient);
  const asks = dangers.some(toBeConfirmed);
  const put = (more: Partial<Wanted>): void => {
    setSure(false);
    setWanted({ ...wanted, ...more });
  };
  const enter = (more: Partial<Typed>): void => {
    setSure(false);
    setTyped({ ...typed, ...more });
  };
  const submit = (event: Event): void => {
    event.preventDefault();
    setTried(true);
    if (lacking.length > 0 || (asks && !sure) || (corrects !== undefined && why.trim() === "")) return;
    const said = { consult_id: shown.view.consult_id, wanted: lean({ ...full, what: full.what.trim() }), ...(sure ? { sure } : {}) };
    const body =
      corrects === undefined
        ? { type: "medical_order.tell", ...said }
        : { type: "medical_order.correct", ...said, medical_order_id: corrects.medical_order_id, version: now(corrects).version, why: why.trim() };
    session.send(body).catch(() => undefined);
    onDone();
  };
  const allergies = shown.view.data?.["allergies"];
  return (
    <form class="medical-order-form" onSubmit={submit}>
      <p class="medical-order-allergies" data-known={allergies !== undefined}>
        <b>{say("medical-order-allergies")}:</b> {allergies === undefined || allergies === "" ? say("medical-order-allergies-unknown") : String(allergies)}
      </p>
      <Choice label={say("medical-order-kind")} value={wanted.kind} of={KINDS} family="medical-order-kind" choose={(kind) => put({ kind })} />
      <What wanted={wanted} bad={tried && lacking.includes("what")} put={put} />
      {isDrug && (
        <div class="medical-order-grid">
          <Figure label={say("medical-order-dose")} value={typed.dose} bad={tried && lacking.includes("dose")} enter={(dose) => enter({ dose })} />
          <Choice label={say("medical-order-unit")} value={wanted.unit} of={UNITS} family="medical-order-unit" bad={tried && lacking.includes("unit")} choose={(unit) => put({ unit })} />
          <Choice label={say("medical-order-route")} value={wanted.route} of={ROUTES} family="medical-order-route" bad={tried && lacking.includes("route")} choose={(route) => put({ route })} />
          <Field label={say("medical-order-rate")}>{(ids) => <input {...ids} class="input" maxLength={200} value={wanted.rate} onInput={(event) => put({ rate: event.currentTarget.value })} />}</Field>
          <Figure label={say("medical-order-times")} value={typed.times} enter={(times) => enter({ times })} />
          <Figure label={say("medical-order-every")} value={typed.every} bad={tried && lacking.includes("every_min")} enter={(every) => enter({ every })} />
          <Figure label={say("medical-order-most")} value={typed.most} enter={(most) => enter({ most })} />
        </div>
      )}
      {isDrug && <Usual wanted={full} patient={patient} />}
      <Choice label={say("medical-order-urgency")} value={wanted.urgency} of={URGENCIES} family="medical-order-urgency" choose={(urgency) => put({ urgency })} />
      <Field label={say("medical-order-reason")}>{(ids) => <input {...ids} class="input" maxLength={200} value={wanted.reason} onInput={(event) => put({ reason: event.currentTarget.value })} />}</Field>
      {corrects !== undefined && (
        <Field label={say("medical-order-why")} bad={tried && why.trim() === ""}>
          {(ids) => <input {...ids} class="input" maxLength={500} value={why} onInput={(event) => setWhy(event.currentTarget.value)} />}
        </Field>
      )}
      <div role="status">
        {dangers.map((danger) => (
          <p key={danger} data-tone="warn">
            {sayCode("medical-order-danger", danger)}
          </p>
        ))}
      </div>
      {asks && (
        <label class="vitals-sure">
          <input type="checkbox" checked={sure} onChange={(event) => setSure(event.currentTarget.checked)} /> <span>{say("medical-order-sure")}</span>
        </label>
      )}
      {tried && lacking.length > 0 && (
        <p class="field-note" data-tone="bad" role="alert">
          {say("medical-order-lacks")}: {lacking.map((lack) => say(`medical-order-lack-${lack}`)).join(", ")}
        </p>
      )}
      <div class="room-row">
        <Button look="main" size="large" type="submit" disabled={asks && !sure}>
          {say("medical-order-send")}
        </Button>
        <Button size="large" onClick={onDone}>
          {say("room-not-now")}
        </Button>
      </div>
    </form>
  );
}

function typedOf(wanted: Wanted): Typed {
  const text = (value: number | null): string => (value === null ? "" : String(value));
  return { dose: text(wanted.dose), times: text(wanted.times), every: text(wanted.every_min), most: text(wanted.most) };
}

/** The newest that was measured, else the one that the question named: as the server takes it. */
function weightOf({ session, shown }: SectionProps): number | null {
  const measured = session.kind<VitalsView>("vitals").value.get(shown.view.consult_id)?.view.weight_kg;
  const named = shown.view.data?.["weight"];
  return measured ?? (typeof named === "number" && named > 0 ? named : null);
}

function What({ wanted, bad, put }: { wanted: Wanted; bad: boolean; put: (more: Partial<Wanted>) => void }) {
  const list = useOwnId();
  const isDrug = wanted.kind === "drug";
  return (
    <Field label={sayCode("medical-order-what", wanted.kind)} bad={bad}>
      {(ids) => (
        <>
          <input {...ids} class="input" list={isDrug ? list : undefined} autoComplete="off" maxLength={120} value={wanted.what} onInput={(event) => put({ what: event.currentTarget.value })} />
          {isDrug && (
            <datalist id={list}>
              {DRUGS.map((drug) => (
                <option key={drug.code} value={language.value === "ru" ? drug.name_ru : drug.name} />
              ))}
            </datalist>
          )}
        </>
      )}
    </Field>
  );
}

function Figure({ label, value, bad = false, enter }: { label: string; value: string; bad?: boolean; enter: (typed: string) => void }) {
  return (
    <Field label={label} bad={bad}>
      {(ids) => <input {...ids} class="input number" inputMode="decimal" autoComplete="off" maxLength={9} value={value} onInput={(event) => enter(event.currentTarget.value)} />}
    </Field>
  );
}

interface ChoiceProps<One extends string> {
  readonly label: string;
  readonly value: One | null;
  readonly of: readonly One[];
  readonly family: string;
  readonly bad?: boolean;
  readonly choose: (one: One) => void;
}

function Choice<One extends string>({ label, value, of, family, bad = false, choose }: ChoiceProps<One>) {
  return (
    <Field label={label} bad={bad}>
      {(ids) => (
        <select {...ids} class="input" value={value ?? ""} onChange={(event) => choose(event.currentTarget.value as One)}>
          {value === null && <option value="">{say("room-choose")}</option>}
          {of.map((one) => (
            <option key={one} value={one}>
              {sayCode(family, one)}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

/** The usual dose with its source, and what it comes to for each kilogram. */
function Usual({ wanted, patient }: { wanted: Wanted; patient: { weightKg: number | null; ageYears: number | null } }) {
  const drug = DRUGS.find((one) => one.code === wanted.drug);
  const perKg = perKgWords(wanted, patient.weightKg);
  const ranges = drug === undefined || wanted.unit === null ? [] : rangesOf(drug, wanted, patient);
  const uses = drug?.uses.filter((use) => wanted.route !== null && use.routes.includes(wanted.route)) ?? [];
  return (
    <div class="medical-order-usual muted">
      {perKg !== null && <p>{perKg}</p>}
      {patient.weightKg === null && <p>{say("medical-order-no-weight")}</p>}
      {ranges.length > 0 && (
        <p>
          {say("medical-order-usual")}: {ranges.map(([low, high]) => (low === high ? amount(low) : `${amount(low)}–${amount(high)}`)).join(" / ")} {sayCode("medical-order-unit", wanted.unit ?? "")}
        </p>
      )}
      {ranges.length > 0 && (
        <p>
          {[...new Set((uses.length > 0 ? uses : (drug?.uses ?? [])).map((use) => use.source))].join("; ")}. {REVIEWED_BY === "nobody yet" && say("medical-order-reviewed-nobody")}
        </p>
      )}
    </div>
  );
}
