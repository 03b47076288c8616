/** What the record still lacks. */

import { addWords, language, say } from "~/interface/words";
import en from "~/consult_room/figures/room_words/en.ftl?raw";
import ru from "~/consult_room/figures/room_words/ru.ftl?raw";
import uz from "~/consult_room/figures/room_words/uz.ftl?raw";
import type { Completeness } from "~/signaling/web/wire";
import { useAnswer } from "./answer";
import type { SectionProps } from "./section";

addWords({ uz, ru, en });

/** What a good record of this kind still lacks, beside the conclusion that is written. */
export function Lacking({ session, shown, mark }: SectionProps & { readonly mark: string }) {
  const consultId = shown.view.consult_id;
  const spoken = language.value;
  const found = useAnswer<Completeness>(session, { type: "consult.completeness", consult_id: consultId, language: spoken }, `${consultId} ${spoken} ${mark}`);
  if (found === null) return null;
  const missing = found.fields.filter((field) => !field.present && !(field.key === "acknowledged" && shown.view.relation === "specialist"));
  return (
    <details class="conclusion-shared">
      <summary>
        {say("completeness-title")} · {say("completeness-count", { present: found.present, wanted: found.wanted })}
      </summary>
      {missing.length === 0 ? <p>{say("completeness-whole")}</p> : null}
      <ul>
        {missing.map((field) => (
          <li key={field.key}>
            <b>{field.names[spoken]}</b> <span class="muted">{field.reason[spoken]}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}
