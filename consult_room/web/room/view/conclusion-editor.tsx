/** Writing a conclusion: every field is kept a moment after it was typed. */

import { PenLine } from "lucide-preact";
import { useEffect, useState } from "preact/hooks";
import { clockMinute } from "~/interface/clock";
import { Button, Field } from "~/interface/parts";
import { label, say, sayCode } from "~/interface/words";
import { Refusal } from "~/signaling/web/frames";
import type { ConclusionContent, ConclusionRecordView, Template } from "~/signaling/web/wire";
import type { ConclusionDesk } from "../state/conclusion";
import { Diagnoses } from "./conclusion-codes";
import { SignDialog } from "./conclusion-sign";
import type { SectionProps } from "./section";

const NOBODY = "nobody yet";

interface Props {
  readonly desk: ConclusionDesk;
  readonly record: ConclusionRecordView;
  readonly session: SectionProps["session"];
  readonly name: string;
  /** By which the templates are chosen; null: the general one. */
  readonly problem: string | null;
  readonly onSigned: () => void;
}

export function ConclusionEditor({ desk, record, session, name, problem, onSigned }: Props) {
  const [signing, setSigning] = useState(false);
  const content = desk.content.value;
  const blank = content.findings.trim() === "" && content.recommendation.trim() === "";
  return (
    <form class="conclusion-editor" aria-label={say("conclusion-editor")} onSubmit={(event) => event.preventDefault()}>
      <Kept desk={desk} />
      <Templates desk={desk} session={session} problem={problem} />
      <Long desk={desk} field="findings" rows={5} />
      <Diagnoses desk={desk} session={session} />
      <Long desk={desk} field="diagnosis_words" rows={2} />
      <Long desk={desk} field="recommendation" rows={5} />
      <TransferFields desk={desk} />
      <FollowUp desk={desk} />
      <Long desk={desk} field="limits" rows={2} />
      <Hints content={content} />
      <label class="conclusion-share">
        <input type="checkbox" checked={record.outline.draft?.shared ?? false} disabled={record.outline.draft === null || !record.may.includes("share")} onChange={(event) => desk.share(event.currentTarget.checked)} />
        {say("conclusion-share")}
      </label>
      <Button class="conclusion-sign" look="main" size="large" disabled={blank} onClick={() => setSigning(true)}>
        <PenLine size={20} aria-hidden="true" /> {say("conclusion-sign")}
      </Button>
      {signing && (
        <SignDialog
          desk={desk}
          providers={record.providers}
          name={name}
          cosigns={null}
          amends={record.outline.versions.length > 0}
          onClose={() => setSigning(false)}
          onSigned={onSigned}
        />
      )}
    </form>
  );
}

/** How far it is kept, or what another page has changed meanwhile. */
function Kept({ desk }: { desk: ConclusionDesk }) {
  const fields = desk.conflict.value;
  if (fields.length > 0) {
    return (
      <div class="conclusion-conflict" role="alert">
        <p>{say("conclusion-conflict", { fields: fields.map((field) => say(`conclusion-${field.replaceAll("_", "-")}`)).join(", ") })}</p>
        <div class="room-row">
          <Button onClick={() => void desk.settle("mine")}>{say("conclusion-keep-mine")}</Button>
          <Button onClick={() => void desk.settle("theirs")}>{say("conclusion-take-theirs")}</Button>
        </div>
      </div>
    );
  }
  const at = desk.keptAt.value;
  const words = desk.unkept.value ? say("conclusion-not-kept") : at === null ? say("conclusion-kept-as-typed") : say("conclusion-kept", { time: clockMinute(at) });
  return (
    <p class="conclusion-kept muted" role="status">
      {words}
    </p>
  );
}

type LongField = "findings" | "diagnosis_words" | "recommendation" | "limits";
const MOST: Record<LongField, number> = { findings: 8000, diagnosis_words: 2000, recommendation: 8000, limits: 2000 };

function Long({ desk, field, rows }: { desk: ConclusionDesk; field: LongField; rows: number }) {
  return (
    <Field label={say(`conclusion-${field.replaceAll("_", "-")}`)}>
      {(ids) => (
        <textarea {...ids} class="input" rows={rows} maxLength={MOST[field]} value={desk.content.value[field]} onInput={(event) => desk.change(field, event.currentTarget.value)} />
      )}
    </Field>
  );
}

function TransferFields({ desk }: { desk: ConclusionDesk }) {
  const content = desk.content.value;
  return (
    <>
      <fieldset class="conclusion-choice">
        <legend class="field-label">{say("conclusion-transfer")}</legend>
        {(["none", "planned", "emergency"] as const).map((each) => (
          <label key={each} data-chosen={content.transfer === each}>
            <input type="radio" name="conclusion-transfer" checked={content.transfer === each} onChange={() => desk.change("transfer", each)} />
            {sayCode("conclusion-transfer", each)}
          </label>
        ))}
      </fieldset>
      {content.transfer !== "none" && (
        <Field label={say("conclusion-transfer-to")}>
          {(ids) => <input {...ids} class="input" maxLength={200} value={content.transfer_to} onInput={(event) => desk.change("transfer_to", event.currentTarget.value)} />}
        </Field>
      )}
      <Field label={say("conclusion-urgency")}>
        {(ids) => (
          <select {...ids} class="input" value={content.urgency} onChange={(event) => desk.change("urgency", event.currentTarget.value as ConclusionContent["urgency"])}>
            <option value="">{say("conclusion-not-said")}</option>
            {["emergency", "urgent", "planned"].map((each) => (
              <option key={each} value={each}>
                {sayCode("consult-urgency", each)}
              </option>
            ))}
          </select>
        )}
      </Field>
    </>
  );
}

function FollowUp({ desk }: { desk: ConclusionDesk }) {
  const content = desk.content.value;
  return (
    <div class="conclusion-pair">
      <Field label={say("conclusion-follow-up-on")}>
        {(ids) => <input {...ids} class="input" type="date" value={content.follow_up_on} onChange={(event) => desk.change("follow_up_on", event.currentTarget.value)} />}
      </Field>
      <Field label={say("conclusion-follow-up")}>
        {(ids) => <input {...ids} class="input" maxLength={200} value={content.follow_up} onInput={(event) => desk.change("follow_up", event.currentTarget.value)} />}
      </Field>
    </div>
  );
}

/** Templates to begin from: headings and phrases are put in, for the author to change. */
function Templates({ desk, session, problem }: Pick<Props, "desk" | "session" | "problem">) {
  const [templates, setTemplates] = useState<readonly Template[]>([]);
  useEffect(() => {
    session.ask<Template[]>({ type: "forms.templates", problem }).then(setTemplates, (trouble: unknown) => {
      if (!(trouble instanceof Refusal)) throw trouble;
    });
  }, [session, problem]);
  if (templates.length === 0) return null;
  const use = (template: Template | undefined): void => {
    if (template === undefined) return;
    const { findings, recommendation } = desk.content.value;
    const headings = template.findings.map((each) => `${label(each)}: `).join("\n");
    const phrases = template.recommendations.map((each) => label(each)).join("\n");
    const reviewed = template.reviewed_by === NOBODY ? "" : template.reviewed_by;
    desk.change("template", { code: template.problem, name: label(template.names).slice(0, 200), reviewed_by: reviewed });
    desk.change("findings", [findings, headings].filter((part) => part !== "").join("\n"));
    desk.change("recommendation", [recommendation, phrases].filter((part) => part !== "").join("\n"));
  };
  return (
    <Field label={say("conclusion-template")} note={say("conclusion-template-note")}>
      {(ids) => (
        <select {...ids} class="input" value="" onChange={(event) => use(templates.find((each) => each.problem === event.currentTarget.value))}>
          <option value="">{say("room-choose")}</option>
          {templates.map((each) => (
            <option key={each.problem} value={each.problem}>
              {label(each.names)}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

/** Parts that a good conclusion has and this one lacks. */
function Hints({ content }: { content: ConclusionContent }) {
  const lacks = [
    content.findings.trim() === "" && "findings",
    content.diagnoses.length === 0 && content.diagnosis_words.trim() === "" && "diagnosis",
    content.recommendation.trim() === "" && "recommendation",
    content.transfer !== "none" && content.transfer_to.trim() === "" && "transfer-to",
    content.follow_up_on === "" && content.follow_up.trim() === "" && "follow-up",
  ].filter((each) => each !== false);
  if (lacks.length === 0) return null;
  return <p class="conclusion-hints muted">{say("conclusion-lacks", { parts: lacks.map((each) => say(`conclusion-${each}`)).join(", ") })}</p>;
}
