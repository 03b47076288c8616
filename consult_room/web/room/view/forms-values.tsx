/** In the record: what was asked for and said, scale by scale, what is still missing, and the asker's adding to it. */

import { useEffect, useState } from "preact/hooks";
import { dayAndMinute, secondNow } from "~/interface/clock";
import { Button, Loading } from "~/interface/parts";
import { label, say } from "~/interface/words";
import type { AskedOfProblem, ConsultFilesView, ConsultView, FormField } from "~/signaling/web/wire";
import { changesOf, entriesOf, itemsOf, missingOf, scaleOf, wrongIn, type Entries } from "../state/forms";
import { isOver } from "../state/order";
import { pointsWords } from "./forms-points";
import { FormFields } from "./forms-fields";
import { Missing } from "./forms-missing";
import { ScaleResultWords } from "./forms-scale";
import { reviewedWords } from "./forms-words";
import type { SectionProps } from "./section";

export function AskedSection({ session, room, shown }: SectionProps) {
  const { view } = shown;
  const files = session.kind<ConsultFilesView>("consult_files").value.get(view.consult_id)?.view.files ?? [];
  const kinds = files.filter(({ state }) => state === "kept").map(({ kind }) => kind);
  const [asked, setAsked] = useState<AskedOfProblem | null>(null);
  const problem = view.problem;
  useEffect(() => {
    if (problem !== null) void room.asking.askedOf(problem, setAsked);
  }, [problem]);
  if (problem === null) return null;
  if (asked === null) return <Loading title={say("room-asked-opening")} />;
  return <Asked key={view.consult_id} room={room} view={view} asked={asked} live={shown.live} files={kinds} />;
}

interface AskedProps {
  readonly room: SectionProps["room"];
  readonly view: ConsultView;
  readonly asked: AskedOfProblem;
  readonly live: boolean;
  /** The kinds of the files that lie in the record: what they are wanted for is no longer missing. */
  readonly files: readonly string[];
}

function Asked({ room, view, asked, live, files }: AskedProps) {
  const [writing, setWriting] = useState<Entries | null>(null);
  const entries = entriesOf(view.data);
  const mayAdd = live && view.relation === "asker" && !isOver(view);
  const missing = asked.form.fields.filter(({ key, file }) => view.missing.includes(key) && !(file !== null && files.includes(file)));
  if (writing !== null) return <Adding room={room} view={view} asked={asked} writing={writing} setWriting={setWriting} />;
  return (
    <div class="room-asked-values">
      <p>
        <b>{label(asked.form.names)}</b> <span class="muted">{reviewedWords(asked.form.reviewed_by)}</span>
      </p>
      <dl>
        {asked.form.fields.map((field) => (
          <ValueRow key={field.key} asked={asked} field={field} entries={entries} />
        ))}
      </dl>
      {missing.length > 0 && (
        <div class="room-missing">
          <p>
            <b>{say("room-missing", { count: missing.length })}</b>
          </p>
          <ul>
            {missing.map((field) => (
              <li key={field.key}>
                <b>{label(field.names)}</b> <span class="muted">{label(field.reason)}</span>
              </li>
            ))}
          </ul>
        </div>
      )}
      {mayAdd && (
        <Button look={missing.length > 0 ? "main" : "ghost"} onClick={() => setWriting(entries)}>
          {say("room-asked-add")}
        </Button>
      )}
    </div>
  );
}

function ValueRow({ asked, field, entries }: { asked: AskedOfProblem; field: FormField; entries: Entries }) {
  const scale = scaleOf(asked, field);
  const items = itemsOf(field, entries);
  const entry = entries[field.key] ?? "";
  if (entry === "" && Object.keys(items).length === 0) return null;
  return (
    <div class="room-asked-value">
      <dt>{label(field.names)}</dt>
      <dd>
        {scale === null ? valueWords(field, entry) : <ScaleResultWords scale={scale} items={items} typed={entry} />}
        {scale !== null && Object.keys(items).length > 0 && <span class="room-scale-points muted">{pointsWords(scale, items)}</span>}
        {scale !== null && <span class="room-scale-source muted">{scale.source}</span>}
      </dd>
    </div>
  );
}

function valueWords(field: FormField, entry: string): string {
  if (field.kind === "time") return dayAndMinute(Number(entry));
  if (field.kind === "yes_no") return say(`room-asked-${entry}`);
  if (field.kind === "choice") return label(field.choices.find(({ code }) => code === entry)?.names, entry);
  const unit = label(field.unit);
  return unit === "" ? entry : `${entry} ${unit}`;
}

interface AddingProps {
  readonly room: SectionProps["room"];
  readonly view: ConsultView;
  readonly asked: AskedOfProblem;
  readonly writing: Entries;
  readonly setWriting: (entries: Entries | null) => void;
}

function Adding({ room, view, asked, writing, setWriting }: AddingProps) {
  const missing = missingOf(asked, view.urgency, writing, view.age_years).filter(({ kind, key }) => kind !== "file" || view.missing.includes(key));
  const changes = changesOf(asked, view.data, writing, view.age_years);
  const wrong = wrongIn(asked, writing, secondNow.peek(), view.age_years);
  return (
    <form
      class="room-asked-adding"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (wrong.length > 0 || Object.keys(changes).length === 0) return;
        room.supplement(view.consult_id, changes);
        setWriting(null);
      }}
    >
      <FormFields
        asked={asked}
        entries={writing}
        ageYears={view.age_years}
        missing={missing.map(({ key }) => key)}
        files={asked.form.fields.flatMap(({ file, key }) => (file !== null && !view.missing.includes(key) ? [file] : []))}
        enter={(key, entry) => setWriting({ ...writing, [key]: entry })}
      />
      <Missing missing={missing} urgency="" />
      <div class="room-row">
        <Button look="main" type="submit" disabled={wrong.length > 0 || Object.keys(changes).length === 0}>
          {say("room-asked-send")}
        </Button>
        <Button onClick={() => setWriting(null)}>{say("room-not-now")}</Button>
      </div>
    </form>
  );
}
