/** The conclusion of a consult: for whoever writes it, an editor that keeps what is typed; for whoever reads it, its
 * versions. Loaded when its tab is opened. */

import { ClipboardCheck, Truck } from "lucide-preact";
import { useEffect, useMemo, useState } from "preact/hooks";
import { clockMinute } from "~/interface/clock";
import { Button, Field, Loading } from "~/interface/parts";
import { addWords, say, sayCode } from "~/interface/words";
import en from "~/consult_room/conclusions/words/en.ftl?raw";
import ru from "~/consult_room/conclusions/words/ru.ftl?raw";
import uz from "~/consult_room/conclusions/words/uz.ftl?raw";
import type { ConclusionRecordView } from "~/signaling/web/wire";
import { ConclusionDesk, type ConclusionPorts } from "../state/conclusion";
import { ConclusionEditor } from "./conclusion-editor";
import { SignDialog } from "./conclusion-sign";
import { Versions } from "./conclusion-versions";
import { Lacking } from "./quality";
import type { SectionProps } from "./section";
import "./conclusion.css";

addWords({ uz, ru, en });

const ANSWER_WITHIN_MS = 30_000;

const PORTS: ConclusionPorts = {
  async post(path, body) {
    try {
      const headers = { "content-type": "application/json" };
      const answer = await fetch(path, { method: "POST", headers, body: JSON.stringify(body), signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
      return { status: answer.status, body: (await answer.json().catch(() => ({}))) as { [field: string]: unknown } };
    } catch {
      return null;
    }
  },
};

export function Conclusion(props: SectionProps) {
  const { session, shown, self } = props;
  const consultId = shown.view.consult_id;
  const desk = useMemo(() => new ConclusionDesk(session, consultId, PORTS), [session, consultId]);
  const outline = desk.outline();
  const mark = JSON.stringify([outline?.versions, outline?.transfer, outline?.draft?.shared, shown.view.state, shown.view.relation]);
  const otherDraft = outline?.draft?.author_id === self.id ? 0 : outline?.draft?.revision;
  useEffect(() => void desk.read(), [desk, mark, otherDraft]);
  useEffect(() => {
    // Whoever leaves the page or the tab loses nothing that they have typed: it goes into the outbox.
    const keep = (): void => void desk.keep();
    document.addEventListener("visibilitychange", keep);
    return () => {
      document.removeEventListener("visibilitychange", keep);
      keep();
    };
  }, [desk]);
  const record = desk.record.value;
  if (record === null) return desk.failed.value ? <p class="conclusion-empty muted">{say("conclusion-not-read")}</p> : <Loading />;
  return (
    <>
      <Whole desk={desk} record={record} session={session} name={self.name} problem={shown.view.problem} />
      <Lacking {...props} mark={`${mark} ${desk.keptAt.value ?? 0}`} />
    </>
  );
}

function Nothing() {
  return <p class="conclusion-empty muted">{say("conclusion-none")}</p>;
}

interface WholeProps {
  readonly desk: ConclusionDesk;
  readonly record: ConclusionRecordView;
  readonly session: SectionProps["session"];
  readonly name: string;
  readonly problem: string | null;
}

function Whole({ desk, record, session, name, problem }: WholeProps) {
  const [amending, setAmending] = useState(false);
  const writes = record.may.includes("draft");
  const signed = record.outline.versions.length > 0;
  const open = writes && (!signed || amending || record.draft !== null);
  const { draft } = record.outline;
  return (
    <div class="conclusion">
      {!writes && draft !== null && !signed && <p class="muted">{say("conclusion-being-written", { time: clockMinute(draft.kept_at_ms) })}</p>}
      {!writes && record.draft !== null && <SharedDraft record={record} />}
      {!writes && draft === null && !signed && <Nothing />}
      <Versions desk={desk} record={record} />
      <Asked desk={desk} record={record} />
      {record.may.includes("cosign") && <Cosign desk={desk} record={record} name={name} />}
      {writes && signed && !open && (
        <Button class="conclusion-amend" onClick={() => setAmending(true)}>
          {say("conclusion-amend")}
        </Button>
      )}
      {open && <ConclusionEditor desk={desk} record={record} session={session} name={name} problem={problem} onSigned={() => setAmending(false)} />}
    </div>
  );
}

function SharedDraft({ record }: { record: ConclusionRecordView }) {
  return (
    <section class="conclusion-shared">
      <h2>{say("conclusion-draft")}</h2>
      <p class="conclusion-text">{record.draft?.findings}</p>
      <p class="conclusion-text">{record.draft?.recommendation}</p>
    </section>
  );
}

/** What the asker answers with: that it was read, and that the transfer is wanted. */
function Asked({ desk, record }: { desk: ConclusionDesk; record: ConclusionRecordView }) {
  const newest = record.outline.versions.at(-1);
  const { transfer } = record.outline;
  if (newest === undefined) return null;
  return (
    <>
      {transfer !== null && (
        <p class="conclusion-transfer" role="status">
          {transfer.number === null ? say("conclusion-transfer-asked") : say("conclusion-transfer-open", { number: transfer.number })}
        </p>
      )}
      {record.may.includes("confirm_transfer") && <ConfirmTransfer desk={desk} record={record} version={newest.version} />}
      {record.may.includes("acknowledge") && (
        <Button class="conclusion-acknowledge" look="main" size="large" onClick={() => desk.acknowledge(newest.version)}>
          <ClipboardCheck size={20} aria-hidden="true" /> {say("conclusion-acknowledge", { version: newest.version })}
        </Button>
      )}
    </>
  );
}

function ConfirmTransfer({ desk, record, version }: { desk: ConclusionDesk; record: ConclusionRecordView; version: number }) {
  const [place, setPlace] = useState(record.place);
  const [telephone, setTelephone] = useState("");
  const kind = record.outline.versions.at(-1)?.transfer ?? "planned";
  return (
    <form
      class="conclusion-confirm"
      onSubmit={(event) => {
        event.preventDefault();
        if (place.trim() !== "") desk.confirmTransfer(version, place.trim(), telephone.trim(), "");
      }}
    >
      <h2>{say("conclusion-transfer-wanted", { kind: sayCode("conclusion-transfer", kind) })}</h2>
      <Field label={say("conclusion-place")} note={say("conclusion-place-note")}>
        {(ids) => <input {...ids} class="input" maxLength={120} required value={place} onInput={(event) => setPlace(event.currentTarget.value)} />}
      </Field>
      <Field label={say("conclusion-telephone")}>
        {(ids) => <input {...ids} class="input" type="tel" autoComplete="tel" maxLength={40} value={telephone} onInput={(event) => setTelephone(event.currentTarget.value)} />}
      </Field>
      <Button look={kind === "emergency" ? "bad" : "main"} size="large" type="submit" disabled={place.trim() === ""}>
        <Truck size={20} aria-hidden="true" /> {say("conclusion-confirm-transfer")}
      </Button>
    </form>
  );
}

function Cosign({ desk, record, name }: { desk: ConclusionDesk; record: ConclusionRecordView; name: string }) {
  const [open, setOpen] = useState(false);
  const newest = record.outline.versions.at(-1);
  if (newest === undefined) return null;
  return (
    <>
      <Button look="main" size="large" onClick={() => setOpen(true)}>
        {say("conclusion-cosign", { version: newest.version })}
      </Button>
      {open && <SignDialog desk={desk} providers={record.providers} name={name} cosigns={newest.version} onClose={() => setOpen(false)} />}
    </>
  );
}
