/** What became of patients after their own consults: all together, by doctor, by reason and by how they were closed. */

import { useEffect, useState } from "preact/hooks";
import { addWords, label, say, sayCode } from "~/interface/words";
import type { Session } from "~/signaling/web/session";
import type { PatientSafetyView, ReasonListView, SafetyRow } from "~/signaling/web/wire";
import en from "~/consult_room/patients/words/en.ftl?raw";
import ru from "~/consult_room/patients/words/ru.ftl?raw";
import uz from "~/consult_room/patients/words/uz.ftl?raw";
import { Table } from "./tables";

addWords({ uz, ru, en });

const COUNTED = ["ended", "again_24", "again_72", "sent_24", "sent_72", "emergencies"] as const;

export function Safety({ session, safety }: { session: Session; safety: PatientSafetyView }) {
  const reasons = useReasons(session);
  const reasonName = (row: SafetyRow): string => {
    const known = reasons.find((one) => one.code === row.key);
    return known === undefined ? sayCode("specialty", row.key) : label(known.label);
  };
  return (
    <section aria-label={say("figures-safety")}>
      <h2>{say("figures-safety")}</h2>
      <p class="muted">{say("figures-safety-how")}</p>
      <dl class="figures-tiles">
        {COUNTED.map((name) => (
          <div key={name}>
            <dt>{sayCode("figures-safety", name)}</dt>
            <dd>{safety.all[name]}</dd>
          </div>
        ))}
      </dl>
      <Rows title={say("figures-safety-by-doctor")} rows={safety.by_doctor} named={(row) => row.name ?? say("figures-unknown")} />
      <Rows title={say("figures-safety-by-reason")} rows={safety.by_reason} named={reasonName} />
      <Rows title={say("figures-safety-by-closing")} rows={safety.by_closing} named={(row) => sayCode("patient-closing", row.key)} />
    </section>
  );
}

function Rows({ title, rows, named }: { title: string; rows: readonly SafetyRow[]; named: (row: SafetyRow) => string }) {
  if (rows.length === 0) return null;
  return (
    <Table caption={title} head={["", ...COUNTED.map((name) => sayCode("figures-safety", name))]}>
      {rows.map((row) => (
        <tr key={row.key}>
          <th scope="row">{named(row)}</th>
          {COUNTED.map((name) => (
            <td key={name}>{row.counts[name]}</td>
          ))}
        </tr>
      ))}
    </Table>
  );
}

/** None until they came: codes of incidents stand as they are until then. */
function useReasons(session: Session): ReasonListView["reasons"] {
  const [reasons, setReasons] = useState<ReasonListView["reasons"]>([]);
  useEffect(() => {
    void session.ask<ReasonListView>({ type: "reasons.list" }).then(
      (list) => setReasons(list.reasons),
      () => undefined,
    );
  }, [session]);
  return reasons;
}
